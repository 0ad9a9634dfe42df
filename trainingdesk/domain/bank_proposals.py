"""What a line of a bank statement may be, and what it is held against."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from trainingdesk.domain.aged_balance import PayerKey
from trainingdesk.domain.money import ZERO, Money
from trainingdesk.domain.payments import Allocation, PaymentMeans


class Action(StrEnum):
    """What a line may be."""

    SETTLE = "settle"
    """New money, which settles invoices."""
    RECORDED = "recorded"
    """Payments that the office has noted already."""
    BOUNCED = "bounced"
    """A payment that the bank takes back."""
    REFUND = "refund"
    """What a payer had paid ahead, given back."""
    IGNORE = "ignore"
    """Nothing to do with invoices."""


class Confidence(IntEnum):
    """How clear it is; only what is sure is ticked beforehand."""

    DOUBTFUL = 0
    LIKELY = 1
    SURE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """An unpaid invoice; `marks` are the numbers that a payer may quote for it."""

    invoice_id: int
    number: str
    remaining: Money
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Debtor:
    """Who owes money, by all names that a bank may write, and the invoices, first due first."""

    payer: PayerKey
    name: str
    names: tuple[str, ...]
    bills: tuple[Bill, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPayment:
    """Money that the office has noted; what went out is negative.

    `is_ticked` when a line of a statement is this payment already; `may_bounce` unless it was taken
    back, or takes another one back; `ahead` is what it settles nothing with.
    """

    id: int
    paid_on: date
    amount: Money
    name: str = ""
    names: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    means: PaymentMeans = PaymentMeans.TRANSFER
    slip: str = ""
    ahead: Money = ZERO
    is_ticked: bool = False
    may_bounce: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a line seems to be, in French, and why; a doubtful one leaves the choice open."""

    action: Action
    confidence: Confidence
    what: str
    reason: str
    payer: PayerKey | None = None
    parts: tuple[Allocation, ...] = ()
    payment_ids: tuple[int, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether somebody has to choose first."""
        return self.confidence is Confidence.DOUBTFUL

    @property
    def is_sure(self) -> bool:
        """Whether it is ticked beforehand."""
        return self.confidence is Confidence.SURE
