"""The electronic seal of a finished paper: added at its end, so that nothing before it changes.

An invisible signature, PAdES baseline B: a time stamp would ask for the network. It is the last
thing done to a paper, whose marks of PDF/A, PDF/UA and Factur-X stay as they were written.
"""

from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any

from asn1crypto.x509 import Certificate as Asn1Certificate
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
)
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from trainingdesk.domain.seals import Certificate
from trainingdesk.paper.certificate import OpenCertificate, open_certificate

FIELD = "Cachet"
SPOKEN = "Cachet électronique"
"""What a screen reader says of the field, which shows nothing."""
DIGEST = "sha256"
HEX = 2
"""A signature is written in hexadecimal."""
ROOM = 2 * 4096
"""What a signature takes beside the certificates that it holds, in hexadecimal digits."""


@dataclass(frozen=True)
class Seal:
    """An open certificate, ready to seal."""

    opened: OpenCertificate

    @property
    def certificate(self) -> Certificate:
        """What the certificate says of itself."""
        return self.opened.facts

    @cached_property
    def signer(self) -> "_Signer":
        """What signs; made once, for reading its parts takes as long as signing."""
        return _Signer(self.opened)

    @property
    def room(self) -> int:
        """How many digits its signature may take; a trial signature would cost as much as one."""
        held = (self.opened.own, *self.opened.chain)
        return ROOM + HEX * sum(len(each.public_bytes(Encoding.DER)) for each in held)


def open_seal(content: bytes, password: str) -> Seal:
    """Return the seal that a PKCS#12 file holds (.p12, .pfx).

    Raises:
        RuleBroken: it cannot be opened, or seals nothing; `field` says where that is mended.
    """
    return Seal(open_certificate(content, password))


def sealed(pdf: bytes, seal: Seal, *, reason: str, location: str = "") -> bytes:
    """Return a finished paper with the seal at its end, dated by this machine's clock.

    The same paper sealed twice differs by that date.
    """
    writer = _Appending(BytesIO(pdf))
    append_signature_field(writer, SigFieldSpec(FIELD, readable_field_name=SPOKEN))
    _tag(writer)
    described = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm=DIGEST,
        subfilter=SigSeedSubFilter.PADES,
        reason=reason,
        location=location or None,
        name=seal.certificate.holder,
    )
    signer = _PdfSigner(described, signer=seal.signer)
    output = signer.sign_pdf(writer, existing_fields_only=True, bytes_reserved=seal.room)
    whole: bytes = output.getvalue()
    return whole


def is_intact(pdf: bytes) -> bool:
    """Tell whether a paper is sealed, and not a byte of it changed since.

    Whom the certificate can be trusted to name is for the reader's own program to say.
    """
    try:
        return _holds(pdf)
    except Exception:  # noqa: BLE001 - what was damaged makes the reader stumble in any way
        return False


def _holds(pdf: bytes) -> bool:
    found = PdfFileReader(BytesIO(pdf)).embedded_signatures
    if len(found) != 1:
        return False
    trusted = ValidationContext(trust_roots=[found[0].signer_cert], allow_fetching=False)
    status = validate_pdf_signature(found[0], trusted)
    covered = status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    return bool(status.intact and status.valid and covered)


class _Appending(IncrementalPdfFileWriter):
    """Adds to a paper, and leaves alone what the paper says of itself.

    The library would write its own name, and the hour, into the XMP of every paper.
    """

    def _update_meta(self) -> None:
        pass


class _PdfSigner(PdfSigner):
    """Names the extension of PAdES alone: the others would make of the paper a PDF 2.0."""

    def register_extensions(self, pdf_out: BasePdfFileWriter, *, md_algorithm: str) -> None:  # noqa: ARG002 - the library's own
        pdf_out.register_extension(ESIC_EXTENSION_1)


class _Signer(Signer):
    """Signs with the key as it was opened; the library's own would read it anew each time."""

    def __init__(self, opened: OpenCertificate) -> None:
        chain = SimpleCertificateStore()
        chain.register_multiple([_as_asn1(each) for each in opened.chain])
        super().__init__(signing_cert=_as_asn1(opened.own), cert_registry=chain)
        self._key = opened.key

    async def async_sign_raw(
        self,
        data: bytes,
        digest_algorithm: str,  # noqa: ARG002 - always the one we chose
        dry_run: bool = False,  # noqa: ARG002 - never asked for, the room being known
    ) -> bytes:
        if isinstance(self._key, RSAPrivateKey):
            return self._key.sign(data, PKCS1v15(), SHA256())
        return self._key.sign(data, ECDSA(SHA256()))


def _as_asn1(certificate: x509.Certificate) -> Asn1Certificate:
    return Asn1Certificate.load(certificate.public_bytes(Encoding.DER))


def _tag(writer: IncrementalPdfFileWriter) -> None:
    """Put the field into the tree of meanings: no annotation may stay out of it (PDF/UA-1)."""
    root = writer.root
    tree = root["/StructTreeRoot"]
    kids = tree["/K"]
    document = kids.raw_get(0)
    field = root["/AcroForm"]["/Fields"].raw_get(0)
    widget = field.get_object()
    page = widget.raw_get("/P")
    element = writer.add_object(
        _dictionary(
            Type="/StructElem",
            S="/Form",
            P=document,
            Pg=page,
            K=_dictionary(Type="/OBJR", Obj=field, Pg=page),
        )
    )
    _append_kid(document.get_object(), element)
    writer.mark_update(document)
    number = tree["/ParentTreeNextKey"]
    widget[NameObject("/StructParent")] = NumberObject(number)
    parents = tree["/ParentTree"]["/Nums"]
    parents.extend([NumberObject(number), element])
    writer.update_container(parents)
    tree[NameObject("/ParentTreeNextKey")] = NumberObject(number + 1)
    writer.update_container(tree)


def _append_kid(parent: DictionaryObject, kid: IndirectObject) -> None:
    """Put an element last among those of its parent, which writes a single one without array."""
    held = parent.raw_get("/K") if "/K" in parent else ArrayObject()
    former = held if isinstance(held, ArrayObject) else ArrayObject([held])
    parent[NameObject("/K")] = ArrayObject([*former, kid])


def _dictionary(**entries: Any) -> DictionaryObject:  # noqa: ANN401 - whatever a PDF may hold
    return DictionaryObject(
        {
            NameObject(f"/{key}"): NameObject(value) if isinstance(value, str) else value
            for key, value in entries.items()
        }
    )
