"""Two or three ways to look at the same thing, side by side."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from trainingdesk.desktop import theme


class Switch(QWidget):
    """Buttons of which one is always down; `chosen` tells its key."""

    chosen = Signal(str)

    def __init__(
        self, name: str, choices: Sequence[tuple[str, str, str]], parent: QWidget | None = None
    ) -> None:
        """Offer *choices*: key, caption, icon."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._buttons: dict[str, QToolButton] = {}
        group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for key, caption, icon in choices:
            button = QToolButton(self)
            button.setText(f" {caption}" if icon else caption)
            if icon:
                button.setIcon(theme.icon(icon))
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setCheckable(True)
            button.setAccessibleName(f"{name} : {caption}")
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            group.addButton(button)
            layout.addWidget(button)
            self._buttons[key] = button
        next(iter(self._buttons.values())).setChecked(True)
        self.setStyleSheet(
            f"QToolButton:checked {{ background: {theme.current().selection};"
            f" border-color: {theme.current().accent}; }}"
        )

    @property
    def key(self) -> str:
        """What is chosen."""
        return next(key for key, button in self._buttons.items() if button.isChecked())

    def choose(self, key: str) -> None:
        """Press a button, without telling; what is not offered changes nothing."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)
