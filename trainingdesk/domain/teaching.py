"""Who teaches, and where."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from trainingdesk.domain.addresses import Address
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.money import Money
from trainingdesk.domain.people import Civility


class TrainerKind(StrEnum):
    """Whether a trainer's hours are the office's own or bought (frame E of the BPF)."""

    INTERNAL = "internal"
    SUBCONTRACTOR = "subcontractor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trainer:
    """A person who teaches; `qualification` is printed on contracts (L6353-4, 4°)."""

    last_name: str
    first_name: str = ""
    civility: Civility = Civility.UNKNOWN
    kind: TrainerKind = TrainerKind.INTERNAL
    qualification: str = ""
    company: str = ""
    siret: str = ""
    activity_number: str = ""
    email: str = ""
    phone: str = ""
    address: Address = field(default_factory=Address)
    day_rate: Money | None = None
    notes: str = ""
    archived_on: date | None = None
    id: int | None = None


class TrainerDocumentKind(StrEnum):
    """The papers of a trainer's file."""

    CV = "cv"
    DIPLOMA = "diploma"
    ACTIVITY_DECLARATION = "activity_declaration"
    VIGILANCE = "vigilance"
    INSURANCE = "insurance"
    QUALIOPI = "qualiopi"
    REGISTRATION = "registration"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainerDocument:
    """One paper of a trainer's file; `valid_until` is its last day, `content` its scan."""

    trainer_id: int
    kind: TrainerDocumentKind
    label: str = ""
    received_on: date | None = None
    valid_until: date | None = None
    file_name: str = ""
    sha256: str = ""
    content: bytes | None = None
    id: int | None = None

    def checked(self) -> "TrainerDocument":
        """Return the paper, or refuse one that ends before it came.

        Raises:
            RuleBroken: see above.
        """
        if self.received_on and self.valid_until and self.valid_until < self.received_on:
            raise RuleBroken("La pièce finirait avant d’avoir été reçue.", "valid_until")
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue:
    """A place of training."""

    name: str
    address: Address = field(default_factory=Address)
    access: str = ""
    accessibility: str = ""
    archived_on: date | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A room of a venue; `capacity` counts seats."""

    venue_id: int
    name: str
    capacity: int | None = None
    equipment: str = ""
    archived_on: date | None = None
    id: int | None = None
