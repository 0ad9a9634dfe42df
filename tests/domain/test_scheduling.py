"""Half-days are laid out on days that are worked."""

from datetime import date, time

import pytest

from trainingdesk.domain.conditions.rules import DayHours
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.scheduling import (
    half_days,
    read_hours,
    slot_after,
    slots_on,
    teaching_days,
    written_hours,
)
from trainingdesk.domain.sessions import Slot, checked_slots

MORNING, AFTERNOON = (time(9), time(12)), (time(13), time(17))
"""The half-days of an office that says nothing of its hours: 7 h a day."""

USUAL = DayHours(morning_to=time(12, 30), afternoon_from=time(13, 30))
"""Those of one that states its own."""


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


def test_the_usual_half_days_are_those_that_the_conditions_of_sale_state():
    assert half_days() == (MORNING, AFTERNOON)
    assert half_days(USUAL) == ((time(9), time(12, 30)), (time(13, 30), time(17)))


@pytest.mark.parametrize("usual", [None, USUAL], ids=["nothing stated", "own hours"])
def test_a_usual_day_makes_two_half_days_and_seven_hours(usual):
    slots = slots_on(teaching_days(date(2026, 5, 18), 2), half_days(usual), trainer_ids=(4,))
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


def test_the_next_half_day_leaves_closed_days_out_and_keeps_the_office_hours():
    friday = Slot(day=date(2026, 6, 5), starts_at=time(14), ends_at=time(17))
    closed = {date(2026, 6, 8)}
    slot = slot_after(friday, date(2026, 1, 1), USUAL, closed)
    assert (slot.day, slot.ends_at) == (date(2026, 6, 9), time(12, 30))
    first = slot_after(None, date(2026, 6, 5), USUAL, closed)
    assert first.day == date(2026, 6, 9)


@pytest.mark.parametrize(
    "text", ["9h-12h30, 13h30-17h", "9 h – 12 h 30 ; 13:30 – 17 h", "9 à 12h30 et 13h30 à 17"]
)
def test_hours_are_read_as_they_are_typed(text):
    assert read_hours(text) == half_days(USUAL)


def test_hours_are_read_as_they_are_written():
    assert read_hours(written_hours([MORNING, AFTERNOON])) == (MORNING, AFTERNOON)


@pytest.mark.parametrize("text", ["", "9h", "matin", "9h-12h-13h", "25h-26h"])
def test_hours_that_cannot_be_read_are_refused(text):
    with pytest.raises(RuleBroken, match="9h-12h30, 13h30-17h"):
        read_hours(text)
