"""A decision and what it comes to."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.settlements import Settlement, SettlementKind

DAY = date(2026, 5, 4)
DECIDED = Settlement(
    agreement_id=1,
    kind=SettlementKind.CANCELLATION,
    decided_on=DAY,
    clause="11. Annulation par le client",
    sentence="La moitié est due.",
    due_ht=D(500),
    due_ttc=D(600),
    paid=D(180),
)


def test_what_was_paid_is_deducted():
    assert (DECIDED.owed, DECIDED.balance) == (600, 420)


def test_too_much_paid_is_given_back():
    assert replace(DECIDED, paid=D(900)).balance == -300


def test_a_gesture_lowers_what_is_asked():
    given = DECIDED.with_gesture(D(100), " Client fidèle ")
    assert (given.owed, given.balance, given.waived_reason) == (500, 320, "Client fidèle")


@pytest.mark.parametrize("waived", ["-1", "600.01"])
def test_a_gesture_stays_within_what_is_due(waived):
    with pytest.raises(RuleBroken, match="de 0 à la somme due") as refusal:
        DECIDED.with_gesture(D(waived))
    assert refusal.value.field == "waived"


def test_a_decision_stands_until_it_is_taken_back():
    undone = DECIDED.undone(DAY)
    assert (DECIDED.stands, undone.stands) == (True, False)


@pytest.mark.parametrize(
    ("decided", "said"),
    [
        pytest.param(replace(DECIDED, undone_on=DAY), "déjà été reprise", id="twice"),
        pytest.param(replace(DECIDED, refunded_on=DAY), "noté comme rendu", id="money went back"),
    ],
)
def test_what_cannot_be_taken_back(decided, said):
    with pytest.raises(RuleBroken, match=said):
        decided.undone(DAY)
