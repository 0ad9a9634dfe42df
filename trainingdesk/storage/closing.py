"""What still runs about a session, and why it was opened again."""

from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from trainingdesk.storage.rows import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopening:
    """Why a session that was closed was opened again."""

    session_id: int
    closed_on: date
    reopened_on: date
    reason: str
    id: int | None = None


REOPENINGS = Table("session_reopening", Reopening)


def reopenings_of(db: Database, session_id: int) -> list[Reopening]:
    """Return when a session was opened again, oldest first."""
    return REOPENINGS.where(db, "session_id = ? order by id", [session_id])


def unanswered(db: Database, session_id: int) -> int:
    """Return how many questionnaires of the last day were handed out and have no answer."""
    return _count(
        db,
        "answer_sheet where session_id = ? and kind = 'hot' and answered_on is null",
        session_id,
    )


def open_incidents(db: Database, session_id: int) -> int:
    """Return how many incidents of the learning platform are not solved."""
    return _count(db, "platform_incident where session_id = ? and fixed_at is null", session_id)


def open_cases(db: Database, session_id: int) -> int:
    """Return how many disciplinary cases go on."""
    return _count(
        db,
        "disciplinary_case c join enrolment e on e.id = c.enrolment_id"
        " where e.session_id = ? and c.closed_on is null",
        session_id,
    )


def _count(db: Database, rows: str, session_id: int) -> int:
    (count,) = db.execute(f"select count(*) from {rows}", [session_id]).fetchone()
    return int(count)
