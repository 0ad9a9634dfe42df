"""Whether a session has room for its people, told before anything is saved."""

from collections.abc import Iterable

from trainingdesk.domain import capacity as rules
from trainingdesk.domain.sessions import Modality, Slot, TrainingSession
from trainingdesk.domain.teaching import Room
from trainingdesk.services.office import Office
from trainingdesk.storage import sessions as store
from trainingdesk.storage import teaching

_WITHOUT_ROOM = {Modality.REMOTE, Modality.E_LEARNING}


def too_many(
    office: Office, session: TrainingSession, slots: Iterable[Slot], people: int
) -> tuple[str, ...]:
    """Say what so many people are too many for in a session, saved or not; nothing is refused."""
    return rules.sentences(people, session.maximum, rooms_of(office, session, slots))


def warnings(office: Office, session_id: int, *, more: int = 0) -> tuple[str, ...]:
    """Say what the people of a session, and some *more* of them, are too many for."""
    session = store.SESSIONS.get(office.db, session_id)
    people = seated(office, session_id) + more
    return too_many(office, session, store.slots_of(office.db, session_id), people)


def free(office: Office, session_id: int) -> int | None:
    """Return how many more people a session has room for; `None` means that nothing limits them."""
    session = store.SESSIONS.get(office.db, session_id)
    rooms = rooms_of(office, session, store.slots_of(office.db, session_id))
    return rules.free(seated(office, session_id), session.maximum, rooms)


def excess(office: Office, session_id: int) -> int:
    """Return how many people too many a session has."""
    return max(-(free(office, session_id) or 0), 0)


def seated(office: Office, session_id: int) -> int:
    """Return how many seats of a session are taken, those without a name included."""
    return sum(seat.state.takes_a_seat for seat in store.enrolments_of(office.db, session_id))


def rooms_of(office: Office, session: TrainingSession, slots: Iterable[Slot]) -> list[Room]:
    """Return the rooms that people come to; before there are dates, that of the session."""
    usual = None if session.modality in _WITHOUT_ROOM else session.room_id
    wanted = {slot.room_id or (None if slot.is_remote else usual) for slot in slots} or {usual}
    known = sorted(room_id for room_id in wanted if room_id is not None)
    return [teaching.ROOMS.get(office.db, room_id) for room_id in known]
