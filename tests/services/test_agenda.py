"""What the calendar shows of a stretch of days."""

from datetime import date

import pytest

from trainingdesk.domain.closed_days import ClosedPeriod
from trainingdesk.services.agenda import closed_names, timetable
from trainingdesk.services.closed_days import save_closed_periods
from trainingdesk.storage.agenda import Wanted

FIRST, LAST = date(2026, 5, 18), date(2026, 5, 24)


def test_a_week_holds_its_slots(filled):
    found = timetable(filled.office, FIRST, LAST)
    assert [each.slot.id for each in found.begun] == filled.slots
    assert len(found.days) == 7


def test_the_night_before_is_read_as_well(filled):
    second_day = timetable(filled.office, date(2026, 5, 19), LAST)
    assert len(second_day.bookings) == 4
    assert len(second_day.begun) == 2


def test_one_looks_at_a_trainer_s_calendar_alone(filled):
    found = timetable(filled.office, FIRST, LAST, Wanted(trainer_id=filled.trainer + 1))
    assert found.bookings == ()


@pytest.mark.parametrize(
    ("label", "words"),
    [pytest.param("pont", "Fermé : pont", id="named"), pytest.param("", "Fermé", id="unnamed")],
)
def test_holidays_and_closed_days_are_named(filled, label, words):
    closed = ClosedPeriod(date(2026, 5, 14), date(2026, 5, 15), label)
    save_closed_periods(filled.office, [closed, ClosedPeriod(date(2026, 6, 30))])
    found = closed_names(filled.office, date(2026, 5, 1), date(2026, 5, 31))
    assert found[date(2026, 5, 14)] == "Ascension"
    assert found[date(2026, 5, 15)] == words
    assert sorted(day.day for day in found) == [1, 8, 14, 15, 25]
