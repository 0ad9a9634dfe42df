"""Missions of trainers in the file, and the sessions that trainers have slots in."""

from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from trainingdesk.domain.missions import Mission
from trainingdesk.domain.sessions import SessionState
from trainingdesk.domain.teaching import TrainerKind
from trainingdesk.storage.rows import Table, from_row

MISSIONS = Table("mission", Mission)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A trainer's part of a session, told by its slots; `mission_id` once one was written."""

    session_id: int
    trainer_id: int
    trainer: str
    kind: TrainerKind
    number: str
    title: str
    state: SessionState
    first_day: date
    last_day: date
    mission_id: int | None = None
    sent_on: date | None = None
    signed_on: date | None = None


_ASSIGNMENTS = """
    select s.id as session_id, t.id as trainer_id,
        trim(t.first_name || ' ' || t.last_name) as trainer, t.kind, s.number, s.title, s.state,
        min(l.day) as first_day, max(l.day) as last_day,
        m.id as mission_id, m.sent_on, m.signed_on
    from slot_trainer x join slot l on l.id = x.slot_id
        join training_session s on s.id = l.session_id
        join trainer t on t.id = x.trainer_id
        left join mission m on m.session_id = s.id and m.trainer_id = t.id
    where {where}
    group by s.id, t.id
"""


def mission_of(db: Database, session_id: int, trainer_id: int) -> Mission | None:
    """Return the mission of a trainer in a session, or `None` while none was written."""
    found = MISSIONS.where(db, "session_id = ? and trainer_id = ?", [session_id, trainer_id])
    return found[0] if found else None


def of_trainer(db: Database, trainer_id: int) -> list[Assignment]:
    """Return what a trainer was given to teach, the latest first."""
    sql = _ASSIGNMENTS.format(where="x.trainer_id = ?") + " order by first_day desc, s.id desc"
    return [from_row(Assignment, row) for row in db.query(sql, [trainer_id])]


def of_session(db: Database, session_id: int) -> list[Assignment]:
    """Return who teaches in a session, in the order they come."""
    sql = _ASSIGNMENTS.format(where="s.id = ?") + " order by first_day, t.sort_name"
    return [from_row(Assignment, row) for row in db.query(sql, [session_id])]


def coming(db: Database, today: date) -> list[Assignment]:
    """Return what is still to be taught, in sessions that stand."""
    stands = "s.state in ('planned', 'confirmed') and t.archived_on is null and s.ends_on >= ?"
    sql = _ASSIGNMENTS.format(where=stands) + " order by first_day, s.id, t.sort_name"
    return [from_row(Assignment, row) for row in db.query(sql, [today.isoformat()])]
