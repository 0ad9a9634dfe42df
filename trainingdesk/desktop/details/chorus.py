"""What Chorus Pro said of an invoice, and the button that notes what it says next."""

from functools import partial

from PySide6.QtWidgets import QWidget

from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.parts import button, day_of, row
from trainingdesk.desktop.widgets.detail import small_table, stacked
from trainingdesk.desktop.widgets.shown import capital
from trainingdesk.domain.labels import label
from trainingdesk.services import chorus
from trainingdesk.storage import chorus as store


def chorus_view(desk: Desk, invoice_id: int) -> QWidget:
    """Return the statuses that the portal gave, the first first."""
    events = store.events_of(desk.office.db, invoice_id)
    caption = "Noter le dépôt" if chorus.to_deposit(desk.office, invoice_id) else "Noter un état"
    add = button(caption, "send", partial(desk.edit, "chorus_event", None, invoice_id=invoice_id))
    table = small_table(
        ("Depuis le", "État", "Précisions"),
        [(day_of(one.day), capital(label(one.status)), one.words) for one in events],
        long=(2,),
        empty="La facture n’est pas encore déposée sur Chorus Pro.",
    )
    return stacked(row(add), table, stretch=1)
