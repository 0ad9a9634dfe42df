"""What postponing costs, by the terms of four offices."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.conditions_strategy import rules as any_rules
from tests.support.offices import rules_of
from trainingdesk.domain.conditions import STATUTORY
from trainingdesk.domain.conditions.kinds import NewPrice
from trainingdesk.domain.conditions.rules import Postponement
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.postponement import (
    PostponedOrder,
    adjourned,
    last_new_start,
    postponed,
)
from trainingdesk.domain.prices import taxed
from trainingdesk.french import euros, long_date

ORDERED, START = date(2026, 2, 10), date(2026, 5, 18)
LEXOM, DIGIACTIF, ILMIS, RIVAGE = map(rules_of, ("lexom", "digiactif", "ilmis", "rivage"))


def order(asked=date(2026, 5, 4), new_start=date(2026, 6, 15), **facts):
    defaults = {"ordered_on": ORDERED, "starts_on": START, "price": taxed(D(1000), D(20))}
    return PostponedOrder(asked_on=asked, new_start=new_start, **defaults | facts)


def answer(cost):
    return cost.allowed, cost.due_ttc, cost.kept, cost.due_for_new_date


@pytest.mark.parametrize(
    ("asked", "new_start", "expected"),
    [
        pytest.param(
            date(2026, 5, 17),
            date(2026, 8, 10),
            (True, D("360.00"), D("360.00"), D("840.00")),
            id="the day before, six months after the order to the day",
        ),
        pytest.param(
            date(2026, 5, 4),
            date(2026, 8, 11),
            (True, D("1200.00"), D("1200.00"), D("0.00")),
            id="a day past the six months",
        ),
        pytest.param(
            START,
            date(2026, 6, 15),
            (True, D("1200.00"), D("1200.00"), D("0.00")),
            id="once it has begun",
        ),
    ],
)
def test_an_office_that_keeps_the_deposit(asked, new_start, expected):
    assert answer(postponed(LEXOM, order(asked, new_start))) == expected


def test_the_new_date_may_cost_the_whole_price_again():
    terms = replace(LEXOM.postponement, new_price=NewPrice.WHOLE)
    rules = replace(LEXOM, postponement=terms)
    assert postponed(rules, order()).due_for_new_date == D("1200.00")
    late = postponed(rules, order(START))
    assert late.due_for_new_date == D("1200.00")
    assert "de nouveau" in late.sentence


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param(
            date(2026, 5, 11), (True, D("0.00"), D("0.00"), D("1200.00")), id="seven days before"
        ),
        pytest.param(
            date(2026, 5, 12), (False, D("1000.00"), D("1000.00"), D("0.00")), id="six days before"
        ),
    ],
)
def test_an_office_that_takes_a_late_request_for_a_cancellation(asked, expected):
    cost = postponed(DIGIACTIF, order(asked))
    assert answer(cost) == expected
    assert cost.rule == ("postponement" if cost.allowed else "cancellation")


def test_the_funder_agrees_where_the_terms_say_so():
    assert "financeur" in postponed(DIGIACTIF, order()).sentence


def test_a_new_date_too_far_away_is_told_its_limit():
    cost = postponed(RIVAGE, order(new_start=date(2027, 2, 11)))
    assert not cost.allowed
    assert "10 février 2027" in cost.sentence.replace("\N{NO-BREAK SPACE}", " ")
    assert postponed(RIVAGE, order(new_start=date(2027, 2, 10))).allowed


def test_terms_without_the_clause_leave_it_to_both():
    cost = postponed(ILMIS, order())
    assert answer(cost) == (True, D("0.00"), D("0.00"), D("1200.00"))
    assert "d’un commun accord" in cost.sentence


def test_six_months_after_the_end_of_august_end_with_february():
    terms = Postponement(within_months=6)
    assert last_new_start(terms, date(2026, 8, 31)) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"new_start": START}, "new_start"),
        ({"ordered_on": date(2026, 5, 5)}, "asked"),
    ],
)
def test_days_that_cannot_follow_one_another_are_refused(facts, field):
    with pytest.raises(RuleBroken) as refusal:
        postponed(STATUTORY, order(**facts))
    assert refusal.value.field == field


@given(any_rules(), st.dates(ORDERED, date(2026, 12, 31)), st.dates(date(2026, 5, 19)))
def test_any_terms_give_an_answer(rules, asked, new_start):
    cost = postponed(rules, order(asked, new_start))
    assert 0 <= cost.kept <= cost.due_ttc <= D("1200.00") * 2
    assert cost.due_for_new_date >= 0
    assert cost.sentence.endswith(".")


# By the office ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "on", "in_time"),
    [
        pytest.param(DIGIACTIF, date(2026, 5, 11), True, id="a week before, that day included"),
        pytest.param(DIGIACTIF, date(2026, 5, 12), False, id="less than a week before"),
        pytest.param(LEXOM, date(2026, 5, 17), True, id="no delay is given"),
        pytest.param(ILMIS, date(2026, 5, 17), True, id="no such clause"),
    ],
)
def test_an_office_may_move_a_training_until_its_terms_say(rules, on, in_time):
    moved = adjourned(rules, START, date(2026, 6, 15), on, D(0))
    assert moved.in_time is in_time
    assert moved.sentence == (
        f"La formation est reportée au {long_date(date(2026, 6, 15))}, sans frais pour vous."
    )
    assert moved.last_day == (date(2026, 5, 11) if rules is DIGIACTIF else None)


def test_what_was_prepaid_moves_or_is_given_back():
    moved = adjourned(DIGIACTIF, START, None, date(2026, 5, 4), D(1200))
    assert "à une date qui reste à fixer" in moved.sentence
    assert f"Les {euros(D(1200))} déjà versés" in moved.sentence
    assert "remboursés si vous le préférez" in moved.sentence


def test_an_office_moves_a_training_to_a_later_day_only():
    with pytest.raises(RuleBroken, match="plus tardive") as refusal:
        adjourned(DIGIACTIF, START, START, date(2026, 5, 4), D(0))
    assert refusal.value.field == "new_start"
