"""Until when something is put off: one field, typed loosely."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from trainingdesk.french import parse_day, typeset

IN_A_WEEK = "+7"


class AsideBar(QWidget):
    """Asks for a day, says what is wrong with it beside the field; Escape gives up."""

    given = Signal(object)
    left = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.field = QLineEdit(self)
        self.field.setAccessibleName("Mettre de côté jusqu’au")
        self.field.setPlaceholderText("lundi, +7, 3/4…")
        self.field.setMaximumWidth(140)
        caption = QLabel("&Mettre de côté jusqu’au", self)
        caption.setBuddy(self.field)
        self._button = QToolButton(self)
        self._button.setText("Mettre de côté")
        self.trouble = QLabel(self)
        self.trouble.setProperty("role", "error")
        self.trouble.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(caption)
        row.addWidget(self.field)
        row.addWidget(self._button)
        row.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(row)
        whole.addWidget(self.trouble)
        self.field.returnPressed.connect(self._give)
        self._button.clicked.connect(self._give)
        self.hide()

    def ask(self) -> None:
        """Show the field, with a week filled in."""
        self.field.setText(IN_A_WEEK)
        self.tell("")
        self.show()
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, words: str) -> None:
        """Say what is wrong with the day."""
        self.trouble.setText(typeset(words))
        self.trouble.setVisible(bool(words))

    def _give(self) -> None:
        try:
            day = parse_day(self.field.text(), self._today())
        except ValueError:
            self.tell("Ce n’est pas une date : écrivez par exemple « lundi », « +7 » ou « 3/4 ».")
            return
        self.given.emit(day)

    # Qt's own interface -------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.left.emit()
        else:
            super().keyPressEvent(event)
