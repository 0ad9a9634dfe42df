"""All the papers of a session at once: made where they are ready, and gathered in order."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from trainingdesk.domain.coherence import Finding, Level
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoices import Invoice, InvoiceKind
from trainingdesk.domain.session_file import SessionFile
from trainingdesk.domain.sessions import FundingState
from trainingdesk.french import plural
from trainingdesk.services import coherence, dossier, publishing, sealing
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.dossier import NeededPaper, PaperState
from trainingdesk.services.needs import BY_KEY
from trainingdesk.services.office import Office
from trainingdesk.services.paper_data import Files, Subject, reader
from trainingdesk.services.print_order import print_order
from trainingdesk.storage import papers as store
from trainingdesk.storage import sales
from trainingdesk.storage.database import one_wait_for_the_disk
from trainingdesk.storage.papers import IssuedPaper

Progress = Callable[[int, int, str], None]
"""Told how many papers of how many are made and which is next; what it raises stops the work."""

INVOICE = "invoice"
PROGRAMME = "course_sheet"
SHEET, SHEET_OF_CLIENT = "attendance_sheet", "attendance_company"
UNNUMBERED = tuple(key for key in BY_KEY if key != INVOICE)
"""What a pack issues while it numbers no draft."""
NAMES_OTHERS = (
    "La feuille d’émargement signée nomme aussi les stagiaires d’autres clients : une feuille par "
    "entreprise, signée, les laisserait de côté."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedPaper:
    """An issued paper, whom it is for, and whether it was issued just now."""

    paper: IssuedPaper
    whom: str
    is_new: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """The papers of a session in the order of printing; those `held_back` say why.

    `unfiled` is what was said of papers that the documents folder did not take.
    """

    session_id: int
    papers: tuple[PackedPaper, ...]
    held_back: tuple[NeededPaper, ...]
    unfiled: tuple[str, ...] = ()

    @property
    def changes(self) -> Changes:
        """What was done, in words."""
        made = sum(1 for packed in self.papers if packed.is_new)
        words = plural(made, "document édité", "documents édités") if made else "Rien à éditer"
        if self.held_back:
            words += f", {len(self.held_back)} en attente"
        told = ". ".join((words, *self.unfiled[:1]))
        return changed(told, Kind.PAPERS, Kind.SESSIONS, Kind.INVOICES, saved=self.session_id)


class _Fate(Enum):
    """What becomes of a paper in a pack."""

    MADE = auto()
    TAKEN = auto()
    HELD_BACK = auto()


def make_ready(
    office: Office,
    session_id: int,
    progress: Progress,
    *,
    kinds: Collection[str] = (),
    redo: bool = False,
) -> Pack:
    """Issue every paper of a session that is ready, and return them with those issued before.

    Each paper is whole and kept as soon as it is made: work that is stopped leaves the ones made
    so far. A draft invoice takes its number only when *kinds* names invoices, for a number is not
    given back. A paper whose data changed since it left is issued again with *redo*, unless it was
    signed. Papers on request are made where *kinds* names them.

    Raises:
        RuleBroken: no paper is of one of these *kinds*, the session was deleted, or papers wait
            for the password of their seal; nothing was made.
    """
    _refuse_unknown(kinds)
    wanted = [
        paper
        for paper in dossier.needed_papers(office, session_id, asked=kinds)
        if not kinds or paper.key in kinds
    ]
    maker = _Maker(office, reader(office), progress, redoes=redo, numbers=INVOICE in kinds)
    # A number that a draft takes must be on the disk before anything bears it.
    if maker.numbers:
        return maker.pack(session_id, wanted)
    with one_wait_for_the_disk(office.db):
        return maker.pack(session_id, wanted)


def issued(office: Office, session_id: int) -> Pack:
    """Return the papers of a session that left and still hold; nothing is made.

    Raises:
        RuleBroken: the session was deleted.
    """
    maker = _Maker(office, reader(office), _untold, makes=False)
    return maker.pack(session_id, dossier.needed_papers(office, session_id))


def _untold(_done: int, _total: int, _what: str) -> None:
    """Tell nobody: there is nothing to wait for."""


def _refuse_unknown(kinds: Iterable[str]) -> None:
    for kind in kinds:
        if kind not in BY_KEY:
            words = f"« {kind} » n’est pas un document de session."
            raise RuleBroken(f"{words} Il y a : {', '.join(BY_KEY)}.")


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes papers, one whole paper after the other."""

    office: Office
    files: Files
    progress: Progress
    makes: bool = True
    redoes: bool = False
    numbers: bool = False

    def pack(self, session_id: int, wanted: Sequence[NeededPaper]) -> Pack:
        fates = [self._fate(paper) for paper in wanted]
        made = (p.key for p, fate in zip(wanted, fates, strict=True) if fate is _Fate.MADE)
        sealing.require(self.office, made)
        total = fates.count(_Fate.MADE)
        done = 0
        packed: list[tuple[str, PackedPaper]] = []
        held: list[NeededPaper] = []
        unfiled: list[str] = []
        for paper, fate in zip(wanted, fates, strict=True):
            if fate is _Fate.HELD_BACK:
                held.append(self._explained(paper))
                continue
            paper_id = paper.paper_id
            if fate is _Fate.MADE:
                self.progress(done, total, f"{paper.name} – {paper.whom}")
                done += 1
                try:
                    paper_id, trouble = self._issue(paper)
                except RuleBroken as error:
                    held.append(replace(paper, why=str(error)))
                    continue
                unfiled += trouble
            packed.append((paper.key, self._packed(paper, paper_id, fate)))
        self.progress(total, total, "")
        return Pack(
            session_id=session_id,
            papers=self._in_order(packed),
            held_back=tuple(held),
            unfiled=tuple(unfiled),
        )

    def _fate(self, paper: NeededPaper) -> _Fate:
        if paper.key == INVOICE:
            return self._fate_of_invoice(paper)
        if paper.signed_on is not None:
            # What both sides signed stands as they signed it: an amendment changes it.
            return _Fate.TAKEN
        makes = {PaperState.READY: self.makes, PaperState.OUTDATED: self.redoes}
        if paper.state in makes:
            return _Fate.MADE if makes[paper.state] else _Fate.HELD_BACK
        return _Fate.TAKEN if paper.paper_id is not None else _Fate.HELD_BACK

    def _fate_of_invoice(self, paper: NeededPaper) -> _Fate:
        if paper.paper_id is not None:
            # What was invoiced is never printed otherwise: a credit note corrects it.
            return _Fate.TAKEN
        if paper.state is not PaperState.READY:
            return _Fate.HELD_BACK
        may_leave = self.numbers if self._is_draft(paper) else self.makes
        return _Fate.MADE if may_leave else _Fate.HELD_BACK

    def _is_draft(self, paper: NeededPaper) -> bool:
        invoice_id = paper.subject.invoice_id if paper.subject else None
        return not sales.invoice(self.office.db, invoice_id or 0).is_issued

    def _explained(self, paper: NeededPaper) -> NeededPaper:
        """Return a paper with why it waits: a draft is ready, and yet its number is not taken."""
        if paper.key == INVOICE and paper.state is PaperState.READY:
            return replace(paper, why="à valider et numéroter")
        return paper

    def _issue(self, paper: NeededPaper) -> tuple[int, list[str]]:
        """Issue a paper, and return its id with what is to be said of its file."""
        subject = paper.subject or Subject()
        if paper.key == INVOICE and self._is_draft(paper):
            invoice_id = subject.invoice_id or 0
            done = publishing.issue_invoice(self.office, invoice_id, anyway=True)
            paper_id = _paper_of_invoice(self.office, invoice_id)
        else:
            prepared = publishing.prepare(self.office, paper.key, subject, files=self.files)
            done = publishing.issue(self.office, prepared, anyway=True)
            paper_id = done.saved_id
        is_unfiled = self.office.documents is not None and done.file is None
        return paper_id, [done.label] if is_unfiled else []

    def _packed(self, paper: NeededPaper, paper_id: int | None, fate: _Fate) -> PackedPaper:
        return PackedPaper(
            paper=store.PAPERS.get(self.office.db, paper_id or 0),
            whom=paper.whom,
            is_new=fate is _Fate.MADE,
        )

    def _in_order(self, packed: Iterable[tuple[str, PackedPaper]]) -> tuple[PackedPaper, ...]:
        places = {printed.key: n for n, printed in enumerate(print_order(self.office))}
        ordered = sorted(packed, key=lambda pair: places.get(pair[0], len(places)))
        return tuple(paper for _key, paper in ordered)


def _paper_of_invoice(office: Office, invoice_id: int) -> int:
    (paper,) = store.papers_where(
        office.db, "kind = ? and invoice_id = ? order by id desc limit 1", [INVOICE, invoice_id]
    )
    return paper.id or 0


# For a funder -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class FunderPack:
    """What a funder is sent to be paid by: its papers, those lacking, and what contradicts itself.

    `red` is what the funder would refuse to pay for, `note` what else is to be known: shown, and
    asked about, before it leaves.
    """

    funder: str
    pack: Pack
    red: tuple[Finding, ...]
    note: str = ""

    @property
    def doubts(self) -> tuple[str, ...]:
        """What is to be known before it leaves, a sentence each."""
        return (
            *(finding.sentence for finding in self.red),
            *(f"{each.name}, {each.whom} : {each.why}." for each in self.pack.held_back),
            *filter(None, (self.note,)),
        )


def funders(file: SessionFile) -> dict[int, str]:
    """Return the names of the funders that help in a session, by id."""
    return {
        item.funder.id or 0: item.funder.name
        for item in file.fundings
        if item.funding.state is not FundingState.REFUSED
    }


def funder_pack(office: Office, session_id: int, funder_id: int, progress: Progress) -> FunderPack:
    """Gather invoice, certificates, attendance sheet and programme for one funder.

    What is ready is issued, what changed since it left is issued again; drafts of invoices stay
    drafts. Only people of the clients whom the funder helps have a certificate in it, and, as far
    as what was signed allows, a place on its sheets.

    Raises:
        RuleBroken: the funder helps nobody in this session, or papers wait for the password of
            their seal; nothing was made.
    """
    files = reader(office)
    file = files(session_id)
    known = funders(file)
    if funder_id not in known:
        raise RuleBroken("Ce financeur ne prend rien en charge dans cette session.")
    needed = dossier.needed_papers(office, session_id, asked={SHEET_OF_CLIENT}, files=files)
    sheets, note = sheets_shown(file, needed, funder_id)
    wanted = _wanted_by(office, file, funder_id, needed)
    maker = _Maker(office, files, progress, redoes=True)
    pack = maker.pack(session_id, [*sheets, *wanted])
    # Sorted as a funder reads them: what is asked, what proves it, what was promised.
    order = {key: place for place, key in enumerate(_FOR_FUNDERS)}
    papers = sorted(pack.papers, key=lambda packed: order[packed.paper.kind])
    red = [each for each in coherence.findings(office, session_id) if each.level is Level.RED]
    return FunderPack(
        funder=known[funder_id],
        pack=replace(pack, papers=tuple(papers)),
        red=tuple(red),
        note=note,
    )


_FOR_FUNDERS = (INVOICE, "completion_certificate", SHEET, SHEET_OF_CLIENT, PROGRAMME)


def sheets_shown(
    file: SessionFile, papers: Iterable[NeededPaper], funder_id: int | None
) -> tuple[list[NeededPaper], str]:
    """Return the attendance sheets that a funder is shown, and what is to be known of them.

    Where others came as well it sees those of its own people alone. Only what is signed proves:
    the whole sheet is shown all the same once it came back signed and theirs did not.
    """
    helped = file.clients_helped_by(funder_id)
    sheets = [paper for paper in papers if paper.key in {SHEET, SHEET_OF_CLIENT}]
    whole = [paper for paper in sheets if paper.key == SHEET]
    if all(person.client.id in helped for person in file.seated):
        return whole, ""
    own = [
        paper
        for paper in sheets
        if paper.key == SHEET_OF_CLIENT and _id(paper, "client_id") in helped
    ]
    if any(paper.signed_on for paper in whole) and not all(paper.signed_on for paper in own):
        return whole, NAMES_OTHERS
    return own, ""


def _wanted_by(
    office: Office, file: SessionFile, funder_id: int, needed: Sequence[NeededPaper]
) -> list[NeededPaper]:
    """Return the papers beside the sheets that a funder asks for."""
    session_id, helped = file.session.id or 0, file.clients_helped_by(funder_id)
    bills = _invoices_for(office, session_id, funder_id, helped)
    people = {person.enrolment.id for person in file.participants if person.client.id in helped}
    programme = dossier.one_paper(
        office,
        reader(office),
        PROGRAMME,
        file.session.title,
        Subject(course_version_id=file.session.course_version_id),
    )
    wanted = [
        paper
        for paper in needed
        if (paper.key == "completion_certificate" and _id(paper, "enrolment_id") in people)
        or (paper.key == INVOICE and _id(paper, "invoice_id") in bills)
    ]
    if not bills:
        wanted.append(_no_invoice(funders(file)[funder_id]))
    return [*wanted, programme]


def _id(paper: NeededPaper, name: str) -> object:
    return getattr(paper.subject, name) if paper.subject is not None else None


def _no_invoice(whom: str) -> NeededPaper:
    return NeededPaper(
        key=INVOICE, name="Facture", whom=whom, state=PaperState.TO_DO, why="à préparer"
    )


def _invoices_for(
    office: Office, session_id: int, funder_id: int, helped: Collection[int]
) -> set[int]:
    """Return the invoices that a funder pays, else those that its clients pay before it refunds."""
    asked = [
        invoice
        for invoice in sales.invoices_where(office.db, "session_id = ?", [session_id])
        if invoice.kind is not InvoiceKind.CREDIT_NOTE and not _is_undone(office, invoice)
    ]
    own = {invoice.id or 0 for invoice in asked if invoice.payer_funder_id == funder_id}
    return own or {
        invoice.id or 0
        for invoice in asked
        if invoice.payer_funder_id is None and invoice.client_id in helped
    }


def _is_undone(office: Office, invoice: Invoice) -> bool:
    """Whether a credit note took back the whole of an invoice."""
    if not invoice.is_issued:
        return False
    stands = sales.balance(office.db, invoice.id or 0)
    return stands.credited >= stands.total_ttc
