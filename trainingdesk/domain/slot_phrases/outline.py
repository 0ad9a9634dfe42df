"""The slots that a sentence asks for, and the days that were passed over."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice, takewhile

from trainingdesk.domain.calendar import SATURDAY, days_after, is_public_holiday
from trainingdesk.domain.closed_days import ClosedDay
from trainingdesk.domain.conditions.rules import DayHours
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.scheduling import MOST_DAYS, Hours, half_days, slots_on
from trainingdesk.domain.sessions import Slot, checked_slots
from trainingdesk.domain.slot_phrases.reading import Wish, read_wishes
from trainingdesk.domain.slot_phrases.words import unclear
from trainingdesk.french import listed, short_date

MONDAY_TO_FRIDAY = tuple(range(SATURDAY))
ONE_WEEK = 7


@dataclass(frozen=True, slots=True)
class SkippedDay:
    """A day that was asked for and is not worked, and why."""

    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class Outline:
    """Slots in time order, and the days that were passed over."""

    slots: tuple[Slot, ...]
    skipped: tuple[SkippedDay, ...] = ()

    @property
    def remark(self) -> str:
        """What to tell of the days that were passed over; empty without any."""
        if not self.skipped:
            return ""
        words = [f"{short_date(each.day)} ({each.reason})" for each in self.skipped]
        return f"Sans {listed(words)}."


def read_slots(
    phrase: str,
    today: date,
    *,
    usual: DayHours | None = None,
    closed: Iterable[ClosedDay] = (),
) -> Outline:
    """Return the slots that a sentence asks for, at the usual hours where it says none.

    Public holidays and closed days are passed over: a count goes on until it is full, a list, a
    span or a number of weeks loses the day. A Saturday is taken where it is named.

    Raises:
        RuleBroken: the sentence is unclear; the refusal quotes the place and gives an example.

    >>> outline = read_slots("2 jeudis à partir du 7/5, 9h-12h", date(2026, 3, 2))
    >>> [str(slot.day) for slot in outline.slots], outline.remark
    (['2026-05-07', '2026-05-21'], 'Sans 14/05/2026 (jour férié).')
    """
    reasons = {each.day: each.label or "fermeture" for each in closed}
    slots: list[Slot] = []
    skipped: set[SkippedDay] = set()
    for wish in read_wishes(phrase, today):
        hours = _hours(wish, usual)
        days = _days(wish, reasons, skipped)
        slots += slots_on(days, hours, is_remote=bool(wish.is_remote))
    if not slots:
        raise RuleBroken(
            "Aucun des jours demandés n’est travaillé : changez les dates ou les jours de "
            "fermeture.",
            "slots",
        )
    if len({slot.day for slot in slots}) > MOST_DAYS:
        raise _too_many()
    return Outline(checked_slots(slots), tuple(sorted(skipped, key=lambda each: each.day)))


def _hours(wish: Wish, usual: DayHours | None) -> tuple[Hours, ...]:
    if wish.hours:
        return wish.hours
    parts = (0, 1) if wish.parts is None else wish.parts
    if not parts:
        raise unclear(wish.first_word, why="n’a pas d’heures : ajoutez « de 18h à 21h »")
    return tuple(half_days(usual)[part] for part in sorted(set(parts)))


def _days(wish: Wish, closed: Mapping[date, str], skipped: set[SkippedDay]) -> Iterable[date]:
    worked = _worked(_asked(wish), closed, skipped)
    return worked if wish.count is None else islice(worked, wish.count)


def _asked(wish: Wish) -> Iterator[date]:
    """Yield the days that are asked for, for ever where they are counted."""
    weekdays = wish.weekdays or MONDAY_TO_FRIDAY
    if wish.dates:
        yield from wish.dates
        return
    if wish.span is not None and wish.count is None and wish.weeks is None:
        first, last = wish.span
    elif wish.start is not None and (wish.count is None) != (wish.weeks is None):
        first, last = wish.start, None
        if wish.weeks is not None:
            last = first + timedelta(days=min(wish.weeks, MOST_DAYS) * ONE_WEEK - 1)
    else:
        raise unclear(wish.first_word, why=_lacking(wish))
    if (wish.count or 0) > MOST_DAYS or (
        last is not None and (last - first).days > MOST_DAYS * ONE_WEEK
    ):
        raise _too_many()
    following = days_after(first - timedelta(days=1))
    until = takewhile(lambda day: last is None or day <= last, following)
    yield from (day for day in until if day.weekday() in weekdays)


def _worked(
    asked: Iterator[date], closed: Mapping[date, str], skipped: set[SkippedDay]
) -> Iterator[date]:
    for day in asked:
        if is_public_holiday(day):
            skipped.add(SkippedDay(day, "jour férié"))
        elif day in closed:
            skipped.add(SkippedDay(day, closed[day]))
        else:
            yield day


def _lacking(wish: Wish) -> str:
    if not wish.has_days:
        return "ne dit pas quels jours"
    if wish.start is None and wish.span is None:
        return "ne dit pas à partir de quel jour"
    if wish.count is None and wish.weeks is None:
        return "ne dit pas combien de jours ou de semaines"
    return "compte les jours de deux façons"


def _too_many() -> RuleBroken:
    return RuleBroken(f"Une session compte de 1 à {MOST_DAYS} jours.", "slots")
