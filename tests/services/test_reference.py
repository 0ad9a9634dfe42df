"""The reference rates that a new office starts with."""

from datetime import date
from decimal import Decimal

import pytest

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.services import reference
from trainingdesk.services.office import open_office
from trainingdesk.services.reference import seed_rates, shipped_rates
from trainingdesk.storage import office as store


@pytest.fixture
def office():
    office = open_office(":memory:")
    yield office
    office.close()


@pytest.mark.parametrize(
    ("day", "rate"),
    [
        pytest.param(date(2024, 9, 3), "4.25", id="second half of 2024"),
        pytest.param(date(2025, 1, 1), "3.15", id="first day of 2025"),
        pytest.param(date(2026, 6, 30), "2.15", id="last day of a half-year"),
        pytest.param(date(2026, 7, 1), "2.40", id="first day of the next"),
    ],
)
def test_the_rate_of_a_half_year_is_known(day, rate):
    office = open_office(":memory:")
    seed_rates(office)
    assert store.rate_on(office.db, store.ECB, day).rate == Decimal(rate)


def test_a_half_year_that_was_not_published_stays_unknown():
    office = open_office(":memory:")
    seed_rates(office)
    assert store.rate_on(office.db, store.ECB, date(2027, 1, 4)) is None


def test_rates_can_be_seeded_again_without_doubling():
    office = open_office(":memory:")
    seed_rates(office)
    seed_rates(office)
    assert len(store.RATES.where(office.db)) == len(shipped_rates())


def test_each_rate_starts_a_half_year_and_says_where_it_was_read():
    for rate in shipped_rates():
        assert (rate.starts_on.month, rate.starts_on.day) in {(1, 1), (7, 1)}
        assert "Banque centrale européenne" in rate.source


def half_year(starts_on, rate="2.65"):
    return store.ReferenceRate(
        kind=store.ECB, starts_on=starts_on, rate=Decimal(rate), source="Banque centrale"
    )


def test_a_new_half_year_is_entered_and_used(office):
    reference.seed_rates(office)
    known = reference.known_rates(office)
    reference.save_rates(office, [*known, half_year(date(2027, 1, 1))])
    assert store.rate_on(office.db, store.ECB, date(2027, 3, 4)).rate == Decimal("2.65")
    assert len(reference.known_rates(office)) == len(known) + 1


@pytest.mark.parametrize(
    ("rates", "field"),
    [
        pytest.param([half_year(date(2027, 2, 1))], "starts_on", id="no half-year starts then"),
        pytest.param([half_year(date(2027, 1, 1), "0")], "rate", id="nothing typed"),
        pytest.param([half_year(date(2027, 1, 1))] * 2, "rates", id="twice the same"),
    ],
)
def test_a_wrong_rate_is_refused_and_nothing_is_lost(office, rates, field):
    reference.seed_rates(office)
    before = reference.known_rates(office)
    with pytest.raises(RuleBroken) as refusal:
        reference.save_rates(office, rates)
    assert refusal.value.field == field
    assert reference.known_rates(office) == before
