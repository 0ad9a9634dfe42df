"""The office keeps the days on which it is closed."""

from datetime import date

import pytest

from trainingdesk.domain.closed_days import ClosedDay, ClosedPeriod
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.services.closed_days import closed_days, closed_periods, save_closed_periods
from trainingdesk.services.office import open_office

EVE, CHRISTMAS = date(2026, 12, 24), date(2026, 12, 25)


@pytest.fixture
def office():
    office = open_office(":memory:")
    yield office
    office.close()


def test_an_office_is_closed_on_no_day_of_its_own_at_first(office):
    assert closed_days(office) == ()


def test_periods_are_kept_as_days_and_come_back_as_periods(office):
    bridge = ClosedPeriod(date(2026, 5, 15), None, "Pont")
    save_closed_periods(office, [ClosedPeriod(EVE, CHRISTMAS, " Noël "), bridge])
    assert closed_days(office) == (
        ClosedDay(date(2026, 5, 15), "Pont"),
        ClosedDay(EVE, "Noël"),
        ClosedDay(CHRISTMAS, "Noël"),
    )
    assert closed_periods(office) == (bridge, ClosedPeriod(EVE, CHRISTMAS, "Noël"))


def test_a_day_given_twice_is_kept_once(office):
    save_closed_periods(
        office, [ClosedPeriod(EVE, CHRISTMAS, "Noël"), ClosedPeriod(EVE, None, "x")]
    )
    assert closed_days(office) == (ClosedDay(EVE, "Noël"), ClosedDay(CHRISTMAS, "Noël"))


def test_a_refused_period_leaves_the_others_as_they_were(office):
    save_closed_periods(office, [ClosedPeriod(EVE)])
    with pytest.raises(RuleBroken):
        save_closed_periods(office, [ClosedPeriod(CHRISTMAS), ClosedPeriod(CHRISTMAS, EVE)])
    assert closed_days(office) == (ClosedDay(EVE),)
