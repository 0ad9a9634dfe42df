"""The money of a session: its price, who funds it, what was invoiced, what it costs."""

from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QTabWidget, QWidget

from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.costs import costs_view
from trainingdesk.desktop.details.missions import missions_view
from trainingdesk.desktop.details.parts import button, row
from trainingdesk.desktop.widgets.detail import facts, small_table, stacked
from trainingdesk.desktop.widgets.lazy import Lazy
from trainingdesk.desktop.widgets.price_split import split_view
from trainingdesk.domain.session_file import SessionFile
from trainingdesk.french import euros
from trainingdesk.storage import sales

FRONT = "money_front"
"""The property of the window that remembers which part was in front."""


def money_view(desk: Desk, file: SessionFile) -> QWidget:
    """Return what a session brings, what it costs and what its trainers are paid."""
    tabs = QTabWidget()
    tabs.setDocumentMode(True)
    for caption, make in (
        ("Prix et factures", _prices_and_invoices),
        ("Coûts et marge", costs_view),
        ("Missions", missions_view),
    ):
        tabs.addTab(Lazy(partial(make, desk, file)), caption)
    if isinstance(desk, QWidget):
        tabs.setCurrentIndex(int(desk.property(FRONT) or 0))
        tabs.currentChanged.connect(lambda place: desk.setProperty(FRONT, place))
    return tabs


def _prices_and_invoices(desk: Desk, file: SessionFile) -> QWidget:
    session = file.session
    prices = facts(
        [
            ("Prix par personne", _price(session.price_per_person)),
            ("Prix du groupe", _price(session.price_for_group)),
        ]
    )
    add = button(
        "Ajouter une prise en charge",
        "hand-coins",
        lambda: desk.edit("funding", None, session_id=session.id),
    )
    split = Lazy(partial(split_view, desk, file))
    return stacked(prices, row(add), split, _invoices(desk, file), stretch=3)


def _invoices(desk: Desk, file: SessionFile) -> QWidget:
    db = desk.office.db
    made = sales.invoices_where(db, "session_id = ? order by id", [file.session.id])
    return small_table(
        ("Facture", "Pour", "Total", "Reste dû"),
        [
            (
                invoice.number or "brouillon",
                invoice.recipient.name or _client_name(file, invoice.client_id),
                euros(invoice.sign * invoice.totals.total_ttc),
                euros(sales.balance(db, invoice.id or 0).remaining)
                if invoice.is_issued and invoice.sign > 0
                else "",
            )
            for invoice in made
        ],
        right=(2, 3),
        long=(1,),
        empty="Aucune facture. Le bouton du haut prépare celles de la session.",
        opened=lambda place: desk.go_to("sales", made[place].id or 0, "invoices"),
    )


def _price(amount: Decimal | None) -> str:
    return euros(amount) if amount is not None else ""


def _client_name(file: SessionFile, client_id: int) -> str:
    return next((p.client.display_name for p in file.participants if p.client.id == client_id), "")
