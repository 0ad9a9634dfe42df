"""What comes in and counts from the day it is received: papers, requests, agreements of funders."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trainingdesk.domain.conditions.kinds import Mark
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import long_date


class ReceiptKind(StrEnum):
    """What came in."""

    SIGNED_PROPOSAL = "signed_proposal"
    SIGNED_TERMS = "signed_terms"
    SIGNED_AGREEMENT = "signed_agreement"
    CANCELLATION = "cancellation"
    POSTPONEMENT = "postponement"
    WITHDRAWAL = "withdrawal"
    MODIFICATION = "modification"
    EARLY_START = "early_start"
    """An individual's express request to start within the withdrawal period (L221-25)."""
    FUNDER_AGREEMENT = "funder_agreement"
    INSURANCE = "insurance"
    FORCE_MAJEURE = "force_majeure"
    HANDED_OVER = "handed_over"


class Channel(StrEnum):
    """How it came; a phone call announces and proves nothing."""

    LETTER = "letter"
    REGISTERED_LETTER = "registered_letter"
    EMAIL = "email"
    HAND = "hand"
    FAX = "fax"
    PLATFORM = "platform"
    PHONE = "phone"

    @property
    def is_written(self) -> bool:
        """Whether something can be shown later."""
        return self is not Channel.PHONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One thing received, with the channel, the day, the reference and the proof."""

    kind: ReceiptKind
    received_on: date
    channel: Channel = Channel.EMAIL
    agreement_id: int | None = None
    proposal_id: int | None = None
    client_id: int | None = None
    funding_id: int | None = None
    reference: str = ""
    note: str = ""
    file_name: str = ""
    sha256: str = ""
    content: bytes | None = None
    marks: tuple[Mark, ...] = ()
    id: int | None = None

    def checked(self, today: date) -> "Receipt":
        """Return the receipt, or refuse one that lies ahead or proves nothing.

        Raises:
            RuleBroken: the day is in the future, or a signed paper «came» by phone.
        """
        if self.received_on > today:
            raise RuleBroken(
                f"La date de réception ({long_date(self.received_on)}) est dans le futur.",
                "received_on",
            )
        if not self.channel.is_written and self.kind in SIGNED | {ReceiptKind.HANDED_OVER}:
            raise RuleBroken(
                "Un document signé ne se reçoit pas par téléphone : choisissez comment il est "
                "arrivé.",
                "channel",
            )
        return self


SIGNED = frozenset(
    {ReceiptKind.SIGNED_PROPOSAL, ReceiptKind.SIGNED_TERMS, ReceiptKind.SIGNED_AGREEMENT}
)
"""The papers that a client signs and returns."""
