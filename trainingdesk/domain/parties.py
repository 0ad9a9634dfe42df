"""Who buys, who learns, who pays."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from trainingdesk.domain.addresses import Address
from trainingdesk.domain.funder_habits import FunderHabits
from trainingdesk.domain.people import Civility, full_name


class ClientKind(StrEnum):
    """What a client is in the eyes of the law; it decides convention or contract."""

    COMPANY = "company"
    INDIVIDUAL = "individual"
    PUBLIC_BODY = "public_body"
    TRAINING_OFFICE = "training_office"


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """Who buys. `name` is the firm's, or the last name of an individual.

    `demands_order` and the like tell which numbers a public client refuses an invoice without.
    """

    name: str
    kind: ClientKind = ClientKind.COMPANY
    civility: Civility = Civility.UNKNOWN
    first_name: str = ""
    legal_form: str = ""
    siret: str = ""
    vat_number: str = ""
    address: Address = field(default_factory=Address)
    billing: Address | None = None
    email: str = ""
    phone: str = ""
    service_code: str = ""
    demands_order: bool = False
    demands_engagement: bool = False
    demands_service: bool = False
    funder_id: int | None = None
    notes: str = ""
    insurance_until: date | None = None
    logo_consent_on: date | None = None
    reference_refused_on: date | None = None
    archived_on: date | None = None
    id: int | None = None

    @property
    def last_name(self) -> str:
        """The last name of an individual."""
        return self.name

    @property
    def display_name(self) -> str:
        """The name as papers print it."""
        return full_name(self) if self.is_individual else self.name

    @property
    def is_individual(self) -> bool:
        """Whether a person pays for himself: contract, not convention (L6353-3)."""
        return self.kind is ClientKind.INDIVIDUAL

    @property
    def is_public(self) -> bool:
        """Whether a public body buys: through Chorus Pro, late interest of public contracts."""
        return self.kind is ClientKind.PUBLIC_BODY

    @property
    def siren(self) -> str:
        """The nine digits that name the firm."""
        return self.siret.replace(" ", "")[:9]

    @property
    def billing_address(self) -> Address:
        """Where invoices go: the billing address, else the client's own."""
        return self.billing or self.address


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person at a client: who signs its papers, gets its invoices, or decides for it."""

    client_id: int
    last_name: str
    civility: Civility = Civility.UNKNOWN
    first_name: str = ""
    role: str = ""
    email: str = ""
    phone: str = ""
    is_signatory: bool = False
    is_billing: bool = False
    is_decider: bool = False
    archived_on: date | None = None
    id: int | None = None


class TraineeStatus(StrEnum):
    """What a trainee is at enrolment, by the letters of frame F-1 of the BPF (cerfa 10443)."""

    PRIVATE_EMPLOYEE = "a"
    APPRENTICE = "b"
    JOB_SEEKER = "c"
    SELF_PAYING = "d"
    OTHER = "e"


_STATUSES = {
    ClientKind.INDIVIDUAL: TraineeStatus.SELF_PAYING,
    ClientKind.PUBLIC_BODY: TraineeStatus.OTHER,
}


def usual_status(kind: ClientKind) -> TraineeStatus:
    """Return what the people of a client usually are; firms and other offices send employees."""
    return _STATUSES.get(kind, TraineeStatus.PRIVATE_EMPLOYEE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trainee:
    """A person who is trained; who employs her is told by dated employments."""

    last_name: str
    first_name: str = ""
    civility: Civility = Civility.UNKNOWN
    birth_name: str = ""
    born_on: date | None = None
    email: str = ""
    phone: str = ""
    address: Address = field(default_factory=Address)
    special_needs: str = ""
    notes: str = ""
    archived_on: date | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Employment:
    """Who employed a trainee, from when to when (both days included)."""

    trainee_id: int
    client_id: int
    job: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    id: int | None = None

    def covers(self, day: date) -> bool:
        """Whether the trainee worked there on that day."""
        started = self.starts_on is None or self.starts_on <= day
        return started and (self.ends_on is None or day <= self.ends_on)


class FunderKind(StrEnum):
    """Who pays instead of the client; each feeds its own line of the BPF's frame C."""

    OPCO = "opco"
    SELF_EMPLOYED_FUND = "self_employed_fund"
    CDC = "cdc"
    TRANSITIONS_PRO = "transitions_pro"
    FRANCE_TRAVAIL = "france_travail"
    STATE = "state"
    REGION = "region"
    EUROPE = "europe"
    OTHER_PUBLIC = "other_public"


@dataclass(frozen=True, slots=True, kw_only=True)
class Funder:
    """A fund that pays for trainings, and what it is used to."""

    name: str
    kind: FunderKind
    siret: str = ""
    address: Address = field(default_factory=Address)
    email: str = ""
    phone: str = ""
    portal: str = ""
    habits: FunderHabits = field(default_factory=FunderHabits)
    notes: str = ""
    archived_on: date | None = None
    id: int | None = None
