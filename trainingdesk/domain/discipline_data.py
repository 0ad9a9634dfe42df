"""What the papers of a disciplinary case are made from, and the waiver on recordings."""

from dataclasses import dataclass, field
from datetime import date

from trainingdesk.domain.addresses import Address
from trainingdesk.domain.conditions import Conditions
from trainingdesk.domain.discipline import DisciplinaryCase, Setting
from trainingdesk.domain.organisation import Organisation
from trainingdesk.domain.paper_data import ParticipantPaper
from trainingdesk.domain.parties import Client, ClientKind, Contact
from trainingdesk.domain.session_file import Participant, SessionFile


@dataclass(frozen=True, kw_only=True)
class CasePaper(ParticipantPaper):
    """A letter of a case to the person herself; nobody else is named in it."""

    case: DisciplinaryCase
    setting: Setting

    @property
    def addressee(self) -> Client:
        """The person as letters write to her; a minor's or an employee's own address."""
        person = self.participant.trainee
        if person is None:
            return Client(name=self.participant.name, kind=ClientKind.INDIVIDUAL)
        return Client(
            name=person.last_name,
            first_name=person.first_name,
            civility=person.civility,
            address=person.address,
            kind=ClientKind.INDIVIDUAL,
        )


@dataclass(frozen=True, kw_only=True)
class CaseNoticePaper(CasePaper):
    """What an employer or a funder is told of a case; `file_number` is a funder's own."""

    recipient: str
    address: Address = field(default_factory=Address)
    contact: Contact | None = None
    is_funder: bool = False
    file_number: str = ""

    @property
    def addressee(self) -> Client:
        """The employer or the funder as letters write to them."""
        return Client(name=self.recipient, address=self.address)


@dataclass(frozen=True, kw_only=True)
class RecordingWaiverPaper:
    """A written leave to record a session, for one person or for all who are in it."""

    file: SessionFile
    conditions: Conditions
    on: date
    participant: Participant | None = None

    @property
    def organisation(self) -> Organisation:
        """The office."""
        return self.file.organisation
