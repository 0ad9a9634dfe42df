"""The lines of a tree, level by level."""

from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem


def heads(tree: QTreeWidget) -> list[QTreeWidgetItem]:
    """Return the lines of the first level."""
    items = (tree.topLevelItem(place) for place in range(tree.topLevelItemCount()))
    return [item for item in items if item is not None]


def below(head: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    """Return the lines right below another."""
    items = (head.child(row) for row in range(head.childCount()))
    return [item for item in items if item is not None]
