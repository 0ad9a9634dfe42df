"""How an individual pays for a training (L6353-6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum

from trainingdesk.domain.calendar import add_months
from trainingdesk.domain.money import CENT, ZERO, Money, split
from trainingdesk.domain.session_file import ScheduleDay
from trainingdesk.domain.withdrawal import MAX_FIRST_PAYMENT

PARTS = 3
"""Into how many parts the rest is staged, where the training has as many days."""


@dataclass(frozen=True, slots=True)
class Instalment:
    """A part of the price with the day it is due, as both sides agreed before the start."""

    due_on: date
    amount: Money
    label: str


class StagedGuard(StrEnum):
    """What is made of a payment that runs ahead of the hours delivered.

    The law asks to stage the payments as the training proceeds and gives no sum (L6353-6): the
    measure of `allowed_by` is a reading of it, so that each office decides.
    """

    IGNORE = "ignore"
    WARN = "warn"
    REFUSE = "refuse"


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


def allowed_by(price: Decimal, delivered: Decimal, planned: Decimal) -> Decimal:
    """Return what an individual may have paid when so many hours of the training were delivered.

    30 % once he may no longer withdraw, then the rest by the hours: all of it at the end. A
    training without hours is delivered at once or not at all.
    """
    part = min(delivered / planned, Decimal(1)) if planned else Decimal(bool(delivered))
    share = MAX_FIRST_PAYMENT + (1 - MAX_FIRST_PAYMENT) * part
    return (price * share).quantize(CENT, ROUND_DOWN)


def equal_parts(price: Decimal, first_on: date, count: int) -> tuple[Instalment, ...]:
    """Return a price in equal parts, a month apart, that add up to it."""
    return tuple(
        Instalment(add_months(first_on, place), amount, f"Échéance {place + 1} sur {count}")
        for place, amount in enumerate(split(price, [Decimal(1)] * count))
        if amount
    )


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
