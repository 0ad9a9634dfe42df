"""Money that came in, and the invoices it settles."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoices import Invoice
from trainingdesk.domain.money import ZERO, Money
from trainingdesk.french import euros, long_date


class PaymentMeans(StrEnum):
    """How money came."""

    TRANSFER = "transfer"
    CHEQUE = "cheque"
    CARD = "card"
    CASH = "cash"
    DIRECT_DEBIT = "direct_debit"
    OFFSET = "offset"
    """What the payer is owed settles what it owes (C. civ. 1347); no money moves."""

    @property
    def is_by_bank(self) -> bool:
        """Whether a bank moves it, and may reject it."""
        return self not in {PaymentMeans.CASH, PaymentMeans.OFFSET}


class PaymentKind(StrEnum):
    """What a sum is: money never leaves the file, another sum takes it back."""

    RECEIVED = "received"
    REFUND = "refund"
    BOUNCED = "bounced"
    """The bank took it back: the payer owes it as if it had never come."""
    MISTAKE = "mistake"
    """It was typed wrong and never came."""
    WRITTEN_OFF = "written_off"
    """A loss: it will never come, and its invoice asks for it no more. It is no money received."""

    @property
    def takes_back(self) -> bool:
        """Whether it undoes another sum whole."""
        return self in {PaymentKind.BOUNCED, PaymentKind.MISTAKE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """The part of a payment that settles one invoice."""

    invoice_id: int
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A later sum that takes a payment back, or gives its rest back; both sums are signed."""

    payment_id: int
    kind: PaymentKind
    paid_on: date
    amount: Money
    settled: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """One sum from a client or funder, or to it; what is not allocated is the payer's credit.

    `held_until` is the first day a cheque may be cashed (L6353-6): it is no payment before, and
    never changes after. `recorded_on` is the day that it was written down, that of the payment
    unless said; `corrects_id` the payment that this one takes back or gives the rest of.
    """

    paid_on: date
    amount: Money
    kind: PaymentKind = PaymentKind.RECEIVED
    recorded_on: date | None = None
    means: PaymentMeans = PaymentMeans.TRANSFER
    reference: str = ""
    notes: str = ""
    client_id: int | None = None
    funder_id: int | None = None
    corrects_id: int | None = None
    settlement_id: int | None = None
    held_until: date | None = None
    allocations: tuple[Allocation, ...] = ()
    corrections: tuple[Correction, ...] = ()
    id: int | None = None

    @property
    def settled(self) -> Decimal:
        """What settles invoices."""
        return sum((part.amount for part in self.allocations), ZERO)

    @property
    def unallocated(self) -> Decimal:
        """What settles no invoice, and was not given back; a correction has nothing of its own."""
        if self.corrects_id is not None:
            return ZERO
        later = sum((each.amount - each.settled for each in self.corrections), ZERO)
        return self.amount - self.settled + later

    @property
    def taken_back(self) -> Correction | None:
        """The sum that undid this one, if any."""
        return next(
            (each for each in self.corrections if each.kind is not PaymentKind.REFUND), None
        )

    @property
    def is_correction(self) -> bool:
        """Whether it undoes another sum, or gives its rest back."""
        return self.corrects_id is not None

    def takes_back(self, kind: PaymentKind, on: date, words: str) -> "Payment":
        """Return the sum that undoes this one, whole and invoice by invoice.

        Raises:
            RuleBroken: it is a cheque still held, was undone already, undoes another one itself, or
                came later than that day.
        """
        name = f"règlement de {euros(self.amount)} du {long_date(self.paid_on)}"
        if self.held_until is not None:
            raise RuleBroken("Ce chèque n’est pas encore encaissé : supprimez-le.")
        if self.taken_back is not None:
            raise RuleBroken(
                f"Le {name} est déjà annulé depuis le {long_date(self.taken_back.paid_on)}."
            )
        if self.kind.takes_back or (self.kind is PaymentKind.WRITTEN_OFF and self.is_correction):
            raise RuleBroken("Une annulation ne s’annule pas : saisissez de nouveau le règlement.")
        if kind is PaymentKind.BOUNCED and self.kind is not PaymentKind.RECEIVED:
            raise RuleBroken("Seul un règlement reçu peut être rejeté par la banque.", "kind")
        if kind is PaymentKind.BOUNCED and not self.means.is_by_bank:
            raise RuleBroken(
                f"Le {name} n’est pas passé par la banque, qui ne peut donc pas le rejeter : s’il "
                "n’est jamais venu, annulez-le comme une erreur de saisie.",
                "kind",
            )
        if on < self.paid_on:
            raise RuleBroken(f"Le {name} ne peut pas être annulé avant d’être reçu.", "paid_on")
        return replace(
            self,
            id=None,
            # A loss taken back is no money either.
            kind=self.kind if self.kind is PaymentKind.WRITTEN_OFF else kind,
            paid_on=on,
            recorded_on=None,
            amount=-self.amount,
            notes=words,
            corrects_id=self.id,
            settlement_id=None,
            allocations=tuple(
                replace(part, amount=-part.amount) for part in self.allocations if part.amount
            ),
            corrections=(),
        )

    def gives_back(self, amount: Decimal, on: date, words: str) -> "Payment":
        """Return the refund of what this payment settles nothing with.

        Raises:
            RuleBroken: so much is not left, or it came later than that day.
        """
        if self.taken_back is not None:
            raise RuleBroken(
                "Ce règlement est annulé : il n’a plus d’avance à rendre. Ce que le payeur a reçu "
                "en trop figure sur son relevé de compte."
            )
        if not 0 < amount <= self.unallocated:
            raise RuleBroken(
                f"Ce règlement n’a que {euros(self.unallocated)} d’avance à rendre.", "amount"
            )
        if on < self.paid_on:
            raise RuleBroken("L’avance ne peut pas être rendue avant d’être reçue.", "paid_on")
        return replace(
            self,
            id=None,
            kind=PaymentKind.REFUND,
            paid_on=on,
            recorded_on=None,
            amount=-amount,
            notes=words,
            corrects_id=self.id,
            allocations=(),
            corrections=(),
        )

    def checked(self) -> "Payment":
        """Return the payment, or refuse one that settles more than it brought."""
        if self.amount <= 0:
            raise RuleBroken("Le montant reçu doit être positif.", "amount")
        if any(part.amount <= 0 for part in self.allocations):
            raise RuleBroken("Ce qui règle une facture doit être positif.", "amount")
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


def loss(invoice: Invoice, asked: Decimal, amount: Decimal, on: date, words: str) -> Payment:
    """Return what gives up an amount of what an issued invoice still asks.

    Raises:
        RuleBroken: so much is not owed, no reason is given, or the invoice came later.
    """
    if not 0 < amount <= asked:
        raise RuleBroken(f"Cette facture demande encore {euros(asked)}, pas plus.", "amount")
    if not words.strip():
        raise RuleBroken(
            "Dites pourquoi cette somme ne viendra plus : le motif justifie la perte.", "notes"
        )
    if invoice.issued_on is None or on < invoice.issued_on:
        raise RuleBroken("Une perte ne peut pas précéder sa facture.", "paid_on")
    return Payment(
        kind=PaymentKind.WRITTEN_OFF,
        paid_on=on,
        amount=amount,
        means=PaymentMeans.OFFSET,
        notes=words.strip(),
        allocations=(Allocation(invoice_id=invoice.id or 0, amount=amount),),
    )
