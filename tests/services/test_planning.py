"""Sessions are planned, filled and moved on."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from tests.support.office_sample import TOWN_HALL, TRAINER
from trainingdesk.domain.attendance import Attendance, Presence
from trainingdesk.domain.closed_days import ClosedPeriod
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.parties import Employment
from trainingdesk.domain.sessions import (
    Enrolment,
    EnrolmentState,
    Funding,
    SessionState,
    Slot,
    TrainingSession,
    WaitingEntry,
)
from trainingdesk.services import attending, parties, planning, removing, undoing
from trainingdesk.services.changes import Kind
from trainingdesk.services.closed_days import save_closed_periods
from trainingdesk.storage import sessions as store

DAY = date(2026, 9, 7)


def slot(day=DAY, start=9, end=12):
    return Slot(day=day, starts_at=time(start), ends_at=time(end))


def new_session(filled, **facts):
    return TrainingSession(number="", course_version_id=filled.version, title="Accueillir", **facts)


def kept(filled, session):
    return store.SESSIONS.get(filled.office.db, session)


def test_a_new_session_takes_its_dates_and_number_from_its_slots(filled):
    slots = [slot(date(2027, 1, 5)), slot(date(2026, 12, 15))]
    done = planning.plan_session(filled.office, new_session(filled), slots)
    session = kept(filled, done.saved_id)
    assert done.kinds == {Kind.SESSIONS}
    assert session.number == "S-2026-002"
    assert (session.starts_on, session.ends_on) == (date(2026, 12, 15), date(2027, 1, 5))


def test_a_session_without_slots_is_numbered_by_its_start_or_by_today(filled):
    later = planning.plan_session(filled.office, new_session(filled, starts_on=date(2027, 2, 1)))
    now = planning.plan_session(filled.office, new_session(filled))
    assert kept(filled, later.saved_id).number == "S-2027-001"
    assert kept(filled, now.saved_id).number == "S-2026-002"


def test_a_session_written_again_keeps_its_number_and_its_slots_their_ids(filled):
    before = filled.slots
    slots = store.slots_of(filled.office.db, filled.session)
    session = replace(kept(filled, filled.session), maximum=12)
    planning.plan_session(filled.office, session, [*slots, slot()])
    assert filled.slots[:4] == before
    assert len(filled.slots) == 5
    assert kept(filled, filled.session).number == session.number
    assert kept(filled, filled.session).ends_on == DAY


@pytest.mark.parametrize(
    ("facts", "slots", "field"),
    [
        pytest.param({"title": " "}, [], "title", id="no title"),
        pytest.param({"minimum": 9, "maximum": 8}, [], "minimum", id="more asked than admitted"),
        pytest.param({}, [slot(), slot(start=11, end=13)], "slots", id="slots that overlap"),
        pytest.param({}, [slot(start=9, end=9)], "slots", id="a slot without length"),
    ],
)
def test_a_session_that_cannot_be_held_is_refused(filled, facts, slots, field):
    with pytest.raises(RuleBroken) as refusal:
        planning.plan_session(filled.office, replace(new_session(filled), **facts), slots)
    assert refusal.value.field == field
    assert len(store.SESSIONS.where(filled.office.db)) == 1


def test_a_slot_with_attendance_cannot_be_taken_away(filled):
    filled.attend()
    slots = store.slots_of(filled.office.db, filled.session)
    session = kept(filled, filled.session)
    with pytest.raises(RuleBroken, match="18/05/2026 porte un émargement"):
        planning.plan_session(filled.office, session, slots[1:])
    assert len(filled.slots) == 4


def test_a_slot_without_attendance_may_go(filled):
    filled.clock.day = date(2026, 5, 18)
    first = filled.slots[0]
    mark = Attendance(enrolment_id=filled.enrolments[0], slot_id=first, presence=Presence.PRESENT)
    attending.record(filled.office, filled.session, [mark])
    slots = store.slots_of(filled.office.db, filled.session)
    planning.plan_session(filled.office, kept(filled, filled.session), slots[:1])
    assert filled.slots == [first]


def slots_of(filled):
    return store.slots_of(filled.office.db, filled.session)


def test_a_session_is_shifted_whole_past_days_that_are_not_worked(filled):
    before = filled.slots
    save_closed_periods(filled.office, [ClosedPeriod(date(2026, 5, 26))])
    done = planning.shift(filled.office, filled.session, weeks=1)
    days = sorted({each.day for each in slots_of(filled)})
    assert days == [date(2026, 6, 1), date(2026, 6, 2)]
    assert sorted(filled.slots) == sorted(before)
    assert kept(filled, filled.session).starts_on == date(2026, 6, 1)
    assert done.label == "Session décalée, désormais du 1er\xa0juin\xa02026 au 2\xa0juin\xa02026"
    assert {each.trainer_ids for each in slots_of(filled)} == {(filled.trainer,)}


def test_a_session_is_shifted_by_days(filled):
    planning.shift(filled.office, filled.session, days=-3)
    assert {each.day for each in slots_of(filled)} == {date(2026, 5, 15), date(2026, 5, 18)}


def test_a_session_without_dates_cannot_be_shifted(filled):
    empty = planning.plan_session(filled.office, new_session(filled)).saved_id
    with pytest.raises(RuleBroken, match="pas encore de dates"):
        planning.shift(filled.office, empty, days=1)
    assert store.slots_of(filled.office.db, empty) == ()


@pytest.mark.parametrize(
    ("hours", "found"),
    [
        pytest.param((), (time(9), time(12, 30)), id="at the same hours"),
        pytest.param((time(14), time(18)), (time(14), time(18)), id="at other hours"),
    ],
)
def test_one_slot_is_moved_to_another_day(filled, hours, found):
    first = filled.slots[0]
    planning.move_slot(filled.office, first, date(2026, 5, 20), *hours)
    (moved,) = (each for each in slots_of(filled) if each.id == first)
    assert (moved.day, (moved.starts_at, moved.ends_at)) == (date(2026, 5, 20), found)
    assert len(filled.slots) == 4
    assert kept(filled, filled.session).ends_on == date(2026, 5, 20)


def test_a_slot_is_not_moved_onto_another(filled):
    with pytest.raises(RuleBroken, match="se chevauchent"):
        planning.move_slot(filled.office, filled.slots[0], date(2026, 5, 19))
    assert slots_of(filled)[0].day == date(2026, 5, 18)


def test_one_slot_is_cancelled(filled):
    first, *others = filled.slots
    done = planning.cancel_slot(filled.office, first)
    assert filled.slots == others
    assert done.label.startswith("Créneau du 18/05/2026 de 9")


def test_another_trainer_takes_one_slot(filled):
    planning.change_trainer(filled.office, filled.slots[1])
    assert [each.trainer_ids for each in slots_of(filled)] == [
        (filled.trainer,),
        (),
        (filled.trainer,),
        (filled.trainer,),
    ]


CHANGES = {
    "move": lambda office, slot_id: planning.move_slot(office, slot_id, date(2026, 5, 20)),
    "cancel": planning.cancel_slot,
    "trainer": planning.change_trainer,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_a_slot_with_attendance_is_left_alone(filled, change):
    filled.attend()
    before = slots_of(filled)
    with pytest.raises(RuleBroken, match="18/05/2026 porte un émargement"):
        change(filled.office, filled.slots[0])
    assert slots_of(filled) == before


def test_a_session_with_attendance_is_not_shifted(filled):
    filled.attend()
    before = slots_of(filled)
    with pytest.raises(RuleBroken, match="porte un émargement"):
        planning.shift(filled.office, filled.session, days=1)
    assert slots_of(filled) == before


def test_a_slot_that_its_trainer_signed_is_left_alone(filled):
    filled.clock.day = date(2026, 5, 19)
    attending.sign_as_trainer(filled.office, filled.session, filled.slots[:1])
    with pytest.raises(RuleBroken, match="porte un émargement"):
        planning.cancel_slot(filled.office, filled.slots[0])
    assert len(filled.slots) == 4


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_a_slot_that_is_gone_is_told(filled, change):
    with pytest.raises(RuleBroken, match="n’existe plus"):
        change(filled.office, 999)
    assert len(filled.slots) == 4


def test_a_state_is_not_how_a_session_is_closed(filled):
    with pytest.raises(RuleBroken, match="se clôture et se rouvre"):
        planning.set_state(filled.office, filled.session, SessionState.CLOSED)
    assert kept(filled, filled.session).closed_on is None


def test_enrolments_are_dated_and_counted(filled):
    done = planning.enrol(
        filled.office,
        [Enrolment(session_id=filled.session, client_id=filled.town_hall) for _ in range(2)],
    )
    assert done.label == "2\xa0inscriptions enregistrées"
    assert done.id is None
    added = store.enrolments_of(filled.office.db, filled.session)[-2:]
    assert [(seat.trainee_id, seat.enrolled_on) for seat in added] == [(None, filled.clock.day)] * 2


def test_an_enrolment_written_again_keeps_its_day(filled):
    first = store.ENROLMENTS.get(filled.office.db, filled.enrolments[0])
    filled.clock.day = date(2026, 5, 1)
    planning.enrol(filled.office, [replace(first, notes="végétarienne")])
    again = store.ENROLMENTS.get(filled.office.db, filled.enrolments[0])
    assert (again.notes, again.enrolled_on) == ("végétarienne", first.enrolled_on)


def test_nobody_is_enrolled_twice(filled):
    with pytest.raises(RuleBroken, match="déjà inscrite") as refusal:
        filled.enrol(filled.trainees[0], filled.individual)
    assert refusal.value.field == "trainee_id"
    assert len(store.enrolments_of(filled.office.db, filled.session)) == 4


def test_who_cancelled_may_come_back(filled):
    first = store.ENROLMENTS.get(filled.office.db, filled.enrolments[0])
    planning.enrol(filled.office, [replace(first, state=EnrolmentState.CANCELLED)])
    again = filled.enrol(filled.trainees[0], filled.town_hall)
    assert store.ENROLMENTS.get(filled.office.db, again).state is EnrolmentState.ENROLLED


def test_a_seat_is_given_to_another_and_the_first_is_kept_as_replaced(filled):
    newcomer = filled.new_trainee("Inès", "Rocher")
    done = planning.replace_trainee(filled.office, filled.enrolments[0], newcomer)
    first = store.ENROLMENTS.get(filled.office.db, filled.enrolments[0])
    second = store.ENROLMENTS.get(filled.office.db, done.saved_id)
    assert (first.state, first.left_on) == (EnrolmentState.REPLACED, filled.clock.day)
    assert first.replaced_by_id == second.id
    assert (second.trainee_id, second.client_id) == (newcomer, filled.town_hall)
    assert second.state is EnrolmentState.ENROLLED


def test_a_seat_is_not_given_to_who_has_one(filled):
    with pytest.raises(RuleBroken, match="déjà inscrite"):
        planning.replace_trainee(filled.office, filled.enrolments[0], filled.trainees[1])
    first = store.ENROLMENTS.get(filled.office.db, filled.enrolments[0])
    assert first.state is EnrolmentState.ENROLLED


def test_who_waits_is_kept_in_the_order_of_asking(filled):
    for day in (3, 1):
        entry = WaitingEntry(
            session_id=filled.session, client_id=filled.town_hall, since=date(2026, 4, day)
        )
        planning.wait(filled.office, entry)
    waiting = store.waiting_for(filled.office.db, filled.session)
    assert [entry.since.day for entry in waiting] == [1, 3]


def test_a_fund_grants_no_negative_amount(filled):
    with pytest.raises(RuleBroken) as refusal:
        filled.fund("-1")
    assert refusal.value.field == "amount"
    granted = Funding(
        session_id=filled.session, client_id=filled.town_hall, funder_id=filled.funder
    )
    planning.fund(filled.office, granted)
    assert len(store.fundings_of(filled.office.db, filled.session)) == 1


def test_what_was_kept_is_noted_with_the_change_it_came_from(filled):
    first = filled.slots[0]
    planning.move_slot(filled.office, first, DAY, note="Conflit gardé : un")
    planning.change_trainer(filled.office, first, note="Conflit gardé : deux")
    planning.shift(filled.office, filled.session, weeks=1, note="Conflit gardé : trois")
    notes = kept(filled, filled.session).notes
    assert notes.endswith("Conflit gardé : un\nConflit gardé : deux\nConflit gardé : trois")


def test_a_half_day_that_was_cancelled_comes_back_whole(filled):
    before = store.slots_of(filled.office.db, filled.session)
    session = kept(filled, filled.session)
    last = filled.slots[-1]
    step = undoing.step(filled.office, lambda: planning.cancel_slot(filled.office, last))
    assert len(filled.slots) == 3
    removing.take_back(filled.office, step)
    assert store.slots_of(filled.office.db, filled.session) == before
    assert kept(filled, filled.session) == session


def steps(filled, enrolment):
    found = store.steps_of(filled.office.db, filled.session)[enrolment]
    return [(step.state, step.since) for step in found]


def test_each_state_of_an_enrolment_has_its_day(filled):
    first = filled.enrolments[0]
    enrolled_on = filled.clock.day
    seat = store.ENROLMENTS.get(filled.office.db, first)
    filled.clock.day += timedelta(days=5)
    planning.enrol(filled.office, [replace(seat, state=EnrolmentState.CONFIRMED)])
    planning.enrol(filled.office, [replace(seat, state=EnrolmentState.CONFIRMED, notes="x")])
    assert steps(filled, first) == [
        (EnrolmentState.ENROLLED, enrolled_on),
        (EnrolmentState.CONFIRMED, enrolled_on + timedelta(days=5)),
    ]


def test_a_seat_that_was_left_counts_from_the_day_it_was_left(filled):
    seat = store.ENROLMENTS.get(filled.office.db, filled.enrolments[0])
    left_on = filled.clock.day - timedelta(days=2)
    gone = replace(seat, state=EnrolmentState.CANCELLED, enrolled_on=left_on, left_on=left_on)
    planning.enrol(filled.office, [gone])
    assert steps(filled, filled.enrolments[0])[-1] == (EnrolmentState.CANCELLED, left_on)


def test_a_replacement_dates_both_seats(filled):
    other = filled.new_trainee("Jeanne", "Morel")
    filled.clock.day += timedelta(days=1)
    new = planning.replace_trainee(filled.office, filled.enrolments[0], other).saved_id
    assert steps(filled, filled.enrolments[0])[-1] == (EnrolmentState.REPLACED, filled.clock.day)
    assert steps(filled, new) == [(EnrolmentState.ENROLLED, filled.clock.day)]


def test_attendance_dates_who_came(filled):
    filled.attend()
    assert steps(filled, filled.enrolments[0])[-1] == (EnrolmentState.PRESENT, filled.clock.day)


def seat(filled, number=0):
    return store.ENROLMENTS.get(filled.office.db, filled.enrolments[number])


@pytest.mark.parametrize(
    "state", [EnrolmentState.CANCELLED, EnrolmentState.DROPPED_OUT], ids=lambda state: state.value
)
def test_who_leaves_without_a_day_leaves_today_and_who_comes_back_has_not_left(filled, state):
    filled.clock.day += timedelta(days=4)
    planning.enrol(filled.office, [replace(seat(filled), state=state)])
    assert seat(filled).left_on == filled.clock.day
    planning.enrol(filled.office, [replace(seat(filled), state=EnrolmentState.ENROLLED)])
    assert seat(filled).left_on is None


def test_nobody_leaves_before_joining(filled):
    early = filled.clock.day - timedelta(days=1)
    gone = replace(seat(filled), state=EnrolmentState.CANCELLED, left_on=early)
    with pytest.raises(RuleBroken) as refusal:
        planning.enrol(filled.office, [gone])
    assert refusal.value.field == "left_on"


def test_who_was_replaced_and_comes_back_has_nobody_in_his_seat(filled):
    planning.replace_trainee(
        filled.office, filled.enrolments[0], filled.new_trainee("Jeanne", "Morel")
    )
    planning.enrol(filled.office, [replace(seat(filled), state=EnrolmentState.CONFIRMED)])
    assert (seat(filled).left_on, seat(filled).replaced_by_id) == (None, None)


def test_hours_that_were_followed_are_not_cancelled_but_may_be_given_up(filled):
    filled.attend()
    with pytest.raises(RuleBroken, match="son abandon"):
        planning.enrol(filled.office, [replace(seat(filled), state=EnrolmentState.CANCELLED)])
    with pytest.raises(RuleBroken, match="son abandon"):
        planning.replace_trainee(
            filled.office, filled.enrolments[0], filled.new_trainee("Jeanne", "Morel")
        )
    planning.enrol(filled.office, [replace(seat(filled), state=EnrolmentState.DROPPED_OUT)])
    assert seat(filled).state is EnrolmentState.DROPPED_OUT


def test_a_taker_brings_his_employer_and_nothing_that_was_noted_of_the_other(filled):
    other = filled.new_trainee("Jeanne", "Morel")
    employer = parties.save_client(
        filled.office, replace(TOWN_HALL, id=None, name="Cairn")
    ).saved_id
    parties.employ(filled.office, Employment(trainee_id=other, client_id=employer))
    planning.enrol(
        filled.office, [replace(seat(filled), notes="mi-temps", state=EnrolmentState.ABSENT)]
    )
    new = planning.replace_trainee(filled.office, filled.enrolments[0], other).saved_id
    taker = store.ENROLMENTS.get(filled.office.db, new)
    assert (taker.employer_id, taker.client_id) == (employer, filled.town_hall)
    assert (taker.notes, taker.state) == ("", EnrolmentState.ENROLLED)


def test_a_seat_is_given_once(filled):
    first = filled.enrolments[0]
    planning.replace_trainee(filled.office, first, filled.new_trainee("Jeanne", "Morel"))
    with pytest.raises(RuleBroken, match="n’est plus à donner"):
        planning.replace_trainee(filled.office, first, filled.new_trainee("Léo", "Roux"))
    assert sum(each.state.takes_a_seat for each in seats_of(filled)) == 4


def seats_of(filled):
    return store.enrolments_of(filled.office.db, filled.session)


def test_the_sheet_is_complete_once_the_half_days_nobody_signed_are_gone(filled):
    filled.clock.day = date(2026, 5, 20)
    marks = [
        Attendance(enrolment_id=person, slot_id=slot, presence=Presence.PRESENT)
        for person in filled.enrolments
        for slot in filled.slots[:3]
    ]
    attending.record(filled.office, filled.session, marks)
    assert {each.state for each in seats_of(filled)} == {EnrolmentState.ENROLLED}
    last = filled.slots[-1]
    step = undoing.step(filled.office, lambda: planning.cancel_slot(filled.office, last))
    assert {each.state for each in seats_of(filled)} == {EnrolmentState.PRESENT}
    removing.take_back(filled.office, step)
    assert {each.state for each in seats_of(filled)} == {EnrolmentState.ENROLLED}


def test_a_half_day_that_comes_back_leaves_what_was_done_since(filled):
    first, *_others, last = filled.slots
    planning.move_slot(filled.office, last, date(2026, 5, 25))
    step = undoing.step(filled.office, lambda: planning.cancel_slot(filled.office, last))
    second = parties.save_trainer(filled.office, replace(TRAINER, id=None, last_name="Ruiz"))
    planning.change_trainer(filled.office, first, second.saved_id)
    planning.move_slot(filled.office, first, date(2026, 5, 29))
    removing.take_back(filled.office, step)
    taught = {
        slot.id: slot.trainer_ids for slot in store.slots_of(filled.office.db, filled.session)
    }
    assert taught[first] == (second.saved_id,)
    assert taught[last] == (filled.trainer,)
    assert kept(filled, filled.session).ends_on == date(2026, 5, 29)


def test_the_first_and_last_day_follow_a_half_day_that_comes_back(filled):
    first, *_others, last = filled.slots
    planning.move_slot(filled.office, last, date(2026, 5, 25))
    step = undoing.step(filled.office, lambda: planning.cancel_slot(filled.office, last))
    planning.move_slot(filled.office, first, date(2026, 5, 20))
    removing.take_back(filled.office, step)
    assert kept(filled, filled.session).ends_on == date(2026, 5, 25)
