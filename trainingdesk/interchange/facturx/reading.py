"""A received invoice opened: Factur-X, Cross Industry Invoice or UBL."""

from dataclasses import replace

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.interchange.facturx import reading_ubl
from trainingdesk.interchange.facturx.attachment import Attachment
from trainingdesk.interchange.facturx.elements import RSM
from trainingdesk.interchange.facturx.reading_cii import from_cii
from trainingdesk.interchange.facturx.reading_ubl import from_ubl
from trainingdesk.interchange.facturx.source import BrokenInvoiceFileError, parsed
from trainingdesk.interchange.facturx.supplier_invoice import SupplierInvoice
from trainingdesk.interchange.facturx.verifying import verified

PDF_MARK = b"%PDF-"
MARK_WITHIN = 1024
"""Bytes: readers accept a PDF whose mark does not come quite first."""

_BEFORE = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
"""What may stand before the first character: marks of an encoding, its zeros, and blanks."""

_SYNTAXES = {
    f"{{{RSM}}}CrossIndustryInvoice": from_cii,
    reading_ubl.INVOICE: from_ubl,
    reading_ubl.CREDIT_NOTE: from_ubl,
}
_FIRST_ZUGFERD = "CrossIndustryDocument"


def read_supplier_invoice(content: bytes) -> SupplierInvoice:
    """Return what a received file says, with what does not add up among its `faults`.

    Raises:
        RuleBroken: the file is empty or broken, carries no invoice, or speaks another language; of
            a PDF whose pages can be seen all the same, as `NoInvoiceFileError`.
    """
    if not content:
        raise RuleBroken("Ce fichier est vide : demandez-le à nouveau au fournisseur.")
    if not is_pdf(content):
        if not _is_xml(content):
            raise RuleBroken(
                "Ce fichier n’est ni un PDF ni un fichier XML : choisissez le fichier reçu du "
                "fournisseur."
            )
        return _read(content, ())
    # What opens a PDF takes time to import, and to write our own invoices asks for none of it.
    from trainingdesk.interchange.facturx.container import invoice_file  # noqa: PLC0415

    xml, others = invoice_file(content)
    try:
        return _read(xml, others)
    except RuleBroken as error:
        raise BrokenInvoiceFileError(str(error)) from error


def is_pdf(content: bytes) -> bool:
    """Return whether bytes are those of a PDF; an XML file may speak of one."""
    return PDF_MARK in content[:MARK_WITHIN] and not _is_xml(content)


def _is_xml(content: bytes) -> bool:
    """Return whether the first character is that of an element, in any usual encoding."""
    return content.lstrip(_BEFORE)[:1] == b"<"


def _read(xml: bytes, others: tuple[Attachment, ...]) -> SupplierInvoice:
    root = parsed(xml)
    read = _SYNTAXES.get(root.tag)
    if read is None:
        raise RuleBroken(_unknown_words(root.tag))
    invoice = read(root)
    return replace(
        invoice,
        attachments=(*others, *invoice.attachments),
        faults=(*invoice.faults, *verified(invoice)),
    )


def _unknown_words(tag: str) -> str:
    name = tag.rsplit("}", 1)[-1]
    if name == _FIRST_ZUGFERD:
        return (
            "Cette facture est au format ZUGFeRD 1, remplacé depuis 2019 : demandez une facture "
            "Factur-X au fournisseur."
        )
    return (
        f"Ce fichier XML (« {name[:40]} ») n’est pas une facture Factur-X, CII ou UBL : choisissez "
        "un autre fichier, ou saisissez la facture à la main."
    )
