"""Letters to a payer who is late: which comes next, when it may leave, and what it claims."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.money import ZERO, Money
from trainingdesk.domain.receipts import Channel
from trainingdesk.french import long_date

LONGEST_DELAY = 90
"""Days; who waits longer than that lets the debt grow old."""


class Level(IntEnum):
    """The letters in their order."""

    FIRST = 1
    SECOND = 2
    NOTICE = 3

    @property
    def next(self) -> "Level | None":
        """The letter that follows, none after the formal notice."""
        return None if self is Level.NOTICE else Level(self + 1)


NAMES = {
    Level.FIRST: "Première relance",
    Level.SECOND: "Seconde relance",
    Level.NOTICE: "Mise en demeure de payer",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Delays:
    """Days that are left to pay: after the due date, after each letter, after the notice."""

    first: int = 8
    second: int = 15
    notice: int = 15
    answer: int = 8

    def checked(self) -> "Delays":
        """Return the delays.

        Raises:
            RuleBroken: one leaves no day, or lets the debt grow old.
        """
        for name in self.__slots__:
            if not 1 <= getattr(self, name) <= LONGEST_DELAY:
                raise RuleBroken(
                    f"Un délai de relance dure de 1 à {LONGEST_DELAY} jours : corrigez-le.", name
                )
        return self

    def after(self, level: Level) -> int:
        """Return the days left once a letter went."""
        return {
            Level.FIRST: self.second,
            Level.SECOND: self.notice,
            Level.NOTICE: self.answer,
        }[level]


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindedInvoice:
    """An invoice as a letter told it: what remained, and what it cost to be late that day."""

    invoice_id: int
    remaining: Money
    interest: Money = ZERO
    indemnity: Money = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """A letter that went to a payer, a client or a funder; `paper_id` is the letter itself."""

    level: int
    sent_on: date
    channel: Channel
    paper_id: int
    client_id: int | None = None
    funder_id: int | None = None
    invoices: tuple[RemindedInvoice, ...] = field(default=())
    id: int | None = None

    @property
    def step(self) -> Level:
        """Which of the letters it is."""
        return Level(self.level)


@dataclass(frozen=True, slots=True)
class Sent:
    """The last letter about an invoice."""

    level: Level
    on: date


@dataclass(frozen=True, slots=True)
class NextStep:
    """What comes next for an invoice, and from which day; no letter after the formal notice."""

    level: Level | None
    on: date


def next_step(due_on: date, last: Sent | None, delays: Delays) -> NextStep:
    """Return the letter that comes next for an invoice, and the day the delay has run."""
    if last is None:
        return NextStep(Level.FIRST, due_on + timedelta(days=delays.first))
    return NextStep(last.level.next, last.on + timedelta(days=delays.after(last.level)))


def check(
    number: str, due_on: date, last: Sent | None, *, level: Level, on: date, delays: Delays
) -> None:
    """Hold a letter about an invoice against what was sent before: nothing goes twice.

    The first may leave as soon as the invoice is late, the others once the delay has run.

    Raises:
        RuleBroken: the invoice is not due yet, or the letter went already, comes too early or out
            of turn; the sentence says which.
    """
    if due_on >= on:
        raise RuleBroken(
            f"La facture {number} est à payer jusqu’au {long_date(due_on)} : "
            "elle n’est pas en retard."
        )
    if last is None:
        if level is not Level.FIRST:
            raise RuleBroken(f"La facture {number} n’a pas encore eu de première relance.")
        return
    step = next_step(due_on, last, delays)
    went = f"« {NAMES[last.level]} » est partie le {long_date(last.on)} pour la facture {number}"
    if level <= last.level:
        raise RuleBroken(f"{went} : rien n’est envoyé deux fois.")
    if level is not step.level:
        raise RuleBroken(f"{went} : la suite est « {NAMES[Level(last.level + 1)]} ».")
    if on < step.on:
        raise RuleBroken(f"{went} : la suite peut partir à partir du {long_date(step.on)}.")


def last_sent(reminders: Sequence[Reminder]) -> dict[int, Sent]:
    """Return the last letter about each invoice."""
    found: dict[int, Sent] = {}
    for reminder in sorted(reminders, key=lambda one: (one.sent_on, one.level)):
        for told in reminder.invoices:
            found[told.invoice_id] = Sent(reminder.step, reminder.sent_on)
    return found
