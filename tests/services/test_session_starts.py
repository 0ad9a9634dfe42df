"""A new session starts from a course, a former session or an accepted proposal."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.support.filled_office import FilledOffice, meals
from tests.support.office_sample import SHEET
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.lines import Line, Unit
from trainingdesk.domain.parties import Client, ClientKind, Employment
from trainingdesk.domain.scheduling import half_days, slots_on
from trainingdesk.domain.sessions import EnrolmentState, SessionKind, SessionState
from trainingdesk.services import (
    agreeing,
    closing,
    parties,
    planning,
    proposing,
    session_starts,
)
from trainingdesk.services.changes import Kind
from trainingdesk.storage import sales, sessions


@pytest.fixture
def filled():
    made = FilledOffice()
    yield made
    made.office.close()


def accepted(filled: FilledOffice, *lines: Line) -> int:
    proposal = filled.propose(*lines)
    proposing.send(filled.office, proposal)
    proposing.accept(filled.office, proposal)
    return proposal


def test_a_course_gives_its_title_price_and_number_of_days(filled):
    start = session_starts.from_course(filled.office, filled.version)
    assert (start.session.title, start.session.price_per_person) == (SHEET.title, Decimal(690))
    assert (start.session.course_version_id, start.days) == (filled.version, 2)


def test_a_copy_keeps_place_price_and_trainer_and_leaves_people_and_dates(filled):
    filled.attend()
    closing.close(filled.office, filled.session, anyway=True)
    start = session_starts.like(filled.office, filled.session)
    session = start.session
    assert (session.id, session.number, session.state) == (None, "", SessionState.PLANNED)
    assert (session.starts_on, session.ends_on, session.closed_on) == (None, None, None)
    assert (session.venue_id, session.price_per_person) == (filled.venue, Decimal(690))
    assert (start.trainer_ids, start.days) == ((filled.trainer,), 2)


def test_a_copy_of_a_session_without_slots_is_of_one_day(filled):
    blank = session_starts.from_course(filled.office, filled.version).session
    saved = planning.plan_session(filled.office, blank).saved_id
    start = session_starts.like(filled.office, saved)
    assert (start.trainer_ids, start.days) == ((), 1)


@pytest.mark.parametrize(
    ("unit", "discount", "per_person", "for_group"),
    [
        pytest.param(Unit.PERSON, "0", "690", None, id="by person"),
        pytest.param(Unit.PERSON, "10", "621", None, id="by person, discounted"),
        pytest.param(Unit.GROUP, "0", None, "2070", id="for the group"),
    ],
)
def test_a_proposal_gives_its_price(filled, unit, discount, per_person, for_group):
    line = Line(
        label="Accueil",
        quantity=Decimal(3),
        unit=unit,
        unit_price=Decimal(690),
        discount=Decimal(discount),
        course_version_id=filled.version,
    )
    start = session_starts.from_proposal(filled.office, filled.propose(meals(), line))
    prices = (start.session.price_per_person, start.session.price_for_group)
    assert prices == tuple(
        None if text is None else Decimal(text) for text in (per_person, for_group)
    )
    assert (start.session.kind, start.session.maximum) == (SessionKind.INTRA, None)


def test_a_proposal_without_a_course_of_the_catalogue_is_told(filled):
    with pytest.raises(RuleBroken, match="ne vient du catalogue"):
        session_starts.from_proposal(filled.office, filled.propose(meals()))


def test_the_session_that_a_proposal_sold_is_linked_to_it(filled):
    proposal = accepted(filled)
    session = session_starts.from_proposal(filled.office, proposal).session
    slots = slots_on([date(2026, 6, 2)], half_days())
    done = session_starts.plan_sold(filled.office, proposal, session, slots)
    assert sales.proposal(filled.office.db, proposal).session_id == done.saved_id
    assert sessions.SESSIONS.get(filled.office.db, done.saved_id).starts_on == date(2026, 6, 2)
    assert done.kinds == {Kind.SESSIONS, Kind.PROPOSALS}


def test_a_proposal_is_planned_once(filled):
    proposal = accepted(filled)
    session = session_starts.from_proposal(filled.office, proposal).session
    session_starts.plan_sold(filled.office, proposal, session, ())
    before = filled.office.db["training_session"].count
    with pytest.raises(RuleBroken, match="sans session encore"):
        session_starts.plan_sold(filled.office, proposal, session, ())
    assert filled.office.db["training_session"].count == before


def test_a_proposal_that_nobody_accepted_is_not_planned(filled):
    proposal = filled.propose()
    session = session_starts.from_proposal(filled.office, proposal).session
    with pytest.raises(RuleBroken, match="acceptée"):
        session_starts.plan_sold(filled.office, proposal, session, ())


def test_the_convention_of_a_sold_session_takes_the_price_of_the_proposal(filled):
    line = Line(label="Accueil", unit_price=Decimal(1800), course_version_id=filled.version)
    proposal = accepted(filled, line)
    session = session_starts.from_proposal(filled.office, proposal).session
    filled.session = session_starts.plan_sold(filled.office, proposal, session, ()).saved_id
    filled.enrol(filled.trainees[0], filled.town_hall)
    agreement = sales.agreement(filled.office.db, filled.agree())
    assert (agreement.proposal_id, agreement.totals.total_ht) == (proposal, Decimal(1800))


def test_a_signed_agreement_keeps_its_words(filled):
    agreement_id = filled.agree()
    agreeing.send(filled.office, agreement_id)
    agreeing.sign(filled.office, agreement_id, filled.clock.day, "Luc Besson")
    signed = sales.agreement(filled.office.db, agreement_id)
    with pytest.raises(RuleBroken, match="avenant"):
        agreeing.save_agreement(filled.office, replace(signed, special_conditions="Autre prix"))
    assert sales.agreement(filled.office.db, agreement_id) == signed


@pytest.mark.parametrize(
    ("kind", "session_kind", "entrusts"),
    [
        pytest.param(ClientKind.TRAINING_OFFICE, SessionKind.INTRA, True, id="another office"),
        pytest.param(ClientKind.TRAINING_OFFICE, SessionKind.INTER, False, id="seats of it"),
        pytest.param(ClientKind.COMPANY, SessionKind.INTRA, False, id="a firm"),
    ],
)
def test_another_office_entrusts_the_trainees_of_a_session_it_orders(
    filled, kind, session_kind, entrusts
):
    client = parties.save_client(filled.office, Client(name="Delta", kind=kind)).saved_id
    draft = sales.proposal(filled.office.db, filled.propose())
    proposing.save_proposal(filled.office, replace(draft, client_id=client, kind=session_kind))
    start = session_starts.from_proposal(filled.office, draft.id)
    assert start.session.entrusted_by_id == (client if entrusts else None)


def test_a_copy_may_take_the_people_along(filled):
    gone = sessions.ENROLMENTS.get(filled.office.db, filled.enrolments[0])
    planning.enrol(filled.office, [replace(gone, state=EnrolmentState.CANCELLED)])
    dropped = sessions.ENROLMENTS.get(filled.office.db, filled.enrolments[1])
    planning.enrol(filled.office, [replace(dropped, state=EnrolmentState.DROPPED_OUT)])
    copy = session_starts.like(filled.office, filled.session).session
    done = session_starts.plan_like(filled.office, filled.session, copy, ())
    seats = sessions.enrolments_of(filled.office.db, done.saved_id)
    assert {seat.trainee_id for seat in seats} == set(filled.trainees[2:])
    assert {(seat.state, seat.enrolled_on) for seat in seats} == {
        (EnrolmentState.ENROLLED, filled.clock.day)
    }
    assert done.label.replace("\xa0", " ") == "Session dupliquée avec 2 inscrits"


def test_the_people_of_a_copy_are_employed_by_who_employs_them_now(filled):
    firm = parties.save_client(filled.office, Client(name="Delta")).saved_id
    job = Employment(trainee_id=filled.trainees[0], client_id=firm, starts_on=date(2026, 4, 1))
    parties.employ(filled.office, job)
    filled.enrol(None, filled.town_hall)
    employers = {
        seat.trainee_id: seat.employer_id
        for seat in session_starts.people_of(filled.office, filled.session)
    }
    assert employers[filled.trainees[0]] == firm
    assert employers[filled.trainees[1]] == employers[None] == filled.town_hall


def test_a_copy_of_a_session_without_people_has_none(filled):
    copy = session_starts.like(filled.office, filled.session).session
    empty = planning.plan_session(filled.office, copy).saved_id
    done = session_starts.plan_like(filled.office, empty, copy, ())
    assert sessions.enrolments_of(filled.office.db, done.saved_id) == []


def test_a_copy_leaves_the_clashes_that_were_kept(filled):
    session = sessions.SESSIONS.get(filled.office.db, filled.session)
    noted = replace(session, notes="Café à prévoir\nConflit gardé le 10/04/2026 – deux salles")
    slots = sessions.slots_of(filled.office.db, filled.session)
    planning.plan_session(filled.office, noted, slots)
    assert session_starts.like(filled.office, filled.session).session.notes == "Café à prévoir"
