"""What a meeting tool's list makes of each half-day."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainingdesk.domain.attendance import Presence, Proof
from trainingdesk.domain.connections import (
    Connection,
    merged,
    minutes_within,
    proposed_marks,
    touched_slots,
)
from trainingdesk.domain.sessions import Slot

DAY = date(2026, 5, 18)
MORNING = Slot(day=DAY, starts_at=time(9), ends_at=time(12, 30), id=1)
AFTERNOON = Slot(day=DAY, starts_at=time(13, 30), ends_at=time(17), id=2)
NIGHT = Slot(day=DAY, starts_at=time(22), ends_at=time(2), id=3)
SLOTS = (MORNING, AFTERNOON)

MIDNIGHT = datetime.combine(DAY, time())
moments = st.integers(0, 24 * 60).map(lambda minutes: MIDNIGHT + timedelta(minutes=minutes))
stretches = st.lists(st.tuples(moments, moments), max_size=12)


def at(clock):
    hour, _, minute = clock.partition(":")
    return MIDNIGHT + timedelta(hours=int(hour), minutes=int(minute or 0))


def connected(start, end, minutes=None):
    return Connection(name="Zoé Durand", joined_at=at(start), left_at=at(end), minutes=minutes)


def minutes_of(intervals):
    """Return every minute inside the intervals, one by one: another way to count."""
    return {
        start + timedelta(minutes=number)
        for start, end in intervals
        for number in range(max((end - start) // timedelta(minutes=1), 0))
    }


@given(stretches)
def test_merging_neither_loses_nor_doubles_a_minute(intervals):
    found = merged(intervals)
    assert minutes_of(found) == minutes_of(intervals)
    assert sum(((end - start) for start, end in found), timedelta()) == timedelta(
        minutes=len(minutes_of(intervals))
    )
    assert all(earlier[1] < later[0] for earlier, later in pairwise(found))


@given(stretches)
def test_the_minutes_in_a_slot_are_those_counted_one_by_one(intervals):
    for slot in (*SLOTS, NIGHT):
        inside = minutes_of(intervals) & minutes_of([(slot.start, slot.end)])
        assert minutes_within(merged(intervals), slot) == len(inside)


@given(stretches, st.integers(0, 30))
def test_nobody_is_given_more_minutes_than_the_list_proves(intervals, grace):
    connections = [
        Connection(name="x", joined_at=start, left_at=end)
        for start, end in intervals
        if start <= end
    ]
    real = merged((each.joined_at, each.left_at) for each in connections)
    for mark, slot in zip(proposed_marks(SLOTS, {7: connections}, grace), SLOTS, strict=True):
        proven = minutes_within(real, slot)
        assert (mark.enrolment_id, mark.slot_id) == (7, slot.id)
        assert mark.minutes(slot) <= proven + grace
        assert mark.minutes(slot) >= proven
        assert mark.checked(slot) is mark
        assert (mark.proof is Proof.CONNECTION) == mark.presence.was_there


@given(stretches, st.integers(0, 600))
def test_time_away_that_the_list_counts_is_never_given(intervals, counted):
    spans = [(start, end) for start, end in merged(intervals)]
    whole = sum((end - start) // timedelta(minutes=1) for start, end in spans)
    connections = [
        Connection(name="x", joined_at=start, left_at=end, minutes=0) for start, end in spans
    ]
    if not connections or counted > whole:
        return
    connections[0] = Connection(
        name="x", joined_at=spans[0][0], left_at=spans[0][1], minutes=counted
    )
    given_minutes = sum(
        mark.minutes(slot)
        for mark, slot in zip(proposed_marks(SLOTS, {1: connections}, 0), SLOTS, strict=True)
    )
    assert given_minutes <= counted + len(connections)


@pytest.mark.parametrize(
    ("connections", "marks"),
    [
        pytest.param([connected("8:50", "17:05")], ["P", "P"], id="all along"),
        pytest.param([connected("9:01", "12:30")], ["R1", "A"], id="no minute is given away"),
        pytest.param([connected("9:20", "12:30")], ["R20", "A"], id="late"),
        pytest.param([connected("9:00", "12:00")], ["R30", "A"], id="left early"),
        pytest.param(
            [connected("9:20", "12:00"), connected("13:30", "17:00")],
            ["R50", "P"],
            id="late and left early",
        ),
        pytest.param(
            [connected("9:00", "10:00"), connected("10:15", "12:30")],
            ["R15", "A"],
            id="cut off in the middle",
        ),
        pytest.param(
            [connected("9:00", "11:00"), connected("10:30", "12:30")],
            ["P", "A"],
            id="two devices count once",
        ),
        pytest.param([], ["A", "A"], id="not on the list"),
        pytest.param([connected("12:30", "13:30")], ["A", "A"], id="at lunch only"),
        pytest.param(
            [connected("9:00", "17:00", minutes=420)], ["P", "P"], id="away at lunch, as counted"
        ),
        pytest.param(
            [connected("9:00", "17:00", minutes=480)], ["P", "P"], id="connected through lunch"
        ),
        pytest.param(
            [connected("9:00", "17:00", minutes=400)], ["R20", "P"], id="20 minutes somewhere"
        ),
        pytest.param([connected("9:00", "12:30", minutes=209)], ["P", "A"], id="rounded durations"),
        pytest.param([connected("9:00", "12:30", minutes=0)], ["A", "A"], id="nothing counted"),
    ],
)
def test_what_connections_make_of_a_day(connections, marks):
    found = proposed_marks(SLOTS, {1: connections})
    assert [f"{mark.presence.value}{mark.minutes_missed or ''}" for mark in found] == marks


def test_time_that_is_not_placed_is_said_in_the_mark():
    first, second = proposed_marks(SLOTS, {1: [connected("9:00", "17:00", minutes=400)]})
    assert first.note == "Interruptions non situées : 20 min"
    assert second.note == ""


@pytest.mark.parametrize(
    ("connection", "note"),
    [
        pytest.param(connected("9:00", "12:30"), "", id="nothing to forgive"),
        pytest.param(connected("9:04", "12:30"), "Tolérance : 4 min", id="late within the grace"),
        pytest.param(
            connected("9:00", "12:30", minutes=206),
            "Interruptions non situées : 4 min · Tolérance : 4 min",
            id="away within the grace",
        ),
    ],
)
def test_minutes_that_a_grace_forgave_are_said_in_the_mark(connection, note):
    (mark,) = proposed_marks(SLOTS[:1], {1: [connection]}, 5)
    assert (mark.presence, mark.minutes_missed, mark.note) == (Presence.PRESENT, 0, note)


def test_a_night_slot_is_followed_past_midnight():
    late = Connection(
        name="x", joined_at=at("22:30"), left_at=MIDNIGHT + timedelta(hours=26), minutes=210
    )
    (mark,) = proposed_marks([NIGHT], {1: [late]})
    assert (mark.presence, mark.minutes_missed) == (Presence.LATE, 30)


def test_a_list_is_about_the_slots_somebody_was_connected_in():
    assert touched_slots(SLOTS, [connected("12:30", "13:31")]) == (AFTERNOON,)
    assert touched_slots(SLOTS, [connected("12:30", "13:30")]) == ()
    assert touched_slots(SLOTS, [connected("6:00", "8:00").shifted(2)]) == (MORNING,)
