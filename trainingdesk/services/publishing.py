"""Papers: previewed, held against what the law asks, issued for ever and filed."""

import dataclasses
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainingdesk.documents.wording import Override, Wording
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.mentions.mention import Mention, missing
from trainingdesk.domain.paper_data import InvoicePaper
from trainingdesk.french import typeset
from trainingdesk.services import event_papers, invoicing, sealing
from trainingdesk.services import paper_data as gather
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.filing import paper_folder, place
from trainingdesk.services.mishaps import told
from trainingdesk.services.office import Office
from trainingdesk.services.paper_data import Files, Subject
from trainingdesk.storage import office as identity
from trainingdesk.storage import papers as store
from trainingdesk.storage import sales
from trainingdesk.storage.database import unit_of_work

if TYPE_CHECKING:
    # The papers lean on reportlab and pikepdf, which the first list on screen does without: they
    # are imported where a paper is prepared.
    from trainingdesk.documents.paper_kind import PaperKind


@dataclass(frozen=True, slots=True)
class Prepared:
    """A paper ready to be looked at: its kind, its data and what it lacks."""

    kind: "PaperKind"
    subject: Subject
    data: Any
    overrides: Mapping[str, Override]

    @property
    def missing(self) -> tuple[Mention[Any], ...]:
        """The mandatory mentions it would leave without, those that block it first."""
        return missing(self.kind.mentions, self.data)

    @property
    def faults(self) -> tuple[tuple[str, bool], ...]:
        """What is wrong with an electronic invoice, a sentence each, and whether it blocks it."""
        if not isinstance(self.data, InvoicePaper) or self.data.invoice.is_issued:
            return ()
        from trainingdesk.services import einvoices  # noqa: PLC0415

        return einvoices.told(self.data)

    @property
    def name(self) -> str:
        """What it is filed under, without suffix."""
        return self.kind.file_name(self.data)

    @property
    def refusal(self) -> str | None:
        """Why it may not exist yet, if so."""
        return self.kind.refusal(self.data)

    @property
    def on(self) -> date:
        """The day it bears."""
        day: date = self.data.on
        return day

    def render(self) -> tuple[bytes, dict[str, int]]:
        """Return the bytes and the version of each text that was printed."""
        from trainingdesk.documents.composition import rendered  # noqa: PLC0415

        wording = Wording(self.overrides)
        composition = self.kind.compose(self.data, wording)
        file = None
        if isinstance(self.data, InvoicePaper):
            from trainingdesk.services import einvoices  # noqa: PLC0415

            file = einvoices.file_of(self.data, wording)
        return rendered(composition, self.data.organisation, self.on, file), wording.used


def prepare(
    office: Office,
    key: str,
    subject: Subject,
    *,
    on: date | None = None,
    files: Files | None = None,
) -> Prepared:
    """Return a paper to be previewed or issued; *on* is the day it bears, today by default.

    Raises:
        RuleBroken: what it is about was removed meanwhile.
    """
    from trainingdesk.documents.register import PAPERS  # noqa: PLC0415

    day = on or office.today()
    data = _data(office, key, subject, day, files or gather.reader(office))
    overrides = {
        text.key: Override(text.number, text.body) for text in identity.texts(office.db).values()
    }
    return Prepared(PAPERS[key], subject, data, overrides)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A paper whose data is to be gathered."""

    office: Office
    key: str
    subject: Subject
    day: date
    files: Files

    def of_event(self) -> object:
        """Return the data of a paper about what happened to its subject."""
        return event_papers.gathered(self.office, self.key, self.subject, self.day, self.files)


def _data(office: Office, key: str, subject: Subject, day: date, files: Files) -> object:
    # They lean on half of the program, which the first list on screen does without.
    from trainingdesk.services.gatherers import BY_KEY  # noqa: PLC0415

    if key in BY_KEY:
        return BY_KEY[key](office, subject, day, files)
    asked = _Asked(office, key, subject, day, files)
    for name, gathered in _GATHERERS.items():
        row_id = getattr(subject, name)
        if row_id is not None:
            return gathered(asked, row_id)
    return asked.of_event()


def _of_course(asked: _Asked, version_id: int) -> object:
    return gather.course_sheet(asked.office, version_id, asked.day)


def _of_conditions(asked: _Asked, conditions_id: int) -> object:
    made = gather.house_rules if asked.key == "house_rules" else gather.general_terms
    return made(asked.office, conditions_id, asked.day)


def _of_proposal(asked: _Asked, proposal_id: int) -> object:
    return gather.proposal(asked.office, proposal_id, asked.day)


def _of_agreement(asked: _Asked, agreement_id: int) -> object:
    if asked.key not in {"convention", "contract"}:
        return asked.of_event()
    return gather.agreement(asked.office, agreement_id, asked.day, asked.files)


def _of_person(asked: _Asked, enrolment_id: int) -> object:
    if asked.key in {"handed_over", "absence_notice"}:
        # The terms of the agreement that brings the person have a say in these.
        return asked.of_event()
    attended = asked.key != "joining_letter"
    return gather.participant(asked.office, enrolment_id, asked.day, asked.files, attended=attended)


def _of_invoice(asked: _Asked, invoice_id: int) -> object:
    record = sales.invoice(asked.office.db, invoice_id)
    if not record.is_issued:
        record = invoicing.as_issued(asked.office, record, "à l’émission", asked.day)
        record = replace(record, number=None)
    return gather.invoice(asked.office, record, asked.day, asked.files)


def _of_session(asked: _Asked, session_id: int) -> object:
    return gather.session(session_id, asked.day, asked.files)


_GATHERERS: Mapping[str, Callable[[_Asked, int], object]] = {
    "course_version_id": _of_course,
    "conditions_id": _of_conditions,
    "proposal_id": _of_proposal,
    "agreement_id": _of_agreement,
    "enrolment_id": _of_person,
    "invoice_id": _of_invoice,
    "session_id": _of_session,
}
"""What gathers the data of a paper, by what it is about; the others are about an event."""


def issue(office: Office, prepared: Prepared, *, anyway: bool = False) -> Changes:
    """Keep a paper for ever, bytes and data, and file it; the same paper again is not doubled.

    A mention that only warns lets the paper leave with *anyway*.

    Raises:
        RuleBroken: the paper may not exist yet, or lacks a mention; or it was issued, but the
            documents folder could not be written.
    """
    return put_in_folder(office, prepared, keep(office, prepared, anyway=anyway))


@dataclass(frozen=True, slots=True)
class Kept:
    """A paper in the office's file; `pdf` is as it was kept."""

    paper_id: int
    file_name: str
    pdf: bytes


def keep(office: Office, prepared: Prepared, *, anyway: bool = False) -> Kept:
    """Keep a paper for ever in the office's file; `issue` does so and files it.

    Apart from it for who has more to write in the same unit of work: a folder cannot be rolled
    back, so `put_in_folder` follows once all is certain.

    Raises:
        RuleBroken: the paper may not exist yet, lacks a mention, or waits for its seal.
    """
    _refuse_draft(prepared)
    _refuse(prepared, anyway=anyway)
    sealing.require(office, (prepared.kind.key,))
    composed, texts = prepared.render()
    composed_sha256 = hashlib.sha256(composed).hexdigest()
    with unit_of_work(office.db):
        links = _links(prepared)
        former = _former(office, prepared, links)
        if former is not None and _stands(office, former, composed_sha256):
            return Kept(former.id or 0, former.file_name, store.pdf_of(office.db, former.id or 0))
        pdf, holder = sealing.sealed(office, prepared.kind.key, composed)
        file_name = f"{prepared.name}.pdf"
        paper = store.IssuedPaper(
            kind=prepared.kind.key,
            title=prepared.kind.name,
            reference=prepared.name,
            file_name=file_name,
            issued_on=prepared.on,
            issued_at=datetime.now().astimezone().replace(microsecond=0, tzinfo=None),
            pages=page_count(pdf),
            sha256=hashlib.sha256(pdf).hexdigest(),
            unsealed_sha256=composed_sha256 if holder else None,
            sealed_by=holder,
            replaces_id=former.id if former else None,
            **links,
        )
        paper_id = store.add_paper(office.db, paper, pdf, frozen(prepared.data), texts)
    return Kept(paper_id, file_name, pdf)


def _stands(office: Office, former: store.IssuedPaper, composed_sha256: str) -> bool:
    """Whether an issue says what the paper says today, under the seal where it bears one now."""
    lacks_seal = not former.sealed_by and sealing.marks(office, former.kind)
    return former.content_sha256 == composed_sha256 and not lacks_seal


def put_in_folder(office: Office, prepared: Prepared, kept: Kept) -> Changes:
    """Write a paper that was kept into the documents folder, where the office has one."""
    done = changed(
        f"Document édité : {kept.file_name}", Kind.PAPERS, Kind.SESSIONS, saved=kept.paper_id
    )
    if office.documents is None:
        return done
    folder = _folder(prepared, office.today())
    try:
        file = place(office.documents, folder / kept.file_name, kept.pdf)
    except OSError as error:
        # The paper stands all the same: what was done is told, with what was not.
        words = (
            f"« {kept.file_name} » est édité et gardé dans le fichier de l’organisme, mais n’a pas "
            f"pu être écrit dans le dossier des documents. {told(error)}"
        )
        return replace(done, label=typeset(words))
    return replace(done, file=file)


def _refuse_draft(prepared: Prepared) -> None:
    """Keep a draft invoice from leaving: its paper comes with its number, by `issue_invoice`."""
    if isinstance(prepared.data, InvoicePaper) and not prepared.data.invoice.is_issued:
        raise RuleBroken(
            "Cette facture est encore un brouillon, sans numéro : émettez-la, son document sera "
            "édité avec elle."
        )


def _refuse(prepared: Prepared, *, anyway: bool) -> None:
    if prepared.refusal:
        raise RuleBroken(prepared.refusal)
    lacking = [mention for mention in prepared.missing if mention.blocks or not anyway]
    if lacking:
        raise RuleBroken(
            f"{prepared.kind.name} : il manque une mention obligatoire. "
            + " ".join(mention.sentence for mention in lacking)
        )


def issue_invoice(
    office: Office, invoice_id: int, *, on: date | None = None, anyway: bool = False
) -> Changes:
    """Number a draft invoice and keep its paper, in one unit of work: both or neither.

    Raises:
        RuleBroken: the draft could not stand or lacks a mention; no number is taken.
    """
    with unit_of_work(office.db):
        numbered = number(office, invoice_id, on=on, anyway=anyway)
    return file_invoice(office, numbered)


@dataclass(frozen=True, slots=True)
class Numbered:
    """An invoice that took its number, its paper in the office's file and in no folder yet."""

    changes: Changes
    paper: Prepared
    kept: Kept


def check_invoice(
    office: Office, invoice_id: int, *, on: date | None = None, anyway: bool = False
) -> Prepared:
    """Return the paper of a draft invoice that may leave, its electronic file included.

    Raises:
        RuleBroken: it lacks a mention, or the file would be turned down.
    """
    from trainingdesk.services import einvoices  # noqa: PLC0415

    draft = prepare(office, "invoice", Subject(invoice_id=invoice_id), on=on)
    _refuse(draft, anyway=anyway)
    einvoices.refuse_faulty(draft.data)
    return draft


def number(
    office: Office, invoice_id: int, *, on: date | None = None, anyway: bool = False
) -> Numbered:
    """Number a draft invoice and keep its paper, within the caller's unit of work.

    Raises:
        RuleBroken: the draft could not stand or lacks a mention, or waits for its seal.
    """
    sealing.require(office, ("invoice",))
    draft = check_invoice(office, invoice_id, on=on, anyway=anyway)
    done = invoicing.issue(office, invoice_id, draft.on)
    issued = prepare(office, "invoice", draft.subject, on=draft.on)
    return Numbered(done, issued, keep(office, issued, anyway=anyway))


def file_invoice(office: Office, numbered: Numbered) -> Changes:
    """Write the paper of a numbered invoice into the documents folder, once all is certain."""
    done = numbered.changes
    paper = put_in_folder(office, numbered.paper, numbered.kept)
    unfiled = office.documents is not None and paper.file is None
    label = f"{done.label}. {paper.label}" if unfiled else done.label
    return Changes(label, done.kinds | paper.kinds, done.id, paper.file)


def page_count(pdf: bytes) -> int:
    """Return the number of pages of a paper."""
    from pikepdf import Pdf  # noqa: PLC0415

    with Pdf.open(BytesIO(pdf)) as document:
        return len(document.pages)


def _links(prepared: Prepared) -> dict[str, int | None]:
    """Return the ids of all that a paper concerns, so that each place lists it."""
    data, subject = prepared.data, prepared.subject
    links: dict[str, int | None] = {
        name: getattr(subject, name)
        for name in (
            "course_version_id",
            "conditions_id",
            "proposal_id",
            "agreement_id",
            "invoice_id",
            "settlement_id",
            "amendment_id",
            "register_entry_id",
            "trainer_id",
            "funder_id",
            "incident_id",
            "maintenance_id",
            "disciplinary_case_id",
            "cheque_slip_id",
        )
    }
    agreement = getattr(data, "agreement", None)
    if agreement is not None:
        links["agreement_id"] = agreement.id
    file = getattr(data, "file", None)
    links["session_id"] = file.session.id if file else None
    client = getattr(data, "client", None)
    links["client_id"] = client.id if client else None
    person = getattr(data, "participant", None)
    if person is not None:
        links["trainee_id"] = person.enrolment.trainee_id
        links["client_id"] = person.client.id
    return links


def former_issue(office: Office, prepared: Prepared) -> store.IssuedPaper | None:
    """Return the latest issue of this paper, if it was issued before."""
    return _former(office, prepared, _links(prepared))


def _former(
    office: Office, prepared: Prepared, links: Mapping[str, int | None]
) -> store.IssuedPaper | None:
    """Return the latest issue of the same paper."""
    # `is ?` would let the file look through all papers that have, say, no proposal.
    conditions = " and ".join(
        f"{name} is null" if linked is None else f"{name} = {int(linked)}"
        for name, linked in links.items()
    )
    values = [prepared.kind.key]
    if prepared.subject.period is not None:
        # Nothing links a register to its period but its name, which holds it.
        conditions += " and reference = ?"
        values.append(prepared.name)
    found = store.papers_where(
        office.db, f"kind = ? and {conditions} order by id desc limit 1", values
    )
    return found[0] if found else None


def _folder(prepared: Prepared, today: date) -> Path:
    file = getattr(prepared.data, "file", None)
    session = file.session if file is not None else None
    return paper_folder(session, prepared.kind.folder, prepared.on, today)


def frozen(data: Any) -> str:  # noqa: ANN401 - any of the paper data classes
    """Return data as JSON: decimals and dates as text, images as their hash."""
    return json.dumps(data, ensure_ascii=False, default=_plain)


def _plain(value: object) -> object:
    # Asked for each part in turn: `asdict` would first copy all of it.
    if dataclasses.is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    return hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else str(value)
