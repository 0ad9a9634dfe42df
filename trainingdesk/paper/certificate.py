"""The certificate file of a seal: opened by its password, and refused where it seals nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

from asn1crypto.pkcs12 import Pfx
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization.pkcs12 import (
    PKCS12KeyAndCertificates,
    load_pkcs12,
)
from cryptography.x509 import ExtensionNotFound, KeyUsage, Name
from cryptography.x509.oid import NameOID

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.seals import Certificate

SMALLEST_RSA_KEY = 2048
"""Bits; a smaller one is taken for broken (ETSI TS 119 312)."""
CURVES = {"secp256r1", "secp384r1", "secp521r1"}
"""Those that a reader of PDF 1.7 knows."""

SealingKey = RSAPrivateKey | EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True)
class OpenCertificate:
    """A certificate, those that vouch for it, and its private key."""

    facts: Certificate
    key: SealingKey
    own: x509.Certificate
    chain: tuple[x509.Certificate, ...]


def open_certificate(content: bytes, password: str) -> OpenCertificate:
    """Open a PKCS#12 file (.p12, .pfx).

    Raises:
        RuleBroken: the file is none, its password is another, or nothing can be sealed with what
            it holds; `field` says which of `content` and `password` it belongs beside.
    """
    found = _unlocked(content, password)
    if found.cert is None or found.key is None:
        raise RuleBroken(
            "Ce fichier ne contient pas la clé privée du certificat : exportez-le de nouveau, "
            "« avec la clé privée ».",
            "content",
        )
    own = found.cert.certificate
    return OpenCertificate(
        facts=Certificate(
            holder=_said(own.subject),
            issuer=_said(own.issuer),
            valid_from=own.not_valid_before_utc.astimezone().date(),
            valid_until=own.not_valid_after_utc.astimezone().date(),
            use=_use(own),
        ),
        key=_sealing(found.key),
        own=own,
        chain=tuple(other.certificate for other in found.additional_certs),
    )


def _unlocked(content: bytes, password: str) -> PKCS12KeyAndCertificates:
    try:
        # A file cut short is told apart from a wrong password.
        _ = Pfx.load(content, strict=True)["auth_safe"].native
    except (ValueError, TypeError) as error:
        raise RuleBroken(
            "Ce fichier n’est pas un certificat avec sa clé (.p12 ou .pfx), ou il est abîmé : "
            "demandez-le de nouveau à votre prestataire, ou exportez-le de nouveau.",
            "content",
        ) from error
    if _opens(content, None) or _opens(content, ""):
        raise RuleBroken(
            "Ce fichier n’est protégé par aucun mot de passe : qui le copie peut sceller à votre "
            "place. Exportez-le de nouveau avec un mot de passe.",
            "content",
        )
    try:
        return load_pkcs12(content, password.encode())
    except UnsupportedAlgorithm as error:
        raise RuleBroken(
            "Ce fichier est chiffré d’une façon trop ancienne : exportez-le de nouveau en "
            "choisissant le chiffrement AES-256.",
            "content",
        ) from error
    except ValueError as error:
        words = (
            "Le mot de passe n’ouvre pas ce certificat : vérifiez-le, majuscules comprises."
            if password
            else "Tapez le mot de passe du certificat."
        )
        raise RuleBroken(words, "password") from error


def _opens(content: bytes, password: str | None) -> bool:
    try:
        load_pkcs12(content, None if password is None else password.encode())
    except (ValueError, UnsupportedAlgorithm):
        return False
    return True


def _sealing(key: object) -> SealingKey:
    """Return a key that every reader of PDF can check, or refuse it."""
    if isinstance(key, RSAPrivateKey) and key.key_size >= SMALLEST_RSA_KEY:
        return key
    if isinstance(key, EllipticCurvePrivateKey) and key.curve.name in CURVES:
        return key
    raise RuleBroken(
        "La clé de ce certificat ne convient pas à un PDF : demandez un certificat RSA d’au "
        "moins 2 048 bits, ou ECDSA P-256.",
        "content",
    )


def _said(name: Name) -> str:
    """Return what a person calls the holder of a name: its common name, else its firm."""
    for oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        for attribute in name.get_attributes_for_oid(oid):
            return str(attribute.value)
    return name.rfc4514_string()


def _use(own: x509.Certificate) -> str:
    """Return what the certificate was made for, and refuse one that is not to sign with."""
    try:
        allowed = own.extensions.get_extension_for_class(KeyUsage).value
    except ExtensionNotFound:
        return ""
    uses = list(_uses(allowed))
    if not uses:
        raise RuleBroken(
            "Ce certificat n’est pas fait pour signer : demandez un certificat de cachet "
            "électronique.",
            "content",
        )
    return ", ".join(uses)


def _uses(allowed: KeyUsage) -> Iterator[str]:
    if allowed.digital_signature:
        yield "signature"
    if allowed.content_commitment:
        yield "engagement (non-répudiation)"
