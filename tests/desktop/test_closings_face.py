"""Months and years are closed, and archived, from «États et bilans»."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox, QPushButton, QTableWidget

from trainingdesk.services import closings, invoicing
from trainingdesk.storage import closings as store


@pytest.fixture
def page(window, filled, qtbot):
    """The closings of an office with invoices of May 2026, on 3 July."""
    filled.attend()
    filled.agree()
    for draft in filled.draft_invoices():
        filled.clock.day = date(2026, 5, 22)
        invoicing.issue(filled.office, draft)
    filled.clock.day = date(2026, 7, 3)
    reports = window.pages["reports"]
    window.tabs.setCurrentWidget(reports)
    reports.which.setCurrentIndex(reports.which.findText("Clôtures"))
    settle(window, qtbot)
    return reports


def settle(window, qtbot):
    qtbot.waitUntil(lambda: not window.jobs.is_busy)
    qtbot.waitUntil(lambda: window.pages["reports"].report is not None)


def buttons(page):
    return {
        button.text().strip().replace("\xa0", " "): button
        for button in page.tabs.widget(0).findChildren(QPushButton)
    }


@pytest.fixture
def agreed(monkeypatch):
    """Whoever is asked says yes; the questions."""
    questions = []

    def answer(_parent, _title, words):
        questions.append(words)
        return QMessageBox.StandardButton.Yes

    monkeypatch.setattr(QMessageBox, "question", answer)
    return questions


def test_nothing_closed_is_said(page):
    assert list(buttons(page)) == ["Clôturer mai 2026"]
    words = [shown.text() for shown in page.tabs.widget(0).findChildren(QLabel)]
    assert any("Aucune période" in said for said in words)
    assert not page.first.isVisible()


def test_a_month_is_closed_once_agreed(page, window, qtbot, agreed):
    buttons(page)["Clôturer mai 2026"].click()
    settle(window, qtbot)
    qtbot.waitUntil(lambda: "Clôturer juin 2026" in buttons(page))
    assert "ne s’annule pas" in agreed[0]
    table = page.tabs.widget(0).findChild(QTableWidget)
    assert [table.item(0, column).text() for column in (0, 1)] == ["Mai\xa02026", "1"]
    assert page._period.text().replace("\xa0", " ") == "Clôturé jusqu’au 31 mai 2026"


def test_who_thinks_again_closes_nothing(page, office, monkeypatch):
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.No)
    buttons(page)["Clôturer mai 2026"].click()
    assert store.every(office.db) == []


def test_a_year_is_closed_and_archived(page, window, filled, qtbot, agreed, monkeypatch, tmp_path):
    filled.clock.day = date(2027, 1, 4)
    for number in range(5, 13):
        closings.close_month(filled.office, date(2026, number, 1))
    page.read()
    qtbot.waitUntil(lambda: "Clôturer l’année 2026" in buttons(page))
    buttons(page)["Clôturer l’année 2026"].click()
    qtbot.waitUntil(lambda: "Clôturer l’année 2026" not in buttons(page))
    settle(window, qtbot)
    offered = []

    def choose(_parent, _title, name, _kind):
        offered.append(Path(name).name)
        return str(tmp_path / "2026"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    buttons(page)["Archiver l’année 2026…"].click()
    qtbot.waitUntil(lambda: not window.jobs.is_busy)
    assert offered == ["Archive 2026.zip"]
    assert (tmp_path / "2026.zip").stat().st_size > 1000
    assert len(agreed) == 1


def test_an_archive_that_nobody_names_is_not_written(page, filled, qtbot, monkeypatch, tmp_path):
    closings.close_month(filled.office, date(2026, 5, 1))
    page.read()
    qtbot.waitUntil(lambda: "Archiver l’année 2026…" in buttons(page))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    buttons(page)["Archiver l’année 2026…"].click()
    assert list(tmp_path.glob("*.zip")) == []
