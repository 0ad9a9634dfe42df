"""What suppliers billed in a period: by kind, and what the yearly report asks of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from trainingdesk.domain.costs import CostKind
from trainingdesk.domain.money import ZERO, Money
from trainingdesk.domain.supplier_bills import BOUGHT_TRAINING, ChargeKind, SupplierBill

ACCOUNTS = {
    ChargeKind.TRAINING: "604",
    ChargeKind.TRAINER_FEES: "6226",
    ChargeKind.TRAVEL: "6251",
    ChargeKind.ROOM: "6132",
    ChargeKind.MEALS: "6257",
    ChargeKind.MATERIAL: "606",
    ChargeKind.RENT: "6132",
    ChargeKind.FEES: "6226",
    ChargeKind.SOFTWARE: "651",
    ChargeKind.TELECOM: "626",
    ChargeKind.ADVERTISING: "623",
    ChargeKind.INSURANCE: "616",
    ChargeKind.BANK: "627",
    ChargeKind.OTHER: "",
}
"""The accounts of the general plan that are proposed; the accountant decides."""

COSTS = {
    ChargeKind.TRAINING: CostKind.SUBCONTRACTING,
    ChargeKind.TRAINER_FEES: CostKind.SUBCONTRACTING,
    ChargeKind.TRAVEL: CostKind.TRAVEL,
    ChargeKind.ROOM: CostKind.ROOM,
    ChargeKind.MEALS: CostKind.MEALS,
    ChargeKind.MATERIAL: CostKind.MATERIAL,
}
"""What each kind is among the costs of a session; the others are `CostKind.OTHER` there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeLine:
    """What one kind of charge comes to, credit notes taken off."""

    kind: ChargeKind
    bills: int
    total_ht: Money
    tva: Money
    total_ttc: Money
    charged: Money

    @property
    def account(self) -> str:
        """The account that is proposed."""
        return ACCOUNTS[self.kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Charges:
    """The charges of a period: `bills` by day, and whether their tax is deducted."""

    first: date
    last: date
    on: date
    recovers_tva: bool
    bills: Sequence[SupplierBill]

    @property
    def lines(self) -> tuple[ChargeLine, ...]:
        """What each kind comes to, in the order of the kinds; those without a bill left out."""
        return tuple(
            self._line(kind, own)
            for kind in ChargeKind
            if (own := [bill for bill in self.bills if bill.charge is kind])
        )

    @property
    def total(self) -> Decimal:
        """What all of them cost the office."""
        return self._sum(self.bills)

    @property
    def bought_training(self) -> Decimal:
        """What training bought elsewhere and trainers' fees cost (BPF, frame D)."""
        return self._sum(bill for bill in self.bills if bill.charge in BOUGHT_TRAINING)

    def _sum(self, bills: Iterable[SupplierBill]) -> Decimal:
        return sum((bill.charged(recovers_tva=self.recovers_tva) for bill in bills), ZERO)

    def _line(self, kind: ChargeKind, bills: Sequence[SupplierBill]) -> ChargeLine:
        return ChargeLine(
            kind=kind,
            bills=len(bills),
            total_ht=sum((bill.sign * bill.total_ht for bill in bills), ZERO),
            tva=sum((bill.sign * bill.tva for bill in bills), ZERO),
            total_ttc=sum((bill.sign * bill.total_ttc for bill in bills), ZERO),
            charged=self._sum(bills),
        )
