"""Money that came in, and the invoices it settles."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.money import ZERO, Money
from trainingdesk.french import euros


class PaymentMeans(StrEnum):
    """How money came."""

    TRANSFER = "transfer"
    CHEQUE = "cheque"
    CARD = "card"
    CASH = "cash"
    DIRECT_DEBIT = "direct_debit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """The part of a payment that settles one invoice."""

    invoice_id: int
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """One sum received from a client or funder; what is not allocated is the payer's credit.

    `held_until` is the first day a cheque may be cashed (L6353-6): it is no payment before.
    """

    paid_on: date
    amount: Money
    means: PaymentMeans = PaymentMeans.TRANSFER
    reference: str = ""
    notes: str = ""
    client_id: int | None = None
    funder_id: int | None = None
    held_until: date | None = None
    allocations: tuple[Allocation, ...] = ()
    id: int | None = None

    @property
    def unallocated(self) -> Decimal:
        """What settles no invoice yet."""
        return self.amount - sum((part.amount for part in self.allocations), ZERO)

    def checked(self) -> "Payment":
        """Return the payment, or refuse one that settles more than it brought."""
        if self.amount <= 0:
            raise RuleBroken("Le montant reçu doit être positif.", "amount")
        if self.unallocated < 0:
            raise RuleBroken(
                f"Les factures cochées dépassent le montant reçu de {euros(-self.unallocated)}.",
                "amount",
            )
        return self


def suggested(amount: Decimal, owed: Iterable[tuple[int, Decimal]]) -> tuple[Allocation, ...]:
    """Return how a sum usually settles invoices: the first ones in full while it lasts.

    An invoice that is exactly the sum is settled alone, wherever it stands.
    """
    known = list(owed)
    exact = [invoice_id for invoice_id, remaining in known if remaining == amount]
    if exact:
        return (Allocation(invoice_id=exact[0], amount=amount),)
    parts = []
    for invoice_id, remaining in known:
        part = min(amount, remaining)
        if part > 0:
            parts.append(Allocation(invoice_id=invoice_id, amount=part))
            amount -= part
    return tuple(parts)
