"""A history told day by day: each event runs with the office's clock on its own day."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count

from trainingdesk.domain.calendar import next_working_day
from trainingdesk.french import month
from trainingdesk.services.office import Office

Event = Callable[[Office], object]
"""What it returns is of no use here: most are services, which tell what they changed."""
Progress = Callable[[int, int, str], None]
Cancelled = Callable[[], bool]


class GivenUpError(Exception):
    """The user no longer wants the practice office."""


@dataclass
class Story:
    """What happens on which day; an event may add later ones.

    Services then see days in their order, as in life: numbers follow each other without a gap.
    """

    day: date
    _events: list[tuple[date, int, Event]] = field(default_factory=list)
    _order: "count[int]" = field(default_factory=count)

    def at(self, day: date, event: Event) -> None:
        """Add what the office does on a day, or on the working day that follows."""
        self.exactly(next_working_day(day), event)

    def exactly(self, day: date, event: Event) -> None:
        """Add an event on that very day; one that should have happened already happens at once."""
        heapq.heappush(self._events, (max(day, self.day), next(self._order), event))

    def tell(self, office: Office, until: date, progress: Progress, cancelled: Cancelled) -> None:
        """Run every event up to a day, that day included; what lies ahead has not happened.

        Raises:
            GivenUpError: *cancelled* answered yes.
        """
        first, told = self.day, ""
        while self._events and self._events[0][0] <= until:
            self.day, _, event = heapq.heappop(self._events)
            if month(self.day) != told:
                told = month(self.day)
                progress((self.day - first).days, (until - first).days, told)
            if cancelled():
                raise GivenUpError
            event(_on(office, self.day))


def _on(office: Office, day: date) -> Office:
    return replace(office, today=lambda: day)
