"""A received Cross Industry Invoice, as its elements tell it."""

from decimal import Decimal

from trainingdesk.interchange.facturx.elements import NAMESPACES, Element
from trainingdesk.interchange.facturx.source import Source
from trainingdesk.interchange.facturx.supplier_invoice import (
    SupplierInvoice,
    SupplierLine,
    SupplierParty,
    SupplierTax,
    SupplierTotals,
    Syntax,
)

_TRADE = "rsm:SupplyChainTradeTransaction"
_AGREEMENT = f"{_TRADE}/ram:ApplicableHeaderTradeAgreement"
_SETTLEMENT = f"{_TRADE}/ram:ApplicableHeaderTradeSettlement"
_DOCUMENT = "rsm:ExchangedDocument"
_SUMS = f"{_SETTLEMENT}/ram:SpecifiedTradeSettlementHeaderMonetarySummation"
_EARLIER = f"{_SETTLEMENT}/ram:InvoiceReferencedDocument/ram:IssuerAssignedID"
_ATTACHED = f"{_AGREEMENT}/ram:AdditionalReferencedDocument"

_LINE_STATUS = "ram:AssociatedDocumentLineDocument/ram:LineStatusReasonCode"
_TELLING = frozenset({"GROUP", "INFORMATION"})
"""The lines of the extended profile that tell of others and are not added up."""


def from_cii(root: Element) -> SupplierInvoice:
    """Return what a Cross Industry Invoice says."""
    source = Source(NAMESPACES)
    currency = source.words(root, f"{_SETTLEMENT}/ram:InvoiceCurrencyCode")
    return SupplierInvoice(
        syntax=Syntax.CII,
        guideline=source.words(
            root,
            "rsm:ExchangedDocumentContext/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID",
        ),
        type_code=source.words(root, f"{_DOCUMENT}/ram:TypeCode"),
        number=source.words(root, f"{_DOCUMENT}/ram:ID"),
        issued_on=source.day(root, f"{_DOCUMENT}/ram:IssueDateTime/udt:DateTimeString"),
        due_on=source.day(
            root,
            f"{_SETTLEMENT}/ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime/udt:DateTimeString",
        ),
        seller=_party(source, root, f"{_AGREEMENT}/ram:SellerTradeParty"),
        buyer=_party(source, root, f"{_AGREEMENT}/ram:BuyerTradeParty"),
        currency=currency,
        lines=tuple(
            _line(source, item)
            for item in source.all(root, f"{_TRADE}/ram:IncludedSupplyChainTradeLineItem")
        ),
        taxes=tuple(
            _tax(source, tax) for tax in source.all(root, f"{_SETTLEMENT}/ram:ApplicableTradeTax")
        ),
        totals=_totals(source, root, currency),
        payment_terms=source.words(
            root, f"{_SETTLEMENT}/ram:SpecifiedTradePaymentTerms/ram:Description"
        ),
        iban=source.compact(
            root,
            f"{_SETTLEMENT}/ram:SpecifiedTradeSettlementPaymentMeans"
            "/ram:PayeePartyCreditorFinancialAccount/ram:IBANID",
        ),
        payment_reference=source.words(root, f"{_SETTLEMENT}/ram:PaymentReference"),
        order=source.words(
            root, f"{_AGREEMENT}/ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID"
        ),
        earlier=source.texts(root, _EARLIER),
        notes=source.texts(root, f"{_DOCUMENT}/ram:IncludedNote/ram:Content"),
        attachments=source.attachments(root, f"{_ATTACHED}/ram:AttachmentBinaryObject"),
        links=source.texts(root, f"{_ATTACHED}/ram:URIID"),
        # Last of all, when everything has been read.
        faults=tuple(source.faults),
    )


def _party(source: Source, root: Element, path: str) -> SupplierParty:
    address = f"{path}/ram:PostalTradeAddress"
    lines = (source.words(root, f"{address}/ram:Line{n}") for n in ("One", "Two", "Three"))
    return SupplierParty(
        name=source.words(
            root,
            f"{path}/ram:Name",
            f"{path}/ram:SpecifiedLegalOrganization/ram:TradingBusinessName",
        ),
        registration=source.compact(root, f"{path}/ram:SpecifiedLegalOrganization/ram:ID"),
        siret=source.compact(root, f"{path}/ram:GlobalID[@schemeID='0009']"),
        vat_number=source.compact(
            root, f"{path}/ram:SpecifiedTaxRegistration/ram:ID[@schemeID='VA']"
        ),
        street="\n".join(filter(None, lines)),
        postcode=source.words(root, f"{address}/ram:PostcodeCode"),
        city=source.words(root, f"{address}/ram:CityName"),
        country=source.words(root, f"{address}/ram:CountryID"),
    )


def _line(source: Source, item: Element) -> SupplierLine:
    price = "ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice"
    quantity = "ram:SpecifiedLineTradeDelivery/ram:BilledQuantity"
    settlement = "ram:SpecifiedLineTradeSettlement"
    return SupplierLine(
        label=source.words(item, "ram:SpecifiedTradeProduct/ram:Name"),
        quantity=source.number(item, quantity),
        unit_code="".join(source.attributes(item, quantity, "unitCode")[:1]),
        unit_price=source.number(item, f"{price}/ram:ChargeAmount"),
        price_quantity=source.number(item, f"{price}/ram:BasisQuantity", Decimal(1)),
        adjustment=_adjustment(source, item, f"{settlement}/ram:SpecifiedTradeAllowanceCharge"),
        total_ht=source.number(
            item,
            f"{settlement}/ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount",
        ),
        category=source.words(item, f"{settlement}/ram:ApplicableTradeTax/ram:CategoryCode"),
        tva_rate=source.known(
            item, f"{settlement}/ram:ApplicableTradeTax/ram:RateApplicablePercent"
        ),
        counts=source.words(item, _LINE_STATUS) not in _TELLING,
    )


def _adjustment(source: Source, parent: Element, path: str) -> Decimal:
    total = Decimal(0)
    for found in source.all(parent, path):
        amount = source.number(found, "ram:ActualAmount")
        is_charge = source.words(found, "ram:ChargeIndicator/udt:Indicator") in {"true", "1"}
        total += amount if is_charge else -amount
    return total


def _tax(source: Source, tax: Element) -> SupplierTax:
    return SupplierTax(
        category=source.words(tax, "ram:CategoryCode"),
        rate=source.known(tax, "ram:RateApplicablePercent"),
        base_ht=source.number(tax, "ram:BasisAmount"),
        tva=source.number(tax, "ram:CalculatedAmount"),
        reason=source.words(tax, "ram:ExemptionReason", "ram:ExemptionReasonCode"),
    )


def _totals(source: Source, root: Element, currency: str) -> SupplierTotals:
    charges = source.number(root, f"{_SUMS}/ram:ChargeTotalAmount")
    allowances = source.number(root, f"{_SUMS}/ram:AllowanceTotalAmount")
    # A second total may be there, in the currency of the books.
    tva = f"{_SUMS}/ram:TaxTotalAmount"
    own = f"{tva}[@currencyID='{currency}']" if currency.isalpha() else tva
    return SupplierTotals(
        lines_ht=source.known(root, f"{_SUMS}/ram:LineTotalAmount"),
        adjustment=charges - allowances,
        total_ht=source.number(root, f"{_SUMS}/ram:TaxBasisTotalAmount"),
        tva=source.number(root, own) if source.words(root, own) else source.number(root, tva),
        total_ttc=source.number(root, f"{_SUMS}/ram:GrandTotalAmount"),
        prepaid=source.number(root, f"{_SUMS}/ram:TotalPrepaidAmount"),
        rounding=source.number(root, f"{_SUMS}/ram:RoundingAmount"),
        to_pay=source.number(root, f"{_SUMS}/ram:DuePayableAmount"),
    )
