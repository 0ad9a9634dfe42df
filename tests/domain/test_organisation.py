"""The identity that papers carry."""

import pytest

from trainingdesk.domain.organisation import Organisation, grouped_activity_number


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("region", "said"),
    [
        ("Île-de-France", "d’Île-de-France"),
        ("Auvergne-Rhône-Alpes", "d’Auvergne-Rhône-Alpes"),
        ("Occitanie", "d’Occitanie"),
        ("Hauts-de-France", "des Hauts-de-France"),
        ("Pays de la Loire", "des Pays de la Loire"),
        ("Centre-Val de Loire", "du Centre-Val de Loire"),
        ("Grand Est", "du Grand Est"),
        ("Bretagne", "de Bretagne"),
        ("Provence-Alpes-Côte d'Azur", "de Provence-Alpes-Côte d'Azur"),
        ("La Réunion", "de La Réunion"),
    ],
)
def test_the_sentence_names_the_region_as_french_does(region, said):
    office = Organisation(name="Aubépine", activity_number="84380000038", activity_region=region)
    assert plain(office.activity_sentence) == (
        "Déclaration d’activité enregistrée sous le numéro 84 38 00000 38 auprès du préfet de "
        f"région {said}."
    )


def test_an_office_not_declared_yet_says_nothing():
    assert Organisation(name="Aubépine").activity_sentence == ""


@pytest.mark.parametrize(
    ("number", "grouped"),
    [("84380000038", "84 38 00000 38"), ("84 38 00000 38", "84 38 00000 38"), ("843", "84 3")],
)
def test_the_digits_are_grouped_as_the_prefet_does(number, grouped):
    assert plain(grouped_activity_number(number)) == grouped


@pytest.mark.parametrize(("sole", "name"), [(True, "Inès Roux EI"), (False, "Inès Roux")])
def test_a_sole_trader_says_so(sole, name):
    assert Organisation(name="Inès Roux", is_sole_trader=sole).trade_name == name


def test_nine_digits_name_the_firm():
    assert Organisation(name="x", siret="000 000 075 00010").siren == "000000075"


def test_advertising_names_the_declaration_without_promising_anything():
    office = Organisation(name="Aubépine", activity_number="84260000026")
    assert plain(office.advertising_sentence) == (
        "Enregistré sous le numéro 84 26 00000 26. "
        "Cet enregistrement ne vaut pas agrément de l’État."
    )
    assert Organisation(name="Aubépine").advertising_sentence == ""
