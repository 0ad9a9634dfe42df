"""Planners: sessions as bars, a trainer's slots by month."""

from datetime import date, time

import pytest

from trainingdesk.domain.bookings import Booking, Lane
from trainingdesk.domain.planners import (
    Bar,
    PlannedSession,
    TrainerPlanning,
    YearPlan,
    bars,
    planned_sessions,
    taught_days,
    taught_hours,
)
from trainingdesk.domain.sessions import SessionState, Slot
from trainingdesk.domain.teaching import Trainer

MAY = date(2027, 5, 1)


def planned(*days, number="S-1"):
    return PlannedSession(
        number=number, title="Rondes", state=SessionState.CONFIRMED, course_id=1, days=days
    )


def booked(day, starts=9, ends=12, session=1, **changes):
    slot = Slot(day=day, starts_at=time(starts), ends_at=time(ends))
    given = {"number": f"S-{session}", "title": "Rondes", "state": SessionState.CONFIRMED}
    return Booking(slot=slot, session_id=session, course_id=1, **(given | changes))


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param([date(2027, 5, 18)], [(18, 18)], id="one day"),
        pytest.param([date(2027, 5, n) for n in (18, 19, 20)], [(18, 20)], id="days in a row"),
        pytest.param([date(2027, 5, n) for n in (18, 20)], [(18, 18), (20, 20)], id="a gap"),
        pytest.param([date(2027, 4, 30), MAY], [(1, 1)], id="begun the month before"),
        pytest.param([date(2027, 5, 31), date(2027, 6, 1)], [(31, 31)], id="goes on after"),
        pytest.param([date(2028, 5, 18)], [], id="another year"),
    ],
)
def test_days_in_a_row_are_one_bar(days, expected):
    assert [(bar.first, bar.last) for bar in bars(MAY, [planned(*days)])] == expected


def test_bars_that_share_a_day_stand_side_by_side():
    one = planned(date(2027, 5, 18), date(2027, 5, 19))
    other = planned(date(2027, 5, 19), date(2027, 5, 25), number="S-2")
    assert bars(MAY, [one, other]) == [
        Bar(0, 18, 19, Lane(0, 2)),
        Bar(1, 19, 19, Lane(1, 2)),
        Bar(1, 25, 25, Lane(0, 1)),
    ]


def test_a_session_is_planned_once_whatever_its_slots():
    first, second = date(2027, 5, 18), date(2027, 5, 19)
    slots = [
        booked(second, venue="Le Hangar", trainers=("Ana Ruiz",)),
        booked(first, 13, 17, is_remote=True, trainers=("Marc Tellier", "Ana Ruiz")),
        booked(first, venue="Le Hangar", trainers=("Marc Tellier",), enrolled=8),
        booked(date(2027, 5, 3), session=2),
    ]
    other, found = planned_sessions(slots)
    assert other.number == "S-2"
    assert found.days == (first, second)
    assert found.place == "Le Hangar / à distance"
    assert found.trainers == ("Marc Tellier", "Ana Ruiz")
    assert found.enrolled == 8


def test_twelve_months_begin_with_any():
    plan = YearPlan(first=date(2027, 9, 1), on=MAY)
    assert plan.months[0] == date(2027, 9, 1)
    assert plan.months[-1] == date(2028, 8, 1)
    assert plan.last == date(2028, 8, 31)


def test_a_planning_adds_up_hours_and_days():
    slots = (
        booked(date(2027, 6, 1)),
        booked(date(2027, 5, 18), 13, 17),
        booked(date(2027, 5, 18)),
    )
    planning = TrainerPlanning(
        trainer=Trainer(last_name="Tellier", first_name="Marc"),
        first=MAY,
        last=date(2027, 6, 30),
        on=MAY,
        bookings=slots,
    )
    assert planning.name == "Marc Tellier"
    assert list(planning.by_month) == [MAY, date(2027, 6, 1)]
    assert [each.slot.starts_at.hour for each in planning.by_month[MAY]] == [9, 13]
    assert (taught_hours(slots), taught_days(slots)) == (10, 2)
