"""A password: hidden while it is typed, taken as it is, spaces included."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from trainingdesk.desktop import theme
from trainingdesk.desktop.widgets.field import Field

SHOW, HIDE = "Montrer le mot de passe", "Cacher le mot de passe"


class PasswordField(Field):
    """A line that shows dots, and what is typed where one asks to see it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit(self)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setAccessibleName("Mot de passe")
        self.line.textEdited.connect(lambda _text: self.edited.emit())
        self._see = QAction(theme.icon("eye"), SHOW, self)
        self._see.setCheckable(True)
        self._see.toggled.connect(self._show)
        self.line.addAction(self._see, QLineEdit.ActionPosition.TrailingPosition)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line)
        self.setFocusProxy(self.line)

    def value(self) -> str:
        """Return what was typed."""
        return self.line.text()

    def set_value(self, value: str | None) -> None:
        """Show a password, hidden."""
        self.line.setText(value or "")
        self._see.setChecked(False)

    def _show(self, is_seen: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if is_seen else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)
        self._see.setText(HIDE if is_seen else SHOW)
