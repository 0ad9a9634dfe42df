"""Cents are never lost, nor made."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainingdesk.domain.money import CENT, from_cents, round_to_cent, split, to_cents

AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
WEIGHTS = st.lists(
    st.decimals(min_value=0, max_value=1000, places=3), min_size=1, max_size=30
).filter(any)


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        pytest.param("0.005", "0.01", id="half away from zero"),
        pytest.param("-0.005", "-0.01", id="below zero too"),
        pytest.param("0.004999", "0.00", id="less than half"),
        pytest.param("12.345", "12.35", id="not to even"),
        pytest.param("7", "7.00", id="a whole amount"),
    ],
)
def test_rounding(amount, expected):
    assert str(round_to_cent(D(amount))) == expected


@given(AMOUNTS)
def test_cents_there_and_back(amount):
    assert from_cents(to_cents(amount)) == amount


@pytest.mark.parametrize(
    ("amount", "weights", "shares"),
    [
        pytest.param("100.00", [1, 1, 1], ["33.33", "33.34", "33.33"], id="thirds"),
        pytest.param("0.01", [1, 1], ["0.01", "0.00"], id="a cent for two"),
        pytest.param("1000.00", [3, 7], ["300.00", "700.00"], id="by weight"),
        pytest.param("-10.00", [1, 3], ["-2.50", "-7.50"], id="to give back"),
        pytest.param("10.00", [0, 5], ["0.00", "10.00"], id="nothing for nothing"),
        pytest.param("10.00", ["0.5", "0.25", "0.25"], ["5.00", "2.50", "2.50"], id="fractions"),
    ],
)
def test_splitting(amount, weights, shares):
    assert split(D(amount), [D(weight) for weight in weights]) == tuple(map(D, shares))


@given(AMOUNTS, WEIGHTS)
def test_shares_add_up_and_are_fair_to_the_cent(amount, weights):
    shares = split(amount, weights)
    whole = sum(weights)
    assert sum(shares) == amount
    assert len(shares) == len(weights)
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - amount * weight / whole) <= CENT + D("1e-9")
        assert share == round_to_cent(share)


@pytest.mark.parametrize("weights", [[], [D(0)]])
def test_nothing_to_share_by_is_our_mistake(weights):
    with pytest.raises(ValueError, match="nothing to share by"):
        split(D(1), weights)
