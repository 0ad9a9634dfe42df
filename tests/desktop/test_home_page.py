"""Home: a duty is opened, put off, taken back and explained; nothing is lost on a slip."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from tests.support.office_sample import CONDITIONS
from trainingdesk.desktop.editors.client import ClientEditor
from trainingdesk.domain.conditions.rules import ClientDuties
from trainingdesk.services import agreeing, identity


@pytest.fixture
def page(window, filled):
    """Return the page two days after the session, with two things to do for one session."""
    filled.attend()
    home = window.pages["home"]
    window.tabs.setCurrentWidget(home)
    home.read()
    return home


def group(page, part=0):
    return page.duties.topLevelItem(part).child(0)


def parts(page):
    return [page.duties.topLevelItem(n).text(0) for n in range(page.duties.topLevelItemCount())]


def put_off(page, qtbot, text):
    page.duties.setFocus()
    qtbot.keyClick(page.duties, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    page.bar.question.field.setText(text)
    qtbot.keyClick(page.bar.question.field, Qt.Key.Key_Return)


def test_the_first_line_is_chosen_and_said_whole(page):
    assert page.duties.chosen.kind == "certificates"
    assert page.bar.sentence.text() == "Éditer 4\xa0certificats de réalisation"
    assert page.bar.act.text() == "Éditer les certificats"


def test_the_action_opens_the_place(page, window, filled):
    page.bar.act.trigger()
    assert window.tabs.currentWidget() is window.pages["sessions"]
    assert window.pages["sessions"].pane.chosen_id == filled.session


def test_a_line_is_put_off_and_taken_back_by_keys(page, qtbot):
    put_off(page, qtbot, "+7")
    assert parts(page) == ["Cette semaine", "De côté (1)"]
    assert group(page).childCount() == 1
    line = group(page, 1)
    assert line.text(1) == "revient le 27/05/2026"
    page.duties.setCurrentItem(line)
    assert not page.bar.aside.isVisible()
    page.duties.setFocus()
    qtbot.keyClick(page.duties, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert parts(page) == ["Cette semaine"]
    assert group(page).childCount() == 2


def test_a_whole_session_is_put_off_at_once(page, qtbot):
    page.duties.setCurrentItem(group(page))
    assert page.bar.aside.text() == "Mettre de côté jusqu’au… (2\xa0lignes)"
    assert not page.bar.act.isVisible()
    page.bar.act.trigger()
    put_off(page, qtbot, "lundi")
    assert parts(page) == ["De côté (2)"]
    page.duties.setCurrentItem(page.duties.topLevelItem(0))
    page.bar.back.trigger()
    assert parts(page) == ["Cette semaine"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("un jour", "Ce n’est pas une date", id="no day"),
        pytest.param("hier", "Choisissez un jour à venir", id="gone by"),
    ],
)
def test_a_day_that_cannot_be_is_told_beside_the_field(page, qtbot, text, words):
    put_off(page, qtbot, text)
    assert page.bar.question.trouble.text().startswith(words)
    assert page.bar.question.field.text() == text
    assert parts(page) == ["Cette semaine"]
    qtbot.keyClick(page.bar.question.field, Qt.Key.Key_Escape)
    assert not page.bar.question.isVisible()
    assert page.duties.hasFocus()


def test_the_clause_and_the_article_stand_behind_a_button(page):
    assert "R6332-25" in page.bar.why_button.toolTip()
    page.bar.why.trigger()
    page.duties.setCurrentItem(group(page).child(1))
    assert not page.bar.why.isVisible()


def test_what_is_done_in_an_editor_opens_it(window, filled):
    rules = replace(CONDITIONS.rules, client_duties=ClientDuties(insurance=True))
    identity.save_conditions(filled.office, replace(CONDITIONS, rules=rules))
    agreeing.send(filled.office, filled.agree())
    filled.clock.day = date(2026, 5, 4)
    page = window.pages["home"]
    window.tabs.setCurrentWidget(page)
    page.read()
    below = [group(page, 1).child(n) for n in range(group(page, 1).childCount())]
    (line,) = [item for item in below if "assurance" in item.text(0)]
    page.duties.itemActivated.emit(line, 0)
    (editor,) = window.findChildren(ClientEditor)
    assert editor.row_id == filled.town_hall
    editor.close()
