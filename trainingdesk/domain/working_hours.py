"""Hours that are counted on working days only, Monday to Friday, day and night.

Times are those of the office's clock: the two nights on which it changes fall on a Sunday, which
is not counted.
"""

from datetime import datetime, time, timedelta

from trainingdesk.domain.calendar import is_working_day_mon_fri

DAY = timedelta(days=1)


def _next_midnight(moment: datetime) -> datetime:
    return datetime.combine(moment.date() + DAY, time.min)


def after_working_hours(start: datetime, hours: int) -> datetime:
    """Return the moment when so many working hours have run; weekends and holidays stand still.

    A full day ends at midnight, which is the next day's hour zero.

    >>> after_working_hours(datetime(2026, 11, 20, 15), 72)
    datetime.datetime(2026, 11, 25, 15, 0)
    >>> after_working_hours(datetime(2026, 11, 21, 10), 24)
    datetime.datetime(2026, 11, 24, 0, 0)
    """
    left, moment = timedelta(hours=hours), start
    while True:
        midnight = _next_midnight(moment)
        if is_working_day_mon_fri(moment.date()):
            if left <= midnight - moment:
                return moment + left
            left -= midnight - moment
        moment = midnight


def working_time_between(start: datetime, end: datetime) -> timedelta:
    """Return how much of the time between two moments counts; none when the end comes first.

    >>> working_time_between(datetime(2026, 11, 20, 15), datetime(2026, 11, 23, 9))
    datetime.timedelta(seconds=64800)
    """
    counted, moment = timedelta(0), start
    while moment < end:
        until = min(_next_midnight(moment), end)
        if is_working_day_mon_fri(moment.date()):
            counted += until - moment
        moment = until
    return counted


def last_day_before(moment: datetime) -> datetime:
    """Return the last minute of a delay that ends at a moment: midnight still is the day before."""
    return moment - timedelta(minutes=1) if moment.time() == time.min else moment
