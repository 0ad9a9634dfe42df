"""A small whole number with arrows, written as far from the border as in any other field."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSpinBox, QWidget

ROOM = 8
"""Pixels before the number: the style sheet's padding does not reach the line inside."""


class NumberBox(QSpinBox):
    """Tells its number once the keyboard has left it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setKeyboardTracking(False)
        self.lineEdit().setTextMargins(ROOM, 0, 0, 0)

    # Qt's own interface ---------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(ROOM, 0)

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint() + QSize(ROOM, 0)
