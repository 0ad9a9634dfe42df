"""Clashes: a trainer, a room or a trainee wanted in two sessions at the same time."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from trainingdesk.domain.sessions import Slot, span
from trainingdesk.french import listed, typeset


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


@dataclass(frozen=True, slots=True)
class Clash:
    """A slot of ours, and what another session has at the time."""

    slot: Slot
    taken: Taken

    @property
    def key(self) -> tuple[object, ...]:
        """What stays the same while other things of the slot change."""
        theirs = self.taken
        return (theirs.shared, theirs.wanted_id, theirs.slot.id, self.slot.start, self.slot.end)


def clashes(needs: Iterable[Need], taken: Iterable[Taken]) -> tuple[Clash, ...]:
    """Return the clashes in time order; slots that only touch (12 h / 12 h) do not clash."""
    uses: defaultdict[tuple[Shared, int], list[Taken]] = defaultdict(list)
    for use in taken:
        uses[use.shared, use.wanted_id].append(use)
    found = [
        Clash(need.slot, use)
        for need in needs
        for use in uses[need.shared, need.wanted_id]
        if need.slot.start < use.slot.end and use.slot.start < need.slot.end
    ]
    order = list(Shared)
    return tuple(
        sorted(found, key=lambda clash: (clash.slot.start, order.index(clash.taken.shared)))
    )


def sentences(found: Sequence[Clash]) -> tuple[str, ...]:
    """Tell the clashes, one sentence for all that meet in the same two slots."""
    together: defaultdict[tuple[object, ...], list[Taken]] = defaultdict(list)
    for clash in found:
        theirs = clash.taken
        together[theirs.shared, theirs.slot.id, clash.slot.start].append(theirs)
    return tuple(_sentence(group) for group in together.values())


def _sentence(group: Sequence[Taken]) -> str:
    first = group[0]
    verb = _VERBS[first.shared][len(group) > 1]
    names = listed([each.name for each in group])
    return typeset(
        f"{span(first.slot)} : {names} {verb} déjà la session {first.session_number} "
        f"« {first.session_title} »."
    )
