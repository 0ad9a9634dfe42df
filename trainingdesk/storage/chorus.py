"""What became of invoices on Chorus Pro, in the file."""

from collections.abc import Sequence

from sqlite_utils import Database

from trainingdesk.domain.chorus import ChorusEvent
from trainingdesk.storage.rows import Table

EVENTS = Table("chorus_event", ChorusEvent)


def events_of(db: Database, invoice_id: int) -> Sequence[ChorusEvent]:
    """Return what the portal said of an invoice, the first first."""
    return EVENTS.where(db, "invoice_id = ? order by day, id", [invoice_id])
