"""Twelve months side by side, a row a day, sessions as lettered bars."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from reportlab.lib.colors import HexColor
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from trainingdesk.domain.bookings import Lane
from trainingdesk.domain.calendar import SATURDAY, SUNDAY, month_end
from trainingdesk.domain.planners import MONTHS, Bar, YearPlan, bars, lettered
from trainingdesk.domain.sessions import SessionState
from trainingdesk.french import DAYS, month
from trainingdesk.french import MONTHS as MONTH_NAMES
from trainingdesk.paper import colours
from trainingdesk.paper.figures import Figure
from trainingdesk.paper.fonts import BOLD, REGULAR
from trainingdesk.paper.lettering import ready
from trainingdesk.paper.one_line import Letters, write_line
from trainingdesk.paper.styles import MM
from trainingdesk.paper.tagging import TaggedCanvas

# Light enough for black letters, and each of another grey once copied in black and white.
TINTS = tuple(
    HexColor(tint)
    for tint in (
        "#cfe3f1", "#fbe0b5", "#d6ecd2", "#f3d3dc", "#e2d9f0", "#fff3b8", "#cdebea", "#e9ddd2",
    )
)  # fmt: skip
WEEKEND = HexColor("#eef1f4")
CLOSED = HexColor("#dde3e8")
ROWS = 31
ELLIPSIS = "…"


class _Sizes(NamedTuple):
    """What depends on how large the calendar is drawn, in points."""

    column: float
    row: float
    head: float
    gutter: float
    letters: float
    names: float


class YearFigure(Figure):
    """The calendar; it leaves room for the legend below it, where one page can hold both."""

    HEAD = 7 * MM
    GAP = 1.2 * MM
    LEAST_ROW = 3.1 * MM
    SMALLEST = 4.5
    LARGEST = 8.5
    LARGEST_NAME = 10.0
    TITLED = 7
    """From how many letters' widths on a bar says more than its letter."""

    def __init__(self, plan: YearPlan, legend: Sequence[Flowable], alt: str) -> None:
        super().__init__(alt)
        self._plan = plan
        self._legend = legend
        # One tint a course, in the order in which they begin.
        courses = dict.fromkeys(session.course_id for session in plan.sessions)
        self._tints = {course: TINTS[n % len(TINTS)] for n, course in enumerate(courses)}

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Take what the legend leaves, or the whole page where that is too little."""
        below = self.spaceAfter + sum(
            piece.wrapOn(self.canv, availWidth, 1e6)[1]
            + piece.getSpaceBefore()
            + piece.getSpaceAfter()
            for piece in self._legend
        )
        least = self.HEAD + ROWS * self.LEAST_ROW
        room = availHeight - below
        self.width = availWidth
        self.height = room if room >= least else max(least, availHeight)
        return self.width, self.height

    def paint(self, canvas: TaggedCanvas) -> None:
        """Draw the months from left to right."""
        column = (self.width - (MONTHS - 1) * self.GAP) / MONTHS
        row = (self.height - self.HEAD) / ROWS
        letters = max(self.SMALLEST, min(self.LARGEST, row * 0.62))
        gutter = stringWidth("M 30", REGULAR, letters) + 4
        longest = max(stringWidth(self._name(first), BOLD, 1) for first in self._plan.months)
        names = min(self.LARGEST_NAME, (column - 6) / longest)
        sizes = _Sizes(column, row, self.HEAD, gutter, letters, names)
        for number, first in enumerate(self._plan.months):
            canvas.saveState()
            canvas.translate(number * (column + self.GAP), 0)
            self._month(canvas, first, sizes)
            canvas.restoreState()

    def _name(self, first: date) -> str:
        """Return a month's name, with its year where the calendar spans two."""
        spans_two = self._plan.first.month > 1
        return ready((month(first) if spans_two else MONTH_NAMES[first.month - 1]).capitalize())

    def _month(self, canvas: TaggedCanvas, first: date, sizes: _Sizes) -> None:
        top = self.height - sizes.head
        canvas.setFillColor(colours.ACCENT)
        canvas.rect(0, top, sizes.column, sizes.head, stroke=0, fill=1)
        letters = Letters(BOLD, sizes.names, colours.WHITE)
        at = sizes.column / 2, top + (sizes.head - sizes.names * 0.72) / 2
        write_line(canvas, self._name(first), letters, at, room=sizes.column, align="center")
        found = bars(first, self._plan.sessions)
        taken = {day for bar in found for day in range(bar.first, bar.last + 1)}
        for number in range(1, month_end(first).day + 1):
            self._day(canvas, first.replace(day=number), sizes, is_free=number not in taken)
        for bar in found:
            self._bar(canvas, bar, sizes)
        bottom = top - month_end(first).day * sizes.row
        canvas.setStrokeColor(colours.RULE)
        canvas.setLineWidth(0.5)
        canvas.rect(0, bottom, sizes.column, self.height - bottom, stroke=1, fill=0)

    def _day(self, canvas: TaggedCanvas, day: date, sizes: _Sizes, *, is_free: bool) -> None:
        y = self.height - sizes.head - day.day * sizes.row
        why = self._plan.closed.get(day, "")
        ground = CLOSED if why else WEEKEND if day.weekday() >= SATURDAY else None
        if ground is not None:
            canvas.setFillColor(ground)
            canvas.rect(0, y, sizes.column, sizes.row, stroke=0, fill=1)
        canvas.setStrokeColor(colours.MUTED if day.weekday() == SUNDAY else colours.RULE)
        canvas.setLineWidth(0.6 if day.weekday() == SUNDAY else 0.25)
        canvas.line(0, y, sizes.column, y)
        base = y + (sizes.row - sizes.letters * 0.72) / 2
        ink = colours.MUTED if ground is not None else colours.INK
        letters = Letters(REGULAR, sizes.letters, ink)
        write_line(canvas, DAYS[day.weekday()][0].upper(), letters, (2, base), room=sizes.gutter)
        at = sizes.gutter - 2, base
        write_line(canvas, str(day.day), letters, at, room=sizes.gutter, align="right")
        if why and is_free:
            room = sizes.column - sizes.gutter - 3
            small = Letters(REGULAR, sizes.letters * 0.9, colours.MUTED)
            words = _elided(ready(why), small, room)
            write_line(canvas, words, small, (sizes.gutter + 1, base), room=room)

    def _bar(self, canvas: TaggedCanvas, bar: Bar, sizes: _Sizes) -> None:
        session = self._plan.sessions[bar.session]
        x, wide = _across(bar.lane, sizes)
        y = self.height - sizes.head - bar.last * sizes.row + 0.6
        tall = (bar.last - bar.first + 1) * sizes.row - 1.2
        canvas.setFillColor(self._tints[session.course_id])
        canvas.setStrokeColor(colours.INK)
        canvas.setLineWidth(0.5)
        canvas.saveState()
        if session.state is SessionState.PLANNED:
            canvas.setDash(1.6, 1.2)
        canvas.roundRect(x, y, wide, tall, 1.2, stroke=1, fill=1)
        canvas.restoreState()
        letters = Letters(BOLD, sizes.letters, colours.INK)
        sign = lettered(bar.session)
        base = self.height - sizes.head - (bar.first - 1) * sizes.row
        base -= (sizes.row + sizes.letters * 0.72) / 2
        own = stringWidth(sign, letters.font, letters.size)
        if wide < self.TITLED * sizes.letters:
            at = x + wide / 2, base
            write_line(canvas, sign, letters, at, room=wide - 2, align="center")
            return
        write_line(canvas, sign, letters, (x + 2, base), room=own)
        small = Letters(REGULAR, sizes.letters * 0.9, colours.INK)
        room = wide - own - 6
        count = bar.last - bar.first + 1
        for line in _lines(ready(session.title), small, room, count):
            write_line(canvas, line, small, (x + own + 4, base), room=room)
            base -= sizes.row


def _across(lane: Lane, sizes: _Sizes) -> tuple[float, float]:
    """Return where a bar begins and how wide it is."""
    step = (sizes.column - sizes.gutter - 1) / lane.count
    return sizes.gutter + lane.number * step, step - (0.8 if lane.count > 1 else 0)


def _lines(words: str, letters: Letters, room: float, count: int) -> list[str]:
    """Break a title into at most so many lines, the last cut short where it does not end."""
    found = simpleSplit(words, letters.font, letters.size, room)
    if len(found) <= count:
        return [_elided(line, letters, room) for line in found]
    rest = " ".join(found[count - 1 :])
    return [*found[: count - 1], _elided(rest, letters, room)]


def _elided(words: str, letters: Letters, room: float) -> str:
    if stringWidth(words, letters.font, letters.size) <= room:
        return words
    while words and stringWidth(words + ELLIPSIS, letters.font, letters.size) > room:
        words = words[:-1].rstrip()
    return words + ELLIPSIS
