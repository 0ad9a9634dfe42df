"""What a deposit invoice asks for, rate by rate, as the sale that it is a part of."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from trainingdesk.domain.lines import Line, Unit
from trainingdesk.domain.money import ZERO, split
from trainingdesk.domain.tva import before_tax, totals


def deposit_lines(
    lines: Iterable[Line], amount: Decimal, label: str, *, with_tax: bool = True
) -> tuple[Line, ...]:
    """Return one line a rate that together ask for a part of what *lines* sell.

    The amount is shared in proportion to what is sold at each rate, and is never exceeded: where
    tax makes it out of reach, a cent less is asked. *with_tax* says that it is a sum TTC.
    """
    sold = tuple(lines)
    rates = totals(sold).by_rate
    weights = [rate.base_ht + rate.tva if with_tax else rate.base_ht for rate in rates]
    if not sum(weights, ZERO):
        return ()
    made = []
    for rate, share in zip(rates, split(amount, weights), strict=True):
        price = before_tax(share, rate.rate) if with_tax else share
        if price <= 0:
            continue
        same = (x for x in sold if (x.tva_rate, x.exemption) == (rate.rate, rate.exemption))
        made.append(lump(max(same, key=lambda line: line.total_ht), label, price))
    return tuple(made)


def reduction_lines(lines: Iterable[Line], cost: Decimal, label: str) -> tuple[Line, ...]:
    """Return one negative line a rate that makes *lines* come to a cost, TTC.

    What is left is shared as `deposit_lines` shares a deposit.
    """
    sold = tuple(lines)
    left: defaultdict[tuple[Decimal, object], Decimal] = defaultdict(Decimal)
    for line in deposit_lines(sold, cost, label):
        left[line.tva_rate, line.exemption] += line.total_ht
    made = []
    for rate in totals(sold).by_rate:
        over = rate.base_ht - left[rate.rate, rate.exemption]
        if not over:
            continue
        same = (x for x in sold if (x.tva_rate, x.exemption) == (rate.rate, rate.exemption))
        made.append(lump(max(same, key=lambda line: line.total_ht), label, -over))
    return tuple(made)


def lump(line: Line, label: str, price: Decimal) -> Line:
    """Return a line of the same treatment and kind for a sum before tax in one piece."""
    return replace(
        line,
        label=label,
        quantity=Decimal(1),
        unit=Unit.GROUP,
        unit_price=price,
        discount=Decimal(0),
    )
