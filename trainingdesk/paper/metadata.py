"""What a paper says of itself, in the form PDF/A asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from trainingdesk.paper.fonts import printable

PRODUCER = "Training Desk"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperInfo:
    """What the paper says of itself.

    *dated* is its one date, for everything; title and *reference* («C-2026-0012») show in the
    header of the pages after the first.
    """

    title: str
    dated: date
    author: str = ""
    subject: str = ""
    keywords: Sequence[str] = ()
    reference: str = ""
    language: str = "fr-FR"

    @property
    def full_title(self) -> str:
        """Title and reference, as a window or a file list shows them."""
        return printable(" – ".join(part for part in (self.title, self.reference) if part))


@dataclass(frozen=True, slots=True, kw_only=True)
class FacturX:
    """What the attached XML is, for programs that read electronic invoices.

    *profile* is written as in the Factur-X schema: «EN 16931», «EXTENDED».
    """

    profile: str
    file_name: str = "factur-x.xml"
    document_type: str = "INVOICE"
    version: str = "1.0"


def pdf_date(day: date) -> str:
    """Write a day as PDF does."""
    return f"D:{day:%Y%m%d}000000Z"


def xmp_packet(info: PaperInfo, facturx: FacturX | None) -> bytes:
    """Return the metadata as XMP: PDF/A-3a, PDF/UA-1, Dublin Core and, for an invoice, Factur-X."""
    moment = f"{info.dated.isoformat()}T00:00:00Z"
    descriptions = [
        _description(
            "pdfaid",
            "http://www.aiim.org/pdfa/ns/id/",
            ["<pdfaid:part>3</pdfaid:part>", "<pdfaid:conformance>A</pdfaid:conformance>"],
        ),
        _description("pdfuaid", _UA, ["<pdfuaid:part>1</pdfuaid:part>"]),
        _description("dc", "http://purl.org/dc/elements/1.1/", _dublin_core(info)),
        _description(
            "xmp",
            "http://ns.adobe.com/xap/1.0/",
            [
                f"<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>",
                f"<xmp:CreateDate>{moment}</xmp:CreateDate>",
                f"<xmp:ModifyDate>{moment}</xmp:ModifyDate>",
                f"<xmp:MetadataDate>{moment}</xmp:MetadataDate>",
            ],
        ),
        _description(
            "pdf",
            "http://ns.adobe.com/pdf/1.3/",
            [
                f"<pdf:Producer>{PRODUCER}</pdf:Producer>",
                *_element("pdf:Keywords", ", ".join(info.keywords)),
            ],
        ),
        _description(
            "pdfaExtension", "http://www.aiim.org/pdfa/ns/extension/", [_extensions(facturx)]
        ),
    ]
    if facturx is not None:
        descriptions.append(
            _description(
                "fx",
                _FX,
                [
                    *_element("fx:DocumentType", facturx.document_type),
                    *_element("fx:DocumentFileName", facturx.file_name),
                    *_element("fx:Version", facturx.version),
                    *_element("fx:ConformanceLevel", facturx.profile),
                ],
            )
        )
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        + "\n".join(descriptions)
        + '\n</rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    ).encode()


_UA = "http://www.aiim.org/pdfua/ns/id/"
_FX = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"


def _description(prefix: str, namespace: str, properties: Sequence[str]) -> str:
    opening = f'<rdf:Description rdf:about="" xmlns:{prefix}="{namespace}">'
    return f"{opening}{''.join(properties)}</rdf:Description>"


def _element(name: str, text: str) -> list[str]:
    return [f"<{name}>{escape(printable(text), quote=False)}</{name}>"] if text else []


def _dublin_core(info: PaperInfo) -> list[str]:
    def alternative(name: str, text: str) -> list[str]:
        inner = escape(printable(text), quote=False)
        default = f'<rdf:li xml:lang="x-default">{inner}</rdf:li>'
        return [f"<dc:{name}><rdf:Alt>{default}</rdf:Alt></dc:{name}>"] if text else []

    author = "".join(_element("rdf:li", info.author))
    return [
        "<dc:format>application/pdf</dc:format>",
        *alternative("title", info.full_title),
        *alternative("description", info.subject),
        *([f"<dc:creator><rdf:Seq>{author}</rdf:Seq></dc:creator>"] if author else []),
        f"<dc:language><rdf:Bag><rdf:li>{info.language}</rdf:li></rdf:Bag></dc:language>",
    ]


def _extensions(facturx: FacturX | None) -> str:
    """Describe the two schemas that PDF/A does not know (ISO 19005-3, 6.6.2.3)."""
    schemas = [
        _schema(
            "PDF/UA identification",
            _UA,
            "pdfuaid",
            [("part", "Integer", "internal", "Part of PDF/UA")],
        )
    ]
    if facturx is not None:
        names = ("DocumentFileName", "DocumentType", "Version", "ConformanceLevel")
        schemas.append(
            _schema("Factur-X", _FX, "fx", [(name, "Text", "external", name) for name in names])
        )
    return f"<pdfaExtension:schemas><rdf:Bag>{''.join(schemas)}</rdf:Bag></pdfaExtension:schemas>"


def _schema(
    title: str, namespace: str, prefix: str, properties: Sequence[tuple[str, str, str, str]]
) -> str:
    described = "".join(
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfaProperty:name>{name}</pdfaProperty:name>"
        f"<pdfaProperty:valueType>{kind}</pdfaProperty:valueType>"
        f"<pdfaProperty:category>{category}</pdfaProperty:category>"
        f"<pdfaProperty:description>{words}</pdfaProperty:description></rdf:li>"
        for name, kind, category, words in properties
    )
    return (
        '<rdf:li rdf:parseType="Resource" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" '
        'xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
        f"<pdfaSchema:schema>{title}</pdfaSchema:schema>"
        f"<pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI>"
        f"<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{described}</rdf:Seq></pdfaSchema:property></rdf:li>"
    )
