"""The last step of every paper: what PDF/A-3a and PDF/UA-1 ask for and reportlab does not write."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import md5
from importlib.resources import files
from io import BytesIO
from typing import Literal

from pikepdf import (
    Array,
    Dictionary,
    Name,
    Object,
    ObjectStreamMode,
    OutlineItem,
    Pdf,
    Stream,
    String,
)

from trainingdesk.paper.metadata import PRODUCER, FacturX, PaperInfo, pdf_date, xmp_packet
from trainingdesk.paper.structure import write_structure
from trainingdesk.paper.tagging import Tags

Relationship = Literal["Data", "Source", "Alternative", "Supplement", "Unspecified"]
OUTLINE_FROM_PAGES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that travels inside the paper: `Data` for factur-x.xml, `Supplement` otherwise."""

    file_name: str
    data: bytes
    mime: str
    modified: date
    relationship: Relationship = "Supplement"
    description: str = ""


def finish(
    raw: bytes,
    tags: Tags,
    info: PaperInfo,
    attachments: Sequence[Attachment] = (),
    facturx: FacturX | None = None,
) -> bytes:
    """Return the paper complete; the same input gives the same bytes."""
    with Pdf.open(BytesIO(raw)) as pdf:
        write_structure(pdf, tags)
        _write_metadata(pdf, info, facturx)
        _write_output_intent(pdf)
        _write_attachments(pdf, attachments)
        _mend_fonts(pdf)
        if len(pdf.pages) >= OUTLINE_FROM_PAGES:
            _write_outline(pdf, tags)
        output = BytesIO()
        pdf.save(
            output,
            deterministic_id=True,
            fix_metadata_version=False,
            min_version="1.7",
            object_stream_mode=ObjectStreamMode.generate,
        )
        return output.getvalue()


def _write_metadata(pdf: Pdf, info: PaperInfo, facturx: FacturX | None) -> None:
    packet = Stream(pdf, xmp_packet(info, facturx))
    packet.Type, packet.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = packet
    pdf.Root.Lang = String(info.language)
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    del pdf.docinfo
    written = {
        "Title": info.full_title,
        "Author": info.author,
        "Subject": info.subject,
        "Keywords": ", ".join(info.keywords),
        "Creator": PRODUCER,
        "Producer": PRODUCER,
        "CreationDate": pdf_date(info.dated),
        "ModDate": pdf_date(info.dated),
    }
    pdf.docinfo.update({f"/{key}": value for key, value in written.items() if value})


def _write_output_intent(pdf: Pdf) -> None:
    profile = Stream(pdf, _srgb())
    profile.N = 3
    profile.Alternate = Name.DeviceRGB
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=String("sRGB IEC61966-2.1"),
                Info=String("sRGB IEC61966-2.1"),
                DestOutputProfile=pdf.make_indirect(profile),
            )
        ]
    )


@cache
def _srgb() -> bytes:
    return files("pikepdf").joinpath("pdfa/data/sRGB.icc").read_bytes()


def _write_attachments(pdf: Pdf, attachments: Sequence[Attachment]) -> None:
    if not attachments:
        return
    specifications = {
        attachment.file_name: _specification(pdf, attachment) for attachment in attachments
    }
    names = Array()
    for name in sorted(specifications):
        names.extend([String(name), specifications[name]])
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=names))
    pdf.Root.AF = Array(specifications.values())


def _specification(pdf: Pdf, attachment: Attachment) -> Object:
    stored = Stream(pdf, attachment.data)
    stored.Type = Name.EmbeddedFile
    stored.Subtype = Name(f"/{attachment.mime}")
    stored.Params = Dictionary(
        Size=len(attachment.data),
        ModDate=String(pdf_date(attachment.modified)),
        # ISO 32000-1, table 46, asks for MD5; it guards against accidents only.
        CheckSum=String(md5(attachment.data, usedforsecurity=False).digest()),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(attachment.file_name),
            UF=String(attachment.file_name),
            Desc=String(attachment.description or attachment.file_name),
            AFRelationship=Name(f"/{attachment.relationship}"),
            EF=Dictionary(F=stored, UF=stored),
        )
    )


def _mend_fonts(pdf: Pdf) -> None:
    """Leave out U+0000, to which reportlab maps the codes that no text uses."""
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        for font in page.resources.get(Name.Font, Dictionary()).values():
            mapping = font.get(Name.ToUnicode)
            if mapping is None or mapping.objgen in seen:
                continue
            seen.add(mapping.objgen)
            mapping.write(_without_nulls(mapping.read_bytes()))


def _without_nulls(mapping: bytes) -> bytes:
    kept, dropped = re.subn(rb"<[0-9A-F]{2}> <0000>\n", b"", mapping)
    return re.sub(
        rb"(\d+) beginbfchar",
        lambda count: b"%d beginbfchar" % (int(count.group(1)) - dropped),
        kept,
    )


def _write_outline(pdf: Pdf, tags: Tags) -> None:
    with pdf.open_outline() as outline:
        open_items: list[tuple[int, list[OutlineItem]]] = [(0, outline.root)]
        for heading in tags.headings:
            level = int(heading.node.role[1:])
            while open_items[-1][0] >= level:
                open_items.pop()
            item = OutlineItem(
                heading.text, heading.page, "XYZ", left=0, top=heading.top + 6, zoom=0
            )
            open_items[-1][1].append(item)
            open_items.append((level, item.children))
