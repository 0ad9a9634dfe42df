"""What all tabs of the main window have in common."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from trainingdesk.desktop import theme
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.exporting import export_list
from trainingdesk.desktop.widgets.detail import Detail
from trainingdesk.desktop.widgets.list_pane import ListPane, View
from trainingdesk.interchange.tables import TableFormat
from trainingdesk.services import removing
from trainingdesk.services.changes import Changes, Kind


@dataclass(frozen=True, slots=True)
class Button:
    """A button of a page's bar; with `menu` it drops entries down instead of acting."""

    text: str
    icon: str
    act: Callable[[], object] | None = None
    menu: Callable[[], Sequence[tuple[str, Callable[[], object]]]] | None = None
    shortcut: str = ""


class Page(QWidget):
    """One tab: it re-reads when something of its kinds changed and it is shown."""

    name: ClassVar[str] = ""
    title: ClassVar[str] = ""
    icon: ClassVar[str] = ""
    shows: ClassVar[frozenset[Kind]] = frozenset()

    counted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._is_stale = True
        self._status = ""

    @property
    def status(self) -> str:
        """What the status bar says of the page."""
        return self._status

    def say(self, words: str) -> None:
        """Say something of the page in the status bar."""
        self._status = words
        self.counted.emit(words)

    def heed(self, changes: Changes) -> None:
        """Note that something changed; read again at once if the page is seen."""
        if changes.kinds & self.shows:
            self._is_stale = True
            if self.isVisible():
                self.enter()

    def enter(self) -> None:
        """Bring the page up to date, when it is shown."""
        if self._is_stale:
            self._is_stale = False
            self.read()

    def read(self) -> None:
        """Read what the page shows."""
        raise NotImplementedError

    def focus_filter(self) -> None:
        """Put the caret in the page's filter, where there is one."""

    def show_record(self, row_id: int, view: str = "") -> None:
        """Show one record, in the list named *view* where the page has several."""


class ListPage(Page):
    """A tab with lists at the left and the detail of the chosen row at the right.

    `faces` may hold other ways to look at the same things; `head` has room for choosing one.
    """

    views: ClassVar[Sequence[View]] = ()
    shares: ClassVar[tuple[int, int]] = (620, 560)
    """How wide the lists and the detail are at first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._is_archived = False
        self.bar = QHBoxLayout()
        self.bar.setSpacing(8)
        self.pane = ListPane(self.name, desk.office, self.views, self)
        self.detail = Detail(self)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.addWidget(self.pane)
        self._splitter.addWidget(self.detail)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(16)
        self._restore_splitter()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        self.head = QHBoxLayout()
        self.head.addLayout(self.bar, 1)
        self.faces = QStackedWidget(self)
        self.faces.addWidget(self._splitter)
        layout.addLayout(self.head)
        layout.addWidget(self.faces, 1)
        self._show_buttons()
        self.pane.chosen.connect(self._show)
        self.pane.opened.connect(self.open_row)
        self.pane.view_changed.connect(lambda _view: self._show_buttons())
        self.pane.counted.connect(self.say)

    def buttons(self) -> Sequence[Button]:
        """Return the buttons of the bar, for the list that is shown."""
        raise NotImplementedError

    def show_row(self, row_id: int) -> None:
        """Show the detail of a row."""
        raise NotImplementedError

    def open_row(self, row_id: int) -> None:
        """Open a row, by double click or Enter."""
        raise NotImplementedError

    def read(self) -> None:
        """Read the list again; the chosen row stays chosen."""
        self.pane.refresh()  # which chooses a row, and so shows it

    def show_record(self, row_id: int, view: str = "") -> None:
        """Choose a row, in the list that holds it."""
        if view:
            self.pane.show_view(view)
        self.enter()
        self.pane.choose(row_id)

    def focus_filter(self) -> None:
        """Put the caret in the filter."""
        self.pane.focus_filter()

    def make(self, kind: str, view: str = "", **context: object) -> None:
        """Open the editor of a new record; once saved it is the row that is chosen."""

        def choose(changes: Changes) -> None:
            if changes.id is not None:
                self.show_record(changes.id, view)

        self.desk.edit(kind, None, after=choose, **context)

    def open_chosen(self) -> None:
        """Open the row that is chosen."""
        if (row_id := self.pane.chosen_id) is not None:
            self.open_row(row_id)

    def removal(self, table: str) -> tuple[Button, Button]:
        """Return the buttons that take the chosen row off the list, or back, and delete it."""
        archive = partial(self._remove, removing.archive, table, back=self._is_archived)
        return (
            Button("Remettre", "undo-2", archive)
            if self._is_archived
            else Button("Archiver", "archive", archive),
            Button("Supprimer", "trash-2", partial(self._remove, removing.delete, table)),
        )

    def _remove(self, act: Callable[..., removing.Step], table: str, **how: bool) -> None:
        row = self.pane.chosen_row
        if (row_id := self.pane.chosen_id) is not None:
            name = row.get("name") or row.get("title")
            self.desk.remove(partial(act, self.desk.office, table, row_id, name, **how))

    def _show(self, row_id: object) -> None:
        is_archived = self.pane.chosen_row.get("archived_on") is not None
        if is_archived != self._is_archived:
            self._is_archived = is_archived
            self._show_buttons()
        if isinstance(row_id, int):
            self.show_row(row_id)
        # Shown last: the parts of the row before, deleted perhaps, must not be made any more.
        self.detail.setVisible(isinstance(row_id, int))

    def _show_buttons(self) -> None:
        while (item := self.bar.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for button in (*self.buttons(), Button("Exporter", "download", menu=self._export_menu)):
            self.bar.addWidget(self._made(button))
        self.bar.addStretch(1)

    def _export_menu(self) -> Sequence[tuple[str, Callable[[], object]]]:
        return (
            ("Classeur Excel (.xlsx)…", partial(self._export, TableFormat.XLSX)),
            ("Fichier CSV (.csv)…", partial(self._export, TableFormat.CSV)),
        )

    def _export(self, form: TableFormat) -> None:
        export_list(self.desk, self.pane.view, self.pane.model.asked, form, self)

    def _made(self, button: Button) -> QToolButton:
        made = QToolButton(self)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        if button.menu is not None:
            made.setText(f" {button.text}")
            made.setIcon(theme.icon(button.icon))
            made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
            menu = QMenu(made)
            menu.aboutToShow.connect(lambda: self._fill(menu, button))
            made.setMenu(menu)
            return made
        action = QAction(theme.icon(button.icon), button.text, made)
        # Qt leaves no room between a tool button's icon and its text, and would drop an ellipsis.
        action.setIconText(f" {button.text}")
        if button.shortcut:
            action.setShortcut(button.shortcut)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.setToolTip(f"{button.text} ({button.shortcut})")
            self.addAction(action)
        if button.act is not None:
            act = button.act
            action.triggered.connect(lambda _checked=False: act())
        made.setDefaultAction(action)
        return made

    def _fill(self, menu: QMenu, button: Button) -> None:
        menu.clear()
        entries = button.menu() if button.menu else ()
        for text, act in entries:
            menu.addAction(text).triggered.connect(lambda _checked=False, act=act: act())
        if not entries:
            menu.addAction("Rien à proposer ici").setEnabled(False)

    def _restore_splitter(self) -> None:
        settings = QSettings()
        key = f"{self.name}/splitter"
        kept = settings.value(key)
        if kept is None or not self._splitter.restoreState(kept):
            self._splitter.setSizes(self.shares)
        self._splitter.splitterMoved.connect(
            lambda _place, _index: settings.setValue(key, self._splitter.saveState())
        )
