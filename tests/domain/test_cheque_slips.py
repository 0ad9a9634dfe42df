"""Cheques go to the bank in time, and a slip that the bank has is not undone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.cheque_sample import CAME, CHEQUE, SLIP, TAKEN, many, paper
from trainingdesk.domain.cheque_slips import (
    LONGEST_WAIT,
    NEVER,
    check_deposit,
    check_undoing,
    checked_wait,
    total,
    void_before,
)
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.payments import PaymentKind

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("came", "last"),
    [
        pytest.param(date(2026, 3, 2), date(2027, 3, 10), id="a year and eight days"),
        pytest.param(date(2024, 2, 21), date(2025, 2, 28), id="from a leap day"),
    ],
)
def test_a_cheque_is_void_after_a_year_and_eight_days(came, last):
    cheque = replace(CHEQUE, received_on=came)
    assert cheque.last_day == last
    assert not cheque.is_void(last)
    assert cheque.is_void(last + DAY)


@given(today=st.dates(date(2020, 1, 1), date(2032, 12, 31)), days=st.integers(1, 800))
def test_what_came_before_that_day_is_void_today(today, days):
    assert replace(CHEQUE, received_on=void_before(today) - days * DAY).is_void(today)


@given(today=st.dates(date(2020, 1, 1), date(2032, 12, 31)), days=st.integers(1, 365))
def test_what_came_after_that_day_is_not(today, days):
    assert not replace(CHEQUE, received_on=void_before(today) + days * DAY).is_void(today)


def test_the_sum_of_cheques_is_theirs():
    cheques = many(3)
    assert total(cheques) == sum(cheque.amount for cheque in cheques)
    assert paper(*cheques).total == total(cheques)
    assert total(()) == 0


@pytest.mark.parametrize(
    ("cheques", "on", "said", "field"),
    [
        pytest.param((), TAKEN, "Cochez au moins un chèque", None, id="none"),
        pytest.param((CHEQUE,), TAKEN + DAY, "dans le futur", "deposited_on", id="tomorrow"),
        pytest.param((CHEQUE,), CAME - DAY, "n’est arrivé que le 2", "deposited_on", id="too soon"),
        pytest.param(
            (replace(CHEQUE, payer="", received_on=date(2025, 3, 3)),),
            TAKEN,
            "tireur inconnu .* périmé depuis le 11",
            None,
            id="void",
        ),
    ],
)
def test_what_cannot_go_that_day_is_refused(cheques, on, said, field):
    with pytest.raises(RuleBroken, match=said) as refused:
        check_deposit(cheques, on, TAKEN)
    assert refused.value.field == field


@pytest.mark.parametrize("on", [CAME, TAKEN], ids=["the day it came", "today"])
def test_a_cheque_goes_from_the_day_it_came(on):
    check_deposit((CHEQUE,), on, TAKEN)


def test_a_slip_that_the_bank_has_is_not_undone():
    wrong = replace(CHEQUE, taken_back=PaymentKind.MISTAKE)
    check_undoing(SLIP, (CHEQUE, wrong), is_ticked=False)
    bounced = replace(CHEQUE, taken_back=PaymentKind.BOUNCED)
    with pytest.raises(RuleBroken, match="rejeté le chèque de Zoé Łukasiewicz"):
        check_undoing(SLIP, (CHEQUE, bounced), is_ticked=False)
    with pytest.raises(RuleBroken, match="tireur inconnu"):
        check_undoing(SLIP, (replace(bounced, payer=""),), is_ticked=False)


def test_a_slip_that_a_statement_tells_of_is_not_undone():
    with pytest.raises(RuleBroken, match="pointée dans un relevé"):
        check_undoing(SLIP, (CHEQUE,), is_ticked=True)


def test_a_slip_is_undone_once():
    with pytest.raises(RuleBroken, match="déjà annulée depuis le 12"):
        check_undoing(replace(SLIP, undone_on=TAKEN), (), is_ticked=False)


@pytest.mark.parametrize("days", [NEVER, 8, LONGEST_WAIT])
def test_an_office_chooses_how_long_a_cheque_may_wait(days):
    assert checked_wait(days) == days


@pytest.mark.parametrize("days", [-1, LONGEST_WAIT + 1])
def test_it_may_not_wait_for_ever(days):
    with pytest.raises(RuleBroken, match="à 180"):
        checked_wait(days)
