"""What the office has to do: one thing, until when, about whom, and where."""

from dataclasses import dataclass
from datetime import date

from trainingdesk.domain.duty_kinds import DutyKind
from trainingdesk.domain.sendings import Awaited

EDITOR = "editor"
"""The page of what is done in an editor."""
NOTE_SENT = "Noter l’envoi"
"""The action of what is sent outside the program."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a duty is done: the page, its list and the row; or the editor that `view` names."""

    page: str
    row_id: int
    view: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """The clause that asks for it, by the name of its rule, and the article of the law.

    `conditions_id` is the version of the terms, `None` for the one in force.
    """

    rule: str = ""
    article: str = ""
    conditions_id: int | None = None


NO_REASON = Why()


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One thing to do until `due_on`.

    `key` stays the same from day to day, so that it can be put off; `group` is the session that it
    belongs to, or its subject. `sentence` says what waits, `action` what is done at the place.
    `awaited` is what is sent outside the program: noting that it was sent does the duty.
    """

    key: str
    kind: DutyKind
    due_on: date
    subject: str
    sentence: str
    action: str
    place: Place
    group: str
    why: Why = NO_REASON
    awaited: Awaited | None = None


def key(kind: DutyKind, *parts: object) -> str:
    """Return what names a duty: `deposits:12`."""
    return ":".join(str(part) for part in (kind, *parts) if part != "")
