"""People go from a session that has too many to a second one, with what is not signed yet."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.sessions import EnrolmentState, FundingState, SessionState
from trainingdesk.services import agreeing, deciding, planning, publishing, splitting
from trainingdesk.services.changes import Kind
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import sales
from trainingdesk.storage import sessions as store


def issue(filled, key, subject):
    publishing.issue(filled.office, publishing.prepare(filled.office, key, subject))


@pytest.fixture
def crowded(filled):
    """Return the office with one person more than its session admits."""
    session = store.SESSIONS.get(filled.office.db, filled.session)
    slots = store.slots_of(filled.office.db, filled.session)
    planning.plan_session(filled.office, replace(session, maximum=3), slots)
    return filled


def seats(filled, session_id):
    return store.enrolments_of(filled.office.db, session_id)


def hindrances(filled):
    return {
        each.enrolment_id: each.hindrance
        for each in splitting.movable(filled.office, filled.session)
    }


def test_the_last_enrolled_are_proposed_as_many_as_are_too_many(crowded):
    people = splitting.movable(crowded.office, crowded.session)
    assert [each.enrolment_id for each in people] == crowded.enrolments[::-1]
    assert [each.is_proposed for each in people] == [True, False, False, False]


def test_the_day_of_the_enrolment_decides_before_its_number(crowded):
    first = store.ENROLMENTS.get(crowded.office.db, crowded.enrolments[0])
    planning.enrol(crowded.office, [replace(first, enrolled_on=date(2026, 4, 30))])
    (last, *_others) = splitting.movable(crowded.office, crowded.session)
    assert (last.enrolment_id, last.is_proposed) == (crowded.enrolments[0], True)


def test_nobody_is_proposed_where_there_is_room(filled):
    people = splitting.movable(filled.office, filled.session)
    assert not any(each.is_proposed for each in people)


def test_those_who_are_tied_are_passed_over(crowded):
    agreement = crowded.agree(crowded.individual)
    agreeing.send(crowded.office, agreement)
    (sent, following, *_others) = splitting.movable(crowded.office, crowded.session)
    assert sent.hindrance.startswith("accord envoyé")
    assert (sent.is_proposed, following.is_proposed) == (False, True)


def test_what_ties_people_to_a_session_is_said(filled):
    agreement = filled.agree(filled.individual)
    assert set(hindrances(filled).values()) == {""}
    agreeing.send(filled.office, agreement)
    agreeing.sign(filled.office, agreement, filled.clock.day, "Zoé")
    filled.draft_invoices()
    told = hindrances(filled)
    assert told[filled.enrolments[3]].startswith("accord signé")
    assert told[filled.enrolments[0]] == "client déjà facturé"
    filled.attend()
    assert set(hindrances(filled).values()) == {"présence déjà relevée"}


def test_a_convention_that_was_issued_ties_even_as_a_draft(filled):
    agreement = filled.agree()
    issue(filled, "convention", Subject(agreement_id=agreement))
    assert hindrances(filled)[filled.enrolments[0]].startswith("accord envoyé")


def test_an_agreement_that_ended_ties_nobody_who_comes_again(filled):
    agreement = filled.agree()
    agreeing.send(filled.office, agreement)
    deciding.postpone_by_office(filled.office, agreement, filled.clock.day, None)
    again = filled.enrol(filled.trainees[0], filled.town_hall)
    assert hindrances(filled)[again] == ""


def test_a_joining_letter_that_left_is_to_be_made_again(filled):
    subject = Subject(enrolment_id=filled.enrolments[0])
    issue(filled, "joining_letter", subject)
    remarks = {
        each.enrolment_id: each.remark for each in splitting.movable(filled.office, filled.session)
    }
    assert "convocation" in remarks[filled.enrolments[0]]
    assert remarks[filled.enrolments[1]] == ""


def test_the_second_session_has_the_course_and_the_price_of_the_first(crowded):
    done = splitting.split(crowded.office, crowded.session, [crowded.enrolments[3]])
    first = store.SESSIONS.get(crowded.office.db, crowded.session)
    second = store.SESSIONS.get(crowded.office.db, done.saved_id)
    for name in ("course_version_id", "title", "kind", "price_per_person", "maximum", "venue_id"):
        assert getattr(second, name) == getattr(first, name)
    assert (second.number, second.state) == ("S-2026-002", SessionState.PLANNED)
    assert store.slots_of(crowded.office.db, done.saved_id) == ()
    assert "Scindée de la session S-2026-001" in second.notes
    assert done.kinds == {Kind.SESSIONS, Kind.AGREEMENTS}


@pytest.mark.parametrize("with_trainers", [True, False], ids=["same trainers", "others"])
def test_at_the_same_dates_another_room_is_still_to_be_found(crowded, with_trainers):
    done = splitting.split(
        crowded.office,
        crowded.session,
        [crowded.enrolments[3]],
        same_dates=True,
        with_trainers=with_trainers,
        note="Conflit gardé",
    )
    slots = store.slots_of(crowded.office.db, done.saved_id)
    second = store.SESSIONS.get(crowded.office.db, done.saved_id)
    assert [(slot.day, slot.starts_at) for slot in slots] == [
        (slot.day, slot.starts_at) for slot in store.slots_of(crowded.office.db, crowded.session)
    ]
    assert second.room_id is None
    assert {slot.room_id for slot in slots} == {None}
    trainers = (crowded.trainer,) if with_trainers else ()
    assert {slot.trainer_ids for slot in slots} == {trainers}
    assert second.notes.endswith("\nConflit gardé")


def test_who_goes_leaves_his_seat_as_cancelled_with_where_he_went(crowded):
    done = splitting.split(crowded.office, crowded.session, [crowded.enrolments[3]])
    left = store.ENROLMENTS.get(crowded.office.db, crowded.enrolments[3])
    assert (left.state, left.left_on) == (EnrolmentState.CANCELLED, crowded.clock.day)
    assert "S-2026-002" in left.notes
    (seat,) = seats(crowded, done.saved_id)
    assert (seat.trainee_id, seat.client_id) == (left.trainee_id, left.client_id)
    assert (seat.state, seat.enrolled_on) == (EnrolmentState.ENROLLED, left.enrolled_on)
    assert "S-2026-001" in seat.notes


def test_the_draft_of_a_client_who_goes_as_a_whole_goes_along(crowded):
    agreement, other = crowded.agree(crowded.individual), crowded.agree()
    done = splitting.split(crowded.office, crowded.session, [crowded.enrolments[3]])
    assert sales.agreement(crowded.office.db, other).session_id == crowded.session
    moved = sales.agreement(crowded.office.db, agreement)
    assert moved.session_id == done.saved_id
    assert {line.session_id for line in moved.lines} == {done.saved_id}
    assert moved.totals.total_ht == Decimal(690)


def test_the_draft_of_a_client_who_goes_in_part_counts_those_who_stay(crowded):
    agreement = crowded.agree()
    splitting.split(crowded.office, crowded.session, crowded.enrolments[:1])
    kept = sales.agreement(crowded.office.db, agreement)
    assert kept.session_id == crowded.session
    assert [line.quantity for line in kept.lines] == [Decimal(2)]


def test_a_draft_with_lines_of_its_own_is_told_and_stays(crowded):
    agreement = sales.agreement(crowded.office.db, crowded.agree())
    (line,) = agreement.lines
    own = (replace(line, unit_price=Decimal(600)),)
    agreeing.save_agreement(crowded.office, replace(agreement, lines=own))
    done = splitting.split(crowded.office, crowded.session, crowded.enrolments[:1])
    assert f"À revoir : {agreement.name}" in done.label
    kept = sales.agreement(crowded.office.db, agreement.id)
    assert kept.lines[0].unit_price == Decimal(600)


def test_a_draft_of_a_session_without_price_is_told(crowded):
    agreement = sales.agreement(crowded.office.db, crowded.agree())
    session = store.SESSIONS.get(crowded.office.db, crowded.session)
    slots = store.slots_of(crowded.office.db, crowded.session)
    planning.plan_session(crowded.office, replace(session, price_per_person=None), slots)
    done = splitting.split(crowded.office, crowded.session, crowded.enrolments[:1])
    assert agreement.name in done.label


def test_a_funder_is_asked_anew_for_those_who_go(crowded):
    first = crowded.fund("900")
    done = splitting.split(crowded.office, crowded.session, crowded.enrolments[:1])
    assert store.FUNDINGS.get(crowded.office.db, first).amount == Decimal(900)
    (asked,) = store.fundings_of(crowded.office.db, done.saved_id)
    assert (asked.state, asked.amount, asked.file_number) == (FundingState.REQUESTED, None, "")
    assert "prise en charge de" in done.label


def test_a_funding_goes_with_the_whole_of_its_client(crowded):
    funding = crowded.fund("900")
    done = splitting.split(crowded.office, crowded.session, crowded.enrolments[:3])
    moved = store.FUNDINGS.get(crowded.office.db, funding)
    assert (moved.session_id, moved.amount) == (done.saved_id, Decimal(900))
    assert "dates à annoncer à" in done.label


def test_a_funding_that_was_refused_stays(crowded):
    funding = store.FUNDINGS.get(crowded.office.db, crowded.fund("900"))
    planning.fund(crowded.office, replace(funding, state=FundingState.REFUSED))
    done = splitting.split(crowded.office, crowded.session, crowded.enrolments[:3])
    assert store.fundings_of(crowded.office.db, done.saved_id) == []


@pytest.mark.parametrize("count", [0, 4], ids=["nobody", "everyone"])
def test_some_go_and_some_stay(crowded, count):
    with pytest.raises(RuleBroken) as refusal:
        splitting.split(crowded.office, crowded.session, crowded.enrolments[:count])
    assert refusal.value.field == "people"


def test_a_split_that_is_refused_leaves_nothing_behind(crowded):
    agreement = crowded.agree(crowded.individual)
    agreeing.send(crowded.office, agreement)
    before = list(crowded.office.db.query("select * from enrolment"))
    with pytest.raises(RuleBroken, match="accord envoyé"):
        splitting.split(crowded.office, crowded.session, crowded.enrolments[2:])
    assert crowded.office.db["training_session"].count == 1
    assert list(crowded.office.db.query("select * from enrolment")) == before


def test_questionnaires_and_the_platform_account_go_along(crowded):
    db = crowded.office.db
    seat = crowded.enrolments[3]
    db["answer_sheet"].insert(
        {
            "session_id": crowded.session,
            "kind": "positioning",
            "enrolment_id": seat,
            "comment": "",
        }
    )
    db["platform_access"].insert(
        {"enrolment_id": seat, "platform": "Campus", "login": "zoe", "notes": ""}
    )
    second = splitting.split(crowded.office, crowded.session, [seat]).saved_id
    (new,) = seats(crowded, second)
    (sheet,) = db.query("select session_id, enrolment_id from answer_sheet")
    assert sheet == {"session_id": second, "enrolment_id": new.id}
    (account,) = db.query("select enrolment_id from platform_access")
    assert account == {"enrolment_id": new.id}


def test_who_learnt_alone_already_stays(crowded):
    seat = store.ENROLMENTS.get(crowded.office.db, crowded.enrolments[3])
    planning.enrol(crowded.office, [replace(seat, self_paced_hours=Decimal(2))])
    assert hindrances(crowded)[seat.id] == "présence déjà relevée"
