"""Whether a session can have its trainers, rooms and trainees when it wants them."""

from collections.abc import Collection, Iterator, Sequence

from trainingdesk.domain import clashes as rules
from trainingdesk.domain.clashes import Clash, Need, Shared
from trainingdesk.domain.sessions import (
    Enrolment,
    EnrolmentState,
    Modality,
    SessionState,
    Slot,
    TrainingSession,
)
from trainingdesk.services.office import Office
from trainingdesk.storage import occupancy
from trainingdesk.storage import sessions as store

_GIVEN_UP = {SessionState.POSTPONED, SessionState.CANCELLED}
_WITHOUT_ROOM = {Modality.REMOTE, Modality.E_LEARNING}


def clashes(
    office: Office,
    session: TrainingSession,
    slots: Sequence[Slot],
    *,
    trainee_ids: Collection[int] = (),
) -> tuple[Clash, ...]:
    """Return what the slots of a session, saved or not, want that cannot be had at the time.

    *trainee_ids* are people who are to come beside those who are enrolled. Sessions that were
    given up want nothing and have nothing.
    """
    if session.state in _GIVEN_UP:
        return ()
    needs = tuple(_needs(session, slots, _seats(office, session.id), trainee_ids))
    days = {slot.day for slot in slots}
    uses: list[rules.Use] = []
    for shared in Shared:
        wanted = {need.wanted_id for need in needs if need.shared is shared}
        uses += occupancy.taken(office.db, shared, wanted, days, session.id)
        uses += occupancy.away(office.db, shared, wanted, days)
    return rules.clashes(needs, uses)


def of_people(
    office: Office, session: TrainingSession, trainee_ids: Collection[int]
) -> tuple[Clash, ...]:
    """Return what people follow elsewhere while a session is held that they are to join."""
    slots = store.slots_of(office.db, session.id or 0)
    found = clashes(office, session, slots, trainee_ids=trainee_ids)
    theirs = (
        clash
        for clash in found
        if clash.taken.shared is Shared.TRAINEE and clash.taken.wanted_id in trainee_ids
    )
    return tuple(dict.fromkeys(theirs))


def kept_for(office: Office, session: TrainingSession, trainee_id: int | None) -> str:
    """Return what a seat notes that is given to someone who is elsewhere at the time."""
    found = of_people(office, session, [trainee_id]) if trainee_id is not None else ()
    return rules.kept_note(found, "", office.today()) if found else ""


def _needs(
    session: TrainingSession,
    slots: Sequence[Slot],
    seats: Sequence[Enrolment],
    trainee_ids: Collection[int],
) -> Iterator[Need]:
    usual_room = None if session.modality in _WITHOUT_ROOM else session.room_id
    for slot in slots:
        for trainer_id in slot.trainer_ids:
            yield Need(shared=Shared.TRAINER, wanted_id=trainer_id, slot=slot)
        room_id = slot.room_id or (None if slot.is_remote else usual_room)
        if room_id is not None:
            yield Need(shared=Shared.ROOM, wanted_id=room_id, slot=slot)
        for seat in seats:
            if seat.trainee_id is not None and (seat.left_on is None or slot.day <= seat.left_on):
                yield Need(shared=Shared.TRAINEE, wanted_id=seat.trainee_id, slot=slot)
        for trainee_id in trainee_ids:
            yield Need(shared=Shared.TRAINEE, wanted_id=trainee_id, slot=slot)


def _seats(office: Office, session_id: int | None) -> list[Enrolment]:
    """Return the seats whose people come."""
    if session_id is None:
        return []
    return [
        seat
        for seat in store.enrolments_of(office.db, session_id)
        if seat.state.takes_a_seat and seat.state is not EnrolmentState.DROPPED_OUT
    ]
