"""Gathering what each paper is made from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from trainingdesk.domain.conditions.rules import Late
from trainingdesk.domain.courses import CourseVersion
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoices import Invoice
from trainingdesk.domain.late_interest import PUBLIC_INTEREST, day_rate
from trainingdesk.domain.paper_data import (
    AgreementPaper,
    CourseSheetPaper,
    GeneralTermsPaper,
    HouseRulesPaper,
    InvoicePaper,
    ParticipantPaper,
    ProposalPaper,
    SessionPaper,
)
from trainingdesk.domain.proposals import Proposal
from trainingdesk.domain.session_file import SessionFile
from trainingdesk.services import reference
from trainingdesk.services.office import Office
from trainingdesk.services.session_files import session_file
from trainingdesk.services.terms import conditions_of, version
from trainingdesk.storage import bargains, catalogue, parties, sales
from trainingdesk.storage import office as identity


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a paper is about: mostly one of these, a session with one of its parties at times."""

    course_version_id: int | None = None
    conditions_id: int | None = None
    proposal_id: int | None = None
    agreement_id: int | None = None
    invoice_id: int | None = None
    session_id: int | None = None
    enrolment_id: int | None = None
    settlement_id: int | None = None
    amendment_id: int | None = None
    register_entry_id: int | None = None
    client_id: int | None = None
    trainer_id: int | None = None
    funder_id: int | None = None
    incident_id: int | None = None
    maintenance_id: int | None = None
    disciplinary_case_id: int | None = None
    cheque_slip_id: int | None = None
    period: tuple[date, date] | None = None


Files = Callable[[int], SessionFile]
"""Gives a session's file; a batch reads each session once."""

Gatherer = Callable[[Office, Subject, date, Files], object]
"""Returns the data of a paper about a subject, as it stands on a day."""


def course_sheet(office: Office, version_id: int, on: date) -> CourseSheetPaper:
    """Return what the sheet of a course version prints."""
    version = catalogue.version(office.db, version_id)
    return CourseSheetPaper(
        organisation=identity.organisation(office.db),
        course=catalogue.COURSES.get(office.db, version.course_id),
        version=version,
        on=on,
    )


def general_terms(office: Office, conditions_id: int, on: date) -> GeneralTermsPaper:
    """Return what the general terms of one version of the conditions print."""
    return GeneralTermsPaper(
        organisation=identity.organisation(office.db),
        conditions=identity.CONDITIONS.get(office.db, conditions_id),
        on=on,
    )


def house_rules(office: Office, conditions_id: int, on: date) -> HouseRulesPaper:
    """Return what the house rules under one version of the conditions print."""
    return HouseRulesPaper(
        organisation=identity.organisation(office.db),
        conditions=identity.CONDITIONS.get(office.db, conditions_id),
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
        conditions=version(office, record.conditions_id, day),
        versions=_versions(office, record),
        completes=_completed(office, proposal_id),
        on=day,
        tax_mentions=identity.tax_mentions(office.db),
    )


def _completed(office: Office, proposal_id: int) -> str:
    """Return the name of the agreement whose change a proposal prices, or nothing."""
    changes = bargains.AMENDMENTS.where(office.db, "proposal_id = ? limit 1", [proposal_id])
    if not changes:
        return ""
    return sales.AGREEMENTS.get(office.db, changes[0].agreement_id).name


def _versions(office: Office, record: Proposal) -> tuple[CourseVersion, ...]:
    wanted = dict.fromkeys(
        line.course_version_id for line in record.lines if line.course_version_id
    )
    return tuple(catalogue.version(office.db, version_id) for version_id in wanted)


def agreement(office: Office, agreement_id: int, on: date, files: Files) -> AgreementPaper:
    """Return what a convention or contract prints."""
    record = sales.agreement(office.db, agreement_id).unsigned()
    file = files(record.session_id)
    client = parties.CLIENTS.get(office.db, record.client_id)
    return AgreementPaper(
        file=file.narrowed(file.concerned_by(client), attended=False),
        agreement=record,
        client=client,
        contact=(parties.CONTACTS.get(office.db, record.contact_id) if record.contact_id else None),
        conditions=conditions_of(office, record),
        head_count=len(file.seated),
        on=on,
        tax_mentions=identity.tax_mentions(office.db),
        instalments=bargains.instalments_of(office.db, agreement_id),
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
    conditions = version(office, record.conditions_id, day)
    file = None
    if record.session_id:
        whole = files(record.session_id)
        file = whole.narrowed(whole.of_client(record.client_id), attended=False)
    client = parties.CLIENTS.get(office.db, record.client_id)
    is_public = client.is_public and record.payer_funder_id is None
    late = PUBLIC_INTEREST if is_public else conditions.rules.late or Late()
    return InvoicePaper(
        organisation=identity.organisation(office.db),
        invoice=record,
        conditions=conditions,
        late_rate=_late_rate(office, late, day),
        client=client,
        file=file,
        participants=file.of_client(record.client_id) if file else (),
        corrects=sales.invoice(office.db, record.corrects_id) if record.corrects_id else None,
        on=day,
        tax_mentions=identity.tax_mentions(office.db),
    )


def _late_rate(office: Office, late: Late, day: date) -> Decimal | None:
    """Return the rate of a day of delay, or `None` while the half-year's is missing."""
    try:
        return day_rate(late, reference.rates(office), day).rate
    except RuleBroken:
        return None


def reader(office: Office) -> Files:
    """Return a way to read session files that reads each session once."""
    known: dict[int, SessionFile] = {}

    def read(session_id: int) -> SessionFile:
        if session_id not in known:
            known[session_id] = session_file(office, session_id)
        return known[session_id]

    return read
