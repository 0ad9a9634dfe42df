"""The staged payment of an agreement, as both sides agreed it before the start."""

from functools import partial

from PySide6.QtWidgets import QWidget

from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.parts import button, row
from trainingdesk.desktop.widgets.detail import small_table, stacked
from trainingdesk.domain.agreements import Agreement
from trainingdesk.french import euros, short_date
from trainingdesk.services import instalments
from trainingdesk.services.paper_data import Subject

NONE_YET = "Aucun échéancier : le prix se règle comme le disent les conditions de vente."


def schedule_tab(desk: Desk, record: Agreement) -> QWidget:
    """Return the instalments, and what can be done about them."""
    agreement_id = record.id or 0
    found = instalments.instalments_of(desk.office, agreement_id)
    table = small_table(
        ("Échéance", "Libellé", "Montant TTC"),
        [(short_date(part.due_on), part.label, euros(part.amount)) for part in found],
        right=(2,),
        empty=NONE_YET,
        opened=lambda _place: desk.edit("instalments", agreement_id),
    )
    change = partial(desk.edit, "instalments", agreement_id)
    paper = partial(desk.show_paper, "payment_schedule", Subject(agreement_id=agreement_id))
    buttons = (
        button("Modifier l’échéancier…", "pencil", change, enabled=not record.state.is_over),
        button("Voir le document", "eye", paper, enabled=bool(found)),
    )
    return stacked(row(*buttons), table, stretch=1)
