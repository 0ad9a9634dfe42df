"""The tabs of the main window, in order, and where each kind of thing is shown."""

from sqlite_utils import Database

from trainingdesk.desktop.pages.catalogue import CataloguePage
from trainingdesk.desktop.pages.clients import ClientsPage
from trainingdesk.desktop.pages.home import HomePage
from trainingdesk.desktop.pages.page import Page
from trainingdesk.desktop.pages.reports import ReportsPage
from trainingdesk.desktop.pages.sales import SalesPage
from trainingdesk.desktop.pages.sessions import SessionsPage
from trainingdesk.desktop.pages.teaching import TeachingPage
from trainingdesk.domain.invoices import InvoiceKind
from trainingdesk.storage import parties
from trainingdesk.storage.migrations.triggers import Found
from trainingdesk.storage.search import Hit

PAGES: tuple[type[Page], ...] = (
    HomePage,
    CataloguePage,
    ClientsPage,
    SessionsPage,
    SalesPage,
    TeachingPage,
    ReportsPage,
)

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
