"""What is known of the chosen row: the right half of most pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QToolButton,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from trainingdesk.desktop import theme
from trainingdesk.desktop.models.table import LEFT, RIGHT
from trainingdesk.french import typeset

ROW_HEIGHT, HEAD_ROWS = 30, 2
LEAST = 88
"""The width that a column of long texts keeps, whatever room there is."""


@dataclass(frozen=True, slots=True)
class Step:
    """A button of a detail; the one that is usually pressed next is `is_next`."""

    text: str
    icon: str
    act: Callable[[], object]
    is_next: bool = False


class Detail(QFrame):
    """A card with a title, a state, buttons, facts and sub-tabs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._title = QLabel(self)
        self._title.setProperty("role", "title")
        self._title.setWordWrap(True)
        self._title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._subtitle = QLabel(self)
        self._subtitle.setProperty("role", "muted")
        self._subtitle.setWordWrap(True)
        self._badge = QLabel(self)
        self._badge.setProperty("role", "badge")
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 8)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._subtitle)
        layout.addLayout(self._buttons)
        layout.addWidget(self.tabs, 1)

    def head(self, title: str, subtitle: str = "", state: str = "") -> None:
        """Say what the card shows."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))
        self._badge.setText(state)
        self._badge.setVisible(bool(state))

    def buttons(self, steps: Sequence[Step], more: Sequence[Step] = ()) -> None:
        """Show what can be done; *more* drops down from a last button."""
        while (item := self._buttons.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for step in steps:
            button = QPushButton(step.text, self)
            ink = theme.current().on_accent if step.is_next else None
            button.setIcon(theme.icon(step.icon, ink))
            button.setProperty("primary", "true" if step.is_next else "false")
            button.clicked.connect(lambda _checked=False, act=step.act: act())
            self._buttons.addWidget(button)
        if more:
            self._buttons.addWidget(self._dropping(more))
        self._buttons.addStretch(1)

    def _dropping(self, steps: Sequence[Step]) -> QToolButton:
        button = QToolButton(self)
        button.setText("Plus")
        button.setAccessibleName("Autres actions")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        for step in steps:
            action = menu.addAction(theme.icon(step.icon), step.text)
            action.triggered.connect(lambda _checked=False, act=step.act: act())
        button.setMenu(menu)
        return button

    def clear_tabs(self) -> None:
        """Take the sub-tabs away."""
        while self.tabs.count():
            widget = self.tabs.widget(0)
            self.tabs.removeTab(0)
            if widget is not None:
                widget.deleteLater()

    def fill(self, tabs: Sequence[tuple[str, QWidget]]) -> None:
        """Show these sub-tabs; the one that was in front stays there."""
        front = self.tabs.tabText(self.tabs.currentIndex())
        # Out of sight, so that no tab that is passed over on the way draws itself.
        self.tabs.hide()
        self.clear_tabs()
        for caption, widget in tabs:
            self.tabs.addTab(widget, caption)
            if caption == front:
                self.tabs.setCurrentWidget(widget)
        self.tabs.show()


def facts(pairs: Sequence[tuple[str, str]]) -> QWidget:
    """Return labels with their values, values one can copy; empty ones are left out."""
    whole = _Facts()
    grid = QGridLayout(whole)
    grid.setContentsMargins(0, 8, 0, 8)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    grid.setRowStretch(len(pairs), 1)
    for row, (caption, value) in enumerate(pairs):
        if value:
            label = QLabel(caption)
            label.setProperty("role", "muted")
            text = QLabel(value)
            text.setWordWrap(True)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            for place, each in enumerate((label, text)):
                each.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
                grid.addWidget(each, row, place)
    return whole


class _Facts(QWidget):
    """Labels and values that keep every line of a long value, whatever else wants room."""

    # Qt's own interface -------------------------------------------------------------------------

    def minimumSizeHint(self) -> QSize:
        # Layouts around it ask for the least height without saying of what width.
        least, grid = super().minimumSizeHint(), self.layout()
        if grid is not None:
            least.setHeight(grid.minimumHeightForWidth(max(self.width(), least.width())))
        return least

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()


def heading(words: str) -> QLabel:
    """Return the title of a part of a sub-tab."""
    label = QLabel(words)
    label.setProperty("role", "heading")
    return label


class Squeezed(QWidget):
    """What scrolls only where that which it cannot do without has no room."""

    # Qt's own interface -------------------------------------------------------------------------

    def heightForWidth(self, width: int) -> int:
        # A scroll area would take what texts, lists and tables wish for as what they need.
        layout = self.layout()
        return -1 if layout is None else layout.totalMinimumHeightForWidth(width)


def scrolling(widget: QWidget) -> QWidget:
    """Return a widget in a frame that scrolls when there is no room for all of it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(widget)
    return area


def small_table(
    captions: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    right: Sequence[int] = (),
    long: Sequence[int] = (),
    empty: str = "",
    opened: Callable[[int], object] | None = None,
) -> QWidget:
    """Return a short table that only shows; *opened* is told the row that is opened.

    Columns of *long* texts are cut where room lacks, and read whole below the pointer.
    """
    if not rows and empty:
        hint = QLabel(typeset(empty))
        hint.setProperty("role", "muted")
        hint.setWordWrap(True)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return hint
    table = ShortTable(len(rows), len(captions))
    table.setHorizontalHeaderLabels(list(captions))
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.setAlternatingRowColors(True)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setAccessibleName(", ".join(captions))
    table.verticalHeader().hide()
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setDefaultAlignment(LEFT)
    for number, row in enumerate(rows):
        for place, text in enumerate(row):
            item = QTableWidgetItem(text)
            item.setTextAlignment(RIGHT if place in right else LEFT)
            table.setItem(number, place, item)
    for place in right:
        if (caption := table.horizontalHeaderItem(place)) is not None:
            caption.setTextAlignment(RIGHT)
    table.horizontalHeader().setStretchLastSection(True)
    table.share_width(long)
    if opened is not None:
        table.opened.connect(lambda row, _column: opened(row))
    return table


class ShortTable(QTableWidget):
    """A table that tells which cell is opened, by double click or Enter."""

    opened = Signal(int, int)

    def __init__(self, rows: int, columns: int) -> None:
        super().__init__(rows, columns)
        self._long: Sequence[int] = ()
        self.cellDoubleClicked.connect(self.opened)

    def share_width(self, long: Sequence[int]) -> None:
        """Give columns what their texts need, the *long* ones less where room lacks."""
        self._long = long
        self._share()

    def _share(self) -> None:
        header = self.horizontalHeader()
        needs = [
            max(self.sizeHintForColumn(place), header.sectionSizeHint(place))
            for place in range(self.columnCount())
        ]
        least = [LEAST if place in self._long else need for place, need in enumerate(needs)]
        for place, width in enumerate(kept_in(self.viewport().width(), needs, least)):
            self.setColumnWidth(place, width)

    def _cut_text(self, place: QPoint) -> str:
        """Return the text of a cell that its column has no room for."""
        index = self.indexAt(place)
        item = self.itemFromIndex(index) if index.isValid() else None
        if item is None or item.toolTip():
            return ""
        needed = self.sizeHintForIndex(index).width()
        return item.text() if needed > self.columnWidth(index.column()) else ""

    # Qt's own interface -------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._long:
            self._share()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and (words := self._cut_text(event.pos())):
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentRow() >= 0:
            self.opened.emit(self.currentRow(), self.currentColumn())
        else:
            super().keyPressEvent(event)


def kept_in(room: int, needs: Sequence[int], least: Sequence[int]) -> list[int]:
    """Return the widths of columns in *room*: what they need, the widest cut to one same width.

    None goes below its *least*; where that would not do nothing is cut.
    """
    pairs = list(zip(needs, least, strict=True))
    cuts = range(max(needs, default=0), min(least, default=0) - 1, -1)
    widths = ([min(need, max(most, low)) for need, low in pairs] for most in cuts)
    return next((each for each in widths if sum(each) <= room), list(needs))


def no_taller(table: QWidget, rows: int, most: int) -> QWidget:
    """Return a table that is as tall as its rows, though never more than *most* of them."""
    table.setMaximumHeight((min(rows, most) + HEAD_ROWS) * ROW_HEIGHT)
    return table


def stacked(*widgets: QWidget, stretch: int = -1) -> QWidget:
    """Return widgets one below the other; the one numbered *stretch* takes what room is left."""
    whole = Squeezed()
    layout = QVBoxLayout(whole)
    layout.setContentsMargins(0, 8, 0, 0)
    layout.setSpacing(8)
    for number, widget in enumerate(widgets):
        layout.addWidget(widget, 1 if number == stretch else 0)
    return whole
