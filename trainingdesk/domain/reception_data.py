"""What the papers around a session are made from: catalogue, booklet, guides, attestations."""

from dataclasses import dataclass
from datetime import date

from trainingdesk.domain.courses import Course, CourseVersion
from trainingdesk.domain.money import ZERO, Money
from trainingdesk.domain.organisation import Organisation
from trainingdesk.domain.paper_data import ParticipantPaper
from trainingdesk.domain.parties import Client
from trainingdesk.domain.payments import PaymentMeans
from trainingdesk.domain.session_file import SessionFile


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A course with its latest version."""

    course: Course
    version: CourseVersion


@dataclass(frozen=True, kw_only=True)
class CataloguePaper:
    """The courses on offer, in the order of their fields and titles."""

    organisation: Organisation
    entries: tuple[CatalogueEntry, ...]
    on: date


@dataclass(frozen=True, kw_only=True)
class BookletPaper:
    """What the people of a session are told on arriving; their names stay out of it."""

    file: SessionFile
    on: date

    @property
    def organisation(self) -> Organisation:
        """The office."""
        return self.file.organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidBill:
    """What was paid of an invoice, by which means and when."""

    number: str
    issued_on: date
    paid_on: date
    means: PaymentMeans
    amount: Money
    payer: str


@dataclass(frozen=True, kw_only=True)
class PaymentAttestationPaper(ParticipantPaper):
    """That someone came and that the training is paid, as funds of the self-employed ask.

    `total` and `remaining` are those of all invoices of the client for the session, taxes
    included.
    """

    client: Client
    paid: tuple[PaidBill, ...] = ()
    total: Money = ZERO
    remaining: Money = ZERO
