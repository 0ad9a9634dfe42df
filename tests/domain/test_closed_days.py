"""Days on which the office is closed are typed as periods and kept as days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainingdesk.domain.closed_days import ClosedDay, ClosedPeriod, periods
from trainingdesk.domain.errors import RuleBroken


def august(day):
    return date(2026, 8, day)


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        pytest.param(august(3), None, [3], id="a single day"),
        pytest.param(august(3), august(3), [3], id="a single day, said twice"),
        pytest.param(august(3), august(5), [3, 4, 5], id="both ends included"),
        pytest.param(None, None, [], id="nothing typed yet"),
    ],
)
def test_a_period_is_made_of_days(first, last, days):
    found = ClosedPeriod(first, last, "Congés").days
    assert found == tuple(ClosedDay(august(day), "Congés") for day in days)


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        pytest.param(None, august(3), "first", id="no first day"),
        pytest.param(august(3), august(2), "last", id="ends before it starts"),
        pytest.param(august(3), date(2027, 8, 4), "last", id="longer than a year"),
    ],
)
def test_what_is_no_span_of_days_is_refused(first, last, field):
    with pytest.raises(RuleBroken) as refusal:
        ClosedPeriod(first, last).checked()
    assert refusal.value.field == field


def test_days_in_a_row_for_the_same_reason_are_one_period():
    days = [
        ClosedDay(august(6), "Pont"),
        *(ClosedDay(august(day), "Congés") for day in (5, 3, 4)),
        ClosedDay(august(10), "Pont"),
    ]
    assert periods(days) == (
        ClosedPeriod(august(3), august(5), "Congés"),
        ClosedPeriod(august(6), None, "Pont"),
        ClosedPeriod(august(10), None, "Pont"),
    )


@given(st.dictionaries(st.dates(date(2026, 1, 1), date(2026, 3, 1)), st.sampled_from(["", "Pont"])))
def test_periods_hold_the_same_days(labels):
    days = tuple(ClosedDay(day, labels[day]) for day in sorted(labels))
    found = periods(days)
    assert tuple(day for period in found for day in period.checked().days) == days
