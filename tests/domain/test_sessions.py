"""Slots, and the hours they make."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainingdesk.domain.courses import DayPart
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.sessions import (
    EnrolmentState,
    Slot,
    TrainingSession,
    checked_slots,
    planned_hours,
)

DAY = date(2026, 5, 18)
SESSION = TrainingSession(number="S-2026-001", course_version_id=1, title="Tableur")


def slot(times, day=DAY):
    """Return the slot that «9:00-12:30» says."""
    start, end = (time.fromisoformat(part.zfill(5)) for part in times.split("-"))
    return Slot(day=day, starts_at=start, ends_at=end)


@pytest.mark.parametrize(
    ("times", "hours", "part"),
    [
        pytest.param("9:00-12:30", "3.5", DayPart.MORNING, id="a morning"),
        pytest.param("13:30-17:00", "3.5", DayPart.AFTERNOON, id="an afternoon"),
        pytest.param("12:29-12:30", "0.01666666666666666666666666667", DayPart.MORNING, id="noon"),
        pytest.param("12:30-13:00", "0.5", DayPart.AFTERNOON, id="after noon"),
        pytest.param("22:00-2:00", "4", DayPart.AFTERNOON, id="past midnight"),
        pytest.param("18:00-0:00", "6", DayPart.AFTERNOON, id="until midnight"),
        pytest.param("0:00-23:59", "23.98333333333333333333333333", DayPart.MORNING, id="all day"),
    ],
)
def test_hours_of_a_slot(times, hours, part):
    found = slot(times)
    assert (found.hours, found.day_part) == (D(hours), part)
    assert found.end - found.start == timedelta(minutes=found.minutes)


def test_a_night_slot_ends_on_the_next_day():
    assert slot("22:00-2:00").end == datetime(2026, 5, 19, 2)  # noqa: DTZ001 - the office's clock


@pytest.mark.parametrize(
    ("slots", "order"),
    [
        pytest.param([], [], id="none"),
        pytest.param(["13:00-17:00", "9:00-12:00"], [1, 0], id="put in order"),
        pytest.param(["9:00-12:00", "12:00-13:00"], [0, 1], id="two that touch do not clash"),
    ],
)
def test_sound_slots_pass_in_order(slots, order):
    made = [slot(times) for times in slots]
    assert checked_slots(made) == tuple(made[place] for place in order)


@pytest.mark.parametrize(
    ("slots", "said"),
    [
        pytest.param([slot("9:00-9:00")], "finir après avoir commencé", id="no length"),
        pytest.param([slot("9:00-12:00"), slot("11:59-13:00")], "se chevauchent", id="a minute"),
        pytest.param([slot("9:00-17:00"), slot("10:00-11:00")], "se chevauchent", id="inside"),
        pytest.param([slot("9:00-12:00")] * 2, "se chevauchent", id="twice the same"),
        pytest.param(
            [slot("22:00-2:00"), slot("1:00-3:00", date(2026, 5, 19))],
            "18/05/2026 de 22.h à 2.h et 19/05/2026 de 1.h à 3.h",
            id="after midnight",
        ),
    ],
)
def test_slots_that_cannot_be(slots, said):
    with pytest.raises(RuleBroken, match=said) as refused:
        checked_slots(slots)
    assert refused.value.field == "slots"


MINUTES = st.integers(1, 24 * 60 - 1)


@given(st.lists(MINUTES, max_size=40), st.decimals(min_value=0, max_value=100, places=2))
def test_hours_add_up_to_the_minute(lengths, alone):
    slots = [
        Slot(
            day=DAY + timedelta(days=number),
            starts_at=time(9),
            ends_at=(datetime(2026, 5, 18, 9) + timedelta(minutes=length)).time(),  # noqa: DTZ001
        )
        for number, length in enumerate(lengths)
    ]
    session = TrainingSession(number="S", course_version_id=1, title="x", self_paced_hours=alone)
    assert planned_hours(session, slots) == D(sum(lengths)) / 60 + alone


def test_three_thirds_of_an_hour_make_one():
    slots = [slot("9:00-9:20"), slot("9:20-9:40"), slot("9:40-10:00")]
    assert planned_hours(SESSION, slots) == 1


@pytest.mark.parametrize("state", EnrolmentState)
def test_who_takes_a_seat(state):
    assert state.takes_a_seat is (state not in {"replaced", "cancelled"})
