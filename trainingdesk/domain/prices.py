"""A price that rules of sale take shares of."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from trainingdesk.domain.money import ZERO, Money, round_to_cent

PERCENT = 100


@dataclass(frozen=True, slots=True)
class Price:
    """A price before tax with what tax makes of it."""

    total_ht: Money
    total_ttc: Money

    def prorated(self, part: Decimal, whole: Decimal) -> Decimal:
        """Return the price TTC of *part* of *whole*, rounded once."""
        return round_to_cent(self.total_ttc * part / whole)


def taxed(total_ht: Decimal, tva_rate: Decimal = ZERO) -> Price:
    """Return the price at a rate in percent: tax rounded once, then added.

    >>> taxed(Decimal("1000.00"), Decimal("20")).total_ttc
    Decimal('1200.00')
    """
    ht = round_to_cent(total_ht)
    return Price(ht, ht + round_to_cent(ht * tva_rate / PERCENT))


class FeeVat(StrEnum):
    """What the office makes of the tax on cancellation money; the law is disputed, no default."""

    TAXED = "taxed"
    UNTAXED = "untaxed"
