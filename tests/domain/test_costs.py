"""Costs add up to the cent, and the margin is what they leave."""

from dataclasses import replace
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainingdesk.domain.costs import (
    BY_PERSON,
    Basis,
    CostKind,
    Income,
    Margin,
    SessionCost,
    by_kind,
    total,
)
from trainingdesk.domain.errors import RuleBroken

TRAINER = SessionCost(
    session_id=1, kind=CostKind.TRAINER, label="Marc", quantity=D("1.5"), unit_cost=D("520.00")
)
MEALS = SessionCost(
    session_id=1, kind=CostKind.MEALS, label="Repas", quantity=D(4), unit_cost=D("18.50")
)
AGREED = Income(amount=D("1380.00"), basis=Basis.AGREED)
MARGIN = Margin(income=(AGREED,), costs=(TRAINER, MEALS), people=4, seat_price=D("345.00"))

amounts = st.decimals(min_value=0, max_value=100_000, places=2)
costs = st.builds(
    SessionCost,
    session_id=st.just(1),
    kind=st.sampled_from(CostKind),
    label=st.just("x"),
    quantity=st.decimals(min_value=D("0.01"), max_value=500, places=2),
    unit_cost=amounts,
)


def test_a_line_is_its_quantity_times_its_cost():
    assert TRAINER.total == D("780.00")
    assert replace(TRAINER, quantity=D("0.333"), unit_cost=D("10.00")).total == D("3.33")


def test_a_session_tells_what_it_leaves():
    assert MARGIN.cost_total == D("854.00")
    assert (MARGIN.amount, MARGIN.rate) == (D("526.00"), D("38.1"))
    assert MARGIN.per_person == D("131.50")


def test_a_rate_is_rounded_half_up():
    # 9,00 of 400,00 is 2,25 %.
    income = (Income(amount=D("400.00"), basis=Basis.AGREED),)
    cost = replace(TRAINER, quantity=D(1), unit_cost=D("391.00"))
    assert Margin(income=income, costs=(cost,)).rate == D("2.3")


def test_costs_are_covered_by_so_many_trainees():
    # Each brings 345 less a meal of 18,50: three bring 979,50, above the trainer's 780.
    assert MARGIN.break_even == 3


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"seat_price": None}, id="a group has one price"),
        pytest.param({"seat_price": D("18.50")}, id="a seat costs what it brings"),
        pytest.param({"seat_price": D(0)}, id="a seat is free"),
    ],
)
def test_no_number_covers_what_one_more_does_not_help(changes):
    assert replace(MARGIN, **changes).break_even is None


def test_nothing_is_shared_among_nobody():
    empty = replace(MARGIN, income=(), people=0)
    assert (empty.rate, empty.per_person) == (None, None)
    assert empty.amount == D("-854.00")
    assert empty.break_even == 3


def test_an_income_is_as_sure_as_its_least_sure_part():
    billed = Income(amount=D("100.00"), basis=Basis.INVOICED)
    assert replace(MARGIN, income=(billed, AGREED)).basis is Basis.AGREED
    assert replace(MARGIN, income=(billed,)).basis is Basis.INVOICED
    assert replace(MARGIN, income=()).basis is Basis.PLANNED


@given(st.lists(costs, max_size=12))
def test_the_kinds_add_up_to_the_whole(lines):
    kinds = by_kind(lines)
    assert sum(kinds.values(), D(0)) == total(lines)
    assert set(kinds) == {line.kind for line in lines}
    assert total(lines) == total(lines).quantize(D("0.01"))


@given(st.lists(costs, max_size=8), st.lists(amounts, max_size=5), st.integers(0, 40))
def test_income_costs_and_margin_agree(lines, incomes, people):
    parts = tuple(Income(amount=amount, basis=Basis.AGREED) for amount in incomes)
    margin = Margin(income=parts, costs=tuple(lines), people=people)
    assert margin.amount + margin.cost_total == margin.income_total
    if people:
        assert abs(margin.per_person * people - margin.amount) <= D("0.005") * people


@given(st.lists(costs, max_size=8), st.integers(1, 40), amounts)
def test_the_break_even_covers_the_costs_and_one_less_does_not(lines, people, price):
    margin = Margin(costs=tuple(lines), people=people, seat_price=price)
    count = margin.break_even
    own = total(line for line in lines if line.kind in BY_PERSON)
    shared = margin.cost_total - own

    def left(trainees):
        return trainees * (price * people - own) - shared * people

    if count is None:
        assert price * people <= own
    else:
        assert left(count) >= 0
        assert count == 0 or left(count - 1) < 0


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"label": "  "}, "label", id="says nothing"),
        pytest.param({"quantity": D(0)}, "quantity", id="counts nothing"),
    ],
)
def test_a_line_that_means_nothing_is_refused(changes, field):
    with pytest.raises(RuleBroken) as refused:
        replace(TRAINER, **changes).checked()
    assert refused.value.field == field


def test_a_line_that_means_something_is_given_back():
    assert TRAINER.checked() == TRAINER
