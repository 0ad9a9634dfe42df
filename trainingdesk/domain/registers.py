"""Complaints, reserves and orders against advice, kept with what was answered and done."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.receipts import Channel
from trainingdesk.french import long_date


class EntryKind(StrEnum):
    """What the entry is."""

    COMPLAINT = "complaint"
    RESERVE = "reserve"
    ADVERSE_ADVICE = "adverse_advice"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry:
    """One entry; an order against advice is countersigned by the client."""

    kind: EntryKind
    received_on: date
    facts: str
    channel: Channel = Channel.EMAIL
    said_by: str = ""
    client_id: int | None = None
    agreement_id: int | None = None
    session_id: int | None = None
    answered_on: date | None = None
    answer: str = ""
    action: str = ""
    countersigned_on: date | None = None
    closed_on: date | None = None
    id: int | None = None

    def checked(self, today: date) -> "RegisterEntry":
        """Return the entry, or refuse one that says nothing or lies ahead.

        Raises:
            RuleBroken: the facts are missing, or a day is in the future.
        """
        if not self.facts.strip():
            raise RuleBroken("Décrivez les faits : c’est ce que le registre garde.", "facts")
        for name in ("received_on", "answered_on", "countersigned_on"):
            day: date | None = getattr(self, name)
            if day is not None and day > today:
                raise RuleBroken(f"La date du {long_date(day)} est dans le futur.", name)
        return self

    def answered(self, on: date, answer: str, action: str = "") -> "RegisterEntry":
        """Return the entry with what was answered, and what was done.

        Raises:
            RuleBroken: the answer is empty, or precedes what it answers.
        """
        if not answer.strip():
            raise RuleBroken("Écrivez ce qui a été répondu.", "answer")
        if on < self.received_on:
            raise RuleBroken(
                f"La réponse ne peut pas précéder la réception, le {long_date(self.received_on)}.",
                "answered_on",
            )
        done = action.strip() or self.action
        return replace(self, answered_on=on, answer=answer.strip(), action=done)

    def closed(self, on: date) -> "RegisterEntry":
        """Return the entry as closed.

        Raises:
            RuleBroken: it has no answer, or an order against advice is not countersigned.
        """
        if self.answered_on is None:
            raise RuleBroken("Notez la réponse avant de clore.", "answer")
        if self.kind is EntryKind.ADVERSE_ADVICE and self.countersigned_on is None:
            raise RuleBroken(
                "Le client contresigne l’avis défavorable : notez-en la date avant de clore.",
                "countersigned_on",
            )
        return replace(self, closed_on=on)
