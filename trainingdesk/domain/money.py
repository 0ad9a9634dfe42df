"""Amounts in euros, exact to the cent."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated

CENT = Decimal("0.01")

Money = Annotated[Decimal, "money"]
"""An amount in euros; the file keeps it as a whole number of cents."""

ZERO = Decimal("0.00")


def round_to_cent(amount: Decimal) -> Decimal:
    """Round half away from zero, as a French invoice does.

    >>> round_to_cent(Decimal("12.345")), round_to_cent(Decimal("-12.345"))
    (Decimal('12.35'), Decimal('-12.35'))
    """
    return amount.quantize(CENT, ROUND_HALF_UP)


def to_cents(amount: Decimal) -> int:
    """Return the whole number of cents that the file keeps.

    >>> to_cents(Decimal("1234.50"))
    123450
    """
    return int(round_to_cent(amount).scaleb(2))


def from_cents(cents: int) -> Decimal:
    """Return the amount that *cents* make.

    >>> from_cents(-5)
    Decimal('-0.05')
    """
    return Decimal(cents).scaleb(-2)


def split(amount: Decimal, weights: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Share an amount by weight, to the cent, so that the shares add up to it.

    Each share is the difference of two rounded running totals: no share is off by more than a cent.

    >>> split(Decimal("100.00"), [Decimal(1)] * 3)
    (Decimal('33.33'), Decimal('33.34'), Decimal('33.33'))
    """
    whole = sum(weights, Decimal(0))
    if not whole:
        raise ValueError("nothing to share by")
    shares = []
    running, given = Decimal(0), ZERO
    for weight in weights:
        running += weight
        reached = round_to_cent(amount * running / whole)
        shares.append(reached - given)
        given = reached
    return tuple(shares)
