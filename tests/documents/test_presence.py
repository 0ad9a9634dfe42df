"""How papers name a slot and a presence."""

from dataclasses import replace
from datetime import time

import pytest

from tests.support.office_sample import SLOTS
from trainingdesk.documents.presence import delay, part_of_day


@pytest.mark.parametrize(
    ("start", "name"),
    [
        pytest.param(time(0, 30), "Nuit", id="after midnight"),
        pytest.param(time(8), "Matin", id="morning"),
        pytest.param(time(12), "Matin", id="noon"),
        pytest.param(time(12, 30), "Après-midi", id="early afternoon"),
        pytest.param(time(17, 30), "Après-midi", id="late afternoon"),
        pytest.param(time(18), "Soirée", id="evening"),
        pytest.param(time(22), "Soirée", id="late evening"),
    ],
)
def test_a_slot_is_named_as_people_say(start, name):
    assert part_of_day(replace(SLOTS[0], starts_at=start)) == name


@pytest.mark.parametrize(
    ("minutes", "words"), [(20, "20 min"), (60, "1 h"), (75, "1 h 15"), (0, "0 min")]
)
def test_a_delay_is_told_in_minutes_then_hours(minutes, words):
    assert delay(minutes).replace("\N{NO-BREAK SPACE}", " ") == words
