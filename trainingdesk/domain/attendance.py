"""Who was there, slot by slot, and the hours that this proves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.sessions import EnrolmentState, Slot, in_hours


class Presence(StrEnum):
    """What the attendance sheet says of a person for a slot, by the letter that is typed."""

    PRESENT = "P"
    ABSENT = "A"
    EXCUSED = "J"
    LATE = "R"

    @property
    def was_there(self) -> bool:
        """Whether hours were followed, in whole or in part."""
        return self in {Presence.PRESENT, Presence.LATE}


class Proof(StrEnum):
    """What proves a presence (R6313-3: any evidence)."""

    SIGNED = "signed"
    CONNECTION = "connection"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """One cell of the sheet; `minutes_missed` counts lateness and early leaving together."""

    enrolment_id: int
    slot_id: int
    presence: Presence
    minutes_missed: int = 0
    proof: Proof | None = None
    note: str = ""

    def checked(self, slot: Slot) -> "Attendance":
        """Return the mark, or refuse one that would claim hours nobody followed.

        Raises:
            RuleBroken: more minutes are missed than the slot has, or none by somebody late.
        """
        if self.presence is Presence.LATE and not self.minutes_missed:
            raise RuleBroken("Tapez les minutes manquées après R : R15.", "minutes_missed")
        if not 0 <= self.minutes_missed <= slot.minutes:
            raise RuleBroken(
                "Le retard ne peut pas dépasser la durée du créneau.", "minutes_missed"
            )
        return self

    def minutes(self, slot: Slot) -> int:
        """Minutes that the person followed in the slot."""
        return slot.minutes - self.minutes_missed if self.presence.was_there else 0

    def hours(self, slot: Slot) -> Decimal:
        """Hours that the person followed in the slot."""
        return in_hours(self.minutes(slot))


Marks = Mapping[int, Attendance]
"""The marks of one enrolment, by slot id."""


def hours_followed(
    slots: Iterable[Slot], marks: Marks, self_paced: Decimal = Decimal(0)
) -> Decimal:
    """Return the hours that the marks prove; a slot without a mark proves nothing."""
    minutes = sum(
        marks[slot.id].minutes(slot) for slot in slots if slot.id is not None and slot.id in marks
    )
    return in_hours(minutes) + self_paced


def unproven_slots(slots: Iterable[Slot], marks: Marks) -> tuple[Slot, ...]:
    """Return the slots that a certificate may not count yet: no mark, or presence unproven."""
    return tuple(
        slot
        for slot in slots
        if slot.id is not None
        and (
            (mark := marks.get(slot.id)) is None or (mark.presence.was_there and mark.proof is None)
        )
    )


def state_from_marks(slots: Iterable[Slot], marks: Marks) -> EnrolmentState:
    """Return what the marks make of an enrolment once the sheet is complete."""
    kept = tuple(slots)
    planned = in_hours(sum(slot.minutes for slot in kept))
    followed = hours_followed(kept, marks)
    if not followed:
        return EnrolmentState.ABSENT
    return EnrolmentState.PRESENT if followed == planned else EnrolmentState.PARTIAL


class Result(StrEnum):
    """What became of one objective for one person."""

    ACQUIRED = "acquired"
    IN_PROGRESS = "in_progress"
    NOT_ACQUIRED = "not_acquired"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveResult:
    """The assessment of one objective at the end of a session."""

    enrolment_id: int
    objective_id: int
    result: Result
