"""What was sent outside the program."""

from sqlite_utils import Database

from trainingdesk.domain.sendings import Sending, SendingItem
from trainingdesk.storage.rows import Table

SENDINGS = Table("sending", Sending)


def note(db: Database, sending: Sending) -> None:
    """Write that something was sent; what was noted of it before gives way to the new day."""
    db.execute(
        "delete from sending where item = ? and agreement_id is ? and enrolment_id is ?",
        [sending.item, sending.agreement_id, sending.enrolment_id],
    )
    SENDINGS.insert(db, sending)


def forget(db: Database, item: SendingItem, enrolment_id: int) -> None:
    """Take back that something was sent to a person."""
    db.execute("delete from sending where item = ? and enrolment_id = ?", [item, enrolment_id])
