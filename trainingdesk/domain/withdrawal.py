"""How long an individual may change his mind, and what may be asked of him meanwhile."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from trainingdesk.domain.calendar import next_working_day

MAX_FIRST_PAYMENT = Decimal("0.30")
"""The share of the price that may be asked when the period ends (L6353-6)."""


class SignedWhere(StrEnum):
    """How a contract is concluded; at a distance is the safe assumption."""

    PREMISES = "premises"
    DISTANCE = "distance"
    OFF_PREMISES = "off_premises"


@dataclass(frozen=True, slots=True)
class WithdrawalPeriod:
    """The days an individual has to withdraw, `last_day` included."""

    days: int
    last_day: date

    @property
    def first_claim_on(self) -> date:
        """The first day on which a payment may be asked (L6353-6)."""
        return self.last_day + timedelta(days=1)


def withdrawal_days(where: SignedWhere) -> int:
    """Return 10 days (L6353-5), or 14 at a distance or off premises (C. conso. L221-18)."""
    return 10 if where is SignedWhere.PREMISES else 14


def withdrawal_period(signed_on: date, where: SignedWhere) -> WithdrawalPeriod:
    """Return the period that a signature opens.

    Day one is the day after the signature; a last day on a weekend or holiday moves to the next
    working day (C. conso. L221-19, applied to the ten days as well by prudence).
    """
    days = withdrawal_days(where)
    return WithdrawalPeriod(days, next_working_day(signed_on + timedelta(days=days)))
