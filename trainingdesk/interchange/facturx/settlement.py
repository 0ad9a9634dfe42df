"""What is owed and how it is paid, as a Cross Industry Invoice says it."""

from datetime import date

from trainingdesk.domain.invoices import Invoice
from trainingdesk.domain.paper_data import InvoicePaper
from trainingdesk.interchange.facturx import elements as e
from trainingdesk.interchange.facturx.codes import (
    TAX_DUE_ON_INVOICE,
    TAX_DUE_ON_PAYMENT,
    Category,
    TaxGroup,
)
from trainingdesk.interchange.facturx.notes import is_credit
from trainingdesk.interchange.facturx.profiles import Profile
from trainingdesk.interchange.facturx.trade_parties import payer

CURRENCY = "EUR"
CREDIT_TRANSFER = "30"


def settlement(
    parent: e.Element, data: InvoicePaper, groups: tuple[TaxGroup, ...], profile: Profile
) -> None:
    """Add payment, tax, sums and the invoices that came before."""
    invoice = data.invoice
    made = e.part(parent, "ApplicableHeaderTradeSettlement")
    e.text(made, "PaymentReference", "" if is_credit(data) else invoice.number or "")
    e.text(made, "InvoiceCurrencyCode", CURRENCY)
    if invoice.third_payer is not None and profile is Profile.EXTENDED:
        payer(made, invoice.third_payer)
    _payment_means(made, data)
    for group in groups:
        _tax(made, group, on_debits=data.organisation.vat_on_debits)
    _period(made, invoice)
    _terms(made, data)
    _sums(made, invoice)
    _earlier_invoices(made, data)


def _payment_means(parent: e.Element, data: InvoicePaper) -> None:
    office = data.organisation
    if is_credit(data) or not office.iban:
        return
    means = e.part(parent, "SpecifiedTradeSettlementPaymentMeans")
    e.text(means, "TypeCode", CREDIT_TRANSFER)
    account = e.part(means, "PayeePartyCreditorFinancialAccount")
    e.text(account, "IBANID", "".join(office.iban.split()))
    e.text(account, "AccountName", office.trade_name)
    if office.bic:
        bank = e.part(means, "PayeeSpecifiedCreditorFinancialInstitution")
        e.text(bank, "BICID", "".join(office.bic.split()))


def _tax(parent: e.Element, group: TaxGroup, *, on_debits: bool) -> None:
    tax = e.part(parent, "ApplicableTradeTax")
    e.amount(tax, "CalculatedAmount", group.tva)
    e.text(tax, "TypeCode", "VAT")
    e.text(tax, "ExemptionReason", group.reason)
    e.amount(tax, "BasisAmount", group.base_ht)
    e.text(tax, "CategoryCode", group.category)
    e.text(tax, "ExemptionReasonCode", group.reason_code)
    if group.category is Category.STANDARD:
        e.text(tax, "DueDateTypeCode", TAX_DUE_ON_INVOICE if on_debits else TAX_DUE_ON_PAYMENT)
    if group.category is not Category.OUT_OF_SCOPE:
        e.amount(tax, "RateApplicablePercent", group.rate)


def _period(parent: e.Element, invoice: Invoice) -> None:
    if invoice.delivered_from is None and invoice.delivered_until is None:
        return
    period = e.part(parent, "BillingSpecifiedPeriod")
    e.moment(period, "StartDateTime", invoice.delivered_from)
    e.moment(period, "EndDateTime", invoice.delivered_until)


def _terms(parent: e.Element, data: InvoicePaper) -> None:
    """Add the due date, or in words what no date can say (BR-CO-25)."""
    terms = e.part(parent, "SpecifiedTradePaymentTerms")
    if is_credit(data):
        e.text(terms, "Description", "Déduit de la facture corrigée, ou remboursé au client.")
    elif data.invoice.due_on is None:
        e.text(terms, "Description", "À l’échéance convenue.")
    else:
        e.moment(terms, "DueDateDateTime", data.invoice.due_on)


def _sums(parent: e.Element, invoice: Invoice) -> None:
    totals = invoice.totals
    summation = e.part(parent, "SpecifiedTradeSettlementHeaderMonetarySummation")
    e.amount(summation, "LineTotalAmount", totals.total_ht)
    e.amount(summation, "TaxBasisTotalAmount", totals.total_ht)
    e.amount(summation, "TaxTotalAmount", totals.tva, currencyID=CURRENCY)
    e.amount(summation, "GrandTotalAmount", totals.total_ttc)
    if invoice.deductions:
        e.amount(summation, "TotalPrepaidAmount", invoice.deducted)
    e.amount(summation, "DuePayableAmount", invoice.to_pay)


def _earlier_invoices(parent: e.Element, data: InvoicePaper) -> None:
    """Add the deposits that are taken off, or the invoice that is corrected (BG-3)."""
    earlier: list[tuple[str, date | None]] = [
        (deposit.number, deposit.issued_on) for deposit in data.invoice.deductions
    ]
    if data.corrects is not None and data.corrects.number is not None:
        earlier.append((data.corrects.number, data.corrects.issued_on))
    for number, issued_on in earlier:
        document = e.part(parent, "InvoiceReferencedDocument")
        e.text(document, "IssuerAssignedID", number)
        e.reference_moment(document, issued_on)
