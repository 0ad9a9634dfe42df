"""How people are named."""

import pytest

from trainingdesk.domain.parties import Trainee
from trainingdesk.domain.people import Civility, full_name, list_name


@pytest.mark.parametrize(
    ("person", "in_full", "in_lists"),
    [
        (
            Trainee(last_name="Lefèvre", first_name="Zoé", civility=Civility.MADAME),
            "Mme Zoé Lefèvre",
            "Lefèvre Zoé",
        ),
        (Trainee(last_name="Roux", civility=Civility.MONSIEUR), "M. Roux", "Roux"),
        (Trainee(last_name="Roux", first_name="Ali"), "Ali Roux", "Roux Ali"),
    ],
    ids=["all known", "no first name", "no civility"],
)
def test_names(person, in_full, in_lists):
    assert (full_name(person), list_name(person)) == (in_full, in_lists)
