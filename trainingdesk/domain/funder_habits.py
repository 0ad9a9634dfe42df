"""What a funder is used to: whom it wants invoiced, the papers it asks for, how long one may wait.

Each fund sets its own: nothing of it is the law's, and all of it is the office's to change.
"""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoices import Addressee


class InvoicePer(StrEnum):
    """How many files of a funder one invoice takes together."""

    FILE = "file"
    SESSION = "session"
    """All its files for one client in one session."""


class ClaimStart(StrEnum):
    """From when the days to claim the money run."""

    END = "end"
    AGREEMENT = "agreement"


class ClaimPaper(StrEnum):
    """The papers that funders ask for, each under its key in the register of papers."""

    COURSE_SHEET = "course_sheet"
    CONVENTION = "convention"
    ATTENDANCE_SHEET = "attendance_sheet"
    COMPLETION_CERTIFICATE = "completion_certificate"
    TRAINING_ATTESTATION = "training_attestation"
    INVOICE = "invoice"


@dataclass(frozen=True, slots=True)
class ClaimPapers:
    """The papers that a funder asks for, each once, in the order of the register."""

    keys: tuple[ClaimPaper, ...] = ()

    @classmethod
    def of(cls, *keys: ClaimPaper) -> "ClaimPapers":
        """Return papers in their order, each once."""
        return cls(tuple(key for key in ClaimPaper if key in keys))


@dataclass(frozen=True, slots=True, kw_only=True)
class FunderHabits:
    """How a funder is invoiced and what it asks before it pays.

    `claim_days` are the calendar days within which it takes claims, `None` where it sets no limit.
    """

    addressed_to: Addressee = Addressee.CLIENT
    invoice_per: InvoicePer = InvoicePer.FILE
    papers: ClaimPapers = field(default_factory=ClaimPapers)
    claim_days: int | None = None
    claim_from: ClaimStart = ClaimStart.END

    def checked(self) -> "FunderHabits":
        """Return the habits with their papers in order, or refuse a limit that leaves no day.

        Raises:
            RuleBroken: the days to claim are not positive.
        """
        if self.claim_days is not None and self.claim_days <= 0:
            raise RuleBroken(
                "Le délai pour demander le paiement est d’au moins un jour ; laissez vide si le "
                "financeur n’en fixe pas.",
                "habits_claim_days",
            )
        return replace(self, papers=ClaimPapers.of(*self.papers.keys))

    def last_claim_day(self, ends_on: date | None, agreed_on: date | None) -> date | None:
        """Return the last day on which the money may be claimed, where there is one.

        *agreed_on* is the day of the funder's agreement; while it is unknown, or the session has no
        date, no day can be told.
        """
        start = ends_on if self.claim_from is ClaimStart.END else agreed_on
        if self.claim_days is None or start is None:
            return None
        return start + timedelta(days=self.claim_days)
