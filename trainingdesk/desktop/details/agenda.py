"""The calendar of the office: by month or week, of all, one trainer or one place."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QStandardPaths, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from trainingdesk.desktop import theme
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.planner_window import ask_planning, show_planner
from trainingdesk.desktop.widgets.month_view import MonthView, shown_days
from trainingdesk.desktop.widgets.record_box import RecordBox
from trainingdesk.desktop.widgets.shown import capital
from trainingdesk.desktop.widgets.switch import Switch
from trainingdesk.desktop.widgets.week_view import WeekView
from trainingdesk.domain.bookings import Booking
from trainingdesk.domain.calendar import add_months
from trainingdesk.domain.planners import last_of_year, taught_hours
from trainingdesk.french import hours, long_date, month, plural, short_date, typeset
from trainingdesk.services import agenda, calendars, planners
from trainingdesk.services.changes import Changes
from trainingdesk.services.writing import write_whole
from trainingdesk.storage import agenda as store
from trainingdesk.storage.agenda import ALL, Wanted

if TYPE_CHECKING:
    # Drawing on paper takes a while to import.
    from trainingdesk.paper.page import Sheet

MONTH, WEEK = "month", "week"
BY_STATE, BY_TRAINER = "state", "trainer"
BOX_WIDTH = 14
A_WEEK = timedelta(days=7)


class AgendaView(QWidget):
    """Shows a month or a week; what is chosen to be seen is kept between starts."""

    counted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._settings = QSettings()
        self._day = desk.office.today()
        self._words = ""
        self._is_filled = False
        self.month = MonthView()
        self.week = WeekView()
        self.title = QLabel(self)
        self.title.setProperty("role", "heading")
        self.trainer = self._box("Formateur", "Tous les formateurs")
        self.place = self._box("Salle", "Tous les lieux et salles")
        self.colours = QComboBox(self)
        self.colours.setAccessibleName("Couleurs")
        self.colours.addItem("Couleurs par état", BY_STATE)
        self.colours.addItem("Couleurs par formateur", BY_TRAINER)
        self.mode = Switch("Période", ((MONTH, "Mois", ""), (WEEK, "Semaine", "")), self)
        self._views = QStackedWidget(self)
        self._arrange()
        self._connect()

    @property
    def words(self) -> str:
        """What the status bar says of the stretch that is shown."""
        return self._words

    @property
    def wanted(self) -> Wanted:
        """Whose calendar is shown."""
        trainer, place = self.trainer.currentData(), str(self.place.currentData() or "")
        number = int(place[1:]) if place else None
        return Wanted(
            trainer_id=trainer if isinstance(trainer, int) else None,
            room_id=number if place.startswith("r") else None,
            venue_id=number if place.startswith("v") else None,
        )

    @property
    def period(self) -> tuple[date, date]:
        """The days that are shown, whole weeks."""
        if self.mode.key == MONTH:
            return shown_days(self._day)
        monday = self._day - timedelta(days=self._day.weekday())
        return monday, monday + A_WEEK - timedelta(days=1)

    def refresh(self) -> None:
        """Read again, the names to choose among as well."""
        db = self._desk.office.db
        self.trainer.fill(store.trainer_names(db), empty="Tous les formateurs")
        places = [
            (f"r{each.room_id}" if each.room_id else f"v{each.venue_id}", each.name)
            for each in store.places(db)
        ]
        self.place.fill(places, empty="Tous les lieux et salles")
        if not self._is_filled:
            self._is_filled = True
            self._restore()
        self._show()

    def show_day(self, day: date, mode: str = "") -> None:
        """Show the month or week of a day."""
        self._day = day
        self.mode.choose(mode)
        self._show()

    def focus_filter(self) -> None:
        """Put the caret in the first filter."""
        self.trainer.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def exports(self) -> Sequence[tuple[str, Callable[[], object]]]:
        """Return what can be taken away: planners on paper, a file for other calendars."""
        first = self._first_of_year()
        year = first.year
        return (
            (f"Planning de l’année {year}, A3 (PDF)…", partial(self._year, "A3")),
            (f"Planning de l’année {year}, A4 (PDF)…", partial(self._year, "A4")),
            ("Planning d’un formateur (PDF)…", self._trainer_planning),
            ("Fichier calendrier (.ics)…", self._ics),
        )

    # Showing --------------------------------------------------------------------------------------

    def _show(self) -> None:
        office = self._desk.office
        first, last = self.period
        wanted = self.wanted
        found = agenda.timetable(office, first, last, wanted)
        hue = self._hue()
        is_month = self.mode.key == MONTH
        if is_month:
            self.month.show_month(self._day.replace(day=1), found, office.today(), hue)
            self.title.setText(capital(month(self._day)))
        else:
            self.week.show_week(found, office.today(), hue, is_of_one=wanted != ALL)
            self.title.setText(week_title(first, last))
        self._views.setCurrentIndex(0 if is_month else 1)
        counted = [
            each for each in found.begun if not is_month or each.slot.day.month == self._day.month
        ]
        sessions = len({each.session_id for each in counted})
        slots = plural(len(counted), "créneau", "créneaux")
        taught = hours(taught_hours(counted))
        self._words = f"{plural(sessions, 'session')} · {slots} · {taught}"
        self.counted.emit(self._words)

    def _hue(self) -> Callable[[Booking], int | None]:
        if self.colours.currentData() != BY_TRAINER:
            return lambda _booking: None
        return lambda booking: booking.slot.trainer_ids[0] if booking.slot.trainer_ids else None

    def _step(self, count: int) -> None:
        if self.mode.key == MONTH:
            self._day = add_months(self._day.replace(day=1), count)
        else:
            self._day += A_WEEK * count
        self._show()

    @Slot()
    def _go_to_today(self) -> None:
        self.show_day(self._desk.office.today())

    @Slot(str)
    def _switched(self, mode: str) -> None:
        """Show the other view; a month that holds today opens on this week."""
        today = self._desk.office.today()
        if mode == WEEK and self._day.replace(day=1) == today.replace(day=1):
            self._day = today
        self._settings.setValue("agenda/mode", mode)
        self._show()

    @Slot()
    def _filtered(self) -> None:
        if self._is_filled:
            self._settings.setValue("agenda/trainer", self.trainer.currentData())
            self._settings.setValue("agenda/place", self.place.currentData())
            self._settings.setValue("agenda/colours", self.colours.currentData())
            self._show()

    def _restore(self) -> None:
        kept = str(self._settings.value("agenda/trainer", "") or "")
        boxes = (self.trainer, self.place, self.colours, self.mode)
        for box in boxes:
            box.blockSignals(True)
        if kept.isdigit():
            self.trainer.choose(int(kept))
        self.place.choose(self._settings.value("agenda/place") or None)
        if self.trainer.currentIndex() < 0:
            self.trainer.choose(None)
        if self.place.currentIndex() < 0:
            self.place.choose(None)
        colours = self.colours.findData(self._settings.value("agenda/colours", BY_STATE))
        self.colours.setCurrentIndex(max(colours, 0))
        self.mode.choose(str(self._settings.value("agenda/mode", MONTH)))
        for box in boxes:
            box.blockSignals(False)

    # Taking it elsewhere --------------------------------------------------------------------------

    def _first_of_year(self) -> date:
        return self._day.replace(month=1, day=1)

    def _year(self, sheet: "Sheet") -> None:
        first, wanted = self._first_of_year(), self.wanted
        show_planner(self._desk, lambda office: planners.year_planner(office, first, sheet, wanted))

    def _trainer_planning(self) -> None:
        ask_planning(self._desk, self.wanted.trainer_id)

    def _ics(self) -> None:
        """Write twelve months from the stretch that is shown on, for other calendars."""
        office, wanted = self._desk.office, self.wanted
        first = self.period[0]
        last = last_of_year(first)
        name = " ".join(filter(None, ("Planning", store.name_of(office.db, wanted))))
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        safe = name.replace("/", "-")
        chosen, _filter = QFileDialog.getSaveFileName(
            self, "Enregistrer le calendrier", f"{folder}/{safe}.ics", "Calendrier (*.ics)"
        )
        if not chosen:
            return
        path = Path(chosen)
        path = path if path.suffix else path.with_suffix(".ics")

        def act() -> Changes:
            file = write_whole(path, calendars.office_calendar(office, first, last, wanted))
            span = f"du {short_date(first)} au {short_date(last)}"
            return Changes(typeset(f"Calendrier {span} : {file.name}"), frozenset(), file=file)

        self._desk.perform(act, self)

    # Building -------------------------------------------------------------------------------------

    def _box(self, name: str, empty: str) -> RecordBox:
        box = RecordBox(self)
        box.setAccessibleName(name)
        box.setMinimumContentsLength(BOX_WIDTH)
        line = box.lineEdit()
        if line is not None:
            line.setPlaceholderText(empty)
        return box

    def _tool(self, icon: str, words: str, act: Callable[[], object]) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(theme.icon(icon))
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.clicked.connect(lambda _checked=False: act())
        return button

    def _arrange(self) -> None:
        today = QToolButton(self)
        today.setText("Aujourd’hui")
        today.setToolTip("Aujourd’hui (Alt+Origine)")
        today.clicked.connect(self._go_to_today)
        strip = QHBoxLayout()
        strip.setSpacing(8)
        strip.addWidget(
            self._tool("chevron-left", "Période précédente (Page haut)", partial(self._step, -1))
        )
        strip.addWidget(today)
        strip.addWidget(
            self._tool("chevron-right", "Période suivante (Page bas)", partial(self._step, 1))
        )
        strip.addWidget(self.title, 1)
        for widget in (self.trainer, self.place, self.colours, self.mode):
            strip.addWidget(widget)
        area = QScrollArea(self)
        area.setWidget(self.month)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.month.focused.connect(area.ensureWidgetVisible)
        self._views.addWidget(area)
        self._views.addWidget(self.week)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(strip)
        layout.addWidget(self._views, 1)

    def _connect(self) -> None:
        for view in (self.month, self.week):
            view.opened.connect(self._open)
        self.month.day_wished.connect(self._show_week)
        self.mode.chosen.connect(self._switched)
        for box in (self.trainer, self.place, self.colours):
            box.currentIndexChanged.connect(self._filtered)
        for keys, act in (
            ("PgUp", partial(self._step, -1)),
            ("PgDown", partial(self._step, 1)),
            ("Alt+Home", self._go_to_today),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    @Slot(object)
    def _show_week(self, day: date) -> None:
        self.show_day(day, WEEK)
        self._settings.setValue("agenda/mode", WEEK)
        self.week.hours.focus_day(day)

    @Slot(int)
    def _open(self, session_id: int) -> None:
        self._desk.go_to("sessions", session_id)


def week_title(first: date, last: date) -> str:
    r"""Name a week.

    >>> week_title(date(2027, 3, 29), date(2027, 4, 4))
    'Semaine\xa013 : 29\xa0mars – 4\xa0avril\xa02027'
    """
    start = long_date(first)
    if first.year == last.year:
        start = start.rsplit("\xa0", 1)[0]
    if first.month == last.month:
        start = start.split("\xa0")[0]
    return typeset(f"Semaine\xa0{first.isocalendar().week} : {start} – {long_date(last)}")
