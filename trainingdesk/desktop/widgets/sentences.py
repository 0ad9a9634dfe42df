"""Tables of sentences: rows chosen whole, each as high as what it says."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
)

from trainingdesk.desktop.models.table import Index
from trainingdesk.french import typeset

BESIDE = 10
TALLEST = 1000


class Sentences(QStyledItemDelegate):
    """Whole sentences in as many lines as they take, without a frame about one cell of a row."""

    # Qt's own interface -------------------------------------------------------------------------

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = cast("QTableWidget", option.widget).columnWidth(index.column()) - 2 * BESIDE
        if index.data(Qt.ItemDataRole.DecorationRole) is not None:
            width -= option.decorationSize.width() + BESIDE
        room = QRect(0, 0, width, TALLEST)
        text = str(index.data() or "")
        needed = option.fontMetrics.boundingRect(room, Qt.TextFlag.TextWordWrap, text)
        return QSize(needed.width(), needed.height() + 2 * BESIDE)


def show_sentences(table: QTableWidget, name: str, captions: Sequence[str]) -> None:
    """Set a table up for sentences that are only read; *name* is told to who does not see it."""
    table.setHorizontalHeaderLabels([typeset(caption) for caption in captions])
    table.setAccessibleName(name)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setAlternatingRowColors(True)
    table.setWordWrap(True)
    table.setItemDelegate(Sentences(table))
    table.verticalHeader().hide()
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
