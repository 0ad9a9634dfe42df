"""Lists of people pasted from a mail."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainingdesk.domain.name_lists import PastedName, read_names
from trainingdesk.domain.people import Civility


def one(line):
    (name,) = read_names(line).names
    return name


@pytest.mark.parametrize(
    ("line", "first_name", "last_name"),
    [
        ("Zoé LE GOFF", "Zoé", "Le Goff"),
        ("LE GOFF Zoé", "Zoé", "Le Goff"),
        ("Le Goff, Zoé", "Zoé", "Le Goff"),
        ("Zoé de La Tour", "Zoé", "de La Tour"),
        ("Éric D'ALMEIDA", "Éric", "D’Almeida"),
        ("Claire MARTIN-ROUX", "Claire", "Martin-Roux"),
        ("JEAN PIERRE", "Jean", "Pierre"),
        ("PETIT", "", "Petit"),
        ("J. PETIT", "J.", "Petit"),
        ("MARTIN;Claire", "Claire", "Martin"),
        ("Claire;MARTIN", "Claire", "Martin"),
        ("LE GOFF\tZoé", "Zoé", "Le Goff"),
        ("Durand | Paul", "Paul", "Durand"),
    ],
)
def test_a_name_is_read_in_any_order(line, first_name, last_name):
    assert (one(line).first_name, one(line).last_name) == (first_name, last_name)


@pytest.mark.parametrize("mark", ["1. ", "12) ", "- ", "• ", "3° ", "– ", "   * "])
def test_bullets_and_numbers_are_no_names(mark):
    assert one(f"{mark}Zoé ROCHE").last_name == "Roche"


@pytest.mark.parametrize(
    ("line", "civility"),
    [
        ("Mme Zoé ROCHE", Civility.MADAME),
        ("M. Ali ROY", Civility.MONSIEUR),
        ("Monsieur;ROY;Ali", Civility.MONSIEUR),
        ("Mlle Anne", Civility.MADAME),
        ("Ali ROY", Civility.UNKNOWN),
    ],
)
def test_a_civility_is_taken_apart(line, civility):
    assert one(line).civility is civility


@pytest.mark.parametrize(
    ("line", "email", "phone", "job"),
    [
        ("Zoé ROCHE <Zoe.Roche@Exemple.example>", "zoe.roche@exemple.example", "", ""),
        ("Zoé ROCHE zoe@ex.example 06 12 34 56 78", "zoe@ex.example", "06 12 34 56 78", ""),
        ("Zoé ROCHE (comptable)", "", "", "comptable"),
        ("Zoé ROCHE - cheffe d’équipe", "", "", "cheffe d’équipe"),
        ("ROCHE, Zoé, soudeuse", "", "", "soudeuse"),
        ("Zoé ROCHE, responsable RH", "", "", "responsable RH"),
        ("Zoé ROCHE, Assistante DRH", "", "", "Assistante DRH"),
        ("Zoé ROCHE - 12/03/1985", "", "", ""),
        ("Zoé ROCHE (née le 12.03.1985), soudeuse", "", "", "soudeuse"),
        ("12\tMme\tROCHE\tZoé\tsoudeuse", "", "", "soudeuse"),
        ("ROCHE;Zoé;zoe@ex.example;vendeuse", "zoe@ex.example", "", "vendeuse"),
        ("Zoé ROCHE ; magasinière", "", "", "magasinière"),
    ],
)
def test_what_stands_beside_a_name_is_kept(line, email, phone, job):
    name = one(line)
    assert (name.last_name, name.first_name) == ("Roche", "Zoé")
    assert (name.email, name.phone, name.job) == (email, phone, job)


def test_several_people_on_one_line_are_told_apart_by_their_capitals():
    names = read_names("MARTIN Léa, Luc MARTIN, ROYER Ali").names
    assert [(name.first_name, name.last_name) for name in names] == [
        ("Léa", "Martin"),
        ("Luc", "Martin"),
        ("Ali", "Royer"),
    ]


@pytest.mark.parametrize(
    "line", ["Bonjour,", "Voici la liste :", "Bien cordialement", "Merci d’avance", "Ci-joint"]
)
def test_what_a_mail_says_around_the_list_names_nobody(line):
    assert read_names(line).names == ()
    assert read_names(line).unread == (line,)


def test_names_that_begin_like_a_courtesy_are_names():
    assert [name.last_name for name in read_names("MERCIER Léa\nBonne Paul").names] == [
        "Mercier",
        "Paul",
    ]


def test_captions_and_empty_lines_are_passed_over():
    pasted = read_names("Nom;Prénom;Email\n\n  \nROY;Ali;ali@ex.example")
    assert [name.line for name in pasted.names] == [4]
    assert pasted.unread == ()


@pytest.mark.parametrize("line", ["zoe@ex.example", "06 12 34 56 78", "M."])
def test_a_line_without_a_name_is_told(line):
    pasted = read_names(f"Ali ROY\n{line}")
    assert [name.last_name for name in pasted.names] == ["Roy"]
    assert pasted.unread == (line,)


def test_a_person_named_twice_comes_once():
    assert len(read_names("Zoé LE GOFF\nLe Goff Zoé\nle goff, zoe").names) == 1


def test_order_accents_and_hyphens_do_not_tell_people_apart():
    assert PastedName(last_name="Łukasiewicz", first_name="Zoé-Anne").key == (
        PastedName(last_name="zoe anne", first_name="lukasiewicz").key
    )


@given(st.text(max_size=300))
def test_no_text_is_refused_and_every_name_has_letters(text):
    pasted = read_names(text)
    assert all(name.last_name.strip() for name in pasted.names)
    assert len({name.key for name in pasted.names}) == len(pasted.names)
