"""Costs of a session: typed, proposed, and held against what it brings."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from tests.support.mission_sample import buy
from tests.support.office_sample import ROOM, SESSION, SLOTS
from trainingdesk.domain.agreements import AgreementState
from trainingdesk.domain.costs import Basis, CostKind, Income, SessionCost
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoices import InvoiceKind
from trainingdesk.domain.missions import MissionPay
from trainingdesk.domain.sessions import SessionState
from trainingdesk.services import (
    costs,
    invoicing,
    missions,
    planning,
    publishing,
)
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import sales, sessions, teaching

MEALS = SessionCost(
    session_id=0, kind=CostKind.MEALS, label="Repas", quantity=D(4), unit_cost=D("15.00")
)
ROOM_DAYS = SessionCost(
    session_id=0, kind=CostKind.ROOM, label=ROOM.name, quantity=D(2), unit_cost=D("180.00")
)


def file_of(filled, session_id=None):
    return session_file(filled.office, session_id or filled.session)


def lines(filled):
    return [(cost.label, cost.total) for cost in costs.costs_of(filled.office, filled.session)]


def income(filled):
    return costs.margin(filled.office, file_of(filled), ()).income


def test_costs_are_written_changed_and_taken_away(filled):
    costs.save(filled.office, filled.session, [MEALS, ROOM_DAYS])
    assert lines(filled) == [("Repas", D("60.00")), ("salle Cévennes", D("360.00"))]
    meals, _room = costs.costs_of(filled.office, filled.session)
    costs.save(filled.office, filled.session, [replace(meals, quantity=D(5)), MEALS])
    assert lines(filled) == [("Repas", D("75.00")), ("Repas", D("60.00"))]
    assert costs.costs_of(filled.office, filled.session)[0].id == meals.id
    costs.save(filled.office, filled.session, [])
    assert lines(filled) == []


def test_a_line_that_says_nothing_leaves_all_as_it_was(filled):
    costs.save(filled.office, filled.session, [MEALS])
    with pytest.raises(RuleBroken):
        costs.save(filled.office, filled.session, [replace(MEALS, label="")])
    assert lines(filled) == [("Repas", D("60.00"))]


@pytest.mark.parametrize(
    ("pay", "quantity"),
    [
        pytest.param(MissionPay.DAY, "2", id="by the day"),
        pytest.param(MissionPay.HOUR, "14", id="by the hour"),
        pytest.param(MissionPay.FLAT, "1", id="flat"),
    ],
)
def test_a_mission_proposes_what_it_pays(filled, pay, quantity):
    buy(filled)
    mission = missions.mission(filled.office, filled.session, filled.trainer)
    missions.save(filled.office, replace(mission, pay=pay, rate=D("100.00")))
    (cost,) = costs.proposed(filled.office, file_of(filled))
    assert (cost.kind, cost.quantity, cost.unit_cost) == (
        CostKind.SUBCONTRACTING,
        D(quantity),
        D("100.00"),
    )
    costs.save(filled.office, filled.session, [cost])
    assert costs.proposed(filled.office, file_of(filled)) == ()


def test_a_trainer_of_the_office_costs_the_price_of_a_day(filled):
    assert costs.proposed(filled.office, file_of(filled)) == ()
    trainer = teaching.TRAINERS.get(filled.office.db, filled.trainer)
    teaching.TRAINERS.update(filled.office.db, replace(trainer, day_rate=D("260.00")))
    (cost,) = costs.proposed(filled.office, file_of(filled))
    assert (cost.kind, cost.total) == (CostKind.TRAINER, D("520.00"))


def test_a_room_costs_what_it_cost_last(filled):
    earlier = replace(
        SESSION,
        id=None,
        number="",
        course_version_id=filled.version,
        venue_id=filled.venue,
        room_id=filled.room,
    )
    slots = [
        replace(slot, id=None, day=date(2026, 4, slot.day.day), trainer_ids=()) for slot in SLOTS
    ]
    other = planning.plan_session(filled.office, earlier, slots).saved_id
    costs.save(filled.office, other, [ROOM_DAYS])
    (cost,) = costs.proposed(filled.office, file_of(filled))
    assert (cost.kind, cost.quantity, cost.unit_cost) == (CostKind.ROOM, D(2), D("180.00"))
    session = sessions.SESSIONS.get(filled.office.db, filled.session)
    sessions.SESSIONS.update(filled.office.db, replace(session, room_id=None))
    assert costs.proposed(filled.office, file_of(filled)) == ()


# What it brings ---------------------------------------------------------------------------------


def test_before_any_agreement_seats_bring_their_price(filled):
    assert income(filled) == (
        Income(amount=D("2070.00"), basis=Basis.PLANNED),
        Income(amount=D("690.00"), basis=Basis.PLANNED),
    )
    enrolment = sessions.ENROLMENTS.get(filled.office.db, filled.enrolments[0])
    planning.enrol(filled.office, [replace(enrolment, price=D("500.00"))])
    assert income(filled)[0].amount == D("1880.00")


def test_a_session_that_was_called_off_brings_nothing_more(filled):
    planning.set_state(filled.office, filled.session, SessionState.CANCELLED)
    assert income(filled) == ()


def test_the_price_of_a_group_comes_once(filled):
    session = sessions.SESSIONS.get(filled.office.db, filled.session)
    group = replace(session, price_for_group=D("2400.00"), price_per_person=None)
    sessions.SESSIONS.update(filled.office.db, group)
    assert income(filled) == (Income(amount=D("2400.00"), basis=Basis.PLANNED),)
    assert costs.margin(filled.office, file_of(filled), (MEALS,)).break_even is None


def test_an_agreement_tells_better_than_the_price_of_a_seat(filled):
    filled.agree()
    assert [part.basis for part in income(filled)] == [Basis.AGREED, Basis.PLANNED]
    assert income(filled)[0].amount == D("2070.00")


def test_an_invoice_tells_best_and_credit_is_taken_off(filled):
    filled.agree()
    filled.attend()
    (draft,) = filled.draft_invoices()
    assert income(filled)[0].basis is Basis.AGREED
    publishing.issue_invoice(filled.office, draft, anyway=True)
    assert income(filled)[0] == Income(amount=D("2070.00"), basis=Basis.INVOICED)
    bill = sales.invoice(filled.office.db, draft)
    credit = invoicing.credit(filled.office, draft, "Absence", bill.lines).saved_id
    publishing.issue_invoice(filled.office, credit, anyway=True)
    assert income(filled)[0] == Income(amount=D("2070.00"), basis=Basis.AGREED)


def test_of_an_invoice_of_several_sessions_each_has_its_lines(filled):
    other = planning.plan_session(
        filled.office, replace(SESSION, id=None, number="", course_version_id=filled.version), []
    ).saved_id
    filled.attend()
    (draft,) = filled.draft_invoices()
    bill = sales.invoice(filled.office.db, draft)
    (item,) = bill.lines
    elsewhere = replace(item, line=replace(item.line, quantity=D(1), session_id=other))
    invoicing.save_draft(filled.office, replace(bill, lines=(item, elsewhere)))
    publishing.issue_invoice(filled.office, draft, anyway=True)
    assert income(filled)[0] == Income(amount=D("2070.00"), basis=Basis.INVOICED)
    there = costs.margin(filled.office, file_of(filled, other), ()).income
    assert there == (Income(amount=D("690.00"), basis=Basis.INVOICED),)


def test_an_agreement_that_ended_brings_what_was_invoiced(filled):
    agreement = filled.agree()
    record = sales.agreement(filled.office.db, agreement)
    sales.save_agreement(filled.office.db, replace(record, state=AgreementState.CANCELLED))
    assert income(filled)[0] == Income(amount=D("0.00"), basis=Basis.INVOICED)


def test_a_closed_session_brings_what_was_invoiced_were_it_less(filled):
    filled.agree()
    filled.attend()
    (draft,) = filled.draft_invoices()
    bill = sales.invoice(filled.office.db, draft)
    line = replace(bill.lines[0], line=replace(bill.lines[0].line, quantity=D(2)))
    invoicing.save_draft(filled.office, replace(bill, lines=(line,)))
    publishing.issue_invoice(filled.office, draft, anyway=True)
    assert income(filled)[0].basis is Basis.AGREED
    filled.office.db.execute(
        "update training_session set state = ? where id = ?", [SessionState.CLOSED, filled.session]
    )
    assert income(filled)[0] == Income(amount=D("1380.00"), basis=Basis.INVOICED)


def test_a_deposit_is_a_part_of_what_settles_it(filled):
    agreement = filled.agree()
    deposit = replace(
        sales.invoice(filled.office.db, filled.draft_invoices()[0]), kind=InvoiceKind.DEPOSIT
    )
    sales.save_invoice(filled.office.db, replace(deposit, agreement_id=agreement))
    publishing.issue_invoice(filled.office, deposit.id, anyway=True)
    assert income(filled)[0].basis is Basis.AGREED
