"""The article of law behind a sentence, for those who ask."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QToolButton, QWhatsThis, QWidget

from trainingdesk.french import typeset


class WhyButton(QToolButton):
    """«Pourquoi ?»: hidden while there is nothing to explain."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reason = ""
        self.setText(typeset("Pourquoi ?"))
        self.clicked.connect(self._tell)

    def explain(self, reason: str) -> None:
        """Hold the reason that is told when it is asked for."""
        self._reason = typeset(reason)
        self.setToolTip(self._reason)
        self.setAccessibleDescription(self._reason)
        self.setVisible(bool(reason))

    def _tell(self) -> None:
        QWhatsThis.showText(self.mapToGlobal(QPoint(0, self.height())), self._reason, self)
