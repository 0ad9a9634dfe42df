"""The invoice file inside a PDF, and the names of what travels with it."""

import zlib
from collections.abc import Iterator
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Object, PasswordError, Pdf, PdfError, Stream
from pikepdf.settings import set_qpdf_limits

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.interchange.facturx.attachment import Attachment
from trainingdesk.interchange.facturx.source import LARGEST_XML, NoInvoiceFileError

LARGEST_PDF = 50 * 1024 * 1024
"""Bytes: of the file, and of what is unpacked from it."""
MOST_UNPACKED = 4 * LARGEST_PDF
"""Bytes of any one stream: what a PDF is made of may be packed to swell without end, too."""
# The library keeps one limit for the whole program; no paper of ours has a stream that long.
set_qpdf_limits(flate_max_memory=MOST_UNPACKED)

_DAMAGED = (
    PdfError,
    zlib.error,
    AttributeError,
    LookupError,
    NotImplementedError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What the reader stumbles over in a PDF that was cut or written by hand."""
KNOWN_NAMES = ("factur-x.xml", "xrechnung.xml", "zugferd-invoice.xml")
"""What the standards call the file, in the order that they are looked for; case varies."""


def invoice_file(pdf: bytes) -> tuple[bytes, tuple[Attachment, ...]]:
    """Return the XML that a PDF carries, and its other attachments.

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
    except RuleBroken:
        raise
    except PasswordError as error:
        raise RuleBroken(
            "Ce PDF est protégé par un mot de passe : demandez-le au fournisseur sans protection."
        ) from error
    except _DAMAGED as error:
        raise RuleBroken(
            "Ce PDF est abîmé et ne peut pas être lu : demandez-le à nouveau au fournisseur."
        ) from error


def _found(pdf: Pdf) -> tuple[bytes, tuple[Attachment, ...]]:
    attached = _attachments(pdf)
    chosen = _chosen([name for name, _stored in attached])
    if chosen is None:
        raise NoInvoiceFileError(
            "Ce PDF ne contient pas de fichier de facture électronique : saisissez la facture à la "
            "main, ou demandez une facture Factur-X au fournisseur."
        )
    others = (Attachment(*each) for n, each in enumerate(_unpacked(attached)) if n != chosen)
    return _content(attached[chosen][1]), tuple(others)


def _unpacked(attached: list[tuple[str, Stream]]) -> Iterator[tuple[str, bytes | None]]:
    """Yield the attached files with their bytes, `None` for those packed oddly or without end."""
    room = LARGEST_PDF
    for number, (name, stored) in enumerate(attached, 1):
        try:
            content = _content(stored, room)
        except (RuleBroken, *_DAMAGED):
            content = b""
        fits = 0 < len(content) <= room
        room -= len(content) if fits else 0
        yield name or f"piece-{number}", content if fits else None


def _attachments(pdf: Pdf) -> list[tuple[str, Stream]]:
    """Return the attached files with their names, from both places where a PDF keeps them."""
    found: list[tuple[str, Stream]] = []
    associated = pdf.Root.get(Name.AF)
    specifications: list[Object] = [one.obj for one in pdf.attachments.values()]
    if isinstance(associated, Array):
        specifications += list(associated)
    for specification in specifications:
        stored = _stored(specification)
        if stored is not None:
            name = str(specification.get(Name.UF) or specification.get(Name.F) or "")
            if all(stored.objgen != known.objgen for _name, known in found):
                found.append((name, stored))
    return found


def _stored(specification: Object) -> Stream | None:
    """Return the stream that a file specification names, if it names one."""
    files = specification.get(Name.EF) if isinstance(specification, Dictionary) else None
    if not isinstance(files, Dictionary):
        return None
    stored = files.get(Name.F) or files.get(Name.UF)
    return stored if isinstance(stored, Stream) else None


def _chosen(names: list[str]) -> int | None:
    """Return the place of the invoice file: a known name, else the only XML file."""
    for known in KNOWN_NAMES:
        for place, name in enumerate(names):
            if name.lower() == known:
                return place
    others = [place for place, name in enumerate(names) if name.lower().endswith(".xml")]
    return others[0] if len(others) == 1 else None


def _content(stored: Stream, most: int = LARGEST_XML) -> bytes:
    """Return the content, unpacked no further than a byte more than it may have."""
    raw = stored.read_raw_bytes()
    method = stored.get(Name.Filter)
    if method is None or method == []:
        return raw
    if method in (Name.FlateDecode, [Name.FlateDecode]):
        return zlib.decompressobj().decompress(raw, most + 1)
    raise RuleBroken(
        "Le fichier de facture de ce PDF est compressé d’une façon inhabituelle : demandez le "
        "fichier XML au fournisseur."
    )
