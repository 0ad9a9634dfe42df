"""Disciplinary cases, in the file."""

from sqlite_utils import Database

from trainingdesk.domain.discipline import DisciplinaryCase
from trainingdesk.storage.rows import Table

CASES = Table("disciplinary_case", DisciplinaryCase)


def cases_of(db: Database, session_id: int) -> list[DisciplinaryCase]:
    """Return the cases of a session's people, oldest first."""
    return CASES.where(
        db,
        "enrolment_id in (select id from enrolment where session_id = ?) order by happened_on, id",
        [session_id],
    )


def open_cases(db: Database) -> list[DisciplinaryCase]:
    """Return the cases that are not closed, oldest first."""
    return CASES.where(db, "closed_on is null order by happened_on, id")
