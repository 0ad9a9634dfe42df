"""Whether a trainee may take another's place."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given

from tests.support.conditions_strategy import rules as any_rules
from tests.support.offices import rules_of
from trainingdesk.domain.conditions import STATUTORY
from trainingdesk.domain.substitution import Replacement, substitution

START = date(2026, 5, 18)


def wish(asked=date(2026, 5, 11), **facts):
    return Replacement(starts_on=START, asked_on=asked, **facts)


@pytest.mark.parametrize(
    ("facts", "allowed", "needs"),
    [
        pytest.param({}, True, ("un profil et des besoins semblables",), id="profile not known"),
        pytest.param({"same_profile": True}, True, (), id="same profile"),
        pytest.param({"same_profile": False}, False, (), id="another profile"),
        pytest.param(
            {"same_profile": True, "has_funder": True},
            True,
            ("l’accord du financeur",),
            id="a funder to ask",
        ),
        pytest.param(
            {"same_profile": True, "has_funder": True, "funder_agrees": False},
            False,
            (),
            id="a funder that refuses",
        ),
        pytest.param({"asked": date(2026, 5, 12)}, False, (), id="six days before"),
    ],
)
def test_a_clause_that_gives_the_right(facts, allowed, needs):
    answer = substitution(rules_of("digiactif"), wish(**facts))
    assert (answer.allowed, answer.needs, answer.due_ttc) == (allowed, needs, D(0))
    assert answer.last_day == date(2026, 5, 11)


@pytest.mark.parametrize(
    ("facts", "allowed", "needs", "due"),
    [
        pytest.param({}, True, 1, "0", id="to be accepted in writing"),
        pytest.param({"office_accepts": True}, True, 0, "0", id="accepted"),
        pytest.param({"office_accepts": False}, False, 0, "0", id="refused"),
        pytest.param({"extra_cost": D(80)}, True, 2, "80", id="at an extra cost"),
    ],
)
def test_a_change_of_the_order_where_no_clause_gives_the_right(facts, allowed, needs, due):
    answer = substitution(rules_of("lexom"), wish(date(2026, 5, 17), **facts))
    assert (answer.allowed, len(answer.needs), answer.due_ttc) == (allowed, needs, D(due))
    assert answer.rule == "modification"


def test_terms_that_say_nothing_leave_it_to_the_office():
    answer = substitution(STATUTORY, wish())
    assert (answer.allowed, answer.rule) == (True, "")
    assert "accord de l’organisme" in answer.sentence


@given(any_rules())
def test_any_terms_give_an_answer(rules):
    answer = substitution(rules, wish())
    assert answer.sentence.endswith(".")
