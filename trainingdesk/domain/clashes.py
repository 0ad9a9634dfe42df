"""Clashes: a trainer, a room or a trainee wanted when they are elsewhere or cannot be had."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trainingdesk.domain.sessions import Slot, span
from trainingdesk.domain.unavailabilities import Unavailability
from trainingdesk.french import listed, short_date, typeset


class Shared(StrEnum):
    """What can only be in one session at a time."""

    TRAINER = "trainer"
    ROOM = "room"
    TRAINEE = "trainee"


_VERBS = {
    Shared.TRAINER: ("anime", "animent"),
    Shared.ROOM: ("accueille", "accueillent"),
    Shared.TRAINEE: ("suit", "suivent"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A trainer, room or trainee that a slot wants; `wanted_id` is theirs."""

    shared: Shared
    wanted_id: int
    slot: Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A trainer, room or trainee that a slot of another session has."""

    shared: Shared
    wanted_id: int
    name: str
    slot: Slot
    session_number: str
    session_title: str

    @property
    def source(self) -> tuple[object, ...]:
        """What keeps them: the same for all whom one slot keeps."""
        return ("slot", self.slot.id)

    def meets(self, slot: Slot) -> bool:
        """Whether they are wanted at a moment at which they are taken; touching is none."""
        return slot.start < self.slot.end and self.slot.start < slot.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """A trainer or room that cannot be had for a while."""

    shared: Shared
    wanted_id: int
    name: str
    away: Unavailability

    @property
    def source(self) -> tuple[object, ...]:
        """What keeps them."""
        return ("away", self.away.id, self.wanted_id)

    def meets(self, slot: Slot) -> bool:
        """Whether they are wanted at a moment at which they are away."""
        return self.away.meets(slot)


Use = Taken | Away


@dataclass(frozen=True, slots=True)
class Clash:
    """A slot of ours, and what keeps somebody or something of it at the time."""

    slot: Slot
    taken: Use

    @property
    def key(self) -> tuple[object, ...]:
        """What stays the same while other things of the slot change."""
        theirs = self.taken
        return (theirs.shared, theirs.wanted_id, theirs.source, self.slot.start, self.slot.end)


def clashes(needs: Iterable[Need], taken: Iterable[Use]) -> tuple[Clash, ...]:
    """Return the clashes in time order; slots that only touch (12 h / 12 h) do not clash."""
    uses: defaultdict[tuple[Shared, int], list[Use]] = defaultdict(list)
    for use in taken:
        uses[use.shared, use.wanted_id].append(use)
    found = [
        Clash(need.slot, use)
        for need in needs
        for use in uses[need.shared, need.wanted_id]
        if use.meets(need.slot)
    ]
    order = list(Shared)
    return tuple(
        sorted(found, key=lambda clash: (clash.slot.start, order.index(clash.taken.shared)))
    )


def sentences(found: Sequence[Clash]) -> tuple[str, ...]:
    """Tell the clashes, one sentence for all that meet in the same two slots."""
    together: defaultdict[tuple[object, ...], list[Clash]] = defaultdict(list)
    for clash in found:
        together[clash.taken.shared, clash.taken.source, clash.slot.start].append(clash)
    return tuple(_sentence(group) for group in together.values())


KEPT = "Conflit gardé le"


def kept_note(found: Sequence[Clash], reason: str, on: date) -> str:
    """Return what a session notes of clashes that somebody keeps, and why."""
    said = [f"{KEPT} {short_date(on)} – {sentence}" for sentence in sentences(found)]
    why = f" Motif : {reason.strip()}" if reason.strip() else ""
    return typeset("\n".join(said) + why)


def without_kept(notes: str) -> str:
    """Return the notes of a session as a copy at other dates takes them over."""
    return "\n".join(line for line in notes.splitlines() if not line.startswith(KEPT))


def _sentence(group: Sequence[Clash]) -> str:
    first = group[0].taken
    if isinstance(first, Away):
        why = f" ({first.away.reason})" if first.away.reason else ""
        return typeset(
            f"{span(group[0].slot)} : {first.name} n’est pas disponible {first.away.span}{why}."
        )
    verb = _VERBS[first.shared][len(group) > 1]
    names = listed([each.taken.name for each in group])
    return typeset(
        f"{span(first.slot)} : {names} {verb} déjà la session {first.session_number} "
        f"« {first.session_title} »."
    )
