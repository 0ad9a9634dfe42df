"""Hours counted from Monday to Friday, day and night, holidays out."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainingdesk.domain.calendar import is_working_day_mon_fri
from trainingdesk.domain.working_hours import (
    after_working_hours,
    last_day_before,
    working_time_between,
)

FIRST, LAST = datetime.fromisoformat("2024-01-01"), datetime.fromisoformat("2032-12-31")
moments = st.datetimes(FIRST, LAST).map(lambda moment: moment.replace(microsecond=0))
delays = st.integers(0, 300)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        pytest.param("2026-11-23 09:00", 72, "2026-11-26 09:00", id="a plain week"),
        pytest.param("2026-11-20 15:30", 72, "2026-11-25 15:30", id="across a weekend"),
        pytest.param("2026-11-21 10:00", 72, "2026-11-26 00:00", id="from a Saturday"),
        pytest.param("2026-11-22 23:59", 1, "2026-11-23 01:00", id="from a Sunday night"),
        pytest.param("2026-05-22 15:30", 72, "2026-05-28 15:30", id="across Whit Monday"),
        pytest.param("2026-05-14 08:00", 24, "2026-05-16 00:00", id="from Ascension Day"),
        pytest.param("2026-12-24 12:00", 24, "2026-12-28 12:00", id="across Christmas, a Friday"),
        pytest.param("2026-12-31 20:00", 72, "2027-01-06 20:00", id="across New Year"),
        pytest.param("2026-11-27 12:00", 12, "2026-11-28 00:00", id="to the end of a Friday"),
        pytest.param("2026-11-23 09:00", 0, "2026-11-23 09:00", id="no delay"),
        pytest.param("2026-11-21 09:00", 0, "2026-11-23 00:00", id="no delay on a Saturday"),
        pytest.param("2026-03-27 18:00", 24, "2026-03-30 18:00", id="as the clocks change"),
    ],
)
def test_a_delay_runs_on_working_days_only(start, hours, end):
    expected = datetime.fromisoformat(end)
    assert after_working_hours(datetime.fromisoformat(start), hours) == expected


@given(moments, delays)
def test_the_delay_that_was_added_is_the_time_that_counts(start, hours):
    end = after_working_hours(start, hours)
    assert working_time_between(start, end) == timedelta(hours=hours)


@given(moments, moments, delays)
def test_who_reports_later_is_served_no_sooner(one, other, hours):
    first, second = sorted((one, other))
    assert after_working_hours(first, hours) <= after_working_hours(second, hours)


@given(moments, delays, delays)
def test_a_delay_in_two_parts_ends_when_it_does_in_one(start, one, other):
    in_two = after_working_hours(after_working_hours(start, one), other)
    in_one = after_working_hours(start, one + other)
    # The midnight that ends a Friday and the one that starts the Monday after are the same moment.
    assert working_time_between(*sorted((in_one, in_two))) == timedelta(0)


@given(moments, st.integers(1, 300))
def test_a_delay_ends_on_a_working_day(start, hours):
    assert is_working_day_mon_fri(last_day_before(after_working_hours(start, hours)).date())


@given(moments, moments)
def test_time_that_counts_is_never_more_than_time_that_passes(start, end):
    counted = working_time_between(start, end)
    assert timedelta(0) <= counted <= max(end - start, timedelta(0))


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        pytest.param("2026-11-28 00:00", 27, id="midnight still is the day before"),
        pytest.param("2026-11-28 00:01", 28, id="a minute later is not"),
    ],
)
def test_midnight_ends_its_day(moment, day):
    assert last_day_before(datetime.fromisoformat(moment)).day == day
