"""All days of a session move by one rule, and none falls on a day that is not worked."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainingdesk.domain.calendar import is_public_holiday
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.shifts import shifted


def may(*days):
    return [date(2026, 5, day) for day in days]


@pytest.mark.parametrize(
    ("days", "by", "closed", "found"),
    [
        pytest.param(may(18, 19), 1, (), may(19, 20), id="a day later"),
        pytest.param(may(18, 19), -7, (), may(11, 12), id="a week sooner"),
        pytest.param(may(21, 22), 1, (), may(22, 26), id="over a weekend and Whit Monday"),
        pytest.param(may(5, 12), 2, (), may(7, 15), id="past Ascension, the next worked day"),
        pytest.param(may(7, 20), 7, (), may(21, 27), id="past Ascension, the same weekday"),
        pytest.param(may(9), 7, (), may(16), id="a Saturday stays one"),
        pytest.param(may(11, 18), 7, may(18), [date(2026, 6, 1), date(2026, 6, 8)], id="closed"),
        pytest.param(may(18), 1, may(19), may(20), id="closed on that day"),
    ],
)
def test_days_move_by_the_rule_past_those_that_are_not_worked(days, by, closed, found):
    assert list(shifted(days, by, closed).values()) == found


@pytest.mark.parametrize("by", [0, 3 * 366 + 1, -3 * 366 - 1])
def test_a_number_that_makes_no_sense_is_refused(by):
    with pytest.raises(RuleBroken, match="au moins un jour"):
        shifted(may(18), by)


DAYS = st.sets(st.dates(date(2025, 1, 1), date(2027, 12, 31)), min_size=1, max_size=20)


@given(DAYS, st.integers(-200, 200).filter(bool), DAYS)
def test_no_two_days_meet_and_none_is_off(days, by, closed):
    moved = shifted(days, by, closed)
    assert set(moved) == days
    assert len(set(moved.values())) == len(days)
    assert not any(is_public_holiday(day) or day in closed for day in moved.values())
    assert all(found >= day + timedelta(days=by) for day, found in moved.items())


@given(DAYS, st.integers(-20, 20).filter(bool))
def test_by_weeks_each_day_keeps_its_weekday(days, weeks):
    moved = shifted(days, 7 * weeks)
    assert all(day.weekday() == found.weekday() for day, found in moved.items())
