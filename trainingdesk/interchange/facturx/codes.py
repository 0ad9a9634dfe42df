"""The codes that the standard gives to what our invoices say."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from trainingdesk.domain.invoices import InvoiceKind
from trainingdesk.domain.lines import Unit
from trainingdesk.domain.money import ZERO
from trainingdesk.domain.paper_data import InvoicePaper
from trainingdesk.domain.tva import Exemption, RateTotal, exemption_mention

INVOICE = "380"
CREDIT_NOTE = "381"
DEPOSIT = "386"
DEPOSIT_CREDIT_NOTE = "503"

SERVICES = "S1"
"""The usual frame of what a training office sells (BT-23): services, not yet paid."""
SERVICES_AFTER_DEPOSIT = "S4"

SIREN_SCHEME = "0002"
SIRET_SCHEME = "0009"
FRENCH_ADDRESS_SCHEME = "0225"
MAIL_SCHEME = "EM"

TAX_DUE_ON_PAYMENT = "72"
TAX_DUE_ON_INVOICE = "5"
"""What the option for debits comes to: tax is due when the invoice is issued (CGI 269, 2, c)."""

UNITS = {
    Unit.PERSON: "IE",
    Unit.GROUP: "C62",
    Unit.DAY: "DAY",
    Unit.HOUR: "HUR",
    Unit.PIECE: "C62",
}
"""Units of UNECE recommendation 20: person, one, day, hour."""


class Category(StrEnum):
    """How VAT treats a sale, as the standard names it."""

    STANDARD = "S"
    EXEMPT = "E"
    OUT_OF_SCOPE = "O"


_EXEMPTION_CODES = {
    Exemption.TRAINING: "VATEX-FR-CGI261-4",
    Exemption.FRANCHISE: "VATEX-FR-FRANCHISE",
    Exemption.OUT_OF_SCOPE: "VATEX-EU-O",
}


def document_type(data: InvoicePaper) -> str:
    """Return what kind of document it is (BT-3): the credit of a deposit has a code of its own."""
    match data.invoice.kind:
        case InvoiceKind.DEPOSIT:
            return DEPOSIT
        case InvoiceKind.CREDIT_NOTE:
            of_deposit = data.corrects is not None and data.corrects.kind is InvoiceKind.DEPOSIT
            return DEPOSIT_CREDIT_NOTE if of_deposit else CREDIT_NOTE
        case _:
            return INVOICE


def category_of(exemption: Exemption | None) -> Category:
    """Return the category of what bears tax, or of what does not and why."""
    if exemption is None:
        return Category.STANDARD
    outside = exemption is Exemption.OUT_OF_SCOPE
    return Category.OUT_OF_SCOPE if outside else Category.EXEMPT


@dataclass(frozen=True, slots=True)
class TaxGroup:
    """What an invoice sells in one category and at one rate (BG-23).

    `reason` says why it bears no tax, and `reason_code` too unless there are two reasons: the
    standard knows one group of exempt sales, where two exemptions are added up and both said.
    """

    category: Category
    rate: Decimal
    base_ht: Decimal
    tva: Decimal
    reason: str
    reason_code: str

    def holds(self, exemption: Exemption | None, rate: Decimal) -> bool:
        """Whether a line of that treatment is among what it adds up."""
        return (self.category, self.rate) == (category_of(exemption), rate)


def tax_groups(data: InvoicePaper) -> tuple[TaxGroup, ...]:
    """Return the sums of an invoice by category and rate."""
    parts = data.invoice.totals.by_rate
    keys = dict.fromkeys((category_of(part.exemption), part.rate) for part in parts)
    return tuple(
        _group(data, [part for part in parts if (category_of(part.exemption), part.rate) == key])
        for key in keys
    )


def _group(data: InvoicePaper, parts: list[RateTotal]) -> TaxGroup:
    on = data.invoice.issued_on or data.on
    exemptions = [part.exemption for part in parts if part.exemption is not None]
    return TaxGroup(
        category=category_of(parts[0].exemption),
        rate=parts[0].rate,
        base_ht=sum((part.base_ht for part in parts), ZERO),
        tva=sum((part.tva for part in parts), ZERO),
        reason=" ; ".join(exemption_mention(one, on, data.tax_mentions) for one in exemptions),
        reason_code=_EXEMPTION_CODES[exemptions[0]] if len(exemptions) == 1 else "",
    )
