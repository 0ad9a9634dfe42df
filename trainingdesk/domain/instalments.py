"""How an individual pays for a training (L6353-6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal

from trainingdesk.domain.money import CENT, ZERO, Money
from trainingdesk.domain.session_file import ScheduleDay
from trainingdesk.domain.withdrawal import MAX_FIRST_PAYMENT

PARTS = 3
"""Into how many parts the rest is staged, where the training has as many days."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of the price, due when *hours* of the training were delivered.

    `day` is `None` where no day is set: an e-learning ends when its hours are done.
    """

    amount: Money
    hours: Decimal
    day: date | None


def first_payment(price: Decimal, share: Decimal | None) -> Decimal:
    """Return what may be asked once the withdrawal period is over.

    It is the *share* of the price that the office asks as a deposit, and 30 % at most.
    """
    allowed = min(share or MAX_FIRST_PAYMENT, MAX_FIRST_PAYMENT)
    return (price * allowed).quantize(CENT, ROUND_DOWN)


def stages(rest: Decimal, days: Sequence[ScheduleDay], hours: Decimal) -> tuple[Stage, ...]:
    """Stage the rest of the price as the training of so many *hours* proceeds.

    The last part falls at its end; no day asks for more of the rest than it has seen delivered.
    """
    made: list[Stage] = []
    asked, delivered = ZERO, Decimal(0)
    for day in days[:-1]:
        delivered += day.hours
        if len(made) < PARTS - 1 and delivered * PARTS >= hours * (len(made) + 1):
            reached = (rest * delivered / hours).quantize(CENT, ROUND_DOWN)
            made.append(Stage(reached - asked, delivered, day.day))
            asked = reached
    return (*made, Stage(rest - asked, hours, days[-1].day if days else None))
