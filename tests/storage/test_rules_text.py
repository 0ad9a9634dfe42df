"""Rules of sale as text, and what is said of a text that holds none."""

import json
from datetime import time
from decimal import Decimal as D

import pytest
from hypothesis import given

from tests.support.conditions_strategy import rules
from trainingdesk.domain.conditions import NO_SPECIAL_TERMS, Rules, SpecialTerms
from trainingdesk.domain.conditions.kinds import Base
from trainingdesk.domain.conditions.rules import Cancellation, Deposit, Payment, Tier
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.storage.rules_text import (
    as_mapping,
    rules_from,
    rules_from_text,
    rules_text,
    special_from_text,
    special_text,
    type_of,
)


@given(rules())
def test_any_rules_come_back_as_they_were_written(drawn):
    assert rules_from_text(rules_text(drawn)) == drawn


def test_clauses_and_values_that_are_missing_are_not_written():
    kept = json.loads(rules_text(Rules(deposit=Deposit(share=D("0.30")))))
    assert kept == {
        "deposit": {
            "share": "0.30",
            "base": "ttc",
            "moment": "with_papers",
            "individuals": "after_withdrawal",
        }
    }


def test_plain_values_are_those_that_a_profile_is_written_with():
    tiers = (Tier(at_least=15, share=D("0.5"), base=Base.HT), Tier())
    (early, late) = as_mapping(Rules(cancellation=Cancellation(tiers=tiers)))["cancellation"][
        "tiers"
    ]
    assert early == {"at_least": 15, "share": "0.5", "base": "ht"}
    assert late == {"at_least": None, "share": "1", "base": "ttc"}


def test_a_value_that_is_left_out_takes_the_usual_one():
    assert rules_from({"payment": {"days": 45}}) == Rules(payment=Payment(days=45))


def test_a_time_is_read_from_text_or_as_toml_gives_it():
    written = rules_from({"hours": {"morning_from": "08:30", "morning_to": time(12)}})
    assert (written.hours.morning_from, written.hours.morning_to) == (time(8, 30), time(12))


@pytest.mark.parametrize(
    ("values", "field", "says"),
    [
        pytest.param(
            {"deposits": {}},
            "deposits",
            "ce nom n’est pas connu ; vouliez-vous écrire « deposit » ?",
            id="a clause nearly known",
        ),
        pytest.param(
            {"zzz": {}},
            "zzz",
            "ce nom n’est pas connu ; les noms connus sont offer, formation,",
            id="an unknown clause",
        ),
        pytest.param(
            {"deposit": {"sharre": D("0.3")}},
            "deposit.sharre",
            "vouliez-vous écrire « share » ?",
            id="an unknown value, told before the one that is missing",
        ),
        pytest.param(
            {"suspension": {"zzz": True}},
            "suspension.zzz",
            "les noms connus sont unpaid_invoice et missing_papers.",
            id="an unknown value with the known ones",
        ),
        pytest.param(
            {"deposit": {}},
            "deposit.share",
            "il manque cette valeur, une part de 0 à 1, comme 0.3.",
            id="a missing share",
        ),
        pytest.param(
            {"cancellation": {}},
            "cancellation.tiers",
            "il manque cette valeur, une liste entre crochets.",
            id="a missing list",
        ),
        pytest.param(
            {"deposit": 3}, "deposit", "il faut une clause, avec ses valeurs.", id="no clause"
        ),
        pytest.param(
            {"cancellation": {"tiers": [{"share": "la moitié"}]}},
            "cancellation.tiers.1.share",
            "il faut une part de 0 à 1, comme 0.3.",
            id="words for a share, in a list",
        ),
        pytest.param(
            {"deposit": {"share": True}},
            "deposit.share",
            "il faut une part de 0 à 1",
            id="yes for a share",
        ),
        pytest.param(
            {"deposit": {"share": "NaN"}},
            "deposit.share",
            "il faut une part de 0 à 1",
            id="a number that is none",
        ),
        pytest.param(
            {"late": {"floor_multiple": []}},
            "late.floor_multiple",
            "il faut un nombre de 0 à 20.",
            id="a list for a number that may be missing",
        ),
        pytest.param(
            {"payment": {"days": D("1.5")}},
            "payment.days",
            "il faut un nombre entier de 0 à 3 650.",
            id="half a day",
        ),
        pytest.param(
            {"payment": {"instalments": 1}},
            "payment.instalments",
            "il faut oui ou non (true ou false).",
            id="one for yes",
        ),
        pytest.param(
            {"late": {"reference": "bce"}},
            "late.reference",
            "il faut un de ces mots : « ecb » ou « legal ».",
            id="a word that is no choice",
        ),
        pytest.param(
            {"formation": {"needs": ["deposit", "argent"]}},
            "formation.needs.2",
            "il faut un de ces mots : « signed_proposal » ou",
            id="the second word of a list",
        ),
        pytest.param(
            {"formation": {"needs": "deposit"}},
            "formation.needs",
            "il faut une liste entre crochets.",
            id="a word for a list",
        ),
        pytest.param(
            {"hours": {"morning_from": "9 h"}},
            "hours.morning_from",
            "il faut une heure, comme 09:30.",
            id="a time in words",
        ),
        pytest.param(
            {"hours": {"morning_from": "09:00+02:00"}},
            "hours.morning_from",
            "il faut une heure",
            id="a time of another place",
        ),
    ],
)
def test_a_fault_is_named_by_its_path_and_by_what_was_expected(values, field, says):
    with pytest.raises(RuleBroken) as broken:
        rules_from(values)
    message = str(broken.value).replace("\N{NO-BREAK SPACE}", " ")
    message = message.replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert broken.value.field == field
    assert message.startswith(f"Conditions de vente, « {field} » : ")
    assert says in message


def test_values_of_one_agreement_come_back_as_they_were_written():
    special = SpecialTerms(
        {"deposit.share": D("0.10"), "payment.days": 45, "cancellation.tiers": (Tier(),)}
    )
    assert special_from_text(special_text(special)) == special


def test_an_agreement_without_values_of_its_own_writes_none():
    assert special_text(NO_SPECIAL_TERMS) == "{}"


def test_the_type_of_a_value_is_known_by_its_path():
    assert type_of("payment.instalments") is bool
