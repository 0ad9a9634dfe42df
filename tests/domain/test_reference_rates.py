"""Published rates hold for their own half-year, and a missing one stays missing."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainingdesk.domain.reference_rates import (
    RateKind,
    ReferenceRate,
    ReferenceRates,
    half_year,
    half_year_text,
    next_half_year,
    parse_half_year,
    rate_text,
)

TODAY = date(2026, 11, 20)


def rate(kind, starts_on, percent):
    return ReferenceRate(kind=kind, starts_on=starts_on, rate=D(percent), source="publié")


KNOWN = ReferenceRates(
    (
        rate(RateKind.ECB_REFI, date(2026, 1, 1), "2.15"),
        rate(RateKind.ECB_REFI, date(2026, 7, 1), "2.40"),
        rate(RateKind.LEGAL_PROFESSIONAL, date(2026, 1, 1), "2.62"),
    )
)


@pytest.mark.parametrize(
    ("kind", "start", "percent"),
    [
        pytest.param(RateKind.ECB_REFI, date(2026, 1, 1), D("2.15"), id="first half"),
        pytest.param(RateKind.ECB_REFI, date(2026, 7, 1), D("2.40"), id="second half"),
        pytest.param(RateKind.ECB_REFI, date(2027, 1, 1), None, id="after the last"),
        pytest.param(RateKind.ECB_REFI, date(2025, 7, 1), None, id="before the first"),
        pytest.param(RateKind.LEGAL_PROFESSIONAL, date(2026, 7, 1), None, id="of this kind"),
    ],
)
def test_a_rate_is_that_of_its_half_year_alone(kind, start, percent):
    assert KNOWN.at(kind, start) == percent


@pytest.mark.parametrize(
    ("day", "kinds"),
    [
        pytest.param(date(2026, 6, 30), (RateKind.LEGAL_INDIVIDUAL,), id="one"),
        pytest.param(
            date(2026, 7, 1),
            (RateKind.LEGAL_PROFESSIONAL, RateKind.LEGAL_INDIVIDUAL),
            id="two",
        ),
        pytest.param(date(2027, 1, 1), tuple(RateKind), id="all"),
    ],
)
def test_the_rates_that_a_half_year_lacks_are_named(day, kinds):
    assert KNOWN.missing(day) == kinds


@given(st.dates(max_value=date(9998, 12, 31)))
def test_half_years_follow_each_other_and_every_day_lies_in_one(day):
    start, following = half_year(day), next_half_year(day)
    assert start <= day < following
    assert half_year(following) == following
    assert 181 <= (following - start).days <= 184


@pytest.mark.parametrize(
    "typed",
    ["2e semestre 2026", "2 semestre 2026", "2ème semestre 2026", "S2 2026", "s2/2026", "2-2026",
     "2 2026", "01/07/2026", " 2026-07-01 "],
)  # fmt: skip
def test_a_half_year_is_typed_in_several_ways(typed):
    assert parse_half_year(typed, TODAY) == date(2026, 7, 1)


@pytest.mark.parametrize("typed", ["", "3e semestre 2026", "S2", "S22026", "été 2026"])
def test_what_is_no_half_year_is_not_guessed(typed):
    with pytest.raises(ValueError, match=r".*"):
        parse_half_year(typed, TODAY)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_half_year_that_was_written_is_read_again(day):
    assert parse_half_year(half_year_text(day), TODAY) == half_year(day)


@pytest.mark.parametrize(
    ("percent", "text"),
    [
        pytest.param("12.4", "12.40", id="at least two decimals"),
        pytest.param("5.565", "5.565", id="more where they count"),
        pytest.param("4.140", "4.14", id="no needless zero"),
        pytest.param("10", "10.00", id="a whole number"),
        pytest.param("1E+1", "10.00", id="however it was computed"),
        pytest.param("0", "0.00", id="nothing"),
    ],
)
def test_a_rate_is_written_with_its_decimals(percent, text):
    assert rate_text(D(percent)) == text
