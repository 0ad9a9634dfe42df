"""Moving all the days of a session by one rule."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from trainingdesk.domain.calendar import is_public_holiday, is_working_day_mon_fri
from trainingdesk.domain.errors import RuleBroken

ONE_WEEK = 7
FARTHEST = 3 * 366
"""Nobody plans further ahead; a slip of the key in a number does."""


def shifted(days: Iterable[date], by: int, closed: Collection[date] = ()) -> dict[date, date]:
    """Return where each day goes when all move by a number of days, ahead or back.

    Days that would fall on a public holiday or a closed day go on to the next free one: by whole
    weeks they keep their weekday, otherwise they also leave the weekend out. No two meet.

    Raises:
        RuleBroken: the number moves nothing, or too far.

    >>> moved = shifted([date(2026, 5, 6), date(2026, 5, 7)], 7)
    >>> [str(day) for day in moved.values()]
    ['2026-05-13', '2026-05-21']
    """
    if not 0 < abs(by) <= FARTHEST:
        raise RuleBroken("Décalez d’au moins un jour, et de trois ans au plus.", "slots")
    by_weeks = by % ONE_WEEK == 0
    moved: dict[date, date] = {}
    taken: set[date] = set()
    for day in sorted(set(days)):
        found = day + timedelta(days=by)
        while found in taken or not _is_free(found, closed, keeps_weekday=by_weeks):
            found += timedelta(days=ONE_WEEK if by_weeks else 1)
        moved[day] = found
        taken.add(found)
    return moved


def _is_free(day: date, closed: Collection[date], *, keeps_weekday: bool) -> bool:
    if keeps_weekday:
        return not is_public_holiday(day) and day not in closed
    return is_working_day_mon_fri(day, closed)
