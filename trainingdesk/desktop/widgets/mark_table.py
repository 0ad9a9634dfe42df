"""The cells of the attendance sheet: letters typed into them, whole columns and rows at once."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QWidget

from trainingdesk.domain.attendance import Presence

Place = tuple[int, int]
"""A row and a column."""

_LETTERS = {presence.value for presence in Presence}
_COLUMN_KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_MOVES = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
_ENDS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}
_ERASERS = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}
LONGEST = 3
"""Digits of the minutes after an R."""


class MarkTable(QTableWidget):
    """Tells the cells and what was typed for them; R waits for its minutes.

    `typed` brings the cells, the letter with its minutes («» erases), and the cell to go to.
    """

    typed = Signal(list, str, tuple)

    def __init__(self, rows: int, columns: int, parent: QWidget) -> None:
        super().__init__(rows, columns, parent)
        self._late = ""
        self._late_cells: list[Place] = []
        self.setAccessibleName("Feuille d’émargement")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.verticalHeader().setDefaultSectionSize(30)

    @property
    def chosen(self) -> list[Place]:
        """The cells that are selected, or else the current one."""
        cells = [(index.row(), index.column()) for index in self.selectedIndexes()]
        here = self.currentRow(), self.currentColumn()
        return cells or ([here] if here[0] >= 0 else [])

    def column_cells(self) -> list[Place]:
        """Return the cells of the current column."""
        column = self.currentColumn()
        return [(row, column) for row in range(self.rowCount())] if column >= 0 else []

    def go_to(self, place: Place) -> None:
        """Make one cell the current one, the only one selected."""
        self.setCurrentCell(*place, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def end_late(self, move: Place = (0, 0), then: Place | None = None) -> bool:
        """Tell the R that waits for its minutes, and where to go; whether there was one."""
        if not self._late:
            return False
        typed, cells = self._late, self._late_cells
        self._late = ""
        here = cells[0] if len(cells) == 1 else (self.currentRow(), self.currentColumn())
        self.typed.emit(cells, typed, then or (here[0] + move[0], here[1] + move[1]))
        return True

    def _tell(self, cells: Sequence[Place], typed: str) -> None:
        here = self.currentRow(), self.currentColumn()
        # One cell after the other is typed down its column; a selection stays where it is.
        next_one = self._after(here) if typed and len(cells) == 1 else here
        self.typed.emit(list(cells), typed, next_one)

    def _after(self, here: Place) -> Place:
        return here[0] + 1, here[1]

    def _wait(self) -> None:
        self._late, self._late_cells = Presence.LATE.value, self.chosen
        self._show_late()

    def _show_late(self) -> None:
        for place in self._late_cells:
            if (item := self.item(*place)) is not None:
                item.setText(f"{self._late}…")

    # Qt's own interface -------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # With Alt a letter opens a menu.
        is_plain = not event.modifiers() & Qt.KeyboardModifier.AltModifier
        key, letter = event.key(), event.text().upper() if is_plain else ""
        if self._late and letter.isdecimal() and len(self._late) <= LONGEST:
            self._late += letter
            self._show_late()
            return
        if self._late and (key in _ENDS or key in _MOVES):
            self.end_late(_MOVES.get(Qt.Key(key), (1, 0)))
            return
        if self._late and key == Qt.Key.Key_Escape:
            self._late = ""
            self.typed.emit([], "", (self.currentRow(), self.currentColumn()))
            return
        if event.modifiers() == _COLUMN_KEYS and chr(min(key, 255)) in _LETTERS - {"R"}:
            self._tell(self.column_cells(), chr(key))
        elif key == Qt.Key.Key_Space:
            self._select_line(event.modifiers())
        elif letter == Presence.LATE.value:
            self.end_late()
            self._wait()
        elif letter in _LETTERS:
            self._late = ""
            self._tell(self.chosen, letter)
        elif key in _ERASERS:
            self._late = ""
            self._tell(self.chosen, "")
        else:
            super().keyPressEvent(event)

    def _select_line(self, keys: Qt.KeyboardModifier) -> None:
        # `selectRow` would stretch an earlier selection while Shift is down.
        flags = QItemSelectionModel.SelectionFlag
        line = {
            Qt.KeyboardModifier.ControlModifier: flags.Columns,
            Qt.KeyboardModifier.ShiftModifier: flags.Rows,
        }.get(keys)
        if line is not None and self.currentIndex().isValid():
            self.selectionModel().select(self.currentIndex(), flags.ClearAndSelect | line)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        under = self.indexAt(event.position().toPoint())
        clicked = (under.row(), under.column()) if under.isValid() else None
        if not self.end_late(then=clicked):
            super().mousePressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.end_late()
