"""What a session costs, and what is left of its price."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from enum import StrEnum

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.money import ZERO, Money, round_to_cent

HUNDRED = Decimal(100)
TENTH = Decimal("0.1")
THIN = Decimal(20)
"""A margin below so many percent is worth a second look."""


class CostKind(StrEnum):
    """What money is spent on."""

    TRAINER = "trainer"
    TRAVEL = "travel"
    ROOM = "room"
    MEALS = "meals"
    MATERIAL = "material"
    SUBCONTRACTING = "subcontracting"
    OTHER = "other"


BY_PERSON = {CostKind.MEALS, CostKind.MATERIAL}
"""What is bought for each trainee; the rest costs the same for one as for twelve."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionCost:
    """One line of costs, before tax; `trainer_id` tells whom it pays, if anyone.

    `bill_id` is the supplier's invoice that came for it and is counted in its place.
    """

    session_id: int
    kind: CostKind = CostKind.OTHER
    label: str = ""
    trainer_id: int | None = None
    quantity: Decimal = Decimal(1)
    unit_cost: Money = ZERO
    bill_id: int | None = None
    id: int | None = None

    @property
    def total(self) -> Decimal:
        """What the line comes to."""
        return round_to_cent(self.quantity * self.unit_cost)

    def checked(self) -> "SessionCost":
        """Return the line, or refuse it.

        Raises:
            RuleBroken: it says nothing, or its quantity is no number of things.
        """
        if not self.label.strip():
            raise RuleBroken("Écrivez ce qui est payé.", "label")
        if self.quantity <= 0:
            raise RuleBroken("La quantité est un nombre positif.", "quantity")
        return self


def total(costs: Iterable[SessionCost]) -> Decimal:
    """Return what costs come to."""
    return sum((cost.total for cost in costs), ZERO)


def by_kind(costs: Iterable[SessionCost]) -> Mapping[CostKind, Decimal]:
    """Return what each kind comes to, in the order of the kinds; those without a line left out."""
    known = tuple(costs)
    sums = {kind: [cost for cost in known if cost.kind is kind] for kind in CostKind}
    return {kind: total(lines) for kind, lines in sums.items() if lines}


class Basis(StrEnum):
    """What a session's income is known from, the surest first."""

    INVOICED = "invoiced"
    AGREED = "agreed"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Income:
    """What one client brings, before tax, and what it is known from."""

    amount: Money
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """Income before tax, less costs; `people` are those who take a seat.

    `seat_price` is what one more trainee would bring, `None` where a group has one price.
    """

    income: tuple[Income, ...] = ()
    costs: tuple[SessionCost, ...] = ()
    people: int = 0
    seat_price: Money | None = None

    @property
    def income_total(self) -> Decimal:
        """What the session brings."""
        return sum((part.amount for part in self.income), ZERO)

    @property
    def basis(self) -> Basis:
        """The least sure of what the income is known from."""
        order = list(Basis)
        return max((part.basis for part in self.income), key=order.index, default=Basis.PLANNED)

    @property
    def cost_total(self) -> Decimal:
        """What the session costs."""
        return total(self.costs)

    @property
    def amount(self) -> Decimal:
        """What is left; negative when the session loses money."""
        return self.income_total - self.cost_total

    @property
    def rate(self) -> Decimal | None:
        """The margin in percent of the income, to a tenth; `None` without income."""
        if not self.income_total:
            return None
        return (self.amount * HUNDRED / self.income_total).quantize(TENTH, ROUND_HALF_UP)

    @property
    def per_person(self) -> Decimal | None:
        """What is left for each trainee; `None` while nobody comes."""
        return round_to_cent(self.amount / self.people) if self.people else None

    @property
    def break_even(self) -> int | None:
        """How many trainees cover the costs.

        What is bought for each of them grows with their number. `None` where one more brings
        nothing, be it that a group has one price or that a seat costs what it brings.
        """
        if self.seat_price is None:
            return None
        own = total(cost for cost in self.costs if cost.kind in BY_PERSON)
        each = own / self.people if self.people else ZERO
        brings = self.seat_price - each
        if brings <= 0:
            return None
        shared = self.cost_total - (own if self.people else ZERO)
        return int((shared / brings).to_integral_value(ROUND_CEILING))
