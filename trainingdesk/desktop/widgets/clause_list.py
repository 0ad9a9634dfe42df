"""The clauses of the conditions, by group: which are there, and which need a look."""

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QIcon
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from trainingdesk.desktop import theme
from trainingdesk.domain.conditions.clauses import TITLES
from trainingdesk.domain.conditions.conformity import Level
from trainingdesk.domain.conditions.labels import GROUPS
from trainingdesk.french import typeset

NAME = Qt.ItemDataRole.UserRole
MARKS = {Level.FAULT: "circle-alert", Level.ADVICE: "triangle-alert"}


class ClauseList(QTreeWidget):
    """A box to tick for each clause; `switched` tells one that was added or taken out."""

    chosen = Signal(str)
    switched = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(12)
        self.setExpandsOnDoubleClick(False)
        self.setItemsExpandable(False)
        self.setAccessibleName("Clauses")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._items: dict[str, QTreeWidgetItem] = {}
        for group, names in GROUPS.items():
            self._add_group(group, names)
        self.expandAll()
        self.currentItemChanged.connect(self._choose)
        self.itemChanged.connect(self._switch)

    def show_present(self, names: frozenset[str]) -> None:
        """Tick the clauses that are there."""
        with QSignalBlocker(self):
            for name, item in self._items.items():
                item.setCheckState(0, _ticked(name in names))
                self._dress(item)

    def present(self) -> frozenset[str]:
        """Return the clauses that are ticked."""
        return frozenset(
            name
            for name, item in self._items.items()
            if item.checkState(0) == Qt.CheckState.Checked
        )

    def choose(self, name: str) -> None:
        """Choose a clause."""
        self.setCurrentItem(self._items[name])

    def add(self, name: str) -> None:
        """Tick a clause as the user would."""
        self._items[name].setCheckState(0, Qt.CheckState.Checked)

    def mark(self, levels: Mapping[str, Level]) -> None:
        """Mark the clauses that were found wanting, by the worst that was found."""
        with QSignalBlocker(self):
            for name, item in self._items.items():
                level = levels.get(name)
                item.setIcon(0, level_icon(level) if level else QIcon())
                said = "" if level is None else typeset(f" : {LEVEL_WORDS[level]}")
                item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{item.text(0)}{said}")

    def lock(self) -> None:
        """Only show from now on."""
        with QSignalBlocker(self):
            for item in self._items.values():
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)

    def _add_group(self, group: str, names: tuple[str, ...]) -> None:
        parent = QTreeWidgetItem(self, [group])
        parent.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = parent.font(0)
        font.setBold(True)
        parent.setFont(0, font)
        for name in names:
            item = QTreeWidgetItem(parent, [typeset(TITLES[name])])
            item.setData(0, NAME, name)
            item.setToolTip(0, typeset(TITLES[name]))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(0, Qt.CheckState.Unchecked)
            self._items[name] = item

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and item.data(0, NAME):
            self.chosen.emit(item.data(0, NAME))

    def _switch(self, item: QTreeWidgetItem) -> None:
        name = item.data(0, NAME)
        with QSignalBlocker(self):
            self._dress(item)
        self.setCurrentItem(item)
        self.switched.emit(name, item.checkState(0) == Qt.CheckState.Checked)

    def _dress(self, item: QTreeWidgetItem) -> None:
        is_there = item.checkState(0) == Qt.CheckState.Checked
        ink = theme.current().text if is_there else theme.current().muted
        item.setForeground(0, QBrush(QColor(ink)))


LEVEL_WORDS = {Level.FAULT: "à corriger", Level.ADVICE: "à regarder"}


def level_icon(level: Level) -> QIcon:
    """Return the mark of a finding: red where the law is not met, amber for advice."""
    now = theme.current()
    return theme.icon(MARKS[level], now.danger if level is Level.FAULT else now.warning)


def _ticked(is_there: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if is_there else Qt.CheckState.Unchecked
