"""Hands that count: what each step of a walk costs, and what was typed more than once."""

from collections import Counter
from dataclasses import dataclass, field
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QDialog,
    QLineEdit,
    QTableWidget,
    QTabWidget,
    QTreeWidget,
    QWidget,
)

from tests.support import desk_hands
from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.main_window import MainWindow
from trainingdesk.desktop.widgets.cell_table import CellTable
from trainingdesk.desktop.widgets.detail import ShortTable

W = TypeVar("W", bound=QWidget)
ALONE = Qt.KeyboardModifier.NoModifier
WHOLE_COLUMN = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
TURNS = 4
"""Turns of the window's loop that it takes to make a sub-tab within a sub-tab."""
JOB_MS = 60_000


@dataclass
class BusyHands:
    """The hands of one user of a window: a click, a key or a filled field is one gesture."""

    window: MainWindow
    gestures: Counter[str] = field(default_factory=Counter)
    typed: Counter[str] = field(default_factory=Counter)
    step: str = ""

    @property
    def typed_twice(self) -> list[str]:
        """What was written again although the program knew it."""
        return [text for text, times in self.typed.items() if times > 1]

    @property
    def page(self) -> QWidget:
        """The page that is seen."""
        return self.window.pages.front()

    @property
    def opened(self) -> Editor:
        """The editor that was opened last."""
        return desk_hands.newest(self.window)

    def dialog(self, kind: type[QDialog]) -> QDialog:
        """Return the window of a kind that was opened last."""
        return desk_hands.newest(self.window, kind)

    def seen(self, kind: type[W]) -> W:
        """Return the first widget of a kind that the page shows, once it is made."""
        _settle()
        shown = [widget for widget in self.page.findChildren(kind) if widget.isVisible()]
        assert shown, f"no {kind.__name__} is shown"
        return shown[0]

    # With the mouse -------------------------------------------------------------------------------

    def press(self, owner: QWidget, words: str) -> None:
        """Press a button."""
        self._count()
        _settle()
        desk_hands.press(owner, words)

    def click(self, button: QAbstractButton) -> None:
        """Press a button that another one shares its words with."""
        self._count()
        button.click()

    def pick(self, owner: QWidget, words: str, action: str) -> None:
        """Choose what a button drops down."""
        self._count(2)
        _settle()
        desk_hands.pick(owner, words, action)

    def save(self, editor: Editor, words: str = "Enregistrer") -> None:
        """Press the button that saves an editor, which closes it."""
        self.press(editor, words)
        assert not editor.isVisible(), editor._trouble.text()

    def show_tab(self, caption: str, inner: str = "") -> None:
        """Bring a sub-tab to the front, and one inside it."""
        tabs = self.page.detail.tabs
        self.bring(tabs, caption)
        if inner:
            self.bring(tabs.currentWidget().findChild(QTabWidget), inner)

    def open_paper(self, *path: str) -> None:
        """Open a line of the papers by a double click; the path tells the lines it lies below."""
        self._count()
        tree = self.seen(QTreeWidget)
        items = [tree.topLevelItem(place) for place in range(tree.topLevelItemCount())]
        for words in path:
            found = [item for item in items if desk_hands.plain(item.text(0)).startswith(words)]
            assert found, f"« {words} » is not among {[item.text(0) for item in items]}"
            items = [found[0].child(place) for place in range(found[0].childCount())]
        tree.itemActivated.emit(found[0], 0)

    def open_row(self, words: str) -> None:
        """Open the row of the list whose first cell ends so, by a double click."""
        self._count()
        table = self.seen(ShortTable)
        table.opened.emit(_row(table, words), 0)

    def choose_row(self, words: str) -> None:
        """Choose the row of the list whose first cell ends so."""
        self._count()
        table = self.seen(ShortTable)
        table.selectRow(_row(table, words))

    # In an editor ---------------------------------------------------------------------------------

    def type(self, editor: Editor, **texts: str) -> None:
        """Write into fields."""
        self._count(len(texts))
        self.typed.update(texts.values())
        desk_hands.fill(editor, **texts)

    def say(self, line: QLineEdit, text: str) -> None:
        """Write a sentence into a line and press Enter."""
        self._count()
        self.typed[text] += 1
        line.setText(text)
        self.key(line, Qt.Key.Key_Return)

    def choose(self, editor: Editor, **values: object) -> None:
        """Choose in lists, a record by a part of its name."""
        self._count(len(values))
        desk_hands.fill(editor, **values)

    def add(self, editor: Editor, field_name: str, name: str) -> Editor:
        """Write a name that a list does not know, press its «+», and return what opens."""
        self._count(2)
        self.typed[name] += 1
        box = getattr(editor.ui, field_name)
        box.setEditText(name)
        box.add_wished.emit(name)
        return self.opened

    def write(self, table: CellTable, row: int, **texts: str) -> None:
        """Write into cells of a small table, named by the field that they hold."""
        self._count(len(texts))
        self.typed.update(texts.values())
        for name, text in texts.items():
            desk_hands.write_cell(table, row, _caption(table, name), text)

    def choose_cell(self, table: CellTable, row: int, name: str, value: object) -> None:
        """Choose in, or tick, a cell of a small table."""
        self._count()
        desk_hands.write_cell(table, row, _caption(table, name), value)

    def fill_item(self, table: QTableWidget, row: int, column: int, text: str) -> None:
        """Type over an item of a list."""
        self._count()
        table.item(row, column).setText(text)

    # With the keyboard ----------------------------------------------------------------------------

    def key(self, widget: QWidget, *keys: Qt.Key, held: Qt.KeyboardModifier = ALONE) -> None:
        """Press keys one after the other."""
        for key in keys:
            self._count()
            QTest.keyClick(widget, key, held)

    def go_to(self, grid: QAbstractItemView, row: int, column: int) -> None:
        """Click on a cell of a grid."""
        self._count()
        grid.setFocus()
        grid.go_to((row, column))

    def bring(self, tabs: QTabWidget, caption: str) -> None:
        """Bring the part of a window that bears a caption to the front."""
        self._count()
        captions = [tabs.tabText(place) for place in range(tabs.count())]
        assert caption in captions, f"« {caption} » is not among {captions}"
        tabs.setCurrentIndex(captions.index(caption))
        _settle()

    def _count(self, number: int = 1) -> None:
        self.gestures[self.step] += number


def _settle() -> None:
    for _turn in range(TURNS):
        QApplication.processEvents()


def _row(table: QTableWidget, words: str) -> int:
    names = [table.item(row, 0).text() for row in range(table.rowCount())]
    found = [row for row, name in enumerate(names) if name.endswith(words)]
    assert found, f"« {words} » is not among {names}"
    return found[0]


def _caption(table: CellTable, name: str) -> str:
    (caption,) = [cell.caption for cell in table._rows.cells if cell.field == name]
    return caption
