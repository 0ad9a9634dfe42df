"""Who pays what when a funder grants, delays, refuses or does not pay."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.conditions_strategy import rules as any_rules
from tests.support.offices import rules_of
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.funder_terms import FunderCase, funder_answer

START, END = date(2026, 5, 18), date(2026, 5, 19)
LEXOM, DIGIACTIF, ILMIS, RIVAGE = map(rules_of, ("lexom", "digiactif", "ilmis", "rivage"))


def case(**facts):
    defaults = {"ttc": D(1400), "starts_on": START, "ends_on": END, "on": date(2026, 5, 10)}
    return FunderCase(**defaults | facts)


def shares(answer):
    return answer.due_ttc, answer.funder_ttc, answer.credit_ttc


@pytest.mark.parametrize(
    ("rules", "facts", "expected"),
    [
        pytest.param(LEXOM, {"agreed_on": START}, (0, 1400, 0), id="all of it"),
        pytest.param(
            LEXOM, {"granted": D(900), "agreed_on": START}, (500, 900, 0), id="a part of it"
        ),
        pytest.param(LEXOM, {"refused": True}, (1400, 0, 0), id="refused"),
        pytest.param(LEXOM, {"granted": D(900)}, (500, 900, 0), id="awaited"),
        pytest.param(
            DIGIACTIF, {"agreed_on": date(2026, 5, 17)}, (0, 1400, 0), id="the Sunday before"
        ),
        pytest.param(DIGIACTIF, {"agreed_on": START}, (1400, 0, 0), id="a day too late"),
        pytest.param(DIGIACTIF, {"on": START}, (1400, 0, 0), id="not in when it starts"),
        pytest.param(ILMIS, {"agreed_on": START}, (0, 1400, 0), id="no such clause"),
        pytest.param(
            LEXOM, {"agreed_on": START, "on": date(2026, 6, 19)}, (0, 1400, 0), id="a month"
        ),
        pytest.param(
            LEXOM, {"agreed_on": START, "on": date(2026, 6, 20)}, (1400, 0, 1400), id="a day later"
        ),
        pytest.param(
            LEXOM,
            {"granted": D(900), "paid": D(400), "agreed_on": START, "on": date(2026, 6, 20)},
            (1000, 400, 500),
            id="a day later, paid in part",
        ),
        pytest.param(
            LEXOM,
            {"granted": D(900), "paid": D(900), "agreed_on": START, "on": date(2026, 7, 19)},
            (500, 900, 0),
            id="paid in time",
        ),
    ],
)
def test_who_pays(rules, facts, expected):
    assert shares(funder_answer(rules, case(**facts))) == expected


def test_the_last_day_for_the_agreement_is_told():
    answer = funder_answer(DIGIACTIF, case())
    assert answer.last_agreement_day == date(2026, 5, 17)
    assert "17 mai 2026" in answer.sentence.replace("\N{NO-BREAK SPACE}", " ")
    assert funder_answer(LEXOM, case()).last_agreement_day is None


def test_the_client_is_asked_from_the_day_after_the_month():
    assert funder_answer(LEXOM, case()).client_from == date(2026, 6, 20)
    assert funder_answer(DIGIACTIF, case()).client_from is None


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"ends_on": date(2026, 5, 17)}, "end"),
        ({"granted": D(1401)}, "granted"),
        ({"paid": D(1401)}, "paid"),
    ],
)
def test_what_cannot_be_is_refused(facts, field):
    with pytest.raises(RuleBroken) as refusal:
        funder_answer(LEXOM, case(**facts))
    assert refusal.value.field == field


@given(
    any_rules(),
    st.decimals(0, 1400, places=2),
    st.one_of(st.none(), st.dates(date(2026, 4, 1), date(2026, 8, 1))),
    st.dates(date(2026, 4, 1), date(2027, 1, 1)),
)
def test_client_and_funder_pay_the_price_between_them(rules, granted, agreed_on, on):
    answer = funder_answer(rules, case(granted=granted, agreed_on=agreed_on, on=on))
    assert answer.due_ttc + answer.funder_ttc == D(1400)
    assert 0 <= answer.due_ttc <= D(1400)
    assert replace(answer).sentence.endswith(".")
