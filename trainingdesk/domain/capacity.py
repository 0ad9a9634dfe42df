"""More people than a session admits or its rooms have chairs for: told, never refused."""

from collections.abc import Iterable

from trainingdesk.domain.teaching import Room
from trainingdesk.french import plural


def sentences(people: int, maximum: int | None, rooms: Iterable[Room] = ()) -> tuple[str, ...]:
    """Say what so many people are too many for; a limit that nobody set limits nothing."""
    told = []
    if maximum is not None and people > maximum:
        told.append(
            f"{plural(people, 'personne')} pour un maximum de {maximum} : scindez la session."
        )
    small = {room.id: room for room in rooms if room.capacity and people > room.capacity}
    told += [
        f"{plural(people, 'personne')} pour {plural(room.capacity or 0, 'place')} : la salle "
        f"« {room.name} » est trop petite."
        for room in small.values()
    ]
    return tuple(told)


def free(people: int, maximum: int | None, rooms: Iterable[Room] = ()) -> int | None:
    """Return how many more people the narrowest limit admits, less than 0 when there are too many.

    `None` means that nothing limits them.
    """
    limits = [room.capacity for room in rooms if room.capacity]
    limits += [maximum] if maximum is not None else []
    return min(limits) - people if limits else None
