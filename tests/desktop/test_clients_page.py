"""Clients, trainees and funders, with all that belongs to them."""

import pytest
from PySide6.QtWidgets import QTableWidget

from tests.support.desk_hands import newest
from trainingdesk.desktop.paper_window import IssuedPaperWindow
from trainingdesk.domain.parties import ClientKind, Employment
from trainingdesk.services import parties, publishing
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import papers
from trainingdesk.storage.migrations.triggers import Found
from trainingdesk.storage.search import Hit


@pytest.fixture
def page(window):
    window.tabs.setCurrentWidget(window.pages["clients"])
    return window.pages["clients"]


def table(page, caption, place=0):
    tabs = page.detail.tabs
    number = [tabs.tabText(n) for n in range(tabs.count())].index(caption)
    tabs.setCurrentIndex(number)
    return tabs.widget(number).findChildren(QTableWidget)[place]


def cells(shown):
    return [
        [shown.item(row, column).text() for column in range(shown.columnCount())]
        for row in range(shown.rowCount())
    ]


@pytest.mark.parametrize(
    ("view", "count"),
    [("clients", 2), ("public_bodies", 1), ("individuals", 1), ("companies", 0), ("trainees", 4)],
)
def test_each_list_shows_its_own_kind(page, view, count):
    page.pane.show_view(view)
    assert page.pane.model.rowCount() == count


def test_a_client_shows_its_people_and_sessions(page, filled):
    parties.employ(
        filled.office, Employment(trainee_id=filled.trainees[0], client_id=filled.town_hall)
    )
    page.show_record(filled.town_hall, "clients")
    assert len(cells(table(page, "Contacts"))) == 1
    assert len(cells(table(page, "Personnes"))) == 1
    assert len(cells(table(page, "Sessions"))) == 1


def test_an_invoice_shows_what_is_owed(page, window, filled):
    filled.attend()
    (draft,) = filled.draft_invoices(filled.town_hall)
    window.broadcast(publishing.issue_invoice(filled.office, draft, anyway=True))
    page.show_record(filled.town_hall, "clients")
    assert page.pane.chosen_row["owed"] > 0
    (row,) = cells(table(page, "Ventes"))
    assert row[3] == row[2] != ""


def test_an_issued_paper_opens_byte_for_byte(page, window, filled, tmp_path):
    subject = Subject(enrolment_id=filled.enrolments[0])
    prepared = publishing.prepare(filled.office, "joining_letter", subject)
    done = publishing.issue(filled.office, prepared, anyway=True)
    done.file.unlink()
    page.show_record(filled.trainees[0], "trainees")
    table(page, "Documents").opened.emit(0, 0)
    shown = newest(window, IssuedPaperWindow)
    kept = papers.pdf_of(filled.office.db, done.id)
    shown._written(tmp_path / "copie.pdf")
    assert (tmp_path / "copie.pdf").read_bytes() == kept


def test_a_trainee_shows_the_hours_followed_and_employers(page, window, filled):
    filled.attend()
    parties.employ(
        filled.office, Employment(trainee_id=filled.trainees[0], client_id=filled.town_hall)
    )
    page.show_record(filled.trainees[0], "trainees")
    (seat,) = cells(table(page, "Sessions suivies"))
    assert seat[2] == "14\xa0h"
    table(page, "Employeurs").opened.emit(0, 0)
    assert (page.pane.view.key, page.pane.chosen_id) == ("clients", filled.town_hall)


def test_a_funder_shows_what_it_granted(page, filled):
    filled.fund("500")
    page.show_record(filled.funder, "funders")
    (row,) = cells(table(page, "Prises en charge"))
    assert row[3] == "500,00\xa0€"


def test_a_new_client_is_of_the_kind_that_was_chosen(page, window):
    entries = dict(page._new_menu())
    entries["Particulier"]()
    assert newest(window).value.kind is ClientKind.INDIVIDUAL


def test_a_contact_that_is_found_opens_its_client(page, window, filled):
    window._go_to_hit(Hit(Found.CONTACT, filled.contact, "", ""))
    assert (page.pane.view.key, page.pane.chosen_id) == ("clients", filled.town_hall)


def test_a_client_in_use_is_not_deleted_and_says_why(page, window, filled, monkeypatch):
    told = []
    monkeypatch.setattr("trainingdesk.desktop.errors.tell", lambda _w, error: told.append(error))
    page.show_record(filled.town_hall, "clients")
    {button.text: button for button in page.buttons()}["Supprimer"].act()
    assert "ne peut pas être supprimé" in str(told[0])
    assert page.pane.chosen_id == filled.town_hall


def test_the_detail_is_read_once_when_a_row_is_chosen(page, filled, monkeypatch):
    shown = []
    monkeypatch.setattr(page, "show_row", shown.append)
    page.read()
    assert shown == [page.pane.chosen_id]
