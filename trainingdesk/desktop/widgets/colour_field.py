"""The accent colour of the papers, typed or picked."""

import re

from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QColorDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from trainingdesk.desktop import theme
from trainingdesk.desktop.widgets.field import Field


class ColourField(Field):
    """A colour as papers keep it, `#rrggbb`, with a button that shows it and opens a chooser."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit(self)
        self.line.setMaxLength(7)
        self.line.setFixedWidth(104)
        self.line.setAccessibleName("Couleur, par exemple #1f5a7a")
        self._swatch = QPushButton("Choisir…", self)
        self._swatch.setAutoDefault(False)
        self._swatch.clicked.connect(self._pick)
        self.line.textEdited.connect(self._typed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.line)
        layout.addWidget(self._swatch)
        layout.addStretch(1)
        self.setFocusProxy(self.line)

    def value(self) -> str:
        """Return the colour.

        Raises:
            ValueError: what is typed is no colour.
        """
        text = self.line.text().strip().lower()
        if not re.fullmatch(r"#[0-9a-f]{6}", text):
            raise ValueError("Écrivez une couleur comme #1f5a7a, ou choisissez-la.")
        return text

    def set_value(self, value: str) -> None:
        """Show a colour."""
        self.line.setText(value)
        self._paint()

    def _typed(self) -> None:
        self._paint()
        self.edited.emit()

    def _pick(self) -> None:
        chosen = QColorDialog.getColor(QColor(self.line.text()), self, "Couleur des documents")
        if chosen.isValid():
            self.set_value(chosen.name())
            self.edited.emit()

    def _paint(self) -> None:
        colour = QColor(self.line.text())
        patch = QPixmap(self._swatch.iconSize())
        patch.fill(colour if colour.isValid() else QColor(theme.current().border))
        self._swatch.setIcon(QIcon(patch))
