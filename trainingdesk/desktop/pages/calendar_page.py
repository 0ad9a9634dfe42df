"""A list that can be looked at as a calendar."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSettings, Slot

from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.agenda import AgendaView
from trainingdesk.desktop.pages.page import ListPage
from trainingdesk.desktop.widgets.switch import Switch

LIST, CALENDAR = "list", "calendar"


class CalendarPage(ListPage):
    """A tab with its lists, and the office's calendar in their place when one wishes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._agenda: AgendaView | None = None
        choices = ((LIST, "Liste", "list-checks"), (CALENDAR, "Calendrier", "calendar-days"))
        self.face = Switch("Affichage", choices, self)
        self.face.chosen.connect(self._chosen)
        self.head.addWidget(self.face)
        if QSettings().value(self._key, LIST) == CALENDAR:
            self._turn(CALENDAR)

    @property
    def agenda(self) -> AgendaView:
        """The calendar, made when it is first asked for."""
        if self._agenda is None:
            self._agenda = AgendaView(self.desk)
            self._agenda.counted.connect(self.say)
            self.faces.addWidget(self._agenda)
        return self._agenda

    @property
    def is_calendar(self) -> bool:
        """Whether the calendar is shown."""
        return self.faces.currentIndex() > 0

    def show_calendar(self) -> None:
        """Show the calendar in place of the list."""
        self._turn(CALENDAR)
        self.read()

    def read(self) -> None:
        """Read again what is shown."""
        if self.is_calendar:
            self.agenda.refresh()
        else:
            super().read()

    def show_record(self, row_id: int, view: str = "") -> None:
        """Choose a row in the list, which takes the calendar's place."""
        if self.is_calendar:
            self._turn(LIST)
            self.read()
        super().show_record(row_id, view)

    def focus_filter(self) -> None:
        """Put the caret in the filter of what is shown."""
        if self.is_calendar:
            self.agenda.focus_filter()
        else:
            super().focus_filter()

    @property
    def _key(self) -> str:
        return f"{self.name}/face"

    @Slot(str)
    def _chosen(self, face: str) -> None:
        QSettings().setValue(self._key, face)
        self._turn(face)
        self.read()

    def _turn(self, face: str) -> None:
        self.face.choose(face)
        if face == CALENDAR:
            self.faces.setCurrentWidget(self.agenda)
        else:
            self.faces.setCurrentIndex(0)
        self._show_buttons()

    def _export_menu(self) -> Sequence[tuple[str, Callable[[], object]]]:
        return self.agenda.exports() if self.is_calendar else super()._export_menu()
