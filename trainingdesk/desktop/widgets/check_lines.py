"""A checklist that only shows: what is done, what lacks, and the place where to do it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from trainingdesk.desktop import theme
from trainingdesk.desktop.widgets.detail import ShortTable
from trainingdesk.desktop.widgets.sentences import show_sentences
from trainingdesk.domain.closing import ClosingPoint
from trainingdesk.french import plural, typeset

ICON = 16
NAME_WIDTH = 240
DONE = "fait"
CAPTIONS = ("À vérifier", "Ce qui manque")


class CheckLines(QWidget):
    """One line a point; `opened` names the sub-tab of the one that is opened."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: tuple[ClosingPoint, ...] = ()
        self.summary = QLabel(self)
        self.summary.setProperty("role", "heading")
        self.table = ShortTable(0, 2)
        show_sentences(self.table, "Points à vérifier", CAPTIONS)
        self.table.setAlternatingRowColors(False)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setIconSize(QSize(ICON, ICON))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.sectionResized.connect(lambda *_sizes: self.table.resizeRowsToContents())
        self.table.setColumnWidth(0, NAME_WIDTH)
        self.table.opened.connect(lambda row, _column: self.opened.emit(self._points[row].tab))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.summary)
        layout.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def show_points(self, points: Sequence[ClosingPoint]) -> None:
        """Show a checklist in place of the one before."""
        self._points = tuple(points)
        lacking = sum(1 for point in points if not point.is_done)
        words = f"Il manque {plural(lacking, 'point')}" if lacking else "Le dossier est complet"
        self.summary.setText(typeset(words))
        self.table.setRowCount(len(points))
        ink = theme.current()
        for row, point in enumerate(points):
            name = QTableWidgetItem(point.name)
            mark, colour = (
                ("circle-check", ink.success) if point.is_done else ("circle-alert", ink.warning)
            )
            name.setIcon(theme.icon(mark, colour))
            self.table.setItem(row, 0, name)
            told = QTableWidgetItem(typeset(point.lacks) or DONE)
            told.setToolTip(typeset(f"Voir : {point.tab}"))
            self.table.setItem(row, 1, told)
        self.table.resizeRowsToContents()
