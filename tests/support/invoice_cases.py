"""Invoices of every kind under every regime of VAT, for the tests of electronic invoices."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

from tests.support.office_sample import COACHING, FUNDER, INVOICE_PAPER, OFFICE, SEVEN_SEATS
from trainingdesk.domain.invoices import Deduction, InvoiceKind, InvoiceLine, Recipient
from trainingdesk.domain.lines import Line, LineKind, Unit
from trainingdesk.domain.organisation import Organisation, VatRegime
from trainingdesk.domain.paper_data import InvoicePaper
from trainingdesk.domain.tva import Exemption

DEPOSIT = Deduction(7, "F-2026-0007", date(2026, 4, 12), D("90.00"))
PAYER = Recipient(name=FUNDER.name, address=FUNDER.address, siret=FUNDER.siret)
TAXED_SEATS = replace(SEVEN_SEATS, tva_rate=D(20), exemption=None)
BOOK = Line(
    label="Recueil d’exercices",
    quantity=D(7),
    unit=Unit.PIECE,
    unit_price=D("12.35"),
    tva_rate=D("5.5"),
    exemption=None,
    kind=LineKind.MATERIAL,
)
FEE = Line(
    label="Indemnité d’annulation",
    unit_price=D(690),
    exemption=Exemption.OUT_OF_SCOPE,
    kind=LineKind.OTHER,
)

KINDS = {
    "plain": InvoiceKind.INVOICE,
    "deposit": InvoiceKind.DEPOSIT,
    "balance": InvoiceKind.BALANCE,
    "credit note": InvoiceKind.CREDIT_NOTE,
    "credit note of a deposit": InvoiceKind.CREDIT_NOTE,
    "cancellation fee": InvoiceKind.CANCELLATION_FEE,
    "late charges": InvoiceKind.LATE_CHARGES,
    "expenses": InvoiceKind.EXPENSES,
}

_FRANCHISED = replace(OFFICE, vat_regime=VatRegime.FRANCHISE, vat_number="")
_NORMAL = replace(OFFICE, vat_regime=VatRegime.NORMAL)

REGIMES: dict[str, tuple[Organisation, tuple[Line, ...]]] = {
    "exempt": (OFFICE, (SEVEN_SEATS,)),
    "franchise": (_FRANCHISED, (replace(SEVEN_SEATS, exemption=Exemption.FRANCHISE),)),
    "normal": (_NORMAL, (TAXED_SEATS,)),
    "several rates": (OFFICE, (SEVEN_SEATS, COACHING, BOOK)),
    "option for debits": (replace(_NORMAL, vat_on_debits=True), (TAXED_SEATS,)),
    "out of scope": (OFFICE, (FEE,)),
}


def bill(data: InvoicePaper = INVOICE_PAPER, /, **changes) -> InvoicePaper:
    """Return an invoice with some of its facts changed."""
    return replace(data, invoice=replace(data.invoice, **changes))


def selling(*lines: Line, data: InvoicePaper = INVOICE_PAPER) -> InvoicePaper:
    """Return an invoice of these lines."""
    return bill(data, lines=tuple(InvoiceLine(line=line) for line in lines))


def case(kind: str, regime: str) -> InvoicePaper:
    """Return an invoice of a kind under a regime, with what it refers to."""
    office, lines = REGIMES[regime]
    data = bill(selling(*lines, data=replace(INVOICE_PAPER, organisation=office)), kind=KINDS[kind])
    match kind:
        case "deposit":
            return bill(data, delivered_from=None, delivered_until=None)
        case "balance":
            return bill(data, deductions=(DEPOSIT, replace(DEPOSIT, number="F-2026-0009")))
        case "credit note":
            return credited(data, InvoiceKind.INVOICE)
        case "credit note of a deposit":
            return credited(data, InvoiceKind.DEPOSIT)
        case _:
            return data


def credited(data: InvoicePaper, kind: InvoiceKind) -> InvoicePaper:
    """Return the credit note of the whole of an invoice of some kind."""
    note = bill(data, number="A-2026-0002", reason="Deux absents", kind=InvoiceKind.CREDIT_NOTE)
    return replace(note, corrects=replace(data.invoice, kind=kind))
