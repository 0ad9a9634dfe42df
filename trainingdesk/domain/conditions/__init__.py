"""The office's conditions of sale: one version of the rules, and of the text if it has its own."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from trainingdesk.domain.conditions.kinds import Base, PaymentMoment
from trainingdesk.domain.conditions.rules import STATUTORY, Rules
from trainingdesk.domain.conditions.special import NO_SPECIAL_TERMS, SpecialTerms
from trainingdesk.domain.money import round_to_cent

__all__ = [
    "LEGAL_INDEMNITY",
    "NO_SPECIAL_TERMS",
    "STATUTORY",
    "Conditions",
    "PaymentMoment",
    "Rules",
    "SpecialTerms",
]

LEGAL_INDEMNITY = Decimal(40)
"""Euros for each invoice that a professional pays late (C. com. D441-5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """One version of the conditions; an agreement keeps the one it was signed under.

    `terms` is the office's own text in Markdown, with fields such as `{acompte.part}`; while it is
    empty the general terms are printed from the clauses that the rules produce.
    """

    number: int
    starts_on: date
    rules: Rules = field(default=STATUTORY)
    terms: str = ""
    id: int | None = None

    def valid_until(self, issued_on: date) -> date | None:
        """Return the last day a proposal can be accepted: issue + n days, that day included."""
        offer = self.rules.offer
        if offer is None or offer.validity_days is None:
            return None
        return issued_on + timedelta(days=offer.validity_days)

    def deposit(self, total_ttc: Decimal, total_ht: Decimal | None = None) -> Decimal | None:
        """Return the deposit that the conditions ask of a price.

        A price that was not taxed is the same before tax: *total_ht* may then be left out.
        """
        deposit = self.rules.deposit
        if deposit is None or not deposit.share:
            return None
        is_ht = deposit.base is Base.HT and total_ht is not None
        base = total_ht if is_ht and total_ht is not None else total_ttc
        return round_to_cent(base * deposit.share)

    @property
    def recovery_indemnity(self) -> Decimal:
        """What each late invoice costs a professional; silent terms leave the law's (D441-5)."""
        return self.rules.recovery.amount if self.rules.recovery else LEGAL_INDEMNITY

    @property
    def deposit_share(self) -> Decimal | None:
        """The part of the price that is paid first."""
        return self.rules.deposit.share if self.rules.deposit else None

    def due_on(
        self, issued_on: date, starts_on: date | None = None, ends_on: date | None = None
    ) -> date:
        """Return the day an invoice falls due (C. com. L441-10 sets the outer limits).

        Terms that say nothing of it leave the thirty days of the law.
        """
        payment = self.rules.payment or STATUTORY.payment
        assert payment is not None  # noqa: S101 - the law's own
        match payment.moment:
            case PaymentMoment.AFTER_INVOICE:
                return issued_on + timedelta(days=payment.days)
            case PaymentMoment.BEFORE_START if starts_on and starts_on > issued_on:
                return starts_on - timedelta(days=1)
            case PaymentMoment.END_OF_TRAINING if ends_on and ends_on > issued_on:
                return ends_on
            case _:
                return issued_on
