"""What a line costs, and what no paper may carry."""

from dataclasses import replace
from decimal import Decimal as D

import pytest

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.lines import Line, LineKind, counted
from trainingdesk.domain.tva import Exemption

GOOD = Line(label="Deux journées", quantity=D(2), unit_price=D("950.00"))
TAXED = {"tva_rate": D(20), "exemption": None}


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(GOOD, id="exempt"),
        pytest.param(replace(GOOD, **TAXED), id="taxed"),
        pytest.param(replace(GOOD, discount=D(100)), id="given away"),
        pytest.param(replace(GOOD, exemption=Exemption.FRANCHISE), id="franchise"),
    ],
)
def test_a_sound_line_passes(line):
    assert line.checked() is line


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        pytest.param({"label": " \n"}, "label", "dire ce qui est vendu", id="no label"),
        pytest.param(
            {"tva_rate": D("19.6"), "exemption": None},
            "tva_rate",
            "de 19,6\xa0% n’existe pas",
            id="a rate of the past",
        ),
        pytest.param(
            {"tva_rate": D(20)}, "tva_rate", "exonérée ne porte pas", id="exempt yet taxed"
        ),
        pytest.param({"exemption": None}, "exemption", "dire pourquoi", id="no tax, no reason"),
        pytest.param({"discount": D("100.01")}, "discount", "0 à 100", id="more than all off"),
        pytest.param(
            {"quantity": D(10**9), "unit_price": D(10**9)},
            "unit_price",
            "vérifiez la quantité",
            id="more than anybody sells",
        ),
        pytest.param({"discount": D(-1)}, "discount", "0 à 100", id="a discount that adds"),
    ],
)
def test_a_line_that_no_paper_may_carry(changes, field, said):
    with pytest.raises(RuleBroken, match=said) as refused:
        replace(GOOD, **changes).checked()
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("quantity", "price", "discount", "total"),
    [
        ("2", "950.00", "0", "1900.00"),
        ("2.5", "950.01", "0", "2375.03"),
        ("1", "0.05", "50", "0.03"),
        ("3", "33.33", "33.333", "66.66"),
    ],
)
def test_the_price_of_a_line(quantity, price, discount, total):
    line = Line(label="x", quantity=D(quantity), unit_price=D(price), discount=D(discount))
    assert line.total_ht == D(total)


@pytest.mark.parametrize(
    ("kind", "is_training"),
    [
        (LineKind.TRAINING, True),
        (LineKind.TRAVEL, True),
        (LineKind.MEALS, True),
        (LineKind.MATERIAL, True),
        (LineKind.ROOM, False),
        (LineKind.COACHING, False),
        (LineKind.OTHER, False),
    ],
)
def test_what_is_tied_to_training(kind, is_training):
    assert kind.is_training is is_training


def test_options_are_not_added_up():
    option = replace(GOOD, is_optional=True)
    assert counted((GOOD, option)) == (GOOD,)
