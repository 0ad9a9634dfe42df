"""What planners on paper are made from: a year for the wall, a trainer's planning to send."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from trainingdesk.domain.bookings import ONE_DAY, Absence, Booking, Lane, side_by_side
from trainingdesk.domain.calendar import add_months, month_end
from trainingdesk.domain.people import full_name
from trainingdesk.domain.sessions import SessionState, in_hours
from trainingdesk.domain.teaching import Trainer
from trainingdesk.french import month

MONTHS = 12
_LETTERS = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSession:
    """A session as a planner shows it, with the days on which it is taught, in order."""

    number: str
    title: str
    state: SessionState
    course_id: int
    days: tuple[date, ...]
    place: str = ""
    trainers: tuple[str, ...] = ()
    enrolled: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPlan:
    """Twelve months from *first*, the first day of a month; `about` says whose, if not all."""

    first: date
    on: date
    sessions: tuple[PlannedSession, ...] = ()
    closed: Mapping[date, str] = field(default_factory=dict)
    about: str = ""

    @property
    def months(self) -> tuple[date, ...]:
        """The first day of each month."""
        return tuple(add_months(self.first, n) for n in range(MONTHS))

    @property
    def last(self) -> date:
        """The last day of the last month."""
        return last_of_year(self.first)

    @property
    def name(self) -> str:
        r"""The year, or from which month to which.

        >>> YearPlan(first=date(2027, 1, 1), on=date(2027, 1, 1)).name
        '2027'
        >>> YearPlan(first=date(2027, 9, 1), on=date(2027, 1, 1)).name
        'septembre\xa02027 à août\xa02028'
        """
        if self.first.month == 1:
            return str(self.first.year)
        return f"{month(self.first)} à {month(self.last)}"


def last_of_year(first: date) -> date:
    """Return the last day of the twelve months that begin with *first*."""
    return month_end(add_months(first, MONTHS - 1))


def planned_sessions(bookings: Iterable[Booking]) -> tuple[PlannedSession, ...]:
    """Return the sessions of some slots, in the order in which they begin."""
    slots: dict[int, list[Booking]] = {}
    for booking in sorted(bookings, key=lambda each: (each.slot.start, each.number)):
        slots.setdefault(booking.session_id, []).append(booking)
    return tuple(_planned(found) for found in slots.values())


def _planned(found: Sequence[Booking]) -> PlannedSession:
    one = found[0]
    return PlannedSession(
        number=one.number,
        title=one.title,
        state=one.state,
        course_id=one.course_id,
        days=tuple(sorted({each.slot.day for each in found})),
        place=" / ".join(_once(each.place for each in found)),
        trainers=_once(name for each in found for name in each.trainers),
        enrolled=one.enrolled,
    )


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, words)))


def lettered(place: int) -> str:
    """Return the letters of the n-th session, from 0, as spreadsheets name their columns.

    >>> lettered(0), lettered(25), lettered(26), lettered(701), lettered(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    letters = ""
    while place >= 0:
        letters = chr(ord("A") + place % _LETTERS) + letters
        place = place // _LETTERS - 1
    return letters


@dataclass(frozen=True, slots=True)
class Bar:
    """Days in a row of one session within a month: `session` is its place among all."""

    session: int
    first: int
    last: int
    lane: Lane


def bars(first: date, sessions: Sequence[PlannedSession]) -> list[Bar]:
    """Return the bars of the month that begins with *first*, side by side where they overlap."""
    found = [
        (place, *run)
        for place, session in enumerate(sessions)
        for run in _runs([day for day in session.days if first <= day <= month_end(first)])
    ]
    lanes = side_by_side([(start, end + 1) for _place, start, end in found])
    return [Bar(*each, lane) for each, lane in zip(found, lanes, strict=True)]


def _runs(days: Sequence[date]) -> list[tuple[int, int]]:
    """Return days of one month as stretches without a gap, by their numbers."""
    runs: list[tuple[int, int]] = []
    for day in days:
        if runs and runs[-1][1] == (day - ONE_DAY).day and day.day > 1:
            runs[-1] = runs[-1][0], day.day
        else:
            runs.append((day.day, day.day))
    return runs


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainerPlanning:
    """What a trainer teaches between two days, both ends included."""

    trainer: Trainer
    first: date
    last: date
    on: date
    bookings: tuple[Booking, ...] = ()
    absences: tuple[Absence, ...] = ()

    @property
    def name(self) -> str:
        """Who teaches."""
        return full_name(self.trainer)

    @property
    def by_month(self) -> dict[date, list[Booking]]:
        """The slots of each month, by its first day, in time order."""
        found: dict[date, list[Booking]] = {}
        for booking in sorted(self.bookings, key=lambda each: each.slot.start):
            found.setdefault(booking.slot.day.replace(day=1), []).append(booking)
        return found


def taught_hours(bookings: Iterable[Booking]) -> Decimal:
    """Return the hours of some slots, minutes added up first."""
    return in_hours(sum(booking.slot.minutes for booking in bookings))


def taught_days(bookings: Iterable[Booking]) -> int:
    """Return on how many days some slots begin."""
    return len({booking.slot.day for booking in bookings})
