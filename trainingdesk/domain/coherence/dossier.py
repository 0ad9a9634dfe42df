"""The file of a session as it is held against itself: the data of today, and what papers said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from trainingdesk.domain.addresses import Address
from trainingdesk.domain.agreements import Agreement
from trainingdesk.domain.amendments import AmendmentSubject
from trainingdesk.domain.attendance import Result
from trainingdesk.domain.invoices import Invoice
from trainingdesk.domain.money import ZERO, Money
from trainingdesk.domain.parties import Client, Funder
from trainingdesk.domain.proposals import Proposal
from trainingdesk.domain.session_file import Participant, SessionFile
from trainingdesk.domain.sessions import Slot
from trainingdesk.domain.teaching import Room, Venue
from trainingdesk.french import listed, period, short_date

AGREEMENTS = frozenset({"convention", "contract"})
CERTIFICATES = frozenset(
    {
        "completion_certificate",
        "training_attestation",
        "attendance_attestation",
        "success_attestation",
        "payment_attestation",
    }
)
"""The papers that claim hours followed by one person."""
MISSIONS = frozenset({"subcontracting_contract", "mission_letter"})
"""The papers that entrust a trainer with slots, and tell no others."""
WHOLE_SHEETS = frozenset(
    {"attendance_sheet", "attendance_day", "attendance_week", "attendance_month"}
)
SHEETS = WHOLE_SHEETS | {"attendance_company", "attendance_person"}
"""The papers that are signed half-day by half-day."""
NAME_PLATES = "name_plates"
MANY_DAYS = 4
"""From so many days on, a list of days is told as a span."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidPerson:
    """A person as a paper named her; `trainee_id` is `None` where it had no name yet.

    `hours` are those that the attendance of that day made for her, `results` those of the
    objectives by their id.
    """

    enrolment_id: int
    trainee_id: int | None = None
    first_name: str = ""
    last_name: str = ""
    birth_name: str = ""
    employer: str = ""
    hours: Decimal = Decimal(0)
    results: Mapping[int, Result] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """First and last name, without civility."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidClient:
    """A client as a paper named it."""

    client_id: int
    name: str
    siret: str = ""
    address: Address
    billing: Address


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidFunding:
    """A funder's agreement as a paper named it."""

    funding_id: int
    file_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidTrainer:
    """A trainer as a paper named him."""

    trainer_id: int
    name: str
    siret: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What an issued paper said, as far as others say it too.

    `key` is the kind of paper, `name` what people call it, `on` the day it bears. `total_ttc` is
    the price of a convention or contract, `paid` what an attestation says was paid. One that is
    `for_one` names a single person by intent.
    """

    paper_id: int
    key: str
    name: str
    on: date
    agreement_id: int | None = None
    invoice_id: int | None = None
    trainer_id: int | None = None
    for_one: bool = False
    hours: Decimal
    slots: tuple[Slot, ...] = ()
    days: tuple[date, ...] = ()
    place: str = ""
    people: tuple[SaidPerson, ...] = ()
    trainers: tuple[SaidTrainer, ...] = ()
    fundings: tuple[SaidFunding, ...] = ()
    client: SaidClient | None = None
    total_ttc: Money | None = None
    paid: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bargain:
    """An agreement with its client, the proposal it was made from, and what amendments changed."""

    agreement: Agreement
    client: Client
    proposal: Proposal | None = None
    amended: frozenset[AmendmentSubject] = frozenset()

    @property
    def agreement_id(self) -> int:
        """The id of the agreement, which was read from the file."""
        return self.agreement.id or 0

    @property
    def price_is_amended(self) -> bool:
        """Whether the price is no longer that of the proposal and of the paper."""
        return any(subject.changes_price for subject in self.amended)


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """A session's data on a day, its bargains and invoices, and the latest issue of each paper."""

    on: date
    file: SessionFile
    bargains: tuple[Bargain, ...] = ()
    invoices: tuple[Invoice, ...] = ()
    papers: tuple[Said, ...] = ()
    clients: Mapping[int, Client]
    funders: Mapping[int, Funder]

    @property
    def session_id(self) -> int:
        """The id of the session, which was read from the file."""
        return self.file.session.id or 0

    @cached_property
    def holding(self) -> tuple[Bargain, ...]:
        """The bargains that were neither cancelled, postponed nor terminated."""
        return tuple(b for b in self.bargains if not b.agreement.state.is_over)

    @cached_property
    def agreed(self) -> tuple[tuple[Bargain, Said], ...]:
        """The bargains that hold, each with the convention or contract that was issued."""
        return tuple(
            (bargain, said)
            for bargain in self.holding
            for said in self.papers
            if said.key in AGREEMENTS and said.agreement_id == bargain.agreement_id
        )

    @cached_property
    def current(self) -> tuple[Said, ...]:
        """The papers that still count: of bargains that hold, invoices that stand, seats kept."""
        holding = {bargain.agreement_id for bargain in self.holding}
        standing = {invoice.id for invoice in self.invoiced}
        seated = {person.enrolment.id for person in self.file.seated}
        return tuple(
            said
            for said in self.papers
            if (said.agreement_id is None or said.agreement_id in holding)
            and (said.invoice_id is None or said.invoice_id in standing)
            and (not said.people or any(named.enrolment_id in seated for named in said.people))
        )

    @cached_property
    def certificates(self) -> tuple[Said, ...]:
        """The papers that claim hours followed."""
        return tuple(said for said in self.papers if said.key in CERTIFICATES)

    @cached_property
    def invoiced(self) -> tuple[Invoice, ...]:
        """The invoices for training that were issued and not credited whole."""
        return tuple(
            invoice
            for invoice in self.invoices
            if invoice.is_issued
            and invoice.kind.is_of_the_price
            and invoice.totals.total_ttc > self.credited_ttc(invoice)
        )

    @cached_property
    def invoice_papers(self) -> tuple[tuple[Invoice, Said], ...]:
        """The invoices that stand, each with its paper."""
        return tuple(
            (invoice, said)
            for invoice in self.invoiced
            for said in self.papers
            if said.invoice_id == invoice.id
        )

    def credited_ttc(self, invoice: Invoice) -> Decimal:
        """What credit notes took off an invoice, TTC."""
        return sum((note.totals.total_ttc for note in self.notes_of(invoice)), ZERO)

    def credited_ht(self, invoice: Invoice) -> Decimal:
        """What credit notes took off an invoice, before tax."""
        return sum((note.totals.total_ht for note in self.notes_of(invoice)), ZERO)

    def notes_of(self, invoice: Invoice) -> tuple[Invoice, ...]:
        """Return the issued credit notes that correct an invoice."""
        return tuple(
            note for note in self.invoices if note.is_issued and note.corrects_id == invoice.id
        )

    def person(self, enrolment_id: int) -> Participant | None:
        """Return who has a seat by that enrolment today."""
        return next((p for p in self.file.seated if p.enrolment.id == enrolment_id), None)

    @property
    def has_started(self) -> bool:
        """Whether the first day has come."""
        return self.file.first_day is not None and self.file.first_day <= self.on


def days_of(file: SessionFile) -> tuple[date, ...]:
    """Return the days of a session: those of its slots, else its start and end."""
    if file.days:
        return tuple(schedule.day for schedule in file.days)
    return tuple(day for day in (file.session.starts_on, file.session.ends_on) if day)


def days_in_words(days: Sequence[date]) -> str:
    """Return days as a sentence tells them, many of them as a span."""
    if len(days) < MANY_DAYS:
        return "le " + listed([short_date(day) for day in days])
    return period(days[0], days[-1])


def place_words(venue: Venue | None, room: Room | None) -> str:
    """Return the place of a session in words, empty where it has none."""
    if venue is None:
        return ""
    return ", ".join(filter(None, (venue.name, room.name if room else "", str(venue.address))))
