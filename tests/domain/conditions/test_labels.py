"""Every value of the rules has its French words."""

from dataclasses import fields
from datetime import time
from decimal import Decimal as D
from enum import StrEnum
from inspect import getmembers, isclass
from typing import get_args, get_type_hints

import pytest

from trainingdesk.domain.conditions import kinds
from trainingdesk.domain.conditions.checking import bounds_of
from trainingdesk.domain.conditions.kinds import Base, Item, NewPrice
from trainingdesk.domain.conditions.labels import (
    FIELD_LABELS,
    GROUPS,
    LABELS,
    unit_beside,
    value_words,
)
from trainingdesk.domain.conditions.rules import RULES, Deposit, Late, Recovery, Rules, Tier
from trainingdesk.french import NBSP

RECORDS = {name: get_args(hint)[0] for name, hint in get_type_hints(Rules).items()}
PATHS = [f"{name}.{field.name}" for name in RULES for field in fields(RECORDS[name])]
CHOICES = [
    kind for _name, kind in getmembers(kinds, isclass) if issubclass(kind, StrEnum) and list(kind)
]


def test_every_value_has_its_words_and_no_other():
    assert list(FIELD_LABELS) == [path for path in FIELD_LABELS if path in PATHS]
    assert set(PATHS) == set(FIELD_LABELS)


def test_every_rule_stands_in_one_group():
    assert sorted(name for names in GROUPS.values() for name in names) == sorted(RULES)


@pytest.mark.parametrize("kind", CHOICES, ids=lambda kind: kind.__name__)
def test_every_choice_has_its_words(kind):
    assert set(LABELS[kind]) == set(kind)


@pytest.mark.parametrize("rule", RULES)
def test_every_number_has_its_unit(rule):
    for field, bounds in bounds_of(RECORDS[rule]).items():
        assert unit_beside(f"{rule}.{field}", bounds.unit)


@pytest.mark.parametrize(
    ("value", "bounds", "words"),
    [
        pytest.param(None, None, "non précisé", id="nothing"),
        pytest.param(True, None, "oui", id="yes"),
        pytest.param(False, None, "non", id="no"),
        pytest.param(NewPrice.REMAINING, None, "le reste du prix", id="choice"),
        pytest.param(time(9, 30), None, f"9{NBSP}h{NBSP}30", id="time"),
        pytest.param((), None, "rien", id="none of a list"),
        pytest.param(
            (Item.LINK, Item.HOUSE_RULES),
            None,
            "le lien de connexion et le règlement intérieur",
            id="several of a list",
        ),
        pytest.param(D("0.3"), bounds_of(Deposit)["share"], f"30{NBSP}%", id="share"),
        pytest.param(21, bounds_of(Deposit)["days_before"], f"21{NBSP}jours", id="days"),
        pytest.param(D("1.5"), bounds_of(Late)["multiple"], f"1,5{NBSP}fois", id="multiple"),
        pytest.param(D(40), bounds_of(Recovery)["amount"], f"40,00{NBSP}€", id="amount"),
        pytest.param(D("3.5"), None, "3,5", id="bare number"),
        pytest.param(
            (Tier(at_least=16, share=D(0)), Tier(at_least=7, base=Base.DEPOSIT), Tier()),
            None,
            f"dès 16{NBSP}jours rien, dès 7{NBSP}jours 100{NBSP}% sur l’acompte et ensuite "
            f"100{NBSP}% sur le prix TTC",
            id="tiers",
        ),
    ],
)
def test_a_value_is_told_as_one_reads_it(value, bounds, words):
    assert value_words(value, bounds) == words


def test_what_no_rule_holds_is_not_told():
    with pytest.raises(TypeError):
        value_words({})
