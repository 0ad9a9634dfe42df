"""The sub-tab that tells what does not agree, and leads to where it is mended."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from trainingdesk.desktop.widgets.coherence_list import CoherenceList
from trainingdesk.domain.coherence import places
from trainingdesk.services import publishing
from trainingdesk.services.paper_data import Subject

CAPTION = "Vérification"
GREEN = "Tout concorde"


@pytest.fixture
def shown(window, filled):
    """Return the list of the session, as it is shown."""

    def show():
        page = window.pages["sessions"]
        window.go_to("sessions", filled.session)
        page.read()
        tabs = page.detail.tabs
        tabs.setCurrentIndex([tabs.tabText(n) for n in range(tabs.count())].index(CAPTION))
        return tabs.currentWidget().findChild(CoherenceList)

    return show


@pytest.fixture
def misspelt(filled):
    """Let a joining letter bear a name of before, and a trainer be unqualified."""
    office = filled.office
    subject = Subject(enrolment_id=filled.enrolments[0])
    publishing.issue(office, publishing.prepare(office, "joining_letter", subject), anyway=True)
    with office.db.conn:
        office.db.execute(
            "update trainee set last_name = 'Dupont' where id = ?", [filled.trainees[0]]
        )
        office.db.execute("update trainer set qualification = ''")


def front(window):
    tabs = window.pages["sessions"].detail.tabs
    return tabs.tabText(tabs.currentIndex())


def words(listed):
    return " ".join(label.text() for label in listed.findChildren(QLabel) if label.text())


def texts(listed):
    table = listed.table
    return [
        [table.item(row, column).text().replace("\xa0", " ") for column in range(3)]
        for row in range(table.rowCount())
    ]


def test_a_green_line_says_that_all_agrees(shown):
    listed = shown()
    assert words(listed).startswith(GREEN)
    assert listed.findChildren(QPushButton) == []


def test_the_gravest_stands_first_with_both_places(shown, misspelt):
    listed = shown()
    assert texts(listed) == [
        [
            "Convocation, Amélie Œuvrard : « Amélie Œuvrard » ; sur la fiche : « Amélie Dupont ».",
            "Convocation, Amélie Œuvrard\nAmélie Œuvrard",
            "Stagiaire\nAmélie Dupont",
        ],
        [
            "La fiche de M. Marc Tellier ne dit rien de sa qualification.",
            "M. Marc Tellier\nsans qualification",
            "Créneaux\nM. Marc Tellier",
        ],
    ]
    assert words(listed).startswith("1\xa0point à corriger, 1\xa0point à vérifier.")


@pytest.mark.parametrize("column", [0, 1])
def test_a_double_click_on_a_paper_leads_to_the_documents(window, shown, misspelt, column):
    listed = shown()
    listed.table.cellDoubleClicked.emit(0, column)
    assert front(window) == "Documents"


def test_a_double_click_on_the_other_side_leads_to_the_record(window, filled, shown, misspelt):
    listed = shown()
    listed.table.cellDoubleClicked.emit(0, 2)
    page = window.pages["clients"]
    assert window.tabs.currentWidget() is page
    assert (page.pane.view.key, page.pane.chosen_id) == ("trainees", filled.trainees[0])


def test_enter_opens_the_chosen_line(window, shown, misspelt):
    listed = shown()
    listed.table.setCurrentCell(1, 2)
    QTest.keyClick(listed.table, Qt.Key.Key_Return)
    assert front(window) == "Calendrier"


def test_the_buttons_follow_the_chosen_line(window, filled, shown, misspelt):
    listed = shown()
    assert [button.text() for button in listed.buttons] == [
        "Voir\xa0: Documents",
        "Voir\xa0: Stagiaire",
    ]
    listed.table.selectRow(1)
    assert [button.text() for button in listed.buttons] == [
        "Voir\xa0: M. Marc Tellier",
        "Voir\xa0: Calendrier",
    ]
    listed.buttons[0].click()
    assert window.tabs.currentWidget() is window.pages["teaching"]
    assert window.pages["teaching"].pane.chosen_id == filled.trainer


SIDES = [
    places.of_client(1, "", ""),
    places.of_trainee(1, "", ""),
    places.of_funder(1, "", ""),
    places.of_trainer(1, "", ""),
    places.of_venue(1, ""),
    places.of_agreement(1, "", ""),
    places.of_proposal(1, "", ""),
]


@pytest.mark.parametrize("side", SIDES, ids=[side.place.view for side in SIDES])
def test_each_place_is_a_list_of_its_page(window, side):
    views = window.pages[side.place.page].views
    assert side.place.view in {view.key for view in views}


def test_each_sub_tab_named_is_one_of_the_session(window, shown):
    shown()
    tabs = window.pages["sessions"].detail.tabs
    captions = {tabs.tabText(number) for number in range(tabs.count())}
    assert {places.SLOTS, places.PEOPLE, places.SHEET, places.PAPERS, places.MONEY} <= captions


def test_no_sentence_is_cut(shown, misspelt):
    table = shown().table
    QApplication.processEvents()  # the columns take their widths when the list is laid out
    for row in range(table.rowCount()):
        assert table.rowHeight(row) >= table.sizeHintForRow(row)
    assert table.columnWidth(0) > table.columnWidth(1)
