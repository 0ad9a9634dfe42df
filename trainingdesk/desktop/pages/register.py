"""The tabs of the main window, in order, and where each kind of thing is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

from sqlite_utils import Database

from trainingdesk.domain.invoices import InvoiceKind
from trainingdesk.storage import parties
from trainingdesk.storage.migrations.triggers import Found
from trainingdesk.storage.search import Hit

if TYPE_CHECKING:
    from trainingdesk.desktop.pages.page import Page


@dataclass(frozen=True, slots=True)
class Tab:
    """What a tab says before its page is made; `page` is `module.Class`, below this package."""

    title: str
    icon: str
    page: str


TABS: Mapping[str, Tab] = {
    "home": Tab("Accueil", "house", "home.HomePage"),
    "catalogue": Tab("Catalogue", "book-open", "catalogue.CataloguePage"),
    "clients": Tab("Clients", "users", "clients.ClientsPage"),
    "sessions": Tab("Sessions", "calendar-days", "sessions.SessionsPage"),
    "sales": Tab("Devis et factures", "receipt-euro", "sales.SalesPage"),
    "teaching": Tab("Formateurs et salles", "graduation-cap", "teaching.TeachingPage"),
    "reports": Tab("États et bilans", "chart-column", "reports.ReportsPage"),
}
"""The tabs by the name of their page, from left to right."""


def page_class(name: str) -> "type[Page]":
    """Return the class of a page; what it leans on is loaded by then."""
    module, class_name = TABS[name].page.split(".")
    whole = import_module(f"trainingdesk.desktop.pages.{module}")
    return cast("type[Page]", getattr(whole, class_name))


PLACES = {
    Found.COURSE: ("catalogue", ""),
    Found.CLIENT: ("clients", "clients"),
    Found.CONTACT: ("clients", "clients"),
    Found.TRAINEE: ("clients", "trainees"),
    Found.FUNDER: ("clients", "funders"),
    Found.TRAINER: ("teaching", "trainers"),
    Found.VENUE: ("teaching", "venues"),
    Found.SESSION: ("sessions", ""),
    Found.PROPOSAL: ("sales", "proposals"),
    Found.INVOICE: ("sales", "invoices"),
    Found.AGREEMENT: ("sales", "agreements"),
    Found.SUPPLIER_BILL: ("sales", "supplier_bills"),
}
"""The page and list that show what a search found."""


def place_of(db: Database, hit: Hit) -> tuple[str, str]:
    """Return the page and list that show a hit; credit notes have a list of their own."""
    page, view = PLACES[hit.kind]
    if hit.kind is Found.INVOICE:
        kind = db.execute("select kind from invoice where id = ?", [hit.id]).fetchone()
        if kind and kind[0] == InvoiceKind.CREDIT_NOTE:
            return page, "credit_notes"
    return page, view


def row_shown(db: Database, hit: Hit) -> int:
    """Return the id of the row that shows a hit: a contact is shown with its client."""
    if hit.kind is Found.CONTACT:
        return parties.CONTACTS.get(db, hit.id).client_id
    return hit.id
