"""A month's invoices in the window: drafted, reviewed, issued together or not at all."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from tests.support.desk_hands import plain, press
from trainingdesk.desktop.month_billing_window import NO_MONTH, NOTHING, MonthBillingWindow
from trainingdesk.domain.addresses import Address
from trainingdesk.domain.sessions import SessionState
from trainingdesk.storage import parties, sales, sessions

END = date(2026, 5, 29)


@pytest.fixture
def closed(filled):
    """An office whose session of May is closed and not invoiced."""
    filled.attend()
    filled.clock.day = END
    db = filled.office.db
    session = sessions.SESSIONS.get(db, filled.session)
    sessions.SESSIONS.update(db, replace(session, state=SessionState.CLOSED, closed_on=END))
    db.commit()
    return filled


def read(qtbot, window):
    qtbot.waitUntil(lambda: not window.jobs.is_busy, timeout=30000)


@pytest.fixture
def month(closed, window, qtbot):
    dialog = MonthBillingWindow(window)
    dialog.show()
    read(qtbot, window)
    return dialog


def rows(month):
    tree = month.bills
    items = [tree.topLevelItem(place) for place in range(tree.topLevelItemCount())]
    return [[plain(item.text(column)) for column in (2, 4, 5)] for item in items]


def numbers(office):
    return [one.number for one in sales.invoices_where(office.db, "1 order by id")]


def test_an_office_without_closed_session_is_told(window, filled):
    dialog = MonthBillingWindow(window)
    assert plain(dialog._told.text()) == plain(NO_MONTH)
    assert not dialog._issue.isEnabled()
    assert not dialog._draft.isEnabled()


def test_a_month_is_drafted_reviewed_and_issued_whole(month, window, office, qtbot):
    assert plain(month.months.currentText()) == "Mai 2026"
    assert rows(month) == [
        ["Mairie d’Évian-la-Forêt", "2 070,00 €", "À préparer"],
        ["Mme Zoé Łukasiewicz", "690,00 €", "À préparer"],
    ]
    assert plain(month._told.text()) == "2 factures à préparer."
    assert not month._issue.isEnabled()
    press(month, "Préparer les brouillons")
    read(qtbot, window)
    assert [row[2] for row in rows(month)] == ["Prête", "Prête"]
    assert plain(month._issue.text()) == "Émettre 2 factures (2 760,00 €)"
    month._issue.click()
    read(qtbot, window)
    assert numbers(office) == ["F-2026-0001", "F-2026-0002"]
    assert month._told.text() == NOTHING


def test_what_is_held_back_is_grey_with_its_reason(month, window, office, qtbot, closed):
    person = parties.CLIENTS.get(office.db, closed.individual)
    parties.CLIENTS.update(office.db, replace(person, address=Address()))
    office.db.commit()
    press(month, "Préparer les brouillons")
    read(qtbot, window)
    assert "Adresse du client" in rows(month)[1][2]
    assert plain(month._told.text()).startswith("1 facture prête, 1 retenue")
    month._issue.click()
    read(qtbot, window)
    assert numbers(office) == ["F-2026-0001", None]


def test_only_what_is_ticked_leaves(month, window, office, qtbot):
    press(month, "Préparer les brouillons")
    read(qtbot, window)
    month.bills.topLevelItem(0).setCheckState(0, Qt.CheckState.Unchecked)
    assert plain(month._issue.text()) == "Émettre 1 facture (690,00 €)"
    month._issue.click()
    read(qtbot, window)
    assert numbers(office) == [None, "F-2026-0001"]


def type_day(month, qtbot, window, text):
    month.day.setText(text)
    month.day.editingFinished.emit()
    read(qtbot, window)


def test_the_day_of_the_invoices_is_chosen(month, window, office, qtbot):
    press(month, "Préparer les brouillons")
    read(qtbot, window)
    type_day(month, qtbot, window, "hier")
    assert month.day.text() == "28/05/2026"
    month._issue.click()
    read(qtbot, window)
    (first, _second) = sales.invoices_where(office.db, "1 order by id")
    assert first.issued_on == date(2026, 5, 28)


def test_nothing_leaves_on_a_day_nobody_can_read(month, window, office, qtbot):
    press(month, "Préparer les brouillons")
    read(qtbot, window)
    type_day(month, qtbot, window, "jamais")
    assert month.day.trouble.isVisible()
    assert not month._issue.isEnabled()
    month.issue()
    read(qtbot, window)
    assert numbers(office) == [None, None]
    type_day(month, qtbot, window, "29/05/2026")
    assert month._issue.isEnabled()


def test_two_windows_issue_a_month_once_and_the_later_one_shows_it(
    month, window, office, qtbot, monkeypatch
):
    told = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: told.append(plain(box.text())))
    press(month, "Préparer les brouillons")
    read(qtbot, window)
    other = MonthBillingWindow(window)
    other.show()
    read(qtbot, window)
    month._issue.click()
    other._issue.click()
    read(qtbot, window)
    assert numbers(office) == ["F-2026-0001", "F-2026-0002"]
    assert "est déjà émise" in told[0]
    assert other._told.text() == NOTHING


def test_a_window_that_was_closed_meanwhile_is_left_alone(month, window, qtbot):
    month.read()
    month.close()
    read(qtbot, window)
    assert window.isVisible()


def test_a_line_leads_to_its_session_then_to_its_paper(month, window, office, qtbot):
    month.bills.setCurrentItem(month.bills.topLevelItem(0))
    month.look()
    assert window.tabs.currentWidget() is window.pages["sessions"]
    press(month, "Préparer les brouillons")
    read(qtbot, window)
    shown = []
    month._desk.show_paper = lambda key, subject: shown.append((key, subject.invoice_id))
    month.bills.setCurrentItem(month.bills.topLevelItem(0))
    month.look()
    (draft, _other) = sales.invoices_where(office.db, "1 order by id")
    assert shown == [("invoice", draft.id)]
