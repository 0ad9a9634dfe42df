"""What cancelling costs, by the terms of four offices."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.conditions_strategy import rules as any_rules
from tests.support.offices import rules_of
from trainingdesk.domain.cancellation import (
    CancelledOrder,
    cancelled_by_client,
    cancelled_by_office,
    dated_tiers,
)
from trainingdesk.domain.conditions import STATUTORY
from trainingdesk.domain.conditions.kinds import Base, DayUnit
from trainingdesk.domain.conditions.rules import Cancellation, Deposit, OfficeCancellation, Tier
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.prices import FeeVat, taxed

START = date(2026, 5, 18)
LEXOM, DIGIACTIF, ILMIS, RIVAGE = map(rules_of, ("lexom", "digiactif", "ilmis", "rivage"))


def order(received=date(2026, 5, 4), *, ht="1000", tva="0", **facts):
    rate = D(tva)
    return CancelledOrder(
        starts_on=START, received_on=received, price=taxed(D(ht), rate), tva_rate=rate, **facts
    )


def owed(cost):
    return cost.base, cost.share, cost.due_ttc, cost.balance


DEPOSIT = (Base.DEPOSIT, D(1), D("300.00"), D("0.00"))
ALL = (Base.TTC, D(1), D("1000.00"), D("700.00"))
NOTHING = (Base.NONE, D(0), D("0.00"), D("0.00"))
HALF_HT = (Base.HT, D("0.5"), D("500.00"), D("500.00"))
ALL_HT = (Base.HT, D(1), D("1000.00"), D("1000.00"))


@pytest.mark.parametrize(
    ("received", "lexom", "digiactif"),
    [
        (date(2026, 4, 24), DEPOSIT, NOTHING),
        (date(2026, 4, 25), DEPOSIT, NOTHING),
        (date(2026, 4, 26), DEPOSIT, NOTHING),
        (date(2026, 4, 27), DEPOSIT, HALF_HT),
        (date(2026, 5, 3), DEPOSIT, HALF_HT),
        (date(2026, 5, 4), ALL, HALF_HT),
        (date(2026, 5, 7), ALL, HALF_HT),
        (date(2026, 5, 8), ALL, HALF_HT),
        (date(2026, 5, 9), ALL, ALL_HT),
        (START, ALL, ALL_HT),
        pytest.param(date(2026, 5, 20), ALL, ALL_HT, id="after the start"),
    ],
)
def test_what_two_offices_ask_day_by_day(received, lexom, digiactif):
    assert owed(cancelled_by_client(LEXOM, order(received))) == lexom
    assert owed(cancelled_by_client(DIGIACTIF, order(received))) == digiactif


def test_the_last_free_day_and_the_tiers_are_dated():
    cost = cancelled_by_client(DIGIACTIF, order())
    assert cost.last_free_date == date(2026, 4, 26)
    assert [(t.until, t.share, t.base) for t in cost.tiers] == [
        (date(2026, 4, 26), D(0), Base.NONE),
        (date(2026, 5, 8), D("0.5"), Base.HT),
        (None, D(1), Base.HT),
    ]


def test_there_is_no_free_day_where_the_deposit_is_kept_from_the_first():
    cost = cancelled_by_client(LEXOM, order())
    assert cost.last_free_date is None
    assert [tier.until for tier in cost.tiers] == [date(2026, 5, 3), None]


def test_an_office_that_counts_in_jours_ouvres_is_told_in_them():
    cost = cancelled_by_client(RIVAGE, order(date(2026, 5, 7), ht="1000", tva="20"))
    assert cost.notice_working_days == 5
    assert (cost.base, cost.due_ttc) == (Base.TTC, D("480.00"))
    assert "5 jours ouvrés" in cost.sentence.replace("\N{NO-BREAK SPACE}", " ")


def test_a_share_of_a_deposit_taken_of_the_price_before_tax():
    cost = cancelled_by_client(RIVAGE, order(date(2026, 4, 29), ht="1000", tva="20"))
    assert (cost.base, cost.share, cost.due_ttc) == (Base.DEPOSIT, D("0.5"), D("125.00"))
    assert "de l’acompte" in cost.sentence


@pytest.mark.parametrize(
    ("vat", "due_ht", "due_ttc", "told"),
    [
        (None, "500.00", "500.00", "n’est pas choisie"),
        (FeeVat.TAXED, "500.00", "600.00", "s’y ajoute"),
        (FeeVat.UNTAXED, "500.00", "500.00", "ne s’y applique pas"),
    ],
)
def test_the_tax_of_a_fee_counted_before_tax_is_the_offices_choice(vat, due_ht, due_ttc, told):
    cost = cancelled_by_client(DIGIACTIF, order(tva="20"), vat)
    assert (cost.due_ht, cost.due_ttc) == (D(due_ht), D(due_ttc))
    assert told in cost.sentence


@pytest.mark.parametrize(
    ("vat", "due_ht", "told"),
    [
        (None, "1200.00", "n’est pas choisie"),
        (FeeVat.TAXED, "1000.00", "y est comptée"),
        (FeeVat.UNTAXED, "1200.00", "ne s’y applique pas"),
    ],
)
def test_the_tax_within_a_fee_counted_after_tax(vat, due_ht, told):
    cost = cancelled_by_client(LEXOM, order(tva="20"), vat)
    assert (cost.due_ht, cost.due_ttc) == (D(due_ht), D("1200.00"))
    assert told in cost.sentence


def test_nothing_is_said_of_tax_where_nothing_is_taxed():
    assert "TVA" not in cancelled_by_client(LEXOM, order()).sentence


@pytest.mark.parametrize(
    ("paid", "balance", "told"),
    [
        (None, "700.00", "il reste 700,00 € à payer"),
        ("0", "1000.00", "Il vous reste 1 000,00 € à payer"),
        ("1000", "0.00", "il ne reste rien à payer"),
        ("1100", "-100.00", "100,00 € vous sont remboursés"),
    ],
)
def test_what_was_paid_is_taken_off(paid, balance, told):
    cost = cancelled_by_client(LEXOM, order(paid=paid and D(paid)))
    assert cost.balance == D(balance)
    assert told in cost.sentence.replace("\N{NO-BREAK SPACE}", " ").replace("\u202f", " ")


def test_the_price_is_what_the_deposit_is_a_share_of_tax_included():
    cost = cancelled_by_client(LEXOM, order(date(2026, 4, 24), ht="1000", tva="20"))
    assert (cost.due_ttc, cost.paid, cost.balance) == (D("360.00"), D("360.00"), D("0.00"))
    assert "l’acompte reste acquis" in cost.sentence


@pytest.mark.parametrize(
    ("rules", "cost", "base", "due"),
    [
        pytest.param(LEXOM, "180", Base.COST, "180.00", id="the cost of the proposal"),
        pytest.param(LEXOM, "0", Base.COST, "0.00", id="a cost that the proposal does not give"),
        pytest.param(DIGIACTIF, "180", Base.NONE, "0.00", id="no such clause"),
        pytest.param(STATUTORY, "180", Base.NONE, "0.00", id="what the law supplies"),
    ],
)
def test_before_the_agreement_is_formed_only_its_preparation_may_be_owed(rules, cost, base, due):
    found = cancelled_by_client(rules, order(formed=False, proposal_cost=D(cost)))
    assert (found.base, found.due_ttc, found.paid) == (base, D(due), D(0))
    assert "n’est pas formé" in found.sentence


def test_terms_without_the_clause_ask_nothing():
    cost = cancelled_by_client(ILMIS, order())
    assert owed(cost) == NOTHING
    assert (cost.last_free_date, cost.tiers) == (None, ())
    assert "ne prévoient rien" in cost.sentence


def test_absence_cancels_no_session_of_one_client():
    with pytest.raises(RuleBroken, match="à partir d’une personne"):
        cancelled_by_client(LEXOM, order(intra=True, for_absence=True))


def test_the_refusal_names_from_how_many_people_such_a_session_runs():
    with pytest.raises(RuleBroken, match="3 personnes"):
        cancelled_by_client(RIVAGE, order(intra=True, for_absence=True))


@pytest.mark.parametrize(
    ("rules", "facts"),
    [
        pytest.param(LEXOM, {"intra": False, "for_absence": True}, id="inter"),
        pytest.param(LEXOM, {"intra": True, "for_absence": False}, id="for another reason"),
        pytest.param(DIGIACTIF, {"intra": True, "for_absence": True}, id="no such clause"),
    ],
)
def test_any_other_cancellation_is_computed(rules, facts):
    assert cancelled_by_client(rules, order(**facts)).due_ttc > 0


@pytest.mark.parametrize(
    ("rules", "paid", "told"),
    [
        pytest.param(LEXOM, "300.00", "sauf si une nouvelle date vous convient", id="or moved"),
        pytest.param(DIGIACTIF, "0.00", "Aucune indemnité", id="nothing paid"),
        pytest.param(RIVAGE, "250.00", "250,00 € vous sont remboursés.", id="given back at once"),
        pytest.param(ILMIS, "0.00", "rien n’est dû", id="no such clause"),
    ],
)
def test_the_office_that_cancels_gives_back_what_was_paid(rules, paid, told):
    cost = cancelled_by_office(rules, order())
    assert (cost.due_ttc, cost.balance) == (D(0), -D(paid))
    assert told in cost.sentence.replace("\N{NO-BREAK SPACE}", " ")


def test_terms_may_add_an_indemnity_to_what_is_given_back():
    rules = replace(LEXOM, office_cancellation=OfficeCancellation(indemnity=True))
    assert "indemnité" not in cancelled_by_office(rules, order()).sentence


def test_the_day_of_the_start_itself_is_said():
    assert "le jour même" in cancelled_by_client(LEXOM, order(START)).sentence


def test_a_tier_of_no_notice_holds_until_the_start_and_not_after():
    terms = Cancellation(
        tiers=(Tier(at_least=0, share=D(0), base=Base.NONE), Tier(share=D(1))),
        unit=DayUnit.MON_SAT,
    )
    rules = replace(STATUTORY, cancellation=terms)
    assert cancelled_by_client(rules, order(START)).due_ttc == 0
    sunday = replace(order(date(2026, 5, 17)), starts_on=date(2026, 5, 16))
    assert cancelled_by_client(rules, sunday).due_ttc == D("1000.00")
    assert dated_tiers(terms, START)[0].until == START


def test_the_figure_is_rounded_once():
    rules = replace(
        STATUTORY,
        deposit=Deposit(share=D("0.3")),
        cancellation=Cancellation(tiers=(Tier(share=D("0.333"), base=Base.TTC),)),
    )
    assert cancelled_by_client(rules, order(ht="99.99", tva="5.5")).due_ttc == D("35.13")


AMOUNTS = st.decimals(0, 99999, places=2)


@given(
    any_rules(),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    AMOUNTS,
    st.sampled_from(["0", "5.5", "20"]),
    st.sampled_from([None, *FeeVat]),
    st.booleans(),
)
def test_any_terms_give_an_answer_that_adds_up(rules, received, ht, tva, vat, formed):
    asked = order(received, ht=ht, tva=tva, formed=formed)
    for cost in (cancelled_by_client(rules, asked, vat), cancelled_by_office(rules, asked)):
        assert cost.balance == cost.due_ttc - cost.paid
        assert cost.due_ht >= 0
        assert cost.due_ttc == cost.due_ttc.quantize(D("0.01"))
        assert cost.sentence.endswith(".")
        if cost.last_free_date is not None and formed:
            free = replace(asked, received_on=cost.last_free_date)
            assert cancelled_by_client(rules, free, vat).due_ttc == 0


@pytest.mark.parametrize(
    ("indemnity", "is_said"),
    [
        pytest.param(None, False, id="silent terms"),
        pytest.param(False, True, id="terms that give none"),
        pytest.param(True, False, id="terms that give one"),
    ],
)
def test_that_there_is_no_indemnity_is_said_by_terms_that_say_so(indemnity, is_said):
    rules = replace(LEXOM, office_cancellation=OfficeCancellation(indemnity=indemnity))
    told = cancelled_by_office(rules, order())
    assert ("Aucune indemnité" in told.sentence) is is_said
