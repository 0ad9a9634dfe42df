"""Gathering what each paper is made from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from trainingdesk.domain.conditions import Conditions
from trainingdesk.domain.courses import CourseVersion
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoices import Invoice, InvoiceKind
from trainingdesk.domain.paper_data import (
    AgreementPaper,
    CourseSheetPaper,
    InvoicePaper,
    ParticipantPaper,
    ProposalPaper,
    SessionPaper,
)
from trainingdesk.domain.proposals import Proposal
from trainingdesk.domain.session_file import SessionFile
from trainingdesk.services.office import Office
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import catalogue, parties, sales
from trainingdesk.storage import office as identity


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a paper is about: one of these is set."""

    course_version_id: int | None = None
    proposal_id: int | None = None
    agreement_id: int | None = None
    invoice_id: int | None = None
    session_id: int | None = None
    enrolment_id: int | None = None


Files = Callable[[int], SessionFile]
"""Gives a session's file; a batch reads each session once."""


def course_sheet(office: Office, version_id: int, on: date) -> CourseSheetPaper:
    """Return what the sheet of a course version prints."""
    version = catalogue.version(office.db, version_id)
    return CourseSheetPaper(
        organisation=identity.organisation(office.db),
        course=catalogue.COURSES.get(office.db, version.course_id),
        version=version,
        on=on,
    )


def proposal(office: Office, proposal_id: int, on: date) -> ProposalPaper:
    """Return what a proposal prints, the programmes of its courses joined."""
    record = sales.proposal(office.db, proposal_id)
    day = record.sent_on or on
    return ProposalPaper(
        organisation=identity.organisation(office.db),
        proposal=record,
        client=parties.CLIENTS.get(office.db, record.client_id),
        contact=(parties.CONTACTS.get(office.db, record.contact_id) if record.contact_id else None),
        conditions=_conditions(office, record.conditions_id, day),
        versions=_versions(office, record),
        on=day,
    )


def _versions(office: Office, record: Proposal) -> tuple[CourseVersion, ...]:
    wanted = dict.fromkeys(
        line.course_version_id for line in record.lines if line.course_version_id
    )
    return tuple(catalogue.version(office.db, version_id) for version_id in wanted)


def agreement(office: Office, agreement_id: int, on: date, files: Files) -> AgreementPaper:
    """Return what a convention or contract prints."""
    record = sales.agreement(office.db, agreement_id).unsigned()
    file = files(record.session_id)
    return AgreementPaper(
        file=file.narrowed(file.of_client(record.client_id), attended=False),
        agreement=record,
        client=parties.CLIENTS.get(office.db, record.client_id),
        contact=(parties.CONTACTS.get(office.db, record.contact_id) if record.contact_id else None),
        conditions=_conditions(office, record.conditions_id, on),
        head_count=len(file.seated),
        on=on,
    )


def participant(
    office: Office, enrolment_id: int, on: date, files: Files, *, attended: bool
) -> ParticipantPaper:
    """Return what a paper for one person prints; *attended* for those that tell who came.

    Raises:
        RuleBroken: the enrolment was removed meanwhile.
    """
    row = office.db.execute(
        "select session_id from enrolment where id = ?", [enrolment_id]
    ).fetchone()
    if row is None:
        raise RuleBroken("Cette inscription n’existe plus. Actualisez la liste (F5).")
    file = files(row[0])
    person = next(p for p in file.participants if p.enrolment.id == enrolment_id)
    own = file.narrowed([person], attended=attended)
    return ParticipantPaper(file=own, participant=own.participants[0], on=on)


def session(session_id: int, on: date, files: Files) -> SessionPaper:
    """Return what a paper for a whole session prints."""
    return SessionPaper(file=files(session_id).marked_before(on), on=on)


def invoice(office: Office, record: Invoice, on: date, files: Files) -> InvoicePaper:
    """Return what an invoice prints, issued or about to be."""
    day = record.issued_on or on
    conditions = _conditions(office, record.conditions_id, day)
    file = None
    if record.session_id:
        whole = files(record.session_id)
        file = whole.narrowed(whole.of_client(record.client_id), attended=False)
    return InvoicePaper(
        organisation=identity.organisation(office.db),
        invoice=record,
        conditions=conditions,
        late_rate=_late_rate(office, conditions, day),
        client=parties.CLIENTS.get(office.db, record.client_id),
        file=file,
        participants=file.of_client(record.client_id) if file else (),
        deposits=_deposits(office, record),
        corrects=sales.invoice(office.db, record.corrects_id) if record.corrects_id else None,
        on=day,
    )


def _late_rate(office: Office, conditions: Conditions, day: date) -> Decimal | None:
    """Return ECB rate and points together, or `None` while the half-year's rate is missing."""
    reference = identity.rate_on(office.db, identity.ECB, day)
    return reference.rate + conditions.late_points if reference else None


def _deposits(office: Office, record: Invoice) -> tuple[Invoice, ...]:
    if record.kind is not InvoiceKind.BALANCE:
        return ()
    return tuple(
        sales.invoices_where(
            office.db,
            "kind = 'deposit' and number is not null and client_id = ? and session_id is ?"
            " order by number",
            [record.client_id, record.session_id],
        )
    )


def _conditions(office: Office, conditions_id: int | None, day: date) -> Conditions:
    if conditions_id is None:
        return identity.conditions_on(office.db, day)
    return identity.CONDITIONS.get(office.db, conditions_id)


def reader(office: Office) -> Files:
    """Return a way to read session files that reads each session once."""
    known: dict[int, SessionFile] = {}

    def read(session_id: int) -> SessionFile:
        if session_id not in known:
            known[session_id] = session_file(office, session_id)
        return known[session_id]

    return read
