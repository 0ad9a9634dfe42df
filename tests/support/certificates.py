"""Certificates of invented firms, made when a test asks for one."""

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    NoEncryption,
    pkcs12,
)
from cryptography.x509.oid import NameOID

PASSWORD = "Cachet-2026"
HOLDER = "Atelier Démonstration"
SIGNS = {"digital_signature", "content_commitment"}


def p12(*, key=None, password=PASSWORD, days=(-1, 300), uses=SIGNS, holder=HOLDER, issuer=True):
    """Return a PKCS#12 file; *days* from today are its validity, without *uses* nothing is said."""
    key = key or ec.generate_private_key(ec.SECP256R1())
    own_key = key if issuer is True else ec.generate_private_key(ec.SECP256R1())
    subject = _name(holder)
    signer = subject if issuer is True else _name("Autorité Exemple")
    own = _certificate(subject, key, signer, own_key, days, uses)
    chain = None if issuer is True else [_certificate(signer, own_key, signer, own_key, days, ())]
    lock = BestAvailableEncryption(password.encode()) if password else NoEncryption()
    return pkcs12.serialize_key_and_certificates(b"cachet", key, own, chain, lock)


def without_key():
    """Return a PKCS#12 file that holds a certificate alone."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(HOLDER)
    own = _certificate(name, key, name, key, (-1, 300), SIGNS)
    lock = BestAvailableEncryption(PASSWORD.encode())
    return pkcs12.serialize_key_and_certificates(b"cachet", None, own, None, lock)


def rsa_key(bits=2048):
    """Return a key of the usual kind; making one takes a while."""
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


def _name(common):
    parts = {NameOID.COUNTRY_NAME: "FR", NameOID.ORGANIZATION_NAME: HOLDER}
    if common is not None:
        parts[NameOID.COMMON_NAME] = common
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts.items()])


def _certificate(subject, key, issuer, issuer_key, days, uses):
    now = datetime.now(UTC)
    first, last = (now + timedelta(days=number) for number in days)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(first)
        .not_valid_after(last)
    )
    if uses is not None:
        names = (
            *("digital_signature", "content_commitment", "key_encipherment"),
            *("data_encipherment", "key_agreement", "key_cert_sign", "crl_sign"),
            *("encipher_only", "decipher_only"),
        )
        made = made.add_extension(
            x509.KeyUsage(**{name: name in uses for name in names}), critical=True
        )
    return made.sign(issuer_key, hashes.SHA256())
