"""What is taught when and where, as a calendar shows it."""

from dataclasses import dataclass

from trainingdesk.domain.sessions import Slot
from trainingdesk.domain.teaching import Venue


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A slot with what its session says of it; `trainers` are names in order."""

    slot: Slot
    session_number: str
    session_title: str
    is_remote: bool = False
    remote_link: str = ""
    venue: Venue | None = None
    room_name: str = ""
    trainers: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where to go, on one line."""
        if self.is_remote:
            return "À distance"
        if self.venue is None:
            return self.room_name
        parts = (self.venue.name, self.room_name, str(self.venue.address))
        return ", ".join(filter(None, parts))
