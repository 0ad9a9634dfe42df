"""A paper seen before it leaves: its pages on screen, from bytes that no file holds."""

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from trainingdesk.domain.errors import RuleBroken

GLANCE_MS = 120
"""How long a row must stay chosen before its paper is composed: arrow keys run past many."""


class PreviewPane(QWidget):
    """Shows the pages of a paper, as wide as the pane."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self._view = QPdfView(self)
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._view.setAccessibleName("Aperçu du document")
        self._view.setDocument(self._document)
        self._words = QLabel(self)
        self._words.setProperty("role", "muted")
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._view)
        layout.addWidget(self._words)

    @property
    def document(self) -> QPdfDocument:
        """The document shown."""
        return self._document

    def show_pdf(self, pdf: bytes) -> None:
        """Show a paper from its bytes; no file is written."""
        self._words.hide()
        self._view.show()
        self._document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)

    def clear(self) -> None:
        """Show nothing."""
        self._document.close()

    def show_words(self, words: str) -> None:
        """Say why there are no pages."""
        self._words.setText(words)
        self._words.show()
        self._view.hide()


class LazyPreview(PreviewPane):
    """A preview that composes its paper when it has been in sight for a moment."""

    def __init__(self, compose: Callable[[], bytes]) -> None:
        super().__init__()
        self._compose: Callable[[], bytes] | None = compose
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(GLANCE_MS)
        self._pause.timeout.connect(self.compose)

    def compose(self) -> None:
        """Compose and show the paper, once."""
        compose, self._compose = self._compose, None
        if compose is None:
            return
        try:
            self.show_pdf(compose())
        except RuleBroken as error:
            self.show_words(str(error))

    # Qt's own interface -------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._compose is not None:
            self._pause.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._pause.stop()
