"""How much notice was given before a training starts, in the unit that the terms count in."""

from collections.abc import Callable
from datetime import date, timedelta

from trainingdesk.domain.calendar import is_working_day_mon_fri, is_working_day_mon_sat
from trainingdesk.domain.conditions.kinds import DayUnit
from trainingdesk.french import plural


def _is_any(_day: date) -> bool:
    return True


_IS_COUNTED: dict[DayUnit, Callable[[date], bool]] = {
    DayUnit.CALENDAR: _is_any,
    DayUnit.MON_SAT: is_working_day_mon_sat,
    DayUnit.MON_FRI: is_working_day_mon_fri,
}
_NAMES = {
    DayUnit.CALENDAR: ("jour", "jours"),
    DayUnit.MON_SAT: ("jour ouvrable", "jours ouvrables"),
    DayUnit.MON_FRI: ("jour ouvré", "jours ouvrés"),
}


def notice(received_on: date, starts_on: date, unit: DayUnit) -> int:
    """Return the days after the receipt up to the start, that day included; negative after it.

    >>> notice(date(2026, 4, 26), date(2026, 5, 18), DayUnit.MON_SAT)
    16
    >>> notice(date(2026, 5, 3), date(2026, 5, 18), DayUnit.CALENDAR)
    15
    """
    if received_on > starts_on:
        return -notice(starts_on, received_on, unit)
    is_counted = _IS_COUNTED[unit]
    apart = (starts_on - received_on).days
    return sum(is_counted(received_on + timedelta(days)) for days in range(1, apart + 1))


def last_day_with_notice(days: int, starts_on: date, unit: DayUnit) -> date:
    """Return the last day of receipt that leaves so many days of notice.

    >>> last_day_with_notice(16, date(2026, 5, 18), DayUnit.MON_SAT)
    datetime.date(2026, 4, 26)
    """
    is_counted = _IS_COUNTED[unit]
    day, left = starts_on, days
    while left > 0:
        left -= is_counted(day)
        day -= timedelta(1)
    return day


def notice_words(days: int, unit: DayUnit) -> str:
    """Return a notice in words.

    >>> notice_words(16, DayUnit.MON_SAT).replace(chr(160), "_")
    '16_jours ouvrables'
    """
    return plural(days, *_NAMES[unit])
