"""What the public holidays are called."""

from datetime import date

import pytest

from trainingdesk.domain.calendar import public_holidays
from trainingdesk.domain.holiday_names import holiday_name


@pytest.mark.parametrize("year", range(1990, 2101))
def test_each_holiday_of_a_year_has_a_name_of_its_own(year):
    names = [holiday_name(day) for day in sorted(public_holidays(year))]
    assert all(names)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2027, 3, 29), "Lundi de Pâques"),
        (date(2027, 5, 17), "Lundi de Pentecôte"),
        (date(2027, 7, 14), "Fête nationale"),
        (date(2027, 7, 15), ""),
        # In 2008 Ascension fell on Labour Day, which names it.
        (date(2008, 5, 1), "Fête du travail"),
    ],
)
def test_a_day_is_named(day, name):
    assert holiday_name(day) == name
