"""When trainers and rooms cannot be had is noted, told of sessions, and taken back."""

from dataclasses import replace
from datetime import date, time

import pytest

from trainingdesk.domain.clashes import Shared, sentences
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.sessions import Modality, Slot, TrainingSession
from trainingdesk.domain.unavailabilities import Unavailability
from trainingdesk.services import removing, unavailabilities
from trainingdesk.services.changes import Kind
from trainingdesk.services.clashes import clashes
from trainingdesk.storage import unavailabilities as store

DAY = date(2026, 6, 1)
FIRST = date(2026, 5, 18)
"""The first day of the session there is."""


def away(filled, day=DAY, **facts):
    named = {} if "room_id" in facts else {"trainer_id": filled.trainer}
    return Unavailability(**({"first_day": day, "last_day": day} | named | facts))


def found(filled, slot, **facts):
    session = TrainingSession(number="", course_version_id=filled.version, title="Autre", **facts)
    return clashes(filled.office, session, [slot])


def slot(start=9, end=12, day=DAY, **facts):
    return Slot(day=day, starts_at=time(start), ends_at=time(end), **facts)


def test_a_trainer_who_is_away_is_told_with_the_reason(filled):
    done = unavailabilities.save(filled.office, away(filled, reason="congés"))
    (clash,) = found(filled, slot(trainer_ids=(filled.trainer,)))
    assert clash.taken.shared is Shared.TRAINER
    (words,) = sentences([clash])
    assert "n’est pas disponible" in words
    assert "(congés)" in words
    assert done.kinds == {Kind.TRAINERS, Kind.VENUES}


@pytest.mark.parametrize(
    ("wanted", "facts", "count"),
    [
        pytest.param(slot(), {}, 1, id="the room of the session"),
        pytest.param(slot(is_remote=True), {}, 0, id="a slot at a distance"),
        pytest.param(slot(), {"modality": Modality.REMOTE}, 0, id="a session at a distance"),
        pytest.param(slot(day=date(2026, 6, 2)), {}, 0, id="the day after"),
        pytest.param(slot(22, 6, date(2026, 5, 31)), {}, 1, id="a night that ends then"),
    ],
)
def test_a_room_that_cannot_be_had_is_told_where_people_come(filled, wanted, facts, count):
    unavailabilities.save(filled.office, away(filled, room_id=filled.room))
    assert len(found(filled, wanted, room_id=filled.room, **facts)) == count


def test_touching_is_no_clash(filled):
    part = away(filled, starts_at=time(12), ends_at=time(14))
    unavailabilities.save(filled.office, part)
    assert found(filled, slot(9, 12, trainer_ids=(filled.trainer,))) == ()
    assert len(found(filled, slot(9, 13, trainer_ids=(filled.trainer,)))) == 1


def test_a_session_without_slots_meets_nothing(filled):
    unavailabilities.save(filled.office, away(filled))
    session = TrainingSession(number="", course_version_id=filled.version, title="Autre")
    assert clashes(filled.office, session, []) == ()


def test_people_who_are_to_come_are_told_before_they_are_enrolled(filled):
    session = TrainingSession(number="", course_version_id=filled.version, title="Autre")
    wanted = [slot(day=FIRST)]
    told = clashes(filled.office, session, wanted, trainee_ids=filled.trainees[:1])
    assert [clash.taken.shared for clash in told] == [Shared.TRAINEE]
    assert clashes(filled.office, session, wanted) == ()


def test_what_is_planned_already_is_told(filled):
    (first, second) = unavailabilities.met(filled.office, away(filled, FIRST))
    assert "de 9" in first
    assert "S-2026-001" in second
    afternoon = away(filled, FIRST, starts_at=time(12, 30), ends_at=time(18))
    assert len(unavailabilities.met(filled.office, afternoon)) == 1
    assert len(unavailabilities.met(filled.office, away(filled, FIRST, room_id=filled.room))) == 2
    assert unavailabilities.met(filled.office, away(filled)) == ()


def test_an_unavailability_is_changed_deleted_and_brought_back(filled):
    saved = unavailabilities.save(filled.office, away(filled)).saved_id
    kept = store.UNAVAILABILITIES.get(filled.office.db, saved)
    unavailabilities.save(filled.office, replace(kept, reason="Salon"))
    step = unavailabilities.delete(filled.office, saved)
    assert store.of_trainer(filled.office.db, filled.trainer) == []
    removing.take_back(filled.office, step)
    (again,) = store.of_trainer(filled.office.db, filled.trainer)
    assert (again.id, again.reason) == (saved, "Salon")


def test_those_of_a_venue_are_those_of_its_rooms(filled):
    unavailabilities.save(filled.office, away(filled, room_id=filled.room))
    unavailabilities.save(filled.office, away(filled))
    (one,) = store.of_venue(filled.office.db, filled.venue)
    assert one.room_id == filled.room


def test_what_is_no_span_of_time_is_not_written(filled):
    with pytest.raises(RuleBroken):
        unavailabilities.save(filled.office, away(filled, last_day=date(2026, 5, 1)))
    assert store.UNAVAILABILITIES.where(filled.office.db) == []
