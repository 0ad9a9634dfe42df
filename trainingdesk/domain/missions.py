"""What a trainer is asked to do in a session, and for how much."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.money import Money, round_to_cent
from trainingdesk.domain.sessions import Slot, in_hours
from trainingdesk.domain.teaching import TrainerKind

HALF = Decimal("0.5")


class MissionPay(StrEnum):
    """What a trainer's rate is paid for."""

    FLAT = "flat"
    DAY = "day"
    HOUR = "hour"


class MissionState(StrEnum):
    """How far a mission is."""

    TO_PREPARE = "to_prepare"
    TO_SEND = "to_send"
    SENT = "sent"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mission:
    """One trainer's part of one session.

    `rate` is before tax, for what `pay` says, `None` for an internal trainer's. `expenses` says in
    words how travel, meals and nights are paid.
    """

    session_id: int
    trainer_id: int
    pay: MissionPay = MissionPay.DAY
    rate: Money | None = None
    expenses: str = ""
    notes: str = ""
    sent_on: date | None = None
    signed_on: date | None = None
    id: int | None = None

    @property
    def state(self) -> MissionState:
        """How far it is; a signed one was sent, whatever was noted."""
        if self.signed_on is not None:
            return MissionState.SIGNED
        if self.sent_on is not None:
            return MissionState.SENT
        return MissionState.TO_PREPARE if self.id is None else MissionState.TO_SEND

    def price(self, slots: Collection[Slot]) -> Decimal | None:
        """Return what the mission costs before tax, for the trainer's own slots."""
        if self.rate is None:
            return None
        return round_to_cent(self.rate * self.quantity(slots))

    def quantity(self, slots: Collection[Slot]) -> Decimal:
        """Return how many times the rate is paid."""
        if self.pay is MissionPay.FLAT:
            return Decimal(1)
        return days_taught(slots) if self.pay is MissionPay.DAY else hours_taught(slots)

    def checked(self, today: date) -> "Mission":
        """Return the mission, or refuse days that cannot be.

        Raises:
            RuleBroken: it left or came back in days to come, or came back before it left.
        """
        for field, day in (("sent_on", self.sent_on), ("signed_on", self.signed_on)):
            if day is not None and day > today:
                raise RuleBroken("Ce jour n’est pas encore venu.", field)
        if self.sent_on and self.signed_on and self.signed_on < self.sent_on:
            raise RuleBroken("La mission serait signée avant d’être envoyée.", "signed_on")
        return self


def slots_of(trainer_id: int | None, slots: Collection[Slot]) -> tuple[Slot, ...]:
    """Return the slots that a trainer teaches, alone or with others."""
    return tuple(slot for slot in slots if trainer_id in slot.trainer_ids)


def days_taught(slots: Collection[Slot]) -> Decimal:
    """Return days by halves: a morning or an afternoon counts half a day, however long."""
    return HALF * len({(slot.day, slot.day_part) for slot in slots})


def hours_taught(slots: Collection[Slot]) -> Decimal:
    """Return the hours of slots."""
    return in_hours(sum(slot.minutes for slot in slots))


PAPERS = {
    TrainerKind.SUBCONTRACTOR: "subcontracting_contract",
    TrainerKind.INTERNAL: "mission_letter",
}
"""The paper that entrusts a mission, by who is entrusted."""
