"""Days on which the office is closed, beside Sundays and public holidays."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from trainingdesk.domain.errors import RuleBroken

LONGEST = 366
"""Nobody closes for longer; a slip of the key in a year does."""


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """A day, and why the office is closed."""

    day: date
    label: str = ""


@dataclass(frozen=True, slots=True)
class ClosedPeriod:
    """Days in a row, both ends included; `last` is left out for a single day."""

    first: date | None
    last: date | None = None
    label: str = ""

    def checked(self) -> "ClosedPeriod":
        """Return the period, or refuse one that is no span of days.

        Raises:
            RuleBroken: the first day is missing, or the last lies before it or too far after.
        """
        if self.first is None:
            raise RuleBroken("Saisissez le premier jour de fermeture.", "first")
        if self.last is not None and self.last < self.first:
            raise RuleBroken("Le dernier jour ne précède pas le premier.", "last")
        if self.last is not None and (self.last - self.first).days >= LONGEST:
            raise RuleBroken("Une fermeture dure un an au plus : vérifiez l’année.", "last")
        return self

    @property
    def days(self) -> tuple[ClosedDay, ...]:
        """Each of its days."""
        if self.first is None:
            return ()
        count = ((self.last or self.first) - self.first).days + 1
        return tuple(ClosedDay(self.first + timedelta(n), self.label) for n in range(count))


def periods(days: Iterable[ClosedDay]) -> tuple[ClosedPeriod, ...]:
    """Return the days as periods: those that follow each other for the same reason are one.

    >>> [str(found.last) for found in periods([ClosedDay(date(2026, 8, n)) for n in (3, 4, 6)])]
    ['2026-08-04', 'None']
    """
    found: list[ClosedPeriod] = []
    for closed in sorted(days, key=lambda closed: closed.day):
        before = found[-1] if found else ClosedPeriod(None)
        ends_on = before.last or before.first
        follows = ends_on is not None and ends_on + timedelta(1) == closed.day
        if follows and before.label == closed.label:
            found[-1] = replace(before, last=closed.day)
        else:
            found.append(ClosedPeriod(closed.day, None, closed.label))
    return tuple(found)
