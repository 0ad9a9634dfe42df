"""The head and foot that all papers of an office bear."""

import pytest

from tests.support.office_sample import OFFICE
from tests.support.pdf_text import plain
from trainingdesk.domain.organisation import Organisation
from trainingdesk.paper.letterhead import grouped_siret, letterhead


def test_the_foot_says_what_the_law_asks_of_a_company():
    firm, activity = (plain(line) for line in letterhead(OFFICE).legal)
    assert firm.startswith("Atelier des Savoirs – SARL au capital de 12 000,00 € – SIRET 000 000 ")
    assert firm.endswith(f" – RCS Valence – APE 8559A – TVA {OFFICE.vat_number}")
    assert activity.startswith("Déclaration d’activité enregistrée sous le numéro 84 26 00000 26")


@pytest.mark.parametrize(
    ("organisation", "legal"),
    [
        pytest.param(Organisation(name="Aubépine"), ("Aubépine",), id="a name alone"),
        pytest.param(
            Organisation(name="Zoé Lefèvre", is_sole_trader=True, legal_form="entreprise"),
            ("Zoé Lefèvre EI – entreprise",),
            id="a sole trader has no capital",
        ),
    ],
)
def test_what_is_not_known_leaves_no_trace(organisation, legal):
    assert letterhead(organisation).legal == legal


def test_the_head_says_where_the_office_is_found():
    head = letterhead(OFFICE)
    assert head.address == ("12 rue des Tisserands", "26000 Valence")
    assert head.contact == (OFFICE.phone, OFFICE.email, OFFICE.website)


def test_a_siret_is_read_by_groups_that_never_break():
    assert grouped_siret("00000007500010") == "000\xa0000\xa0075\xa000010"
