"""A session is told when it has more people than room."""

from dataclasses import replace
from datetime import date, time

import pytest

from trainingdesk.domain.sessions import EnrolmentState, Modality, Slot
from trainingdesk.domain.teaching import Room
from trainingdesk.services import capacity, parties, planning
from trainingdesk.storage import sessions as store


def small_room(filled, name="Cagibi"):
    room = Room(venue_id=filled.venue, name=name, capacity=3)
    return parties.save_room(filled.office, room).saved_id


def limit(filled, **facts):
    session = store.SESSIONS.get(filled.office.db, filled.session)
    slots = store.slots_of(filled.office.db, filled.session)
    free = [replace(slot, room_id=None) for slot in slots]
    planning.plan_session(filled.office, replace(session, **facts), free)


@pytest.mark.parametrize(
    ("maximum", "more", "told", "over"),
    [(4, 0, 0, 0), (4, 1, 1, 0), (3, 0, 1, 1), (None, 9, 0, 0)],
    ids=["full", "one more to come", "one too many", "no limit"],
)
def test_the_maximum_limits(filled, maximum, more, told, over):
    limit(filled, maximum=maximum, room_id=None)
    assert len(capacity.warnings(filled.office, filled.session, more=more)) == told
    assert capacity.excess(filled.office, filled.session) == over


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        pytest.param({}, True, id="in the room"),
        pytest.param({"modality": Modality.REMOTE}, False, id="at a distance"),
    ],
)
def test_the_chairs_of_the_room_limit(filled, facts, told):
    limit(filled, maximum=None, room_id=small_room(filled), **facts)
    assert bool(capacity.warnings(filled.office, filled.session)) is told


def test_the_room_of_one_slot_limits_and_a_slot_at_a_distance_does_not(filled):
    session = replace(store.SESSIONS.get(filled.office.db, filled.session), maximum=None)
    slot = Slot(day=date(2026, 6, 1), starts_at=time(9), ends_at=time(12))
    here = replace(slot, room_id=small_room(filled))
    assert len(capacity.too_many(filled.office, session, [here], 4)) == 1
    far = replace(slot, is_remote=True)
    crowded = replace(session, room_id=small_room(filled, "Placard"))
    assert capacity.too_many(filled.office, crowded, [far], 4) == ()
    assert len(capacity.too_many(filled.office, crowded, [], 4)) == 1


def test_who_gave_his_seat_up_takes_none(filled):
    seat = store.ENROLMENTS.get(filled.office.db, filled.enrolments[0])
    planning.enrol(filled.office, [replace(seat, state=EnrolmentState.CANCELLED)])
    assert capacity.seated(filled.office, filled.session) == 3
