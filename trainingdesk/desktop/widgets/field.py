"""A widget of ours that holds one field of a record, whatever its kind."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class Field(QWidget):
    """Shown and read by a binding, as a line of text is."""

    edited = Signal()
    left = Signal()
    """What was typed is complete: it can be held against its kind."""

    def value(self) -> Any:  # noqa: ANN401 - each subclass says which
        """Return what was entered.

        Raises:
            ValueError: it cannot be read; its text is what to do.
        """
        raise NotImplementedError

    def set_value(self, value: Any) -> None:  # noqa: ANN401
        """Show a value."""
        raise NotImplementedError
