"""All papers of a session in one go, of 12 and of 40 trainees, from five firms.

The floor writes as many pages, of attestations, through plain platypus: neither tagged nor
finished nor kept.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path

from bench_figures import Figure, figure, resident_megabytes, seconds
from bench_papers import plain

from trainingdesk.domain.attendance import Attendance, ObjectiveResult, Presence, Proof, Result
from trainingdesk.domain.paper_data import ParticipantPaper
from trainingdesk.domain.parties import ClientKind
from trainingdesk.domain.sessions import Enrolment, SessionState, Slot, TrainingSession
from trainingdesk.services import (
    agreeing,
    attending,
    invoicing,
    pack_files,
    packs,
    paper_data,
    planning,
    publishing,
)
from trainingdesk.services.office import Office
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage.database import unit_of_work

SIZES = (12, 40)
FIRMS = 5
RUNS = 3
MOST_MS = {40: 3000}
KINDS = (
    "convention",
    "joining_letter",
    "positioning_form",
    "attendance_sheet",
    "name_plates",
    "assessment_form",
    "hot_form",
    "completion_certificate",
    "training_attestation",
    "attendance_attestation",
    "invoice",
)
"""What leaves for a session of one course and several firms, from the first day to the last."""
HALVES = ((time(9), time(12, 30)), (time(13, 30), time(17)))


@dataclass(frozen=True)
class _Run:
    """What one run took, in seconds, and the most memory it held more than before, in megabytes."""

    took: float
    bare: float
    merged: float
    papers: int
    pages: int
    grown: float | None
    grown_merging: float | None


def pack(office: Office) -> list[Figure]:
    """Measure the papers made, kept and bound, and the memory that they take at most."""
    # The folder of files beside the office is another matter.
    office = replace(office, documents=None)
    made: list[Figure] = []
    for size in SIZES:
        # The first run only warms up.
        runs = [_run(office, size) for _ in range(RUNS + 1)][1:]
        papers, pages = runs[0].papers, runs[0].pages
        a_second = papers / min(run.took for run in runs)
        name = f"{papers} documents, {pages} pages, pour {size} stagiaires"
        made.append(
            figure(
                "pack",
                name,
                [run.took for run in runs],
                [run.bare for run in runs],
                floor_name="autant de pages par platypus simple",
                most_high=MOST_MS.get(size),
                note=f"{a_second:.0f} documents par seconde",
            )
        )
        made.append(figure("pack", f"les réunir en un PDF ({size})", [r.merged for r in runs]))
        made += _memory("mémoire en plus, au plus haut", size, [run.grown for run in runs])
        made += _memory("la même, en les réunissant", size, [run.grown_merging for run in runs])
    return made


def _memory(name: str, size: int, grown: Sequence[float | None]) -> list[Figure]:
    known = [each for each in grown if each is not None]
    return [Figure("pack", f"{name} ({size})", max(known), "Mo")] if known else []


def _run(office: Office, size: int) -> _Run:
    session_id = _ended_session(office, size)
    people = _attestations(office, session_id)
    made: list[packs.Pack] = []
    took, grown = _measured(
        lambda: made.append(packs.make_ready(office, session_id, _untold, kinds=KINDS))
    )
    new = [packed.paper for packed in made[0].papers if packed.is_new]
    pages = sum(paper.pages for paper in new)
    bare = seconds(lambda: [plain(people[number % len(people)]) for number in range(pages)])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tout.pdf"
        whole = packs.issued(office, session_id)
        merged, grown_merging = _measured(lambda: pack_files.write_merged(office, whole, path))
    return _Run(took, bare, merged, len(new), pages, grown, grown_merging)


def _measured(act: Callable[[], object]) -> tuple[float, float | None]:
    """Return how long something takes and the most memory held meanwhile, above what was held."""
    before = resident_megabytes()
    _forget_peak()
    took = seconds(act)
    peak = _peak_megabytes()
    return took, None if before is None or peak is None else max(0.0, peak - before)


def _untold(_done: int, _total: int, _what: str) -> None:
    """Tell nobody."""


def _attestations(office: Office, session_id: int) -> list[ParticipantPaper]:
    files = paper_data.reader(office)
    return [
        publishing.prepare(
            office,
            "training_attestation",
            Subject(enrolment_id=person.enrolment.id),
            files=files,
        ).data
        for person in files(session_id).seated
    ]


def _ended_session(office: Office, size: int) -> int:
    """Plan a session that ended, its people there, its agreements and invoices drafted."""
    session_id = _planned(office)
    firms = [
        row[0]
        for row in office.db.execute(
            "select c.id from client c join employment e on e.client_id = c.id"
            " where c.kind = ? group by c.id having count(*) >= ? order by c.id limit ?",
            [ClientKind.COMPANY, size // FIRMS + 1, FIRMS],
        )
    ]
    with unit_of_work(office.db):
        for place, firm in enumerate(firms):
            _enrol(office, session_id, firm, size // FIRMS + (place < size % FIRMS))
        _attend(office, session_id)
        for firm in firms:
            agreeing.draft_agreement(office, session_id, firm)
            invoicing.draft_for_session(office, session_id, firm)
    return session_id


def _planned(office: Office) -> int:
    days = _two_days_before(office.today())
    slots = [
        Slot(day=day, starts_at=starts_at, ends_at=ends_at, room_id=1, trainer_ids=(1,))
        for day in days
        for starts_at, ends_at in HALVES
    ]
    version_id, title = office.db.execute(
        "select course_version_id, title from training_session order by id desc limit 1"
    ).fetchone()
    session = TrainingSession(
        number="",
        course_version_id=version_id,
        title=title,
        state=SessionState.CONFIRMED,
        venue_id=1,
        room_id=1,
        price_per_person=Decimal(690),
    )
    return planning.plan_session(office, session, slots).saved_id


def _two_days_before(today: date) -> tuple[date, date]:
    """Return a Monday and a Tuesday of last week."""
    monday = today - timedelta(days=today.weekday() + 7)
    return monday, monday + timedelta(days=1)


def _enrol(office: Office, session_id: int, firm: int, count: int) -> None:
    people = office.db.execute(
        "select trainee_id from employment where client_id = ? order by trainee_id limit ?",
        [firm, count],
    ).fetchall()
    planning.enrol(
        office,
        [
            Enrolment(session_id=session_id, client_id=firm, trainee_id=row[0], employer_id=firm)
            for row in people
        ],
    )


def _attend(office: Office, session_id: int) -> None:
    file = paper_data.reader(office)(session_id)
    people = [person.enrolment.id or 0 for person in file.seated]
    slots = [slot.id or 0 for slot in file.slots]
    marks = [
        Attendance(enrolment_id=each, slot_id=slot, presence=Presence.PRESENT, proof=Proof.SIGNED)
        for each in people
        for slot in slots
    ]
    attending.record(office, session_id, marks)
    attending.sign_as_trainer(office, session_id, slots)
    results = [
        ObjectiveResult(enrolment_id=each, objective_id=goal.id or 0, result=Result.ACQUIRED)
        for each in people
        for goal in file.version.objectives
    ]
    attending.assess(office, session_id, results)


def _forget_peak() -> None:
    """Let the system count the most memory held anew."""
    if sys.platform.startswith("linux"):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _peak_megabytes() -> float | None:
    """Return the most memory held since it was counted anew, where the system tells it."""
    if not sys.platform.startswith("linux"):
        return None
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    (kilobytes,) = (line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    return int(kilobytes) / 1024


PARTS: dict[str, Callable[[Office], list[Figure]]] = {"pack": pack}
