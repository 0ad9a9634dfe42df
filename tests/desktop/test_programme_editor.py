"""The tree in which a programme is typed."""

import pytest
from PySide6.QtCore import Qt

from trainingdesk.desktop.widgets.programme_editor import ProgrammeEditor
from trainingdesk.domain.courses import DayPart, HalfDay, Module

PROGRAMME = (
    HalfDay(
        day=1,
        day_part=DayPart.MORNING,
        modules=(
            Module("Accueil", ("Tour de table",), 1),
            Module("Écoute", ("Écho", "Silence"), 2),
        ),
    ),
    HalfDay(day=1, day_part=DayPart.AFTERNOON, modules=(Module("Pratique", (), 3),)),
)


@pytest.fixture
def editor(qtbot):
    made = ProgrammeEditor()
    qtbot.addWidget(made)
    made.set_value(PROGRAMME)
    made.show()
    return made


def _choose(editor, root, child=None):
    item = editor.tree.topLevelItem(root)
    editor.tree.setCurrentItem(item if child is None else item.child(child))


def _outline(editor):
    return [[module.title for module in half_day.modules] for half_day in editor.value()]


def test_a_programme_that_nobody_touched_comes_back_the_same(editor):
    assert editor.value() == PROGRAMME


def test_the_tree_reads_as_the_programme_prints(editor):
    root = editor.tree.topLevelItem(0)
    assert [root.text(0), root.child(1).text(0)] == ["Jour 1 – matin", "2. Écoute"]


def test_half_days_follow_each_other(editor):
    _choose(editor, 1)
    editor.add_half_day()
    editor.add_half_day()
    added = editor.value()[2:]
    assert [(half_day.day, half_day.day_part) for half_day in added] == [
        (2, DayPart.MORNING),
        (2, DayPart.AFTERNOON),
    ]


def test_a_module_is_added_below_the_chosen_one_and_typed(editor):
    _choose(editor, 0, 0)
    editor.add_module()
    editor.title.setText("Posture")
    editor.title.textEdited.emit("Posture")
    editor.points.setPlainText("Se tenir\n\n  Regarder ")
    modules = editor.value()[0].modules
    assert modules[1] == Module("Posture", ("Se tenir", "Regarder"), 2)
    assert [module.number for half_day in editor.value() for module in half_day.modules] == [
        1,
        2,
        3,
        4,
    ]


def test_the_first_module_of_an_empty_programme_brings_its_half_day(editor):
    editor.set_value(())
    editor.add_module()
    editor.title.setText("Seule")
    editor.title.textEdited.emit("Seule")
    assert editor.value() == (HalfDay(day=1, day_part=DayPart.MORNING, modules=(Module("Seule"),)),)


def test_a_module_moves_on_into_the_next_half_day_by_the_keyboard(qtbot, editor):
    _choose(editor, 0, 1)
    qtbot.keyClick(editor.tree, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert _outline(editor) == [["Accueil"], ["Écoute", "Pratique"]]
    qtbot.keyClick(editor.tree, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert _outline(editor) == [["Accueil", "Écoute"], ["Pratique"]]


def test_half_days_that_change_places_keep_the_order_of_their_days(editor):
    _choose(editor, 1)
    editor.shift(-1)
    assert _outline(editor) == [["Pratique"], ["Accueil", "Écoute"]]
    assert [half_day.day_part for half_day in editor.value()] == [
        DayPart.MORNING,
        DayPart.AFTERNOON,
    ]


@pytest.mark.parametrize(("place", "step"), [((0, None), -1), ((1, None), 1), ((1, 0), 1)])
def test_nothing_moves_past_either_end(editor, place, step):
    _choose(editor, *place)
    editor.shift(step)
    assert editor.value() == PROGRAMME


def test_delete_takes_a_module_away_and_numbers_the_rest_again(qtbot, editor):
    _choose(editor, 0, 0)
    qtbot.keyClick(editor.tree, Qt.Key.Key_Delete)
    assert _outline(editor) == [["Écoute"], ["Pratique"]]
    assert editor.value()[1].modules[0].number == 2


def test_the_day_and_the_moment_of_a_half_day_are_chosen(editor):
    _choose(editor, 0)
    editor.day.setCurrentIndex(editor.day.findData(None))
    editor.part.setCurrentIndex(0)
    assert (editor.value()[0].day, editor.value()[0].day_part) == (None, None)


def test_a_day_beyond_the_list_is_shown(editor):
    editor.set_value((HalfDay(day=45),))
    assert editor.day.currentText() == "45"
    assert editor.value() == (HalfDay(day=45),)


def test_points_without_a_title_are_refused_and_shown(editor):
    _choose(editor, 1, 0)
    editor.title.setText("")
    editor.points.setPlainText("Un point")
    _choose(editor, 0)
    with pytest.raises(ValueError, match="titre"):
        editor.value()
    assert editor.points.toPlainText() == "Un point"


def test_a_module_left_empty_is_left_out(editor):
    _choose(editor, 1, 0)
    editor.add_module()
    assert editor.value()[1].modules == (Module("Pratique", (), 3),)
