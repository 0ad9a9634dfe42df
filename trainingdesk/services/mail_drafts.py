"""E-mails that carry the papers of a session: who gets which, in the office's own words."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path, PurePath
from typing import NamedTuple

from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.wording import Override, Wording
from trainingdesk.domain.coherence import Level
from trainingdesk.domain.parties import Client, Contact
from trainingdesk.domain.people import full_name
from trainingdesk.domain.session_file import FundingFile, Participant, SessionFile
from trainingdesk.domain.sessions import FundingState, SessionState
from trainingdesk.domain.teaching import Trainer
from trainingdesk.french import listed, period
from trainingdesk.interchange import mail
from trainingdesk.services import coherence, dossier, pack_files, packs
from trainingdesk.services.dossier import NeededPaper, PaperState
from trainingdesk.services.filing import place
from trainingdesk.services.needs import Side
from trainingdesk.services.office import Office
from trainingdesk.services.packs import FunderPack, Pack, PackedPaper, Progress
from trainingdesk.services.paper_data import Subject, reader
from trainingdesk.storage import office as identity
from trainingdesk.storage import papers as store
from trainingdesk.storage import parties, sales


class Occasion(StrEnum):
    """When papers are sent, in the words of the screen."""

    BEFORE = "Avant la formation"
    AFTER = "Après la formation"


class Attached(NamedTuple):
    """A paper that a mail carries."""

    paper_id: int
    name: str
    whom: str
    file_name: str


class Record(NamedTuple):
    """Where an address is entered: the editor's kind and the row."""

    kind: str
    row_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MailDraft:
    """A mail to one recipient, before it is written.

    `lacking` names papers that it should carry and that did not leave yet, with why. `where` is
    what the address is read from. The papers for a funder travel as one file; `doubts` are what it
    could refuse to pay for.
    """

    side: Side
    whom: str
    to: str
    where: Record
    subject: str
    body: str
    attached: tuple[Attached, ...]
    lacking: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def address_trouble(self) -> str:
        """What to do where there is no address, or nothing."""
        return "" if self.to else f"Adresse de courriel manquante : {_PLACES[self.where.kind]}."


_PLACES = {
    "client": "à saisir dans la fiche du client ou de son interlocuteur, onglet Clients",
    "contact": "à saisir dans la fiche de l’interlocuteur, onglet Clients",
    "trainee": "à saisir dans la fiche du stagiaire, onglet Clients",
    "trainer": "à saisir dans la fiche du formateur, onglet Formateurs et salles",
    "funder": "à saisir dans la fiche du financeur, onglet Clients",
}

SHARED = ("course_sheet", "general_terms", "house_rules")
"""Papers that name nobody: the same ones go to all who are to have them."""

BEFORE_CLIENT = (
    "convention",
    "contract",
    "order_acknowledgement",
    "payment_schedule",
    "amendment",
    *SHARED,
)
BEFORE_TRAINEE = (
    "joining_letter",
    "welcome_booklet",
    "handed_over",
    "software_guide",
    "remote_link",
    "platform_access",
    "house_rules",
    "positioning_form",
)
HANDED_ON = ("joining_letter",)
"""Papers of a trainee without an address that travel with the mail to the firm."""
BEFORE_TRAINER = (
    "subcontracting_contract",
    "mission_letter",
    "course_sheet",
    "attendance_sheet",
    "name_plates",
)
AFTER_CLIENT = ("completion_certificate", "payment_attestation", "invoice")
AFTER_TRAINEE = ("training_attestation", "success_attestation", "attendance_attestation")
OPTIONAL = frozenset({"amendment", "mission_letter", "success_attestation"})
"""Papers that are attached where they left, and not missed where they did not."""


def drafts(office: Office, session_id: int, occasion: Occasion) -> list[MailDraft]:
    """Return a mail for each who is to have papers of a session; nothing is written yet.

    Raises:
        RuleBroken: the session was deleted.
    """
    files = reader(office)
    file = files(session_id)
    if file.session.state in {SessionState.CANCELLED, SessionState.POSTPONED}:
        # Nobody is called to what does not take place; its own letters tell why.
        return []
    asked = {packs.SHEET_OF_CLIENT}
    papers = dossier.needed_papers(office, session_id, asked=asked, files=files)
    writer = _Writer(office, file, papers)
    made = writer.before() if occasion is Occasion.BEFORE else writer.after()
    return [draft for draft in made if draft.attached or draft.lacking]


def write(
    office: Office, session_id: int, chosen: Iterable[MailDraft], folder: Path, progress: Progress
) -> list[Path]:
    """Write mails as `.eml` files that a mail program opens to be sent; return them.

    What a funder is sent is made and bound on the way.

    Raises:
        OSError: the folder cannot be written.
    """
    wanted = list(chosen)
    written = []
    for number, draft in enumerate(wanted):
        progress(number, len(wanted), draft.whom)
        name = f"{file_stem(draft.whom, draft.subject)}.eml"
        content = message(office, session_id, draft)
        written.append(place(folder, Path(name), content))
    progress(len(wanted), len(wanted), "")
    return written


def message(office: Office, session_id: int, draft: MailDraft) -> bytes:
    """Return one mail with its papers, unsent."""
    attachments: dict[str, bytes] = {}
    if draft.side is Side.FUNDER:
        if draft.attached:
            name = pack_files.merged_name(office, session_id, "Dossier", draft.whom)
            attachments[f"{name}.pdf"] = _bound(office, session_id, draft)
    else:
        for attached in draft.attached:
            name = _free(attached.file_name, attachments)
            attachments[name] = store.pdf_of(office.db, attached.paper_id)
    return mail.draft(
        sender=identity.organisation(office.db).email,
        to=draft.to,
        subject=draft.subject,
        body=draft.body,
        attachments=attachments,
    )


def _bound(office: Office, session_id: int, draft: MailDraft) -> bytes:
    """Return what a funder is sent as one PDF, in the order that funders read."""
    papers = tuple(
        PackedPaper(paper=store.PAPERS.get(office.db, each.paper_id), whom=each.whom)
        for each in draft.attached
    )
    pack = Pack(session_id=session_id, papers=papers, held_back=())
    return pack_files.funder_file(office, FunderPack(funder=draft.whom, pack=pack, red=()))


def _free(name: str, taken: Collection[str]) -> str:
    """Return a file name that no other attachment bears: two people may have the same."""
    path, number, free = PurePath(name), 1, name
    while free in taken:
        number += 1
        free = f"{path.stem} ({number}){path.suffix}"
    return free


@dataclass(frozen=True, slots=True)
class _Recipient:
    """Who a mail goes to, and where the address stands."""

    side: Side
    whom: str
    called: str
    to: str
    where: Record


@dataclass(frozen=True)
class _Writer:
    """Gives each recipient the papers that are theirs, and no others."""

    office: Office
    file: SessionFile
    papers: list[NeededPaper]

    def before(self) -> Iterator[MailDraft]:
        """Yield what is sent before the session."""
        for client in self._clients():
            kinds: tuple[str, ...] = BEFORE_CLIENT
            own = [self._of_client(client)]
            if client.is_individual:
                # Buyer and trainee are one: one mail with all that is hers.
                own += [self._of_person(person) for person in self.file.of_client(client.id)]
                kinds = (*BEFORE_CLIENT, *BEFORE_TRAINEE)
            elif unreached := self._unreached(client):
                own += [self._of_person(person) for person in unreached]
                kinds = (*BEFORE_CLIENT, *HANDED_ON)
            yield self._draft("avant_client", self._buyer(client), kinds, own)
        for person in self._employed():
            own = [self._of_person(person)]
            yield self._draft("avant_stagiaire", self._trainee(person), BEFORE_TRAINEE, own)
        for trainer in self.file.trainers:
            own = [self._of_trainer(trainer), _is_of_session]
            yield self._draft("avant_formateur", _teacher(trainer), BEFORE_TRAINER, own)

    def after(self) -> Iterator[MailDraft]:
        """Yield what is sent once the session is over."""
        for client in self._clients():
            people = self.file.of_client(client.id)
            own = [self._of_client(client), *(self._of_person(person) for person in people)]
            kinds = (*AFTER_CLIENT, *AFTER_TRAINEE) if client.is_individual else AFTER_CLIENT
            yield self._draft("apres_client", self._payer(client), kinds, own)
        for person in self._employed():
            own = [self._of_person(person)]
            yield self._draft("apres_stagiaire", self._trainee(person), AFTER_TRAINEE, own)
        for item in self._funders():
            yield self._for_funder(item)

    # Who ------------------------------------------------------------------------------------------

    def _clients(self) -> Iterable[Client]:
        seated: dict[int | None, Client] = {p.client.id: p.client for p in self.file.seated}
        agreed: dict[int | None, Client] = {
            paper.client_id: parties.CLIENTS.get(self.office.db, paper.client_id)
            for paper in self.papers
            if paper.side is Side.CLIENT and paper.client_id is not None
        }
        return (agreed | seated).values()

    def _employed(self) -> list[Participant]:
        """Return the people whom somebody else buys the training for, by name."""
        return [
            person
            for person in self.file.seated
            if person.trainee and not person.client.is_individual
        ]

    def _unreached(self, client: Client) -> list[Participant]:
        """Return a firm's people who have no address of their own: it hands them their papers."""
        return [
            person
            for person in self._employed()
            if person.client.id == client.id and person.trainee and not person.trainee.email
        ]

    def _funders(self) -> list[FundingFile]:
        """Return one agreement of each fund that pays the office itself."""
        return list({item.funder.id: item for item in self._paying}.values())

    @property
    def _paying(self) -> list[FundingFile]:
        return [
            item
            for item in self.file.fundings
            if item.funding.state is FundingState.GRANTED and item.funding.subrogation
        ]

    def _buyer(self, client: Client) -> _Recipient:
        own = self.file.of_client(client.id)
        if client.is_individual and not client.email and own and own[0].trainee:
            # Buyer and trainee are one: her address may stand in either place.
            return replace(self._trainee(own[0]), side=Side.CLIENT)
        return _house(client, parties.signatory_of(self.office.db, client.id or 0))

    def _payer(self, client: Client) -> _Recipient:
        contacts = parties.contacts_of(self.office.db, client.id or 0)
        billing = next((one for one in contacts if one.is_billing and one.email), None)
        return _house(client, billing) if billing else self._buyer(client)

    def _trainee(self, person: Participant) -> _Recipient:
        trainee = person.trainee
        assert trainee is not None  # noqa: S101 - only those who are named are written to
        record = Record("trainee", trainee.id or 0)
        return _Recipient(Side.TRAINEE, person.name, person.name, trainee.email, record)

    # What -----------------------------------------------------------------------------------------

    def _of_client(self, client: Client) -> "_Test":
        """Tell the papers that are this client's: those of its agreements and its own invoices."""
        terms = {
            agreement.conditions_id
            for agreement in sales.agreements_of(self.office.db, self.file.session.id or 0)
            if agreement.client_id == client.id and not agreement.state.is_over
        }

        def is_own(paper: NeededPaper) -> bool:
            if paper.key == "general_terms":
                # Those it agreed to, where others of the session agreed to another version.
                return not terms or (paper.subject or _NOTHING).conditions_id in terms
            return paper.side is Side.CLIENT and paper.client_id == client.id

        return is_own

    def _of_person(self, person: Participant) -> "_Test":
        def is_own(paper: NeededPaper) -> bool:
            return _enrolment(paper) == person.enrolment.id

        return is_own

    def _of_trainer(self, trainer: Trainer) -> "_Test":
        def is_own(paper: NeededPaper) -> bool:
            return (paper.subject or _NOTHING).trainer_id == trainer.id

        return is_own

    def _draft(
        self, text: str, to: _Recipient, kinds: Collection[str], own: Collection["_Test"]
    ) -> MailDraft:
        theirs = [
            paper
            for kind in dict.fromkeys(kinds)
            for paper in self.papers
            if paper.key == kind
            and (any(test(paper) for test in own) or (kind in _NAMELESS and _is_of_session(paper)))
        ]
        attached = tuple(self._attached(paper) for paper in theirs if _holds(paper))
        lacking = _lacking(paper for paper in theirs if paper.key not in OPTIONAL)
        return self._worded(text, to, attached, lacking)

    def _for_funder(self, item: FundingFile) -> MailDraft:
        funder = item.funder
        record = Record("funder", funder.id or 0)
        to = _Recipient(Side.FUNDER, funder.name, funder.name, funder.email, record)
        helped = self.file.clients_helped_by(funder.id)
        people = {p.enrolment.id for p in self.file.seated if p.client.id in helped}
        sheets, note = packs.sheets_shown(self.file, self.papers, funder.id)
        tests: Mapping[str, _Test] = {
            packs.INVOICE: lambda paper: self._is_billed_to(paper, funder.id),
            "completion_certificate": lambda paper: _enrolment(paper) in people,
            packs.SHEET: sheets.__contains__,
            packs.SHEET_OF_CLIENT: sheets.__contains__,
            packs.PROGRAMME: _is_of_session,
        }
        theirs = [
            paper
            for key, test in tests.items()
            for paper in self.papers
            if paper.key == key and test(paper)
        ]
        attached = tuple(self._attached(paper) for paper in theirs if _holds(paper))
        lacking = _lacking(theirs)
        if not any(paper.key == packs.INVOICE for paper in theirs):
            lacking = ("Facture : à préparer", *lacking)
        found = coherence.findings(self.office, self.file.session.id or 0)
        drafted = self._worded(
            "apres_financeur", to, attached, lacking, file_number=self._file_numbers(funder.id)
        )
        red = tuple(each.sentence for each in found if each.level is Level.RED)
        return replace(drafted, doubts=(*red, *filter(None, (note,))))

    def _file_numbers(self, funder_id: int | None) -> str:
        """Return the numbers of the agreements of a fund that are paid to the office."""
        numbers = (item.funding.file_number for item in self._paying if item.funder.id == funder_id)
        return listed([number for number in dict.fromkeys(numbers) if number])

    def _is_billed_to(self, paper: NeededPaper, funder_id: int | None) -> bool:
        if paper.subject is None or paper.subject.invoice_id is None:
            return False
        invoice = sales.invoice(self.office.db, paper.subject.invoice_id)
        return invoice.payer_funder_id == funder_id

    def _attached(self, paper: NeededPaper) -> Attached:
        kept = store.PAPERS.get(self.office.db, paper.paper_id or 0)
        whom = paper.whom if paper.side is Side.TRAINEE else ""
        name = ", ".join(filter(None, (paper.name, whom)))
        return Attached(kept.id or 0, name, paper.whom, kept.file_name)

    def _worded(
        self,
        text: str,
        to: _Recipient,
        attached: tuple[Attached, ...],
        lacking: tuple[str, ...],
        *,
        file_number: str = "",
    ) -> MailDraft:
        words = Wording(self._overrides)
        sender = self.file.organisation
        signature = (sender.representative_name, sender.name, sender.phone)
        names = [each.name for each in attached] or ["(aucun document édité)"]
        fields: Mapping[str, object] = {
            "nom": to.called,
            "formation": self.file.session.title,
            "session": self.file.session.number,
            "dates": self._dates,
            "lieu": self.file.place or "lieu à préciser",
            "documents": "\n".join(f"– {name}" for name in names),
            "dossier": f", dossier {file_number}" if file_number else "",
            "signature": "\n".join(filter(None, signature)),
        }
        return MailDraft(
            side=to.side,
            whom=to.whom,
            to=to.to,
            where=to.where,
            # A subject is one line, whatever a title holds.
            subject=" ".join(words(f"courriels.{text}_objet", **fields).split()),
            body=f"{words(f'courriels.{text}', **fields)}\n",
            attached=attached,
            lacking=lacking,
        )

    @property
    def _overrides(self) -> Mapping[str, Override]:
        own = identity.texts(self.office.db)
        return {text.key: Override(text.number, text.body) for text in own.values()}

    @property
    def _dates(self) -> str:
        first, last = self.file.first_day, self.file.last_day
        return period(first, last) if first and last else "dates à préciser"


_Test = Callable[[NeededPaper], bool]

_NOTHING = Subject()
_NAMELESS = frozenset({"course_sheet", "house_rules", "positioning_form", "welcome_booklet"})
"""Papers of the session that name nobody: of its course, of the rules, or blank."""


def _enrolment(paper: NeededPaper) -> int | None:
    return (paper.subject or _NOTHING).enrolment_id


def _is_of_session(paper: NeededPaper) -> bool:
    """Whether a paper is in the hands of whoever teaches the session."""
    return paper.side is Side.SESSION


def _holds(paper: NeededPaper) -> bool:
    """Whether a paper left and still says what is so."""
    return paper.paper_id is not None and paper.state in {PaperState.ISSUED, PaperState.SIGNED}


def _lacking(papers: Iterable[NeededPaper]) -> tuple[str, ...]:
    """Return which papers did not leave or hold no longer, with why; the same reason once."""
    reasons = Counter(f"{paper.name} : {_reason(paper)}" for paper in papers if not _holds(paper))
    return tuple(
        words if count == 1 else words.replace(" : ", f" ({count}) : ", 1)
        for words, count in reasons.items()
    )


def _reason(paper: NeededPaper) -> str:
    return paper.why if paper.state is PaperState.BLOCKED else paper.state.value


def _house(client: Client, contact: Contact | None) -> _Recipient:
    """Return a client with whom one writes to there."""
    own = contact is not None and bool(contact.email)
    record = Record("client", client.id or 0)
    if contact is not None and (own or not client.email):
        record = Record("contact", contact.id or 0)
    to = contact.email if contact is not None and own else client.email
    called = full_name(contact) if contact is not None else client.display_name
    return _Recipient(Side.CLIENT, client.display_name, called, to, record)


def _teacher(trainer: Trainer) -> _Recipient:
    name = full_name(trainer)
    return _Recipient(Side.TRAINER, name, name, trainer.email, Record("trainer", trainer.id or 0))
