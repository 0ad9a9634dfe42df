"""What is paid first, and when it may be asked."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.conditions_strategy import rules as any_rules
from tests.support.offices import rules_of
from trainingdesk.domain.conditions import STATUTORY
from trainingdesk.domain.conditions.kinds import DepositMoment
from trainingdesk.domain.conditions.rules import Deposit
from trainingdesk.domain.deposit import asked_of_individual, asked_of_professional
from trainingdesk.domain.prices import taxed
from trainingdesk.domain.withdrawal import SignedWhere, withdrawal_period

SIGNED = date(2026, 4, 1)
PRICE = taxed(D(1000), D(20))
LEXOM, DIGIACTIF, ILMIS, RIVAGE = map(rules_of, ("lexom", "digiactif", "ilmis", "rivage"))
BEFORE = replace(STATUTORY, deposit=Deposit(share=D("0.2"), moment=DepositMoment.BEFORE_START))


@pytest.mark.parametrize(
    ("rules", "starts_on", "amount", "due_on"),
    [
        pytest.param(LEXOM, None, "360.00", SIGNED, id="with the signed papers"),
        pytest.param(DIGIACTIF, None, "0.00", None, id="none: the price before the start"),
        pytest.param(ILMIS, None, "0.00", None, id="none"),
        pytest.param(RIVAGE, None, "250.00", None, id="before a start not known"),
        pytest.param(RIVAGE, date(2026, 5, 18), "250.00", date(2026, 4, 27), id="21 days before"),
        pytest.param(RIVAGE, date(2026, 4, 10), "250.00", SIGNED, id="signed later than that"),
        pytest.param(BEFORE, date(2026, 5, 18), "240.00", date(2026, 5, 18), id="at the start"),
    ],
)
def test_what_a_firm_pays_first(rules, starts_on, amount, due_on):
    asked = asked_of_professional(rules, PRICE, SIGNED, starts_on)
    assert (asked.amount, asked.due_on) == (D(amount), due_on)


@pytest.mark.parametrize(
    ("rules", "where", "amount", "due_on"),
    [
        pytest.param(LEXOM, SignedWhere.DISTANCE, "360.00", date(2026, 4, 16), id="30 %, later"),
        pytest.param(
            LEXOM, SignedWhere.PREMISES, "360.00", date(2026, 4, 14), id="on the premises"
        ),
        pytest.param(DIGIACTIF, SignedWhere.DISTANCE, "360.00", date(2026, 4, 16), id="not all"),
        pytest.param(ILMIS, SignedWhere.DISTANCE, "0.00", None, id="nothing is asked"),
        pytest.param(RIVAGE, SignedWhere.DISTANCE, "250.00", date(2026, 4, 22), id="20 days"),
    ],
)
def test_what_an_individual_pays_first(rules, where, amount, due_on):
    asked = asked_of_individual(rules, PRICE, SIGNED, where)
    assert (asked.amount, asked.due_on) == (D(amount), due_on)


@pytest.mark.parametrize(("rules", "told"), [(LEXOM, True), (DIGIACTIF, True), (RIVAGE, False)])
def test_terms_that_ask_more_than_the_law_lets_are_said_to_yield(rules, told):
    sentence = asked_of_individual(rules, PRICE, SIGNED, SignedWhere.DISTANCE).sentence
    assert ("La loi l’emporte" in sentence) == told


@given(any_rules(), st.decimals(0, 9999, places=2), st.sampled_from(SignedWhere))
def test_no_individual_is_asked_more_than_30_percent_nor_too_early(rules, ht, where):
    price = taxed(ht, D(20))
    asked = asked_of_individual(rules, price, SIGNED, where)
    assert asked.amount <= price.total_ttc * D("0.30")
    if asked.due_on is not None:
        period = withdrawal_period(SIGNED, where, rules.withdrawal)
        assert asked.due_on == period.first_claim_on
    assert asked_of_professional(rules, price, SIGNED, date(2026, 6, 1)).amount <= price.total_ttc
