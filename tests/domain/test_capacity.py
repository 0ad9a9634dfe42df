"""Too many people are told, whatever limits them."""

import pytest

from trainingdesk.domain.capacity import free, sentences
from trainingdesk.domain.teaching import Room

SMALL = Room(venue_id=1, name="Loire", capacity=6, id=1)
LARGE = Room(venue_id=1, name="Maine", capacity=20, id=2)
UNKNOWN = Room(venue_id=1, name="Cour", id=3)


@pytest.mark.parametrize(
    ("people", "maximum", "rooms", "count", "left"),
    [
        pytest.param(6, 6, [SMALL], 0, 0, id="full"),
        pytest.param(7, 6, [], 1, -1, id="more than the maximum"),
        pytest.param(4, 9, [SMALL], 0, 2, id="a room smaller than the maximum"),
        pytest.param(9, None, [SMALL, LARGE], 1, -3, id="more than one room has chairs"),
        pytest.param(9, 8, [SMALL, SMALL], 2, -3, id="both, a room told once"),
        pytest.param(99, None, [UNKNOWN], 0, None, id="no limit"),
        pytest.param(1, 0, [], 1, -1, id="a maximum of nobody"),
    ],
)
def test_limits_are_told_and_counted(people, maximum, rooms, count, left):
    assert len(sentences(people, maximum, rooms)) == count
    assert free(people, maximum, rooms) == left


def test_the_sentence_says_how_many_and_where():
    (sentence,) = sentences(7, None, [SMALL])
    words = sentence.replace("\xa0", " ")
    assert words == "7 personnes pour 6 places : la salle « Loire » est trop petite."
