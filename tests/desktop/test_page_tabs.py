"""Pages are made when their tab is first opened, and behave as if they had always been there."""

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QAction

from trainingdesk.desktop.main_window import MainWindow
from trainingdesk.desktop.pages.page import Page
from trainingdesk.desktop.pages.register import TABS, page_class
from trainingdesk.domain.parties import Client, ClientKind
from trainingdesk.services import parties
from trainingdesk.storage.migrations.triggers import Found
from trainingdesk.storage.search import Hit


def opened(window):
    return [page.name for page in window.pages.made()]


def titles(window):
    return [window.tabs.tabText(place) for place in range(window.tabs.count())]


@pytest.mark.parametrize("name", TABS)
def test_a_tab_says_beforehand_what_its_page_says_of_itself(name):
    page, tab = page_class(name), TABS[name]
    assert (page.name, page.title, page.icon) == (name, tab.title, tab.icon)


def test_at_the_start_only_the_page_in_front_is_made(window):
    assert opened(window) == ["home"]
    assert titles(window) == [tab.title for tab in TABS.values()]


def test_at_the_start_the_page_that_was_left_is_the_only_one_made(office, qtbot):
    QSettings().setValue("window/tab", "sales")
    window = MainWindow(office)
    window.show()
    assert opened(window) == ["sales"]
    assert window.tabs.currentWidget() is window.pages["sales"]
    assert window.pages["sales"].pane.isVisible()
    window.close()


def test_a_click_on_a_tab_makes_its_page_and_reads_its_list(window, filled):
    window.tabs.setCurrentIndex(list(TABS).index("sessions"))
    assert opened(window) == ["home", "sessions"]
    page = window.pages["sessions"]
    assert page.isVisible()
    assert page.pane.model.rowCount() == 1
    assert window.tabs.count() == len(TABS)


def test_the_status_bar_counts_what_a_page_made_just_now_shows(window):
    window.tabs.setCurrentIndex(list(TABS).index("sessions"))
    assert window.pages["sessions"].status
    assert window._count.text() == window.pages["sessions"].status


def test_each_tab_keeps_its_place_when_pages_are_opened_backwards(window):
    for place in reversed(range(len(TABS))):
        window.tabs.setCurrentIndex(place)
    assert titles(window) == [tab.title for tab in TABS.values()]
    assert [window.tabs.widget(place) for place in range(len(TABS))] == list(window.pages.values())


def test_going_to_a_row_makes_the_page_that_shows_it(window, filled):
    window.go_to("clients", filled.town_hall, "clients")
    assert window.tabs.currentWidget() is window.pages["clients"]
    assert window.pages["clients"].pane.chosen_id == filled.town_hall


def test_what_the_search_found_is_shown_on_a_page_that_was_never_opened(window, filled):
    window.search.found.emit(Hit(Found.SESSION, filled.session, "", ""))
    assert window.tabs.currentWidget() is window.pages["sessions"]
    assert window.pages["sessions"].pane.chosen_id == filled.session


def test_a_page_opened_after_a_change_shows_it(window, filled):
    client = Client(name="Fonderie Neuve", kind=ClientKind.COMPANY)
    made = window.perform(lambda: parties.save_client(filled.office, client))
    assert opened(window) == ["home"]
    window.go_to("clients", made.saved_id, "clients")
    assert window.pages["clients"].pane.chosen_row["name"] == "Fonderie Neuve"


def test_a_page_is_made_once(window):
    assert window.pages["reports"] is window.pages["reports"]
    assert isinstance(window.pages["reports"], Page)


def test_asking_for_a_page_leaves_the_front_where_it_is(window, qtbot):
    with qtbot.assertNotEmitted(window.tabs.currentChanged):
        page = window.pages["teaching"]
    assert window.tabs.currentWidget() is window.pages["home"]
    assert not page.isVisible()


def test_a_name_is_known_without_making_its_page(window):
    assert "reports" in window.pages
    assert "elsewhere" not in window.pages
    assert opened(window) == ["home"]


def test_the_view_menu_leads_to_every_page(window):
    for name, tab in TABS.items():
        (action,) = (each for each in window.findChildren(QAction) if each.text() == tab.title)
        action.trigger()
        assert window.tabs.currentWidget() is window.pages[name]


def test_refreshing_reads_the_page_in_front_again(window, filled):
    window.tabs.setCurrentIndex(list(TABS).index("sessions"))
    filled.office.db.execute("update training_session set title = 'Renommée'")
    window.refresh()
    assert window.pages["sessions"].pane.model.record(0)["title"] == "Renommée"
