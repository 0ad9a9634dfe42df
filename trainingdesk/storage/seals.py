"""The office's seal in the file."""

from datetime import date

from sqlite_utils import Database

from trainingdesk.domain.seals import OfficeSeal, SealScope
from trainingdesk.storage.rows import Table

SEALS = Table("office_seal", OfficeSeal)


def office_seal(db: Database) -> OfficeSeal | None:
    """Return the seal that the office chose, if any."""
    found = SEALS.where(db)
    return found[0] if found else None


def scope(db: Database) -> SealScope:
    """Return which papers bear the seal; the certificate is not read."""
    found = db.execute("select scope from office_seal").fetchone()
    return SealScope(found[0]) if found else SealScope.NOTHING


def ends_on(db: Database) -> date | None:
    """Return the last day of the certificate of a seal that is in use."""
    found = db.execute(
        "select certificate_valid_until from office_seal where scope <> 'nothing'"
    ).fetchone()
    return date.fromisoformat(found[0]) if found else None


def put(db: Database, seal: OfficeSeal | None) -> None:
    """Make this the office's seal, in the place of any other; nothing leaves it without."""
    db.execute("delete from office_seal")
    if seal is not None:
        SEALS.insert(db, seal)
