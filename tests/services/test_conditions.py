"""The conditions of sale, version by version."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from trainingdesk.domain.conditions import STATUTORY, Conditions
from trainingdesk.domain.conditions.rules import Deposit
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.services import conditions
from trainingdesk.services.office import open_office

TODAY = date(2026, 5, 4)
WITH_DEPOSIT = replace(STATUTORY, deposit=Deposit(share=D("0.3")))
FIRST = Conditions(number=0, starts_on=date(2026, 1, 1), rules=WITH_DEPOSIT)


@pytest.fixture
def office():
    opened = open_office(":memory:", lambda: TODAY)
    yield opened
    opened.close()


def kept(office):
    return [(each.number, each.starts_on, each.terms) for each in conditions.versions(office)]


def test_before_the_first_version_the_law_holds(office):
    assert conditions.in_force(office).rules == STATUTORY
    assert conditions.latest(office).id is None
    assert conditions.are_statutory(office)


def test_a_changed_text_is_the_next_version_and_the_former_stays(office):
    conditions.save_new_version(office, FIRST)
    conditions.save_new_version(office, replace(FIRST, starts_on=TODAY, terms="# Objet"))
    assert kept(office) == [(2, TODAY, "# Objet"), (1, FIRST.starts_on, "")]
    assert not conditions.are_statutory(office)


def test_conditions_that_did_not_change_make_no_version(office):
    first = conditions.save_new_version(office, FIRST).saved_id
    same = conditions.save_new_version(office, replace(FIRST, starts_on=TODAY))
    assert (same.saved_id, len(conditions.versions(office))) == (first, 1)


def test_a_version_to_come_is_the_latest_and_not_yet_in_force(office):
    conditions.save_new_version(office, FIRST)
    coming = replace(FIRST, starts_on=date(2026, 9, 1), terms="# Objet")
    conditions.save_new_version(office, coming)
    assert (conditions.in_force(office).number, conditions.latest(office).number) == (1, 2)


def test_a_version_to_come_may_begin_sooner(office):
    conditions.save_new_version(office, FIRST)
    coming = replace(FIRST, starts_on=date(2026, 9, 1), terms="# Objet")
    conditions.save_new_version(office, coming)
    conditions.save_new_version(office, replace(coming, starts_on=date(2026, 7, 1)))
    assert kept(office)[0] == (3, date(2026, 7, 1), "# Objet")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param(
            {"rules": replace(STATUTORY, deposit=Deposit(share=D("1.2")))},
            "deposit.share",
            id="more than all",
        ),
        pytest.param({"terms": "Un {acompte}."}, "terms", id="a field that nobody knows"),
        pytest.param(
            {"terms": "# Objet", "starts_on": date(2025, 12, 31)},
            "starts_on",
            id="before the version in force",
        ),
    ],
)
def test_what_cannot_hold_is_refused_and_nothing_is_written(office, changes, field):
    conditions.save_new_version(office, FIRST)
    with pytest.raises(RuleBroken) as refused:
        conditions.save_new_version(office, replace(FIRST, **changes))
    assert refused.value.field == field
    assert len(conditions.versions(office)) == 1
