"""The days that the main job is dated on; what it makes is in `test_practice_folder`."""

from datetime import date

import pytest

from trainingdesk.services.main_job import _two_days_before


@pytest.mark.parametrize(
    ("today", "first", "second"),
    [
        pytest.param(date(2026, 11, 20), date(2026, 11, 17), date(2026, 11, 18), id="a Friday"),
        pytest.param(date(2026, 11, 24), date(2026, 11, 19), date(2026, 11, 20), id="a Tuesday"),
        pytest.param(date(2026, 5, 5), date(2026, 4, 29), date(2026, 4, 30), id="after 1 May"),
        pytest.param(date(2027, 1, 2), date(2026, 12, 30), date(2026, 12, 31), id="after New Year"),
    ],
)
def test_the_session_was_held_on_the_last_two_working_days_in_a_row(today, first, second):
    assert _two_days_before(today) == (first, second)
