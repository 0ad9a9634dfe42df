"""A day typed as people say it, outside an editor; what nobody can read is told beside it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from trainingdesk.french import parse_day, short_date, typeset

BAD_DAY = typeset("Cette date n’est pas lisible : écrivez par exemple 31/10/2026 ou hier.")


class DayLine(QLineEdit):
    """Holds today at first; `trouble` is the label to lay out near it."""

    def __init__(self, name: str, today: Callable[[], date], parent: QWidget) -> None:
        super().__init__(short_date(today()), parent)
        self._today = today
        self.setAccessibleName(name)
        self.setPlaceholderText("31/10/2026, hier…")
        self.setFixedWidth(120)
        self.trouble = QLabel(BAD_DAY, parent)
        self.trouble.setProperty("role", "error")
        self.trouble.hide()
        self.editingFinished.connect(self.day)

    def day(self) -> date | None:
        """Return the day that is typed, and write it out; `None` if nobody can read it."""
        try:
            day = parse_day(self.text(), self._today())
        except ValueError:
            self._mark(BAD_DAY)
            return None
        self._mark("")
        self.setText(short_date(day))
        return day

    def _mark(self, sentence: str) -> None:
        """Show that the day cannot be read, or that it can again."""
        self.trouble.setVisible(bool(sentence))
        self.setAccessibleDescription(sentence)
        self.setProperty("invalid", "true" if sentence else "false")
        self.style().unpolish(self)
        self.style().polish(self)
