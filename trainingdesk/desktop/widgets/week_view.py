"""A week by the hour: a column a day, slots side by side where they overlap."""

from datetime import date

from PySide6.QtCore import QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from trainingdesk.desktop import theme
from trainingdesk.desktop.widgets.calendar_entry import CalendarEntry, Shown, tip_of
from trainingdesk.desktop.widgets.entry_board import EntryBoard, Placed
from trainingdesk.desktop.widgets.month_view import WEEK, Hue
from trainingdesk.domain.bookings import (
    Absence,
    Piece,
    Timetable,
    pieces,
    shown_hours,
    side_by_side,
)
from trainingdesk.domain.calendar import SATURDAY
from trainingdesk.french import DAYS, NBSP, clock, long_date

GUTTER = 56
LEAST_HOUR = 36
LEAST_DAY = 90
PAD = 2
HOUR = 60
NOTE_LINES = 2


class WeekView(QWidget):
    """Shows the slots of a week; what lasts past midnight goes on in the next column."""

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hours = HoursBoard()
        self.hours.opened.connect(self.opened)
        self.hours.focused.connect(self._reveal)
        self._head = _Head(self)
        self._area = QScrollArea(self)
        self._area.setWidget(self.hours)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.verticalScrollBar().rangeChanged.connect(self._align)
        self._area.setMinimumWidth(GUTTER + WEEK * LEAST_DAY)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head)
        layout.addWidget(self._area, 1)

    def show_week(
        self, timetable: Timetable, today: date, hue: Hue, *, is_of_one: bool = False
    ) -> None:
        """Show a week; *hue* gives each slot its colour.

        Where it *is_of_one* trainer or place, the hours in which it cannot be had are hatched.
        """
        self._head.show_week(timetable, today)
        self.hours.show_week(timetable, today, hue, is_of_one=is_of_one)

    @Slot(object)
    def _reveal(self, entry: CalendarEntry) -> None:
        self._area.ensureWidgetVisible(entry, 0, PAD)

    @Slot()
    def _align(self) -> None:
        """Keep the names of the days above their columns when a scroll bar takes some room."""
        bar = self._area.verticalScrollBar()
        self._head.leave(bar.sizeHint().width() if bar.maximum() else 0)


class _Head(QWidget):
    """The names of the days, with holidays, closed days and absences below."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._timetable = Timetable(first=date.max, last=date.min)
        self._today: date | None = None
        self._left_free = 0

    def show_week(self, timetable: Timetable, today: date) -> None:
        self._timetable, self._today = timetable, today
        lines = max((len(timetable.notes(day)) for day in timetable.days), default=0)
        line = self.fontMetrics().lineSpacing()
        self.setFixedHeight(line * (1 + min(lines, NOTE_LINES)) + 14)
        noted = [(day, timetable.notes(day)) for day in timetable.days]
        said = [f"{long_date(day, weekday=True)} : {', '.join(of)}" for day, of in noted if of]
        self.setToolTip("\n".join(said))
        self.setAccessibleName("Jours de la semaine")
        self.setAccessibleDescription("\n".join(said))
        self.update()

    def leave(self, width: int) -> None:
        """Leave some room free at the right."""
        self._left_free = width
        self.update()

    # Qt's own interface -------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = theme.current()
        line = self.fontMetrics().lineSpacing()
        width = self.width() - self._left_free
        for place, day in enumerate(self._timetable.days):
            left, right = _across(place, width)
            area = QRect(left + PAD, 5, right - left - 2 * PAD, line)
            bold = QFont(self.font())
            bold.setBold(day == self._today)
            painter.setFont(bold)
            painter.setPen(QColor(look.accent if day == self._today else look.text))
            name = f"{DAYS[day.weekday()]}{NBSP}{day.day}"
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, name)
            painter.setFont(self.font())
            painter.setPen(QColor(look.muted))
            notes = self._timetable.notes(day)
            seen = notes if len(notes) <= NOTE_LINES else (notes[0], ", ".join(notes[1:]))
            for note in seen:
                area.translate(0, line)
                words = self.fontMetrics().elidedText(
                    note, Qt.TextElideMode.ElideRight, area.width()
                )
                painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)


class HoursBoard(EntryBoard):
    """The hours of a week, as many as are taught and the usual ones at least."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Calendrier de la semaine")
        self._timetable = Timetable(first=date.max, last=date.min)
        self._today: date | None = None
        self._hatched: tuple[Absence, ...] = ()
        self._pieces: list[Piece] = []
        self._hue: Hue = lambda _booking: None
        self.span = shown_hours(())

    def show_week(
        self, timetable: Timetable, today: date, hue: Hue, *, is_of_one: bool = False
    ) -> None:
        """Show a week."""
        self._timetable, self._today, self._hue = timetable, today, hue
        self._hatched = timetable.absences if is_of_one else ()
        self._pieces = pieces(timetable.bookings, timetable.first, timetable.last)
        self.span = shown_hours(self._pieces)
        first, last = self.span
        self.setMinimumHeight((last - first) * LEAST_HOUR + 1)
        self._lay_out()

    def _lay_out(self) -> None:
        placed: list[Placed] = []
        for place, day in enumerate(self._timetable.days):
            found = sorted(
                (piece for piece in self._pieces if piece.day == day),
                key=lambda piece: (piece.starts, piece.ends),
            )
            lanes = side_by_side([(piece.starts, piece.ends) for piece in found])
            left, right = _across(place, self.width())
            for piece, lane in zip(found, lanes, strict=True):
                wide = right - left - 2 * PAD
                start = left + PAD + wide * lane.number // lane.count
                end = left + PAD + wide * (lane.number + 1) // lane.count - 1
                top, bottom = self._down(piece.starts) + 1, self._down(piece.ends) - 1
                area = QRect(start, top, end - start, bottom - top)
                placed.append((day, area, self._shown(piece)))
        self.place(placed)
        self.update()

    def _down(self, minutes: int) -> int:
        first, last = self.span
        return round((minutes - first * HOUR) * (self.height() - 1) / ((last - first) * HOUR))

    def _shown(self, piece: Piece) -> Shown:
        booking = piece.booking
        slot = booking.slot
        words = [booking.title, booking.place, *booking.trainers]
        return Shown(
            head=f"{clock(slot.starts_at)} – {clock(slot.ends_at)}",
            words="\n".join(filter(None, words)),
            tip=tip_of(booking),
            state=booking.state,
            hue=self._hue(booking),
            session_id=booking.session_id,
            tall=True,
        )

    # Qt's own interface -------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = theme.current()
        painter.fillRect(self.rect(), QColor(look.window))
        for place, day in enumerate(self._timetable.days):
            left, right = _across(place, self.width())
            is_off = day.weekday() >= SATURDAY or day in self._timetable.closed
            ground = QColor(look.alternate if is_off else look.base)
            painter.fillRect(QRect(left, 0, right - left, self.height()), ground)
            self._shade_absences(painter, day, QRect(left, 0, right - left, self.height()))
        first, last = self.span
        for hour in range(first, last + 1):
            y = self._down(hour * HOUR)
            painter.setPen(QColor(look.border))
            painter.drawLine(GUTTER, y, self.width(), y)
            if hour < last:
                painter.setPen(QColor(look.muted))
                area = QRectF(0, y + 2, GUTTER - 8, self.fontMetrics().height())
                painter.drawText(area, Qt.AlignmentFlag.AlignRight, f"{hour}{NBSP}h")
        painter.setPen(QColor(look.border))
        for place in range(WEEK):
            left, _right = _across(place, self.width())
            painter.drawLine(left, 0, left, self.height())

    def _shade_absences(self, painter: QPainter, day: date, column: QRect) -> None:
        """Hatch the hours in which somebody, or a room, cannot be had."""
        ink = QColor(theme.current().muted)
        ink.setAlpha(70)
        for absence in self._hatched:
            if not absence.covers(day):
                continue
            area = QRect(column)
            if absence.starts_at is not None and absence.ends_at is not None:
                starts = absence.starts_at.hour * HOUR + absence.starts_at.minute
                ends = absence.ends_at.hour * HOUR + absence.ends_at.minute
                area.setTop(self._down(starts))
                area.setBottom(self._down(ends))
            painter.save()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            brush = painter.brush()
            brush.setStyle(Qt.BrushStyle.BDiagPattern)
            painter.fillRect(area, brush)
            painter.restore()


def _across(place: int, width: int) -> tuple[int, int]:
    """Return where the column of a day begins and ends."""
    room = width - GUTTER
    return GUTTER + room * place // WEEK, GUTTER + room * (place + 1) // WEEK
