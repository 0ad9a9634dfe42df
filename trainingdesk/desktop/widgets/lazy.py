"""A part of a page that is made when it is first seen."""

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget


class Lazy(QWidget):
    """Holds the place of a widget until somebody looks at it."""

    def __init__(self, make: Callable[[], QWidget]) -> None:
        super().__init__()
        self._make: Callable[[], QWidget] | None = make
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)

    # Qt's own interface -------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        make, self._make = self._make, None
        layout = self.layout()
        if make is not None and layout is not None:
            made = make()
            layout.addWidget(made)
            # At once: a layout shows it a turn later, and keys typed meanwhile would go elsewhere.
            made.show()
