"""What lines add up to, and what they say of tax."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainingdesk.domain.lines import Line
from trainingdesk.domain.money import CENT, round_to_cent
from trainingdesk.domain.organisation import VatRegime
from trainingdesk.domain.tva import (
    RATES,
    Exemption,
    RateTotal,
    TaxMention,
    before_tax,
    exemption_mention,
    totals,
    treatment,
)


def line(quantity, price, rate="0", discount="0", exemption=None):
    return Line(
        label="x",
        quantity=D(quantity),
        unit_price=D(price),
        tva_rate=D(rate),
        discount=D(discount),
        exemption=exemption,
    )


@pytest.mark.parametrize(
    ("lines", "ht", "tva", "ttc"),
    [
        pytest.param([], "0", "0", "0", id="nothing"),
        pytest.param([("2", "950.00", "20")], "1900", "380", "2280", id="one rate"),
        pytest.param([("1", "0.03", "20")] * 3, "0.09", "0.02", "0.11", id="tax rounded once"),
        pytest.param(
            [("1", "100", "20"), ("1", "100", "5.5")], "200", "25.50", "225.50", id="two rates"
        ),
        pytest.param([("1", "500", "0")], "500", "0", "500", id="exempt"),
        pytest.param([("1", "33.333", "20")], "33.33", "6.67", "40.00", id="lines rounded first"),
        pytest.param([("3", "100", "20", "10")], "270", "54", "324", id="a discount"),
        pytest.param([("1", "99.99", "20", "100")], "0", "0", "0", id="all of it off"),
        pytest.param([("1", "-10", "20")], "-10", "-2", "-12", id="a line taken off"),
        pytest.param([("1", "0.025", "20")], "0.03", "0.01", "0.04", id="half a cent goes up"),
    ],
)
def test_totals(lines, ht, tva, ttc):
    found = totals(line(*parts) for parts in lines)
    assert (found.total_ht, found.tva, found.total_ttc) == (D(ht), D(tva), D(ttc))


def test_rates_and_exemptions_are_told_apart_in_order():
    found = totals(
        [
            line("1", "10", "20"),
            line("1", "20", exemption=Exemption.TRAINING),
            line("1", "30", exemption=Exemption.FRANCHISE),
            line("1", "40", exemption=Exemption.TRAINING),
        ]
    )
    assert found.by_rate == (
        RateTotal(D(0), Exemption.FRANCHISE, D("30.00"), D("0.00")),
        RateTotal(D(0), Exemption.TRAINING, D("60.00"), D("0.00")),
        RateTotal(D(20), None, D("10.00"), D("2.00")),
    )
    assert found.exemptions == (Exemption.FRANCHISE, Exemption.TRAINING)


LINES = st.lists(
    st.builds(
        line,
        st.decimals(min_value=0, max_value=500, places=2),
        st.decimals(min_value=-5000, max_value=5000, places=2),
        st.sampled_from(RATES),
        st.integers(0, 100),
    ),
    max_size=20,
)


@given(LINES)
def test_sums_hold_to_the_cent(lines):
    found = totals(lines)
    assert found.total_ht == sum((item.total_ht for item in lines), D(0))
    assert found.total_ttc == found.total_ht + found.tva
    exact = sum((item.total_ht * item.tva_rate / 100 for item in lines), D(0))
    assert abs(found.tva - exact) <= CENT / 2 * len(found.by_rate)


@given(LINES)
def test_the_order_of_lines_changes_nothing(lines):
    assert totals(reversed(lines)) == totals(lines)


@pytest.mark.parametrize("day", [date(1999, 1, 1), date(2026, 12, 31), date(2027, 1, 1)])
def test_an_exemption_is_always_told(day):
    assert exemption_mention(Exemption.TRAINING, day) == (
        "Exonération de TVA, article 261-4-4° a du CGI"
    )
    assert exemption_mention(Exemption.FRANCHISE, day) == (
        "TVA non applicable, article 293 B du CGI"
    )


@pytest.mark.parametrize(
    ("regime", "is_training", "rate", "exemption"),
    [
        (VatRegime.EXEMPT, True, "0", Exemption.TRAINING),
        (VatRegime.EXEMPT, False, "20", None),
        (VatRegime.FRANCHISE, True, "0", Exemption.FRANCHISE),
        (VatRegime.FRANCHISE, False, "0", Exemption.FRANCHISE),
        (VatRegime.NORMAL, True, "20", None),
        (VatRegime.NORMAL, False, "20", None),
    ],
)
def test_a_new_line_is_taxed_as_the_regime_says(regime, is_training, rate, exemption):
    assert treatment(regime, is_training=is_training) == (D(rate), exemption)


def test_an_exemption_the_office_wrote_no_text_for_takes_the_shipped_one():
    own = (
        TaxMention(exemption=Exemption.TRAINING, starts_on=date(2020, 1, 1), text="x", source=""),
    )
    said = exemption_mention(Exemption.OUT_OF_SCOPE, date(2026, 1, 1), own)
    assert said == "Indemnité hors du champ d’application de la TVA, article 256 du CGI"


@given(total=st.decimals(0, 99999, places=2), rate=st.sampled_from(RATES))
def test_a_price_before_tax_is_the_highest_that_stays_within_a_sum(total, rate):
    def with_tax(price: D) -> D:
        return price + round_to_cent(price * rate / 100)

    found = before_tax(total, rate)
    assert with_tax(found) <= total < with_tax(found + CENT)
