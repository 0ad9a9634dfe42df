"""The catalogue, and sheets that come in from files."""

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QTableWidget

from tests.support.desk_hands import newest
from trainingdesk.desktop.import_review import ADD, LEAVE, RENEW, ImportReview, read_sheets
from trainingdesk.desktop.paper_window import PaperWindow
from trainingdesk.interchange.tables import TableFormat
from trainingdesk.services import publishing
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import catalogue
from trainingdesk.storage import office as identity

SHEET = """Animer une réunion utile

Référence : REU-01
Durée : 1 jour (7 heures)

Objectifs
- Préparer un ordre du jour
- Conclure par des décisions

Public
- Responsables d’équipe

Programme
Matin
1. Préparer
- Qui, quoi, combien de temps

Une ligne que personne ne comprend zzz
"""
TERMS = "\nConditions générales de vente\n\nArticle 1. Objet\nLes présentes règles.\n"


@pytest.fixture
def page(window):
    window.tabs.setCurrentWidget(window.pages["catalogue"])
    return window.pages["catalogue"]


def review(qtbot, window, *paths):
    read_sheets(window, paths)
    qtbot.waitUntil(lambda: window.findChild(ImportReview) is not None)
    return newest(window, ImportReview)


def tab(page, caption):
    tabs = page.detail.tabs
    number = [tabs.tabText(n) for n in range(tabs.count())].index(caption)
    tabs.setCurrentIndex(number)
    return tabs.widget(number)


def test_it_shows_a_course_by_its_sheet(page, qtbot):
    preview = tab(page, "Aperçu")
    qtbot.waitUntil(lambda: preview.document.pageCount() > 0)
    assert page.pane.chosen_row["sessions"] == 1


def test_it_tells_what_the_sheet_lacks_first(page, filled):
    table = tab(page, "Complétude").findChild(QTableWidget)
    subject = Subject(course_version_id=filled.version)
    missing = publishing.prepare(filled.office, "course_sheet", subject).missing
    marks = [table.item(row, 1).text() for row in range(table.rowCount())]
    assert marks == ["manque"] * len(missing) + ["✓"] * (table.rowCount() - len(missing))
    assert table.item(0, 1).toolTip().startswith("Pourquoi ?")


def test_its_sessions_open_on_their_page(page, window, filled, qtbot):
    table = tab(page, "Sessions").findChild(QTableWidget)
    table.setCurrentCell(0, 0)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert window.tabs.currentWidget() is window.pages["sessions"]
    assert window.pages["sessions"].pane.chosen_id == filled.session


def test_a_course_is_archived_and_taken_back(page, window, filled):
    buttons = {button.text: button for button in page.buttons()}
    buttons["Archiver"].act()
    assert page.pane.model.rowCount() == 0
    page.show_record(filled.course)
    assert page.pane.chosen_id == filled.course
    assert "Remettre" in {button.text for button in page.buttons()}
    window.undo()
    assert catalogue.COURSES.get(filled.office.db, filled.course).archived_on is None


@pytest.mark.parametrize("form", list(TableFormat))
def test_the_list_leaves_as_it_is_seen(page, qtbot, tmp_path, monkeypatch, form):
    path = tmp_path / f"Formations.{form}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))
    menu = page._export_menu()
    menu[0 if form is TableFormat.XLSX else 1][1]()
    qtbot.waitUntil(lambda: path.exists() and not page.desk.jobs.is_busy)
    title = page.pane.chosen_row["title"]
    if form is TableFormat.CSV:
        assert title in path.read_text("utf-8-sig").splitlines()[1]
    else:
        sheet = openpyxl.load_workbook(path).active
        assert [cell.value for cell in sheet[2]][1] == title


def test_a_sheet_is_looked_at_then_added(page, window, qtbot, tmp_path):
    file = tmp_path / "reunion.txt"
    file.write_text(SHEET, "utf-8")
    dialog = review(qtbot, window, file)
    (card,) = dialog.cards
    assert (card.action, card.code) == (ADD, "REU-01")
    dialog.save()
    qtbot.waitUntil(lambda: catalogue.course_with_code(window.office.db, "REU-01") is not None)
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 2)


def test_a_code_already_taken_makes_a_new_version(window, filled, qtbot, tmp_path):
    known = catalogue.COURSES.get(window.office.db, filled.course)
    file = tmp_path / "reunion.txt"
    file.write_text(SHEET.replace("REU-01", known.code), "utf-8")
    dialog = review(qtbot, window, file)
    (card,) = dialog.cards
    assert card.action == RENEW
    assert known.title in card._taken.text()
    card.rename("AUTRE-1")
    assert (card.action, card._taken.isVisible()) == (ADD, False)
    card.choose(LEAVE)
    assert not dialog._save.isEnabled()


def test_two_sheets_with_one_code_are_told(window, qtbot, tmp_path):
    files = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for file in files:
        file.write_text(SHEET, "utf-8")
    dialog = review(qtbot, window, *files)
    assert not dialog._save.isEnabled()
    assert "REU-01" in dialog._words.text()
    dialog.cards[1].choose(LEAVE)
    assert dialog._save.isEnabled()


def test_terms_after_a_sheet_may_become_the_offices_own(window, qtbot, tmp_path):
    file = tmp_path / "reunion.txt"
    file.write_text(SHEET + TERMS, "utf-8")
    dialog = review(qtbot, window, file)
    (card,) = dialog.cards
    assert "Article 1" in card.terms
    card.take_terms()
    dialog.save()
    day = window.office.today()
    qtbot.waitUntil(lambda: "Article 1" in identity.conditions_on(window.office.db, day).terms)
    qtbot.waitUntil(lambda: not window.jobs.is_busy)


def test_a_file_that_is_no_sheet_says_why(window, qtbot, tmp_path):
    file = tmp_path / "tableau.ods"
    file.write_bytes(b"")
    dialog = review(qtbot, window, file)
    assert dialog.cards[0].state() == ("no", "illisible")
    assert "PDF" in dialog.cards[0].file.trouble
    assert not dialog._save.isEnabled()


def test_a_copy_begins_with_the_same_sheet_under_no_code(page, window, filled):
    {button.text: button for button in page.buttons()}["Dupliquer"].act()
    sheet = newest(window).value.sheet
    known = catalogue.latest_version(filled.office.db, filled.course).sheet
    assert (sheet.code, sheet.objectives) == (None, known.objectives)
    assert sheet.title == f"{known.title} (copie)"


def test_a_version_opens_as_it_prints(page, window):
    tab(page, "Versions").findChild(QTableWidget).opened.emit(0, 0)
    assert newest(window, PaperWindow).windowTitle().startswith("Fiche programme")
