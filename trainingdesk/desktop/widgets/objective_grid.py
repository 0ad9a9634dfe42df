"""Typing what became of each objective: a row a person, a column an objective, a letter a cell."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QItemSelectionModel, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from trainingdesk.desktop import theme
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.widgets import shown
from trainingdesk.domain.attendance import ObjectiveResult, Result
from trainingdesk.domain.labels import label
from trainingdesk.domain.session_file import SessionFile
from trainingdesk.domain.sessions import SessionState
from trainingdesk.french import typeset
from trainingdesk.services import attending, undoing
from trainingdesk.services.changes import Changes

Place = tuple[int, int]
LETTERS = {"A": Result.ACQUIRED, "E": Result.IN_PROGRESS, "N": Result.NOT_ACQUIRED}
WRITTEN = {result: letter for letter, result in LETTERS.items()}
LEGEND = (
    "A acquis · E en cours d’acquisition · N non acquis · Suppr efface · Ctrl+Espace choisit "
    "l’objectif, Maj+Espace la personne · Ctrl+Maj+A tout l’objectif acquis · Ctrl+Z annule."
)
CLOSED = "La session est clôturée : rouvrez-la pour changer une évaluation."
_PLACE = "objective_place"
"""The property of the window that remembers the cell: each change makes the grid anew."""
COLUMN_WIDTH = 88
_COLUMN_KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class ObjectiveGrid(QWidget):
    """The assessment of one session; what is typed is saved at once, and Ctrl+Z takes it back."""

    def __init__(self, desk: Desk, file: SessionFile) -> None:
        super().__init__()
        self._desk = desk
        self._file = file
        self._people = [person for person in file.seated if person.trainee is not None]
        self._objectives = file.version.objectives
        self.table = ResultTable(len(self._people), len(self._objectives), self)
        self.table.is_fixed = file.session.state is SessionState.CLOSED
        self.table.typed.connect(self._type)
        self.table.currentCellChanged.connect(self._tell_objective)
        self._objective = QLabel(self)
        self._objective.setWordWrap(True)
        self._objective.setTextFormat(Qt.TextFormat.PlainText)
        told = typeset(CLOSED if self.table.is_fixed else LEGEND)
        legend = QLabel(told if self._people else shown.NOBODY, self)
        legend.setProperty("role", "muted")
        legend.setWordWrap(True)
        self._fill()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._objective)
        layout.addWidget(self.table, 1)
        layout.addWidget(legend)

    def _fill(self) -> None:
        for column, objective in enumerate(self._objectives):
            heading = QTableWidgetItem(f"Objectif {column + 1}")
            heading.setToolTip(objective.text)
            self.table.setHorizontalHeaderItem(column, heading)
        self.table.setVerticalHeaderLabels([person.name for person in self._people])
        for row, person in enumerate(self._people):
            for column, objective in enumerate(self._objectives):
                self.table.setItem(row, column, _cell(person.results.get(objective.id or 0)))
        side = self.table.verticalHeader()
        side.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if self._people and self._objectives:
            with QSignalBlocker(self.table):
                self.table.go_to((0, 0))
        self._tell_objective(0, 0)

    def _tell_objective(self, _row: int, column: int, *_former: int) -> None:
        """Say the objective of the current column whole: a heading has no room for it."""
        if 0 <= column < len(self._objectives):
            words = f"Objectif {column + 1} : {self._objectives[column].text}"
        else:
            words = "La fiche de la formation n’a pas d’objectif : complétez-la dans le Catalogue."
        self._objective.setText(typeset(words))

    def _type(self, cells: Sequence[Place], letter: str, then: Place) -> None:
        """Write a result into cells; no letter erases them."""
        office, session_id = self._desk.office, self._file.session.id or 0
        ids = [self._ids(place) for place in cells]
        if letter:
            results = [
                ObjectiveResult(
                    enrolment_id=enrolment, objective_id=objective, result=LETTERS[letter]
                )
                for enrolment, objective in ids
            ]
            self._do(lambda: attending.assess(office, session_id, results), then)
        else:
            self._do(lambda: attending.unassess(office, session_id, ids), then)

    def _do(self, act: Callable[[], Changes], then: Place) -> None:
        had_focus = self.table.hasFocus() or QApplication.focusWidget() is None
        place = self._within(then)
        if isinstance(self._desk, QWidget):
            self._desk.setProperty(_PLACE, [self._file.session.id, *place, had_focus])
        self._desk.remove(partial(undoing.step, self._desk.office, act))
        # Refused: the grid is still here.
        self.table.go_to(place)

    def _ids(self, place: Place) -> tuple[int, int]:
        row, column = place
        return self._people[row].enrolment.id or 0, self._objectives[column].id or 0

    def _within(self, place: Place) -> Place:
        """Return the cell itself; below the last person comes the next objective."""
        row, column = place
        if row >= len(self._people):
            row, column = 0, column + 1
        if column >= len(self._objectives):
            return len(self._people) - 1, len(self._objectives) - 1
        return row, column

    # Qt's own interface -------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        kept = self._desk.property(_PLACE) if isinstance(self._desk, QWidget) else None
        if not isinstance(self._desk, QWidget) or not kept or kept[0] != self._file.session.id:
            return
        self._desk.setProperty(_PLACE, None)
        _session, row, column, had_focus = kept
        self.table.go_to((row, column))
        if had_focus:
            self.table.setFocus()


class ResultTable(QTableWidget):
    """Tells the cells and the letter that was typed for them, and the cell to go to."""

    typed = Signal(list, str, tuple)

    def __init__(self, rows: int, columns: int, parent: QWidget) -> None:
        super().__init__(rows, columns, parent)
        self.is_fixed = False
        self.setAccessibleName("Évaluation des acquis")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.verticalHeader().setDefaultSectionSize(30)
        self.horizontalHeader().setDefaultSectionSize(COLUMN_WIDTH)

    @property
    def chosen(self) -> list[Place]:
        """The cells that are selected, or else the current one."""
        cells = [(index.row(), index.column()) for index in self.selectedIndexes()]
        here = self.currentRow(), self.currentColumn()
        return cells or ([here] if here[0] >= 0 else [])

    def go_to(self, place: Place) -> None:
        """Make one cell the current one, the only one selected."""
        self.setCurrentCell(*place, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _tell(self, cells: list[Place], letter: str) -> None:
        if self.is_fixed or not cells:
            return
        row, column = self.currentRow(), self.currentColumn()
        # One cell after the other is typed down its column; a selection stays where it is.
        then = (row + 1, column) if letter and len(cells) == 1 else (row, column)
        self.typed.emit(cells, letter, then)

    # Qt's own interface -------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # With Alt a letter opens a menu.
        is_plain = not event.modifiers() & Qt.KeyboardModifier.AltModifier
        key, letter = event.key(), event.text().upper() if is_plain else ""
        if event.modifiers() == _COLUMN_KEYS and chr(min(key, 255)) in LETTERS:
            column = self.currentColumn()
            self._tell([(row, column) for row in range(self.rowCount())], chr(key))
        elif key == Qt.Key.Key_Space:
            if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
                self.selectColumn(self.currentColumn())
            elif event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
                self.selectRow(self.currentRow())
        elif letter in LETTERS:
            self._tell(self.chosen, letter)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._tell(self.chosen, "")
        else:
            super().keyPressEvent(event)


def _cell(result: Result | None) -> QTableWidgetItem:
    item = QTableWidgetItem(WRITTEN[result] if result else "")
    item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
    if result is not None:
        colours = theme.current()
        inks = {Result.ACQUIRED: colours.success, Result.IN_PROGRESS: colours.warning}
        item.setForeground(QColor(inks.get(result, colours.danger)))
        item.setToolTip(shown.capital(label(result)))
    return item
