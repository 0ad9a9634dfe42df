"""A session and a trainer's planning go into other calendars."""

from dataclasses import replace
from datetime import date, time

import pytest

from tests.support.office_sample import OFFICE
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.sessions import Modality, SessionState, Slot, TrainingSession
from trainingdesk.domain.teaching import Trainer
from trainingdesk.services import parties, planning
from trainingdesk.services.calendars import office_calendar, session_calendar, trainer_calendar
from trainingdesk.storage import sessions as store
from trainingdesk.storage.agenda import Wanted

FIRST, LAST = date(2026, 5, 1), date(2026, 5, 31)


def lines(content, start):
    text = content.decode("utf-8").replace("\r\n ", "")
    return [line for line in text.split("\r\n") if line.startswith(start)]


def change(filled, slots=None, **facts):
    session = store.SESSIONS.get(filled.office.db, filled.session)
    kept = store.slots_of(filled.office.db, filled.session)
    planning.plan_session(filled.office, replace(session, **facts), slots or kept)


def test_each_slot_of_a_session_is_an_entry(filled):
    content = session_calendar(filled.office, filled.session)
    assert [line.split(":")[1] for line in lines(content, "DTSTART;")] == [
        "20260518T090000",
        "20260518T133000",
        "20260519T090000",
        "20260519T133000",
    ]
    assert lines(content, "X-WR-CALNAME:")[0].startswith("X-WR-CALNAME:S-2026-001 – ")
    assert "salle Cévennes" in lines(content, "LOCATION:")[0]
    assert "Formateur\xa0: Marc Tellier" in lines(content, "DESCRIPTION:")[0]


def test_an_entry_is_known_again_after_its_slot_moved(filled):
    before = lines(session_calendar(filled.office, filled.session), "UID:")
    planning.shift(filled.office, filled.session, weeks=2)
    after = lines(session_calendar(filled.office, filled.session), "UID:")
    assert before == after
    assert before[0] == f"UID:S-2026-001-{filled.slots[0]}@{OFFICE.siret}"


def test_a_session_at_a_distance_gives_its_link(filled):
    change(filled, modality=Modality.REMOTE, remote_link="https://visio.example/1")
    content = session_calendar(filled.office, filled.session)
    assert set(lines(content, "LOCATION:")) == {"LOCATION:À distance"}
    assert set(lines(content, "URL:")) == {"URL:https://visio.example/1"}


def test_several_trainers_or_none_are_named_as_they_are(filled):
    second = Trainer(first_name="Ida", last_name="Roche")
    other = parties.save_trainer(filled.office, second).saved_id
    morning, afternoon, *_ = filled.slots
    planning.change_trainer(filled.office, morning, filled.trainer, other)
    planning.change_trainer(filled.office, afternoon)
    first, then, *_ = lines(session_calendar(filled.office, filled.session), "DESCRIPTION:")
    assert first.endswith("Formateurs\xa0: Marc Tellier et Ida Roche")
    assert then == "DESCRIPTION:Session S-2026-001"


def test_a_session_without_dates_has_no_calendar(filled):
    empty = TrainingSession(number="", course_version_id=filled.version, title="Plus tard")
    session_id = planning.plan_session(filled.office, empty).saved_id
    with pytest.raises(RuleBroken, match="pas encore de dates"):
        session_calendar(filled.office, session_id)


def test_a_trainers_planning_holds_all_sessions_of_the_span(filled):
    slot = Slot(day=LAST, starts_at=time(22), ends_at=time(2), trainer_ids=(filled.trainer,))
    night = TrainingSession(number="", course_version_id=filled.version, title="Rondes")
    planning.plan_session(filled.office, night, [slot, replace(slot, day=date(2026, 6, 1))])
    content = trainer_calendar(filled.office, filled.trainer, FIRST, LAST)
    assert len(lines(content, "BEGIN:VEVENT")) == 5
    assert lines(content, "SUMMARY:")[-1] == "SUMMARY:Rondes"
    assert lines(content, "DTEND;")[-1].endswith(":20260601T020000")
    assert lines(content, "X-WR-CALNAME:") == ["X-WR-CALNAME:Planning – Tellier Marc"]


def test_what_was_given_up_is_not_in_the_planning(filled):
    planning.set_state(filled.office, filled.session, SessionState.CANCELLED)
    with pytest.raises(RuleBroken, match="aucun créneau"):
        trainer_calendar(filled.office, filled.trainer, FIRST, LAST)


@pytest.mark.parametrize(
    ("whose", "name"),
    [
        pytest.param(lambda _filled: Wanted(), OFFICE.trade_name, id="the whole office"),
        pytest.param(
            lambda filled: Wanted(trainer_id=filled.trainer), "Marc Tellier", id="a trainer"
        ),
        pytest.param(lambda filled: Wanted(room_id=filled.room), "salle Cévennes", id="a room"),
        pytest.param(lambda filled: Wanted(venue_id=filled.venue), "Planning – ", id="a venue"),
    ],
)
def test_a_calendar_is_of_everybody_or_of_one(filled, whose, name):
    content = office_calendar(filled.office, FIRST, LAST, whose(filled))
    assert len(lines(content, "DTSTART;")) == 4
    assert name in lines(content, "X-WR-CALNAME:")[0]


def test_there_is_no_calendar_of_nothing(filled):
    with pytest.raises(RuleBroken, match="rien à exporter"):
        office_calendar(filled.office, FIRST, LAST, Wanted(trainer_id=filled.trainer + 1))
