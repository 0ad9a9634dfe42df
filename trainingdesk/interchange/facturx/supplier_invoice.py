"""An invoice that another firm sent, as its file tells it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from trainingdesk.domain.identifiers import SIREN_DIGITS
from trainingdesk.domain.money import ZERO, Money
from trainingdesk.interchange.facturx.attachment import Attachment
from trainingdesk.interchange.facturx.fault import Fault

CREDIT_NOTES = frozenset({"261", "381", "396", "502", "503"})
"""The document types (UNTDID 1001) that give money back."""


class Syntax(StrEnum):
    """The two languages of electronic invoices; the value is the name people know."""

    CII = "CII"
    UBL = "UBL"


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierParty:
    """Who sells or buys; `country` is the two letters of ISO 3166."""

    name: str = ""
    registration: str = ""
    siret: str = ""
    vat_number: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""

    @property
    def siren(self) -> str:
        """The nine digits that name a French firm, wherever the file has them."""
        for number in (self.registration, self.siret):
            if number[:SIREN_DIGITS].isdecimal() and len(number) in {SIREN_DIGITS, 14}:
                return number[:SIREN_DIGITS]
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierLine:
    """A line; `adjustment` is what its own charges less its discounts add, before tax.

    One that does not count tells of others: the heading of a group, or a mere information.
    """

    label: str
    quantity: Decimal
    unit_code: str
    unit_price: Decimal
    price_quantity: Decimal = Decimal(1)
    adjustment: Money = ZERO
    total_ht: Money
    category: str
    tva_rate: Decimal | None
    counts: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierTax:
    """What is sold in one VAT category and at one rate; `reason` says why there is no tax."""

    category: str
    rate: Decimal | None
    base_ht: Money
    tva: Money
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierTotals:
    """The sums at the foot; `adjustment` is what charges less discounts on the whole add.

    `lines_ht` is `None` where the file does not add its lines up.
    """

    lines_ht: Money | None
    adjustment: Money
    total_ht: Money
    tva: Money
    total_ttc: Money
    prepaid: Money
    rounding: Money
    to_pay: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierInvoice:
    """What a received file says, and what is wrong with it.

    `guideline` is the specification that it names as its own, `attachments` the files that travel
    with it, `links` the addresses of those that stand elsewhere.
    """

    syntax: Syntax
    guideline: str
    type_code: str
    number: str
    issued_on: date | None
    due_on: date | None
    seller: SupplierParty
    buyer: SupplierParty
    currency: str
    lines: tuple[SupplierLine, ...]
    taxes: tuple[SupplierTax, ...]
    totals: SupplierTotals
    payment_terms: str = ""
    iban: str = ""
    payment_reference: str = ""
    order: str = ""
    earlier: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    links: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def is_summary(self) -> bool:
        """Whether it was made to hold a few totals only, in the smallest profile of Factur-X."""
        return self.guideline.endswith(":minimum")

    @property
    def is_credit(self) -> bool:
        """Whether it gives money back; its amounts are positive then too."""
        return self.type_code in CREDIT_NOTES
