"""The general terms as they are printed."""

from dataclasses import replace
from datetime import date

import pytest

from tests.support.office_sample import OFFICE
from tests.support.offices import rules_of
from tests.support.pdf_text import plain
from trainingdesk.domain.conditions import Conditions
from trainingdesk.domain.conditions.clauses import clauses
from trainingdesk.domain.conditions.general_terms import clause_name, general_terms

OWN = "# Conditions générales de vente\n\n## 3. Arrhes\n\nUn acompte de {acompte.part}.\n"


def conditions(office: str = "lexom", terms: str = "") -> Conditions:
    return Conditions(number=1, starts_on=date(2026, 1, 1), rules=rules_of(office), terms=terms)


@pytest.mark.parametrize("office", ["lexom", "digiactif", "ilmis", "rivage"])
def test_each_office_s_rules_make_its_general_terms(office):
    text = general_terms(conditions(office), OFFICE)
    assert text.startswith("Les présentes conditions régissent les formations vendues par Atelier")
    for clause in clauses(rules_of(office), OFFICE):
        assert f"\n\n## {clause.heading}\n\n" in text
    assert "\n\n\n" not in text


def test_tiers_make_a_list():
    text = plain(general_terms(conditions(), OFFICE).replace("\n", " | "))
    assert "dépend : | | - préavis de 15 jours ou plus : l’acompte" in text
    assert "100 % du prix TTC. | | Ces sommes sont une indemnité" in text


def test_an_own_text_is_filled_in_and_its_title_left_to_the_paper():
    text = general_terms(conditions(terms=OWN), OFFICE)
    assert plain(text) == "## 3. Arrhes Un acompte de 30 %."
    kept = "# Conditions générales de location\n\nTexte."
    assert general_terms(conditions(terms=kept), OFFICE) == kept


def test_a_name_means_nothing_to_markdown():
    office = replace(OFFICE, court="tribunal *de commerce* [Romans]")
    assert r"tribunal \*de commerce\* \[Romans\]" in general_terms(conditions(), office)


@pytest.mark.parametrize(
    ("terms", "rule", "name"),
    [
        pytest.param("", "deposit", "5. Acompte", id="made from the rules"),
        pytest.param(OWN, "deposit", "3. Arrhes", id="own text"),
        pytest.param(OWN, "late", "8. Pénalités de retard", id="own text without a field of it"),
        pytest.param("", "hours", "", id="no such clause"),
    ],
)
def test_a_clause_is_named_as_it_is_printed(terms, rule, name):
    assert clause_name(conditions(terms=terms), rule) == name
