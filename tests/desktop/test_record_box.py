"""A box that finds a record by any part of its name."""

import pytest
from PySide6.QtCore import Qt

from trainingdesk.desktop.widgets.record_box import RecordBox

CLIENTS = [(4, "Atelier des Œuvres"), (7, "Éclair et Cie"), (9, "Mairie d’Évian"), (12, "Évian")]


@pytest.fixture
def box(qtbot):
    made = RecordBox()
    made.fill(CLIENTS, empty="Aucun")
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("eclair et cie", 7, id="whole name, no accents"),
        pytest.param("oeuvres", 4, id="part that one record has"),
        pytest.param("Évian", 12, id="whole name before part of another"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_typed_text_finds_its_record(box, typed, found):
    box.setEditText(typed)
    assert box.currentData() == found
    assert not box.is_unknown


@pytest.mark.parametrize("typed", ["Scierie", "et", "i"])
def test_text_that_names_nobody_or_several_stays_as_it_was_typed(box, typed):
    box.choose(7)
    box.setEditText(typed)
    if typed == "et":
        assert box.currentData() == 7
        return
    assert box.is_unknown
    assert box.currentText() == typed


def test_the_list_that_drops_down_matches_anywhere_and_without_accents(box):
    completer = box.completer()
    completer.setCompletionPrefix("evian")
    model = completer.completionModel()
    shown = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert shown == ["Mairie d’Évian", "Évian"]


def test_filling_again_keeps_what_is_chosen(box):
    box.choose(9)
    box.fill([(20, "Nouveau"), *CLIENTS])
    assert (box.currentData(), box.currentText()) == (9, "Mairie d’Évian")


def test_an_id_that_is_not_offered_chooses_nobody(box):
    box.choose(7)
    box.choose(99)
    assert (box.currentIndex(), box.currentText()) == (-1, "")


def test_plus_asks_for_a_record_of_the_typed_name(qtbot, box):
    box.let_add("Nouveau client")
    box.setEditText("Scierie du Bois")
    with qtbot.waitSignal(box.add_wished) as asked:
        box.lineEdit().actions()[-1].trigger()
    assert asked.args == ["Scierie du Bois"]


def test_control_n_asks_for_a_record_while_the_caret_is_in_the_box(qtbot, box):
    box.let_add("Nouveau client")
    box.show()
    box.lineEdit().setFocus()
    qtbot.waitUntil(box.lineEdit().hasFocus)
    with qtbot.waitSignal(box.add_wished) as asked:
        qtbot.keyClick(box.lineEdit(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert asked.args == [""]
