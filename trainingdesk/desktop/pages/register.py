"""The tabs of the main window, in order, and where each kind of thing is shown."""

from trainingdesk.desktop.pages.page import Page
from trainingdesk.desktop.pages.sales import SalesPage
from trainingdesk.desktop.pages.sessions import SessionsPage
from trainingdesk.storage.migrations.triggers import Found

PAGES: tuple[type[Page], ...] = (SessionsPage, SalesPage)

PLACES = {
    Found.SESSION: ("sessions", ""),
    Found.PROPOSAL: ("sales", "proposals"),
    Found.INVOICE: ("sales", "invoices"),
    Found.AGREEMENT: ("sales", "agreements"),
}
"""The page and list that show what a search found."""
