"""The main job from end to end: from a proposal to the month's report, as papers one could send."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from datetime import time as clock
from decimal import Decimal
from pathlib import Path

from trainingdesk.domain.attendance import Attendance, ObjectiveResult, Presence, Proof, Result
from trainingdesk.domain.calendar import is_working_day_mon_fri, month_end
from trainingdesk.domain.courses import Course
from trainingdesk.domain.lines import Line, LineKind, Unit
from trainingdesk.domain.parties import Client, ClientKind, TraineeStatus
from trainingdesk.domain.payments import Allocation, Payment
from trainingdesk.domain.people import full_name
from trainingdesk.domain.proposals import Proposal
from trainingdesk.domain.session_file import SessionFile
from trainingdesk.domain.sessions import (
    Enrolment,
    Funding,
    FundingState,
    SessionKind,
    SessionState,
    Slot,
    TrainingSession,
)
from trainingdesk.domain.tva import treatment
from trainingdesk.french import period
from trainingdesk.reports.monthly_invoices.figures import file_name
from trainingdesk.services import (
    agreeing,
    attending,
    closing,
    invoicing,
    planning,
    proposing,
    publishing,
    reporting,
)
from trainingdesk.services.office import Office
from trainingdesk.services.paper_data import Files, Subject, reader
from trainingdesk.services.reporting import Format
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import catalogue, parties, sales, teaching
from trainingdesk.storage import office as identity

PRICE = Decimal("690.00")
GRANTED = Decimal("900.00")
EXPECTED_FILES = 46
"""About how many files the job makes, for its progress bar."""


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file that the job made: which paper, where, how large, in how many milliseconds."""

    kind: str
    path: Path
    size: int
    ms: float


Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class _Cast:
    """Who plays: three firms with their people, one individual, a trainer and a room."""

    course: Course
    version_id: int
    firms: tuple[Client, ...]
    people: tuple[tuple[int, ...], ...]
    individual: Client
    individual_trainee: int
    funder_id: int
    trainer_id: int
    room_id: int
    venue_id: int


def do_main_job(office: Office, progress: Progress) -> list[MadeFile]:
    """Play the whole thread in a filled practice office; return the files made.

    The thread is dated so that its session ended before today: each step is done on its own day.
    """
    made = []
    for file in _play(office):
        made.append(file)
        progress(len(made), EXPECTED_FILES, file.kind)
    return made


def _play(office: Office) -> Iterator[MadeFile]:
    cast = _cast(office)
    days = _two_days_before(office.today())
    order = _on(office, days[0] - timedelta(days=42))
    proposal_id = _propose(order, cast, days)
    yield _issue(order, "course_sheet", Subject(course_version_id=cast.version_id))
    yield _issue(order, "proposal", Subject(proposal_id=proposal_id))

    accepted = _on(office, days[0] - timedelta(days=35))
    proposing.accept(accepted, proposal_id)
    session_id = _plan(accepted, cast, days)
    yield from _agree(accepted, cast, session_id, proposal_id)

    summons = _on(office, days[0] - timedelta(days=14))
    files = reader(summons)
    for person in files(session_id).participants:
        yield _issue(summons, "joining_letter", Subject(enrolment_id=person.enrolment.id), files)
        if person.client.is_individual:
            yield _issue(summons, "handed_over", Subject(enrolment_id=person.enrolment.id), files)
    yield _issue(summons, "attendance_sheet", Subject(session_id=session_id), files)

    after = _on(office, days[1])
    _attend(after, session_id)
    files = reader(after)
    for person in files(session_id).participants:
        subject = Subject(enrolment_id=person.enrolment.id)
        yield _issue(after, "completion_certificate", subject, files)
        yield _issue(after, "training_attestation", subject, files)
        if files(session_id).hours_followed(person) < files(session_id).hours:
            yield _issue(after, "attendance_attestation", subject, files)
    closing.close(after, session_id, anyway=True)

    yield from _invoice(office, cast, session_id)
    yield from _report(office)


def _on(office: Office, day: date) -> Office:
    return replace(office, today=lambda: day)


def _two_days_before(today: date) -> tuple[date, date]:
    """Return the last two working days in a row that ended at least two days ago."""
    second = today - timedelta(days=2)
    while not (
        is_working_day_mon_fri(second) and is_working_day_mon_fri(second - timedelta(days=1))
    ):
        second -= timedelta(days=1)
    return second - timedelta(days=1), second


def _cast(office: Office) -> _Cast:
    """Choose people of the practice office who fit the story."""
    db = office.db
    course = next(
        course
        for course in catalogue.COURSES.where(db, "archived_on is null order by sort_name")
        if course.id is not None and catalogue.latest_version(db, course.id).sheet.days == 2  # noqa: PLR2004
    )
    assert course.id is not None  # noqa: S101 - chosen above
    version = catalogue.latest_version(db, course.id)
    firms = parties.CLIENTS.where(
        db,
        "kind = ? and archived_on is null and siret <> '' and exists"
        " (select 1 from contact where client_id = client.id and is_signatory)"
        " and (select count(*) from employment where client_id = client.id"
        " and ends_on is null) >= 3 order by sort_name limit 3",
        [ClientKind.COMPANY],
    )
    individual = parties.CLIENTS.where(
        db, "kind = ? and archived_on is null order by sort_name limit 1", [ClientKind.INDIVIDUAL]
    )[0]
    (trainee,) = parties.TRAINEES.where(
        db,
        "last_name = ? and first_name = ? limit 1",
        [individual.name, individual.first_name],
    )
    people = tuple(
        tuple(
            row[0]
            for row in db.execute(
                "select trainee_id from employment where client_id = ? and ends_on is null"
                " order by trainee_id limit ?",
                [firm.id, count],
            )
        )
        for firm, count in zip(firms, (3, 2, 2), strict=True)
    )
    trainer = teaching.TRAINERS.where(db, "archived_on is null order by sort_name limit 1")[0]
    room = teaching.ROOMS.where(db, "capacity >= 8 order by id limit 1")[0]
    funder = parties.FUNDERS.where(db, "kind = 'opco' order by sort_name limit 1")[0]
    return _Cast(
        course=course,
        version_id=version.id or 0,
        firms=tuple(firms),
        people=people,
        individual=individual,
        individual_trainee=trainee.id or 0,
        funder_id=funder.id or 0,
        trainer_id=trainer.id or 0,
        room_id=room.id or 0,
        venue_id=room.venue_id,
    )


def _propose(office: Office, cast: _Cast, days: tuple[date, date]) -> int:
    firm = cast.firms[0]
    organisation = identity.organisation(office.db)
    rate, exemption = treatment(organisation.vat_regime, is_training=True)
    signatory = parties.signatory_of(office.db, firm.id or 0)
    trainees = [parties.TRAINEES.get(office.db, trainee_id) for trainee_id in cast.people[0]]
    line = Line(
        label=cast.course.title,
        quantity=Decimal(len(trainees)),
        unit=Unit.PERSON,
        unit_price=PRICE,
        tva_rate=rate,
        exemption=exemption,
        course_version_id=cast.version_id,
    )
    option = replace(
        line,
        label="Déjeuners sur place, pour les deux jours",
        unit_price=Decimal("38.00"),
        kind=LineKind.MEALS,
        is_optional=True,
        course_version_id=None,
    )
    venue = teaching.VENUES.get(office.db, cast.venue_id)
    proposal = Proposal(
        client_id=firm.id or 0,
        contact_id=signatory.id if signatory else None,
        title=cast.course.title,
        kind=SessionKind.INTER,
        created_on=office.today(),
        dates=period(*days),
        place=f"{venue.name}, {venue.address}",
        duration="14 h en 2 jours",
        head_count=len(trainees),
        participants=tuple(full_name(trainee) for trainee in trainees),
        billing=firm.billing_address,
        lines=(line, option),
    )
    proposal_id = proposing.save_proposal(office, proposal).saved_id
    proposing.send(office, proposal_id)
    return proposal_id


def _plan(office: Office, cast: _Cast, days: tuple[date, date]) -> int:
    halves = ((clock(9), clock(12, 30)), (clock(13, 30), clock(17)))
    slots = [
        Slot(
            day=day,
            starts_at=starts_at,
            ends_at=ends_at,
            room_id=cast.room_id,
            trainer_ids=(cast.trainer_id,),
        )
        for day in days
        for starts_at, ends_at in halves
    ]
    session = TrainingSession(
        number="",
        course_version_id=cast.version_id,
        title=cast.course.title,
        state=SessionState.CONFIRMED,
        venue_id=cast.venue_id,
        room_id=cast.room_id,
        minimum=4,
        maximum=10,
        price_per_person=PRICE,
    )
    session_id = planning.plan_session(office, session, slots).saved_id
    for firm, people in zip(cast.firms, cast.people, strict=True):
        planning.enrol(
            office,
            [
                Enrolment(
                    session_id=session_id,
                    client_id=firm.id or 0,
                    trainee_id=trainee_id,
                    employer_id=firm.id,
                )
                for trainee_id in people
            ],
        )
    alone = Enrolment(
        session_id=session_id,
        client_id=cast.individual.id or 0,
        trainee_id=cast.individual_trainee,
        status=TraineeStatus.SELF_PAYING,
    )
    planning.enrol(office, [alone])
    funding = Funding(
        session_id=session_id,
        client_id=cast.firms[1].id or 0,
        funder_id=cast.funder_id,
        file_number=f"{days[0]:%Y}-DEMO-0417",
        state=FundingState.GRANTED,
        amount=GRANTED,
        requested_on=office.today(),
        received_on=office.today() + timedelta(days=10),
    )
    planning.fund(office, funding)
    return session_id


def _agree(office: Office, cast: _Cast, session_id: int, proposal_id: int) -> Iterator[MadeFile]:
    for client in (*cast.firms, cast.individual):
        accepted = proposal_id if client is cast.firms[0] else None
        agreement_id = agreeing.draft_agreement(
            office, session_id, client.id or 0, accepted
        ).saved_id
        kind = sales.agreement(office.db, agreement_id).kind
        yield _issue(office, kind, Subject(agreement_id=agreement_id))
        agreeing.send(office, agreement_id)
        signed_on = office.today() + timedelta(days=3)
        signing = _on(office, signed_on)
        agreeing.sign(signing, agreement_id, signed_on, client.display_name)
        yield _issue(signing, "order_acknowledgement", Subject(agreement_id=agreement_id))


def _attend(office: Office, session_id: int) -> None:
    """Type the sheet: one person misses a half-day, another a whole day."""
    file = session_file(office, session_id)
    absences = {0: {file.slots[1].id}, 4: {file.slots[2].id, file.slots[3].id}}
    marks: list[Attendance] = []
    results: list[ObjectiveResult] = []
    for rank, person in enumerate(file.participants):
        enrolment_id = person.enrolment.id or 0
        missed = absences.get(rank, set())
        for slot in file.slots:
            absent = slot.id in missed
            marks.append(
                Attendance(
                    enrolment_id=enrolment_id,
                    slot_id=slot.id or 0,
                    presence=Presence.EXCUSED if absent else Presence.PRESENT,
                    proof=None if absent else Proof.SIGNED,
                )
            )
        results += _results(file, enrolment_id, weaker=bool(missed))
    attending.record(office, session_id, marks)
    attending.sign_as_trainer(office, session_id, [slot.id or 0 for slot in file.slots])
    attending.assess(office, session_id, results)


def _results(file: SessionFile, enrolment_id: int, *, weaker: bool) -> Iterator[ObjectiveResult]:
    for rank, objective in enumerate(file.version.objectives):
        result = Result.IN_PROGRESS if weaker and rank == 0 else Result.ACQUIRED
        yield ObjectiveResult(
            enrolment_id=enrolment_id, objective_id=objective.id or 0, result=result
        )


def _invoice(office: Office, cast: _Cast, session_id: int) -> Iterator[MadeFile]:
    first = None
    for client in (*cast.firms, cast.individual):
        for invoice_id in invoicing.draft_for_session(office, session_id, client.id or 0):
            start = time.perf_counter()
            done = publishing.issue_invoice(office, invoice_id, anyway=True)
            yield _made("invoice", done.file, start)
            first = first or invoice_id
    if first is not None:
        amount = sales.balance(office.db, first).remaining
        part = Allocation(invoice_id=first, amount=amount)
        invoicing.receive(
            office, Payment(paid_on=office.today(), amount=amount, allocations=(part,))
        )


def _report(office: Office) -> Iterator[MadeFile]:
    today = office.today()
    assert office.documents is not None  # noqa: S101 - the job is done in a folder
    folder = office.documents / f"{today:%Y}" / "Rapports"
    folder.mkdir(parents=True, exist_ok=True)
    report = reporting.invoice_report(office, today.replace(day=1), month_end(today))
    for form in Format:
        start = time.perf_counter()
        path = folder / f"{file_name(report)}.{form}"
        reporting.export(office, report, form, path)
        yield _made("monthly_invoices", path, start)


def _issue(office: Office, key: str, subject: Subject, files: Files | None = None) -> MadeFile:
    start = time.perf_counter()
    prepared = publishing.prepare(office, key, subject, files=files)
    done = publishing.issue(office, prepared, anyway=True)
    return _made(key, done.file, start)


def _made(kind: str, path: Path | None, start: float) -> MadeFile:
    assert path is not None  # noqa: S101 - the job is done in a folder
    return MadeFile(kind, path, path.stat().st_size, (time.perf_counter() - start) * 1000)
