"""Who a name on another program's list stands for."""

import pytest

from trainingdesk.domain.name_matching import Known, match

PEOPLE = (
    Known(id=1, names=("Durand-Petit Zoé", "Zoé Lefèvre"), email="zoe@mairie.example"),
    Known(id=2, names=("Œuvrard Amélie",), email="amelie@mairie.example"),
    Known(id=3, names=("Martin Paul",)),
    Known(id=4, names=("Martin Paul-Henri",)),
    Known(id=5, names=("Ndiaye",), email="commun@mairie.example"),
    Known(id=6, names=("Bellil Karim",), email="commun@mairie.example"),
)


@pytest.mark.parametrize(
    ("name", "email", "found"),
    [
        pytest.param("iPad", "ZOE@mairie.example ", 1, id="address before name"),
        pytest.param("OEUVRARD amelie", "", 2, id="no accents, another order"),
        pytest.param("Amélie Œuvrard", "perso@x.example", 2, id="an unknown address"),
        pytest.param("Zoé Lefèvre", "", 1, id="name of birth"),
        pytest.param("Zoe DURAND PETIT", "", 1, id="no hyphen"),
        pytest.param("Zoé Durand-Petit (elle)", "", 1, id="something in brackets"),
        pytest.param("Tablette (Amélie Œuvrard)", "", 2, id="the name in brackets"),
        pytest.param("Karim Bellil – Mairie d’Évian", "", 6, id="the firm behind the name"),
        pytest.param("Paul Martin", "", 3, id="one of two alike, written whole"),
        pytest.param("Paul-Henri Martin", "", 4, id="the other"),
        pytest.param("Karim Bellil", "commun@mairie.example", 6, id="a shared address"),
        pytest.param("Accueil", "commun@mairie.example", None, id="a shared address alone"),
        pytest.param("Zoé", "", None, id="a first name alone"),
        pytest.param("Ndiaye Fatou", "", None, id="one word is no whole name"),
        pytest.param("", "", None, id="nothing"),
        pytest.param("(…)", "", None, id="no word"),
    ],
)
def test_a_name_finds_its_one_person(name, email, found):
    assert match(name, email, PEOPLE) == found


def test_two_people_of_one_name_are_left_to_be_assigned():
    twins = (Known(id=1, names=("Martin Paul",)), Known(id=2, names=("Paul Martin",)))
    assert match("Paul Martin", "", twins) is None
