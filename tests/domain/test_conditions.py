"""The conditions of sale as values."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from trainingdesk.domain.conditions import STATUTORY, Conditions, PaymentMoment, Rules
from trainingdesk.domain.conditions.kinds import Base
from trainingdesk.domain.conditions.rules import Deposit, Offer, Payment

ISSUED = date(2026, 5, 18)


def conditions(**rules):
    return Conditions(number=1, starts_on=date(2026, 1, 1), rules=replace(STATUTORY, **rules))


@pytest.mark.parametrize(("days", "until"), [(30, date(2026, 6, 17)), (0, ISSUED), (None, None)])
def test_how_long_a_proposal_holds(days, until):
    assert conditions(offer=Offer(validity_days=days)).valid_until(ISSUED) == until


def test_terms_without_the_clause_bound_no_proposal():
    assert conditions(offer=None).valid_until(ISSUED) is None


@pytest.mark.parametrize(
    ("share", "deposit"), [("0.30", "570.30"), (None, None), ("0", None), ("1", "1901.00")]
)
def test_the_deposit_asked(share, deposit):
    found = conditions(deposit=share and Deposit(share=D(share))).deposit(D("1901.00"))
    assert found == (deposit and D(deposit))


def test_a_deposit_is_rounded_to_the_cent():
    assert conditions(deposit=Deposit(share=D("0.3"))).deposit(D("0.15")) == D("0.05")


@pytest.mark.parametrize(
    ("total_ht", "deposit"), [(D("1000.00"), D("300.00")), (None, D("360.00"))]
)
def test_a_deposit_taken_of_the_price_before_tax(total_ht, deposit):
    terms = conditions(deposit=Deposit(share=D("0.3"), base=Base.HT))
    assert terms.deposit(D("1200.00"), total_ht) == deposit


def test_the_indemnity_of_the_law_stands_where_the_terms_are_silent():
    assert Conditions(number=1, starts_on=ISSUED, rules=Rules()).recovery_indemnity == 40


@pytest.mark.parametrize(
    ("moment", "starts_on", "due"),
    [
        pytest.param(PaymentMoment.AFTER_INVOICE, None, date(2026, 7, 2), id="45 days after"),
        pytest.param(PaymentMoment.ON_RECEIPT, None, ISSUED, id="on receipt"),
        pytest.param(
            PaymentMoment.BEFORE_START, date(2026, 6, 1), date(2026, 5, 31), id="before the start"
        ),
        pytest.param(PaymentMoment.BEFORE_START, ISSUED, ISSUED, id="starts today: at once"),
        pytest.param(PaymentMoment.BEFORE_START, None, ISSUED, id="no start known: at once"),
    ],
)
def test_when_an_invoice_falls_due(moment, starts_on, due):
    terms = conditions(payment=Payment(moment=moment, days=45))
    assert terms.due_on(ISSUED, starts_on) == due


@pytest.mark.parametrize(
    ("ends_on", "due"),
    [
        pytest.param(date(2026, 6, 2), date(2026, 6, 2), id="billed before the end"),
        pytest.param(date(2026, 5, 2), ISSUED, id="billed after the end"),
        pytest.param(None, ISSUED, id="no end known"),
    ],
)
def test_a_price_due_at_the_end_of_the_training(ends_on, due):
    terms = conditions(payment=Payment(moment=PaymentMoment.END_OF_TRAINING))
    assert terms.due_on(ISSUED, None, ends_on) == due


def test_terms_without_the_clause_leave_the_thirty_days_of_the_law():
    assert conditions(payment=None).due_on(ISSUED) == date(2026, 6, 17)
