"""The texts of papers as the office words them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainingdesk.documents.wording import fault_of, filled, shipped_texts
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.services import wording
from trainingdesk.services.office import open_office
from trainingdesk.storage import office as store

KEY = "convention.effectif_complet"


@pytest.fixture
def office():
    opened = open_office(":memory:")
    yield opened
    opened.close()


def _text(office, key=KEY):
    return next(text for text in wording.paper_texts(office) if text.key == key)


def test_every_shipped_text_is_shown_with_its_paper_and_fields(office):
    assert {text.key for text in wording.paper_texts(office)} == set(shipped_texts())
    text = _text(office)
    assert (text.paper, text.name, text.fields) == ("Convention", "Effectif complet", ("count",))


def test_the_names_of_texts_bear_their_accents(office):
    named = {text.key: text.name for text in wording.paper_texts(office)}
    assert named["convention.effectif_a_completer"] == "Effectif à compléter"


def test_an_own_wording_takes_the_place_of_the_shipped_one(office):
    wording.save(office, {KEY: "Groupe de {count}."})
    assert _text(office).own == "Groupe de {count}."


@pytest.mark.parametrize("body", ["", "  ", shipped_texts()[KEY]])
def test_nothing_or_the_shipped_words_bring_the_shipped_text_back(office, body):
    wording.save(office, {KEY: "Groupe de {count}."})
    wording.save(office, {KEY: body})
    assert _text(office).own == ""
    assert KEY not in store.texts(office.db)


def test_earlier_wordings_are_kept_newest_first(office):
    for body in ("Un {count}", "Deux {count}", ""):
        wording.save(office, {KEY: body})
    assert [version.body for version in wording.versions_of(office, KEY)] == [
        "",
        "Deux {count}",
        "Un {count}",
    ]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        pytest.param("Groupe de {nombre}", "caractère 11 : ce texte n’a pas de champ", id="field"),
        pytest.param("Groupe\nde {count", "Ligne 2, caractère 4 : cette accolade", id="left open"),
        pytest.param("Groupe {count {count}", "caractère 8 : cette accolade", id="opened twice"),
        pytest.param("Groupe de count}", "caractère 16 : cette accolade", id="never opened"),
        pytest.param("Groupe de {}", "champ {}", id="no name"),
        pytest.param("Groupe de {count.real}", "champ {count.real}", id="a way inside"),
        pytest.param("Groupe de {count!r}", "champ {count!r}", id="a conversion"),
    ],
)
def test_a_wording_that_could_not_be_filled_in_is_refused(office, body, words):
    with pytest.raises(RuleBroken) as refused:
        wording.save(office, {"convention.objet": "Objet", KEY: body})
    assert words in str(refused.value).replace("\N{NO-BREAK SPACE}", " ")
    assert refused.value.field == KEY
    assert store.texts(office.db) == {}


def test_a_text_without_fields_says_so_when_one_is_asked():
    with pytest.raises(RuleBroken, match="aucun"):
        wording.check("convention.moyens", "{count}")


@given(st.text(alphabet="{}ab \n", max_size=30))
def test_what_passes_can_be_filled_and_what_is_refused_has_its_place(body):
    fault = fault_of(body, {"a", "b"})
    if fault is None:
        assert filled(body, {"a": "1", "b": "2"}) is not None
    else:
        assert body[fault.at] in "{}"
