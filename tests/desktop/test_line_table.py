"""The table of lines from the keyboard: Tab, Enter, Suppr, Ctrl and the arrows."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QVBoxLayout, QWidget

from tests.support.desk_hands import cells
from trainingdesk.desktop.widgets.line_table import LineTable
from trainingdesk.desktop.widgets.slot_table import SlotTable
from trainingdesk.domain.lines import Line, LineKind
from trainingdesk.domain.organisation import VatRegime
from trainingdesk.domain.scheduling import half_days, slots_on, teaching_days
from trainingdesk.domain.tva import Exemption


@pytest.fixture
def table(qtbot):
    """Return a table of three lines, shown between two fields."""
    whole = QWidget()
    made = LineTable(whole)
    layout = QVBoxLayout(whole)
    for part in (QLineEdit(whole), made, QLineEdit(whole)):
        layout.addWidget(part)
    made.prepare(VatRegime.EXEMPT)
    made.show_lines([Line(label=name, unit_price=Decimal(10)) for name in ("un", "deux", "trois")])
    qtbot.addWidget(whole)
    with qtbot.waitExposed(whole):
        whole.resize(1000, 500)
        whole.show()
    made.grid.setFocus()
    made.grid.setCurrentIndex(made.grid.model().index(0, 0))
    yield made
    whole.close()


def labels(table):
    return [line.label for line in table.lines()]


def test_typing_replaces_the_cell_and_tab_goes_on_to_the_next(qtbot, table):
    qtbot.keyClicks(table.grid, "a")
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    qtbot.keyClicks(line, "udit")
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert labels(table)[0] == "audit"
    assert table.grid.currentIndex().column() == 1


def test_enter_adds_a_line_below(qtbot, table):
    qtbot.keyClick(table.grid, Qt.Key.Key_Return)
    assert cells(table, 1)[0] == ""
    assert table.grid.currentIndex().row() == 1
    assert labels(table) == ["un", "deux", "trois"]


def test_delete_removes_the_line(qtbot, table):
    qtbot.keyClick(table.grid, Qt.Key.Key_Delete)
    assert labels(table) == ["deux", "trois"]


def test_ctrl_and_the_arrows_move_the_line(qtbot, table):
    qtbot.keyClick(table.grid, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert labels(table) == ["deux", "un", "trois"]
    qtbot.keyClick(table.grid, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(table.grid, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert labels(table) == ["un", "deux", "trois"]


@pytest.mark.parametrize(
    ("place", "key", "left"),
    [
        pytest.param((0, 0), Qt.Key.Key_Backtab, True, id="back from the first cell"),
        pytest.param((2, 7), Qt.Key.Key_Tab, True, id="on from the last cell"),
        pytest.param((1, 1), Qt.Key.Key_Tab, False, id="within the table"),
    ],
)
def test_tab_leaves_the_table_at_either_end(qtbot, table, place, key, left):
    table.grid.setCurrentIndex(table.grid.model().index(*place))
    qtbot.keyClick(table.grid, key)
    assert table.grid.hasFocus() is not left


def test_a_list_opens_at_the_first_click(qtbot, table):
    index = table.grid.model().index(0, 1)
    where = table.grid.visualRect(index).center()
    qtbot.mouseClick(table.grid.viewport(), Qt.MouseButton.LeftButton, pos=where)
    (box,) = table.grid.viewport().findChildren(QComboBox)
    qtbot.waitUntil(lambda: box.view().isVisible())
    box.hidePopup()
    box.setCurrentIndex(box.findText("Salle"))
    box.activated.emit(box.currentIndex())
    assert table.lines()[0].kind is LineKind.ROOM


def test_the_tax_follows_the_kind_of_the_line(table):
    model = table.grid.model()
    model.setData(model.index(0, 1), LineKind.COACHING)
    model.setData(model.index(1, 1), LineKind.MEALS)
    exemptions = [line.exemption for line in table.lines()]
    assert exemptions == [None, Exemption.TRAINING, Exemption.TRAINING]


def test_what_is_locked_is_not_typed_over(qtbot, table):
    table.lock()
    qtbot.keyClick(table.grid, Qt.Key.Key_Delete)
    qtbot.keyClicks(table.grid, "x")
    assert labels(table) == ["un", "deux", "trois"]


def test_trainers_are_ticked_below_their_cell(qtbot, filled):
    table = SlotTable()
    table.prepare(filled.clock, [(1, "Marc Tellier"), (2, "Inès Rocher")], list)
    table.show_records(slots_on(teaching_days(filled.clock.day, 1), half_days()))
    qtbot.addWidget(table)
    with qtbot.waitExposed(table):
        table.resize(1000, 400)
        table.show()
    index = table.grid.model().index(0, 6)
    table.grid.setCurrentIndex(index)
    table.grid.edit(index)
    ticks = QApplication.focusWidget()
    qtbot.keyClick(ticks, Qt.Key.Key_Space)
    qtbot.keyClick(ticks, Qt.Key.Key_Down)
    qtbot.keyClick(ticks, Qt.Key.Key_Space)
    qtbot.keyClick(ticks, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.peek()[0].trainer_ids == (1, 2))
    assert index.data() == "Marc Tellier et Inès Rocher"
