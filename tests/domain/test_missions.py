"""What a mission counts, costs, and how far it is."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal as D

import pytest

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.missions import (
    Mission,
    MissionPay,
    MissionState,
    days_taught,
    slots_of,
)
from trainingdesk.domain.sessions import Slot

MONDAY, TUESDAY = date(2026, 5, 18), date(2026, 5, 19)
MORNING = Slot(day=MONDAY, starts_at=time(9), ends_at=time(12, 30), trainer_ids=(1,))
AFTERNOON = replace(MORNING, starts_at=time(13, 30), ends_at=time(17), trainer_ids=(1, 2))
NEXT = replace(MORNING, day=TUESDAY, trainer_ids=(2,))
MISSION = Mission(session_id=1, trainer_id=1, rate=D("600.00"), id=4)


@pytest.mark.parametrize(
    ("slots", "days"),
    [
        pytest.param([], "0", id="nothing"),
        pytest.param([MORNING], "0.5", id="a morning"),
        pytest.param([MORNING, AFTERNOON], "1", id="a day"),
        pytest.param([MORNING, AFTERNOON, NEXT], "1.5", id="a day and a half"),
        pytest.param(
            [replace(MORNING, ends_at=time(10)), replace(MORNING, starts_at=time(10))],
            "0.5",
            id="two slots of one morning",
        ),
    ],
)
def test_days_are_counted_by_halves(slots, days):
    assert days_taught(slots) == D(days)


@pytest.mark.parametrize(
    ("pay", "price"),
    [
        pytest.param(MissionPay.FLAT, "600.00", id="flat"),
        pytest.param(MissionPay.DAY, "600.00", id="one day"),
        pytest.param(MissionPay.HOUR, "4200.00", id="seven hours"),
    ],
)
def test_a_mission_costs_its_rate_for_what_it_is_paid_by(pay, price):
    assert replace(MISSION, pay=pay).price([MORNING, AFTERNOON]) == D(price)


def test_a_mission_without_a_rate_has_no_price():
    assert replace(MISSION, rate=None).price([MORNING]) is None


def test_a_price_by_the_hour_is_rounded_once():
    third = replace(MORNING, ends_at=time(9, 20))
    mission = replace(MISSION, pay=MissionPay.HOUR, rate=D("10.00"))
    assert mission.price([third, replace(third, day=TUESDAY)]) == D("6.67")


def test_a_trainer_has_the_slots_taught_alone_and_with_others():
    assert slots_of(1, [MORNING, AFTERNOON, NEXT]) == (MORNING, AFTERNOON)
    assert slots_of(None, [MORNING]) == ()


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        pytest.param({"id": None}, MissionState.TO_PREPARE, id="nobody wrote it"),
        pytest.param({}, MissionState.TO_SEND, id="written"),
        pytest.param({"sent_on": MONDAY}, MissionState.SENT, id="sent"),
        pytest.param({"signed_on": MONDAY}, MissionState.SIGNED, id="signed, sending not noted"),
    ],
)
def test_a_mission_tells_how_far_it_is(changes, state):
    assert replace(MISSION, **changes).state is state


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"sent_on": TUESDAY}, "sent_on", id="sent tomorrow"),
        pytest.param({"signed_on": TUESDAY}, "signed_on", id="signed tomorrow"),
        pytest.param(
            {"sent_on": MONDAY, "signed_on": date(2026, 5, 17)}, "signed_on", id="back too soon"
        ),
    ],
)
def test_days_that_cannot_be_are_refused(changes, field):
    with pytest.raises(RuleBroken) as refused:
        replace(MISSION, **changes).checked(MONDAY)
    assert refused.value.field == field


def test_a_mission_that_can_be_is_given_back():
    record = replace(MISSION, sent_on=MONDAY, signed_on=MONDAY)
    assert record.checked(MONDAY) == record
