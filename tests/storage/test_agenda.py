"""Slots between two days, as the calendar shows them."""

from datetime import date, time

import pytest

from tests.support.filled_office import FilledOffice
from trainingdesk.domain.sessions import SessionState
from trainingdesk.domain.teaching import Room, Trainer
from trainingdesk.services import parties, planning
from trainingdesk.storage import agenda, sessions
from trainingdesk.storage.agenda import Wanted, absences, bookings, name_of, places, trainer_names

FIRST, LAST = date(2026, 5, 1), date(2026, 5, 31)


@pytest.fixture
def filled():
    made = FilledOffice()
    yield made
    made.office.close()


def away(db, **values):
    row = {
        "trainer_id": None,
        "room_id": None,
        "first_day": "2026-05-18",
        "last_day": "2026-05-20",
        "starts_at": None,
        "ends_at": None,
        "reason": "congés",
    }
    db["unavailability"].insert(row | values)


def test_a_slot_comes_with_all_that_a_calendar_says(filled):
    db = filled.office.db
    found = bookings(db, FIRST, LAST)
    session = sessions.SESSIONS.get(db, filled.session)
    assert [each.slot.id for each in found] == filled.slots
    first = found[0]
    assert (first.number, first.title, first.state) == (
        session.number,
        session.title,
        session.state,
    )
    assert (first.session_id, first.course_id) == (filled.session, filled.course)
    assert first.slot.trainer_ids == (filled.trainer,)
    assert first.trainers == ("Marc Tellier",)
    assert first.enrolled == 4
    assert first.maximum == session.maximum
    assert first.place


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        pytest.param(date(2026, 5, 18), date(2026, 5, 18), 2, id="a day, both ends included"),
        pytest.param(date(2026, 5, 19), date(2026, 5, 31), 2, id="from its second day on"),
        pytest.param(date(2026, 5, 20), date(2026, 5, 31), 0, id="after it"),
    ],
)
def test_only_the_days_that_are_asked_for_are_read(filled, first, last, count):
    assert len(bookings(filled.office.db, first, last)) == count


@pytest.mark.parametrize("state", [SessionState.CANCELLED, SessionState.POSTPONED])
def test_a_session_that_was_given_up_is_not_on_the_calendar(filled, state):
    planning.set_state(filled.office, filled.session, state)
    assert bookings(filled.office.db, FIRST, LAST) == ()


def test_the_calendar_is_of_one_trainer_room_or_venue(filled):
    office, db = filled.office, filled.office.db
    nobody = parties.save_trainer(office, Trainer(last_name="Ruiz", first_name="Ana")).saved_id
    empty = parties.save_room(office, Room(venue_id=filled.venue, name="Vide")).saved_id
    for wanted, count in (
        (Wanted(trainer_id=filled.trainer), 4),
        (Wanted(trainer_id=nobody), 0),
        (Wanted(room_id=filled.room), 4),
        (Wanted(room_id=empty), 0),
        (Wanted(venue_id=filled.venue), 4),
        (Wanted(trainer_id=filled.trainer, room_id=filled.room), 4),
        (Wanted(trainer_id=nobody, room_id=filled.room), 0),
    ):
        assert len(bookings(db, FIRST, LAST, wanted)) == count, wanted


def test_a_remote_slot_takes_no_place(filled):
    db = filled.office.db
    db.execute("update slot set is_remote = 1, room_id = null where id = ?", [filled.slots[0]])
    found = bookings(db, FIRST, LAST)
    assert found[0].is_remote
    assert found[0].place == "à distance"
    assert len(bookings(db, FIRST, LAST, Wanted(venue_id=filled.venue))) == 3


def test_absences_are_those_of_whom_one_looks_at(filled):
    db = filled.office.db
    away(db, trainer_id=filled.trainer, starts_at="09:00", ends_at="12:00")
    away(db, room_id=filled.room, reason="travaux", first_day="2026-05-19")
    away(db, room_id=filled.room, first_day="2026-06-01", last_day="2026-06-02")
    trainer, room = absences(db, FIRST, LAST)
    assert (trainer.name, trainer.starts_at, trainer.reason) == ("Marc Tellier", time(9), "congés")
    assert (room.last_day, room.starts_at) == (date(2026, 5, 20), None)
    assert absences(db, FIRST, LAST, Wanted(trainer_id=filled.trainer)) == (trainer,)
    assert absences(db, FIRST, LAST, Wanted(room_id=filled.room)) == (room,)
    assert absences(db, FIRST, LAST, Wanted(venue_id=filled.venue)) == (room,)


def test_one_chooses_among_those_who_are_not_archived(filled):
    office, db = filled.office, filled.office.db
    gone = Trainer(last_name="Ancien", archived_on=FIRST)
    parties.save_trainer(office, gone)
    assert trainer_names(db) == [(filled.trainer, "Tellier Marc")]
    venue, room = places(db)
    assert (venue.venue_id, venue.room_id) == (filled.venue, None)
    assert (room.venue_id, room.room_id) == (filled.venue, filled.room)
    assert room.name.startswith(f"{venue.name} – ")


def test_a_calendar_says_whose_it_is(filled):
    db = filled.office.db
    venue, room = places(db)
    assert name_of(db, Wanted()) == ""
    both = Wanted(trainer_id=filled.trainer, room_id=filled.room)
    assert name_of(db, both) == f"Marc Tellier, {room.name}"
    assert name_of(db, Wanted(venue_id=filled.venue)) == venue.name


def test_a_stretch_is_read_by_the_days_of_the_slots(filled):
    condition, values = agenda.held(FIRST, LAST)
    query = f"explain query plan {agenda._BOOKINGS}{condition}"
    plan = [row["detail"] for row in filled.office.db.query(query, values)]
    assert any("slot_day" in step for step in plan)
    assert not [step for step in plan if step.startswith("SCAN") and "json" not in step]
