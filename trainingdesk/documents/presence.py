"""How papers name a slot, and what they say of someone in it."""

from datetime import time
from decimal import Decimal

from trainingdesk.domain.attendance import Attendance, Presence
from trainingdesk.domain.labels import label
from trainingdesk.domain.sessions import Slot
from trainingdesk.french import NBSP, clock, hours

NIGHT_ENDS, EVENING_STARTS = time(5), time(18)
MINUTES_AN_HOUR = 60
NOUNS = {
    Presence.PRESENT: "Présence",
    Presence.ABSENT: "Absence",
    Presence.EXCUSED: "Absence justifiée",
    Presence.LATE: "Retard",
}


def part_of_day(slot: Slot) -> str:
    """Return «Matin», «Après-midi», or what people call the hours that are neither."""
    if slot.starts_at < NIGHT_ENDS:
        return "Nuit"
    if slot.starts_at >= EVENING_STARTS:
        return "Soirée"
    return label(slot.day_part).capitalize()


def times(slot: Slot) -> str:
    """Return the start and the end of a slot: «9 h – 12 h 30»."""
    return f"{clock(slot.starts_at)} – {clock(slot.ends_at)}"


def delay(minutes: int) -> str:
    """Return how long someone missed: «20 min», «1 h 10»."""
    if minutes >= MINUTES_AN_HOUR:
        return hours(Decimal(minutes) / MINUTES_AN_HOUR)
    return f"{minutes}{NBSP}min"


def seen(mark: Attendance) -> str:
    """Return what a mark says, in nouns that fit everyone."""
    if mark.presence is Presence.LATE and mark.minutes_missed:
        return f"{NOUNS[mark.presence]} {delay(mark.minutes_missed)}"
    return NOUNS[mark.presence]
