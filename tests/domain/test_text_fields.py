"""The fields of an office's own text: what they print, and what is left to read again."""

import re
import types
import typing
from dataclasses import fields

import pytest

from tests.support.offices import rules_of
from tests.support.pdf_text import plain
from trainingdesk.domain.conditions import Rules
from trainingdesk.domain.conditions.text_fields import (
    FIELDS,
    field_words,
    fields_in,
    filled,
    for_review,
    own_clause_heading,
)
from trainingdesk.domain.errors import RuleBroken

LEXOM, DIGIACTIF, RIVAGE = rules_of("lexom"), rules_of("digiactif"), rules_of("rivage")

TEXT = """# Nos conditions

Préambule de 2 lignes.

## Article 4 – Acompte

4.1 Un acompte de {acompte.part} est dû à la commande.
Il est rendu sous 8 jours si la formation n’a pas lieu.

## Article 5 – Annulation ##

- dès {annulation.palier1.preavis} : l’acompte (article L441-10, articles 1218 et 1231-6) ;
- sinon : le prix. Depuis la loi du 10 février 2016, {retard.points} de plus. Soit 3 fois rien.

## Divers

Sans champ, 12 mois.
"""


def record_of(rule: str) -> type:
    """Return the record of a rule by its name."""
    hint = typing.get_type_hints(Rules)[rule]
    (record,) = (part for part in typing.get_args(hint) if part is not types.NoneType)
    return record


def test_every_value_of_every_rule_has_one_field_named_without_accents():
    paths = {
        f"{rule.name}.{value.name}"
        for rule in fields(Rules)
        for value in fields(record_of(rule.name))
        if value.name != "tiers"
    }
    named = [path for path in FIELDS.values() if not path.startswith("cancellation.tiers")]
    assert sorted(named) == sorted(paths)
    assert len(set(FIELDS.values())) == len(FIELDS)
    assert all(re.fullmatch(r"[a-z_]+(\.palier[1-9])?\.[a-z_]+", name) for name in FIELDS)


@pytest.mark.parametrize(
    ("name", "rules", "words"),
    [
        pytest.param("acompte.part", LEXOM, "30 %", id="share"),
        pytest.param("proposition.validite", LEXOM, "30 jours", id="days"),
        pytest.param("report.mois", LEXOM, "6 mois", id="months"),
        pytest.param("retard.points", RIVAGE, "1,5 point", id="points"),
        pytest.param("retard.plancher", LEXOM, "3 fois", id="multiple"),
        pytest.param("indemnite.montant", LEXOM, "40,00 €", id="euros"),
        pytest.param("horaires.journee", RIVAGE, "6 h 30", id="hours of a day"),
        pytest.param("horaires.matin_debut", DIGIACTIF, "9 h", id="time"),
        pytest.param("financeur.preavis", RIVAGE, "5 jours ouvrés", id="in the funder's unit"),
        pytest.param("annulation.palier1.preavis", DIGIACTIF, "16 jours ouvrables", id="notice"),
        pytest.param("annulation.palier2.part", RIVAGE, "50 %", id="tier"),
        pytest.param("annulation.palier2.base", RIVAGE, "l’acompte", id="base"),
        pytest.param("discipline.sanctions", DIGIACTIF, "avertissement et exclusion définitive",
                     id="choices"),
        pytest.param("litiges.tribunal", RIVAGE, "tribunal judiciaire", id="choice"),
        pytest.param("litiges.mediateur", RIVAGE, "oui", id="flag"),
    ],
)  # fmt: skip
def test_a_field_prints_its_value_with_its_unit(name, rules, words):
    assert plain(field_words(name, rules)) == words
    assert plain(filled(f"Avant {{{name}}}, après.", rules)) == f"Avant {words}, après."


def test_a_text_is_filled_in_and_keeps_all_else():
    text = plain(filled(TEXT, LEXOM))
    assert "4.1 Un acompte de 30 % est dû à la commande." in text
    assert "- dès 15 jours : l’acompte" in text
    assert filled("Rien à remplir, 100 % d’écrit }.", Rules()) == "Rien à remplir, 100 % d’écrit }."
    assert fields_in(TEXT) == ("acompte.part", "annulation.palier1.preavis", "retard.points")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param(
            "Un\nacompte de {acompte.prt}.",
            "Conditions générales, ligne 2, colonne 12 : le champ {acompte.prt} n’est pas connu. "
            "Le plus proche est {acompte.part}.",
            id="unknown",
        ),
        pytest.param(
            "{acompte}",
            "Conditions générales, ligne 1, colonne 1 : le champ {acompte} n’est pas connu. "
            "Le plus proche est {acompte.part}.",
            id="a clause without its value",
        ),
        pytest.param(
            "Sous {resiliation.delai}.",
            "Conditions générales, ligne 1, colonne 6 : le champ {resiliation.delai} demande la "
            "clause « Résiliation », que les conditions n’ont pas.",
            id="missing clause",
        ),
        pytest.param(
            "{retard.plancher}",
            "Conditions générales, ligne 1, colonne 1 : le champ {retard.plancher} n’a pas de "
            "valeur dans les conditions.",
            id="missing value",
        ),
        pytest.param(
            "{annulation.palier5.part}",
            "Conditions générales, ligne 1, colonne 1 : le champ {annulation.palier5.part} demande "
            "un palier que l’annulation n’a pas : elle en a 4.",
            id="missing tier",
        ),
        pytest.param(
            "Un {acompte.part",
            "Conditions générales, ligne 1, colonne 4 : cette accolade n’est pas refermée.",
            id="unclosed at the end",
        ),
        pytest.param(
            "Un {acompte\n.part} et {acompte.part}",
            "Conditions générales, ligne 1, colonne 4 : cette accolade n’est pas refermée.",
            id="unclosed on its line",
        ),
    ],
)
def test_a_field_that_cannot_be_filled_in_is_refused_with_its_place(text, why):
    with pytest.raises(RuleBroken) as refused:
        filled(text, RIVAGE)
    assert plain(str(refused.value)) == why
    assert refused.value.field == "terms"


def test_a_field_asked_for_alone_is_refused_without_a_place():
    with pytest.raises(RuleBroken, match=r"^Le champ \{indemnite\.montant\} demande la clause"):
        field_words("indemnite.montant", DIGIACTIF)


def test_numbers_beside_the_fields_of_a_clause_are_to_be_read_again():
    found = [(item.heading, item.rule, item.line) for item in for_review(TEXT, LEXOM)]
    assert found == [
        ("Article 4 – Acompte", "deposit", 8),
        ("Article 5 – Annulation", "cancellation", 13),
    ]
    assert [item.sentence for item in for_review(TEXT, LEXOM)] == [
        "Il est rendu sous 8 jours si la formation n’a pas lieu.",
        "Soit 3 fois rien.",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Selon l’article L441-10 du Code de commerce",
        "Selon l’art. L. 6353-5",
        "Les articles 1218 et 1231-6 du Code civil",
        "Exonéré, article 261-4-4° a du CGI",
        "TVA non applicable, 293 B du CGI",
        "Le règlement (UE) 2016/679",
        "La loi n° 2016-131 du 10 février 2016",
        "Le décret du 1er janvier 2024",
        "Depuis le 01/09/2025",
        "Voir la clause 11, le paragraphe 3.2 et l’annexe 2",
        "1. D’abord",
        "3.2 Ensuite",
        "- 2) Enfin",
    ],
)
def test_numbers_that_are_no_values_are_left_alone(sentence):
    assert for_review(f"## Acompte\n\n{sentence}\n\n{{acompte.part}}", LEXOM) == ()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param(
            "{acompte.part}, rendu sous\n8 jours", "8 jours", id="the line begins with it"
        ),
        pytest.param("{acompte.part}\nOn a 30 jours.", "On a 30 jours.", id="no article A. 30"),
    ],
)
def test_a_value_in_any_place_is_seen(text, sentence):
    (item,) = for_review(f"## Acompte\n\n{text}", LEXOM)
    assert (item.sentence, item.line) == (sentence, 4)


def test_a_clause_tied_to_no_rule_is_not_to_be_read_again():
    text = "## Acompte\n\n30 %, sous 8 jours\n\n## Autre {\n\n12 mois, {inconnu}, {acompte.part}"
    assert for_review(text, rules_of("ilmis")) == ()


@pytest.mark.parametrize(
    ("rule", "heading"),
    [
        pytest.param("deposit", "Article 4 – Acompte", id="first clause"),
        pytest.param("late", "Article 5 – Annulation", id="second rule of a clause"),
        pytest.param("offer", "", id="no field"),
    ],
)
def test_a_clause_of_the_text_is_found_by_the_fields_it_holds(rule, heading):
    assert own_clause_heading(TEXT, rule) == heading


def test_a_field_before_the_first_heading_names_no_clause():
    assert own_clause_heading("{acompte.part}\n\n# Suite\n", "deposit") == ""
