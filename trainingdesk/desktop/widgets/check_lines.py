"""A checklist that only shows: what is done, what lacks, and the place where to do it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from trainingdesk.desktop import theme
from trainingdesk.desktop.widgets.detail import ShortTable
from trainingdesk.desktop.widgets.findings_table import Sentences
from trainingdesk.domain.closing import ClosingPoint
from trainingdesk.french import plural, typeset

ICON = 16
NAME_WIDTH = 240
DONE = "fait"


class CheckLines(QWidget):
    """One line a point; `opened` names the sub-tab of the one that is opened."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: tuple[ClosingPoint, ...] = ()
        self.summary = QLabel(self)
        self.summary.setProperty("role", "heading")
        self.table = ShortTable(0, 2)
        self.table.setHorizontalHeaderLabels(["À vérifier", "Ce qui manque"])
        self.table.setAccessibleName("Points à vérifier")
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setIconSize(QSize(ICON, ICON))
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setWordWrap(True)
        self.table.setItemDelegate(Sentences(self.table))
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
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
