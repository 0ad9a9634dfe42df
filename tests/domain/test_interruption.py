"""What is owed for hours missed, given up, or stopped by force majeure."""

from dataclasses import replace
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.conditions_strategy import rules as any_rules
from tests.support.offices import rules_of
from trainingdesk.domain.conditions import STATUTORY
from trainingdesk.domain.conditions.kinds import ForceMajeureDue, LatePostponement
from trainingdesk.domain.conditions.rules import ForceMajeure, Postponement
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.interruption import (
    Buyer,
    HoursHeld,
    absence,
    given_up,
    stopped_by_force_majeure,
)
from trainingdesk.domain.prices import taxed

PRICE = taxed(D(1000), D(20))
LEXOM, DIGIACTIF, ILMIS, RIVAGE = map(rules_of, ("lexom", "digiactif", "ilmis", "rivage"))


def held(followed="7", planned="14", begun=None):
    return HoursHeld(planned=D(planned), followed=D(followed), begun=begun and D(begun))


@pytest.mark.parametrize(
    ("rules", "due"),
    [(LEXOM, "1200.00"), (DIGIACTIF, "1200.00"), (ILMIS, "600.00"), (RIVAGE, "900.00")],
    ids=["lexom", "digiactif", "ilmis", "rivage"],
)
def test_half_a_training_missed(rules, due):
    cost = absence(rules, PRICE, held())
    assert cost.due_ttc == D(due)
    assert cost.share == D(due) / PRICE.total_ttc


@pytest.mark.parametrize(
    ("rules", "justified", "duties"),
    [
        pytest.param(DIGIACTIF, None, 2, id="to be justified, the employer told"),
        pytest.param(DIGIACTIF, True, 1, id="justified"),
        pytest.param(LEXOM, None, 0, id="no more is asked"),
    ],
)
def test_an_absence_has_its_duties(rules, justified, duties):
    assert len(absence(rules, PRICE, held(), justified=justified).duties) == duties


@pytest.mark.parametrize(
    ("rules", "begun", "due"),
    [
        pytest.param(LEXOM, None, "1200.00", id="all of it"),
        pytest.param(DIGIACTIF, "10.5", "1200.00", id="all of it, whatever had begun"),
        pytest.param(RIVAGE, None, "900.00", id="half of the rest"),
        pytest.param(RIVAGE, "10.5", "1050.00", id="the module begun in full"),
        pytest.param(ILMIS, None, "600.00", id="no such clause"),
    ],
)
def test_giving_up_halfway(rules, begun, due):
    assert given_up(rules, PRICE, held(begun=begun)).due_ttc == D(due)


def test_house_rules_that_say_otherwise_are_told():
    assert "règlement intérieur" in given_up(DIGIACTIF, PRICE, held()).sentence


AS_POSTPONED = replace(
    STATUTORY,
    force_majeure=ForceMajeure(due=ForceMajeureDue.AS_POSTPONED),
    postponement=Postponement(too_late=LatePostponement.WHOLE_PRICE),
)


@pytest.mark.parametrize(
    ("rules", "debtor", "due", "rule"),
    [
        pytest.param(DIGIACTIF, Buyer.COMPANY, "600.00", "force_majeure", id="pro rata"),
        pytest.param(LEXOM, Buyer.COMPANY, "1200.00", "postponement", id="as a postponement"),
        pytest.param(LEXOM, Buyer.INDIVIDUAL, "600.00", "", id="the law wins"),
        pytest.param(DIGIACTIF, Buyer.INDIVIDUAL, "600.00", "force_majeure", id="law and terms"),
        pytest.param(ILMIS, Buyer.COMPANY, "600.00", "", id="no such clause"),
        pytest.param(AS_POSTPONED, Buyer.COMPANY, "1200.00", "postponement", id="said so"),
        pytest.param(
            replace(AS_POSTPONED, postponement=Postponement()),
            Buyer.COMPANY,
            "600.00",
            "force_majeure",
            id="a late postponement that costs no more",
        ),
    ],
)
def test_force_majeure_halfway(rules, debtor, due, rule):
    cost = stopped_by_force_majeure(rules, PRICE, held(), debtor)
    assert (cost.due_ttc, cost.rule) == (D(due), rule)


@pytest.mark.parametrize(
    ("hours", "field"),
    [
        (HoursHeld(planned=D(0), followed=D(0)), "planned"),
        (HoursHeld(planned=D(7), followed=D(8)), "followed"),
        (HoursHeld(planned=D(7), followed=D(-1)), "followed"),
        (HoursHeld(planned=D(7), followed=D(4), begun=D(3)), "begun"),
    ],
)
def test_hours_that_cannot_be_are_refused(hours, field):
    with pytest.raises(RuleBroken) as refusal:
        absence(LEXOM, PRICE, hours)
    assert refusal.value.field == field


def test_a_training_for_nothing_owes_nothing():
    cost = absence(ILMIS, taxed(D(0)), held())
    assert (cost.due_ttc, cost.share) == (D("0.00"), D(0))


@given(any_rules(), st.decimals(0, 14, places=2), st.sampled_from(Buyer))
def test_any_terms_give_an_answer_within_the_price(rules, followed, debtor):
    hours = held(str(followed))
    for cost in (
        absence(rules, PRICE, hours),
        given_up(rules, PRICE, hours),
        stopped_by_force_majeure(rules, PRICE, hours, debtor),
    ):
        assert 0 <= cost.due_ttc <= PRICE.total_ttc
        assert cost.sentence.endswith(".")


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        pytest.param(held(), "Sur les 14 h de la formation, 7 h ont été suivies. 600", id="one"),
        pytest.param(
            held("0"), "de la formation, aucune n’a été suivie. Rien n’est dû.", id="none"
        ),
        pytest.param(
            HoursHeld(planned=D(42), followed=D(21), people=3),
            "Sur les 14 h de la formation, les 3 personnes ont suivi 21 h en tout. 600",
            id="several",
        ),
    ],
)
def test_the_hours_are_told_as_the_client_knows_them(hours, said):
    sentence = absence(ILMIS, PRICE, hours).sentence.replace("\N{NO-BREAK SPACE}", " ")
    assert said in sentence
    assert all(part.count(" : ") <= 1 for part in sentence.split(". "))


@pytest.mark.parametrize(
    ("rules", "due"),
    [
        pytest.param(LEXOM, PRICE.total_ttc * D("0.3"), id="the deposit is kept"),
        pytest.param(
            replace(LEXOM, postponement=replace(LEXOM.postponement, keeps_deposit=False)),
            D(0),
            id="nothing is kept",
        ),
    ],
)
def test_force_majeure_before_any_hour_moves_what_has_not_begun(rules, due):
    cost = stopped_by_force_majeure(rules, PRICE, HoursHeld(planned=D(14), followed=D(0)))
    assert cost.due_ttc == due
    assert "avant le début" in cost.sentence
    assert "formation commencée" not in cost.sentence
