"""Home, trainers and venues, reports."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QPushButton, QTableWidget

from trainingdesk.desktop.details import journal_face
from trainingdesk.desktop.main_window import MainWindow
from trainingdesk.desktop.pdf_window import ReportWindow
from trainingdesk.desktop.widgets.kept_papers import validity
from trainingdesk.domain.teaching import TrainerDocument, TrainerDocumentKind
from trainingdesk.services import invoicing, parties
from trainingdesk.services.changes import Kind, changed
from trainingdesk.services.office import create_office


def shown(window, name):
    window.tabs.setCurrentWidget(window.pages[name])
    return window.pages[name]


def lines(tree):
    """Return the texts of the leaves of the tree of duties."""
    found = []
    for part in range(tree.topLevelItemCount()):
        for group in range(tree.topLevelItem(part).childCount()):
            item = tree.topLevelItem(part).child(group)
            found += [item.child(n) for n in range(item.childCount())]
    return found


# Home -------------------------------------------------------------------------------------------


def test_home_opens_the_place_of_a_duty(window, filled, qtbot):
    filled.clock.day = date(2026, 5, 4)
    page = shown(window, "home")
    page.read()
    (line,) = lines(page.duties)
    assert line.text(1) == "aujourd’hui"
    page.duties.setCurrentItem(line)
    page.duties.itemActivated.emit(line, 0)
    assert window.tabs.currentWidget() is window.pages["sessions"]
    assert window.pages["sessions"].pane.chosen_id == filled.session


def test_home_reads_again_when_something_changed(window, filled):
    page = shown(window, "home")
    assert lines(page.duties) == []
    filled.attend()
    window.broadcast(changed("", Kind.SESSIONS))
    assert [line.text(0) for line in lines(page.duties)] == [
        "Éditer 4\xa0certificats de réalisation",
        "Facturer 2\xa0clients",
    ]


def test_home_tells_the_turnover_in_words(window, filled):
    filled.attend()
    (draft,) = filled.draft_invoices(filled.town_hall)
    invoicing.issue(filled.office, draft, filled.office.today())
    page = shown(window, "home")
    page.read()
    assert "mai\xa02026" in page.chart.accessibleDescription()
    page.chart.resize(520, 220)
    assert not page.chart.grab().isNull()


def test_an_empty_office_is_told_where_to_begin(qtbot, tmp_path):
    office = create_office(tmp_path / "Neuf.trainingdesk")
    window = MainWindow(office)
    window.show()
    page = shown(window, "home")
    words = [button.text() for button in page.findChildren(QPushButton)]
    assert words[0] == "Saisir l’identité de l’organisme"
    assert not page.duties.isVisible()
    window.close()
    office.close()


# Trainers and venues ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("until", "words", "ink"),
    [
        pytest.param(None, "sans terme", "", id="no end"),
        pytest.param(date(2026, 5, 17), "expirée depuis 1\xa0jour", "danger", id="ended"),
        pytest.param(date(2026, 5, 18), "expire aujourd’hui", "warning", id="today"),
        pytest.param(date(2026, 6, 17), "expire dans 30\xa0jours", "warning", id="soon"),
        pytest.param(date(2026, 6, 18), "valable", "success", id="later"),
    ],
)
def test_a_paper_says_how_long_it_is_good(until, words, ink):
    assert validity(until, date(2026, 5, 18)) == (words, ink)


def test_a_trainer_shows_file_and_planning(window, filled):
    paper = TrainerDocument(
        trainer_id=filled.trainer,
        kind=TrainerDocumentKind.QUALIOPI,
        valid_until=date(2026, 1, 1),
    )
    parties.save_trainer_document(filled.office, paper)
    page = shown(window, "teaching")
    page.read()
    file = page.detail.tabs.widget(0).findChild(QTableWidget)
    assert file.item(2, 0).text() == "Certificat Qualiopi"
    assert file.item(2, 1).text().startswith("expirée depuis")
    page.detail.tabs.setCurrentIndex(1)
    planning = page.detail.tabs.widget(1).findChild(QTableWidget)
    assert planning.rowCount() == 4


def test_a_venue_shows_rooms_and_planning(window, filled):
    page = shown(window, "teaching")
    page.show_record(filled.venue, "venues")
    assert page.detail.tabs.widget(0).rowCount() == 1
    page.detail.tabs.setCurrentIndex(1)
    assert page.detail.tabs.widget(1).findChild(QTableWidget).rowCount() == 4


# Reports ----------------------------------------------------------------------------------------


@pytest.fixture
def report(window, filled, qtbot):
    filled.attend()
    (draft,) = filled.draft_invoices(filled.town_hall)
    invoicing.issue(filled.office, draft, filled.office.today())
    page = shown(window, "reports")
    page.show_period(date(2026, 5, 1), date(2026, 5, 31))
    qtbot.waitUntil(lambda: page.report is not None and not window.jobs.is_busy)
    return page


def test_a_figure_opens_the_rows_behind_it(report, qtbot):
    titles = [report.tabs.tabText(n) for n in range(report.tabs.count())]
    report.tabs.setCurrentIndex(titles.index("Par client"))
    table = report.tabs.currentWidget().findChild(QTableWidget)
    table.setCurrentCell(0, 1)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    dialog = report.findChildren(QDialog)[-1]
    assert dialog.findChild(QTableWidget).rowCount() == 1


def test_a_row_opens_its_invoice(report, window):
    table = report.tabs.widget(1)
    table.opened.emit(0, 0)
    assert window.tabs.currentWidget() is window.pages["sales"]
    assert window.pages["sales"].pane.chosen_id == report.report.rows[0].id


def test_the_month_before_is_one_click_away(report, window, qtbot):
    report._step(-1)
    qtbot.waitUntil(lambda: report.report.first == date(2026, 4, 1))
    assert report.report.last == date(2026, 4, 30)
    report._step(1)
    qtbot.waitUntil(lambda: report.report.first == date(2026, 5, 1))


@pytest.mark.parametrize("form", range(3), ids=["pdf", "xlsx", "csv"])
def test_a_report_is_saved(report, window, qtbot, tmp_path, monkeypatch, form):
    path = tmp_path / "rapport"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))
    report._exports[form].click()
    qtbot.waitUntil(lambda: not window.jobs.is_busy, timeout=10_000)
    (file,) = tmp_path.glob("rapport.*")
    assert file.stat().st_size > 100


def test_a_period_that_ends_before_it_begins_is_told(report, window, qtbot):
    report.show_period(date(2026, 5, 31), date(2026, 5, 1))
    qtbot.waitUntil(report._trouble.isVisible)
    assert "avant de commencer" in report._trouble.text()
    report.first.setText("un jour")
    report.read()
    assert "01/11/2026" in report._trouble.text()


def test_a_report_is_seen_as_it_prints(report, window, qtbot):
    report._exports[3].click()
    qtbot.waitUntil(lambda: window.findChild(ReportWindow) is not None, timeout=10_000)
    qtbot.waitUntil(lambda: not window.jobs.is_busy)
    assert window.findChild(ReportWindow)._preview.document.pageCount() > 0


@pytest.mark.parametrize("row", [0, 5], ids=["invoices", "payments"])
def test_a_figure_of_the_summary_opens_what_it_counts(report, row):
    table = report.tabs.widget(0).findChild(QTableWidget)
    table.opened.emit(row, 1)
    assert report.findChildren(QDialog)[-1].windowTitle() == table.item(row, 0).text()


def turned(page, window, qtbot, caption):
    """Choose another report and wait until it is shown."""
    page.which.setCurrentIndex(page.which.findText(caption))
    qtbot.waitUntil(lambda: page.report is not None and not window.jobs.is_busy)
    return [page.tabs.tabText(number) for number in range(page.tabs.count())]


def test_the_aged_balance_tells_who_owes_since_when(report, window, filled, qtbot):
    captions = turned(report, window, qtbot, "Balance âgée")
    assert captions == ["Par payeur", "Par facture (1)", "Encaissements attendus"]
    assert not report.first.isVisible()
    table = report.tabs.widget(0).findChild(QTableWidget)
    assert table.item(0, 0).text() == "Mairie d’Évian-la-Forêt"
    table.opened.emit(0, 1)
    rows = report.findChildren(QDialog)[-1]
    assert rows.windowTitle() == "Mairie d’Évian-la-Forêt – non échu"
    assert rows.findChild(QTableWidget).rowCount() == 1
    report.tabs.widget(2).opened.emit(0, 0)
    assert report.findChildren(QDialog)[-1].findChild(QTableWidget).rowCount() == 1


def test_the_journals_balance_and_are_saved_in_each_layout(
    report, window, filled, qtbot, tmp_path, monkeypatch
):
    captions = turned(report, window, qtbot, "Journaux comptables")
    assert captions == ["Écritures (1)", "Par journal", "Par compte"]
    assert report.first.isVisible()
    for place in (1, 2):
        table = report.tabs.widget(place)
        last = table.rowCount() - 1
        assert table.item(last, 1).text() == table.item(last, 2).text()
    offered = []

    def choose(_parent, _title, name, _kind):
        offered.append(Path(name).name)
        return str(tmp_path / offered[-1]), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    chosen = report._exports[0].menu().actions()
    for action in chosen:
        action.trigger()
        qtbot.waitUntil(lambda: not window.jobs.is_busy)
    assert offered[0].endswith("FEC20260531.txt")
    assert len(offered) == len(chosen)
    assert all((tmp_path / name).stat().st_size > 50 for name in offered)


def test_more_lines_than_a_screen_holds_are_left_to_the_file(report, window, qtbot, monkeypatch):
    monkeypatch.setattr(journal_face, "MOST_LINES", 1)
    turned(report, window, qtbot, "Journaux comptables")
    shown = report.tabs.widget(0)
    assert shown.findChild(QTableWidget).rowCount() == 1
    assert any("le fichier les a toutes" in each.text() for each in shown.findChildren(QLabel))


def test_turning_back_shows_the_invoices_again(report, window, qtbot):
    turned(report, window, qtbot, "Balance âgée")
    captions = turned(report, window, qtbot, "Rapport mensuel des factures")
    assert captions[0] == "Synthèse"
    assert len([b for b in report._exports if b.isVisible()]) == 4


def test_the_tax_of_a_period_stands_by_the_option_of_the_office(report, window, qtbot):
    captions = turned(report, window, qtbot, "Récapitulatif de TVA")
    assert captions[0] == "TVA sur les encaissements"
    assert captions[-1] == "Ventes aux particuliers"
    table = report.tabs.widget(1)
    assert table.item(table.rowCount() - 1, 0).text() == "Total"
