"""A list of the file in a QTableView, however long it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from sqlite_utils import Database

from trainingdesk.storage import lists
from trainingdesk.storage.lists import Asked, Listing

Index = QModelIndex | QPersistentModelIndex

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
ROOT = QModelIndex()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: the field it shows, its French caption, how it is written."""

    field: str
    caption: str
    show: Callable[[Any], str] = str
    right: bool = False
    width: int = 120
    colour: Callable[[Any], str | None] | None = None


class ListModel(QAbstractTableModel):
    """Keep every id in memory and the rows of the pages in sight only.

    Sorting and filtering are done in SQL: a proxy model would read and compare every row here.
    """

    PAGE = 200

    def __init__(
        self,
        db: Database,
        listing: Listing,
        columns: Sequence[Column],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._db = db
        self.listing = listing
        self.columns = columns
        self.asked = Asked()
        self._ids: list[int] = []
        self._pages: dict[int, dict[int, lists.Row]] = {}

    def ask(self, asked: Asked) -> None:
        """Show the rows that are asked for, in the order that was chosen last."""
        self.asked = replace(asked, order=self.asked.order, descending=self.asked.descending)
        self.refresh()

    def refresh(self) -> None:
        """Read again, after something changed."""
        self.beginResetModel()
        self._ids = lists.find_ids(self._db, self.listing, self.asked)
        self._pages.clear()
        self.endResetModel()

    def row_id(self, row: int) -> int:
        """Return the id of a row."""
        return self._ids[row]

    def row_of(self, row_id: int) -> int | None:
        """Return the row that shows an id, if it is shown."""
        try:
            return self._ids.index(row_id)
        except ValueError:
            return None

    def record(self, row: int) -> lists.Row:
        """Return what a row holds."""
        page = row // self.PAGE
        if page not in self._pages:
            start = page * self.PAGE
            ids = self._ids[start : start + self.PAGE]
            self._pages[page] = lists.fetch(self._db, self.listing, ids)
        return self._pages[page].get(self._ids[row], {})

    # Qt's own interface -------------------------------------------------------------------------

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        column = self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                value = self.record(index.row()).get(column.field)
                return "" if value is None else column.show(value)
            case Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if column.right else LEFT
            case Qt.ItemDataRole.ForegroundRole if column.colour is not None:
                colour = column.colour(self.record(index.row()).get(column.field))
                return QColor(colour) if colour else None
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns[section].caption
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if self.columns[section].right else LEFT
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.columns):
            descending = order == Qt.SortOrder.DescendingOrder
            self.asked = replace(
                self.asked, order=self.columns[column].field, descending=descending
            )
            self.refresh()
