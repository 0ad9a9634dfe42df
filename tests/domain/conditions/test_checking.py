"""Rules of sale that hold, and those that could not be computed with."""

from dataclasses import dataclass
from datetime import time
from decimal import Decimal as D
from typing import Annotated

import pytest
from hypothesis import given

from tests.support.conditions_strategy import clause, rules
from trainingdesk.domain.conditions import STATUTORY, Rules
from trainingdesk.domain.conditions.checking import bounds_of, checked
from trainingdesk.domain.conditions.kinds import Base, Need
from trainingdesk.domain.conditions.rules import (
    RULES,
    Cancellation,
    DayHours,
    Deposit,
    ELearning,
    Formation,
    Late,
    Offer,
    Postponement,
    Tier,
)
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.services.profiles import shipped_profiles


def cancelling(*tiers):
    return Rules(cancellation=Cancellation(tiers=tiers))


def refused(given_rules):
    with pytest.raises(RuleBroken) as broken:
        checked(given_rules)
    return broken.value


@given(rules())
def test_any_rules_drawn_for_the_tests_hold(drawn):
    assert checked(drawn) is drawn


@given(clause(Cancellation))
def test_a_clause_is_drawn_alone(drawn):
    assert drawn.tiers[-1].at_least is None


@pytest.mark.parametrize("profile", shipped_profiles(), ids=lambda profile: profile.key)
def test_the_shipped_offices_hold(profile):
    assert checked(profile.rules) is profile.rules


def test_rules_without_any_clause_hold():
    assert checked(Rules()) == Rules()


def test_what_the_law_supplies_holds():
    assert checked(STATUTORY) is STATUTORY


@pytest.mark.parametrize(
    ("record", "name", "most", "unit"),
    [
        pytest.param(Deposit, "share", 1, "share", id="a share"),
        pytest.param(Offer, "validity_days", 3650, "days", id="a number that may be missing"),
        pytest.param(ELearning, "bandwidth", 10_000, "megabits", id="a decimal that may be"),
    ],
)
def test_a_number_knows_its_bounds(record, name, most, unit):
    bounds = bounds_of(record)[name]
    assert (bounds.least, bounds.most, bounds.unit) == (0, most, unit)


def test_a_note_of_another_kind_is_no_bounds():
    @dataclass
    class Noted:
        days: Annotated[int, "a remark"]

    assert bounds_of(Noted) == {}


def test_a_flag_or_a_choice_has_no_bounds():
    assert not {"preparation_cost", "reference"} & {*bounds_of(Offer), *bounds_of(Late)}


@pytest.mark.parametrize(
    ("asked", "field", "says"),
    [
        pytest.param(
            Rules(deposit=Deposit(share=D("1.01"))), "deposit.share", "de 0 à 1", id="too much"
        ),
        pytest.param(
            Rules(offer=Offer(validity_days=-1)), "offer.validity_days", "de 0 à 3", id="too little"
        ),
        pytest.param(
            Rules(deposit=Deposit(share=D(0))), "deposit.share", "plus de 0", id="no deposit"
        ),
        pytest.param(
            Rules(deposit=Deposit(share=D("0.3"), base=Base.COST)),
            "deposit.base",
            "HT ou TTC",
            id="a deposit of another base",
        ),
        pytest.param(cancelling(), "cancellation.tiers", "dernier palier", id="no tier"),
        pytest.param(
            cancelling(Tier(at_least=3)), "cancellation.tiers", "dernier palier", id="none last"
        ),
        pytest.param(
            cancelling(Tier(share=D(2))),
            "cancellation.tiers.share",
            "de 0 à 1",
            id="a tier too high",
        ),
        pytest.param(
            cancelling(Tier(base=Base.COST)),
            "cancellation.tiers",
            "coût de la proposition",
            id="a tier of the cost",
        ),
        pytest.param(
            cancelling(Tier(at_least=3), Tier(at_least=7), Tier()),
            "cancellation.tiers",
            "du préavis le plus long",
            id="the shorter notice first",
        ),
        pytest.param(
            cancelling(Tier(at_least=3), Tier(at_least=3), Tier()),
            "cancellation.tiers",
            "du préavis le plus long",
            id="the same notice twice",
        ),
        pytest.param(
            cancelling(Tier(), Tier()),
            "cancellation.tiers",
            "du préavis le plus long",
            id="two tiers without notice",
        ),
        pytest.param(
            Rules(hours=DayHours(morning_to=time(14))),
            "hours.morning_from",
            "se suivent",
            id="a morning that ends after noon began",
        ),
        pytest.param(
            Rules(formation=Formation(needs=(Need.DEPOSIT,))),
            "formation.needs",
            "Acompte",
            id="an agreement that waits for no deposit",
        ),
        pytest.param(
            Rules(postponement=Postponement(keeps_deposit=True)),
            "postponement.keeps_deposit",
            "Acompte",
            id="a postponement that keeps no deposit",
        ),
        pytest.param(
            cancelling(Tier(base=Base.DEPOSIT)),
            "cancellation.tiers",
            "Acompte",
            id="a cancellation that keeps no deposit",
        ),
    ],
)
def test_rules_that_cannot_hold_are_refused_beside_their_value(asked, field, says):
    broken = refused(asked)
    assert (broken.field, says in str(broken)) == (field, True)


def test_a_clause_that_keeps_the_deposit_holds_with_one():
    asked = Rules(
        deposit=Deposit(share=D("0.3")),
        cancellation=Cancellation(tiers=(Tier(at_least=15, base=Base.DEPOSIT), Tier())),
    )
    assert checked(asked) is asked


def test_every_rule_has_a_name():
    assert len(RULES) == len(set(RULES)) == len(Rules.__dataclass_fields__)
