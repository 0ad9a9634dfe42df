"""A long list to choose one record from: type any part of its name, accents or not."""

from collections.abc import Iterable

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeySequence, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from trainingdesk.desktop import theme
from trainingdesk.french import sort_key

ID = Qt.ItemDataRole.UserRole
KEY = Qt.ItemDataRole.UserRole + 1
SHOWN = 12
WIDTH = 24
UNKNOWN = "Choisissez un nom de la liste, ou effacez le champ."


class RecordBox(QComboBox):
    """A combo whose text finds a record and whose `currentData()` is its id.

    Text that names no record is kept as it was typed, and `is_unknown` tells so.
    """

    add_wished = Signal(str)
    """The «+» was pressed; the text is what stands in the box and names nobody yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(SHOWN)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(WIDTH)
        self.setPlaceholderText("")
        self._line().setPlaceholderText("Tapez une partie du nom…")
        self._line().editingFinished.connect(self.settle)
        # Scrolling over a form must not change whom it is about.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def is_unknown(self) -> bool:
        """Whether what is typed names no record."""
        self.settle()
        return self.currentIndex() < 0 and bool(self.currentText().strip())

    def fill(self, choices: Iterable[tuple[object, str]], *, empty: str = "") -> None:
        """Offer records by id and text; *empty* offers to choose none."""
        chosen = super().currentData(ID)
        model = QStandardItemModel(self)
        if empty:
            model.appendRow(_item(None, empty))
        for value, text in choices:
            model.appendRow(_item(value, text))
        with QSignalBlocker(self):
            self.setModel(model)
            self.setCompleter(_Completer(model, self))
            self.choose(chosen)

    def choose(self, record_id: object) -> None:
        """Choose a record by its id; an id that is not offered chooses none."""
        self.setCurrentIndex(self._row_of(record_id))
        if self.currentIndex() < 0:
            self.setEditText("")
        self._line().setCursorPosition(0)

    def let_add(self, words: str) -> None:
        """Show a «+» that asks for a new record, by mouse or Ctrl+N."""
        action = self._line().addAction(
            theme.icon("plus"), QLineEdit.ActionPosition.TrailingPosition
        )
        action.setText(words)
        action.setShortcut(QKeySequence.StandardKey.New)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{words} ({shown})")
        action.triggered.connect(self._wish)
        # The line lends its focus to the box: the shortcut must be the box's as well.
        self.addAction(action)

    def settle(self) -> None:
        """Find the record that the typed text names: in full, or by a part that only it has."""
        text = self.currentText().strip()
        if text == self.itemText(self.currentIndex()).strip():
            return
        found = self._found(sort_key(text)) if text else self._row_of(None)
        if found != self.currentIndex() or found >= 0:
            self.setCurrentIndex(found)
        if found < 0:
            self.setEditText(text)

    def _row_of(self, record_id: object) -> int:
        rows = range(self.count())
        return next((row for row in rows if self.itemData(row, ID) == record_id), -1)

    def _found(self, key: str) -> int:
        keys = [str(self.itemData(row, KEY)) for row in range(self.count())]
        same = [row for row, known in enumerate(keys) if known == key]
        near = [row for row, known in enumerate(keys) if key in known]
        if same:
            return same[0]
        return near[0] if len(near) == 1 else -1

    def _wish(self) -> None:
        self.settle()
        self.add_wished.emit("" if self.currentIndex() >= 0 else self.currentText().strip())

    def _line(self) -> QLineEdit:
        line = self.lineEdit()
        assert line is not None  # noqa: S101 - an editable combo has one
        return line

    # Qt's own interface -------------------------------------------------------------------------

    def currentData(self, role: int = ID) -> object:
        self.settle()
        return super().currentData(role)


class _Completer(QCompleter):
    """Matches anywhere in the name, whatever the case and accents."""

    def __init__(self, model: QAbstractItemModel, parent: QWidget) -> None:
        super().__init__(model, parent)
        self.setCompletionRole(KEY)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setMaxVisibleItems(SHOWN)

    # Qt's own interface -------------------------------------------------------------------------

    def splitPath(self, path: str) -> list[str]:
        return [sort_key(path)]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))


def _item(value: object, text: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setData(value, ID)
    item.setData(sort_key(text), KEY)
    return item
