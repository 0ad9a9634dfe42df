"""Notice in calendar days, jours ouvrables and jours ouvrés."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainingdesk.domain.conditions.kinds import DayUnit
from trainingdesk.domain.notice import last_day_with_notice, notice, notice_words

START = date(2026, 5, 18)
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("received", "calendar", "mon_sat", "mon_fri"),
    [
        (date(2026, 4, 24), 24, 17, 13),
        (date(2026, 4, 25), 23, 16, 13),
        (date(2026, 4, 26), 22, 16, 13),
        (date(2026, 4, 27), 21, 15, 12),
        (date(2026, 5, 3), 15, 11, 9),
        (date(2026, 5, 4), 14, 10, 8),
        (date(2026, 5, 7), 11, 7, 5),
        (date(2026, 5, 8), 10, 7, 5),
        (date(2026, 5, 9), 9, 6, 5),
        (START, 0, 0, 0),
        (date(2026, 5, 20), -2, -2, -2),
    ],
)
def test_notice_before_a_monday_in_may(received, calendar, mon_sat, mon_fri):
    assert notice(received, START, DayUnit.CALENDAR) == calendar
    assert notice(received, START, DayUnit.MON_SAT) == mon_sat
    assert notice(received, START, DayUnit.MON_FRI) == mon_fri


@given(DAYS, st.integers(0, 60), st.sampled_from(DayUnit))
def test_the_last_day_leaves_the_notice_and_the_next_day_does_not(start, days, unit):
    last = last_day_with_notice(days, start, unit)
    assert notice(last, start, unit) >= days
    assert days == 0 or notice(last + timedelta(1), start, unit) < days


@pytest.mark.parametrize(
    ("days", "unit", "words"),
    [
        (1, DayUnit.CALENDAR, "1 jour"),
        (15, DayUnit.CALENDAR, "15 jours"),
        (2, DayUnit.MON_SAT, "2 jours ouvrables"),
        (2, DayUnit.MON_FRI, "2 jours ouvrés"),
    ],
)
def test_a_notice_in_words(days, unit, words):
    assert notice_words(days, unit).replace("\N{NO-BREAK SPACE}", " ") == words
