"""Who was there, and the hours that this proves."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainingdesk.domain.attendance import (
    Attendance,
    Presence,
    Proof,
    hours_followed,
    state_from_marks,
    unproven_slots,
)
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.sessions import EnrolmentState, Slot

MORNING = Slot(day=date(2026, 5, 18), starts_at=time(9), ends_at=time(12, 20), id=1)
AFTERNOON = Slot(day=date(2026, 5, 18), starts_at=time(13, 20), ends_at=time(17), id=2)
UNSAVED = replace(AFTERNOON, id=None)
SLOTS = (MORNING, AFTERNOON)

P, A, J, R = Presence.PRESENT, Presence.ABSENT, Presence.EXCUSED, Presence.LATE


def mark(slot_id, presence, missed=0, proof=Proof.SIGNED):
    return Attendance(
        enrolment_id=1, slot_id=slot_id, presence=presence, minutes_missed=missed, proof=proof
    )


def marks(*cells):
    return {slot_id: mark(slot_id, *cell) for slot_id, cell in enumerate(cells, start=1) if cell}


@pytest.mark.parametrize(
    ("cells", "hours", "state"),
    [
        pytest.param([(P,), (P,)], "7", EnrolmentState.PRESENT, id="all along"),
        pytest.param([(P,), (A,)], "3.333", EnrolmentState.PARTIAL, id="half the day"),
        pytest.param([(P,), (R, 40)], "6.333", EnrolmentState.PARTIAL, id="late"),
        pytest.param([(R, 0), (P,)], "7", EnrolmentState.PRESENT, id="late by nothing"),
        pytest.param([(A,), (J,)], "0", EnrolmentState.ABSENT, id="never there"),
        pytest.param([(R, 200), (J,)], "0", EnrolmentState.ABSENT, id="late by the whole slot"),
        pytest.param([(P,), None], "3.333", EnrolmentState.PARTIAL, id="a cell left empty"),
        pytest.param([], "0", EnrolmentState.ABSENT, id="an empty sheet"),
    ],
)
def test_what_the_sheet_makes_of_a_person(cells, hours, state):
    assert round(hours_followed(SLOTS, marks(*cells)), 3) == D(hours)
    assert state_from_marks(iter(SLOTS), marks(*cells)) is state


def test_what_is_learnt_alone_counts_once():
    assert hours_followed(SLOTS, marks((P,), (P,)), D("3.5")) == D("10.5")


def test_a_slot_that_is_not_saved_proves_nothing():
    assert hours_followed([UNSAVED], marks((P,), (P,))) == 0
    assert unproven_slots([UNSAVED], {}) == ()


@pytest.mark.parametrize(
    ("cells", "unproven"),
    [
        pytest.param([(P,), (R, 5)], [], id="signed"),
        pytest.param([(P, 0, None), (P,)], [MORNING], id="there, unproven"),
        pytest.param([(A, 0, None), (J, 0, None)], [], id="absence needs no proof"),
        pytest.param([None, (P, 0, Proof.CONNECTION)], [MORNING], id="no mark"),
        pytest.param([], [MORNING, AFTERNOON], id="an empty sheet"),
    ],
)
def test_what_a_certificate_may_not_count_yet(cells, unproven):
    assert unproven_slots(SLOTS, marks(*cells)) == tuple(unproven)


@pytest.mark.parametrize("missed", [1, 200])
def test_a_lateness_within_the_slot_passes(missed):
    found = mark(1, R, missed)
    assert found.checked(MORNING) is found


def test_a_lateness_without_minutes_would_claim_hours_that_nobody_followed():
    with pytest.raises(RuleBroken, match="R15"):
        mark(1, R, 0).checked(MORNING)


@pytest.mark.parametrize("missed", [-1, 201])
def test_nobody_misses_more_than_the_slot(missed):
    with pytest.raises(RuleBroken, match="durée du créneau") as refused:
        mark(1, R, missed).checked(MORNING)
    assert refused.value.field == "minutes_missed"


@given(st.integers(0, 200), st.integers(0, 220))
def test_minutes_followed_and_missed_make_the_slots(early, late):
    followed = hours_followed(SLOTS, marks((R, early), (R, late)))
    assert followed == D(420 - early - late) / 60
    assert mark(1, R, early).hours(MORNING) == D(200 - early) / 60
