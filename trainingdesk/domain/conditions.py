"""The office's conditions of sale, as values that papers print and rules compute with."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from trainingdesk.domain.money import round_to_cent


class PaymentMoment(StrEnum):
    """When the price falls due."""

    BEFORE_START = "before_start"
    ON_RECEIPT = "on_receipt"
    AFTER_INVOICE = "after_invoice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """One version of the conditions; an agreement keeps the one it was signed under.

    `deposit_share` is a fraction of the price TTC. `payment_days` counts from the invoice when
    payment is `AFTER_INVOICE`. `terms` is the text in Markdown that goes with proposals.
    """

    number: int
    starts_on: date
    proposal_validity_days: int | None = 30
    deposit_share: Decimal | None = None
    payment: PaymentMoment = PaymentMoment.AFTER_INVOICE
    payment_days: int = 30
    late_points: Decimal = Decimal(10)
    recovery_indemnity: Decimal = Decimal(40)
    terms: str = ""
    id: int | None = None

    def valid_until(self, issued_on: date) -> date | None:
        """Return the last day a proposal can be accepted: issue + n days, that day included."""
        if self.proposal_validity_days is None:
            return None
        return issued_on + timedelta(days=self.proposal_validity_days)

    def deposit(self, total_ttc: Decimal) -> Decimal | None:
        """Return the deposit that the conditions ask of a price TTC."""
        if not self.deposit_share:
            return None
        return round_to_cent(total_ttc * self.deposit_share)

    def due_on(self, issued_on: date, starts_on: date | None = None) -> date:
        """Return the day an invoice falls due (C. com. L441-10 sets the outer limits)."""
        match self.payment:
            case PaymentMoment.AFTER_INVOICE:
                return issued_on + timedelta(days=self.payment_days)
            case PaymentMoment.BEFORE_START if starts_on and starts_on > issued_on:
                return starts_on - timedelta(days=1)
            case _:
                return issued_on
