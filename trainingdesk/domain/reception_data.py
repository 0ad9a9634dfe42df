"""What the papers around a session are made from: catalogue, booklet, guides, attestations."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

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
    """What was paid of an invoice, by which means and when; negative where it was given back."""

    number: str
    issued_on: date
    paid_on: date
    means: PaymentMeans
    amount: Money
    payer: str


@dataclass(frozen=True, kw_only=True)
class PaymentAttestationPaper(ParticipantPaper):
    """That someone came and that the training is paid, as funds of the self-employed ask.

    `total` is what the client's invoices ask for the session, taxes included and credit taken off,
    for all of his `people`. `is_billed` tells that more than a deposit was asked, `is_shared` that
    an invoice holds another session as well.
    """

    client: Client
    paid: tuple[PaidBill, ...] = ()
    total: Money = ZERO
    people: int = 1
    is_billed: bool = True
    is_shared: bool = False

    @property
    def paid_total(self) -> Decimal:
        """What was paid in all, less what was given back."""
        return sum((line.amount for line in self.paid), ZERO)

    @property
    def remaining(self) -> Decimal:
        """What is still owed, by the client or by who pays in his place."""
        return self.total - self.paid_total
