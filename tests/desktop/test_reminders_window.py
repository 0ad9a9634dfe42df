"""Late payers in the window: the letters ticked, issued, mailed and taken back."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog

from tests.support.desk_hands import plain, press
from trainingdesk.desktop.preview import PreviewPane
from trainingdesk.desktop.reminders_window import NOBODY, RemindersWindow
from trainingdesk.domain.aged_balance import PayerKey
from trainingdesk.domain.invoices import Invoice, InvoiceLine
from trainingdesk.domain.lines import Line
from trainingdesk.domain.reminders import Level
from trainingdesk.services import invoicing, reminders, reminders_papers

SOLD = date(2026, 5, 20)
NARROWEST = 1200


@pytest.fixture
def owing(filled):
    """An office that waits for the money of two clients."""
    filled.bills = []
    filled.clock.day = SOLD
    for client, price in ((filled.town_hall, "2000"), (filled.individual, "690")):
        line = InvoiceLine(line=Line(label="Formation", unit_price=D(price)))
        draft = invoicing.save_draft(filled.office, Invoice(client_id=client, lines=(line,)))
        invoicing.issue(filled.office, draft.saved_id, SOLD)
        filled.bills.append(draft.saved_id)
    filled.clock.day = date(2026, 6, 29)
    return filled


@pytest.fixture
def letters(owing, window):
    dialog = RemindersWindow(window)
    dialog.show()
    return dialog


def rows(tree):
    items = [tree.topLevelItem(place) for place in range(tree.topLevelItemCount())]
    return [[plain(item.text(column)) for column in range(3)] for item in items]


def done(qtbot, window):
    qtbot.waitUntil(lambda: not window.jobs.is_busy, timeout=30000)


def test_each_late_payer_has_a_line_ticked_once_its_delay_has_run(letters):
    assert [row[:2] for row in rows(letters.late)] == [
        ["Mme Zoé Łukasiewicz", "Première relance"],
        ["Mairie d’Évian-la-Forêt", "Première relance"],
    ]
    assert len(letters.ticked) == 2
    assert letters._send.text() == "Éditer les lettres cochées (2)"


def test_the_ticked_letters_are_issued_and_listed(qtbot, window, letters):
    letters.late.topLevelItem(0).setCheckState(0, Qt.CheckState.Unchecked)
    press(letters, "Éditer les lettres")
    done(qtbot, window)
    assert [row[1] for row in rows(letters.went)] == ["Mairie d’Évian-la-Forêt"]
    assert [row[1] for row in rows(letters.late)] == ["Première relance", "Seconde relance"]
    assert [each.name for each in letters.ticked] == ["Mme Zoé Łukasiewicz"]
    assert "1 lettre de relance éditée" in plain(window.statusBar().currentMessage())


def test_a_letter_is_looked_at_before_it_leaves(letters):
    letters.late.setCurrentItem(letters.late.topLevelItem(0))
    press(letters, "Aperçu de la lettre")
    (shown,) = [one for one in letters.findChildren(QDialog) if one.findChildren(PreviewPane)]
    assert "rien n’est envoyé" in shown.windowTitle()
    assert rows(letters.went) == []


def test_a_letter_that_left_is_mailed_and_taken_back(qtbot, window, owing, letters, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    payer = PayerKey(client_id=owing.town_hall)
    reminders.send(owing.office, payer, Level.FIRST)
    letters.read()
    press(letters, "Courriel avec la lettre")
    assert opened == []
    letters.went.topLevelItem(0).setSelected(True)
    press(letters, "Courriel avec la lettre")
    done(qtbot, window)
    assert [path.endswith(".eml") for path in opened] == [True]
    letters.went.topLevelItem(0).setSelected(True)
    press(letters, "Annuler l’envoi")
    assert rows(letters.went) == []
    assert len(letters.ticked) == 2


def test_a_longer_delay_unticks_what_is_not_due_by_it(letters, owing):
    letters.fields["first"].setValue(20)
    assert letters.ticked == []
    assert reminders_papers.delays(owing.office).first == 20


def test_the_statement_of_a_payer_is_shown(window, letters, monkeypatch):
    shown = []
    monkeypatch.setattr(window, "show_paper", lambda key, about: shown.append((key, about)))
    letters.late.setCurrentItem(None)
    letters.show_statement()
    assert shown == []
    letters.late.setCurrentItem(letters.late.topLevelItem(0))
    press(letters, "Relevé de compte")
    assert shown[0][0] == "account_statement"


def test_an_office_that_is_paid_has_nobody_to_remind(window, filled):
    dialog = RemindersWindow(window)
    assert plain(dialog._head.text()) == plain(NOBODY)
    assert dialog._none_went.isVisibleTo(dialog)
    assert dialog.minimumSizeHint().width() < NARROWEST, "it fits on a small screen"
    assert not dialog._send.isEnabled()


def test_the_button_of_a_late_invoice_opens_its_payer(window, owing):
    window.go_to("sales", owing.bills[1], "invoices")
    press(window, "Relancer…")
    (dialog,) = window.findChildren(RemindersWindow)
    assert dialog.late.currentItem().text(0) == "Mme Zoé Łukasiewicz"


def test_an_invoice_that_is_not_late_has_no_such_button(window, owing):
    owing.clock.day = SOLD + timedelta(days=3)
    window.go_to("sales", owing.bills[0], "invoices")
    texts = [one.text() for one in window.findChildren(type(RemindersWindow(window)._send))]
    assert "Relancer…" not in texts
