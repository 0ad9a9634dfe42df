"""What each paper is made from: everything it prints, and nothing else."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from trainingdesk.domain.agreements import Agreement
from trainingdesk.domain.amendments import Amendment
from trainingdesk.domain.conditions import LEGAL_INDEMNITY, Conditions, Rules
from trainingdesk.domain.conditions.in_words import late_words
from trainingdesk.domain.courses import Course, CourseVersion
from trainingdesk.domain.formation import Pieces
from trainingdesk.domain.instalments import Instalment
from trainingdesk.domain.invoices import Invoice
from trainingdesk.domain.late_interest import PUBLIC_INTEREST
from trainingdesk.domain.money import Money
from trainingdesk.domain.organisation import Organisation
from trainingdesk.domain.parties import Client, Contact
from trainingdesk.domain.people import full_name
from trainingdesk.domain.proposals import Proposal
from trainingdesk.domain.receipts import Receipt
from trainingdesk.domain.registers import RegisterEntry
from trainingdesk.domain.session_file import FundingFile, Participant, SessionFile
from trainingdesk.domain.sessions import FundingState
from trainingdesk.domain.settlements import Settlement
from trainingdesk.domain.tva import SHIPPED_MENTIONS, TaxMention


@dataclass(frozen=True, kw_only=True)
class CourseSheetPaper:
    """The public sheet of a course."""

    organisation: Organisation
    course: Course
    version: CourseVersion
    on: date


@dataclass(frozen=True, kw_only=True)
class GeneralTermsPaper:
    """The general terms of sale of one version of the conditions."""

    organisation: Organisation
    conditions: Conditions
    on: date


@dataclass(frozen=True, kw_only=True)
class HouseRulesPaper:
    """The house rules of the trainees, with what the conditions say of discipline."""

    organisation: Organisation
    conditions: Conditions
    on: date


@dataclass(frozen=True, kw_only=True)
class ProposalPaper:
    """A proposal with the programmes and terms that go with it.

    `completes` names the agreement whose change it prices: «Convention CV-2026-0012».
    """

    organisation: Organisation
    proposal: Proposal
    client: Client
    contact: Contact | None
    conditions: Conditions
    versions: tuple[CourseVersion, ...]
    on: date
    completes: str = ""
    tax_mentions: tuple[TaxMention, ...] = SHIPPED_MENTIONS


@dataclass(frozen=True, kw_only=True)
class AgreementPaper:
    """A convention or a contract: the bargain of one client for one session.

    `file` holds the client's own people; `head_count` is that of the whole session. `instalments`
    is the staged payment that both sides agreed; without one the paper prints what is usual.
    """

    file: SessionFile
    agreement: Agreement
    client: Client
    contact: Contact | None
    conditions: Conditions
    head_count: int
    on: date
    tax_mentions: tuple[TaxMention, ...] = SHIPPED_MENTIONS
    instalments: tuple[Instalment, ...] = ()

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


@dataclass(frozen=True, slots=True)
class UnpaidInvoice:
    """An invoice that is due and not paid whole."""

    number: str
    due_on: date
    remaining: Money


@dataclass(frozen=True, kw_only=True)
class AgreementEventPaper(AgreementPaper):
    """A letter or form about what happens to an agreement after it was made.

    `pieces` are those in by that day. The rest is there where the paper is about it: the decision
    and what it answers to, the change and the proposal that prices it, the staged payment, what is
    owed.
    """

    pieces: Pieces
    receipt: Receipt | None = None
    settlement: Settlement | None = None
    amendment: Amendment | None = None
    proposal_number: str = ""
    unpaid: tuple[UnpaidInvoice, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RegisterEntryPaper:
    """A complaint, a reserve or an advice against an order, told to the client."""

    organisation: Organisation
    entry: RegisterEntry
    client: Client
    contact: Contact | None
    conditions: Conditions
    on: date
    file: SessionFile | None = None
    agreement: Agreement | None = None


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """An entry of the register with the names of whom and what it concerns."""

    entry: RegisterEntry
    client_name: str = ""
    session_number: str = ""


@dataclass(frozen=True, kw_only=True)
class RegisterPaper:
    """The entries of the register over a period, oldest first."""

    organisation: Organisation
    first: date
    last: date
    lines: tuple[RegisterLine, ...]
    on: date


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
class HandedOverPaper(ParticipantPaper):
    """What a person was handed, by the terms of the agreement that brings her."""

    conditions: Conditions


@dataclass(frozen=True, kw_only=True)
class AbsencePaper(ParticipantPaper):
    """What a person's employer, the `client` here, is told of her absences."""

    client: Client
    contact: Contact | None
    conditions: Conditions


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
    half-year's rate is unknown.
    """

    organisation: Organisation
    invoice: Invoice
    conditions: Conditions
    late_rate: Decimal | None
    client: Client
    file: SessionFile | None = None
    participants: tuple[Participant, ...] = ()
    corrects: Invoice | None = None
    on: date
    tax_mentions: tuple[TaxMention, ...] = SHIPPED_MENTIONS

    @property
    def is_owed_by_consumer(self) -> bool:
        """Whether a person pays for herself: commercial penalties are not for her."""
        return self.client.is_individual and self.invoice.payer is None

    @property
    def is_owed_by_public_body(self) -> bool:
        """Whether a public body pays: its own code says what lateness costs, not the terms."""
        return self.client.is_public and self.invoice.payer is None

    @property
    def late_words(self) -> str:
        """The yearly rate of late interest, as a sentence ends with it."""
        if self.is_owed_by_public_body:
            return late_words(Rules(late=PUBLIC_INTEREST))
        return late_words(self.conditions.rules)

    @property
    def indemnity(self) -> Decimal:
        """What recovering the money is owed for at least."""
        if self.is_owed_by_public_body:
            return LEGAL_INDEMNITY
        return self.conditions.recovery_indemnity
