"""The office's own certificates and attestations, with what they end on."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from trainingdesk.domain.calendar import add_months
from trainingdesk.domain.errors import RuleBroken

AHEAD = timedelta(days=30)
AUDIT_MONTHS = 6
"""A renewal audit is ordered so long before the certificate ends."""


class OfficeDocumentKind(StrEnum):
    """The papers that clients, funders and auditors ask an office for."""

    QUALIOPI = "qualiopi"
    ACTIVITY_DECLARATION = "activity_declaration"
    INSURANCE = "insurance"
    VIGILANCE = "vigilance"
    REGISTRATION = "registration"
    BPF = "bpf"
    BANK_DETAILS = "bank_details"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeDocument:
    """One paper of the office; `valid_until` is its last day, `content` its scan."""

    kind: OfficeDocumentKind = OfficeDocumentKind.QUALIOPI
    label: str = ""
    reference: str = ""
    received_on: date | None = None
    valid_until: date | None = None
    file_name: str = ""
    sha256: str = ""
    content: bytes | None = None
    id: int | None = None

    def checked(self) -> "OfficeDocument":
        """Return the paper, or refuse one that says nothing, or ends before it came.

        Raises:
            RuleBroken: see above; `field` says which.
        """
        if self.kind is OfficeDocumentKind.OTHER and not self.label.strip():
            raise RuleBroken("Dites de quelle pièce il s’agit.", "label")
        if self.received_on and self.valid_until and self.valid_until < self.received_on:
            raise RuleBroken("La pièce finirait avant d’avoir été reçue.", "valid_until")
        return self


def told_from(kind: OfficeDocumentKind, valid_until: date) -> date:
    """Return the first day that the end of a paper is told.

    A Qualiopi certificate is renewed by an audit that is ordered months ahead.
    """
    if kind is OfficeDocumentKind.QUALIOPI:
        return add_months(valid_until, -AUDIT_MONTHS)
    return valid_until - AHEAD
