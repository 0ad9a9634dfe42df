"""Whom the papers of a session are for: each one that is wanted, made or not."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from trainingdesk.domain.agreements import Agreement, AgreementKind
from trainingdesk.domain.decision_letters import letter_of
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoices import Invoice
from trainingdesk.domain.parties import Client
from trainingdesk.domain.people import full_name
from trainingdesk.domain.session_file import SessionFile
from trainingdesk.domain.sessions import FundingState
from trainingdesk.services.needs import NEEDS, About, Need, Side
from trainingdesk.services.office import Office
from trainingdesk.services.paper_data import Subject
from trainingdesk.services.terms import conditions_of, version
from trainingdesk.storage import bargains, parties, sales


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One paper that a session needs or that is offered: which kind, for whom, about what.

    `subject` is `None` while what it is about (an agreement, an invoice) does not exist yet;
    `client_id` then says for whom to make it. `name` is set where the kind does not say it.
    """

    need: Need
    whom: str
    side: Side
    subject: Subject | None = None
    client_id: int | None = None
    name: str = ""


@dataclass(frozen=True)
class Recipients:
    """The people and houses of a session, and what each need means for them."""

    office: Office
    file: SessionFile
    known: frozenset[str] = field(default_factory=lambda: frozenset(_papers()))

    def wanted(self, *, on_request: bool) -> Iterator[Wanted]:
        """Yield what is needed, or else what is offered, in the order of printing."""
        for need in NEEDS:
            if need.key not in self.known:
                continue
            if need.once_over is not None and self._is_over:
                every = _BY_ABOUT[need.about](self, need)
                yield from (one for one in every if self._is_asked(one) == on_request)
            elif need.on_request == on_request:
                yield from _BY_ABOUT[need.about](self, need)

    def _is_asked(self, wanted: Wanted) -> bool:
        """Whether a paper is on request still, though the session is over."""
        client_id = wanted.subject.client_id if wanted.subject is not None else None
        holds, client = wanted.need.once_over, self.clients.get(client_id or 0)
        return holds is None or not holds(self.file, client)

    @property
    def _is_over(self) -> bool:
        last = self.file.last_day
        return last is not None and last < self.office.today()

    # What they are read from ----------------------------------------------------------------------

    @property
    def session_id(self) -> int:
        """The id of the session."""
        return self.file.session.id or 0

    @cached_property
    def clients(self) -> dict[int, Client]:
        """Who buys a seat of those that are taken."""
        return {person.client.id: person.client for person in self.file.seated if person.client.id}

    @cached_property
    def agreements(self) -> dict[int, Agreement]:
        """The agreement of each client that still holds, the latest of several."""
        return {
            agreement.client_id: agreement
            for agreement in self._all_agreements
            if not agreement.state.is_over
        }

    @cached_property
    def _all_agreements(self) -> list[Agreement]:
        return sales.agreements_of(self.office.db, self.session_id)

    @cached_property
    def _terms_of_today(self) -> int | None:
        try:
            return version(self.office, None, self.office.today()).id
        except RuleBroken:
            # An office that has no terms yet has other papers all the same.
            return None

    def client(self, client_id: int) -> Client:
        """Return a client of the session, whether he takes a seat or not."""
        if client_id in self.clients:
            return self.clients[client_id]
        return parties.CLIENTS.get(self.office.db, client_id)

    # One paper each -------------------------------------------------------------------------------

    def of_session(self, need: Need) -> Iterator[Wanted]:
        """The paper of the whole session, in the hands of who teaches."""
        if need.applies(self.file, None):
            subject = Subject(session_id=self.session_id)
            yield Wanted(need=need, whom=self.file.trainer_names, side=need.side, subject=subject)

    def of_course(self, need: Need) -> Iterator[Wanted]:
        """The programme that the session runs."""
        session = self.file.session
        subject = Subject(course_version_id=session.course_version_id)
        yield Wanted(need=need, whom=session.title, side=need.side, subject=subject)

    def of_house_rules(self, need: Need) -> Iterator[Wanted]:
        """The rules in force."""
        if self._terms_of_today is not None:
            subject = Subject(conditions_id=self._terms_of_today)
            yield Wanted(need=need, whom="", side=need.side, subject=subject)

    def of_terms(self, need: Need) -> Iterator[Wanted]:
        """The terms of the agreements, else those in force."""
        kept = {agreement.conditions_id for agreement in self.agreements.values()}
        for conditions_id in sorted(filter(None, kept or {self._terms_of_today})):
            subject = Subject(conditions_id=conditions_id)
            yield Wanted(need=need, whom="", side=need.side, subject=subject)

    def of_person(self, need: Need) -> Iterator[Wanted]:
        """One for each person who has a seat."""
        for person in self.file.seated:
            if need.applies(self.file, person):
                subject = Subject(enrolment_id=person.enrolment.id)
                yield Wanted(need=need, whom=person.name, side=need.side, subject=subject)

    def of_client(self, need: Need) -> Iterator[Wanted]:
        """One for each who buys."""
        for client_id, client in self.clients.items():
            if need.applies(self.file, client):
                subject = Subject(session_id=self.session_id, client_id=client_id)
                yield Wanted(need=need, whom=client.display_name, side=need.side, subject=subject)

    def of_trainer(self, need: Need) -> Iterator[Wanted]:
        """One for each who teaches."""
        for trainer in self.file.trainers:
            if need.applies(self.file, trainer):
                subject = Subject(session_id=self.session_id, trainer_id=trainer.id)
                whom = full_name(trainer)
                yield Wanted(need=need, whom=whom, side=need.side, subject=subject)

    def of_funder(self, need: Need) -> Iterator[Wanted]:
        """One for each fund that did not refuse."""
        funders = {
            item.funder.id: item.funder
            for item in self.file.fundings
            if item.funding.state is not FundingState.REFUSED
        }
        for funder_id, funder in funders.items():
            if need.applies(self.file, funder):
                subject = Subject(session_id=self.session_id, funder_id=funder_id)
                yield Wanted(need=need, whom=funder.name, side=need.side, subject=subject)

    # Of agreements --------------------------------------------------------------------------------

    def of_agreement(self, need: Need) -> Iterator[Wanted]:
        """The convention or contract of each client, made or to be made."""
        # A trainee who pays a part himself has a contract and no seat of his own.
        for client_id in {**self.clients, **self.agreements}:
            client = self.client(client_id)
            agreement = self.agreements.get(client_id)
            kind = agreement.kind if agreement else self.file.agreement_kind(client)
            if kind != need.key:
                continue
            yield Wanted(
                need=need,
                whom=client.display_name,
                side=need.side,
                subject=Subject(agreement_id=agreement.id) if agreement else None,
                client_id=client_id,
                name="Convention" if kind is AgreementKind.CONVENTION else "Contrat",
            )

    def of_order(self, need: Need) -> Iterator[Wanted]:
        """The acknowledgement of each order, where its terms promise one."""
        for agreement in self.agreements.values():
            formation = conditions_of(self.office, agreement).rules.formation
            if formation is not None and formation.order_acknowledged:
                yield self._about(need, agreement, Subject(agreement_id=agreement.id))

    def of_staged(self, need: Need) -> Iterator[Wanted]:
        """The schedule of each staged payment."""
        for agreement in self.agreements.values():
            if bargains.instalments_of(self.office.db, agreement.id or 0):
                yield self._about(need, agreement, Subject(agreement_id=agreement.id))

    def of_amendment(self, need: Need) -> Iterator[Wanted]:
        """Each change of an agreement that nobody refused."""
        for agreement in self.agreements.values():
            for change in bargains.amendments_of(self.office.db, agreement.id or 0):
                if change.refused_on is None:
                    yield self._about(need, agreement, Subject(amendment_id=change.id))

    def of_settlement(self, need: Need) -> Iterator[Wanted]:
        """The letter of each decision that stands."""
        for agreement in self._all_agreements:
            for decided in bargains.settlements_of(self.office.db, agreement.id or 0):
                if decided.stands and letter_of(decided.kind) == need.key:
                    yield self._about(need, agreement, Subject(settlement_id=decided.id))

    def _about(self, need: Need, agreement: Agreement, subject: Subject) -> Wanted:
        whom = self.client(agreement.client_id).display_name
        return Wanted(
            need=need, whom=whom, side=need.side, subject=subject, client_id=agreement.client_id
        )

    def of_case(self, need: Need) -> Iterator[Wanted]:
        """Each disciplinary case of somebody who has or had a seat."""
        people = {person.enrolment.id: person for person in self.file.participants}
        rows = self.office.db.execute(
            "select c.id, c.enrolment_id from disciplinary_case c"
            " join enrolment e on e.id = c.enrolment_id where e.session_id = ? order by c.id",
            [self.session_id],
        )
        for case_id, enrolment_id in rows:
            subject = Subject(disciplinary_case_id=case_id)
            whom = people[enrolment_id].name
            yield Wanted(need=need, whom=whom, side=need.side, subject=subject)

    # Of invoices ----------------------------------------------------------------------------------

    def of_invoice(self, need: Need) -> Iterator[Wanted]:
        """Each invoice of the session, and who has none yet."""
        made = sales.invoices_where(self.office.db, "session_id = ? order by id", [self.session_id])
        for invoice in made:
            is_funder = invoice.payer_funder_id is not None
            yield Wanted(
                need=need,
                whom=invoice.recipient.name or self._payer(invoice),
                side=Side.FUNDER if is_funder else need.side,
                subject=Subject(invoice_id=invoice.id),
                client_id=None if is_funder else invoice.client_id,
            )
        served = {invoice.client_id for invoice in made}
        for client_id, client in self.clients.items():
            if client_id not in served:
                whom = client.display_name
                yield Wanted(
                    need=need, whom=whom, side=need.side, client_id=client_id, name="Facture"
                )

    def _payer(self, invoice: Invoice) -> str:
        """Return who is asked to pay a draft, on which no name is frozen yet."""
        if invoice.payer_funder_id is not None:
            return parties.FUNDERS.get(self.office.db, invoice.payer_funder_id).name
        return self.client(invoice.client_id).display_name


def recipients(office: Office, file: SessionFile) -> Recipients:
    """Return whom the papers of a session are for."""
    return Recipients(office, file)


def _papers() -> Mapping[str, object]:
    # It brings reportlab along, which the first list on screen does without.
    from trainingdesk.documents.register import PAPERS  # noqa: PLC0415

    return PAPERS


_BY_ABOUT: Mapping[About, Callable[[Recipients, Need], Iterator[Wanted]]] = {
    About.SESSION: Recipients.of_session,
    About.COURSE: Recipients.of_course,
    About.HOUSE_RULES: Recipients.of_house_rules,
    About.TERMS: Recipients.of_terms,
    About.PERSON: Recipients.of_person,
    About.CLIENT: Recipients.of_client,
    About.TRAINER: Recipients.of_trainer,
    About.FUNDER: Recipients.of_funder,
    About.AGREEMENT: Recipients.of_agreement,
    About.ORDER: Recipients.of_order,
    About.STAGED: Recipients.of_staged,
    About.AMENDMENT: Recipients.of_amendment,
    About.SETTLEMENT: Recipients.of_settlement,
    About.CASE: Recipients.of_case,
    About.INVOICE: Recipients.of_invoice,
}
