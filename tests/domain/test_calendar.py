"""Which days are worked, checked against another calendar over more than a century."""

from datetime import date, timedelta
from itertools import islice

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainingdesk.domain.calendar import (
    add_months,
    days_after,
    easter,
    is_public_holiday,
    is_working_day_mon_fri,
    is_working_day_mon_sat,
    month_end,
    next_working_day,
    public_holidays,
)

YEARS = range(1990, 2101)

SOLIDARITY = {date(2005, 5, 16), date(2006, 6, 5), date(2007, 5, 28)}
"""Whit Mondays that were worked as the «journée de solidarité»; the code listed them all the same,
the other calendar does not."""

DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize("year", YEARS)
def test_the_eleven_holidays_are_those_of_the_other_calendar(year):
    assert public_holidays(year) - SOLIDARITY == set(holidays.France(years=year, observed=False))


@pytest.mark.parametrize("department", ["57", "6AE"], ids=["Moselle", "Alsace"])
@pytest.mark.parametrize("year", YEARS)
def test_alsace_moselle_has_two_more(year, department):
    other = holidays.France(subdiv=department, years=year, observed=False)
    assert public_holidays(year, alsace_moselle=True) - SOLIDARITY == set(other)


@pytest.mark.parametrize(
    ("year", "sunday"),
    [
        pytest.param(2008, date(2008, 3, 23), id="early"),
        pytest.param(2011, date(2011, 4, 24), id="late"),
        pytest.param(2026, date(2026, 4, 5), id="this year"),
        pytest.param(2038, date(2038, 4, 25), id="the latest possible"),
    ],
)
def test_easter(year, sunday):
    assert easter(year) == sunday


@pytest.mark.parametrize(
    ("day", "mon_sat", "mon_fri"),
    [
        pytest.param(date(2026, 5, 15), True, True, id="a Friday"),
        pytest.param(date(2026, 5, 16), True, False, id="a Saturday"),
        pytest.param(date(2026, 5, 17), False, False, id="a Sunday"),
        pytest.param(date(2026, 5, 14), False, False, id="Ascension"),
        pytest.param(date(2026, 8, 15), False, False, id="a holiday on a Saturday"),
        pytest.param(date(2026, 12, 24), False, False, id="closed by the office"),
    ],
)
def test_working_days(day, mon_sat, mon_fri):
    closed = {date(2026, 12, 24)}
    assert is_working_day_mon_sat(day, closed) is mon_sat
    assert is_working_day_mon_fri(day, closed) is mon_fri


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2026, 5, 18), date(2026, 5, 18), id="worked already"),
        pytest.param(date(2026, 5, 16), date(2026, 5, 18), id="over a weekend"),
        pytest.param(date(2026, 5, 1), date(2026, 5, 4), id="a Friday holiday and the weekend"),
        pytest.param(date(2026, 4, 4), date(2026, 4, 7), id="Easter"),
    ],
)
def test_next_working_day(day, expected):
    assert next_working_day(day) == expected


@given(DAYS)
def test_the_next_working_day_is_worked_and_near(day):
    found = next_working_day(day)
    assert is_working_day_mon_fri(found)
    assert timedelta(0) <= found - day <= timedelta(4)


@given(DAYS)
def test_a_day_worked_mon_fri_is_worked_mon_sat(day):
    assert is_working_day_mon_sat(day) >= is_working_day_mon_fri(day)
    assert not (is_public_holiday(day) and is_working_day_mon_sat(day))


def test_days_follow():
    assert list(islice(days_after(date(2026, 2, 27)), 3)) == [
        date(2026, 2, 28),
        date(2026, 3, 1),
        date(2026, 3, 2),
    ]


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        pytest.param(date(2026, 1, 31), 1, date(2026, 2, 28), id="a shorter month"),
        pytest.param(date(2028, 1, 31), 1, date(2028, 2, 29), id="a leap year"),
        pytest.param(date(2026, 8, 31), 6, date(2027, 2, 28), id="over the year"),
        pytest.param(date(2026, 12, 15), 1, date(2027, 1, 15), id="December"),
        pytest.param(date(2026, 3, 31), -1, date(2026, 2, 28), id="back"),
        pytest.param(date(2026, 5, 18), 0, date(2026, 5, 18), id="none"),
    ],
)
def test_months_later(day, months, expected):
    assert add_months(day, months) == expected


@given(DAYS)
def test_the_day_after_a_months_end_is_a_first(day):
    assert (month_end(day) + timedelta(1)).day == 1
    assert month_end(day) >= day
