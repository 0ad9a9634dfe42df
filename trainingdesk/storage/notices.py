"""Who was told that a session is not held as planned, in the file."""

from sqlite_utils import Database

from trainingdesk.domain.notices import SessionNotice
from trainingdesk.domain.sessions import SessionState
from trainingdesk.storage.rows import Table

NOTICES = Table("session_notice", SessionNotice)


def notices_of(db: Database, session_id: int, state: SessionState) -> list[SessionNotice]:
    """Return who was told that a session came into a state."""
    return NOTICES.where(db, "session_id = ? and state = ? order by id", [session_id, state])


def forget(db: Database, session_id: int, state: SessionState) -> None:
    """Begin anew: a session that comes into a state again has to be told again."""
    db.execute("delete from session_notice where session_id = ? and state = ?", [session_id, state])
