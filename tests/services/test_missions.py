"""Missions: proposed, written, sent, signed, and the papers made from them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from tests.support.mission_sample import buy
from tests.support.offices import rules_of
from trainingdesk.domain.conditions import Conditions
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.missions import Mission, MissionPay, MissionState
from trainingdesk.domain.sessions import SessionState
from trainingdesk.services import conditions, missions, parties, planning, publishing, removing
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import missions as store
from trainingdesk.storage import papers, teaching

TODAY = date(2026, 4, 10)


def mission(filled):
    return missions.mission(filled.office, filled.session, filled.trainer)


def subject(filled):
    return Subject(session_id=filled.session, trainer_id=filled.trainer)


def test_a_mission_that_nobody_wrote_is_proposed(filled):
    inside = mission(filled)
    assert (inside.pay, inside.rate, inside.state) == (
        MissionPay.FLAT,
        None,
        MissionState.TO_PREPARE,
    )
    buy(filled, "520.00")
    bought = mission(filled)
    assert (bought.pay, bought.rate) == (MissionPay.DAY, D("520.00"))


def test_a_mission_is_written_sent_and_signed(filled):
    buy(filled)
    saved = missions.save(filled.office, replace(mission(filled), rate=D("480.00"))).saved_id
    missions.note_sent(filled.office, filled.session, filled.trainer)
    assert mission(filled).sent_on == TODAY
    filled.clock.day = date(2026, 4, 14)
    missions.note_signed(filled.office, filled.session, filled.trainer)
    kept = mission(filled)
    assert (kept.id, kept.rate, kept.sent_on, kept.signed_on) == (
        saved,
        D("480.00"),
        TODAY,
        date(2026, 4, 14),
    )
    with pytest.raises(RuleBroken, match="signée"):
        missions.remove(filled.office, saved)


def test_a_signature_tells_that_it_was_sent(filled):
    missions.note_signed(filled.office, filled.session, filled.trainer)
    assert mission(filled).sent_on == TODAY


def test_a_mission_written_by_mistake_is_taken_away(filled):
    saved = missions.save(filled.office, mission(filled)).saved_id
    missions.remove(filled.office, saved)
    assert mission(filled).id is None


def test_a_trainer_without_a_slot_has_no_mission(filled):
    other = parties.save_trainer(
        filled.office, replace(teaching.TRAINERS.get(filled.office.db, filled.trainer), id=None)
    ).saved_id
    with pytest.raises(RuleBroken, match="aucun créneau"):
        missions.save(filled.office, Mission(session_id=filled.session, trainer_id=other))


def test_what_a_trainer_was_given_is_listed_by_session(filled):
    (given,) = store.of_trainer(filled.office.db, filled.trainer)
    assert (given.number, given.first_day, given.last_day, given.mission_id) == (
        "S-2026-001",
        date(2026, 5, 18),
        date(2026, 5, 19),
        None,
    )
    assert store.of_session(filled.office.db, filled.session) == [given]
    missions.note_sent(filled.office, filled.session, filled.trainer)
    assert store.of_trainer(filled.office.db, filled.trainer)[0].sent_on == TODAY


def test_a_session_that_is_called_off_is_not_coming(filled):
    assert len(store.coming(filled.office.db, TODAY)) == 1
    assert store.coming(filled.office.db, date(2026, 5, 20)) == []
    planning.set_state(filled.office, filled.session, SessionState.CANCELLED)
    assert store.coming(filled.office.db, TODAY) == []


def test_the_contract_prints_the_mission_and_the_terms_in_force(filled):
    buy(filled, "520.00")
    trainer = teaching.TRAINERS.get(filled.office.db, filled.trainer)
    teaching.TRAINERS.update(filled.office.db, replace(trainer, notes="Négocier"))
    prepared = publishing.prepare(filled.office, "subcontracting_contract", subject(filled))
    data = prepared.data
    assert (data.price, data.head_count, data.sees_vigilance) == (D("1040.00"), 4, False)
    assert data.file.participants == ()
    assert (data.trainer.notes, data.trainer.day_rate) == ("", None)
    assert data.solicitation is None
    rules = rules_of("lexom")
    conditions.save_new_version(filled.office, Conditions(number=2, starts_on=TODAY, rules=rules))
    again = publishing.prepare(filled.office, "subcontracting_contract", subject(filled))
    assert again.data.solicitation == rules.solicitation


def test_the_contract_holds_the_trainers_own_slots_only(filled):
    buy(filled, "520.00")
    planning.change_trainer(filled.office, filled.slots[0])
    data = publishing.prepare(filled.office, "subcontracting_contract", subject(filled)).data
    assert len(data.file.slots) == 3
    assert data.price == D("780.00")


def test_a_contract_from_5000_euros_asks_for_vigilance(filled):
    buy(filled, "2500.00")
    prepared = publishing.prepare(filled.office, "subcontracting_contract", subject(filled))
    assert prepared.data.sees_vigilance


def test_the_letter_leaves_and_is_found_by_session_and_trainer(filled):
    prepared = publishing.prepare(filled.office, "mission_letter", subject(filled))
    assert "Mme Amélie Œuvrard" in {person.name for person in prepared.data.file.participants}
    done = publishing.issue(filled.office, prepared, anyway=True)
    (paper,) = papers.papers_where(filled.office.db, "id = ?", [done.saved_id])
    assert (paper.session_id, paper.trainer_id) == (filled.session, filled.trainer)
    again = publishing.prepare(filled.office, "mission_letter", subject(filled))
    assert publishing.issue(filled.office, again, anyway=True).saved_id == done.saved_id


def test_noting_that_it_left_does_not_change_the_paper(filled):
    before = publishing.prepare(filled.office, "mission_letter", subject(filled)).data
    missions.note_signed(filled.office, filled.session, filled.trainer)
    assert publishing.prepare(filled.office, "mission_letter", subject(filled)).data == before


@pytest.mark.parametrize("name", ["session_id", "trainer_id"])
def test_a_paper_of_half_a_subject_is_refused(filled, name):
    with pytest.raises(RuleBroken, match="session et le formateur"):
        publishing.prepare(
            filled.office, "mission_letter", replace(subject(filled), **{name: None})
        )


def test_a_trainer_with_a_mission_is_not_deleted(filled):
    missions.save(filled.office, mission(filled))
    with pytest.raises(RuleBroken, match="mission"):
        removing.delete(filled.office, "trainer", filled.trainer, "Marc Tellier")
