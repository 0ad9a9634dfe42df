"""Identity and numbering, entered in one window."""

from dataclasses import replace
from datetime import date

import pytest

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.numbering import DEFAULT_PATTERNS
from trainingdesk.domain.organisation import Organisation
from trainingdesk.services import identity, setting_up
from trainingdesk.services.office import open_office

OFFICE = Organisation(name="Atelier des Savoirs")


@pytest.fixture
def office():
    opened = open_office(":memory:", lambda: date(2026, 5, 4))
    yield opened
    opened.close()


def test_an_office_is_entered_for_the_first_time(office):
    assert setting_up.current_organisation(office) is None
    setting_up.save_setup(office, OFFICE, DEFAULT_PATTERNS)
    assert setting_up.current_organisation(office) == replace(OFFICE, id=1)


def test_a_bad_pattern_is_said_beside_its_own_field_and_nothing_is_written(office):
    with pytest.raises(RuleBroken, match="SEQ") as refused:
        setting_up.save_setup(office, OFFICE, {"invoice": "F-{YYYY}"})
    assert refused.value.field == "pattern_invoice"
    assert setting_up.current_organisation(office) is None


def test_a_pattern_is_kept(office):
    setting_up.save_setup(office, OFFICE, {"invoice": "FA{YY}-{SEQ:03}"})
    assert identity.pattern(office, "invoice").text == "FA{YY}-{SEQ:03}"
