"""A long text in Markdown, with its look beside it as one types."""

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QPlainTextEdit,
    QSizePolicy,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from trainingdesk.desktop.widgets.field import Field

PAUSE_MS = 200


class MarkdownField(Field):
    """The text at the left, how it reads at the right; `fill_in` may change what is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fill_in: Callable[[str], str] = str
        self.text = QPlainTextEdit(self)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("Texte")
        self.text.setPlaceholderText("# Titre\n\nUn paragraphe.\n\n- une ligne\n- une autre")
        self.preview = QTextBrowser(self)
        self.preview.setAccessibleName("Aperçu du texte")
        self.preview.setOpenLinks(False)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._show)
        self.text.textChanged.connect(self._typed)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(16)
        splitter.addWidget(self.text)
        splitter.addWidget(self.preview)
        splitter.setSizes([400, 400])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)
        self.setFocusProxy(self.text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def value(self) -> str:
        """Return the text."""
        return self.text.toPlainText().strip()

    def set_value(self, value: str) -> None:
        """Show a text."""
        with QSignalBlocker(self.text):
            self.text.setPlainText(value)
        self._show()

    def show_again(self) -> None:
        """Show how the text reads: what it is filled in with has changed."""
        self._pause.start()

    def _typed(self) -> None:
        self._pause.start()
        self.edited.emit()

    def _show(self) -> None:
        bar = self.preview.verticalScrollBar()
        place = bar.value()
        document = self.preview.document()
        document.setMarkdown(
            self.fill_in(self.text.toPlainText()), QTextDocument.MarkdownFeature.MarkdownNoHTML
        )
        # Qt leaves the caret at the end, and would scroll there when the field is next resized.
        self.preview.moveCursor(QTextCursor.MoveOperation.Start)
        bar.setValue(place)
