"""A month as a wall calendar shows it: a row a week, a cell a day."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QPushButton, QToolTip, QWidget

from trainingdesk.desktop import theme
from trainingdesk.desktop.widgets.calendar_entry import Shown, tip_of
from trainingdesk.desktop.widgets.entry_board import EntryBoard, Placed
from trainingdesk.domain.bookings import Booking, SessionDay, Timetable, session_days
from trainingdesk.domain.calendar import SATURDAY, month_end
from trainingdesk.french import DAYS, clock, long_date, plural

WEEK = 7
GAP = 2
PAD = 3
LEAST = 2
"""Entries that a cell always has room for."""

Hue = Callable[[Booking], int | None]


def shown_days(day: date) -> tuple[date, date]:
    """Return the whole weeks that hold the month of a day.

    >>> [str(day) for day in shown_days(date(2027, 3, 10))]
    ['2027-03-01', '2027-04-04']
    """
    first, last = day.replace(day=1), month_end(day)
    return first - timedelta(first.weekday()), last + timedelta(WEEK - 1 - last.weekday())


class MonthView(EntryBoard):
    """Shows what each session does on each day; what finds no room is counted in «+3 autres»."""

    day_wished = Signal(object)
    """All of a day is asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Calendrier du mois")
        self._month = date.min
        self._today: date | None = None
        self._timetable = Timetable(first=date.max, last=date.min)
        self._found: dict[date, list[SessionDay]] = {}
        self._hue: Hue = lambda _booking: None
        self._more: dict[date, QPushButton] = {}

    def show_month(self, month: date, timetable: Timetable, today: date, hue: Hue) -> None:
        """Show a month; *timetable* covers its whole weeks, *hue* gives each slot its colour."""
        self._month, self._timetable, self._today, self._hue = month, timetable, today, hue
        self._found = session_days(timetable.begun)
        weeks = len(timetable.days) // WEEK
        cell = self._line * (LEAST + 1) + PAD
        self.setMinimumSize(WEEK * 80, self._head + weeks * cell)
        self._lay_out()

    @property
    def _line(self) -> int:
        return self.fontMetrics().height() + 4 + GAP

    @property
    def _head(self) -> int:
        return self.fontMetrics().height() + 12

    def _cell(self, place: int) -> QRect:
        """Return the area of the n-th day, in whole pixels that leave no gap."""
        weeks = max(len(self._timetable.days) // WEEK, 1)
        row, column = divmod(place, WEEK)
        left, right = (self.width() * n // WEEK for n in (column, column + 1))
        room = self.height() - self._head
        top, bottom = (self._head + room * n // weeks for n in (row, row + 1))
        return QRect(left, top, right - left, bottom - top)

    def _lay_out(self) -> None:
        placed: list[Placed] = []
        hidden: dict[date, tuple[QRect, int]] = {}
        for place, day in enumerate(self._timetable.days):
            entries = self._found.get(day, [])
            area = self._cell(place).adjusted(PAD, 0, -PAD, -PAD)
            area.setTop(area.top() + self._line)
            room = max(area.height() // self._line, 1)
            seen = entries if len(entries) <= room else entries[: room - 1]
            placed += [
                (day, self._row(area, n), self._shown(entry)) for n, entry in enumerate(seen)
            ]
            if len(seen) < len(entries):
                hidden[day] = self._row(area, len(seen)), len(entries) - len(seen)
        self.place(placed)
        self._count_hidden(hidden)
        self.update()

    def _row(self, area: QRect, number: int) -> QRect:
        line = self._line
        return QRect(area.left(), area.top() + number * line, area.width(), line - GAP)

    def _shown(self, entry: SessionDay) -> Shown:
        first = entry.first
        return Shown(
            head=clock(first.slot.starts_at),
            words=first.title,
            tip=tip_of(*entry.bookings),
            state=first.state,
            hue=self._hue(first),
            session_id=first.session_id,
        )

    def _count_hidden(self, hidden: dict[date, tuple[QRect, int]]) -> None:
        for button in self._more.values():
            button.hide()
            button.deleteLater()
        self._more = {}
        for day, (area, count) in hidden.items():
            button = QPushButton(f"+{plural(count, 'autre')}", self)
            button.setProperty("role", "more")
            button.setFlat(True)
            button.setStyleSheet(
                f"QPushButton {{ border: none; background: transparent; padding: 0;"
                f" color: {theme.current().accent}; text-align: left; }}"
                "QPushButton:hover, QPushButton:focus { text-decoration: underline; }"
            )
            button.setAccessibleName(f"{button.text()} le {long_date(day)}")
            button.setToolTip("\n".join(_in_short(each) for each in self._found[day]))
            button.setGeometry(area)
            button.clicked.connect(lambda _checked=False, day=day: self.day_wished.emit(day))
            button.show()
            self._more[day] = button

    def _day_at(self, point: QPoint) -> date | None:
        for place, day in enumerate(self._timetable.days):
            if self._cell(place).contains(point):
                return day
        return None

    def _paint_day(self, painter: QPainter, place: int, day: date) -> None:
        look = theme.current()
        area = self._cell(place)
        is_other = day.month != self._month.month
        notes = self._timetable.notes(day)
        is_off = day.weekday() >= SATURDAY or day in self._timetable.closed
        painter.fillRect(area, QColor(look.alternate if is_off or is_other else look.base))
        painter.setPen(QColor(look.border))
        painter.drawLine(area.topLeft(), area.topRight())
        if place % WEEK:
            painter.drawLine(area.topLeft(), area.bottomLeft())
        font = QFont(self.font())
        font.setBold(not is_other)
        painter.setFont(font)
        number = QRectF(area.left() + PAD, area.top() + PAD - 1, 24, self._line - 2)
        ink = look.muted if is_other else look.text
        if day == self._today:
            painter.setBrush(QColor(look.accent))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(number, 4, 4)
            ink = look.on_accent
        painter.setPen(QColor(ink))
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(day.day))
        if notes:
            painter.setFont(self.font())
            painter.setPen(QColor(look.muted))
            room = QRectF(number.right() + 4, number.top(), 0, number.height())
            room.setRight(area.right() - PAD)
            words = self.fontMetrics().elidedText(
                " · ".join(notes), Qt.TextElideMode.ElideRight, int(room.width())
            )
            middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(room, middle, words)

    # Qt's own interface -------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(theme.current().base))
        painter.setPen(QColor(theme.current().muted))
        for column, name in enumerate(DAYS):
            area = self._cell(column)
            area = QRect(area.left(), 0, area.width(), self._head)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, name)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        for place, day in enumerate(self._timetable.days):
            self._paint_day(painter, place, day)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(theme.current().border))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            day = self._day_at(event.pos())
            notes = self._timetable.notes(day) if day is not None else ()
            if notes:
                QToolTip.showText(event.globalPos(), "\n".join(notes), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event.position().toPoint())
        if day is not None:
            self.day_wished.emit(day)


def _in_short(entry: SessionDay) -> str:
    return f"{entry.hours}  {entry.first.title}"
