"""A lesson says where to go."""

from datetime import date, time

import pytest

from trainingdesk.domain.addresses import Address
from trainingdesk.domain.sessions import Slot
from trainingdesk.domain.teaching import Venue
from trainingdesk.domain.timetables import Lesson

SLOT = Slot(day=date(2026, 5, 18), starts_at=time(9), ends_at=time(12))
VENUE = Venue(name="Maison des Arts", address=Address(postcode="26000", city="Valence"))


@pytest.mark.parametrize(
    ("facts", "place"),
    [
        pytest.param({}, "", id="nowhere yet"),
        pytest.param(
            {"venue": VENUE, "room_name": "salle 2"},
            "Maison des Arts, salle 2, 26000 Valence",
            id="a room",
        ),
        pytest.param({"venue": VENUE}, "Maison des Arts, 26000 Valence", id="a venue"),
        pytest.param({"room_name": "salle 2"}, "salle 2", id="a room alone"),
        pytest.param({"venue": VENUE, "is_remote": True}, "À distance", id="at a distance"),
    ],
)
def test_a_lesson_says_where_to_go(facts, place):
    lesson = Lesson(slot=SLOT, session_number="S-2026-001", session_title="Accueillir", **facts)
    assert lesson.place == place
