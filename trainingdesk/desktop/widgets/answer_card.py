"""What the conditions of sale answer: a sentence to read aloud, and the figures behind it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from trainingdesk.french import typeset

SENTENCE = "font-size: 13pt;"
STRONG = "font-weight: bold;"
HEIGHT = 264
"""What a sentence of four lines and its figures take; the window does not jump while one types."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer in words: facts in pairs, and the steps of a scale with the one that holds."""

    sentence: str
    clause: str = ""
    facts: Sequence[tuple[str, str]] = ()
    steps: Sequence[tuple[str, str]] = ()
    current: int = -1


class AnswerCard(QFrame):
    """Shows an answer, or what is still wanted for one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._answer: Answer | None = None
        self._sentence = _words(self)
        self._clause = _words(self)
        self._clause.setProperty("role", "muted")
        self._figures = QHBoxLayout()
        self._figures.setSpacing(48)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self._sentence)
        layout.addWidget(self._clause)
        layout.addLayout(self._figures)
        layout.addStretch(1)
        self.setMinimumHeight(HEIGHT)

    @property
    def sentence(self) -> str:
        """The sentence that is shown; empty where there is no answer."""
        return self._answer.sentence if self._answer else ""

    def tell(self, answer: Answer) -> None:
        """Show an answer."""
        self._answer = answer
        self._say(answer.sentence, "", SENTENCE)
        self._clause.setText(typeset(answer.clause))
        self._clause.setVisible(bool(answer.clause))
        self._clear()
        for pairs, current in ((answer.facts, -1), (answer.steps, answer.current)):
            if pairs:
                self._figures.addWidget(_grid(pairs, current, self), 0, Qt.AlignmentFlag.AlignTop)
        self._figures.addStretch(1)

    def want(self, words: str, *, wrong: bool = False) -> None:
        """Say what is wanted, or *wrong*, instead of an answer."""
        self._answer = None
        self._say(words, "error" if wrong else "muted", "")
        self._clause.hide()
        self._clear()

    def _say(self, words: str, role: str, style: str) -> None:
        self._sentence.setText(typeset(words))
        self._sentence.setProperty("role", role)
        self._sentence.setStyleSheet(style)
        self._sentence.style().unpolish(self._sentence)
        self._sentence.style().polish(self._sentence)
        self.setAccessibleDescription(words)

    def _clear(self) -> None:
        while (item := self._figures.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()


def _grid(pairs: Sequence[tuple[str, str]], current: int, parent: QWidget) -> QWidget:
    """Return captions with their values; the *current* pair is in bold, with a mark."""
    whole = QWidget(parent)
    grid = QGridLayout(whole)
    grid.setContentsMargins(0, 4, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    for row, (caption, value) in enumerate(pairs):
        name, text = QLabel(caption, whole), QLabel(value, whole)
        if row == current:
            name.setText(f"▸ {caption}")
            name.setStyleSheet(STRONG)
            text.setStyleSheet(STRONG)
        else:
            name.setProperty("role", "muted")
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(name, row, 0)
        grid.addWidget(text, row, 1)
    return whole


def _words(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label
