"""Invoices: what they hold, what they add up to, when they may be issued."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from trainingdesk.domain.addresses import Address
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.lines import Line, Unit
from trainingdesk.domain.money import CENT, ZERO, Money
from trainingdesk.domain.tva import Totals, before_tax, totals
from trainingdesk.french import euros, long_date


class InvoiceKind(StrEnum):
    """What an invoice is for."""

    INVOICE = "invoice"
    DEPOSIT = "deposit"
    BALANCE = "balance"
    CREDIT_NOTE = "credit_note"
    CANCELLATION_FEE = "cancellation_fee"
    """Money for what was not given: outside the BPF, never a funder's."""
    LATE_CHARGES = "late_charges"
    """Interest and indemnity of an invoice paid late: outside VAT and the BPF."""
    EXPENSES = "expenses"
    """What was spent for the client and is asked again, beside the price."""

    @property
    def is_of_the_price(self) -> bool:
        """Whether it asks for a part of the price that was agreed."""
        return self in {InvoiceKind.INVOICE, InvoiceKind.DEPOSIT, InvoiceKind.BALANCE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Whom an invoice names, as the file knew them the day it was issued."""

    name: str = ""
    address: Address = field(default_factory=Address)
    siret: str = ""
    vat_number: str = ""

    @property
    def siren(self) -> str:
        """The nine digits that name the firm."""
        return self.siret.replace(" ", "")[:9]


class Addressee(StrEnum):
    """To whom an invoice is addressed where a funder pays in the client's place."""

    CLIENT = "client"
    FUNDER = "funder"


class BpfOrigin(StrEnum):
    """Who pays, by the lines of frame C of the BPF (cerfa 10443); never guessed."""

    COMPANIES = "1"
    APPRENTICESHIP = "2a"
    PROFESSIONALISATION = "2b"
    CAREER_CHANGE = "2c"
    TRANSITION = "2d"
    CPF = "2e"
    JOB_SEEKERS = "2f"
    SELF_EMPLOYED = "2g"
    SKILLS_PLAN = "2h"
    PUBLIC_AGENTS = "3"
    EUROPE = "4"
    STATE = "5"
    REGIONS = "6"
    FRANCE_TRAVAIL = "7"
    OTHER_PUBLIC = "8"
    INDIVIDUALS = "9"
    TRAINING_OFFICES = "10"
    OTHER = "11"
    OUTSIDE = "outside"
    """Not training: outside the report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceLine:
    """A line of an invoice, with the origin of its money for the BPF.

    `funding_id` is the funder's file that the line asks the money of, if any.
    """

    line: Line
    origin: BpfOrigin | None = None
    funding_id: int | None = None

    @property
    def total_ht(self) -> Decimal:
        """Price of the line before tax."""
        return self.line.total_ht


@dataclass(frozen=True, slots=True)
class Deduction:
    """A deposit that an invoice takes off: what it asked less what was credited of it, TTC."""

    deposit_id: int
    number: str
    issued_on: date
    total_ttc: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """An invoice; it has a number from the day it is issued, and never changes after.

    `client` and `payer` are frozen at issue; a payer other than the client pays in its place
    (subrogation), and `addressed_to` tells which of them the invoice names as the buyer;
    `funding_id` is the funder's file where there is one alone.
    A credit note carries positive amounts and names what it corrects.
    `settlement_id` is the decision that an invoice or a note follows from, `late_for_id` the
    invoice whose delay this one charges. The sums of
    an invoice that takes deposits off stay the full ones: `deductions` only lower what is to pay.
    """

    client_id: int
    kind: InvoiceKind = InvoiceKind.INVOICE
    session_id: int | None = None
    agreement_id: int | None = None
    funding_id: int | None = None
    payer_funder_id: int | None = None
    addressed_to: Addressee = Addressee.CLIENT
    corrects_id: int | None = None
    late_for_id: int | None = None
    settlement_id: int | None = None
    conditions_id: int | None = None
    number: str | None = None
    issued_on: date | None = None
    due_on: date | None = None
    delivered_from: date | None = None
    delivered_until: date | None = None
    purchase_order: str = ""
    service_code: str = ""
    engagement_number: str = ""
    file_number: str = ""
    reason: str = ""
    notes: str = ""
    client: Recipient = field(default_factory=Recipient)
    payer: Recipient | None = None
    lines: tuple[InvoiceLine, ...] = ()
    deductions: tuple[Deduction, ...] = ()
    id: int | None = None

    @property
    def totals(self) -> Totals:
        """Sums by rate."""
        return totals(item.line for item in self.lines)

    @property
    def is_issued(self) -> bool:
        """Whether it has its number for ever."""
        return self.number is not None

    @property
    def recipient(self) -> Recipient:
        """Who is asked to pay."""
        return self.payer or self.client

    @property
    def buyer(self) -> Recipient:
        """Whom the invoice is addressed to: the client, or a funder that wants it so."""
        return self.payer if self.payer is not None and self.is_to_funder else self.client

    @property
    def is_to_funder(self) -> bool:
        """Whether it is addressed to the funder itself, and names the client beside."""
        return self.payer_funder_id is not None and self.addressed_to is Addressee.FUNDER

    @property
    def third_payer(self) -> Recipient | None:
        """Who pays what another buys."""
        return None if self.is_to_funder else self.payer

    @property
    def deducted(self) -> Decimal:
        """What deposits take off, TTC."""
        return sum((deposit.total_ttc for deposit in self.deductions), ZERO)

    @property
    def to_pay(self) -> Decimal:
        """What is asked when it is issued: the total less the deposits."""
        return self.totals.total_ttc - self.deducted

    def lines_of(self, session_id: int | None) -> tuple[InvoiceLine, ...]:
        """Return the lines of one session; a line that names none is of the invoice's own."""
        return tuple(
            item for item in self.lines if (item.line.session_id or self.session_id) == session_id
        )

    def asks_under(self, funding_id: int | None) -> bool:
        """Whether it asks for money under a funder's file, alone or with others."""
        return funding_id is not None and (
            self.funding_id == funding_id
            or any(item.funding_id == funding_id for item in self.lines)
        )

    @property
    def sign(self) -> int:
        """-1 for a credit note, which takes away what it names."""
        return -1 if self.kind is InvoiceKind.CREDIT_NOTE else 1

    def check_complete(self) -> None:
        """Refuse an invoice that could not stand.

        Raises:
            RuleBroken: it is issued already, has no line, or a line no paper may carry.
        """
        if self.is_issued:
            raise RuleBroken(
                f"La facture {self.number} est déjà émise : créez un avoir pour la corriger."
            )
        if not self.lines:
            raise RuleBroken("Une facture sans ligne ne peut pas être émise.", "lines")
        for item in self.lines:
            item.line.checked()
        if self.totals.total_ttc <= 0:
            raise RuleBroken(
                f"Le total est de {euros(self.totals.total_ttc)} : une facture demande un montant "
                "positif. Pour rendre de l’argent, créez un avoir.",
                "lines",
            )
        if self.to_pay < 0:
            raise RuleBroken(
                f"Les acomptes déduits ({euros(self.deducted)}) dépassent le total de "
                f"{euros(self.totals.total_ttc)} : faites et émettez d’abord un avoir de "
                f"{euros(-self.to_pay)} sur l’acompte.",
                "lines",
            )

    def issue(self, number: str, on: date, due_on: date, last_issued_on: date | None) -> "Invoice":
        """Return the invoice with its number and dates, or refuse.

        *last_issued_on* is the date of the latest invoice of the same sequence.
        """
        self.check_complete()
        if last_issued_on is not None and on < last_issued_on:
            raise RuleBroken(
                f"La dernière facture est datée du {long_date(last_issued_on)} : "
                "une facture ne peut pas porter une date antérieure.",
                "issued_on",
            )
        if due_on < on:
            raise RuleBroken("L’échéance ne peut pas précéder la facture.", "due_on")
        return replace(self, number=number, issued_on=on, due_on=due_on)


@dataclass(frozen=True, slots=True)
class Balance:
    """What was asked, credited, paid and given up of one invoice, and the deposits it takes off.

    All TTC.
    """

    total_ttc: Money
    credited: Money = ZERO
    paid: Money = ZERO
    deducted: Money = ZERO
    written_off: Money = ZERO

    @property
    def remaining(self) -> Decimal:
        """What is still due; negative when too much was paid."""
        return self.total_ttc - self.deducted - self.credited - self.paid - self.written_off


def credit_note(original: Invoice, lines: tuple[InvoiceLine, ...], reason: str) -> Invoice:
    """Return the draft credit note that takes *lines* off an issued invoice.

    Raises:
        RuleBroken: the invoice is a draft or a credit note, or no reason is given.
    """
    if not original.is_issued or original.kind is InvoiceKind.CREDIT_NOTE:
        raise RuleBroken("Un avoir corrige une facture émise.")
    if not reason.strip():
        raise RuleBroken("Dites pourquoi l’avoir est fait : le motif y est imprimé.", "reason")
    return replace(
        original,
        id=None,
        kind=InvoiceKind.CREDIT_NOTE,
        number=None,
        issued_on=None,
        due_on=None,
        corrects_id=original.id,
        late_for_id=None,
        settlement_id=None,
        reason=reason,
        lines=lines,
        deductions=(),
    )


def part_of(item: InvoiceLine, amount_ht: Decimal) -> InvoiceLine:
    """Return the line that credits an amount of a line, or the line itself for all of it.

    Raises:
        RuleBroken: the amount is not between zero and the line's.
    """
    if amount_ht == item.total_ht:
        return item
    if not 0 < amount_ht < item.total_ht:
        raise RuleBroken(
            f"« {item.line.label} » a été facturé {euros(item.total_ht)} HT : "
            "l’avoir ne peut pas en rendre plus.",
            "amount",
        )
    line = replace(
        item.line,
        quantity=Decimal(1),
        unit=Unit.GROUP,
        unit_price=amount_ht,
        discount=Decimal(0),
    )
    return replace(item, line=line)


def lines_worth(invoice: Invoice, total_ttc: Decimal) -> tuple[InvoiceLine, ...]:
    """Return the lines of an invoice, the last one cut, that come to a sum with tax and no more.

    A sum that tax makes out of reach is missed by a cent.
    """
    if total_ttc >= invoice.totals.total_ttc:
        return invoice.lines
    chosen: list[InvoiceLine] = []
    for item in invoice.lines:
        left = total_ttc - totals(each.line for each in chosen).total_ttc
        price = min(item.total_ht, before_tax(left, item.line.tva_rate))
        # Tax is rounded once a rate: one line more of it may cost a cent more.
        while price > 0 and _worth(chosen, item, price) > total_ttc:
            price -= CENT
        if price > 0:
            chosen.append(part_of(item, price))
    return tuple(chosen)


def _worth(chosen: list[InvoiceLine], item: InvoiceLine, price: Decimal) -> Decimal:
    return totals(each.line for each in (*chosen, part_of(item, price))).total_ttc
