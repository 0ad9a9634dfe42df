"""Who comes next on the waiting list of a session."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.parties import Employment, TraineeStatus
from trainingdesk.domain.sessions import Enrolment, EnrolmentState, SessionState, WaitingEntry
from trainingdesk.services import parties, planning, waiting
from trainingdesk.storage import sessions, teaching


def put(filled, days=0, **who):
    entry = WaitingEntry(
        session_id=filled.session, since=filled.clock.day - timedelta(days=days), **who
    )
    return planning.wait(filled.office, entry).saved_id


def full(filled, seats=4):
    session = sessions.SESSIONS.get(filled.office.db, filled.session)
    slots = sessions.slots_of(filled.office.db, filled.session)
    planning.plan_session(filled.office, replace(session, maximum=seats, minimum=None), slots)


@pytest.fixture
def candidate(filled):
    return filled.new_trainee("Jeanne", "Morel")


def test_nobody_is_proposed_while_the_session_is_full(filled, candidate):
    full(filled)
    put(filled, trainee_id=candidate, client_id=filled.town_hall)
    assert waiting.next_one(filled.office, filled.session) is None


def test_who_waits_longest_is_proposed_the_seat_that_frees(filled, candidate):
    full(filled)
    put(filled, client_id=filled.individual)
    first = put(filled, days=3, trainee_id=candidate, client_id=filled.town_hall)
    seat = sessions.ENROLMENTS.get(filled.office.db, filled.enrolments[0])
    planning.enrol(filled.office, [replace(seat, state=EnrolmentState.CANCELLED)])
    proposed = waiting.next_one(filled.office, filled.session)
    assert (proposed.free, proposed.entry.id) == (1, first)


@pytest.mark.parametrize("state", [SessionState.CANCELLED, SessionState.POSTPONED])
def test_a_session_that_was_given_up_proposes_no_seat(filled, candidate, state):
    full(filled, seats=9)
    put(filled, trainee_id=candidate)
    planning.set_state(filled.office, filled.session, state)
    assert waiting.next_one(filled.office, filled.session) is None


def test_without_a_maximum_no_seat_is_said_to_be_free(filled, candidate):
    full(filled, seats=None)
    put(filled, trainee_id=candidate)
    assert waiting.next_one(filled.office, filled.session) is None


def test_the_seat_is_given_and_the_entry_gone(filled, candidate):
    entry = put(filled, trainee_id=candidate, client_id=filled.town_hall)
    done = waiting.seat(filled.office, entry)
    seat = sessions.ENROLMENTS.get(filled.office.db, done.saved_id)
    assert (seat.trainee_id, seat.client_id) == (candidate, filled.town_hall)
    assert seat.status is TraineeStatus.OTHER
    assert sessions.waiting_for(filled.office.db, filled.session) == []


def test_the_employer_buys_where_no_client_was_named(filled, candidate):
    parties.employ(filled.office, Employment(trainee_id=candidate, client_id=filled.town_hall))
    done = waiting.seat(filled.office, put(filled, trainee_id=candidate))
    seat = sessions.ENROLMENTS.get(filled.office.db, done.saved_id)
    assert (seat.client_id, seat.employer_id) == (filled.town_hall, filled.town_hall)


def test_an_individual_has_no_employer(filled, candidate):
    done = waiting.seat(
        filled.office, put(filled, trainee_id=candidate, client_id=filled.individual)
    )
    assert sessions.ENROLMENTS.get(filled.office.db, done.saved_id).employer_id is None


def test_a_client_may_wait_for_a_seat_without_a_name(filled):
    done = waiting.seat(filled.office, put(filled, client_id=filled.town_hall))
    assert sessions.ENROLMENTS.get(filled.office.db, done.saved_id).trainee_id is None


def test_a_seat_that_nobody_buys_is_refused_and_the_entry_stays(filled, candidate):
    entry = put(filled, trainee_id=candidate)
    with pytest.raises(RuleBroken, match="pour quel client"):
        waiting.seat(filled.office, entry)
    assert len(sessions.waiting_for(filled.office.db, filled.session)) == 1


def test_the_room_decides_where_it_has_fewer_chairs_than_the_session_has_seats(filled, candidate):
    full(filled, seats=9)
    put(filled, trainee_id=candidate, client_id=filled.town_hall)
    room = teaching.ROOMS.get(filled.office.db, filled.room)
    parties.save_room(filled.office, replace(room, capacity=5))
    assert waiting.next_one(filled.office, filled.session).free == 1
    parties.save_room(filled.office, replace(room, capacity=4))
    assert waiting.next_one(filled.office, filled.session) is None


def test_what_began_has_no_seat_to_propose(filled, candidate):
    full(filled, seats=9)
    put(filled, trainee_id=candidate, client_id=filled.town_hall)
    filled.clock.day = date(2026, 5, 18)
    assert waiting.next_one(filled.office, filled.session) is not None
    filled.clock.day = date(2026, 5, 19)
    assert waiting.next_one(filled.office, filled.session) is None


def test_a_seat_notes_what_its_person_follows_elsewhere(filled, candidate):
    session = sessions.SESSIONS.get(filled.office.db, filled.session)
    slots = [replace(slot, id=None) for slot in sessions.slots_of(filled.office.db, filled.session)]
    other = planning.plan_session(filled.office, replace(session, id=None), slots).saved_id
    planning.enrol(
        filled.office,
        [Enrolment(session_id=other, client_id=filled.town_hall, trainee_id=candidate)],
    )
    entry = put(filled, trainee_id=candidate, client_id=filled.town_hall, note="prioritaire")
    given = waiting.seat(filled.office, entry).saved_id
    first, *kept = sessions.ENROLMENTS.get(filled.office.db, given).notes.splitlines()
    assert first == "prioritaire"
    assert len(kept) == len(slots)
    assert "Jeanne Morel suit déjà la session" in kept[0]
