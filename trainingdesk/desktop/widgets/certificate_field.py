"""The file of a certificate with its key, locked by its password."""

from trainingdesk.desktop.widgets.proof_field import ProofField
from trainingdesk.french import typeset

LARGEST = 200_000
"""Bytes; a certificate with all that vouch for it takes some thousands."""


class CertificateField(ProofField):
    """Holds the bytes and the name of a PKCS#12 file, chosen or dropped on it."""

    asks = "Choisir le certificat du cachet"
    files = "Certificats (*.p12 *.pfx);;Tous (*)"

    def refusal(self, data: bytes) -> str:
        """Return that a file is no certificate by its mere size, or nothing."""
        if len(data) > LARGEST:
            return typeset("Ce fichier est trop grand pour un certificat : choisissez le .p12.")
        return ""
