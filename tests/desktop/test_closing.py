"""Closing a session in the window: its checklist, the archive, and opening it again."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton

from tests.support.desk_hands import fill, newest, press, said
from tests.support.office_sample import AFTER
from trainingdesk.desktop.editors.closing import ClosingEditor
from trainingdesk.domain.sessions import SessionState
from trainingdesk.services import closing, publishing
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import sessions

REOPEN = "Rouvrir la session…"


@pytest.fixture
def page(window, filled):
    """Return the page of sessions, the one that is over chosen on it."""
    filled.attend()
    window.go_to("sessions", filled.session)
    QApplication.processEvents()
    return window.pages["sessions"]


def state_of(filled):
    return sessions.SESSIONS.get(filled.office.db, filled.session).state


def lines(editor):
    table = editor.ui.points.table
    return {table.item(row, 0).text(): table.item(row, 1).text() for row in range(table.rowCount())}


def test_what_lacks_is_shown_and_the_session_closed_all_the_same(window, page, filled):
    press(page, "Clôturer…")
    editor = newest(window)
    told = lines(editor)
    assert told["Émargement saisi"] == "fait"
    assert "Mairie" in told["Factures émises"]
    press(editor, "Clôturer quand même")
    assert state_of(filled) is SessionState.CLOSED


def test_a_point_leads_to_the_sub_tab_where_it_is_done(window, page):
    press(page, "Clôturer…")
    editor = newest(window)
    row = list(lines(editor)).index("Factures émises")
    editor.ui.points.table.opened.emit(row, 0)
    tabs = page.detail.tabs
    assert tabs.tabText(tabs.currentIndex()) == "Finances"
    assert not editor.isVisible()


def test_the_archive_is_offered_once_something_left(window, page, filled, qtbot):
    assert not ClosingEditor(window, filled.session).value.archive
    subject = Subject(session_id=filled.session)
    sheet = publishing.prepare(filled.office, "attendance_sheet", subject)
    publishing.issue(window.office, sheet, anyway=True)
    press(page, "Clôturer…")
    press(newest(window), "Clôturer quand même")
    qtbot.waitUntil(lambda: any(window.office.documents.rglob("Session*.zip")))
    assert state_of(filled) is SessionState.CLOSED


def test_it_is_opened_again_with_a_reason_only(window, page, filled):
    closing.close(filled.office, filled.session, anyway=True)
    window.go_to("sessions", filled.session)
    window.refresh()
    QApplication.processEvents()
    found = [b for b in page.detail.findChildren(QToolButton) if b.text() == "Plus"]
    (plus,) = (button for button in found if button.isVisible())
    {action.text(): action for action in plus.menu().actions()}[REOPEN].trigger()
    editor = newest(window)
    press(editor, "Rouvrir")
    assert "motif est gardé" in said(editor, "reason")
    assert state_of(filled) is SessionState.CLOSED
    fill(editor, reason="Feuille du mardi mal relue")
    press(editor, "Rouvrir")
    assert state_of(filled) is SessionState.CONFIRMED


def test_a_session_that_is_not_over_offers_no_closing(window, filled):
    assert filled.clock.day < AFTER
    window.go_to("sessions", filled.session)
    QApplication.processEvents()
    texts = [b.text() for b in window.pages["sessions"].detail.findChildren(QToolButton)]
    assert "Clôturer…" not in texts


def test_a_closed_session_is_shown_and_offers_nothing_that_would_change_it(window, page, filled):
    closing.close(filled.office, filled.session, anyway=True)
    window.edit("session", filled.session)
    editor = newest(window)
    seen = {b.text() for b in editor.findChildren(QPushButton) if b.isVisible()}
    assert "Enregistrer" not in seen
    assert {"Fermer", "Exporter .ics"} <= seen
    assert not editor.ui.title.isEnabled()
    assert not editor.ui.slot_table.isEnabled()
    assert any("rouvrez-la" in label.text() for label in editor.findChildren(QLabel))
    window.refresh()
    page.detail.tabs.setCurrentIndex(1)
    QApplication.processEvents()
    people = page.detail.tabs.currentWidget().findChildren(QPushButton)
    offered = {b.text(): (b.isEnabled(), b.toolTip()) for b in people}
    for words in ("Inscrire", "Inscrire une liste…", "Remplacer", "Mettre en attente"):
        enabled, hint = offered[words]
        assert (enabled, "rouvrez-la d’abord" in hint) == (False, True), words


def test_an_open_session_is_not_closed_by_choosing_a_state(window, filled):
    window.edit("session", filled.session)
    box = newest(window).ui.state
    assert [box.itemText(place) for place in range(box.count())] == [
        "Prévue",
        "Confirmée",
        "Reportée",
        "Annulée",
    ]
