"""A small table that is typed cell by cell, from the keyboard as in a workbook."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from trainingdesk.desktop import theme
from trainingdesk.desktop.models.table import LEFT, RIGHT, ROOT, Index
from trainingdesk.desktop.widgets.binding import FormInvalidError, Typed, reveal
from trainingdesk.desktop.widgets.record_box import UNKNOWN, RecordBox
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import listed

R = TypeVar("R")
Choices = Sequence[tuple[Any, str]]

ROW_HEIGHT = 32
TALLEST_LIST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell(Generic[R]):
    """One column: the field it shows, how it is read from a record and put back.

    Text is read as `typed` says, or one of `choices` is taken: many of them where `several`, by a
    part of their name where `searched`. With neither, the cell is a tick. Without `put` it is only
    shown. `stretches` takes what width is left.
    """

    field: str
    caption: str
    get: Callable[[R], Any]
    put: Callable[[R, Any], R] | None = None
    typed: Typed | None = None
    choices: Callable[[], Choices] | None = None
    several: bool = False
    searched: bool = False
    show: Callable[[Any], str] | None = None
    hint: Callable[[R], str] | None = None
    right: bool = False
    width: int = 96
    stretches: bool = False

    @property
    def is_tick(self) -> bool:
        """Whether the cell is ticked, not typed."""
        return self.put is not None and self.typed is None and self.choices is None

    def text(self, record: R) -> str:
        """Return what the cell shows of a record."""
        value = self.get(record)
        if self.is_tick:
            return ""
        if self.choices is not None:
            chosen = value if self.several else (value,)
            return listed([text for known, text in self.choices() if known in chosen])
        if self.show is not None:
            return self.show(value)
        return self.typed.write(value) if self.typed and value is not None else str(value or "")

    def edited_text(self, record: R) -> str:
        """Return what is put before the user to change."""
        value = self.get(record)
        return self.typed.write(value) if self.typed and value is not None else ""


@dataclass(slots=True)
class _Row(Generic[R]):
    """A record, and by column what was typed and cannot be read, with what is wrong."""

    record: R
    wrong: dict[int, tuple[str, str]] = field(default_factory=dict)


class _Rows(QAbstractTableModel):
    """The records of the table."""

    edited = Signal()

    def __init__(self, cells: Sequence[Cell[Any]], parent: QObject) -> None:
        super().__init__(parent)
        self.cells = cells
        self.rows: list[_Row[Any]] = []
        self.is_fixed = False

    def show(self, records: Sequence[Any]) -> None:
        """Take the place of what the table held."""
        self.beginResetModel()
        self.rows = [_Row(record) for record in records]
        self.endResetModel()

    def insert(self, place: int, record: object) -> None:
        """Add a record before a row."""
        self.beginInsertRows(ROOT, place, place)
        self.rows.insert(place, _Row(record))
        self.endInsertRows()
        self.edited.emit()

    def take(self, place: int) -> None:
        """Remove a row."""
        self.beginRemoveRows(ROOT, place, place)
        del self.rows[place]
        self.endRemoveRows()
        self.edited.emit()

    def swap(self, place: int, other: int) -> None:
        """Let two rows change places."""
        self.rows[place], self.rows[other] = self.rows[other], self.rows[place]
        for row in (place, other):
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.cells) - 1))
        self.edited.emit()

    def mark(self, row: int, column: int, sentence: str) -> None:
        """Say what is wrong with a cell."""
        known = self.rows[row].wrong.get(column)
        text = known[0] if known else self.cells[column].edited_text(self.rows[row].record)
        self.rows[row].wrong[column] = (text, sentence)
        self.dataChanged.emit(self.index(row, column), self.index(row, column))

    def doubt(self, index: Index, text: str, sentence: str) -> None:
        """Keep what was typed into a cell and cannot be taken, and say why."""
        self.rows[index.row()].wrong[index.column()] = (text, sentence)
        self.dataChanged.emit(index, index)
        self.edited.emit()

    def sentence(self, row: int, column: int) -> str:
        """Return what is wrong with a cell, or nothing."""
        if not (0 <= row < len(self.rows)):
            return ""
        return self.rows[row].wrong.get(column, ("", ""))[1]

    # Qt's own interface -------------------------------------------------------------------------

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.cells)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not index.isValid() or self.is_fixed or self.cells[index.column()].put is None:
            return flags
        if self.cells[index.column()].is_tick:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        return flags | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        cell, row = self.cells[index.column()], self.rows[index.row()]
        text, sentence = row.wrong.get(index.column(), (None, ""))
        known: object = None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                known = text if text is not None else cell.text(row.record)
            case Qt.ItemDataRole.EditRole:
                known = text if text is not None else cell.edited_text(row.record)
            case Qt.ItemDataRole.CheckStateRole if cell.is_tick:
                ticked = cell.get(row.record)
                known = Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.TextAlignmentRole:
                known = RIGHT if cell.right else LEFT
            case Qt.ItemDataRole.ForegroundRole:
                known = self._ink(cell, wrong=bool(sentence))
            case Qt.ItemDataRole.ToolTipRole:
                known = sentence or (cell.hint(row.record) if cell.hint else "")
            case Qt.ItemDataRole.AccessibleTextRole:
                known = f"{cell.caption} {index.row() + 1} : {cell.text(row.record)}"
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                known = sentence
        return known

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        cell, row = self.cells[index.column()], self.rows[index.row()]
        if cell.put is None:
            return False
        row.wrong.pop(index.column(), None)
        if role == Qt.ItemDataRole.CheckStateRole:
            row.record = cell.put(row.record, Qt.CheckState(value) == Qt.CheckState.Checked)
        elif cell.typed is not None:
            self._type(index.column(), row, str(value))
        else:
            row.record = cell.put(row.record, value)
        self.dataChanged.emit(
            self.index(index.row(), 0), self.index(index.row(), len(self.cells) - 1)
        )
        self.edited.emit()
        return True

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self.cells[section].caption
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if self.cells[section].right else LEFT
        return None

    def _type(self, column: int, row: _Row[Any], text: str) -> None:
        cell = self.cells[column]
        if cell.typed is None or cell.put is None:
            return
        try:
            row.record = cell.put(row.record, cell.typed.read(text.strip()))
        except ValueError:
            row.wrong[column] = (text, cell.typed.hint)
        except RuleBroken as error:
            row.wrong[column] = (text, str(error))

    def _ink(self, cell: Cell[Any], *, wrong: bool) -> QColor | None:
        if wrong:
            return QColor(theme.current().danger)
        return QColor(theme.current().muted) if cell.put is None else None


class _Delegate(QStyledItemDelegate):
    """Opens a line, a list or ticks over a cell."""

    pops = False
    """Whether a list drops down as it opens: it was clicked, not tabbed into."""

    # Qt's own interface -------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        cell = _rows(index.model()).cells[index.column()]
        if cell.choices is None:
            line = QLineEdit(parent)
            line.setAlignment(RIGHT if cell.right else LEFT)
            line.setAccessibleName(cell.caption)
            return line
        if cell.several:
            return _Ticks(cell, parent)
        box: QComboBox
        if cell.searched:
            box = RecordBox(parent)
            box.fill(cell.choices())
        else:
            box = QComboBox(parent)
            box.addItems([text for _value, text in cell.choices()])
        box.setAccessibleName(cell.caption)
        box.activated.connect(lambda _place: self.commitData.emit(box))
        if self.pops:
            QTimer.singleShot(0, box, box.showPopup)
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        rows = _rows(index.model())
        cell, value = rows.cells[index.column()], None
        if cell.choices is not None:
            value = cell.get(rows.rows[index.row()].record)
        if isinstance(editor, _Ticks):
            editor.choose(value or ())
        elif isinstance(editor, QComboBox) and cell.choices is not None:
            known = [choice for choice, _text in cell.choices()]
            editor.setCurrentIndex(known.index(value) if value in known else -1)
        elif isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        cell = _rows(model).cells[index.column()]
        if isinstance(editor, _Ticks):
            model.setData(index, editor.chosen())
        elif isinstance(editor, RecordBox) and editor.is_unknown:
            _rows(model).doubt(index, editor.currentText(), UNKNOWN)
        elif isinstance(editor, QComboBox) and cell.choices is not None:
            if editor.currentIndex() >= 0:
                model.setData(index, cell.choices()[editor.currentIndex()][0])
        elif isinstance(editor, QLineEdit) and editor.text() != index.data(
            Qt.ItemDataRole.EditRole
        ):
            model.setData(index, editor.text())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        super().updateEditorGeometry(editor, option, index)
        if isinstance(editor, _Ticks):
            editor.drop(option.rect.topLeft().y())

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return super().sizeHint(option, index).expandedTo(QSize(0, ROW_HEIGHT))


class _Ticks(QListWidget):
    """Several choices, ticked with the space bar or the mouse, below their cell."""

    def __init__(self, cell: Cell[Any], parent: QWidget) -> None:
        super().__init__(parent)
        self.setSpacing(2)
        self.setAccessibleName(cell.caption)
        for value, text in cell.choices() if cell.choices else ():
            item = QListWidgetItem(text, self)
            item.setData(Qt.ItemDataRole.UserRole, value)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Unchecked)
        self.itemClicked.connect(self._turn)
        self.setCurrentRow(0)

    def choose(self, values: Sequence[object]) -> None:
        """Tick these."""
        for row in range(self.count()):
            ticked = self.item(row).data(Qt.ItemDataRole.UserRole) in values
            self.item(row).setCheckState(
                Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
            )

    def chosen(self) -> tuple[object, ...]:
        """Return what is ticked, in the order of the list."""
        items = [self.item(row) for row in range(self.count())]
        return tuple(
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        )

    def drop(self, top: int) -> None:
        """Show as many choices as there is room for, above the cell near the bottom."""
        height = min(self.count(), TALLEST_LIST) * (self.sizeHintForRow(0) + 4) + 8
        parent = self.parentWidget()
        room = parent.height() if parent is not None else height
        height = min(max(height, ROW_HEIGHT), room)
        self.setGeometry(self.x(), min(top, room - height), max(self.width(), 220), height)

    def _turn(self, item: QListWidgetItem) -> None:
        ticked = item.checkState() == Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)

    # Qt's own interface -------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentItem() is not None:
            self._turn(self.currentItem())
        else:
            super().keyPressEvent(event)


class _Grid(QTableView):
    """The view: its keys add, remove and move rows, and Tab leaves it at either end."""

    asked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.delegate = _Delegate(self)
        self.setItemDelegate(self.delegate)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.horizontalHeader().setHighlightSections(False)
        self.clicked.connect(self._drop_down)

    def _drop_down(self, index: QModelIndex) -> None:
        """A list opens at the first click; text waits for a second one, or a key."""
        cell = _rows(self.model()).cells[index.column()]
        is_open = index.flags() & Qt.ItemFlag.ItemIsEditable
        if cell.choices is not None and is_open and not self._is_typing():
            self.delegate.pops = True
            self.edit(index)
            self.delegate.pops = False

    def _is_typing(self) -> bool:
        return self.state() == QAbstractItemView.State.EditingState

    def _is_at_end(self, forward: bool) -> bool:
        model, place = self.model(), self.currentIndex()
        if not place.isValid():
            return True
        last = (model.rowCount() - 1, model.columnCount() - 1)
        return (place.row(), place.column()) == (last if forward else (0, 0))

    # Qt's own interface -------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers()
        if self._is_typing():
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.asked.emit("add")
        elif key == Qt.Key.Key_Delete:
            self.asked.emit("remove")
        elif key == Qt.Key.Key_Up and held & Qt.KeyboardModifier.ControlModifier:
            self.asked.emit("up")
        elif key == Qt.Key.Key_Down and held & Qt.KeyboardModifier.ControlModifier:
            self.asked.emit("down")
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        model = self.model()
        if not self.currentIndex().isValid() and model.rowCount():
            self.setCurrentIndex(model.index(0, 0))

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's own name
        # A table whose last cell leads back to its first would never let the Tab key out.
        if not self._is_at_end(next):
            return super().focusNextPrevChild(next)
        self.setTabKeyNavigation(False)
        try:
            return super().focusNextPrevChild(next)
        finally:
            self.setTabKeyNavigation(True)


class CellTable(QWidget):
    """Records typed in a table, with buttons for those who use the mouse.

    A subclass names its columns in `arrange`. `edited` is emitted at each change.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = _Grid(self)
        self.foot = QLabel(self)
        self.foot.setAlignment(RIGHT)
        self._trouble = QLabel(self)
        self._trouble.setProperty("role", "error")
        self._trouble.setWordWrap(True)
        self._trouble.hide()
        self._bar = QHBoxLayout()
        self._bar.setSpacing(8)
        self._adding = self._button("plus", "Ajouter", "add", "Entrée")
        self._removing = self._button("trash-2", "Retirer", "remove", "Suppr")
        self._moving = (
            self._button("chevron-up", "Monter", "up", "Ctrl+Haut"),
            self._button("chevron-down", "Descendre", "down", "Ctrl+Bas"),
        )
        self._bar.addStretch(1)
        self._bar.addWidget(self.foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.grid, 1)
        layout.addWidget(self._trouble)
        layout.addLayout(self._bar)
        self.setMinimumHeight(200)
        self.setFocusProxy(self.grid)
        self.grid.asked.connect(self._act)

    def arrange(
        self,
        cells: Sequence[Cell[Any]],
        blank: Callable[[], Any] | None = None,
        *,
        check: Callable[[Any], object] | None = None,
        ordered: bool = True,
        keeps_blank: bool = False,
    ) -> None:
        """Set the columns.

        *blank* makes a new record; without it rows are neither added nor removed. *check* refuses
        a record with a RuleBroken that names the field. Only *ordered* rows are moved. A record
        left as *blank* made it is dropped, unless such records mean something (*keeps_blank*).
        """
        self._rows = _Rows(cells, self)
        self._blank = blank
        self._check = check
        self._keeps_blank = keeps_blank
        self.grid.setModel(self._rows)
        header = self.grid.horizontalHeader()
        for column, cell in enumerate(cells):
            mode = (
                QHeaderView.ResizeMode.Stretch
                if cell.stretches
                else QHeaderView.ResizeMode.Interactive
            )
            header.setSectionResizeMode(column, mode)
            self.grid.setColumnWidth(column, cell.width)
        self._adding.setVisible(blank is not None)
        self._removing.setVisible(blank is not None)
        for button in self._moving:
            button.setVisible(blank is not None and ordered)
        self._is_ordered = ordered and blank is not None
        self._rows.edited.connect(self._changed)
        self.grid.selectionModel().currentChanged.connect(self._tell_current)

    def show_records(self, records: Sequence[Any]) -> None:
        """Show records in place of those before."""
        self._rows.show(records)
        self.warn(self.objection())
        self.recount()

    def peek(self) -> tuple[Any, ...]:
        """Return the records as far as they can be read."""
        return tuple(row.record for row in self._rows.rows)

    def records(self) -> tuple[Any, ...]:
        """Return the records; rows that were added and left empty are not among them.

        Raises:
            FormInvalidError: a cell is wrong; it is marked and chosen.
        """
        blank = self._blank() if self._blank and not self._keeps_blank else None
        kept = [row for row in self._rows.rows if row.wrong or row.record != blank]
        for row in kept:
            place = self._rows.rows.index(row)
            if self._check is not None and not row.wrong:
                self._hold(place, row.record)
            if row.wrong:
                reveal(self.grid)
                self._go_to(place, min(row.wrong))
                raise FormInvalidError
        return tuple(row.record for row in kept)

    def fault(self) -> str:
        """Return what is wrong with the first cell that cannot be read, or nothing."""
        wrong = (row.wrong[min(row.wrong)] for row in self._rows.rows if row.wrong)
        return next((sentence for _text, sentence in wrong), "")

    def add(self, record: object) -> None:
        """Add a record below the others."""
        self._rows.insert(len(self._rows.rows), record)

    def tell(self, words: str) -> None:
        """Say below the table what is wrong with it."""
        # The table chooses a cell as it takes the focus, and tells of that cell instead.
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        self.warn(words)

    def warn(self, words: str) -> None:
        """Say below the table what will be refused, without leaving the field being typed."""
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))
        self.grid.setAccessibleDescription(words)

    def lock(self) -> None:
        """Only show from now on."""
        self._rows.is_fixed = True
        for button in (self._adding, self._removing, *self._moving):
            button.hide()
        self._blank = None

    def objection(self) -> str:
        """Return what is wrong with the rows taken together, or nothing."""
        return ""

    def recount(self) -> None:
        """Write below the table what the rows add up to."""

    def _changed(self) -> None:
        self._tell_current()
        self.recount()
        self.edited.emit()

    def _tell_current(self) -> None:
        place = self.grid.currentIndex()
        self.warn(self._rows.sentence(place.row(), place.column()) or self.objection())

    def _hold(self, place: int, record: object) -> None:
        """Hold a record against its rule; the cell that the rule names bears the sentence."""
        try:
            if self._check is not None:
                self._check(record)
        except RuleBroken as error:
            fields = [cell.field for cell in self._rows.cells]
            column = fields.index(error.field) if error.field in fields else 0
            self._rows.mark(place, column, str(error))

    def _go_to(self, row: int, column: int) -> None:
        self.grid.setCurrentIndex(self._rows.index(row, column))
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell_current()

    def _act(self, what: str) -> None:
        row = self.grid.currentIndex().row()
        column = max(self.grid.currentIndex().column(), 0)
        if self._blank is None:
            if what == "add":
                self.grid.edit(self.grid.currentIndex())
            return
        match what:
            case "add":
                self._rows.insert(row + 1 if row >= 0 else len(self._rows.rows), self._blank())
                self._go_to(row + 1 if row >= 0 else len(self._rows.rows) - 1, 0)
            case "remove" if row >= 0:
                self._rows.take(row)
                if self._rows.rows:
                    self._go_to(min(row, len(self._rows.rows) - 1), column)
            case "up" | "down" if self._is_ordered and row >= 0:
                other = row - 1 if what == "up" else row + 1
                if 0 <= other < len(self._rows.rows):
                    self._rows.swap(row, other)
                    self._go_to(other, column)

    def _button(self, icon: str, text: str, what: str, keys: str) -> QPushButton:
        button = QPushButton(theme.icon(icon), text, self)
        button.setAutoDefault(False)
        button.setToolTip(f"{text} ({keys})")
        button.clicked.connect(lambda _checked=False: self._act(what))
        self._bar.addWidget(button)
        return button


def _rows(model: QAbstractItemModel) -> _Rows:
    return cast("_Rows", model)
