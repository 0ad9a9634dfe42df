"""Closings: what a month or a year came to, written down once it is over."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trainingdesk.domain.money import Money
from trainingdesk.french import month


class ClosedSpan(StrEnum):
    """How long a closing looks back."""

    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """The invoices issued and the money written down over a period; credit notes take away.

    The perpetual sums run from the first invoice of all to the last day of the period.
    """

    period: ClosedSpan
    starts_on: date
    ends_on: date
    closed_on: date
    invoices: int
    credit_notes: int
    total_ht: Money
    tva: Money
    total_ttc: Money
    payments: int
    received: Money
    perpetual_ht: Money
    perpetual_tva: Money
    perpetual_ttc: Money
    perpetual_received: Money
    id: int | None = None

    @property
    def name(self) -> str:
        """The period in words: «octobre 2026», «l’année 2026»."""
        return month(self.starts_on) if self.period is ClosedSpan.MONTH else self._year

    @property
    def of_name(self) -> str:
        """The period as something is of it: «d’octobre 2026», «de l’année 2026»."""
        return f"d’{self.name}" if self.name.startswith(("a", "o")) else f"de {self.name}"

    @property
    def _year(self) -> str:
        return f"l’année {self.starts_on.year}"
