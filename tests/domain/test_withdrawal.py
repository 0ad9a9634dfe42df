"""The days an individual has to change his mind (L6353-5, C. conso. L221-18 and L221-19)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainingdesk.domain.calendar import is_working_day_mon_fri
from trainingdesk.domain.conditions.kinds import WithdrawalScope
from trainingdesk.domain.conditions.rules import Withdrawal
from trainingdesk.domain.withdrawal import SignedWhere, told, withdrawal_period

PREMISES, DISTANCE, OFF = SignedWhere.PREMISES, SignedWhere.DISTANCE, SignedWhere.OFF_PREMISES


@pytest.mark.parametrize(
    ("signed", "where", "days", "last_day", "first_claim"),
    [
        pytest.param("2026-06-05", PREMISES, 10, "2026-06-15", "2026-06-16", id="ten days"),
        pytest.param("2026-06-05", DISTANCE, 14, "2026-06-19", "2026-06-20", id="fourteen days"),
        pytest.param("2026-06-05", OFF, 14, "2026-06-19", "2026-06-20", id="off premises"),
        pytest.param("2026-06-10", PREMISES, 10, "2026-06-22", "2026-06-23", id="on a Saturday"),
        pytest.param("2026-06-07", DISTANCE, 14, "2026-06-22", "2026-06-23", id="on a Sunday"),
        pytest.param("2026-05-04", PREMISES, 10, "2026-05-15", "2026-05-16", id="on Ascension"),
        pytest.param("2026-05-11", DISTANCE, 14, "2026-05-26", "2026-05-27", id="on Whit Monday"),
        pytest.param(
            "2026-12-11", DISTANCE, 14, "2026-12-28", "2026-12-29", id="Christmas, a weekend"
        ),
        pytest.param("2026-04-21", PREMISES, 10, "2026-05-04", "2026-05-05", id="1 May, a weekend"),
    ],
)
def test_the_period(signed, where, days, last_day, first_claim):
    period = withdrawal_period(date.fromisoformat(signed), where)
    assert period.days == days
    assert period.last_day == date.fromisoformat(last_day)
    assert period.first_claim_on == date.fromisoformat(first_claim)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.sampled_from(SignedWhere))
def test_nobody_has_fewer_days_than_the_law_gives(signed, where):
    period = withdrawal_period(signed, where)
    assert period.last_day - signed >= timedelta(period.days)
    assert is_working_day_mon_fri(period.last_day)


@pytest.mark.parametrize(
    ("scope", "given_days", "where", "days"),
    [
        pytest.param(WithdrawalScope.EVERY_CONTRACT, 20, PREMISES, 20, id="longer everywhere"),
        pytest.param(WithdrawalScope.EVERY_CONTRACT, 12, DISTANCE, 14, id="the law gives more"),
        pytest.param(WithdrawalScope.WEB_ORDERS, 20, DISTANCE, 20, id="longer at a distance"),
        pytest.param(WithdrawalScope.WEB_ORDERS, 20, PREMISES, 10, id="not on the premises"),
        pytest.param(WithdrawalScope.DISTANCE, 20, OFF, 14, id="not off the premises"),
    ],
)
def test_terms_may_give_longer_where_they_say_so(scope, given_days, where, days):
    terms = Withdrawal(days=given_days, scope=scope)
    assert withdrawal_period(date(2026, 6, 5), where, terms).days == days


def test_the_period_is_told_with_what_may_be_asked_after_it():
    sentence = told(withdrawal_period(date(2026, 6, 5), PREMISES)).replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert "10 jours" in sentence
    assert "jusqu’au 15 juin 2026 inclus" in sentence
    assert "avant le 16 juin 2026" in sentence
