"""What a new office begins with."""

from datetime import date

from trainingdesk.domain.reference_rates import RateKind
from trainingdesk.services.office import open_office
from trainingdesk.services.starting import start_office
from trainingdesk.storage import office as store


def test_a_new_office_has_rates_and_the_conditions_of_the_law():
    office = open_office(":memory:", lambda: date(2026, 4, 10))
    start_office(office)
    conditions = store.conditions_on(office.db, date(2026, 4, 10))
    assert (conditions.number, conditions.starts_on) == (1, date(2026, 4, 10))
    assert conditions.due_on(date(2026, 4, 10)) == date(2026, 5, 10)
    assert store.rate_on(office.db, RateKind.ECB_REFI, date(2026, 4, 10)) is not None
    office.close()
