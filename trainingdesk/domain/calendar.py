"""Which days are worked in France, and how far one day is from another."""

import calendar
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from functools import cache

SATURDAY, SUNDAY = 5, 6


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (Meeus, Jones, Butcher).

    >>> easter(2026)
    datetime.date(2026, 4, 5)
    """
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


@cache
def public_holidays(year: int, *, alsace_moselle: bool = False) -> frozenset[date]:
    """Return the public holidays of L3133-1; Alsace-Moselle has two more (L3134-13)."""
    sunday = easter(year)
    fixed = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)]
    after_easter = [1, 39, 50]
    if alsace_moselle:
        fixed.append((12, 26))
        after_easter.append(-2)
    return frozenset(
        [date(year, month, day) for month, day in fixed]
        + [sunday + timedelta(days) for days in after_easter]
    )


def is_public_holiday(day: date) -> bool:
    """Whether the day is one of the eleven."""
    return day in public_holidays(day.year)


def is_working_day_mon_sat(day: date, closed: Collection[date] = ()) -> bool:
    """Whether the day is a «jour ouvrable»: neither Sunday nor public holiday."""
    return day.weekday() != SUNDAY and not is_public_holiday(day) and day not in closed


def is_working_day_mon_fri(day: date, closed: Collection[date] = ()) -> bool:
    """Whether the day is a «jour ouvré»: Monday to Friday, no public holiday."""
    return day.weekday() < SATURDAY and not is_public_holiday(day) and day not in closed


def days_after(start: date) -> Iterator[date]:
    """Yield the days that follow *start*, for ever."""
    while True:
        start += timedelta(1)
        yield start


def next_working_day(day: date) -> date:
    """Return the day itself or the next that is neither weekend nor holiday.

    >>> next_working_day(date(2026, 5, 14)), next_working_day(date(2026, 5, 16))
    (datetime.date(2026, 5, 15), datetime.date(2026, 5, 18))
    """
    if is_working_day_mon_fri(day):
        return day
    return next(later for later in days_after(day) if is_working_day_mon_fri(later))


def add_months(day: date, months: int) -> date:
    """Return the same day some months later, or that month's last.

    >>> add_months(date(2027, 8, 31), 6)
    datetime.date(2028, 2, 29)
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_end(day: date) -> date:
    """Return the last day of the month.

    >>> month_end(date(2026, 2, 3))
    datetime.date(2026, 2, 28)
    """
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
