"""A session is told which of its trainers, rooms and trainees are elsewhere."""

from dataclasses import replace
from datetime import date, time

import pytest

from trainingdesk.domain.clashes import Shared
from trainingdesk.domain.sessions import (
    EnrolmentState,
    Modality,
    SessionState,
    Slot,
    TrainingSession,
)
from trainingdesk.services import planning
from trainingdesk.services.clashes import clashes
from trainingdesk.storage import sessions as store

DAY = date(2026, 5, 18)
"""The first day of the session there is: 9 h – 12 h 30, then the afternoon."""


def slot(start=9, end=12, day=DAY, **facts):
    return Slot(day=day, starts_at=time(start), ends_at=time(end), **facts)


def other(filled, **facts):
    return TrainingSession(number="", course_version_id=filled.version, title="Autre", **facts)


def shared(found):
    return [clash.taken.shared for clash in found]


def test_the_trainer_of_a_slot_is_taken_by_name(filled):
    found = clashes(filled.office, other(filled), [slot(trainer_ids=(filled.trainer,))])
    assert shared(found) == [Shared.TRAINER]
    assert found[0].taken.session_number == "S-2026-001"
    assert found[0].taken.name


@pytest.mark.parametrize(
    ("facts", "slot_facts", "found"),
    [
        pytest.param({"own": True}, {}, [Shared.ROOM], id="the session's room"),
        pytest.param({}, {"own": True}, [Shared.ROOM], id="the slot's room"),
        pytest.param({}, {}, [], id="no room"),
        pytest.param({"own": True}, {"is_remote": True}, [], id="a slot at a distance"),
        pytest.param(
            {"own": True, "modality": Modality.REMOTE}, {}, [], id="a session at a distance"
        ),
        pytest.param(
            {"own": True, "state": SessionState.CANCELLED}, {}, [], id="a session given up"
        ),
    ],
)
def test_a_room_is_wanted_where_people_come(filled, facts, slot_facts, found):
    def placed(given):
        kept = {name: value for name, value in given.items() if name != "own"}
        return kept | ({"room_id": filled.room} if given.get("own") else {})

    session = other(filled, **placed(facts))
    assert shared(clashes(filled.office, session, [slot(**placed(slot_facts))])) == found


def without_own_rooms(filled, **facts):
    kept = store.SESSIONS.get(filled.office.db, filled.session)
    slots = store.slots_of(filled.office.db, filled.session)
    free = [replace(each, room_id=None) for each in slots]
    planning.plan_session(filled.office, replace(kept, **facts), free)


@pytest.mark.parametrize(
    ("facts", "count"),
    [
        pytest.param({}, 1, id="its session's"),
        pytest.param({"modality": Modality.REMOTE}, 0, id="none at a distance"),
        pytest.param({"room_id": None}, 0, id="none yet"),
    ],
)
def test_a_slot_without_room_of_its_own_takes_its_sessions(filled, facts, count):
    without_own_rooms(filled, **facts)
    found = clashes(filled.office, other(filled), [slot(room_id=filled.room)])
    assert len(found) == count


@pytest.mark.parametrize("state", [SessionState.POSTPONED, SessionState.CANCELLED])
def test_a_session_that_was_given_up_takes_nothing(filled, state):
    planning.set_state(filled.office, filled.session, state)
    assert clashes(filled.office, other(filled), [slot(trainer_ids=(filled.trainer,))]) == ()


def test_slots_that_only_touch_do_not_clash(filled):
    wanted = slot(7, 9, trainer_ids=(filled.trainer,), room_id=filled.room)
    assert clashes(filled.office, other(filled), [wanted]) == ()


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        pytest.param(slot(22, 10, date(2026, 5, 17)), 1, id="into the first morning"),
        pytest.param(slot(22, 9, date(2026, 5, 17)), 0, id="until it begins"),
        pytest.param(slot(22, 8), 0, id="between the two days"),
    ],
)
def test_a_night_slot_meets_the_next_morning(filled, wanted, count):
    found = clashes(filled.office, other(filled), [replace(wanted, trainer_ids=(filled.trainer,))])
    assert len(found) == count


def test_a_morning_meets_the_night_slot_of_the_day_before(filled):
    night = slot(22, 6, date(2026, 6, 1), trainer_ids=(filled.trainer,))
    planning.plan_session(filled.office, other(filled), [night])
    early = slot(5, 8, date(2026, 6, 2), trainer_ids=(filled.trainer,))
    assert len(clashes(filled.office, other(filled), [early])) == 1


def test_a_session_does_not_clash_with_itself(filled):
    session = store.SESSIONS.get(filled.office.db, filled.session)
    slots = store.slots_of(filled.office.db, filled.session)
    assert clashes(filled.office, session, slots) == ()


def second_session(filled):
    """Plan another session at the time of the first, with its first trainee."""
    done = planning.plan_session(filled.office, other(filled), [slot()])
    first = store.ENROLMENTS.get(filled.office.db, filled.enrolments[0])
    seat = replace(first, id=None, session_id=done.saved_id)
    seat_id = planning.enrol(filled.office, [seat]).saved_id
    return store.SESSIONS.get(filled.office.db, done.saved_id), seat_id


def test_a_trainee_cannot_sit_in_two_sessions_at_once(filled):
    session, _ = second_session(filled)
    found = clashes(filled.office, session, [slot()])
    assert shared(found) == [Shared.TRAINEE]
    assert found[0].taken.name == "Amélie Œuvrard"


@pytest.mark.parametrize(
    ("facts", "count"),
    [
        pytest.param({"state": EnrolmentState.CANCELLED}, 0, id="cancelled"),
        pytest.param({"state": EnrolmentState.DROPPED_OUT}, 0, id="dropped out"),
        pytest.param({"left_on": date(2026, 5, 17)}, 0, id="left the day before"),
        pytest.param({"left_on": DAY}, 1, id="leaves that day"),
        pytest.param({"trainee_id": None}, 0, id="no name yet"),
    ],
)
@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_who_does_not_come_does_not_clash(filled, facts, count, side):
    session, seat_id = second_session(filled)
    changed = seat_id if side == "ours" else filled.enrolments[0]
    seat = store.ENROLMENTS.get(filled.office.db, changed)
    planning.enrol(filled.office, [replace(seat, **facts)])
    assert len(clashes(filled.office, session, [slot()])) == count
