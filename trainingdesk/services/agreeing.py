"""Conventions and contracts: one bargain a client and session."""

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

from trainingdesk.domain.agreements import (
    Agreement,
    AgreementKind,
    AgreementState,
)
from trainingdesk.domain.conditions.checking import checked
from trainingdesk.domain.deposit_lines import reduction_lines
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.lines import Line, LineKind, Unit, counted
from trainingdesk.domain.parties import Client, FunderKind
from trainingdesk.domain.receipts import Channel, Receipt, ReceiptKind
from trainingdesk.domain.session_file import FundingFile, SessionFile
from trainingdesk.domain.sessions import Enrolment, FundingState
from trainingdesk.domain.settlements import Settlement, SettlementKind
from trainingdesk.domain.tva import treatment
from trainingdesk.domain.withdrawal import SignedWhere
from trainingdesk.french import euros, long_date
from trainingdesk.services import receiving
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.identity import pattern
from trainingdesk.services.office import Office
from trainingdesk.services.session_files import session_file
from trainingdesk.services.terms import conditions_of
from trainingdesk.storage import bargains, parties, sessions
from trainingdesk.storage import office as identity
from trainingdesk.storage import sales as store
from trainingdesk.storage.database import unit_of_work


def draft_agreement(
    office: Office, session_id: int, client_id: int, proposal_id: int | None = None
) -> Changes:
    """Draft the convention or contract of a client for a session.

    The price is the accepted proposal's (that which the session was planned from, where none is
    named), else the session's for the people the client sends.

    Raises:
        RuleBroken: neither gives a price.
    """
    with unit_of_work(office.db):
        client = parties.CLIENTS.get(office.db, client_id)
        file = session_file(office, session_id)
        if proposal_id is None:
            proposal_id = store.proposal_sold(office.db, session_id, client_id)
        lines = _lines(office, file, client, proposal_id)
        agreement = _draft(office, file, client, proposal_id, lines)
        saved = store.save_agreement(office.db, agreement)
        words = _follow(office, saved, file, client)
        if agreement.kind is AgreementKind.CPF:
            _accept_cpf(office, file, replace(agreement, id=saved), client)
    return changed(
        f"{agreement.name} : préparation terminée{words}",
        Kind.AGREEMENTS,
        Kind.SESSIONS,
        saved=saved,
    )


def _follow(office: Office, agreement_id: int, file: SessionFile, client: Client) -> str:
    """Link an agreement to the postponement that it is the new date of, and say so.

    That is one of the same course, to that very day, to a day left open, or of the same people.
    """
    people = {person.enrolment.trainee_id for person in file.of_client(client.id)} - {None}
    waiting = bargains.awaiting_new_date(office.db, client.id or 0, file.course.id or 0)
    for decided in sorted(waiting, key=lambda each: each.new_start != file.first_day):
        seats = (sessions.ENROLMENTS.get(office.db, seat.enrolment_id) for seat in decided.seats)
        freed = {enrolment.trainee_id for enrolment in seats}
        if decided.new_start in {None, file.first_day} or people & freed:
            return _linked(office, replace(decided, new_agreement_id=agreement_id))
    return ""


def follow(office: Office, agreement_id: int, settlement_id: int) -> Changes:
    """Make an agreement the one for the new date of a postponement: what was paid goes there.

    Raises:
        RuleBroken: it is none of the same client, or another agreement follows it already.
    """
    with unit_of_work(office.db):
        agreement = store.agreement(office.db, agreement_id)
        decided = bargains.settlement(office.db, settlement_id)
        former = store.agreement(office.db, decided.agreement_id)
        if former.client_id != agreement.client_id or former.id == agreement.id:
            raise RuleBroken("Un report se poursuit par un autre accord du même client.")
        if decided.new_agreement_id is not None or not _may_be_followed(decided):
            raise RuleBroken(f"{former.name} : aucun report n’attend de nouvel accord.")
        words = _linked(office, replace(decided, new_agreement_id=agreement_id))
    return changed(f"{agreement.name} : nouvelle date notée{words}", Kind.AGREEMENTS, Kind.INVOICES)


def _may_be_followed(decided: Settlement) -> bool:
    is_settled = decided.invoice_id is not None and not decided.owed
    is_open = not is_settled and decided.refunded_on is None
    return decided.kind is SettlementKind.POSTPONEMENT and decided.stands and is_open


def _linked(office: Office, decided: Settlement) -> str:
    bargains.save_settlement(office.db, decided)
    former = store.agreement(office.db, decided.agreement_id)
    words = _at_its_cost(office, decided, former)
    receiving.form(office, decided.new_agreement_id or 0)
    if not decided.carries_over or not decided.paid:
        return words
    return f"{words}, les {euros(decided.paid)} versés pour {former.name} y sont repris"


def _at_its_cost(office: Office, decided: Settlement, former: Agreement) -> str:
    """Make the agreement for a new date cost what the decision left of the price for it.

    A signed text does not change: what it asks too much is then said.
    """
    new = store.agreement(office.db, decided.new_agreement_id or 0)
    cost = decided.cost_of_new_date
    if cost is None or new.totals.total_ttc <= cost:
        return ""
    if new.signed_on is not None:
        return (
            f". Attention : elle coûte {euros(cost)} d’après le report, et l’accord signé "
            f"{euros(new.totals.total_ttc)} : établissez un avenant"
        )
    label = (
        f"Réduction d’après le report du {long_date(decided.decided_on)} : "
        f"{euros(decided.owed)} restent acquis au titre de {former.name}"
    )
    taken = reduction_lines(counted(new.lines), cost, label)
    store.save_agreement(office.db, replace(new, lines=(*new.lines, *taken)))
    return f", au prix de {euros(cost)} d’après le report"


def _draft(
    office: Office,
    file: SessionFile,
    client: Client,
    proposal_id: int | None,
    lines: tuple[Line, ...],
) -> Agreement:
    kind = file.agreement_kind(client)
    signatory = parties.signatory_of(office.db, client.id or 0)
    today = office.today()
    number = (
        store.take_number(office.db, kind, pattern(office, kind), today)
        if kind.is_printed
        else _number_given(office, file, client, kind, proposal_id)
    )
    return Agreement(
        kind=kind,
        session_id=file.session.id or 0,
        client_id=client.id or 0,
        number=number,
        proposal_id=proposal_id,
        contact_id=signatory.id if signatory else None,
        conditions_id=identity.conditions_on(office.db, today).id,
        lines=lines,
    )


def _number_given(
    office: Office, file: SessionFile, client: Client, kind: AgreementKind, proposal_id: int | None
) -> str:
    """Return the number that another gave: the CPF file's, or the order's that the client named."""
    if kind is AgreementKind.CPF:
        return next(share.funding.file_number for share in _cpf_files(file, client))
    return store.proposal(office.db, proposal_id).purchase_order if proposal_id else ""


def _cpf_files(file: SessionFile, client: Client) -> list[FundingFile]:
    return [
        share
        for share in file.fundings_of(client.id)
        if share.funder.kind is FunderKind.CDC and share.funding.state is not FundingState.REFUSED
    ]


def _accept_cpf(office: Office, file: SessionFile, agreement: Agreement, client: Client) -> None:
    """Form a CPF file on the day that the platform shows as accepted, if it does."""
    for share in _cpf_files(file, client):
        accepted_on = share.funding.received_on
        if share.funding.state is FundingState.GRANTED and accepted_on is not None:
            shown = Receipt(
                kind=ReceiptKind.SIGNED_AGREEMENT,
                received_on=accepted_on,
                channel=Channel.PLATFORM,
                funding_id=share.funding.id,
                reference=share.funding.file_number,
            )
            sign(office, agreement.id or 0, accepted_on, client.display_name, copy=shown)
            return


def draft_own_part(office: Office, enrolment_id: int, client_id: int, amount: Decimal) -> Changes:
    """Draft the contract of a trainee who pays a part himself; his employer's price is the rest.

    Who sends him signs a convention for that rest, and he a contract for his part (L6353-3):
    *client_id* is himself as a client. The price of a group is left to be typed in the convention.

    Raises:
        RuleBroken: he is no individual, the part is not within his price, or the convention of
            his employer is signed already.
    """
    with unit_of_work(office.db):
        enrolment = sessions.ENROLMENTS.get(office.db, enrolment_id)
        client = parties.CLIENTS.get(office.db, client_id)
        if not client.is_individual:
            raise RuleBroken("La part payée par un stagiaire se contracte avec lui.", "client_id")
        file = session_file(office, enrolment.session_id)
        whole = _price_of(file, enrolment)
        if amount <= 0 or (whole is not None and amount >= whole):
            raise RuleBroken(
                "La part du stagiaire est plus petite que son prix ; sinon il est seul client.",
                "amount",
            )
        _refuse_signed_employer(office, enrolment)
        if whole is not None:
            sessions.ENROLMENTS.update(office.db, replace(enrolment, price=whole - amount))
        line = replace(
            _common_line(file),
            label=f"{file.session.title} – part à la charge du stagiaire",
            unit=Unit.PERSON,
            unit_price=amount,
        )
        contract = _draft(office, file, client, None, (line,))
        saved = store.save_agreement(office.db, contract)
        _follow(office, saved, file, client)
    return changed(
        f"{contract.name} : préparation terminée", Kind.AGREEMENTS, Kind.SESSIONS, saved=saved
    )


def _price_of(file: SessionFile, enrolment: Enrolment) -> Decimal | None:
    """Return the price of one seat, or `None` where the group has one price."""
    if file.session.price_for_group is not None:
        return None
    return enrolment.price or file.session.price_per_person


def _refuse_signed_employer(office: Office, enrolment: Enrolment) -> None:
    for agreement in store.agreements_of(office.db, enrolment.session_id):
        if agreement.client_id == enrolment.client_id and agreement.signed_on is not None:
            raise RuleBroken(
                f"{agreement.name} est signée au prix entier : établissez d’abord un avenant."
            )


def _lines(
    office: Office, file: SessionFile, client: Client, proposal_id: int | None
) -> tuple[Line, ...]:
    if proposal_id is not None:
        return counted(store.proposal(office.db, proposal_id).lines)
    return session_lines(file, client.id)


def session_lines(file: SessionFile, client_id: int | None) -> tuple[Line, ...]:
    """Return what a session costs a client: the session's price, or the one agreed for a person.

    Raises:
        RuleBroken: the session has no price, or nobody comes from this client.
    """
    session = file.session
    people = file.of_client(client_id)
    if not people:
        raise RuleBroken("Ce client n’a inscrit personne à la session.", "client_id")
    common = _common_line(file)
    if session.price_for_group is not None:
        return (replace(common, unit=Unit.GROUP, unit_price=session.price_for_group),)
    prices = Counter(person.enrolment.price or session.price_per_person for person in people)
    if None in prices:
        raise RuleBroken(
            f"La session {session.number} n’a pas de prix : saisissez-le avec « Modifier ».",
            "price_per_person",
        )
    return tuple(
        replace(common, unit=Unit.PERSON, quantity=Decimal(count), unit_price=price)
        for price, count in prices.items()
        if price is not None
    )


def _common_line(file: SessionFile) -> Line:
    """Return a line of the session's training, its price left to say."""
    session = file.session
    rate, exemption = treatment(file.organisation.vat_regime, is_training=True)
    return Line(
        label=session.title,
        unit_price=Decimal(0),
        tva_rate=rate,
        exemption=exemption,
        kind=LineKind.TRAINING,
        course_version_id=session.course_version_id,
        session_id=session.id,
    )


def save_agreement(office: Office, agreement: Agreement) -> Changes:
    """Write an agreement that is not signed yet.

    Raises:
        RuleBroken: it is signed, or a line or a value of its own is wrong; `field` says which.
    """
    for line in agreement.lines:
        line.checked()
    if agreement.special.values:
        checked(conditions_of(office, agreement).rules)
    with unit_of_work(office.db):
        if agreement.id is not None:
            _refuse_changing_signed(store.agreement(office.db, agreement.id), agreement)
        saved = store.save_agreement(office.db, agreement)
    return changed(f"{agreement.name} : modifications enregistrées", Kind.AGREEMENTS, saved=saved)


def _refuse_changing_signed(kept: Agreement, new: Agreement) -> None:
    if kept.signed_on is not None and new != kept:
        raise RuleBroken(f"{kept.name} : un texte signé ne change plus. Établissez un avenant.")


def send(office: Office, agreement_id: int) -> Changes:
    """Note that the agreement left for signature."""
    with unit_of_work(office.db):
        sent = store.agreement(office.db, agreement_id).send(office.today())
        store.save_agreement(office.db, sent)
    return changed(f"{sent.name} : envoi noté", Kind.AGREEMENTS, saved=agreement_id)


def sign(
    office: Office,
    agreement_id: int,
    on: date,
    by: str,
    where: SignedWhere = SignedWhere.DISTANCE,
    *,
    copy: Receipt | None = None,
) -> Changes:
    """Note that the client's signature came back, with the *copy* that shows it.

    An order or a CPF file takes its number from the copy's reference if it has none yet.

    Raises:
        RuleBroken: it was not sent, or the date lies ahead.
    """
    came = copy or Receipt(kind=ReceiptKind.SIGNED_AGREEMENT, received_on=on)
    with unit_of_work(office.db):
        agreement = store.agreement(office.db, agreement_id)
        if not agreement.kind.is_printed and not agreement.number:
            store.save_agreement(office.db, replace(agreement, number=came.reference))
        return receiving.receive_signed(
            office, agreement_id, signed_on=on, by=by, where=where, receipts=[came]
        )


def finish(office: Office, agreement_id: int) -> Changes:
    """Note that nothing more is expected of an agreement: its training is over and settled."""
    with unit_of_work(office.db):
        done = store.agreement(office.db, agreement_id).ended(AgreementState.DONE, office.today())
        store.save_agreement(office.db, done)
    return changed(f"{done.name} : terminé", Kind.AGREEMENTS, saved=agreement_id)


def reopen_finished(office: Office, agreement_id: int) -> Changes:
    """Take back that an agreement was noted as done.

    Raises:
        RuleBroken: it is not done; a decision is taken back as such.
    """
    with unit_of_work(office.db):
        done = store.agreement(office.db, agreement_id)
        if done.state is not AgreementState.DONE:
            raise RuleBroken(f"{done.name} n’est pas marqué comme terminé.")
        store.save_agreement(office.db, done.resumed())
    return changed(f"{done.name} : repris", Kind.AGREEMENTS, saved=agreement_id)
