"""Answers of a form tool: which column is which question, which line is whom."""

from datetime import date

import pytest

from trainingdesk.domain import questionnaire_imports as imports
from trainingdesk.domain.name_matching import Known
from trainingdesk.domain.questionnaires import Answer, Question, QuestionKind

QUESTIONS = (
    Question(key="ensemble", text="Dans l’ensemble, êtes-vous satisfait de cette formation ?"),
    Question(key="supports", text="Les supports remis"),
    Question(key="duree", text="La durée et le rythme"),
    Question(key="bien", text="Ce que vous avez le plus apprécié", kind=QuestionKind.TEXT),
)
PEOPLE = (
    Known(id=1, names=("Œuvrard Amélie",), email="amelie@exemple.example"),
    Known(id=2, names=("Bellil Karim",)),
    Known(id=3, names=("Ndiaye Fatou",), email="fatou@exemple.example"),
)
COLUMNS = (imports.WHEN, imports.EMAIL, imports.NAME, "ensemble", "bien", imports.COMMENT)


@pytest.mark.parametrize(
    ("caption", "held"),
    [
        pytest.param("Les supports remis", "supports", id="the same words"),
        pytest.param("LES SUPPORTS REMIS", "supports", id="capitals"),
        pytest.param("3. La durée et le rythme", "duree", id="numbered"),
        pytest.param("Q2 - Les supports remis :", "supports", id="numbered another way"),
        pytest.param("Organisation [La durée et le rythme]", "duree", id="with its part"),
        pytest.param("Les suports remis", "supports", id="misspelt"),
        pytest.param("Êtes-vous satisfait de cette formation ?", "ensemble", id="cut short"),
        pytest.param("Horodateur", imports.WHEN, id="when"),
        pytest.param("Adresse e-mail", imports.EMAIL, id="e-mail"),
        pytest.param("Votre nom et prénom", imports.NAME, id="whole name"),
        pytest.param("Prénom", imports.FIRST_NAME, id="first name"),
        pytest.param("Nom", imports.LAST_NAME, id="last name"),
        pytest.param("Commentaires", imports.COMMENT, id="remarks"),
        pytest.param("Couleur préférée", "", id="something else"),
        pytest.param("", "", id="no caption"),
        pytest.param("12", "", id="a number alone"),
    ],
)
def test_a_column_is_known_by_its_caption(caption, held):
    assert imports.match_columns([caption], QUESTIONS) == (held,)


def test_a_question_is_taken_once_by_the_column_most_like_it():
    captions = ("Les supports remis en fin", "Les supports remis")
    assert imports.match_columns(captions, QUESTIONS) == ("", "supports")


def row(when="", email="", name="", mark="", words="", remark=""):
    return (when, email, name, mark, words, remark)


def lines(*rows, by_hand=None):
    return imports.read_lines(rows, COLUMNS, QUESTIONS, PEOPLE, by_hand or {})


def test_a_line_brings_its_person_its_day_and_its_answers():
    (line,) = lines(
        row("18/05/2026 17:42", "AMELIE@exemple.example", "", "4 - Très", "Tout", "Merci")
    )
    assert line.owner_id == 1
    assert line.answered_on == date(2026, 5, 18)
    assert line.comment == "Merci"
    assert line.answers == (
        Answer(question="ensemble", value="4"),
        Answer(question="bien", value="Tout"),
    )
    assert not line.troubles


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        pytest.param("Karim BELLIL", 2, id="first name first"),
        pytest.param("Bellil Karim", 2, id="last name first"),
        pytest.param("oeuvrard amelie", 1, id="without accents"),
        pytest.param("Zoé Inconnue", None, id="a stranger"),
        pytest.param("", None, id="nobody"),
    ],
)
def test_a_line_without_known_address_is_found_by_name(name, owner):
    (line,) = lines(row(name=name, mark="3"))
    assert line.owner_id == owner


def test_who_cannot_be_found_is_told_by_line_until_somebody_says_who_it_is():
    (line,) = lines(row(mark="3"))
    assert (line.said_by, line.owner_id) == ("ligne 1", None)
    (said,) = lines(row(mark="3"), by_hand={1: 2})
    assert said.owner_id == 2
    (nobody,) = lines(row(name="Karim Bellil", mark="3"), by_hand={1: None})
    assert nobody.owner_id is None


def test_of_two_lines_of_one_person_the_last_stands():
    found = lines(row(name="Karim Bellil", mark="1"), row(), row(name="Karim Bellil", mark="4"))
    assert [(line.number, line.answers[0].value) for line in found] == [(3, "4")]


def test_first_and_last_name_in_two_columns_are_one_name():
    columns = (imports.FIRST_NAME, imports.LAST_NAME, "supports")
    (line,) = imports.read_lines([("Fatou", "Ndiaye", "2")], columns, QUESTIONS, PEOPLE)
    assert (line.said_by, line.owner_id) == ("Fatou Ndiaye", 3)


def test_what_is_no_answer_is_told_and_the_rest_kept():
    (line,) = lines(row(name="Karim Bellil", mark="7", words="Bien"))
    assert [answer.question for answer in line.answers] == ["bien"]
    assert "« 7 »".replace(" ", "\xa0") in line.troubles[0]


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        pytest.param("2026/05/18 5:42:10 PM UTC+2", date(2026, 5, 18), id="year first"),
        pytest.param("18-05-2026", date(2026, 5, 18), id="day first"),
        pytest.param("31/02/2026", None, id="no such day"),
        pytest.param("hier", None, id="words"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_the_day_of_a_timestamp_is_read_either_way(stamp, day):
    assert imports.read_day(stamp) == day


def test_days_are_read_as_the_file_writes_them():
    def days(*stamps):
        rows = [(stamp, "", f"Personne {place}") for place, stamp in enumerate(stamps)]
        columns = (imports.WHEN, "", imports.NAME)
        return [line.answered_on for line in imports.read_lines(rows, columns, QUESTIONS, PEOPLE)]

    assert days("06/05/2026 17:42", "18/05/2026") == [date(2026, 5, 6), date(2026, 5, 18)]
    assert days("5/6/2026 17:42", "5/18/2026 9:02") == [date(2026, 5, 6), date(2026, 5, 18)]
    assert days("2026-05-06T17:42:00Z", "5/18/2026", "99/99/2026") == [
        date(2026, 5, 6),
        date(2026, 5, 18),
        None,
    ]
