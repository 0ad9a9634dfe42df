"""Lists drawn as trees: how they are built, and their lines level by level."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem, QWidget

from trainingdesk.desktop import theme

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def list_tree(
    parent: QWidget,
    name: str,
    captions: Sequence[str],
    widths: Sequence[int],
    right: Sequence[int] = (),
) -> QTreeWidget:
    """Return an empty list without levels; amounts stand at the right of their columns."""
    tree = QTreeWidget(parent)
    tree.setAccessibleName(name)
    tree.setHeaderLabels(list(captions))
    tree.setRootIsDecorated(False)
    tree.setAlternatingRowColors(True)
    tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    for column, width in enumerate(widths):
        tree.setColumnWidth(column, width)
    align_right(tree.headerItem(), right)
    return tree


def align_right(line: QTreeWidgetItem, columns: Sequence[int]) -> None:
    """Put the cells of amounts at the right of their columns."""
    for column in columns:
        line.setTextAlignment(column, _RIGHT)


def grey(line: QTreeWidgetItem) -> None:
    """Show a line as one that nothing can be done with now."""
    for column in range(line.columnCount()):
        line.setForeground(column, QColor(theme.current().muted))


def heads(tree: QTreeWidget) -> list[QTreeWidgetItem]:
    """Return the lines of the first level."""
    items = (tree.topLevelItem(place) for place in range(tree.topLevelItemCount()))
    return [item for item in items if item is not None]


def below(head: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    """Return the lines right below another."""
    items = (head.child(row) for row in range(head.childCount()))
    return [item for item in items if item is not None]
