"""What each paper is made from: everything it prints, and nothing else."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from trainingdesk.domain.agreements import Agreement
from trainingdesk.domain.conditions import Conditions
from trainingdesk.domain.courses import Course, CourseVersion
from trainingdesk.domain.invoices import Invoice
from trainingdesk.domain.organisation import Organisation
from trainingdesk.domain.parties import Client, Contact
from trainingdesk.domain.people import full_name
from trainingdesk.domain.proposals import Proposal
from trainingdesk.domain.session_file import FundingFile, Participant, SessionFile
from trainingdesk.domain.sessions import FundingState


@dataclass(frozen=True, kw_only=True)
class CourseSheetPaper:
    """The public sheet of a course."""

    organisation: Organisation
    course: Course
    version: CourseVersion
    on: date


@dataclass(frozen=True, kw_only=True)
class ProposalPaper:
    """A proposal with the programmes and terms that go with it."""

    organisation: Organisation
    proposal: Proposal
    client: Client
    contact: Contact | None
    conditions: Conditions
    versions: tuple[CourseVersion, ...]
    on: date


@dataclass(frozen=True, kw_only=True)
class AgreementPaper:
    """A convention or a contract: the bargain of one client for one session.

    `file` holds the client's own people; `head_count` is that of the whole session.
    """

    file: SessionFile
    agreement: Agreement
    client: Client
    contact: Contact | None
    conditions: Conditions
    head_count: int
    on: date

    @property
    def organisation(self) -> Organisation:
        """The office."""
        return self.file.organisation

    @property
    def participants(self) -> tuple[Participant, ...]:
        """The people that the client sends."""
        return self.file.of_client(self.client.id)

    @property
    def fundings(self) -> tuple[FundingFile, ...]:
        """The funders asked to pay or refund; one that refused is not named."""
        return tuple(
            item
            for item in self.file.fundings_of(self.client.id)
            if item.funding.state is not FundingState.REFUSED
        )

    @property
    def signatory(self) -> str:
        """Who signs for the client."""
        if self.client.is_individual:
            return self.client.display_name
        if self.contact is None:
            return ""
        name = full_name(self.contact)
        return f"{name}, {self.contact.role}" if self.contact.role else name


@dataclass(frozen=True, kw_only=True)
class ParticipantPaper:
    """A paper for one person: joining letter, certificate, attestations."""

    file: SessionFile
    participant: Participant
    on: date

    @property
    def organisation(self) -> Organisation:
        """The office."""
        return self.file.organisation

    @property
    def hours_followed(self) -> Decimal:
        """Hours that attendance proves."""
        return self.file.hours_followed(self.participant)


@dataclass(frozen=True, kw_only=True)
class SessionPaper:
    """A paper for the whole session: the attendance sheet."""

    file: SessionFile
    on: date

    @property
    def organisation(self) -> Organisation:
        """The office."""
        return self.file.organisation


@dataclass(frozen=True, kw_only=True)
class InvoicePaper:
    """An invoice, with what it refers to.

    `late_rate` is the yearly rate in percent printed with the penalties, `None` while the
    half-year's rate is unknown. `deposits` are the deposit invoices that a balance takes off.
    """

    organisation: Organisation
    invoice: Invoice
    conditions: Conditions
    late_rate: Decimal | None
    client: Client
    file: SessionFile | None = None
    participants: tuple[Participant, ...] = ()
    deposits: tuple[Invoice, ...] = ()
    corrects: Invoice | None = None
    on: date
