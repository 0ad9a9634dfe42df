"""Laying out the days of a session: half-days at usual hours, on days that are worked."""

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date, time, timedelta
from itertools import islice

from trainingdesk.domain.calendar import (
    days_after,
    is_public_holiday,
    is_working_day_mon_fri,
)
from trainingdesk.domain.conditions.rules import DayHours
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.sessions import NOON_SPLIT, Slot
from trainingdesk.french import clock, parse_time

Hours = tuple[time, time]

MOST_DAYS = 200
"""No session has more days: a longer list is a slip of the keyboard."""


def teaching_days(
    first: date, count: int, weekday: int | None = None, closed: Collection[date] = ()
) -> tuple[date, ...]:
    """Return *count* days from *first* on, without weekends, public holidays and closed days.

    With *weekday* (Monday is 0) they are a week apart; a Saturday that is asked for is taken.

    Raises:
        RuleBroken: no number of days that a session can have.

    >>> [str(day) for day in teaching_days(date(2026, 5, 13), 3)]
    ['2026-05-13', '2026-05-15', '2026-05-18']
    """
    if not 1 <= count <= MOST_DAYS:
        raise RuleBroken(f"Une session compte de 1 à {MOST_DAYS} jours.", "slots")
    days = days_after(first - timedelta(days=1))
    wanted = (day for day in days if _is_wanted(day, weekday, closed))
    return tuple(islice(wanted, count))


def _is_wanted(day: date, weekday: int | None, closed: Collection[date]) -> bool:
    if weekday is None:
        return is_working_day_mon_fri(day, closed)
    return day.weekday() == weekday and not is_public_holiday(day) and day not in closed


def half_days(usual: DayHours | None = None) -> tuple[Hours, Hours]:
    """Return the morning and the afternoon of the office, 9 h – 12 h and 13 h – 17 h by default."""
    day = usual or DayHours()
    return (day.morning_from, day.morning_to), (day.afternoon_from, day.afternoon_to)


def slots_on(
    days: Iterable[date],
    hours: Sequence[Hours],
    *,
    trainer_ids: tuple[int, ...] = (),
    is_remote: bool = False,
) -> tuple[Slot, ...]:
    """Return the slots that teach these hours on each of the days."""
    return tuple(
        Slot(day=day, starts_at=start, ends_at=end, trainer_ids=trainer_ids, is_remote=is_remote)
        for day in days
        for start, end in hours
    )


def slot_after(
    last: Slot | None,
    today: date,
    usual: DayHours | None = None,
    closed: Collection[date] = (),
) -> Slot:
    """Return the half-day that usually follows a slot; the first one is on the next worked day."""
    morning, afternoon = half_days(usual)
    if last is None:
        (day,) = teaching_days(today + timedelta(days=1), 1, closed=closed)
        return slots_on([day], [morning])[0]
    is_morning = last.starts_at < NOON_SPLIT and last.ends_at <= afternoon[0]
    if is_morning:
        day = last.day
    else:
        (day,) = teaching_days(last.day + timedelta(days=1), 1, closed=closed)
    return slots_on(
        [day],
        [afternoon if is_morning else morning],
        trainer_ids=last.trainer_ids,
        is_remote=last.is_remote,
    )[0]


def written_hours(hours: Iterable[Hours]) -> str:
    r"""Write hours as `read_hours` takes them.

    >>> written_hours(half_days()).replace("\xa0", " ")
    '9 h – 12 h, 13 h – 17 h'
    """
    return ", ".join(f"{clock(start)} – {clock(end)}" for start, end in hours)


def read_hours(text: str) -> tuple[Hours, ...]:
    """Read the hours of a day as they are typed: «9h-12h30, 13h30-17h» or «9 à 12 et 14 à 17».

    Raises:
        RuleBroken: they cannot be read.

    >>> [str(start) for start, end in read_hours("9h-12h30, 13h30-17h")]
    ['09:00:00', '13:30:00']
    """
    try:
        parts = [re.split(r"[-–à]", part) for part in re.split(r"[,;]|\bet\b", text)]
        return tuple((parse_time(start), parse_time(end)) for start, end in parts)
    except ValueError:
        raise RuleBroken(
            "Écrivez les horaires d’une journée, par exemple 9h-12h30, 13h30-17h.", "slots"
        ) from None
