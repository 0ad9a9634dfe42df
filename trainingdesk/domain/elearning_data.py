"""What the papers about a learning platform are made from."""

from dataclasses import dataclass
from datetime import date, datetime

from trainingdesk.domain.conditions import Conditions
from trainingdesk.domain.conditions.rules import ELearning
from trainingdesk.domain.elearning import NO_TERMS, Incident, Maintenance, PlatformAccess
from trainingdesk.domain.organisation import Organisation
from trainingdesk.domain.paper_data import ParticipantPaper
from trainingdesk.domain.session_file import Participant, SessionFile


@dataclass(frozen=True, kw_only=True)
class AccessPaper(ParticipantPaper):
    """The letter that gives someone her access, by the terms of the agreement that brings her.

    `access` is `None` while nobody prepared it.
    """

    access: PlatformAccess | None
    conditions: Conditions

    @property
    def rule(self) -> ELearning:
        """What the terms say of accounts."""
        return self.conditions.rules.elearning or NO_TERMS


@dataclass(frozen=True, kw_only=True)
class IncidentPaper:
    """What is written about an incident: to its person, else to all of a session."""

    file: SessionFile
    incident: Incident
    conditions: Conditions
    on: date
    participant: Participant | None = None
    platform: str = ""

    @property
    def organisation(self) -> Organisation:
        """The office."""
        return self.file.organisation

    @property
    def rule(self) -> ELearning:
        """What the terms say of incidents."""
        return self.conditions.rules.elearning or NO_TERMS


@dataclass(frozen=True, kw_only=True)
class MaintenancePaper:
    """The notice of a maintenance to all who may use the platform."""

    organisation: Organisation
    maintenance: Maintenance
    platform: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessLine:
    """An account in the register, with whose it is and when it was due."""

    access: PlatformAccess
    person: str
    client_name: str
    session_number: str
    sent_on: date | None = None
    due: str = ""
    is_late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentLine:
    """An incident in the register, with whom it befell and what the terms make of its delays."""

    incident: Incident
    person: str
    session_number: str
    fix_by: datetime | None = None
    is_reported_late: bool = False
    is_fixed_late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MaintenanceLine:
    """A maintenance in the register, and whether it was announced too late."""

    maintenance: Maintenance
    is_announced_late: bool = False


@dataclass(frozen=True, kw_only=True)
class ELearningRegisterPaper:
    """Accounts, incidents and maintenance over a period, oldest first."""

    organisation: Organisation
    first: date
    last: date
    accesses: tuple[AccessLine, ...]
    incidents: tuple[IncidentLine, ...]
    maintenances: tuple[MaintenanceLine, ...]
    on: date
