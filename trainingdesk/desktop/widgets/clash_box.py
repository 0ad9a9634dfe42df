"""The clashes of a session that is being typed, and the wish to keep them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from trainingdesk.desktop import theme
from trainingdesk.french import NBSP, plural

MOST_SHOWN = 8
"""Longer lists push the buttons out of the window; the rest is counted."""


class ClashBox(QFrame):
    """Tells who and what is wanted twice; `kept` is emitted when that is to stay."""

    kept = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Conflits de planning")
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setProperty("role", "error")
        self.reason = QLineEdit(self)
        self.reason.setAccessibleName("Motif, facultatif")
        self.reason.setPlaceholderText("Motif (facultatif)")
        self.keep = QPushButton(theme.icon("check"), "Garder quand même", self)
        self.keep.setAutoDefault(False)
        self.keep.setToolTip("Enregistrer la session avec ces conflits, et le noter dans ses notes")
        self.keep.clicked.connect(self.kept)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.reason, 1)
        row.addWidget(self.keep)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.words)
        layout.addLayout(row)
        self.hide()

    def show_clashes(self, known: Sequence[str], new: Sequence[str]) -> None:
        """Show the clashes that nobody kept yet, and below them those of before."""
        lines = []
        if new:
            lines += [f"{plural(len(new), 'conflit')} de planning{NBSP}:", *_shortened(new)]
        if known:
            lines += [f"Déjà enregistré{NBSP}:", *_shortened(known)]
        self.words.setText("\n".join(lines))
        self.setAccessibleDescription(self.words.text())
        for part in (self.reason, self.keep):
            part.setVisible(bool(new))
        self.setVisible(bool(lines))

    # Qt's own interface -------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter in the reason must not reach the window's «Enregistrer», which asks again.
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.kept.emit()
        else:
            super().keyPressEvent(event)


def _shortened(sentences: Sequence[str]) -> list[str]:
    shown = [f"– {sentence}" for sentence in sentences[:MOST_SHOWN]]
    rest = len(sentences) - MOST_SHOWN
    return [*shown, f"– et {plural(rest, 'autre')}."] if rest > 0 else shown
