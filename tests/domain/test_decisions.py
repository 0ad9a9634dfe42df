"""Withdrawal, termination, and what is given up before it binds."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from trainingdesk.domain.cancellation import CancelledOrder
from trainingdesk.domain.conditions import Rules
from trainingdesk.domain.conditions.rules import Termination
from trainingdesk.domain.decisions import FormalNotice, postponed_unformed, terminated, withdrawn
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.interruption import HoursHeld
from trainingdesk.domain.postponement import PostponedOrder
from trainingdesk.domain.prices import taxed
from trainingdesk.domain.withdrawal import WithdrawalPeriod

START = date(2026, 5, 18)
PRICE = taxed(D("690.00"))
PERIOD = WithdrawalPeriod(14, date(2026, 4, 24))
ORDER = CancelledOrder(
    starts_on=START, received_on=date(2026, 4, 24), price=PRICE, paid=D("100.00")
)
RULES = Rules(termination=Termination(notice_days=8))
NOTICED = date(2026, 5, 1)


def test_who_withdraws_in_time_owes_nothing_and_is_given_all_back():
    cost = withdrawn(ORDER, PERIOD)
    assert (cost.due_ttc, cost.balance, cost.rule) == (0, -100, "withdrawal")
    assert (cost.notice_days, cost.last_free_date) == (24, PERIOD.last_day)
    assert "remboursés" in cost.sentence
    assert "remboursés" not in withdrawn(replace(ORDER, paid=None), PERIOD).sentence


def test_a_day_later_it_is_a_cancellation():
    with pytest.raises(RuleBroken, match="ce n’est plus une rétractation"):
        withdrawn(replace(ORDER, received_on=date(2026, 4, 25)), PERIOD)


def test_a_formal_notice_acts_from_the_day_after_its_last():
    notice = FormalNotice(NOTICED, 8)
    assert (notice.last_day, notice.acts_from) == (date(2026, 5, 9), date(2026, 5, 10))


@pytest.mark.parametrize(
    ("followed", "due", "said"),
    [
        pytest.param("0", "0.00", "Rien n’a été réalisé", id="nothing held"),
        pytest.param("7", "345.00", "Ce qui a été réalisé reste dû", id="half of it held"),
    ],
)
def test_after_a_notice_in_vain_what_was_given_is_owed(followed, due, said):
    held = HoursHeld(planned=D(14), followed=D(followed))
    cost = terminated(RULES, PRICE, held, NOTICED, date(2026, 5, 10))
    assert (cost.due_ttc, cost.rule) == (D(due), "termination")
    assert said in cost.sentence


@pytest.mark.parametrize(
    ("rules", "on", "field"),
    [
        pytest.param(RULES, date(2026, 5, 9), "noticed_on", id="the last day of the notice"),
        pytest.param(Rules(), date(2026, 6, 1), None, id="terms without such a clause"),
    ],
)
def test_an_agreement_is_not_ended_too_soon_nor_without_a_clause(rules, on, field):
    held = HoursHeld(planned=D(14), followed=D(0))
    with pytest.raises(RuleBroken) as refusal:
        terminated(rules, PRICE, held, NOTICED, on)
    assert refusal.value.field == field


def test_what_does_not_bind_yet_is_postponed_for_its_price():
    order = PostponedOrder(
        ordered_on=date(2026, 4, 1),
        asked_on=date(2026, 4, 10),
        starts_on=START,
        new_start=date(2026, 9, 7),
        price=PRICE,
    )
    cost = postponed_unformed(order)
    assert (cost.allowed, cost.due_ttc, cost.due_for_new_date) == (True, 0, 690)
    assert "7.septembre.2026" in cost.sentence.replace("\xa0", ".").replace(" ", ".")
