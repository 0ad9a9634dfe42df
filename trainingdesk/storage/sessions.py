"""Sessions, slots, enrolments, attendance and fundings in the file."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlite_utils import Database

from trainingdesk.domain.attendance import Attendance, ObjectiveResult, Result
from trainingdesk.domain.sessions import (
    Enrolment,
    EnrolmentStep,
    Funding,
    Slot,
    TrainingSession,
    WaitingEntry,
)
from trainingdesk.storage.rows import Table, from_row

SESSIONS = Table("training_session", TrainingSession)
SLOTS = Table("slot", Slot)
ENROLMENTS = Table("enrolment", Enrolment)
STEPS = Table("enrolment_step", EnrolmentStep)
WAITING = Table("waiting_entry", WaitingEntry)
FUNDINGS = Table("funding", Funding)
_ATTENDANCE = Table("attendance", Attendance)


def slots_of(db: Database, session_id: int) -> tuple[Slot, ...]:
    """Return the slots of a session in time order, with who teaches each."""
    trainers: defaultdict[int, list[int]] = defaultdict(list)
    for slot_id, trainer_id in db.execute(
        "select t.slot_id, t.trainer_id from slot_trainer t join slot s on s.id = t.slot_id"
        " where s.session_id = ? order by t.slot_id, t.trainer_id",
        [session_id],
    ):
        trainers[slot_id].append(trainer_id)
    rows = db.query("select * from slot where session_id = ? order by day, starts_at", [session_id])
    return tuple(from_row(Slot, row, trainer_ids=tuple(trainers[row["id"]])) for row in rows)


def save_slots(db: Database, session_id: int, slots: Iterable[Slot]) -> None:
    """Make these the slots of a session: known ones are written, new ones added, others removed."""
    kept = []
    for slot in slots:
        if slot.id is None:
            slot_id = SLOTS.insert(db, slot, session_id=session_id)
        else:
            slot_id = SLOTS.update(db, slot)
        kept.append(slot_id)
        _save_trainers(db, slot_id, set(slot.trainer_ids))
    marks = ", ".join("?" * len(kept))
    db.execute(
        f"delete from slot where session_id = ? and id not in ({marks})", [session_id, *kept]
    )
    days = [slot.day for slot in slots_of(db, session_id)]
    if days:
        session = SESSIONS.get(db, session_id)
        SESSIONS.update(db, replace(session, starts_on=min(days), ends_on=max(days)))


def _save_trainers(db: Database, slot_id: int, wanted: set[int]) -> None:
    """Write only what changes: undoing an earlier step must not bring back who taught then."""
    taught = {
        trainer_id
        for (trainer_id,) in db.execute(
            "select trainer_id from slot_trainer where slot_id = ?", [slot_id]
        )
    }
    for trainer_id in sorted(taught - wanted):
        db.execute(
            "delete from slot_trainer where slot_id = ? and trainer_id = ?", [slot_id, trainer_id]
        )
    for trainer_id in sorted(wanted - taught):
        db.execute("insert into slot_trainer values (?, ?)", [slot_id, trainer_id])


def follow_slots(db: Database, after: int, until: int) -> None:
    """Set the first and last day of the sessions whose slots a stretch of the history changed."""
    db.execute(
        "update training_session as t set"
        " starts_on = (select min(day) from slot s where s.session_id = t.id),"
        " ends_on = (select max(day) from slot s where s.session_id = t.id)"
        " where id in (select json_extract(coalesce(h.after, h.before), '$.session_id')"
        " from history h where h.table_name = 'slot' and h.id > ? and h.id <= ?)"
        " and exists (select 1 from slot s where s.session_id = t.id)",
        [after, until],
    )


def enrolments_of(db: Database, session_id: int) -> list[Enrolment]:
    """Return the enrolments of a session in the order of the trainees' names."""
    return ENROLMENTS.where(
        db,
        "session_id = ? order by"
        " (select sort_name from trainee t where t.id = trainee_id) nulls last, id",
        [session_id],
    )


def save_enrolment(db: Database, enrolment: Enrolment, on: date) -> int:
    """Write an enrolment and, where its state is another, since when; return its id.

    The first state counts from the enrolment's own day, one that ends it from the day it ended.
    """
    enrolment_id = ENROLMENTS.save(db, enrolment)
    steps = STEPS.where(db, "enrolment_id = ? order by id desc limit 1", [enrolment_id])
    if not steps or steps[0].state is not enrolment.state:
        since = enrolment.left_on or on if steps else enrolment.enrolled_on or on
        STEPS.insert(
            db, EnrolmentStep(enrolment_id=enrolment_id, state=enrolment.state, since=since)
        )
    return enrolment_id


def hand_over(db: Database, enrolment_id: int, new_id: int, session_id: int) -> None:
    """Give the questionnaires and the platform account of a seat to one in another session."""
    db.execute(
        "update answer_sheet set enrolment_id = ?, session_id = ? where enrolment_id = ?",
        [new_id, session_id, enrolment_id],
    )
    db.execute(
        "update platform_access set enrolment_id = ? where enrolment_id = ?",
        [new_id, enrolment_id],
    )


def steps_of(db: Database, session_id: int) -> dict[int, list[EnrolmentStep]]:
    """Return the states that each enrolment of a session went through, oldest first."""
    steps: defaultdict[int, list[EnrolmentStep]] = defaultdict(list)
    for step in STEPS.where(
        db,
        "enrolment_id in (select id from enrolment where session_id = ?) order by id",
        [session_id],
    ):
        steps[step.enrolment_id].append(step)
    return steps


def attendance_of(db: Database, session_id: int) -> dict[int, dict[int, Attendance]]:
    """Return the marks of a session, by enrolment and then by slot."""
    marks: defaultdict[int, dict[int, Attendance]] = defaultdict(dict)
    for mark in _ATTENDANCE.where(
        db, "enrolment_id in (select id from enrolment where session_id = ?)", [session_id]
    ):
        marks[mark.enrolment_id][mark.slot_id] = mark
    return marks


def save_marks(db: Database, marks: Iterable[Attendance]) -> None:
    """Write marks, replacing those of the same person and slot."""
    for mark in marks:
        db.execute(
            "delete from attendance where enrolment_id = ? and slot_id = ?",
            [mark.enrolment_id, mark.slot_id],
        )
        _ATTENDANCE.insert(db, mark)


def remove_mark(db: Database, enrolment_id: int, slot_id: int) -> None:
    """Make a cell of the sheet empty again."""
    db.execute(
        "delete from attendance where enrolment_id = ? and slot_id = ?", [enrolment_id, slot_id]
    )


def results_of(db: Database, enrolment_id: int) -> dict[int, Result]:
    """Return the results of one person, by objective."""
    rows = db.execute(
        "select objective_id, result from objective_result where enrolment_id = ?", [enrolment_id]
    )
    return {objective_id: Result(result) for objective_id, result in rows}


def save_results(db: Database, results: Iterable[ObjectiveResult]) -> None:
    """Write results, replacing those of the same person and objective."""
    for item in results:
        db.execute(
            "insert into objective_result values (?, ?, ?)"
            " on conflict (enrolment_id, objective_id) do update set result = excluded.result",
            [item.enrolment_id, item.objective_id, item.result],
        )


def remove_result(db: Database, enrolment_id: int, objective_id: int) -> None:
    """Make an objective one that was not assessed."""
    db.execute(
        "delete from objective_result where enrolment_id = ? and objective_id = ?",
        [enrolment_id, objective_id],
    )


def fundings_of(db: Database, session_id: int) -> list[Funding]:
    """Return the funders' agreements for a session."""
    return FUNDINGS.where(db, "session_id = ? order by id", [session_id])


def waiting_for(db: Database, session_id: int) -> list[WaitingEntry]:
    """Return who waits for a seat, first come first."""
    return WAITING.where(db, "session_id = ? order by since, id", [session_id])
