"""Course sheets read from their text."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from trainingdesk.domain.courses import CourseSheet, DayPart, HalfDay, Module
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.interchange.course_sheets import (
    ReadSheet,
    parse_course_sheet,
    read_course_sheet,
    to_json,
)

SHEETS = Path(__file__).parents[1] / "files" / "sheets"
HEAD = "Vendre mieux\n\ndans COMMERCIAL - VENTE / Réf : COM-VEN-01\n\n"


def parts(text: str) -> CourseSheet:
    """Return the sheet of a text that must be understood whole."""
    read = parse_course_sheet(text)
    assert read.unread == ()
    return read.sheet


def programme(text: str) -> tuple[HalfDay, ...]:
    return parts(f"{HEAD}Programme de la formation\n\n{text}").programme


# The head of a sheet -------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "days", "hours", "derived"),
    [
        pytest.param("2 Jours", "2", "14", True, id="days"),
        pytest.param("1 Jours", "1", "7", True, id="plural of one"),
        pytest.param("2\nJours", "2", "14", True, id="on two lines"),
        pytest.param("2  \nJours", "2", "14", True, id="a Markdown line break"),
        pytest.param("0,5 Jour", "0.5", "3.5", True, id="half a day"),
        pytest.param("½ journée", "0.5", "3.5", True, id="half as a sign"),
        pytest.param("Une demi-journée", "0.5", "3.5", True, id="half in words"),
        pytest.param("3 demi-journées", "1.5", "10.5", True, id="halves counted"),
        pytest.param("1 jour et demi", "1.5", "10.5", True, id="a day and a half"),
        pytest.param("Deux jours", "2", "14", True, id="in words"),
        pytest.param("14 heures", None, "14", False, id="hours"),
        pytest.param("2 jours (14 h)", "2", "14", False, id="both"),
        pytest.param("14 heures (2 jours)", "2", "14", False, id="hours first"),
        pytest.param("Durée : 3,5 jours – 24 h 30", "3.5", "24.5", False, id="labelled"),
        pytest.param("Durée\n\n2 jours\n\n15 heures", "2", "15", False, id="a line each"),
        pytest.param("Durée : 2 jours de 7 heures", "2", "14", False, id="hours a day"),
        pytest.param("Durée : 3 jours (6 h / jour)", "3", "18", False, id="hours for each day"),
        pytest.param("Durée 2 jours soit 14h00", "2", "14", False, id="without colon"),
        pytest.param("**Durée :** 20 h 20 min", None, "20.33", False, id="minutes"),
    ],
)
def test_a_duration_is_read_in_days_and_hours(printed, days, hours, derived):
    sheet = parts(f"{printed}\n\n{HEAD}Public\n\nTous")
    assert (sheet.days, sheet.hours, sheet.hours_derived) == (
        days and Decimal(days),
        Decimal(hours),
        derived,
    )
    assert sheet.title == "Vendre mieux"


@pytest.mark.parametrize(
    ("printed", "days", "hours"),
    [
        pytest.param("Durée : à définir ensemble", None, None, id="no figure"),
        pytest.param("Durée : 2 jours + 1 jour", None, None, id="two counts"),
        pytest.param("Durée : 14 heures dont 3 à distance", None, "14", id="a part told apart"),
        pytest.param("Durée : 2 jours\nDurée : 3 jours", "2", "14", id="a second one that differs"),
    ],
)
def test_what_a_duration_says_beyond_its_figures_is_unread(printed, days, hours):
    read = parse_course_sheet(f"{HEAD}{printed}\n\nPublic\n\nTous")
    assert (read.sheet.days, read.sheet.hours) == (days and Decimal(days), hours and Decimal(hours))
    assert read.unread == (printed.splitlines()[-1],)


@pytest.mark.parametrize(
    ("head", "title", "code", "category", "subcategory"),
    [
        pytest.param(
            "Vendre\n\ndans COMMERCIAL - VENTE / Réf : C-1",
            "Vendre",
            "C-1",
            "COMMERCIAL",
            "VENTE",
            id="the line of the family",
        ),
        pytest.param(
            "Vendre\n\ndans RESSOURCES HUMAINES / Ref: RH-01",
            "Vendre",
            "RH-01",
            "RESSOURCES HUMAINES",
            None,
            id="no subcategory",
        ),
        pytest.param(
            "Vendre\n\nDans Bureautique – Tableurs – Excel / Référence : B 2",
            "Vendre",
            "B 2",
            "Bureautique",
            "Tableurs – Excel",
            id="split at the first dash only",
        ),
        pytest.param(
            "Vendre\n\ndans SAVOIR-ÊTRE - PRISE DE PAROLE",
            "Vendre",
            None,
            "SAVOIR-ÊTRE",
            "PRISE DE PAROLE",
            id="no reference",
        ),
        pytest.param(
            "Vendre dans sa relation client dans COMMERCIAL - VENTE / Réf : C-1",
            "Vendre dans sa relation client",
            "C-1",
            "COMMERCIAL",
            "VENTE",
            id="all on one line",
        ),
        pytest.param(
            "Utiliser les réseaux\ndans sa relation client\n"
            "dans COMMERCIAL - VENTE\nDIRECTE / Réf : C-1",
            "Utiliser les réseaux dans sa relation client",
            "C-1",
            "COMMERCIAL",
            "VENTE DIRECTE",
            id="cut by the page",
        ),
        pytest.param(
            "Excel\nTableaux croisés\ndans BUREAUTIQUE - EXCEL / Réf :\nB-1",
            "Excel Tableaux croisés",
            "B-1",
            "BUREAUTIQUE",
            "EXCEL",
            id="a title of two lines",
        ),
        pytest.param(
            "2 Jours Vendre\n\ndans A&amp;B - C / Réf : C-1",
            "Vendre",
            "C-1",
            "A&B",
            "C",
            id="duration before the title",
        ),
        pytest.param(
            "Vendre (2 jours)\n\nRéf. C-1",
            "Vendre",
            "C-1",
            None,
            None,
            id="duration after the title",
        ),
        pytest.param(
            "| Intitulé | Vendre |\n|---|---|\n| Référence | C-1 |\n| Domaine | VENTE |",
            "Vendre",
            "C-1",
            "VENTE",
            None,
            id="a table of facts",
        ),
        pytest.param("Programme de formation\n\nVendre", "Vendre", None, None, None, id="kicker"),
        pytest.param("Formation : Vendre", "Vendre", None, None, None, id="kicker and title"),
        pytest.param("# **Vendre** #", "Vendre", None, None, None, id="marks"),
    ],
)
def test_the_head_gives_title_reference_and_category(head, title, code, category, subcategory):
    sheet = parts(f"{head}\n\nObjectifs\n\n- Vendre")
    assert (sheet.title, sheet.code) == (title, code)
    assert (sheet.category, sheet.subcategory) == (category, subcategory)


# Facts ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "price"),
    [
        pytest.param("Tarif : 1 250 € HT", "1250.00", id="tarif"),
        pytest.param("Prix\n\n1250,50 euros HT par personne", "1250.50", id="under its heading"),
        pytest.param("Prix 1.250 € HT", "1250.00", id="dot for thousands"),
        pytest.param("Tarif HT : 690", "690.00", id="a bare figure"),
        pytest.param("| Tarif | 690 € net de taxe |", "690.00", id="a row"),
    ],
)
def test_a_price_is_read(printed, price):
    assert parts(f"{HEAD}{printed}\n\nPublic\n\nTous").price_ht == Decimal(price)


@pytest.mark.parametrize(
    "printed",
    [
        pytest.param("Tarif : nous consulter", id="none"),
        pytest.param("Tarif : 1 500 € TTC", id="with tax"),
        pytest.param("Tarif : 690 € HT / jour", id="a day"),
        pytest.param("Tarif : 690 € HT inter, 900 € HT en entreprise", id="two prices"),
        pytest.param("Tarif : intra 2 400 € HT", id="a group"),
        pytest.param("Tarif : selon devis de 3 formateurs", id="a figure that is no price"),
    ],
)
def test_another_price_is_left_unread(printed):
    read = parse_course_sheet(f"{HEAD}{printed}\n\nPublic\n\nTous")
    assert (read.sheet.price_ht, read.unread) == (None, (printed,))


@pytest.mark.parametrize(
    "printed",
    [
        pytest.param("Mise à jour le 12/03/2026", id="figures"),
        pytest.param("Version du 12.03.26", id="two figures of the year"),
        pytest.param("Dernière mise à jour : 12 mars 2026", id="the month in words"),
        pytest.param("Fiche mise à jour le 2026-03-12.", id="ISO"),
        pytest.param("Date de mise à jour\n\n12/03/2026", id="under its heading"),
    ],
)
def test_the_date_of_the_version_is_read_wherever_it_stands(printed):
    assert parts(f"{HEAD}Public\n\nTous\n\n{printed}").version_date == date(2026, 3, 12)
    assert parts(f"{HEAD}{printed}\n\nPublic\n\nTous").version_date == date(2026, 3, 12)


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        pytest.param("Mise à jour : mars 2026", None, id="no day"),
        pytest.param("Mise à jour : 31/02/2026", None, id="no such day"),
        pytest.param("Version 3 du 12/03/2026", date(2026, 3, 12), id="a number besides"),
    ],
)
def test_what_a_version_says_beyond_its_date_is_unread(printed, day):
    read = parse_course_sheet(f"{HEAD}Public\n\nTous\n\n{printed}")
    assert (read.sheet.version_date, read.unread) == (day, (printed,))


def test_facts_as_labelled_lines_a_sheet_of_another_office():
    read = read_course_sheet(SHEETS / "facts.txt")
    assert to_json(read) == {
        "code": "BUR-EXC-02",
        "title": "Excel : tableaux croisés dynamiques et graphiques",
        "category": "BUREAUTIQUE",
        "subcategory": "TABLEURS",
        "days": 3.5,
        "hours": 24.5,
        "hours_derived": False,
        "objectives": ["Construire un tableau croisé", "Choisir un graphique"],
        "introduction": None,
        "programme": [
            {
                "day": None,
                "half_day": None,
                "modules": [
                    {
                        "number": None,
                        "title": "Les données",
                        "points": [
                            "Importer",
                            "depuis un fichier texte",
                            "depuis une base",
                            "Nettoyer",
                        ],
                    },
                    {
                        "number": None,
                        "title": "Les tableaux croisés",
                        "points": ["Lignes et colonnes"],
                    },
                ],
            }
        ],
        "prerequisites": ["connaître les formules"],
        "audience": ["Comptables", "Contrôleurs de gestion"],
        "methods": ["Un poste par personne"],
        "assessment": ["Exercices"],
        "modality": "présentiel",
        "recognition": None,
        "access": "quinze jours avant le début",
        "accessibility": "nous consulter pour tout aménagement",
        "price_ht": "1250.00",
        "funding": "OPCO",
        "results": "96 % de satisfaction en 2025",
        "contacts": "Zoé Martin, 01 02 03 04 05",
        "version_date": "2026-03-12",
        "terms": None,
        "unread": ["MARTIN FORMATION", "Lieu : Lyon"],
    }


def test_facts_may_be_bulleted_under_a_heading_of_their_own():
    sheet = parts(f"{HEAD}Informations pratiques\n\n- Durée : 2 jours\n- Modalité : à distance\n")
    assert (sheet.days, sheet.modality) == (Decimal(2), "à distance")


def test_a_row_with_an_unknown_label_stays_out_of_its_neighbours():
    read = parse_course_sheet(f"{HEAD}| Public | Tous |\n| Ambiance | Studieuse |\n| Prix | 90 € |")
    assert read.sheet.audience == ("Tous",)
    assert read.unread == ("Ambiance : Studieuse",)


def test_a_heading_that_says_more_than_its_field_stays_with_its_value():
    sheet = parts(f"{HEAD}Résultats\n\nTaux de satisfaction : 97 %\nTaux de réussite : 95 %")
    assert sheet.results == "Taux de satisfaction : 97 %\nTaux de réussite : 95 %"


def test_a_value_that_sounds_like_a_heading_stays_a_value():
    assert (
        parts(f"{HEAD}Reconnaissance\n\nAttestation\n\nPublic\n\nTous").recognition == "Attestation"
    )
    assert (
        parts(f"{HEAD}| Reconnaissance | Attestation |\n\nPublic : tous").recognition
        == "Attestation"
    )


def test_a_figure_under_a_heading_is_no_page_number():
    assert parts(f"{HEAD}Tarif HT\n\n690\n\nPublic\n\nTous").price_ht == Decimal(690)


def test_hours_that_were_only_counted_from_days_are_not_stated():
    noted = "Durée : 2 jours (14 h, heures déduites du nombre de jours)"
    apart = "Durée : 2 jours\nRythme : 7 h par jour, soit 14 h (heures déduites du nombre de jours)"
    for printed_duration in (noted, apart):
        sheet = parts(f"{HEAD}{printed_duration}\n\nPublic : tous")
        assert (sheet.days, sheet.hours, sheet.hours_derived) == (2, 14, True)


def test_a_second_reference_is_unread():
    read = parse_course_sheet(
        "Vendre\n\nRéférence : V-1\nCode : V-2\n\nObjectifs\n\n- Vendre\n\n2."
    )
    assert (read.sheet.code, read.unread) == ("V-1", ("Code : V-2",))
    assert read.sheet.objectives == ("Vendre", "2.")


def test_the_name_of_a_contact_is_no_title():
    sheet = parts(f"{HEAD}Contact\n\nNom : Zoé Martin")
    assert (sheet.title, sheet.contacts) == ("Vendre mieux", "Nom : Zoé Martin")


# The programme -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "day", "part"),
    [
        pytest.param("Jour 1 - Matin", 1, DayPart.MORNING, id="day and part"),
        pytest.param("Jour 2 – Après-midi", 2, DayPart.AFTERNOON, id="dash"),
        pytest.param("JOUR 2 : APRÈS-MIDI", 2, DayPart.AFTERNOON, id="capitals"),
        pytest.param("Matin", None, DayPart.MORNING, id="part alone"),
        pytest.param("Après’midi", None, DayPart.AFTERNOON, id="apostrophe"),
        pytest.param("Aprés midi", None, DayPart.AFTERNOON, id="wrong accent"),
        pytest.param("L'après-midi :", None, DayPart.AFTERNOON, id="article"),
        pytest.param("Jour 2", 2, None, id="day alone"),
        pytest.param("1er jour", 1, None, id="ordinal in figures"),
        pytest.param("Deuxième jour - matinée", 2, DayPart.MORNING, id="ordinal in words"),
        pytest.param("Second jour", 2, None, id="second"),
        pytest.param("Jour trois", 3, None, id="count in words"),
        pytest.param("Journée n° 4", 4, None, id="journée"),
        pytest.param("J5 (matin)", 5, DayPart.MORNING, id="short"),
        pytest.param("Matin du jour 2", 2, DayPart.MORNING, id="part first"),
        pytest.param("**Jour 1 – Matin (suite)**", 1, DayPart.MORNING, id="continued"),
    ],
)
def test_a_half_day_is_announced_in_many_ways(printed, day, part):
    assert programme(f"{printed}\n\n- Écouter") == (
        HalfDay((Module("", ("Écouter",)),), day, part),
    )


def test_the_day_holds_for_its_parts_and_a_heading_repeated_after_a_page_changes_nothing():
    read = programme(
        "Jour 1\n\nMatin\n\n1. Un\n\n- a\n\n\fMatin\n\n- b\n\n"
        "Après-midi\n\n2. Deux\n\nJour 2\n\n3. Trois"
    )
    assert read == (
        HalfDay((Module("Un", ("a", "b"), 1),), 1, DayPart.MORNING),
        HalfDay((Module("Deux", (), 2),), 1, DayPart.AFTERNOON),
        HalfDay((Module("Trois", (), 3),), 2, None),
    )


def test_a_title_beside_the_day_is_a_module():
    assert programme("Jour 1 : Les bases\n\n- Écouter\n\nJour 2 – 2. Conclure") == (
        HalfDay((Module("Les bases", ("Écouter",)),), 1),
        HalfDay((Module("Conclure", (), 2),), 2),
    )


def test_the_hours_beside_a_half_day_are_unread():
    read = parse_course_sheet(f"{HEAD}Programme\n\nJour 1 - Matin (9 h - 12 h 30)\n\n1. Vendre")
    assert read.sheet.programme == (HalfDay((Module("Vendre", (), 1),), 1, DayPart.MORNING),)
    assert read.unread == ("Jour 1 - Matin (9 h - 12 h 30)",)


def test_days_open_a_programme_that_has_no_heading():
    sheet = parts(f"{HEAD}Objectifs\n\n- Vendre\n\nJour 1 - Matin\n\n1. Écouter")
    assert sheet.programme == (HalfDay((Module("Écouter", (), 1),), 1, DayPart.MORNING),)


@pytest.mark.parametrize(
    ("printed", "modules"),
    [
        pytest.param(
            "1. Un\n\n- a\n* b\n• c\n– d\no e\n▪ f\n✓ g\n+ h\n\uf0b7 i",
            [(1, "Un", "abcdefghi")],
            id="bullets of all kinds",
        ),
        pytest.param("1. Un\n- a\n    - b\n        - c\n- d", [(1, "Un", "abcd")], id="nested"),
        pytest.param("1. Un\n•\na\n•\nb", [(1, "Un", "ab")], id="bullets alone on their lines"),
        pytest.param(
            "1.\nUn\n- a\n2.\tDeux", [(1, "Un", "a"), (2, "Deux", "")], id="numbers alone"
        ),
        pytest.param(
            "1) Un\n2/ Deux\n3 - Trois",
            [(1, "Un", ""), (2, "Deux", ""), (3, "Trois", "")],
            id="signs after numbers",
        ),
        pytest.param(
            "Module 1 : Un\n- a\nModule 2", [(1, "Un", "a"), (2, "Module 2", "")], id="named"
        ),
        pytest.param("I. Un\n- a\nII. Deux", [(1, "Un", "a"), (2, "Deux", "")], id="Roman"),
        pytest.param("1. Un\n1.1 a\n1.2. b\n2. Deux", [(1, "Un", "ab"), (2, "Deux", "")], id="1.1"),
        pytest.param(
            "1. Un\n1. a\n2. b\n2. Deux\n1. c",
            [(1, "Un", "ab"), (2, "Deux", "c")],
            id="numbered points",
        ),
        pytest.param(
            "1. Un\n   1. a\n   2. b\n2. Deux",
            [(1, "Un", "ab"), (2, "Deux", "")],
            id="numbered points further in",
        ),
        pytest.param(
            "Un\n1. a\n2. b\nDeux\n1. c",
            [(None, "Un", "ab"), (None, "Deux", "c")],
            id="numbers under titles",
        ),
        pytest.param(
            "Un :\n- a\n\nDeux\n- b", [(None, "Un", "a"), (None, "Deux", "b")], id="no numbers"
        ),
        pytest.param("Un\n\nDeux", [(None, "Un", ""), (None, "Deux", "")], id="no points"),
        pytest.param("- a\n- b", [(None, "", "ab")], id="no module"),
        pytest.param(
            "1. Un\n\nA\n\nB\n\n2. Deux", [(1, "Un", "AB"), (2, "Deux", "")], id="bullets lost"
        ),
        pytest.param(
            "1. Un\n- a\n\nBilan\n- b",
            [(1, "Un", "a"), (None, "Bilan", "b")],
            id="a last module without number",
        ),
        pytest.param("1. Tri\nA\n- b\nC\n- d", [(1, "Tri", "AbCd")], id="headings within a module"),
        pytest.param(
            "1. Un\n- a\nContacts\n- b",
            [(1, "Un", "a"), (None, "Contacts", "b")],
            id="a module that is named like a heading",
        ),
        pytest.param(
            "1. Un\n- a\n\n2\n\n- b\n\nPage 3/4\n- c", [(1, "Un", "abc")], id="page numbers"
        ),
        pytest.param(
            "1. Un\n2. Deux\n4. Quatre",
            [(1, "Un", ""), (2, "Deux", ""), (4, "Quatre", "")],
            id="a number left out",
        ),
        pytest.param(
            "| 1. Un | a |\n|---|---|\n| 2. Deux | b |",
            [(1, "Un", "a"), (2, "Deux", "b")],
            id="a table",
        ),
    ],
)
def test_modules_and_points_are_told_apart(printed, modules):
    (half_day,) = programme(printed)
    assert [(m.number, m.title, "".join(m.points)) for m in half_day.modules] == modules


@pytest.mark.parametrize(
    ("printed", "introduction", "first"),
    [
        pytest.param(
            "Vous saurez vendre :\n\nJour 1 - Matin\n\n1. Un",
            "Vous saurez vendre :",
            "Un",
            id="before a half-day",
        ),
        pytest.param("Trois étapes.\n\n1. Un", "Trois étapes.", "Un", id="before a module"),
        pytest.param(
            "À l’issue du stage, on saura :\n- Un",
            "À l’issue du stage, on saura :",
            "",
            id="before points",
        ),
        pytest.param("Accueil\n\n1. Un", None, "Accueil", id="a module without number"),
        pytest.param("Accueil\n- Un", None, "Accueil", id="a module with points"),
    ],
)
def test_the_sentence_before_the_first_entry_is_the_introduction(printed, introduction, first):
    sheet = parts(f"{HEAD}Programme\n\n{printed}")
    assert sheet.introduction == introduction
    assert sheet.programme[0].modules[0].title == first


def test_objectives_of_a_module_are_no_objectives_of_the_course():
    sheet = parts(f"{HEAD}Objectifs\n- Vendre\n\nProgramme\n1. Un\nObjectifs :\n- Écouter")
    assert sheet.objectives == ("Vendre",)
    assert sheet.programme[0].modules[0].points == ("Objectifs :", "Écouter")


# Lists, marks and wrapping -------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "audience"),
    [
        pytest.param("Public cible\n\nTout public", ["Tout public"], id="a paragraph"),
        pytest.param("Public : Tout public", ["Tout public"], id="beside its heading"),
        pytest.param(
            "1. Public\n\n- Managers\n- Dirigeants", ["Managers", "Dirigeants"], id="numbered"
        ),
        pytest.param(
            "Public visé\n1. Managers\n2. Dirigeants", ["Managers", "Dirigeants"], id="1, 2"
        ),
        pytest.param(
            "Public\n\nManagers\n\nDirigeants", ["Managers", "Dirigeants"], id="paragraphs"
        ),
        pytest.param(
            "Public\nmanagers\ndirigeants", ["managers", "dirigeants"], id="small letters"
        ),
        pytest.param(
            "Public\nManagers et\nDirigeants", ["Managers et Dirigeants"], id="cut at a link"
        ),
        pytest.param(
            "Public\nManagers en poste\ndepuis un an",
            ["Managers en poste depuis un an"],
            id="cut before a small letter",
        ),
        pytest.param(
            "Public\nManagers (débutants\nou non)",
            ["Managers (débutants ou non)"],
            id="cut in brackets",
        ),
        pytest.param(
            "Public\nChefs de l'après-\nvente", ["Chefs de l'après-vente"], id="at a hyphen"
        ),
        pytest.param("Public\n- Managers en\n\fposte", ["Managers en poste"], id="cut by the page"),
        pytest.param("Public\n- Managers<br>- Chefs", ["Managers", "Chefs"], id="HTML line break"),
        pytest.param(
            "Public\n<ul><li>Managers</li><li>Chefs</li></ul>", ["Managers", "Chefs"], id="HTML"
        ),
        pytest.param(
            "Public\n\\- Managers \\& co \\* \\_x\\_", ["Managers & co * _x_"], id="escapes"
        ),
        pytest.param(
            "Public\n- **Managers** et *chefs* de `n_1`",
            ["Managers et chefs de n_1"],
            id="emphasis",
        ),
        pytest.param(
            "Public\n- [Voir](https://a.fr/b) [c@a.fr](mailto:c@a.fr) <d@a.fr> ![x](y.png)",
            ["Voir (https://a.fr/b) c@a.fr d@a.fr"],
            id="links",
        ),
        pytest.param(
            "Public\n- [x] Managers&nbsp;; R&D &eacute;lus", ["Managers ; R&D élus"], id="entities"
        ),
        pytest.param(
            "Public\n- oﬃciers\u00ad\u200b", ["officiers"], id="ligatures and soft hyphens"
        ),
        pytest.param("Public\n\n---\n\nTous\n\n***", ["Tous"], id="rules"),
        pytest.param(
            "Public\n**Managers\net chefs**", ["Managers et chefs"], id="bold over two lines"
        ),
    ],
)
def test_a_list_is_read_without_its_marks(printed, audience):
    assert parts(f"{HEAD}{printed}\n\nPrérequis\n\nAucun").audience == tuple(audience)


def test_lines_as_wide_as_the_page_go_on_even_before_a_capital():
    wrapped = (
        "Les équipes de la direction, les collaborateurs en relation avec\n"
        "la SNCF, à celles de la RATP ainsi qu'à celles des régions :\n"
        "Bretagne et Normandie.\n"
        "Encadrants."
    )
    assert parts(f"{HEAD}Public\n{wrapped}\n\nPrérequis\n\nAucun").audience == (
        wrapped.replace("\n", " ").partition(" Bretagne")[0],
        "Bretagne et Normandie.",
        "Encadrants.",
    )


def test_the_sentence_that_leads_to_the_objectives_is_no_objective():
    sheet = parts(f"{HEAD}Objectifs\n\nÀ l'issue de la formation, vous saurez :\n- Vendre")
    assert sheet.objectives == ("Vendre",)


def test_a_text_keeps_its_lines():
    sheet = parts(f"{HEAD}Modalités d'accès\n\n- Appeler\n- S'inscrire\n\nHandicap : nous appeler")
    assert sheet.access == "Appeler\nS'inscrire"
    assert sheet.accessibility == "nous appeler"


def test_a_part_without_a_field_is_unread():
    read = parse_course_sheet(
        f"{HEAD}Public\n\nTous\n\nLes +\n\n- Petits groupes\n\nHoraires : 9 h"
    )
    assert read.unread == ("Les +", "Petits groupes", "Horaires : 9 h")


# Terms ---------------------------------------------------------------------------


def test_terms_after_the_sheet_are_kept_whole_and_apart():
    read = read_course_sheet(SHEETS / "marked.md")
    assert read.sheet.assessment == ("Quiz", "Attestation de fin de formation")
    assert read.terms == (
        "# Conditions Générales de Vente : Martin Formation\n\n## I. Objet\n\nLes présentes "
        "conditions valent pour toute commande.\n\n### 1.1. Commande\n\nToute commande est écrite."
    )


def test_a_sheet_without_its_heading_marks_reads_the_same():
    marked = (SHEETS / "marked.md").read_text(encoding="utf-8")
    bare = re.sub(r"^#+ ", "", marked, flags=re.MULTILINE)
    assert parse_course_sheet(bare) == read_course_sheet(SHEETS / "marked.md")


def test_a_line_that_says_where_the_terms_are_opens_none():
    read = parse_course_sheet(
        f"{HEAD}Public\n\nTous\n\nConditions générales de vente : voir notre site\n\n"
        "Tarif : 90 € HT"
    )
    assert (read.terms, read.sheet.price_ht) == (None, Decimal(90))
    assert read.unread == ("Conditions générales de vente : voir notre site",)


# What is no sheet ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", "vide", id="nothing"),
        pytest.param(" \n\n12\n", "vide", id="a page number"),
        pytest.param("CGV\n\n1. Objet", "que des conditions générales", id="terms alone"),
        pytest.param("Bonjour,\n\nÀ bientôt.\n\nContact : Zoé", "Aucune rubrique", id="a letter"),
        pytest.param("Objectifs\n\n- Vendre", "pas d’intitulé", id="no title"),
    ],
)
def test_what_is_no_sheet_is_refused(text, message):
    with pytest.raises(RuleBroken, match=message):
        parse_course_sheet(text)


# Properties ----------------------------------------------------------------------

VOCABULARY = """
client équipe vendre écouter réussir projet Excel outil l'activité marché œuvre ça 2026
"""
WORDS = st.sampled_from(VOCABULARY.split())
SENTENCES = st.lists(WORDS, min_size=1, max_size=9).map(lambda words: "Savoir " + " ".join(words))
LISTS = st.lists(SENTENCES, min_size=1, max_size=4).map(tuple)
TEXTS = st.none() | SENTENCES
NAMES = st.sampled_from(
    ["MANAGEMENT", "RELATION CLIENT", "BUREAUTIQUE", "RESSOURCES HUMAINES", "R&D"]
)
PLACES = st.sampled_from(
    [(None, None), (None, DayPart.MORNING), (1, None), (1, DayPart.MORNING), (2, DayPart.AFTERNOON)]
)


@st.composite
def programmes(draw: st.DrawFn) -> tuple[HalfDay, ...]:
    """Return half-days in order with modules numbered through, or one without a day."""
    days = draw(st.integers(0, 3))
    places: list[tuple[int | None, DayPart | None]] = [(None, None)]
    if days:
        places = [(day, part) for day in range(1, days + 1) for part in DayPart]
    numbered = draw(st.booleans())
    number = 0
    half_days = []
    for day, part in places:
        modules = []
        for _ in range(draw(st.integers(1, 3))):
            number += 1
            points = draw(LISTS if not numbered else LISTS | st.just(()))
            modules.append(Module(draw(SENTENCES), points, number if numbered else None))
        half_days.append(HalfDay(tuple(modules), day, part))
    return tuple(half_days)


@st.composite
def sheets(draw: st.DrawFn) -> CourseSheet:
    """Return a sheet that the layout of the family can print."""
    days = draw(st.sampled_from([None, Decimal("0.5"), Decimal(1), Decimal(2), Decimal("3.5")]))
    hours = draw(st.sampled_from([None, Decimal(7), Decimal(14), Decimal("24.5")]))
    return CourseSheet(
        code=draw(st.sampled_from(["RCL-RCL-14", "MAN 2", "B/12"])),
        title=draw(SENTENCES),
        category=draw(NAMES),
        subcategory=draw(st.none() | NAMES),
        days=days,
        hours=days * 7 if days and not hours else hours,
        hours_derived=bool(days and not hours),
        objectives=draw(LISTS),
        introduction=draw(st.sampled_from([None, "À l'issue de la formation, vous saurez :"])),
        programme=draw(programmes()),
        prerequisites=draw(LISTS),
        audience=draw(LISTS),
        methods=draw(LISTS),
        assessment=draw(LISTS),
        modality=draw(TEXTS),
        recognition=draw(TEXTS),
        access=draw(TEXTS),
        accessibility=draw(TEXTS),
        price_ht=draw(st.none() | st.decimals(1, 99999, places=2)),
        funding=draw(TEXTS),
        results=draw(TEXTS),
        contacts=draw(TEXTS),
        version_date=draw(st.none() | st.dates(date(2000, 1, 1), date(2099, 12, 31))),
    )


def printed(sheet: CourseSheet, mark: str, bullet: str) -> str:
    """Print a sheet as the family does, with heading marks or without."""

    def figure(value: Decimal) -> str:
        return f"{value.normalize():f}".replace(".", ",")

    lines = [f"{figure(sheet.days)}\nJours"] if sheet.days else []
    if sheet.hours and not sheet.hours_derived:
        lines.append(f"{figure(sheet.hours)} heures")
    names = " - ".join(filter(None, [sheet.category, sheet.subcategory]))
    lines += [f"{mark}{sheet.title}", f"dans {names} / Réf : {sheet.code}"]
    lines += [
        f"{mark}Objectifs de la formation",
        *(f"{bullet} {line}" for line in sheet.objectives),
    ]
    lines += [f"{mark}Programme de la formation", *filter(None, [sheet.introduction])]
    for half_day in sheet.programme:
        if half_day.day:
            lines.append(f"{mark}Jour {half_day.day} - {half_day.day_part}")
        for module in half_day.modules:
            number = f"{module.number}. " if module.number else ""
            lines += [
                f"{mark}{number}{module.title}",
                *(f"{bullet} {line}" for line in module.points),
            ]
    for label, values in (
        ("Pré-requis", sheet.prerequisites),
        ("Public cible", sheet.audience),
        ("Méthodes pédagogiques", sheet.methods),
        ("Modalités d'évaluation", sheet.assessment),
    ):
        lines += [f"{mark}{label}", *(f"{bullet} {value}" for value in values)]
    for label, text in (
        ("Modalité", sheet.modality),
        ("Reconnaissance", sheet.recognition),
        ("Délais d'accès", sheet.access),
        ("Accessibilité", sheet.accessibility),
        ("Financement", sheet.funding),
        ("Indicateurs de résultats", sheet.results),
        ("Contact", sheet.contacts),
    ):
        lines += [f"{label} : {text}"] if text else []
    if sheet.price_ht is not None:
        lines.append(f"Tarif : {sheet.price_ht:,.2f} € HT".replace(",", "\u202f").replace(".", ","))
    if sheet.version_date:
        lines.append(f"Mise à jour le {sheet.version_date:%d/%m/%Y}")
    return "\n\n".join(lines)


MARKS = st.sampled_from(["", "# ", "### ", "###### "])
BULLETS = st.sampled_from(["-", "*", "•", "–", "o", "▪", "✓", "\\-"])


@given(sheets(), MARKS, BULLETS)
def test_a_printed_sheet_is_read_back(sheet, mark, bullet):
    assert parse_course_sheet(printed(sheet, mark, bullet)) == ReadSheet(sheet)


STRAY = st.sampled_from(
    [
        "Ambiance studieuse",
        "Lieu : Lyon",
        "Horaires",
        "Tarif : nous consulter",
        "Durée : à voir",
        "- reste",
        "12 personnes",
        "| a | b |",
        "Les +",
        "Public",
        "Jour 9 : Fin",
        "3. Encore",
        "Note :",
    ]
)


@given(sheets(), st.lists(st.tuples(st.integers(0, 60), STRAY), max_size=6), st.booleans())
def test_no_word_of_a_sheet_is_lost(sheet, strays, close):
    lines = printed(sheet, "", "-").split("\n\n")
    for place, stray in strays:
        lines.insert(place % (len(lines) + 1), stray)
    text = ("\n" if close else "\n\n").join(lines)
    try:
        read = parse_course_sheet(text)
    except RuleBroken:
        # «Les +» over the title makes it one of its lines: the office is told, nothing is dropped.
        reject()
    missing = words_of(text) - words_of(" ".join(strings(to_json(read))))
    assert set(missing) <= LABEL_WORDS


def words_of(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W\d_]{3,}", text))


def strings(value: object) -> Iterator[str]:
    """Yield every text within a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for inner in value.values() for text in strings(inner))
    elif isinstance(value, list):
        yield from (text for inner in value for text in strings(inner))


# The labels of the layout, and the sentence that leads to a list wherever it stands.
PRINTED_LABELS = """
Jours Jour dans Réf Objectifs formation Programme Pré requis Public cible Méthodes pédagogiques
Modalités évaluation Modalité Reconnaissance Délais accès Accessibilité Financement Indicateurs
résultats Contact Tarif Mise jour heures matin après midi
issue vous saurez
"""
LABEL_WORDS = set(PRINTED_LABELS.split())


@given(
    st.lists(
        st.one_of(
            STRAY,
            st.text(max_size=60),
            st.sampled_from(
                [
                    "Programme",
                    "Objectifs",
                    "- ",
                    "1.",
                    "Jour 1",
                    "Matin",
                    "\f",
                    "Réf : ",
                    "dans A - B / Réf : C",
                    "**",
                    "<li>",
                    "|",
                    "\\",
                    "2",
                    "Jours",
                    "CGV",
                    "Titre",
                    "Durée",
                    "Prix :",
                    "[a](b)",
                    "_x_",
                    "&#0;",
                ]
            ),
        )
    ),
    st.sampled_from(["\n", "\n\n", " ", "\t", "\r\n", ""]),
)
def test_any_text_is_read_or_refused(pieces, joint):
    try:
        title = parse_course_sheet(joint.join(pieces)).sheet.title
    except RuleBroken:
        title = "none"
    assert title


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param("- ", id="bullets"),
        pytest.param("*a ", id="half emphasis"),
        pytest.param("<!--", id="comments"),
        pytest.param("[", id="brackets"),
        pytest.param("1.1", id="numbers"),
        pytest.param("dans A - ", id="references"),
        pytest.param("Conditions générales de ", id="terms"),
        pytest.param("2 jours ", id="durations"),
        pytest.param("\n", id="lines"),
        pytest.param("a b\n", id="short lines"),
    ],
)
def test_a_long_text_of_one_pattern_is_refused_or_read(piece):
    text = "Vendre\n\nObjectifs\n\n" + piece * 20_000
    assert parse_course_sheet(text).sheet.title == "Vendre"


def test_a_price_of_nothing_is_kept():
    sheet = parts(f"{HEAD}Tarif : 0 € HT\n\nPublic\n\nTous")
    assert to_json(ReadSheet(sheet))["price_ht"] == "0.00"
    assert to_json(ReadSheet(replace(sheet, price_ht=None)))["price_ht"] is None
