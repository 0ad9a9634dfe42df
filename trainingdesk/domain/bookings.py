"""What stands on the office's calendar: slots, absences, holidays."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from trainingdesk.domain.sessions import SessionState, Slot
from trainingdesk.french import clock

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """A slot with what its session says of it; `trainers` are names, `enrolled` counts seats."""

    slot: Slot
    session_id: int
    number: str
    title: str
    state: SessionState
    course_id: int
    is_remote: bool = False
    room: str = ""
    venue: str = ""
    trainers: tuple[str, ...] = ()
    enrolled: int = 0
    maximum: int | None = None

    @property
    def place(self) -> str:
        """Where it is held, shortly."""
        return "à distance" if self.is_remote else ", ".join(filter(None, (self.venue, self.room)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """When a trainer or a room cannot be had: whole days, or the same hours of each."""

    name: str
    first_day: date
    last_day: date
    starts_at: time | None = None
    ends_at: time | None = None
    reason: str = ""

    def covers(self, day: date) -> bool:
        """Whether it falls on that day."""
        return self.first_day <= day <= self.last_day

    @property
    def words(self) -> str:
        r"""Say it shortly.

        >>> day = date(2027, 3, 1)
        >>> Absence(name="Salle Rouge", first_day=day, last_day=day, reason="travaux").words
        'Salle Rouge indisponible (travaux)'
        """
        hours = (
            f" de {clock(self.starts_at)} à {clock(self.ends_at)}"
            if self.starts_at is not None and self.ends_at is not None
            else ""
        )
        reason = f" ({self.reason})" if self.reason else ""
        return f"{self.name} indisponible{hours}{reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """A stretch of the calendar, both ends included; `closed` names holidays and closed days.

    `bookings` are in time order and begin a day early: a night slot ends on the day after its own.
    """

    first: date
    last: date
    bookings: tuple[Booking, ...] = ()
    absences: tuple[Absence, ...] = ()
    closed: Mapping[date, str] = field(default_factory=dict)

    @property
    def days(self) -> tuple[date, ...]:
        """Each of its days."""
        return tuple(self.first + ONE_DAY * n for n in range((self.last - self.first).days + 1))

    @property
    def begun(self) -> tuple[Booking, ...]:
        """The slots that begin within it."""
        return tuple(each for each in self.bookings if each.slot.day >= self.first)

    def notes(self, day: date) -> tuple[str, ...]:
        """Return what is to be known of a day beside its slots."""
        closed = self.closed.get(day)
        absences = (each.words for each in self.absences if each.covers(day))
        return (*((closed,) if closed else ()), *absences)


@dataclass(frozen=True, slots=True)
class SessionDay:
    """What a session does on one day: the slots that begin on it, in time order."""

    bookings: tuple[Booking, ...]

    @property
    def first(self) -> Booking:
        """The slot that begins the day."""
        return self.bookings[0]

    @property
    def hours(self) -> str:
        r"""From when to when, breaks left out.

        >>> slot = Slot(day=date(2027, 3, 1), starts_at=time(9), ends_at=time(12))
        >>> about = {"session_id": 1, "number": "", "title": "", "course_id": 1}
        >>> SessionDay((Booking(slot=slot, state=SessionState.PLANNED, **about),)).hours
        '9\xa0h – 12\xa0h'
        """
        ends = max(each.slot.end for each in self.bookings)
        return f"{clock(self.first.slot.starts_at)} – {clock(ends.time())}"


def session_days(bookings: Iterable[Booking]) -> dict[date, list[SessionDay]]:
    """Return what each session does on each day, the earliest first; empty days are left out."""
    found: dict[date, dict[int, list[Booking]]] = {}
    for each in sorted(bookings, key=lambda each: (each.slot.start, each.session_id)):
        found.setdefault(each.slot.day, {}).setdefault(each.session_id, []).append(each)
    return {
        day: [SessionDay(tuple(slots)) for slots in sessions.values()]
        for day, sessions in found.items()
    }


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a slot that falls on one day, in minutes from its midnight."""

    booking: Booking
    day: date
    starts: int
    ends: int


def pieces(bookings: Iterable[Booking], first: date, last: date) -> list[Piece]:
    """Cut slots at midnight, and return what falls on the days from *first* to *last*."""
    return [
        Piece(booking, day, starts, ends)
        for booking in bookings
        for day, starts, ends in _by_day(booking.slot.start, booking.slot.end)
        if first <= day <= last
    ]


def _by_day(start: datetime, end: datetime) -> list[tuple[date, int, int]]:
    found = []
    while start < end:
        midnight = datetime.combine(start.date() + ONE_DAY, time())
        stop = min(end, midnight)
        starts = start.hour * 60 + start.minute
        found.append((start.date(), starts, starts + (stop - start) // timedelta(minutes=1)))
        start = stop
    return found


def shown_hours(found: Sequence[Piece], usual: tuple[int, int] = (8, 20)) -> tuple[int, int]:
    """Return from which hour to which a day is shown: the usual ones, or all that is taught."""
    first = min((piece.starts // 60 for piece in found), default=usual[0])
    last = max((-(-piece.ends // 60) for piece in found), default=usual[1])
    return min(first, usual[0]), max(last, usual[1])


@dataclass(frozen=True, slots=True)
class Lane:
    """Where an entry stands among those beside it: the n-th, from 0, of so many."""

    number: int
    count: int


def side_by_side(spans: Sequence[tuple[int, int]]) -> list[Lane]:
    """Return a lane for each span, so that two that overlap stand beside each other.

    Spans that only touch may share a lane. Those that hang together, one overlapping the next,
    share the width evenly.
    """
    order = sorted(range(len(spans)), key=lambda n: (spans[n][0], -spans[n][1]))
    lanes = [Lane(0, 1)] * len(spans)
    group: list[int] = []
    ends: list[int] = []
    for n in (*order, None):
        if n is None or (ends and spans[n][0] >= max(ends)):
            for member in group:
                lanes[member] = Lane(lanes[member].number, len(ends))
            group, ends = [], []
        if n is not None:
            start, end = spans[n]
            free = next((lane for lane, until in enumerate(ends) if until <= start), len(ends))
            ends[free:] = [end, *ends[free + 1 :]]
            lanes[n] = Lane(free, 0)
            group.append(n)
    return lanes
