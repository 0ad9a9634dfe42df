"""When a trainer or a room cannot be had."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.sessions import Slot
from trainingdesk.french import clock, short_date

LONGEST = 3 * 366
"""Nobody is away for longer and still listed; a slip of the key in a year makes such a span."""
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unavailability:
    """Days in a row, both ends included: whole ones, or the same hours of each.

    Either a trainer or a room is named.
    """

    trainer_id: int | None = None
    room_id: int | None = None
    first_day: date
    last_day: date
    starts_at: time | None = None
    ends_at: time | None = None
    reason: str = ""
    id: int | None = None

    def checked(self) -> "Unavailability":
        """Return it with a tidy reason, or refuse what is no span of time.

        Raises:
            RuleBroken: `field` says what is wrong.
        """
        if (self.trainer_id is None) == (self.room_id is None):
            raise RuleBroken("Choisissez qui n’est pas disponible : un formateur ou une salle.")
        if self.last_day < self.first_day:
            raise RuleBroken("Le dernier jour ne précède pas le premier.", "last_day")
        if (self.last_day - self.first_day).days >= LONGEST:
            raise RuleBroken("Une indisponibilité dure trois ans au plus : vérifiez.", "last_day")
        if self.starts_at is None and self.ends_at is not None:
            raise RuleBroken("Indiquez aussi l’heure de début, ou aucune.", "starts_at")
        if self.starts_at is not None and self.ends_at is None:
            raise RuleBroken("Indiquez aussi l’heure de fin, ou aucune.", "ends_at")
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise RuleBroken("L’heure de fin suit l’heure de début.", "ends_at")
        return replace(self, reason=self.reason.strip())

    def meets(self, slot: Slot) -> bool:
        """Whether it has a moment in common with a slot; touching is none."""
        # A night slot also takes the first hours of the day after its own.
        near = (slot.day, slot.day + _ONE_DAY)
        return any(
            slot.start < self._end(day) and self._start(day) < slot.end
            for day in near
            if self.first_day <= day <= self.last_day
        )

    def _start(self, day: date) -> datetime:
        return datetime.combine(day, self.starts_at or time())

    def _end(self, day: date) -> datetime:
        if self.ends_at is None:
            return datetime.combine(day, time()) + _ONE_DAY
        return datetime.combine(day, self.ends_at)

    @property
    def span(self) -> str:
        """Say when, in words.

        >>> Unavailability(first_day=date(2026, 5, 18), last_day=date(2026, 5, 18)).span
        'le 18/05/2026'
        """
        if self.first_day == self.last_day:
            when = f"le {short_date(self.first_day)}"
        else:
            when = f"du {short_date(self.first_day)} au {short_date(self.last_day)}"
        return when if self.is_whole_days else f"{when}, {self.hours}"

    @property
    def is_whole_days(self) -> bool:
        """Whether it takes the days from morning to night."""
        return self.starts_at is None or self.ends_at is None

    @property
    def hours(self) -> str:
        """Say which hours of each day, in words."""
        if self.starts_at is None or self.ends_at is None:
            return "toute la journée"
        return f"de {clock(self.starts_at)} à {clock(self.ends_at)}"
