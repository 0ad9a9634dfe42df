"""What an individual may be asked, and when."""

from datetime import date, time, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainingdesk.domain.instalments import (
    PARTS,
    Instalment,
    allowed_by,
    equal_parts,
    first_payment,
    stages,
)
from trainingdesk.domain.session_file import ScheduleDay
from trainingdesk.domain.sessions import Slot

START = date(2026, 5, 18)


def days_of(*hours: int) -> tuple[ScheduleDay, ...]:
    return tuple(
        ScheduleDay(day, (Slot(day=day, starts_at=time(8), ends_at=time(8 + length)),))
        for place, length in enumerate(hours)
        if (day := START + timedelta(place))
    )


@pytest.mark.parametrize(
    ("share", "first"),
    [
        pytest.param(None, "207.00", id="no deposit asked: what the law allows"),
        pytest.param("0.20", "138.00", id="a smaller deposit"),
        pytest.param("0.30", "207.00", id="just the law's share"),
        pytest.param("1", "207.00", id="the whole price is never asked"),
    ],
)
def test_the_first_payment_is_thirty_percent_at_most(share, first):
    assert first_payment(D(690), share and D(share)) == D(first)


@pytest.mark.parametrize(
    ("hours", "amounts"),
    [
        pytest.param((7,), ["483.00"], id="one day"),
        pytest.param((7, 7), ["241.50", "241.50"], id="two days"),
        pytest.param((7, 7, 7), ["161.00", "161.00", "161.00"], id="three days"),
        pytest.param((7,) * 6, ["161.00", "161.00", "161.00"], id="six days"),
        pytest.param((3, 3, 1), ["207.00", "207.00", "69.00"], id="uneven days"),
    ],
)
def test_the_rest_is_staged_by_hours_delivered(hours, amounts):
    made = stages(D(483), days_of(*hours), D(sum(hours)))
    assert [stage.amount for stage in made] == [D(amount) for amount in amounts]
    assert made[-1].day == START + timedelta(len(hours) - 1)


def test_a_training_without_days_is_paid_at_its_end():
    (stage,) = stages(D(483), (), D(12))
    assert (stage.amount, stage.hours, stage.day) == (D(483), D(12), None)


def test_hours_learnt_alone_are_paid_with_the_last_part():
    made = stages(D(100), days_of(5, 5), D(20))
    assert [(stage.amount, stage.hours) for stage in made] == [(D(100), D(20))]


@given(
    price=st.decimals("0.01", "20000", places=2),
    hours=st.lists(st.integers(1, 10), min_size=1, max_size=30),
    alone=st.integers(0, 20),
)
def test_no_cent_is_lost_and_never_more_is_asked_than_was_delivered(price, hours, alone):
    whole = D(sum(hours) + alone)
    first = first_payment(price, None)
    made = stages(price - first, days_of(*hours), whole)
    assert len(made) <= PARTS
    assert first <= price * D("0.30")
    assert first + sum(stage.amount for stage in made) == price
    asked = D(0)
    for stage in made:
        asked += stage.amount
        assert asked <= (price - first) * stage.hours / whole


@pytest.mark.parametrize(
    ("delivered", "planned", "allowed"),
    [
        pytest.param(0, 14, "300.00", id="before the first hour"),
        pytest.param(7, 14, "650.00", id="half-way"),
        pytest.param(14, 14, "1000.00", id="at the end"),
        pytest.param(20, 14, "1000.00", id="more hours than planned"),
        pytest.param(0, 0, "300.00", id="no hours, not yet held"),
        pytest.param(1, 0, "1000.00", id="no hours, held"),
    ],
)
def test_an_individual_pays_thirty_percent_and_then_by_the_hours(delivered, planned, allowed):
    assert allowed_by(D(1000), D(delivered), D(planned)) == D(allowed)


def test_equal_parts_are_a_month_apart():
    assert equal_parts(D("100.00"), date(2026, 1, 31), 3) == (
        Instalment(date(2026, 1, 31), D("33.33"), "Échéance 1 sur 3"),
        Instalment(date(2026, 2, 28), D("33.34"), "Échéance 2 sur 3"),
        Instalment(date(2026, 3, 31), D("33.33"), "Échéance 3 sur 3"),
    )


@given(price=st.decimals("0.01", "99999", places=2), count=st.integers(min_value=1, max_value=12))
def test_equal_parts_add_up_to_the_price(price, count):
    assert sum(part.amount for part in equal_parts(price, START, count)) == price
