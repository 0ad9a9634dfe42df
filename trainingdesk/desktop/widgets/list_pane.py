"""A list with its filters: the left half of most pages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from PySide6.QtCore import QModelIndex, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from trainingdesk.desktop import theme
from trainingdesk.desktop.models.table import Column, ListModel
from trainingdesk.desktop.widgets import shown
from trainingdesk.domain.labels import LABELS
from trainingdesk.french import plural, typeset
from trainingdesk.services.office import Office
from trainingdesk.storage import lists
from trainingdesk.storage.lists import Asked, Listing

TYPING_PAUSE_MS = 120
ROW_HEIGHT = 30

Filters = Mapping[str, Sequence[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One entry of a filter, and the conditions it asks for."""

    caption: str
    filters: Filters = field(default_factory=dict)


def every(caption: str, kind: type[StrEnum], name: str) -> Callable[[date], Sequence[Choice]]:
    """Return a filter by the values of a choice, after an entry that shows them all."""
    values = [
        Choice(caption=shown.capital(text), filters={name: [value.value]})
        for value, text in LABELS[kind].items()
    ]
    return lambda _today: (Choice(caption=caption), *values)


def archived(_today: date) -> Sequence[Choice]:
    """Return the filter that shows what was archived, or all that was not."""
    return (
        Choice(caption="En cours", filters={"active": ()}),
        Choice(caption="Archivés", filters={"archived": ()}),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One of the lists of a page: what it reads, its columns and filters, what it says empty.

    `one` and `many` name its rows in the status bar; `choices` give its drop-down
    filters for the day it is.
    """

    key: str
    caption: str
    listing: Listing
    columns: Sequence[Column]
    one: str
    many: str
    empty: str
    filters: Filters = field(default_factory=dict)
    choices: Sequence[Callable[[date], Sequence[Choice]]] = ()


class ListPane(QWidget):
    """Shows one of several lists, filtered as one types; keeps widths and choices."""

    chosen = Signal(object)
    opened = Signal(int)
    view_changed = Signal(object)
    counted = Signal(str)

    def __init__(
        self,
        name: str,
        office: Office,
        views: Sequence[View],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._db = office.db
        self._today = office.today
        self._views = views
        self._view = views[0]
        self._settings = QSettings()
        self._boxes: list[QComboBox] = []
        self._choices: list[Sequence[Choice]] = []
        self._model: ListModel | None = None
        self._is_arranging = True
        self._switch = QComboBox(self)
        self._switch.setAccessibleName("Liste affichée")
        self._switch.addItems([view.caption for view in views])
        self._switch.setVisible(len(views) > 1)
        self._text = QLineEdit(self)
        self._text.setPlaceholderText("Filtrer…")
        self._text.setAccessibleName("Filtrer la liste")
        self._text.setClearButtonEnabled(True)
        self._text.setMinimumWidth(96)
        self._reset = QToolButton(self)
        self._reset.setIcon(theme.icon("x"))
        self._reset.setToolTip("Effacer les filtres")
        self._reset.setAccessibleName("Effacer les filtres")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE_MS)
        self.table = _Table(self)
        self._hint = QLabel(self)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setWordWrap(True)
        self._hint.setProperty("role", "muted")
        self._bar = QHBoxLayout()
        self._arrange()
        self._connect()
        self._arrange_view(self._restored_view())

    @property
    def view(self) -> View:
        """The list that is shown."""
        return self._view

    @property
    def model(self) -> ListModel:
        """The rows that are shown."""
        assert self._model is not None  # noqa: S101 - made with the first view
        return self._model

    @property
    def chosen_id(self) -> int | None:
        """The id of the row that is chosen."""
        index = self.table.currentIndex()
        return self.model.row_id(index.row()) if index.isValid() else None

    @property
    def chosen_row(self) -> lists.Row:
        """What the list shows of the row that is chosen; empty when none is."""
        index = self.table.currentIndex()
        return self.model.record(index.row()) if index.isValid() else {}

    def refresh(self) -> None:
        """Read again, and keep the row that was chosen."""
        self._ask()

    def choose(self, row_id: int) -> bool:
        """Choose a row by its id, filters set aside if they hide it."""
        row = self.model.row_of(row_id)
        if row is None:
            self.clear_filters()
            row = self._look_among_others(row_id)
        if row is None:
            return False
        self.table.selectRow(row)
        self.table.scrollTo(self.model.index(row, 0))
        return True

    def _look_among_others(self, row_id: int) -> int | None:
        """Look for a row that no filter lets pass by itself: one that was archived."""
        row = self.model.row_of(row_id)
        for box, choices in zip(self._boxes, self._choices, strict=True):
            if row is None and choices[0].filters:
                box.setCurrentIndex(len(choices) - 1)
                row = self.model.row_of(row_id)
        return row

    def show_view(self, key: str) -> None:
        """Show another list of the page."""
        number = next(n for n, view in enumerate(self._views) if view.key == key)
        self._switch.setCurrentIndex(number)

    def set_text(self, text: str) -> None:
        """Filter by a text at once."""
        self._text.setText(text)
        self._ask()

    def focus_filter(self) -> None:
        """Put the caret where one types to filter."""
        self._text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._text.selectAll()

    def clear_filters(self) -> None:
        """Show every row of the list."""
        self._text.clear()
        for box in self._boxes:
            box.setCurrentIndex(0)
        self._ask()

    def offer_again(self) -> None:
        """Offer the filters anew, where what they choose among changed; the chosen ones stay."""
        choices = [given(self._today()) for given in self._view.choices]
        if choices != self._choices:
            self._make_boxes()
            self._ask()

    def _arrange(self) -> None:
        self._bar.setContentsMargins(0, 0, 0, 0)
        self._bar.setSpacing(8)
        self._bar.addWidget(self._switch)
        self._bar.addWidget(self._text, 1)
        self._bar.addWidget(self._reset)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._bar)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._hint, 1)

    def _connect(self) -> None:
        self._switch.currentIndexChanged.connect(self._switch_to)
        self._text.textEdited.connect(self._pause.start)
        self._text.textChanged.connect(lambda text: None if text else self._pause.start())
        self._pause.timeout.connect(self._ask)
        self._reset.clicked.connect(self.clear_filters)
        self.table.doubleClicked.connect(self._open)
        self.table.entered_row.connect(self._open_current)
        self.table.horizontalHeader().sectionResized.connect(self._keep_width)

    def _restored_view(self) -> View:
        key = str(self._settings.value(f"{self._name}/view", ""))
        number = next((n for n, view in enumerate(self._views) if view.key == key), 0)
        self._switch.blockSignals(True)
        self._switch.setCurrentIndex(number)
        self._switch.blockSignals(False)
        return self._views[number]

    def _switch_to(self, number: int) -> None:
        self._show_view(self._views[number])
        self._settings.setValue(f"{self._name}/view", self._view.key)

    def _show_view(self, view: View) -> None:
        self._arrange_view(view)
        self.view_changed.emit(view)
        self._ask()

    def _arrange_view(self, view: View) -> None:
        """Lay out the columns and filters of a list; nothing is read before the page is shown."""
        self._view = view
        self._is_arranging = True
        self._make_boxes()
        former = self._model
        self._model = ListModel(self._db, view.listing, view.columns, self)
        self.table.setModel(self._model)
        if former is not None:
            former.deleteLater()
        self.table.selectionModel().currentRowChanged.connect(self._row_chosen)
        self._restore_columns()
        self._is_arranging = False

    def _make_boxes(self) -> None:
        for box in self._boxes:
            self._bar.removeWidget(box)
            box.deleteLater()
        self._choices = [given(self._today()) for given in self._view.choices]
        self._boxes = [self._filter_box(n, choices) for n, choices in enumerate(self._choices)]

    def _filter_box(self, number: int, choices: Sequence[Choice]) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(f"Filtre : {choices[0].caption}")
        box.addItems([choice.caption for choice in choices])
        kept = str(self._settings.value(f"{self._name}/{self._view.key}/filter{number}", ""))
        box.setCurrentIndex(max(box.findText(kept), 0))
        box.currentTextChanged.connect(
            lambda text: self._settings.setValue(
                f"{self._name}/{self._view.key}/filter{number}", text
            )
        )
        box.currentIndexChanged.connect(lambda _number: self._ask())
        self._bar.insertWidget(2 + number, box)
        return box

    def _ask(self) -> None:
        filters = dict(self._view.filters)
        for box, choices in zip(self._boxes, self._choices, strict=True):
            filters.update(choices[max(box.currentIndex(), 0)].filters)
        kept = self.chosen_id
        self.model.ask(Asked(text=self._text.text(), filters=filters))
        self._after_reading(kept)

    def _after_reading(self, kept: int | None) -> None:
        row = self.model.row_of(kept) if kept is not None else None
        count = self.model.rowCount()
        if count:
            self.table.selectRow(row if row is not None else 0)
        self.table.setVisible(count > 0)
        self._hint.setVisible(count == 0)
        narrowed = self._text.text() or any(box.currentIndex() > 0 for box in self._boxes)
        self._hint.setText(
            "Aucune ligne ne correspond aux filtres." if narrowed else typeset(self._view.empty)
        )
        if not count:
            self.chosen.emit(None)
        self.counted.emit(self._summary(count))

    def _summary(self, count: int) -> str:
        words = [plural(count, self._view.one, self._view.many)]
        sums = lists.sums(self._db, self._view.listing, self.model.asked)
        names = {
            "total_ht": "HT",
            "remaining": "restant dû",
            "to_pay": "à payer",
            "amount": "reçus",
        }
        words += [f"{shown.cents(value)} {names[name]}" for name, value in sums.items()]
        return " · ".join(words)

    def _row_chosen(self, index: QModelIndex) -> None:
        self.chosen.emit(self.model.row_id(index.row()) if index.isValid() else None)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.model.row_id(index.row()))

    def _open_current(self) -> None:
        if self.chosen_id is not None:
            self.opened.emit(self.chosen_id)

    def _restore_columns(self) -> None:
        header = self.table.horizontalHeader()
        header.blockSignals(True)
        for number, column in enumerate(self._view.columns):
            kept = self._settings.value(f"{self._name}/{self._view.key}/{column.field}")
            header.resizeSection(number, int(str(kept)) if kept else column.width)
        order = next(
            (n for n, c in enumerate(self._view.columns) if c.field == self._view.listing.order), 0
        )
        direction = (
            Qt.SortOrder.DescendingOrder
            if self._view.listing.descending
            else Qt.SortOrder.AscendingOrder
        )
        header.setSortIndicator(order, direction)
        header.blockSignals(False)

    def _keep_width(self, number: int, _former: int, width: int) -> None:
        """Keep a width that was dragged; the last column only takes the room that is left."""
        if not self._is_arranging and number < len(self._view.columns) - 1:
            column = self._view.columns[number]
            self._settings.setValue(f"{self._name}/{self._view.key}/{column.field}", width)


class _Table(QTableView):
    """A table where Enter opens the row, as a double click does."""

    entered_row = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Liste")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAlternatingRowColors(True)
        self.setSortingEnabled(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setHighlightSections(False)

    # Qt's own interface -------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered_row.emit()
        else:
            super().keyPressEvent(event)
