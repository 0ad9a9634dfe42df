"""The invoice file inside a PDF, and the names of what travels with it."""

import zlib
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Object, PasswordError, Pdf, PdfError, Stream

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.interchange.facturx.source import LARGEST_XML

LARGEST_PDF = 50 * 1024 * 1024
KNOWN_NAMES = ("factur-x.xml", "xrechnung.xml", "zugferd-invoice.xml")
"""What the standards call the file, in the order that they are looked for; case varies."""


def invoice_file(pdf: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Return the XML that a PDF carries, and the names of its other attachments.

    Raises:
        RuleBroken: the PDF is too large, broken or locked, or carries no invoice file.
    """
    if len(pdf) > LARGEST_PDF:
        raise RuleBroken(
            f"Ce PDF dépasse {LARGEST_PDF // 1024 // 1024} Mo : demandez au fournisseur un fichier "
            "plus léger."
        )
    try:
        with Pdf.open(BytesIO(pdf)) as opened:
            return _found(opened)
    except PasswordError as error:
        raise RuleBroken(
            "Ce PDF est protégé par un mot de passe : demandez-le au fournisseur sans protection."
        ) from error
    except (PdfError, zlib.error) as error:
        raise RuleBroken(
            "Ce PDF est abîmé et ne peut pas être lu : demandez-le à nouveau au fournisseur."
        ) from error


def _found(pdf: Pdf) -> tuple[bytes, tuple[str, ...]]:
    attached = _attachments(pdf)
    chosen = _chosen(list(attached))
    if chosen is None:
        raise RuleBroken(
            "Ce PDF ne contient pas de fichier de facture électronique : saisissez la facture à la "
            "main, ou demandez une facture Factur-X au fournisseur."
        )
    return _content(attached[chosen]), tuple(name for name in attached if name != chosen)


def _attachments(pdf: Pdf) -> dict[str, Stream]:
    """Return the attached files by name, from both places where a PDF keeps them."""
    found: dict[str, Stream] = {}
    associated = pdf.Root.get(Name.AF)
    specifications: list[Object] = [one.obj for one in pdf.attachments.values()]
    if isinstance(associated, Array):
        specifications += list(associated)
    for specification in specifications:
        stored = _stored(specification)
        if stored is not None:
            name = str(specification.get(Name.UF) or specification.get(Name.F) or "")
            found.setdefault(name, stored)
    return found


def _stored(specification: Object) -> Stream | None:
    """Return the stream that a file specification names, if it names one."""
    files = specification.get(Name.EF) if isinstance(specification, Dictionary) else None
    if not isinstance(files, Dictionary):
        return None
    stored = files.get(Name.F) or files.get(Name.UF)
    return stored if isinstance(stored, Stream) else None


def _chosen(names: list[str]) -> str | None:
    """Return the name of the invoice file: a known one, else the only XML file."""
    for known in KNOWN_NAMES:
        for name in names:
            if name.lower() == known:
                return name
    others = [name for name in names if name.lower().endswith(".xml")]
    return others[0] if len(others) == 1 else None


def _content(stored: Stream) -> bytes:
    """Return the content, unpacked no further than an invoice can be long."""
    raw = stored.read_raw_bytes()
    method = stored.get(Name.Filter)
    if method is None or method == []:
        return raw
    if method in (Name.FlateDecode, [Name.FlateDecode]):
        return zlib.decompressobj().decompress(raw, LARGEST_XML + 1)
    raise RuleBroken(
        "Le fichier de facture de ce PDF est compressé d’une façon inhabituelle : demandez le "
        "fichier XML au fournisseur."
    )
