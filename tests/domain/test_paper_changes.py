"""What changed since a paper left, in words."""

import json

import pytest

from trainingdesk.domain.paper_changes import PaperChange, changes, prints_alike, told

ZOE = {"id": 3, "first_name": "Zoé", "last_name": "Durand", "birth_name": "Martin", "notes": ""}
ALI = {"id": 4, "first_name": "Ali", "last_name": "Benali", "birth_name": "", "notes": ""}
MORNING = {"id": 1, "day": "2026-05-18", "starts_at": "09:00:00", "ends_at": "12:30:00"}
FRIDAY = {"id": 2, "day": "2026-05-22", "starts_at": "13:30:00", "ends_at": "17:00:00"}


def seat(person, number=1, **more):
    return {"enrolment": {"id": number, "state": "enrolled"}, "trainee": person, **more}


def said(before, after):
    """Return what changed, with ordinary spaces."""
    return [
        change.sentence.replace("\u202f", " ").replace("\xa0", " ")
        for change in changes(json.dumps(before), json.dumps(after))
    ]


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        pytest.param(
            {"participant": seat(ZOE)},
            {"participant": seat({**ZOE, "birth_name": "Durant"})},
            "nom de naissance : « Martin » → « Durant »",
            id="a name",
        ),
        pytest.param(
            {"client": {"id": 1, "name": "Alpha", "phone": ""}},
            {"client": {"id": 1, "name": "Alpha", "phone": "04 50"}},
            "téléphone du client : « 04 50 »",
            id="what was empty",
        ),
        pytest.param(
            {"client": {"id": 1, "siret": "123"}},
            {"client": {"id": 1, "siret": ""}},
            "SIRET du client : « 123 » retiré",
            id="what is empty now",
        ),
        pytest.param(
            {"agreement": {"lines": [{"label": "Places", "unit_price": "690"}]}},
            {"agreement": {"lines": [{"label": "Places", "unit_price": "650.00"}]}},
            "prix : « 690,00 € » → « 650,00 € »",
            id="a price",
        ),
        pytest.param(
            {"file": {"slots": [MORNING]}},
            {"file": {"slots": [MORNING, FRIDAY]}},
            "créneau ajouté : 22/05/2026, 13 h 30 – 17 h",
            id="a slot more",
        ),
        pytest.param(
            {"file": {"slots": [MORNING, FRIDAY]}},
            {"file": {"slots": [FRIDAY]}},
            "créneau retiré : 18/05/2026, 9 h – 12 h 30",
            id="a slot less",
        ),
        pytest.param(
            {"file": {"slots": [MORNING]}},
            {"file": {"slots": [{**MORNING, "day": "2026-05-19"}]}},
            "créneau : « 18/05/2026, 9 h – 12 h 30 » → « 19/05/2026, 9 h – 12 h 30 »",
            id="a slot moved",
        ),
        pytest.param(
            {"file": {"participants": [seat(ZOE)]}},
            {"file": {"participants": [seat(ZOE), seat(ALI, 2)]}},
            "stagiaire ajouté : Ali Benali",
            id="a person more",
        ),
        pytest.param(
            {"file": {"participants": [seat(ZOE), seat(None, 2)]}},
            {"file": {"participants": [seat(ZOE)]}},
            "stagiaire retiré : stagiaire à désigner",
            id="an unnamed seat less",
        ),
        pytest.param(
            {"file": {"participants": [seat(ZOE), seat(ALI, 2)]}},
            {"file": {"participants": [seat({**ZOE, "last_name": "Durant"}), seat(ALI, 2)]}},
            "nom (Zoé Durant) : « Durand » → « Durant »",
            id="a name among several",
        ),
        pytest.param(
            {"file": {"fundings": []}},
            {"file": {"fundings": [{"funding": {"id": 1}, "funder": {"name": "OPCO du Lac"}}]}},
            "prise en charge ajoutée : OPCO du Lac",
            id="a funder more",
        ),
        pytest.param(
            {"instalments": [{"due_on": "2026-05-01", "amount": "100", "label": "Un tiers"}]},
            {"instalments": [{"due_on": "2026-06-01", "amount": "100", "label": "Un tiers"}]},
            "échéance : « 100,00 €, 01/05/2026 » → « 100,00 €, 01/06/2026 »",
            id="an instalment",
        ),
        pytest.param(
            {"file": {"venue": {"id": 1, "name": "Lac", "address": {"city": "Évian"}}}},
            {"file": {"venue": {"id": 2, "name": "Port", "address": {"city": "Évian"}}}},
            "lieu : « Lac » → « Port »",
            id="another venue",
        ),
        pytest.param(
            {"file": {"venue": None}},
            {"file": {"venue": {"id": 2, "name": "Port"}}},
            "lieu : « Port »",
            id="a venue where there was none",
        ),
        pytest.param(
            {"client": {"id": 1, "first_name": "Zoé", "name": "Durand"}},
            {"client": {"id": 2, "first_name": "", "name": "Alpha"}},
            "client : « Zoé Durand » → « Alpha »",
            id="another client",
        ),
        pytest.param(
            {"organisation": {"address": {"street": "1 rue A", "postcode": "74", "city": "X"}}},
            {"organisation": {"address": {"street": "2 rue B", "postcode": "74", "city": "X"}}},
            "adresse de l’organisme : « 1 rue A, 74 X » → « 2 rue B, 74 X »",
            id="an address",
        ),
        pytest.param(
            {"file": {"session": {"modality": "on_site"}}},
            {"file": {"session": {"modality": "remote"}}},
            "déroulement : « en présentiel » → « à distance, en direct »",
            id="a choice",
        ),
        pytest.param(
            {"file": {"fundings": [{"funding": {"id": 1, "subrogation": True}}]}},
            {"file": {"fundings": [{"funding": {"id": 1, "subrogation": False}}]}},
            "subrogation : « oui » → « non »",
            id="yes and no",
        ),
        pytest.param(
            {"organisation": {"logo": "ab12"}},
            {"organisation": {"logo": "cd34"}},
            "logo de l’organisme",
            id="a picture",
        ),
        pytest.param(
            {"file": {"version": {"sheet": {"access": "court"}}}},
            {"file": {"version": {"sheet": {"access": "long " * 20}}}},
            "accès",
            id="a text too long to be quoted",
        ),
        pytest.param(
            {"file": {"version": {"sheet": {"methods": ["exposé"]}}}},
            {"file": {"version": {"sheet": {"methods": ["exposé", "jeux"]}}}},
            "méthodes",
            id="a list of texts",
        ),
        pytest.param(
            {"participant": seat(ZOE, marks={"1": {"presence": "P"}})},
            {"participant": seat(ZOE, marks={"1": {"presence": "A"}})},
            "émargement",
            id="attendance",
        ),
    ],
)
def test_a_change_is_told_in_the_words_of_the_trade(before, after, sentence):
    assert said(before, after) == [sentence]


def test_what_the_data_hold_twice_is_told_once():
    before = {"file": {"participants": [seat(ZOE)]}, "participant": seat(ZOE)}
    new = {**ZOE, "last_name": "Durant"}
    after = {"file": {"participants": [seat(new)]}, "participant": seat(new)}
    assert said(before, after) == ["nom : « Durand » → « Durant »"]


def test_how_somebody_is_reached_is_told_where_nothing_else_changed():
    before = {"client": {"id": 1, "name": "Alpha", "email": "a@x.example"}}
    moved = {"client": {"id": 1, "name": "Alpha", "email": "b@x.example"}}
    renamed = {"client": {"id": 1, "name": "Bêta", "email": "b@x.example"}}
    assert said(before, moved) == ["courriel du client : « a@x.example » → « b@x.example »"]
    assert said(before, renamed) == ["nom du client : « Alpha » → « Bêta »"]


@pytest.mark.parametrize(
    ("what", "corrects"),
    [
        pytest.param("nom (Zoé Durand)", True, id="a person among several"),
        pytest.param("nom de naissance", True, id="a name"),
        pytest.param("SIRET du client", True, id="who a firm is"),
        pytest.param("nom de l’employeur", True, id="who employs"),
        pytest.param("adresse du client", False, id="where a firm is"),
        pytest.param("créneau ajouté : 1", False, id="a slot"),
    ],
)
def test_who_somebody_is_is_told_apart(what, corrects):
    assert PaperChange(what).corrects_identity is corrects


@pytest.mark.parametrize(
    ("before", "after", "sentences"),
    [
        pytest.param("enrolled", "present", [], id="of itself"),
        pytest.param("enrolled", "dropped_out", ["état : « inscrit » → « abandon »"], id="not so"),
    ],
)
def test_a_state_that_follows_by_itself_is_no_change(before, after, sentences):
    def held(state):
        return {"participant": {"enrolment": {"id": 1, "state": state}}}

    assert said(held(before), held(after)) == sentences


def test_hours_are_told_as_hours():
    before, after = ({"session": {"self_paced_hours": hours}} for hours in ("0", "3.5"))
    assert said(before, after) == ["heures d’e-learning : « 0 h » → « 3 h 30 »"]


def test_two_lines_of_the_same_words_are_held_against_each_other_in_order():
    lines = [{"label": "Repas", "quantity": "1"}, {"label": "Repas", "quantity": "2"}]
    changed = [lines[0], {"label": "Repas", "quantity": "3"}]
    assert said({"lines": lines}, {"lines": changed}) == ["quantité (Repas) : « 2 » → « 3 »"]


@pytest.mark.parametrize(
    "after",
    [
        pytest.param({"client": {"id": 1, "notes": "rappeler"}}, id="notes"),
        pytest.param(
            {"client": {"id": 1, "notes": "", "archived_on": "2026-05-01"}}, id="archived"
        ),
    ],
)
def test_what_no_paper_prints_is_no_change(after):
    assert said({"client": {"id": 1, "notes": ""}}, after) == []


def test_what_has_no_name_is_left_to_the_text_of_the_paper():
    assert said({"late_rate": "12"}, {"late_rate": "13"}) == []


@pytest.mark.parametrize(
    ("before", "after", "alike"),
    [
        pytest.param({"a": 1}, {"a": 1}, True, id="the same"),
        pytest.param(
            {"trainers": [{"notes": "x"}]}, {"trainers": [{"notes": "y"}]}, True, id="notes only"
        ),
        pytest.param({"mission": {"notes": "x"}}, {"mission": {"notes": "y"}}, False, id="printed"),
        pytest.param({"a": [{"name": "x"}]}, {"a": [{"name": "y"}]}, False, id="a name"),
    ],
)
def test_data_print_alike_where_only_notes_differ(before, after, alike):
    assert prints_alike(json.dumps(before), json.dumps(after)) is alike


def test_nothing_changed_where_the_data_are_the_same():
    assert changes("{}", "{}") == ()


@pytest.mark.parametrize(
    ("count", "sentences"),
    [
        pytest.param(0, ("le texte du document",), id="only the words"),
        pytest.param(2, ("un 0", "un 1"), id="few"),
        pytest.param(4, ("un 0", "un 1", "un 2", "un 3"), id="as many as are told"),
        pytest.param(6, ("un 0", "un 1", "un 2", "un 3", "et 2 autres changements"), id="many"),
    ],
)
def test_a_few_changes_are_told_and_the_others_counted(count, sentences):
    many = [PaperChange(f"un {number}") for number in range(count)]
    assert tuple(words.replace("\xa0", " ") for words in told(many)) == sentences
