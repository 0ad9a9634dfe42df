"""What a meeting tool's list proves: who was connected when, and what that makes of each slot."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from trainingdesk.domain.attendance import Attendance, Presence, Proof
from trainingdesk.domain.sessions import Slot

Interval = tuple[datetime, datetime]
"""From a moment to a later one."""

NO_GRACE = 0
"""Minutes that somebody may miss and still count as present: none, unless the office says so."""
AWAY, FORGIVEN = "Interruptions non situées", "Tolérance"
"""How the note of a mark begins that rests on more than what the list tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """A stretch that somebody was connected, as a list of the meeting tool gives it.

    `minutes` is the time that the list itself counts: less than the stretch where it gives only
    the first arrival and the last departure, and the person was away in between.
    """

    name: str
    email: str = ""
    joined_at: datetime
    left_at: datetime
    minutes: int | None = None

    def shifted(self, hours: int) -> "Connection":
        """Return the connection on a clock that is *hours* later."""
        by = timedelta(hours=hours)
        return replace(self, joined_at=self.joined_at + by, left_at=self.left_at + by)


def merged(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """Return the same time in stretches that neither overlap nor touch, in order.

    Someone on two devices is connected once.
    """
    found: list[Interval] = []
    for start, end in sorted(each for each in intervals if each[0] < each[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)


def minutes_within(connected: Sequence[Interval], slot: Slot) -> int:
    """Return the whole minutes of a slot that stretches which do not overlap cover."""
    covered = sum(
        (max(min(end, slot.end) - max(start, slot.start), timedelta()) for start, end in connected),
        timedelta(),
    )
    return covered // timedelta(minutes=1)


def touched_slots(slots: Iterable[Slot], connections: Iterable[Connection]) -> tuple[Slot, ...]:
    """Return the slots during which anybody was connected: those that a list is about."""
    stretches = merged((each.joined_at, each.left_at) for each in connections)
    return tuple(slot for slot in slots if minutes_within(stretches, slot))


def proposed_marks(
    slots: Sequence[Slot], people: Mapping[int, Sequence[Connection]], grace: int = NO_GRACE
) -> list[Attendance]:
    """Return what the connections of each enrolment make of each slot.

    Nobody is given more minutes than the list counts: time away that the list does not place is
    taken from the slots that were followed longest, and the mark says so; it says too how many
    minutes *grace* forgave.
    """
    return [
        mark
        for enrolment_id, connections in people.items()
        for mark in _marks_of(enrolment_id, slots, connections, grace)
    ]


def _marks_of(
    enrolment_id: int, slots: Sequence[Slot], connections: Sequence[Connection], grace: int
) -> Iterable[Attendance]:
    stretches = merged((each.joined_at, each.left_at) for each in connections)
    followed = {place: minutes_within(stretches, slot) for place, slot in enumerate(slots)}
    away = _away_within(stretches, connections, sum(followed.values()))
    taken = dict.fromkeys(followed, 0)
    for place in sorted(followed, key=lambda each: -followed[each]):
        taken[place] = min(away, followed[place])
        away -= taken[place]
    for place, slot in enumerate(slots):
        yield _mark(enrolment_id, slot, followed[place] - taken[place], taken[place], grace)


def _away_within(
    stretches: Sequence[Interval], connections: Sequence[Connection], followed: int
) -> int:
    """Return the minutes away that must lie in the slots: more than the time around them holds."""
    counted = [each.minutes for each in connections if each.minutes is not None]
    if len(counted) < len(connections):
        return 0
    whole = sum((end - start for start, end in stretches), timedelta()) // timedelta(minutes=1)
    away = max(whole - sum(counted), 0)
    # A tool rounds each duration to the minute in its own way.
    if away <= len(connections):
        return 0
    return max(away - (whole - followed), 0)


def _mark(enrolment_id: int, slot: Slot, followed: int, taken: int, grace: int) -> Attendance:
    missed = slot.minutes - followed
    notes = [f"{AWAY} : {taken} min"] if taken else []
    if not followed:
        return Attendance(
            enrolment_id=enrolment_id,
            slot_id=slot.id or 0,
            presence=Presence.ABSENT,
            note="".join(notes),
        )
    is_late = missed > grace
    if missed and not is_late:
        notes.append(f"{FORGIVEN} : {missed} min")
    return Attendance(
        enrolment_id=enrolment_id,
        slot_id=slot.id or 0,
        presence=Presence.LATE if is_late else Presence.PRESENT,
        minutes_missed=missed if is_late else 0,
        proof=Proof.CONNECTION,
        note=" · ".join(notes),
    )
