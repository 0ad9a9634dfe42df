"""What the papers of a mission are made from."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from trainingdesk.domain.conditions.rules import Solicitation
from trainingdesk.domain.missions import Mission, days_taught, hours_taught
from trainingdesk.domain.organisation import Organisation
from trainingdesk.domain.people import full_name
from trainingdesk.domain.session_file import SessionFile
from trainingdesk.domain.teaching import Trainer


@dataclass(frozen=True, kw_only=True)
class MissionPaper:
    """A trainer's contract or letter.

    `file` holds the trainer's own slots only; `head_count` is that of the whole session.
    """

    file: SessionFile
    trainer: Trainer
    mission: Mission
    head_count: int
    on: date
    solicitation: Solicitation | None = None
    is_cpf: bool = False
    sees_vigilance: bool = False

    @property
    def organisation(self) -> Organisation:
        """The office."""
        return self.file.organisation

    @property
    def trainer_name(self) -> str:
        """Who teaches, by name."""
        return full_name(self.trainer)

    @property
    def firm(self) -> str:
        """The firm that is entrusted; a trainer without one trades under the own name."""
        return self.trainer.company or self.trainer_name

    @property
    def hours(self) -> Decimal:
        """Hours that the trainer teaches."""
        return hours_taught(self.file.slots)

    @property
    def days(self) -> Decimal:
        """Days that the trainer teaches, by halves."""
        return days_taught(self.file.slots)

    @property
    def price(self) -> Decimal | None:
        """What the mission costs before tax."""
        return self.mission.price(self.file.slots)
