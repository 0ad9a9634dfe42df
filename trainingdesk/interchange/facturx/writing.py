"""An invoice as a Cross Industry Invoice (UN/CEFACT D22B), the file inside a Factur-X PDF."""

from collections.abc import Mapping
from types import MappingProxyType

from lxml import etree

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoices import Invoice
from trainingdesk.domain.paper_data import InvoicePaper
from trainingdesk.interchange.facturx import elements as e
from trainingdesk.interchange.facturx.codes import (
    SERVICES,
    SERVICES_AFTER_DEPOSIT,
    document_type,
    tax_groups,
)
from trainingdesk.interchange.facturx.notes import notes
from trainingdesk.interchange.facturx.profiles import Profile
from trainingdesk.interchange.facturx.settlement import settlement
from trainingdesk.interchange.facturx.trade_lines import trade_line
from trainingdesk.interchange.facturx.trade_parties import buyer, seller

_OWN_WORDS: Mapping[str, str] = MappingProxyType({})


def cii(data: InvoicePaper, profile: Profile, printed: Mapping[str, str] = _OWN_WORDS) -> bytes:
    """Return an issued invoice as XML; the same data give the same bytes.

    Paper and file must say the same: *printed* holds the paper's own words on discount, penalties
    and indemnity, by the subject code of their note, where they are not the usual ones.

    Raises:
        RuleBroken: it is a draft: a file without number is no invoice.
        ValueError: a text holds a character that XML cannot.
    """
    if data.invoice.number is None:
        raise RuleBroken(
            "Cette facture est encore un brouillon : son fichier électronique sera fait avec son "
            "numéro, à l’émission."
        )
    invoice = e.root()
    _context(invoice, data.invoice, profile)
    _document(invoice, data, printed)
    _transaction(invoice, data, profile)
    return etree.tostring(invoice, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _context(parent: e.Element, invoice: Invoice, profile: Profile) -> None:
    context = e.part(parent, "ExchangedDocumentContext", e.RSM)
    process = e.part(context, "BusinessProcessSpecifiedDocumentContextParameter")
    e.text(process, "ID", SERVICES_AFTER_DEPOSIT if invoice.deductions else SERVICES)
    guideline = e.part(context, "GuidelineSpecifiedDocumentContextParameter")
    e.text(guideline, "ID", profile.guideline)


def _document(parent: e.Element, data: InvoicePaper, printed: Mapping[str, str]) -> None:
    document = e.part(parent, "ExchangedDocument", e.RSM)
    e.text(document, "ID", data.invoice.number or "")
    e.text(document, "TypeCode", document_type(data))
    e.moment(document, "IssueDateTime", data.invoice.issued_on or data.on)
    for subject, words in notes(data, printed):
        note = e.part(document, "IncludedNote")
        e.text(note, "Content", words)
        e.text(note, "SubjectCode", subject)


def _transaction(parent: e.Element, data: InvoicePaper, profile: Profile) -> None:
    transaction = e.part(parent, "SupplyChainTradeTransaction", e.RSM)
    groups = tax_groups(data)
    for number, line in enumerate((item.line for item in data.invoice.lines), 1):
        group = next(one for one in groups if one.holds(line.exemption, line.tva_rate))
        trade_line(transaction, number, line, group, profile)
    agreement = e.part(transaction, "ApplicableHeaderTradeAgreement")
    e.text(agreement, "BuyerReference", _buyer_reference(data.invoice))
    seller(agreement, data.organisation, groups)
    buyer(agreement, data, groups)
    _order(agreement, data.invoice)
    delivery = e.part(transaction, "ApplicableHeaderTradeDelivery")
    if data.invoice.delivered_until is not None:
        event = e.part(delivery, "ActualDeliverySupplyChainEvent")
        e.moment(event, "OccurrenceDateTime", data.invoice.delivered_until)
    settlement(transaction, data, groups, profile)


def _buyer_reference(invoice: Invoice) -> str:
    """Return what the side that pays files it by (BT-10): a funder's file, a public service."""
    file, service = invoice.file_number.strip(), invoice.service_code.strip()
    return file or service if invoice.payer is not None else service or file


def _order(parent: e.Element, invoice: Invoice) -> None:
    """Add the order (BT-13): Chorus Pro reads the engagement of a public client there."""
    order = invoice.engagement_number.strip() or invoice.purchase_order.strip()
    if order:
        e.text(e.part(parent, "BuyerOrderReferencedDocument"), "IssuerAssignedID", order)
