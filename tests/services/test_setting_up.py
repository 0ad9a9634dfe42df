"""Identity, conditions and numbering, entered in one window."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.numbering import DEFAULT_PATTERNS
from trainingdesk.domain.organisation import Organisation
from trainingdesk.services import identity, setting_up
from trainingdesk.services.office import open_office
from trainingdesk.storage import office as store

TODAY = date(2026, 5, 4)
OFFICE = Organisation(name="Atelier des Savoirs")


@pytest.fixture
def office():
    opened = open_office(":memory:", lambda: TODAY)
    yield opened
    opened.close()


def test_an_office_is_entered_for_the_first_time(office):
    assert setting_up.current_organisation(office) is None
    conditions = replace(setting_up.current_conditions(office), payment_days=45)
    setting_up.save_setup(office, OFFICE, conditions, DEFAULT_PATTERNS)
    assert setting_up.current_organisation(office) == replace(OFFICE, id=1)
    assert setting_up.current_conditions(office).payment_days == 45


def test_conditions_that_did_not_change_get_no_new_version(office):
    conditions = setting_up.current_conditions(office)
    setting_up.save_setup(office, OFFICE, conditions, {})
    assert store.CONDITIONS.where(office.db) == []


def test_changed_conditions_hold_from_today_as_a_version_of_their_own(office):
    first = replace(setting_up.current_conditions(office), starts_on=date(2025, 1, 1))
    identity.save_conditions(office, first)
    setting_up.save_setup(
        office, OFFICE, replace(setting_up.current_conditions(office), payment_days=10), {}
    )
    versions = store.CONDITIONS.where(office.db, "1 order by number")
    assert [(v.number, v.starts_on, v.payment_days) for v in versions] == [
        (1, date(2025, 1, 1), 30),
        (2, TODAY, 10),
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"deposit_share": Decimal("1.2")}, "deposit_percent", id="deposit above all"),
        pytest.param({"payment_days": -1}, "payment_days", id="days before the invoice"),
        pytest.param({"proposal_validity_days": 0}, "proposal_validity_days", id="no day"),
    ],
)
def test_impossible_conditions_are_refused_and_nothing_is_written(office, changes, field):
    conditions = replace(setting_up.current_conditions(office), **changes)
    with pytest.raises(RuleBroken) as refused:
        setting_up.save_setup(office, OFFICE, conditions, {})
    assert refused.value.field == field
    assert setting_up.current_organisation(office) is None


def test_a_bad_pattern_is_said_beside_its_own_field(office):
    conditions = setting_up.current_conditions(office)
    with pytest.raises(RuleBroken, match="SEQ") as refused:
        setting_up.save_setup(office, OFFICE, conditions, {"invoice": "F-{YYYY}"})
    assert refused.value.field == "pattern_invoice"


def test_a_pattern_is_kept(office):
    conditions = setting_up.current_conditions(office)
    setting_up.save_setup(office, OFFICE, conditions, {"invoice": "FA{YY}-{SEQ:03}"})
    assert identity.pattern(office, "invoice").text == "FA{YY}-{SEQ:03}"


def test_conditions_may_hold_from_a_day_to_come(office):
    coming = replace(
        setting_up.current_conditions(office), payment_days=10, starts_on=date(2026, 9, 1)
    )
    setting_up.save_setup(office, OFFICE, coming, {})
    assert [version.starts_on for version in store.CONDITIONS.where(office.db)] == [
        coming.starts_on
    ]
