"""A training moves: nothing is lost of what was paid, and nothing counts twice."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from tests.support.filled_office import FilledOffice
from tests.support.money_office import SIGNED, asked, left, pay, signed, under
from trainingdesk.domain.agreements import AgreementState
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoices import InvoiceKind
from trainingdesk.domain.receipts import Channel, Receipt, ReceiptKind
from trainingdesk.domain.sessions import EnrolmentState, SessionState
from trainingdesk.domain.settlements import SettlementKind
from trainingdesk.french import long_date
from trainingdesk.services import (
    agreeing,
    deciding,
    deposits,
    fees,
    identity,
    invoicing,
    planning,
    publishing,
    receiving,
    removing,
)
from trainingdesk.services.duties import duties
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import bargains, papers, reports, sales, sessions
from trainingdesk.storage import office as terms

NEW_START = date(2026, 6, 15)
WHOLE, DEPOSIT = D("2070.00"), D("621.00")


def kept(filled: FilledOffice, agreement: int):
    return sales.agreement(filled.office.db, agreement)


def settled(filled: FilledOffice, agreement: int):
    return bargains.settlements_of(filled.office.db, agreement)[-1]


def postponed(filled: FilledOffice, agreement: int) -> None:
    """Move an agreement at its client's request."""
    came = Receipt(
        kind=ReceiptKind.POSTPONEMENT, received_on=filled.clock.day, channel=Channel.EMAIL
    )
    deciding.postpone(filled.office, agreement, came, NEW_START)


def moved(filled: FilledOffice, agreement: int, new_start: date | None = NEW_START):
    return deciding.postpone_by_office(filled.office, agreement, filled.clock.day, new_start)


def replanned(
    filled: FilledOffice, starts_on: date = NEW_START, *, same_people: bool = True
) -> int:
    """Plan the session again, seat the town hall's people and draft its agreement."""
    office = filled.office
    session = sessions.SESSIONS.get(office.db, filled.session)
    delay = starts_on - (session.starts_on or starts_on)
    slots = [
        replace(slot, id=None, day=slot.day + delay)
        for slot in sessions.slots_of(office.db, filled.session)
    ]
    new = replace(session, id=None, number="", state=SessionState.PLANNED)
    filled.session = planning.plan_session(office, new, slots).saved_id
    people = filled.trainees[:3] if same_people else [filled.new_trainee("Lou", "Marin")]
    for trainee in people:
        filled.enrol(trainee, filled.town_hall)
    return filled.agree()


@pytest.fixture
def paid(filled):
    """The agreement whose deposit was asked and paid."""
    agreement = signed(filled)
    pay(filled, asked(filled, agreement))
    return agreement


# What was paid ----------------------------------------------------------------------------------


def test_a_free_postponement_carries_the_deposit_to_the_balance_of_the_new_date(filled, paid):
    postponed(filled, paid)
    new = replanned(filled)
    assert settled(filled, paid).new_agreement_id == new
    (balance,) = filled.draft_invoices()
    invoicing.issue(filled.office, balance)
    kept_invoice = sales.invoice(filled.office.db, balance)
    assert (kept_invoice.kind, kept_invoice.deducted) == (InvoiceKind.BALANCE, DEPOSIT)
    assert left(filled, balance) == WHOLE - DEPOSIT
    assert reports.twelve_months(filled.office.db, filled.clock.day)[-1].total_ht == WHOLE
    assert sales.open_deposits(filled.office.db, paid) == ()
    assert sales.open_deposits(filled.office.db, new) == ()


def test_a_deposit_follows_two_postponements(filled, paid):
    postponed(filled, paid)
    second = replanned(filled)
    agreeing.send(filled.office, second)
    agreeing.sign(filled.office, second, filled.clock.day, "Zoé")
    moved(filled, second, date(2026, 9, 7))
    third = replanned(filled, date(2026, 9, 7))
    assert settled(filled, second).paid == DEPOSIT
    assert bargains.paid_for(filled.office.db, third, filled.clock.day) == DEPOSIT
    (balance,) = filled.draft_invoices()
    assert left(filled, balance) == WHOLE - DEPOSIT


def test_what_was_invoiced_whole_is_taken_off_too(filled, paid):
    (balance,) = filled.draft_invoices()
    invoicing.issue(filled.office, balance)
    pay(filled, balance)
    moved(filled, paid)
    replanned(filled)
    (nothing_left,) = filled.draft_invoices()
    assert left(filled, nothing_left) == 0
    invoicing.issue(filled.office, nothing_left)
    assert reports.twelve_months(filled.office.db, filled.clock.day)[-1].total_ht == WHOLE


def test_the_deposit_of_the_first_date_is_not_asked_again_and_forms_the_second(filled):
    under(filled, "lexom")
    first = signed(filled)
    deposit = asked(filled, first)
    moved(filled, first)
    second = replanned(filled)
    assert deposits.deposit_due(filled.office, second, filled.clock.day) is None
    with pytest.raises(RuleBroken, match="déjà facturé"):
        deposits.draft_deposit(filled.office, second)
    agreeing.send(filled.office, second)
    for kind in (ReceiptKind.SIGNED_PROPOSAL, ReceiptKind.SIGNED_TERMS):
        came = Receipt(kind=kind, received_on=filled.clock.day, agreement_id=second)
        deciding.receiving.record(filled.office, came)
    assert kept(filled, second).state is AgreementState.SENT
    pay(filled, deposit)
    assert kept(filled, second).state is AgreementState.FORMED


def test_a_new_date_that_is_cancelled_gives_the_first_deposit_back(filled, paid):
    postponed(filled, paid)
    new = replanned(filled)
    agreeing.send(filled.office, new)
    agreeing.sign(filled.office, new, filled.clock.day, "Zoé")
    deciding.cancel_by_office(filled.office, new, filled.clock.day)
    decision = settled(filled, new)
    assert decision.balance == -DEPOSIT
    note = fees.draft_fee_invoice(filled.office, decision.id).saved_id
    with pytest.raises(RuleBroken, match="pas encore émis"):
        fees.refund(filled.office, decision.id, filled.clock.day)
    invoicing.issue(filled.office, note)
    fees.refund(filled.office, decision.id, filled.clock.day)
    assert bargains.paid_for(filled.office.db, new, filled.clock.day) == 0
    assert reports.twelve_months(filled.office.db, filled.clock.day)[-1].total_ht == 0


def test_a_postponement_that_costs_money_carries_nothing(filled):
    under(filled, "lexom")
    fees.choose_fee_vat(filled.office, fees.FeeVat.UNTAXED)
    first = signed(filled)
    for kind in (ReceiptKind.SIGNED_PROPOSAL, ReceiptKind.SIGNED_TERMS):
        came = Receipt(kind=kind, received_on=filled.clock.day, agreement_id=first)
        deciding.receiving.record(filled.office, came)
    pay(filled, asked(filled, first))
    postponed(filled, first)
    assert settled(filled, first).owed == DEPOSIT
    new = replanned(filled)
    assert sales.open_deposits(filled.office.db, new) == ()
    fee = fees.draft_fee_invoice(filled.office, settled(filled, first).id).saved_id
    assert left(filled, fee) == 0


# Which agreement follows ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("starts_on", "same_people", "follows"),
    [
        pytest.param(NEW_START, False, True, id="the day that was agreed"),
        pytest.param(NEW_START + timedelta(7), True, True, id="the same people on another day"),
        pytest.param(NEW_START + timedelta(7), False, False, id="others on another day"),
    ],
)
def test_the_agreement_for_the_new_date_is_known(filled, paid, starts_on, same_people, follows):
    moved(filled, paid)
    new = replanned(filled, starts_on, same_people=same_people)
    assert settled(filled, paid).new_agreement_id == (new if follows else None)


def test_an_agreement_is_made_to_follow_by_hand(filled, paid):
    moved(filled, paid)
    decision = settled(filled, paid).id
    new = replanned(filled, NEW_START + timedelta(7), same_people=False)
    done = agreeing.follow(filled.office, new, decision)
    assert "621,00" in done.label
    assert settled(filled, paid).new_agreement_id == new
    with pytest.raises(RuleBroken, match="aucun report"):
        agreeing.follow(filled.office, new, decision)
    with pytest.raises(RuleBroken, match="même client"):
        agreeing.follow(filled.office, paid, decision)


def test_a_draft_that_is_removed_leaves_the_deposit_to_the_next(filled, paid):
    moved(filled, paid)
    first = replanned(filled)
    removing.delete(filled.office, "agreement", first, "brouillon")
    assert settled(filled, paid).new_agreement_id is None
    assert (
        "621,00" in agreeing.draft_agreement(filled.office, filled.session, filled.town_hall).label
    )


def test_a_decision_whose_money_went_on_is_not_taken_back(filled, paid):
    moved(filled, paid)
    replanned(filled)
    with pytest.raises(RuleBroken, match="reprend ce qui a été versé"):
        deciding.undo(filled.office, settled(filled, paid).id)


# By the office ----------------------------------------------------------------------------------


def adjourning(filled, days=7):
    """Have the office sell under terms that let it adjourn so many days before the start."""
    under(filled, "digiactif")
    former = terms.conditions_on(filled.office.db, filled.clock.day)
    clause = replace(former.rules.office_cancellation, adjourn_days=days)
    rules = replace(former.rules, office_cancellation=clause)
    identity.save_conditions(filled.office, replace(former, rules=rules))


@pytest.mark.parametrize(
    ("on", "warns"),
    [
        pytest.param(date(2026, 5, 11), False, id="a week before"),
        pytest.param(date(2026, 5, 12), True, id="later"),
    ],
)
def test_a_training_moved_too_late_by_the_office_is_told(filled, on, warns):
    adjourning(filled)
    agreement = signed(filled)
    filled.clock.day = on
    done = moved(filled, agreement)
    assert (f"jusqu’au {long_date(date(2026, 5, 11))}" in done.label) is warns
    decision = settled(filled, agreement)
    assert (decision.kind, decision.due_ttc, decision.receipt_id, decision.new_start) == (
        SettlementKind.POSTPONEMENT,
        0,
        None,
        NEW_START,
    )
    assert kept(filled, agreement).state is AgreementState.POSTPONED


def test_the_letter_of_a_move_by_the_office_leaves(filled, paid):
    moved(filled, paid, None)
    subject = Subject(settlement_id=settled(filled, paid).id)
    letter = publishing.prepare(filled.office, "postponement", subject)
    assert letter.refusal is None
    assert publishing.issue(filled.office, letter, anyway=True).saved_id


def test_a_client_who_prefers_his_money_is_given_it_back(filled, paid):
    assert (
        "621,00\N{NO-BREAK SPACE}€ gardés pour la nouvelle date, ou à rendre"
        in moved(filled, paid).label
    )
    decision = settled(filled, paid).id
    note = fees.draft_fee_invoice(filled.office, decision).saved_id
    invoicing.issue(filled.office, note)
    fees.refund(filled.office, decision, filled.clock.day)
    assert settled(filled, paid).refunded_on == SIGNED
    new = replanned(filled)
    assert settled(filled, paid).new_agreement_id is None
    assert sales.open_deposits(filled.office.db, new) == ()
    assert bargains.paid_for(filled.office.db, new, filled.clock.day) == 0


def test_money_that_moved_is_not_given_back_as_well(filled, paid):
    moved(filled, paid)
    replanned(filled)
    decision = settled(filled, paid).id
    with pytest.raises(RuleBroken, match="reprend ce qui a été versé"):
        fees.draft_fee_invoice(filled.office, decision)
    with pytest.raises(RuleBroken, match="nouvelle date"):
        fees.refund(filled.office, decision, filled.clock.day)


def test_a_session_is_adjourned_with_all_its_agreements(filled, paid):
    other = signed(filled, filled.individual)
    drawn = filled.agree()
    done = deciding.adjourn_session(filled.office, filled.session, SIGNED, NEW_START)
    assert "2\N{NO-BREAK SPACE}accords avec elle" in done.label
    assert {kept(filled, each).state for each in (paid, other)} == {AgreementState.POSTPONED}
    assert kept(filled, drawn).state is AgreementState.DRAFT
    assert sessions.SESSIONS.get(filled.office.db, filled.session).state is SessionState.POSTPONED
    assert {
        enrolment.state for enrolment in sessions.enrolments_of(filled.office.db, filled.session)
    } == {EnrolmentState.CANCELLED}


def test_a_session_without_agreements_is_adjourned_alone(filled):
    done = deciding.adjourn_session(filled.office, filled.session, filled.clock.day)
    assert done.label.endswith("reportée")


def test_a_session_that_cannot_be_adjourned_stays_whole(filled, paid):
    with pytest.raises(RuleBroken, match="plus tardive"):
        deciding.adjourn_session(filled.office, filled.session, SIGNED, date(2026, 5, 18))
    with pytest.raises(RuleBroken, match="futur"):
        deciding.adjourn_session(filled.office, filled.session, date(2026, 5, 1))
    assert kept(filled, paid).state is AgreementState.FORMED
    planning.set_state(filled.office, filled.session, SessionState.CANCELLED)
    with pytest.raises(RuleBroken, match="annulée"):
        deciding.adjourn_session(filled.office, filled.session, SIGNED)


# What is left to do -----------------------------------------------------------------------------


def sentences(filled):
    return [duty.sentence for duty in duties(filled.office) if duty.key.startswith("settlements")]


def test_money_that_waits_for_a_new_date_is_a_duty_until_then(filled, paid):
    moved(filled, paid)
    (sentence,) = sentences(filled)
    assert sentence.startswith("Préparer l’accord de Mairie")
    assert "ou les lui rendre" in sentence
    replanned(filled)
    assert sentences(filled) == []


def test_general_terms_and_house_rules_are_linked_to_their_version(filled):
    version = terms.conditions_on(filled.office.db, filled.clock.day)
    subject = Subject(conditions_id=version.id)
    for key in ("general_terms", "house_rules"):
        made = publishing.prepare(filled.office, key, subject)
        publishing.issue(filled.office, made, anyway=True)
    found = papers.papers_where(filled.office.db, "conditions_id = ? order by id", [version.id])
    assert [paper.kind for paper in found] == ["general_terms", "house_rules"]


@pytest.mark.parametrize(
    ("on", "waived", "owed", "cost"),
    [
        pytest.param(SIGNED, "0", DEPOSIT, D("1449.00"), id="in time"),
        pytest.param(SIGNED, "221.00", D("400.00"), D("1670.00"), id="a part given up"),
        pytest.param(date(2026, 5, 18), "0", WHOLE, D("0.00"), id="too late"),
    ],
)
def test_a_new_date_costs_what_its_postponement_left(filled, on, waived, owed, cost):
    under(filled, "lexom")
    agreement = signed(filled)
    for kind in (ReceiptKind.SIGNED_PROPOSAL, ReceiptKind.SIGNED_TERMS):
        receiving.record(
            filled.office, Receipt(kind=kind, received_on=SIGNED, agreement_id=agreement)
        )
    pay(filled, asked(filled, agreement))
    filled.clock.day = on
    postponed(filled, agreement)
    deciding.waive(filled.office, settled(filled, agreement).id, D(waived))
    new = kept(filled, replanned(filled))
    assert (settled(filled, agreement).owed, new.totals.total_ttc) == (owed, cost)
    assert "Réduction d’après le report" in new.lines[-1].label


def test_a_signed_agreement_for_the_new_date_keeps_its_price_and_says_so(filled):
    agreement = signed(filled)
    postponed(filled, agreement)
    decided = settled(filled, agreement)
    waiting = replace(decided, due_for_new_date=D("100.00"), new_start=date(2026, 9, 1))
    bargains.save_settlement(filled.office.db, waiting)
    new = replanned(filled, same_people=False)
    record = replace(kept(filled, new), state=AgreementState.SENT, signed_on=SIGNED)
    sales.save_agreement(filled.office.db, record)
    said = agreeing.follow(filled.office, new, decided.id).label
    assert "établissez un avenant" in said
