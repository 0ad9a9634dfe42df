"""Invoices that suppliers sent, as the office filed them, and what is to be doubted of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from stdnum import iban
from stdnum.fr import siren, siret, tva

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.identifiers import SIREN_DIGITS
from trainingdesk.domain.money import ZERO, Money
from trainingdesk.french import euros, typeset

EURO = "EUR"
LARGEST = Decimal(1_000_000_000)
"""Euros: no office is billed more; a broken file says anything."""
FRENCH_VAT = 13
"""Characters of a French VAT number: FR, two of key, and the SIREN."""


class BillKind(StrEnum):
    """Whether a supplier asks for money or gives some back."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"


class ChargeKind(StrEnum):
    """What an office spends money on, as its accounts and its yearly report tell it apart."""

    TRAINING = "training"
    TRAINER_FEES = "trainer_fees"
    TRAVEL = "travel"
    ROOM = "room"
    MEALS = "meals"
    MATERIAL = "material"
    RENT = "rent"
    FEES = "fees"
    SOFTWARE = "software"
    TELECOM = "telecom"
    ADVERTISING = "advertising"
    INSURANCE = "insurance"
    BANK = "bank"
    OTHER = "other"


BOUGHT_TRAINING = {ChargeKind.TRAINING, ChargeKind.TRAINER_FEES}
"""What the BPF asks for apart among the charges, in frame D: accounts 604 and 6226."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BillTax:
    """What is billed at one rate of VAT."""

    rate: Decimal = ZERO
    base_ht: Money = ZERO
    tva: Money = ZERO
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierBill:
    """An invoice or credit note of a supplier, its amounts in euros and positive in both.

    `currency` is that of the paper; `taxes` are kept where there are several rates; `covers` are
    the costs typed by hand in its session that it takes the place of. `content` is the file as it
    came, and `faults` what was wrong with it then, a sentence a line.
    """

    supplier_name: str
    siret: str = ""
    vat_number: str = ""
    kind: BillKind = BillKind.INVOICE
    number: str = ""
    issued_on: date | None = None
    due_on: date | None = None
    received_on: date
    total_ht: Money = ZERO
    tva: Money = ZERO
    total_ttc: Money = ZERO
    currency: str = EURO
    charge: ChargeKind = ChargeKind.OTHER
    session_id: int | None = None
    trainer_id: int | None = None
    iban: str = ""
    paid_on: date | None = None
    notes: str = ""
    file_name: str = ""
    sha256: str = ""
    content: bytes | None = None
    faults: str = ""
    taxes: tuple[BillTax, ...] = ()
    covers: tuple[int, ...] = ()
    id: int | None = None

    @property
    def sign(self) -> int:
        """One, or minus one where money comes back."""
        return -1 if self.kind is BillKind.CREDIT_NOTE else 1

    @property
    def siren(self) -> str:
        """The nine digits that name a French firm, from either of its numbers."""
        if len(self.vat_number) == FRENCH_VAT and self.vat_number.startswith("FR"):
            return self.vat_number[-SIREN_DIGITS:]
        return self.siret[:SIREN_DIGITS]

    def charged(self, *, recovers_tva: bool) -> Decimal:
        """Return what it costs: the tax as well, where the office cannot deduct it (CGI 271)."""
        return self.sign * (self.total_ht if recovers_tva else self.total_ttc)

    def checked(self) -> "SupplierBill":
        """Return the bill, or refuse one that could be found again by nobody.

        Raises:
            RuleBroken: it names no supplier, number or day, or asks for nothing or too much.
        """
        if not self.supplier_name.strip():
            raise RuleBroken("Écrivez le nom du fournisseur.", "supplier_name")
        if not self.number.strip():
            raise RuleBroken("Écrivez le numéro de la facture, ou « sans numéro ».", "number")
        if self.issued_on is None:
            raise RuleBroken("Écrivez la date de la facture.", "issued_on")
        if not self.total_ttc:
            words = (
                "Écrivez le total TTC."
                if self.currency == EURO
                else f"Convertissez les montants de {self.currency} en euros, au cours du jour."
            )
            raise RuleBroken(words, "total_ttc")
        for field, amount in (
            ("total_ht", self.total_ht),
            ("tva", self.tva),
            ("total_ttc", self.total_ttc),
        ):
            if abs(amount) > LARGEST:
                raise RuleBroken("Ce montant est trop grand : vérifiez-le.", field)
        return self


def doubts(bill: SupplierBill) -> Iterator[str]:
    """Yield what is wrong with a bill that was typed from a paper; none of it forbids filing it."""
    if bill.total_ht + bill.tva != bill.total_ttc:
        yield typeset(
            f"HT et TVA font {euros(bill.total_ht + bill.tva)}, et non {euros(bill.total_ttc)} TTC."
        )
    if bill.taxes:
        base = sum((tax.base_ht for tax in bill.taxes), ZERO)
        due = sum((tax.tva for tax in bill.taxes), ZERO)
        if (base, due) != (bill.total_ht, bill.tva):
            yield typeset(
                f"Les taux de TVA font {euros(base)} HT et {euros(due)} de TVA, et non "
                f"{euros(bill.total_ht)} et {euros(bill.tva)}."
            )
    if bill.siret and not (siret.is_valid(bill.siret) or siren.is_valid(bill.siret)):
        yield typeset(f"Le SIRET {bill.siret} n’est pas valable : relisez-le sur le document.")
    if bill.vat_number.startswith("FR") and not tva.is_valid(bill.vat_number):
        yield typeset(f"Le numéro de TVA {bill.vat_number} n’est pas valable : relisez-le.")
    if bill.tva and not bill.vat_number:
        yield typeset("De la TVA est facturée sans numéro de TVA du fournisseur.")
    if bill.iban and not iban.is_valid(bill.iban):
        yield typeset(
            f"L’IBAN {bill.iban} n’est pas valable : ne payez pas avant d’avoir appelé le "
            "fournisseur à un numéro que vous connaissez."
        )
    if bill.due_on and bill.issued_on and bill.due_on < bill.issued_on:
        yield typeset("L’échéance précède la date de la facture.")
