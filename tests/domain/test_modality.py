"""What is followed in a room, and what at a distance."""

from dataclasses import replace

import pytest

from tests.support.office_sample import FILE, SESSION, SLOTS
from trainingdesk.domain.modality import is_on_site, is_remote, is_remote_slot
from trainingdesk.domain.sessions import Modality


@pytest.mark.parametrize(
    ("modality", "remote_slot", "expected"),
    [
        pytest.param(Modality.ON_SITE, False, (True, False, False), id="in a room"),
        pytest.param(Modality.ON_SITE, True, (True, True, True), id="in a room but for one slot"),
        pytest.param(Modality.MIXED, False, (True, True, False), id="mixed, this slot in a room"),
        pytest.param(Modality.MIXED, True, (True, True, True), id="mixed, this slot remote"),
        pytest.param(Modality.REMOTE, False, (False, True, True), id="remote"),
        pytest.param(Modality.E_LEARNING, False, (False, True, True), id="e-learning"),
    ],
)
def test_where_a_session_and_its_slot_are_followed(modality, remote_slot, expected):
    slot = replace(SLOTS[0], is_remote=remote_slot)
    file = replace(FILE, session=replace(SESSION, modality=modality), slots=(slot,))
    assert (is_on_site(file), is_remote(file), is_remote_slot(file, slot)) == expected
