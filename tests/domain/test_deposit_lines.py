"""A deposit invoice asks for its part of a sale, rate by rate."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainingdesk.domain.deposit_lines import deposit_lines, reduction_lines
from trainingdesk.domain.lines import Line, LineKind
from trainingdesk.domain.money import CENT
from trainingdesk.domain.tva import RATES, Exemption, totals

TRAINING = Line(label="Formation", quantity=D(2), unit_price=D(500))
COACHING = Line(
    label="Coaching",
    unit_price=D(100),
    tva_rate=D(20),
    exemption=None,
    kind=LineKind.COACHING,
)

OTHER_EXEMPTION = Exemption.TRAINING


def shown(lines):
    return [(line.tva_rate, line.exemption, line.kind, line.total_ht) for line in lines]


def test_each_rate_bears_its_part():
    made = deposit_lines([TRAINING, COACHING], D("336.00"), "Acompte")
    assert shown(made) == [
        (D(0), Exemption.TRAINING, LineKind.TRAINING, D("300.00")),
        (D(20), None, LineKind.COACHING, D("30.00")),
    ]
    assert totals(made).total_ttc == D("336.00")
    assert {line.label for line in made} == {"Acompte"}


def test_a_sum_before_tax_is_shared_before_tax():
    made = deposit_lines([TRAINING, COACHING], D("330.00"), "Acompte", with_tax=False)
    assert [line.total_ht for line in made] == [D("300.00"), D("30.00")]


@pytest.mark.parametrize(
    ("lines", "amount"),
    [
        pytest.param([], "10.00", id="nothing sold"),
        pytest.param([COACHING], "0.00", id="nothing asked"),
        pytest.param([Line(label="Offert", unit_price=D(0))], "10.00", id="sold for nothing"),
    ],
)
def test_nothing_to_ask_makes_no_line(lines, amount):
    assert deposit_lines(lines, D(amount), "Acompte") == ()


@given(
    sold=st.lists(
        st.tuples(st.decimals("0.01", "9999", places=2), st.sampled_from(RATES)),
        min_size=1,
        max_size=5,
    ),
    share=st.decimals(0, 1, places=2),
)
def test_a_deposit_is_never_more_than_asked_and_a_cent_a_rate_less_at_most(sold, share):
    lines = [
        Line(
            label="x",
            unit_price=price,
            tva_rate=rate,
            exemption=None if rate else Exemption.TRAINING,
        )
        for price, rate in sold
    ]
    whole = totals(lines)
    asked = (whole.total_ttc * share).quantize(CENT)
    made = totals(deposit_lines(lines, asked, "Acompte"))
    assert asked - CENT * len(whole.by_rate) <= made.total_ttc <= asked
    left = {(part.rate, part.exemption): part.base_ht for part in whole.by_rate}
    assert all(part.base_ht <= left[part.rate, part.exemption] for part in made.by_rate)


@given(
    prices=st.lists(
        st.tuples(st.decimals("1", "3000", places=2), st.sampled_from(RATES)),
        min_size=1,
        max_size=4,
    ),
    share=st.decimals("0", "1", places=2),
)
def test_a_reduction_leaves_exactly_the_cost(prices, share):
    sold = [
        Line(
            label="x", unit_price=price, tva_rate=rate, exemption=None if rate else OTHER_EXEMPTION
        )
        for price, rate in prices
    ]
    cost = (totals(sold).total_ttc * share).quantize(CENT)
    left = totals([*sold, *reduction_lines(sold, cost, "Réduction")]).total_ttc
    tolerance = CENT * len({rate for _price, rate in prices if rate})
    assert cost - tolerance <= left <= cost
