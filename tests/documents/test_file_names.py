"""Names of files."""

import pytest

from trainingdesk.documents.file_names import LONGEST, file_stem


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        pytest.param(("Convention", "", "Durand"), "Convention – Durand", id="unknown part"),
        pytest.param(
            ("Devis", "D/12", 'Le "Bar" : midi?'), "Devis – D-12 – Le -Bar- - midi-", id="signs"
        ),
        pytest.param(("Contrat", "Zoé\nŁukasiewicz\t."), "Contrat – Zoé-Łukasiewicz-", id="lines"),
        pytest.param(("A", "x" * 200), "A – " + "x" * (LONGEST - 4), id="long"),
    ],
)
def test_a_name_suits_every_system(parts, name):
    assert file_stem(*parts) == name
