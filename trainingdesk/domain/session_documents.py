"""Papers that came back to a session: scans of signed sheets, logs of the meeting tool."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import long_date

LARGEST = 20_000_000
"""Bytes; every backup carries the scans."""


class SessionDocumentKind(StrEnum):
    """What came back."""

    ATTENDANCE_SHEET = "attendance_sheet"
    CONNECTION_LOG = "connection_log"
    POSITIONING = "positioning"
    ASSESSMENT = "assessment"
    SATISFACTION = "satisfaction"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionDocument:
    """One file kept with a session; `slot_ids` are the half-days it is about.

    A list of documents leaves `content` out.
    """

    session_id: int
    kind: SessionDocumentKind
    label: str
    received_on: date
    file_name: str
    sha256: str = ""
    content: bytes | None = None
    slot_ids: tuple[int, ...] = ()
    id: int | None = None

    def checked(self, today: date) -> "SessionDocument":
        """Return the document, or refuse what is no scan.

        Raises:
            RuleBroken: the day lies ahead, the file is empty, too large or of another type.
        """
        if self.received_on > today:
            raise RuleBroken(
                f"Le jour de réception ({long_date(self.received_on)}) est dans le futur.",
                "received_on",
            )
        if not self.content:
            raise RuleBroken(
                f"« {self.file_name} » est vide : vérifiez que la numérisation est terminée."
            )
        if len(self.content) > LARGEST:
            raise RuleBroken(
                f"« {self.file_name} » dépasse 20 Mo : numérisez-le en noir et blanc ou à 200 ppp."
            )
        if self.kind is not SessionDocumentKind.CONNECTION_LOG and not is_scan(self.content):
            raise RuleBroken(
                f"« {self.file_name} » n’est ni un PDF ni une image PNG ou JPEG : "
                "enregistrez-le dans l’un de ces formats."
            )
        return self


_SIGNATURES = (b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def is_scan(content: bytes) -> bool:
    """Whether bytes are a PDF, a PNG or a JPEG, whatever the file is called."""
    return content.startswith(_SIGNATURES)
