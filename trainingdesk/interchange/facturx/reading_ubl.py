"""A received UBL 2.1 invoice or credit note, as its elements tell it."""

from decimal import Decimal

from trainingdesk.interchange.facturx.elements import Element
from trainingdesk.interchange.facturx.source import Source
from trainingdesk.interchange.facturx.supplier_invoice import (
    SupplierInvoice,
    SupplierLine,
    SupplierParty,
    SupplierTax,
    SupplierTotals,
    Syntax,
)

_OASIS = "urn:oasis:names:specification:ubl:schema:xsd"
INVOICE = f"{{{_OASIS}:Invoice-2}}Invoice"
CREDIT_NOTE = f"{{{_OASIS}:CreditNote-2}}CreditNote"
_NAMESPACES = {
    "cac": f"{_OASIS}:CommonAggregateComponents-2",
    "cbc": f"{_OASIS}:CommonBasicComponents-2",
}
_SUMS = "cac:LegalMonetaryTotal"
_EARLIER = "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID"
_ATTACHED = "cac:AdditionalDocumentReference/cac:Attachment"


def from_ubl(root: Element) -> SupplierInvoice:
    """Return what a UBL invoice or credit note says."""
    source = Source(_NAMESPACES)
    name = "CreditNote" if root.tag == CREDIT_NOTE else "Invoice"
    currency = source.words(root, "cbc:DocumentCurrencyCode")
    tax = _tax_total(source, root, currency)
    return SupplierInvoice(
        syntax=Syntax.UBL,
        guideline=source.words(root, "cbc:CustomizationID"),
        type_code=source.words(root, f"cbc:{name}TypeCode"),
        number=source.words(root, "cbc:ID"),
        issued_on=source.day(root, "cbc:IssueDate"),
        due_on=source.day(root, "cbc:DueDate")
        or source.day(root, "cac:PaymentMeans/cbc:PaymentDueDate"),
        seller=_party(source, root, "cac:AccountingSupplierParty/cac:Party"),
        buyer=_party(source, root, "cac:AccountingCustomerParty/cac:Party"),
        currency=currency,
        lines=tuple(_line(source, item, name) for item in source.all(root, f"cac:{name}Line")),
        taxes=tuple(
            _tax(source, one) for total in tax for one in source.all(total, "cac:TaxSubtotal")
        ),
        totals=_totals(source, root, tax),
        payment_terms=source.words(root, "cac:PaymentTerms/cbc:Note"),
        iban=source.compact(root, "cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID"),
        payment_reference=source.words(root, "cac:PaymentMeans/cbc:PaymentID"),
        order=source.words(root, "cac:OrderReference/cbc:ID"),
        earlier=source.texts(root, _EARLIER),
        notes=source.texts(root, "cbc:Note"),
        attachments=source.attachments(root, f"{_ATTACHED}/cbc:EmbeddedDocumentBinaryObject"),
        links=source.texts(root, f"{_ATTACHED}/cac:ExternalReference/cbc:URI"),
        # Last of all, when everything has been read.
        faults=tuple(source.faults),
    )


def _party(source: Source, root: Element, path: str) -> SupplierParty:
    address = f"{path}/cac:PostalAddress"
    lines = (
        source.words(root, f"{address}/{name}")
        for name in ("cbc:StreetName", "cbc:AdditionalStreetName", "cac:AddressLine/cbc:Line")
    )
    return SupplierParty(
        name=source.words(
            root,
            f"{path}/cac:PartyLegalEntity/cbc:RegistrationName",
            f"{path}/cac:PartyName/cbc:Name",
        ),
        registration=source.compact(root, f"{path}/cac:PartyLegalEntity/cbc:CompanyID"),
        siret=source.compact(root, f"{path}/cac:PartyIdentification/cbc:ID[@schemeID='0009']"),
        vat_number=next(
            (
                source.compact(scheme, "cbc:CompanyID")
                for scheme in source.all(root, f"{path}/cac:PartyTaxScheme")
                if source.words(scheme, "cac:TaxScheme/cbc:ID") == "VAT"
            ),
            "",
        ),
        street="\n".join(filter(None, lines)),
        postcode=source.words(root, f"{address}/cbc:PostalZone"),
        city=source.words(root, f"{address}/cbc:CityName"),
        country=source.words(root, f"{address}/cac:Country/cbc:IdentificationCode"),
    )


def _line(source: Source, item: Element, name: str) -> SupplierLine:
    quantity = "cbc:CreditedQuantity" if name == "CreditNote" else "cbc:InvoicedQuantity"
    tax = "cac:Item/cac:ClassifiedTaxCategory"
    return SupplierLine(
        label=source.words(item, "cac:Item/cbc:Name"),
        quantity=source.number(item, quantity),
        unit_code="".join(source.attributes(item, quantity, "unitCode")[:1]),
        unit_price=source.number(item, "cac:Price/cbc:PriceAmount"),
        price_quantity=source.number(item, "cac:Price/cbc:BaseQuantity", Decimal(1)),
        adjustment=_adjustment(source, item),
        total_ht=source.number(item, "cbc:LineExtensionAmount"),
        category=source.words(item, f"{tax}/cbc:ID"),
        tva_rate=source.known(item, f"{tax}/cbc:Percent"),
    )


def _adjustment(source: Source, parent: Element) -> Decimal:
    total = Decimal(0)
    for found in source.all(parent, "cac:AllowanceCharge"):
        amount = source.number(found, "cbc:Amount")
        is_charge = source.words(found, "cbc:ChargeIndicator") in {"true", "1"}
        total += amount if is_charge else -amount
    return total


def _tax_total(source: Source, root: Element, currency: str) -> list[Element]:
    """Return the total of tax; a second one may be there, in the currency of the books."""
    found = source.all(root, "cac:TaxTotal")
    own = [
        total
        for total in found
        for amount in source.all(total, "cbc:TaxAmount")
        if amount.get("currencyID") == currency
    ]
    return (own or found)[:1]


def _tax(source: Source, tax: Element) -> SupplierTax:
    category = "cac:TaxCategory"
    return SupplierTax(
        category=source.words(tax, f"{category}/cbc:ID"),
        rate=source.known(tax, f"{category}/cbc:Percent"),
        base_ht=source.number(tax, "cbc:TaxableAmount"),
        tva=source.number(tax, "cbc:TaxAmount"),
        reason=source.words(
            tax,
            f"{category}/cbc:TaxExemptionReason",
            f"{category}/cbc:TaxExemptionReasonCode",
        ),
    )


def _totals(source: Source, root: Element, tax: list[Element]) -> SupplierTotals:
    charges = source.number(root, f"{_SUMS}/cbc:ChargeTotalAmount")
    allowances = source.number(root, f"{_SUMS}/cbc:AllowanceTotalAmount")
    return SupplierTotals(
        lines_ht=source.known(root, f"{_SUMS}/cbc:LineExtensionAmount"),
        adjustment=charges - allowances,
        total_ht=source.number(root, f"{_SUMS}/cbc:TaxExclusiveAmount"),
        tva=sum((source.number(one, "cbc:TaxAmount") for one in tax), Decimal(0)),
        total_ttc=source.number(root, f"{_SUMS}/cbc:TaxInclusiveAmount"),
        prepaid=source.number(root, f"{_SUMS}/cbc:PrepaidAmount"),
        rounding=source.number(root, f"{_SUMS}/cbc:PayableRoundingAmount"),
        to_pay=source.number(root, f"{_SUMS}/cbc:PayableAmount"),
    )
