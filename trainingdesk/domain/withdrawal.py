"""How long an individual may change his mind, and what may be asked of him meanwhile."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from trainingdesk.domain.calendar import next_working_day
from trainingdesk.domain.conditions.kinds import WithdrawalScope
from trainingdesk.domain.conditions.rules import Withdrawal
from trainingdesk.french import long_date

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


def withdrawal_days(where: SignedWhere, terms: Withdrawal | None = None) -> int:
    """Return 10 days (L6353-5), or 14 at a distance or off premises (C. conso. L221-18).

    Terms that give an individual longer for such a place hold.
    """
    by_law = 10 if where is SignedWhere.PREMISES else 14
    return max(by_law, terms.days) if terms and _covers(terms.scope, where) else by_law


def _covers(scope: WithdrawalScope, where: SignedWhere) -> bool:
    return scope is WithdrawalScope.EVERY_CONTRACT or where is SignedWhere.DISTANCE


def withdrawal_period(
    signed_on: date, where: SignedWhere, terms: Withdrawal | None = None
) -> WithdrawalPeriod:
    """Return the period that a signature opens, by the law and by terms that give longer.

    Day one is the day after the signature; a last day on a weekend or holiday moves to the next
    working day (C. conso. L221-19, applied to the ten days as well by prudence).
    """
    days = withdrawal_days(where, terms)
    return WithdrawalPeriod(days, next_working_day(signed_on + timedelta(days=days)))


def told(period: WithdrawalPeriod) -> str:
    """Return the period in a sentence, with what may be asked when it ends."""
    return (
        f"Vous avez {period.days} jours pour vous rétracter, jusqu’au {long_date(period.last_day)} "
        f"inclus. Rien ne peut vous être demandé avant le {long_date(period.first_claim_on)} ; à "
        "partir de ce jour, 30 % du prix au plus."
    )
