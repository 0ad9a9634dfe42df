"""What an action changed, so that each open page knows whether to read again."""

from dataclasses import dataclass
from enum import StrEnum, auto
from pathlib import Path


class Kind(StrEnum):
    """The kinds of things that pages show."""

    OFFICE = auto()
    COURSES = auto()
    CLIENTS = auto()
    TRAINEES = auto()
    FUNDERS = auto()
    TRAINERS = auto()
    VENUES = auto()
    SESSIONS = auto()
    PROPOSALS = auto()
    AGREEMENTS = auto()
    INVOICES = auto()
    PAYMENTS = auto()
    SUPPLIERS = auto()
    PAPERS = auto()
    TEXTS = auto()


@dataclass(frozen=True, slots=True)
class Changes:
    """What was done: `label` for the status bar, the kinds touched, the id of what was saved.

    `file` is the file that was written for people, if any.
    """

    label: str
    kinds: frozenset[Kind]
    id: int | None = None
    file: Path | None = None

    @property
    def saved_id(self) -> int:
        """The id of what was saved; only for services that save one thing."""
        if self.id is None:
            raise ValueError(self.label)
        return self.id


def changed(label: str, *kinds: Kind, saved: int | None = None) -> Changes:
    """Return what an action changed."""
    return Changes(label, frozenset(kinds), saved)
