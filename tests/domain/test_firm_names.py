"""When two ways of writing a firm's name mean one firm."""

import pytest

from trainingdesk.domain.firm_names import firm_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("DUPONT SARL", "Dupont S.A.R.L.", id="legal form with dots"),
        pytest.param("SAS Éclair", "Eclair", id="legal form before, accent"),
        pytest.param("Œuvres & Fils", "oeuvres  fils", id="ligature, sign, spaces"),
        pytest.param("L’Atelier", "L'atelier", id="either apostrophe"),
    ],
)
def test_one_firm_has_one_key_however_it_is_written(one, other):
    assert firm_key(one) == firm_key(other)


def test_two_firms_keep_two_keys():
    assert firm_key("Dupont SARL") != firm_key("Dupond SARL")


def test_a_name_that_is_a_legal_form_keeps_it():
    assert firm_key("S.A.S.") == "sas"
