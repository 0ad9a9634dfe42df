"""On which days the practice office teaches, and who or what is taken then."""

from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from trainingdesk.domain.calendar import is_working_day_mon_fri

Days = tuple[date, ...]

DAY: Final = timedelta(days=1)
AUGUST, DECEMBER, JANUARY = 8, 12, 1
SUMMER_CLOSING = range(1, 21)
CHRISTMAS_EVE, NEW_YEAR = 24, 2


def is_open(day: date) -> bool:
    """Whether the office teaches on a day: a working day outside its two closings."""
    summer = day.month == AUGUST and day.day in SUMMER_CLOSING
    winter = (day.month == DECEMBER and day.day >= CHRISTMAS_EVE) or (
        day.month == JANUARY and day.day <= NEW_YEAR
    )
    return is_working_day_mon_fri(day) and not summer and not winter


def open_from(day: date, step: timedelta = DAY) -> date:
    """Return the day itself or the next one, by *step*, on which the office teaches."""
    while not is_open(day):
        day += step
    return day


def run_of(first: date, length: int, step: timedelta, every: int = 1) -> Days:
    """Return so many open days in their order, met from *first* on by *step*."""
    days: list[date] = []
    met = 0
    day = first
    while len(days) < length:
        if is_open(day):
            if met % every == 0:
                days.append(day)
            met += 1
        day += step
    return tuple(sorted(days))


def week_of_work(first: date, length: int, step: timedelta) -> Days:
    """Return open days in a row within one week, met from *first* on by *step*."""
    days = run_of(first, length, step)
    while days[0].isocalendar()[:2] != days[-1].isocalendar()[:2]:
        first = open_from(first + step, step)
        days = run_of(first, length, step)
    return days


@dataclass
class Diary:
    """Who or what is taken on which day: a room, a trainer, a trainee."""

    _taken: set[tuple[Hashable, date]] = field(default_factory=set)

    def is_free(self, who: Hashable, days: Iterable[date]) -> bool:
        """Whether nothing keeps them on any of the days."""
        return all((who, day) not in self._taken for day in days)

    def take(self, who: Hashable, days: Iterable[date]) -> None:
        """Keep someone or something for the days."""
        self._taken.update((who, day) for day in days)

    def book(
        self,
        resources: Collection[Hashable],
        target: date,
        step: timedelta,
        days_from: Callable[[date], Days],
    ) -> Days:
        """Take the first run of days, by *step* from *target*, on which all resources are free."""
        while True:
            days = days_from(open_from(target, step))
            if all(self.is_free(resource, days) for resource in resources):
                for resource in resources:
                    self.take(resource, days)
                return days
            target = open_from(target, step) + step
