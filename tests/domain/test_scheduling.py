"""Half-days are laid out on days that are worked."""

from datetime import date, time

import pytest

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.scheduling import (
    AFTERNOON,
    MORNING,
    read_hours,
    slot_after,
    slots_on,
    teaching_days,
    written_hours,
)
from trainingdesk.domain.sessions import Slot, checked_slots


@pytest.mark.parametrize(
    ("first", "count", "weekday", "days"),
    [
        pytest.param(date(2026, 5, 18), 2, None, [(5, 18), (5, 19)], id="two days in a row"),
        pytest.param(date(2026, 5, 22), 2, None, [(5, 22), (5, 26)], id="weekend and Whit Monday"),
        pytest.param(date(2026, 5, 16), 1, None, [(5, 18)], id="asked for from a Saturday"),
        pytest.param(date(2026, 5, 11), 3, 1, [(5, 12), (5, 19), (5, 26)], id="three Tuesdays"),
        pytest.param(date(2026, 5, 11), 2, 3, [(5, 21), (5, 28)], id="Thursdays but Ascension"),
        pytest.param(date(2026, 5, 11), 1, 5, [(5, 16)], id="a Saturday that is asked for"),
    ],
)
def test_days_that_are_not_worked_are_passed_over(first, count, weekday, days):
    found = teaching_days(first, count, weekday)
    assert [(day.month, day.day) for day in found] == days


@pytest.mark.parametrize("weekday", [None, 0])
def test_days_on_which_the_office_is_closed_are_passed_over(weekday):
    monday = date(2026, 6, 1)
    (found,) = teaching_days(monday, 1, weekday, {monday})
    assert found == (date(2026, 6, 2) if weekday is None else date(2026, 6, 8))


@pytest.mark.parametrize("count", [0, -1, 201])
def test_no_session_has_that_many_days(count):
    with pytest.raises(RuleBroken, match="de 1 à 200") as refusal:
        teaching_days(date(2026, 5, 18), count)
    assert refusal.value.field == "slots"


def test_a_usual_day_makes_two_half_days_of_three_and_a_half_hours():
    slots = slots_on(teaching_days(date(2026, 5, 18), 2), trainer_ids=(4,))
    assert len(checked_slots(slots)) == 4
    assert sum(slot.minutes for slot in slots) == 14 * 60
    assert {slot.trainer_ids for slot in slots} == {(4,)}


def test_the_first_slot_that_is_added_is_on_the_next_worked_day():
    slot = slot_after(None, date(2026, 5, 15))
    assert (slot.day, slot.starts_at) == (date(2026, 5, 18), time(9))


@pytest.mark.parametrize(
    ("last", "day", "hours"),
    [
        pytest.param((time(9), time(12)), date(2026, 5, 22), AFTERNOON, id="after a morning"),
        pytest.param((time(14), time(17)), date(2026, 5, 26), MORNING, id="after an afternoon"),
        pytest.param((time(9), time(17)), date(2026, 5, 26), MORNING, id="after a whole day"),
    ],
)
def test_a_slot_is_followed_by_the_next_half_day(last, day, hours):
    former = Slot(
        day=date(2026, 5, 22),
        starts_at=last[0],
        ends_at=last[1],
        trainer_ids=(1, 2),
        is_remote=True,
    )
    slot = slot_after(former, date(2026, 1, 1))
    assert (slot.day, (slot.starts_at, slot.ends_at)) == (day, hours)
    assert (slot.trainer_ids, slot.is_remote) == ((1, 2), True)


@pytest.mark.parametrize(
    "text", ["9h-12h30, 13h30-17h", "9 h – 12 h 30 ; 13:30 – 17 h", "9 à 12h30 et 13h30 à 17"]
)
def test_hours_are_read_as_they_are_typed(text):
    assert read_hours(text) == (MORNING, AFTERNOON)


def test_hours_are_read_as_they_are_written():
    assert read_hours(written_hours([MORNING, AFTERNOON])) == (MORNING, AFTERNOON)


@pytest.mark.parametrize("text", ["", "9h", "matin", "9h-12h-13h", "25h-26h"])
def test_hours_that_cannot_be_read_are_refused(text):
    with pytest.raises(RuleBroken, match="9h-12h30, 13h30-17h"):
        read_hours(text)
