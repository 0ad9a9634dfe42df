"""What stands on the calendar, and where."""

import itertools
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainingdesk.domain.bookings import (
    Absence,
    Booking,
    Lane,
    Timetable,
    pieces,
    session_days,
    shown_hours,
    side_by_side,
)
from trainingdesk.domain.sessions import SessionState, Slot

MONDAY = date(2027, 3, 1)
TUESDAY = date(2027, 3, 2)
NINE, NOON, ONE, FIVE = time(9), time(12), time(13), time(17)


def booked(day=MONDAY, starts=NINE, ends=NOON, session=1, **changes):
    slot = Slot(day=day, starts_at=starts, ends_at=ends)
    given = {"number": f"S-{session}", "title": "Rondes", "state": SessionState.CONFIRMED}
    return Booking(slot=slot, session_id=session, course_id=1, **(given | changes))


@pytest.mark.parametrize(
    ("spans", "lanes"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([(9, 12)], [Lane(0, 1)], id="alone: the whole width"),
        pytest.param([(9, 12), (12, 17)], [Lane(0, 1)] * 2, id="touching is no overlap"),
        pytest.param([(9, 12), (10, 11)], [Lane(0, 2), Lane(1, 2)], id="two halves"),
        pytest.param(
            [(9, 17), (9, 12), (13, 17)],
            [Lane(0, 2), Lane(1, 2), Lane(1, 2)],
            id="a lane that is free again serves twice",
        ),
        pytest.param(
            [(9, 11), (10, 13), (12, 14), (15, 16)],
            [Lane(0, 2), Lane(1, 2), Lane(0, 2), Lane(0, 1)],
            id="those that hang together share the width; later ones have it whole",
        ),
        pytest.param([(10, 11), (9, 12)], [Lane(1, 2), Lane(0, 2)], id="given out of order"),
    ],
)
def test_slots_that_overlap_stand_side_by_side(spans, lanes):
    assert side_by_side(spans) == lanes


@st.composite
def _spans(draw):
    start = draw(st.integers(0, 40))
    return start, start + draw(st.integers(1, 12))


@given(st.lists(_spans(), max_size=14))
def test_no_two_entries_ever_cover_each_other_and_no_width_is_wasted(spans):
    lanes = side_by_side(spans)
    assert all(0 <= lane.number < lane.count for lane in lanes)
    for (one, here), (other, there) in itertools.combinations(zip(spans, lanes, strict=True), 2):
        if one[0] < other[1] and other[0] < one[1]:
            assert here.number != there.number
            assert here.count == there.count
    deepest = max((sum(a <= n < b for a, b in spans) for n in range(53)), default=0)
    assert max((lane.count for lane in lanes), default=0) == deepest


@pytest.mark.parametrize(
    ("booking", "expected"),
    [
        pytest.param(booked(), [(MONDAY, 540, 720)], id="in the day"),
        pytest.param(
            booked(starts=time(22), ends=time(6)),
            [(MONDAY, 1320, 1440), (TUESDAY, 0, 360)],
            id="a night goes on the next day",
        ),
        pytest.param(
            booked(starts=time(18), ends=time(0)), [(MONDAY, 1080, 1440)], id="ends at midnight"
        ),
        pytest.param(
            booked(day=date(2027, 2, 28), starts=time(22), ends=time(2)),
            [(MONDAY, 0, 120)],
            id="the night before the first day",
        ),
    ],
)
def test_a_slot_is_cut_at_midnight(booking, expected):
    found = pieces([booking], MONDAY, TUESDAY)
    assert [(piece.day, piece.starts, piece.ends) for piece in found] == expected


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        pytest.param((NINE, NOON), (8, 20), id="the usual day"),
        pytest.param((time(7, 30), NOON), (7, 20), id="early"),
        pytest.param((time(18), time(21, 15)), (8, 22), id="an evening"),
        pytest.param((time(22), time(6)), (0, 24), id="a night"),
    ],
)
def test_a_day_is_shown_as_long_as_one_teaches(hours, expected):
    assert (
        shown_hours(pieces([booked(starts=hours[0], ends=hours[1])], MONDAY, TUESDAY)) == expected
    )
    assert shown_hours(()) == (8, 20)


def test_the_slots_of_a_session_on_a_day_are_one_entry():
    afternoon, morning = booked(starts=ONE, ends=FIVE), booked()
    other, later = booked(session=2), booked(day=TUESDAY)
    found = session_days([later, afternoon, other, morning])
    assert [entry.bookings for entry in found[MONDAY]] == [(morning, afternoon), (other,)]
    assert [entry.bookings for entry in found[TUESDAY]] == [(later,)]
    assert found[MONDAY][0].hours == "9\xa0h – 17\xa0h"


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        pytest.param({"venue": "Le Hangar", "room": "Rouge"}, "Le Hangar, Rouge", id="a room"),
        pytest.param({"venue": "Le Hangar"}, "Le Hangar", id="a venue only"),
        pytest.param({"venue": "Le Hangar", "is_remote": True}, "à distance", id="far away"),
        pytest.param({}, "", id="not known"),
    ],
)
def test_where_a_slot_is_held(changes, place):
    assert booked(**changes).place == place


def test_a_day_says_why_it_is_closed_and_who_is_away():
    away = Absence(
        name="Marc Tellier", first_day=MONDAY, last_day=MONDAY, starts_at=NINE, ends_at=NOON
    )
    found = Timetable(
        first=MONDAY, last=TUESDAY, absences=(away,), closed={MONDAY: "Fermé : inventaire"}
    )
    assert found.notes(MONDAY) == (
        "Fermé : inventaire",
        "Marc Tellier indisponible de 9\xa0h à 12\xa0h",
    )
    assert found.notes(TUESDAY) == ()
    assert found.days == (MONDAY, TUESDAY)


def test_a_night_that_began_before_is_not_counted_twice():
    before = booked(day=date(2027, 2, 28), starts=time(22), ends=time(2))
    found = Timetable(first=MONDAY, last=TUESDAY, bookings=(before, booked()))
    assert found.begun == (booked(),)
