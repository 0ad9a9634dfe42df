"""Questions, what may be answered to them, and what a positioning asks of a course."""

from dataclasses import replace
from datetime import date

import pytest

from tests.support.office_sample import SHEET, VERSION
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.questionnaires import (
    MET,
    SELF_RATED,
    Answer,
    AnswerSheet,
    Question,
    QuestionKind,
    Questionnaire,
    QuestionnaireKind,
    keyed,
    positioning_questions,
    read_answers,
)

SCALE = Question(key="s", text="Le rythme")
SATISFIED = Question(
    key="e", text="Dans l’ensemble", choices=("pas satisfait", "peu satisfait", "satisfait", "ravi")
)
RATING = Question(key="r", text="De 0 à 10", kind=QuestionKind.RATING)
YES_NO = Question(key="o", text="Recommencer ?", kind=QuestionKind.YES_NO)
CHOICE = Question(key="c", text="Niveau", kind=QuestionKind.CHOICE, choices=("faible", "adapté"))
TEXT = Question(key="t", text="Remarque", kind=QuestionKind.TEXT)


@pytest.mark.parametrize(
    ("question", "typed", "kept"),
    [
        pytest.param(SCALE, "3", "3", id="a step of the scale"),
        pytest.param(SCALE, " 3 ", "3", id="spaces around"),
        pytest.param(SCALE, "3.0", "3", id="a number as a workbook writes it"),
        pytest.param(SCALE, "3/4", "3", id="out of four"),
        pytest.param(SCALE, "Tout à fait", "4", id="the words of a step"),
        pytest.param(SATISFIED, "2 - Peu satisfait", "2", id="number and words"),
        pytest.param(SATISFIED, "4 – sans réserve", "4", id="other words after the number"),
        pytest.param(SATISFIED, "RAVI", "4", id="words whatever their case"),
        pytest.param(SCALE, "", "", id="no answer"),
        pytest.param(RATING, "10", "10", id="ten"),
        pytest.param(RATING, "0", "0", id="zero is an answer"),
        pytest.param(RATING, "8/10", "8", id="out of ten"),
        pytest.param(RATING, "07", "7", id="a zero before"),
        pytest.param(YES_NO, "O", "oui", id="one letter"),
        pytest.param(YES_NO, "Non", "non", id="no"),
        pytest.param(YES_NO, "TRUE", "oui", id="ticked in a workbook"),
        pytest.param(CHOICE, "adapte", "adapté", id="a choice without its accent"),
        pytest.param(TEXT, "  Très bien : 3/4  ", "Très bien : 3/4", id="a text as it stands"),
    ],
)
def test_an_answer_is_read_as_people_and_form_tools_write_it(question, typed, kept):
    assert question.read(typed) == kept


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        pytest.param(SCALE, "5", id="beyond the scale"),
        pytest.param(SCALE, "0", id="below the scale"),
        pytest.param(SCALE, "3,5", id="between two steps"),
        pytest.param(SCALE, "34", id="two keys at once"),
        pytest.param(SCALE, "2 ou 3", id="two answers"),
        pytest.param(RATING, "11", id="beyond ten"),
        pytest.param(YES_NO, "peut-être", id="neither yes nor no"),
        pytest.param(CHOICE, "inégal", id="a choice that is not offered"),
    ],
)
def test_what_is_no_answer_is_refused_and_says_what_may_be_answered(question, typed):
    with pytest.raises(RuleBroken, match="Réponses") as refusal:
        question.read(typed)
    assert refusal.value.field == question.key


@pytest.mark.parametrize(
    ("question", "field"),
    [
        pytest.param(replace(SCALE, text=" "), "text", id="without words"),
        pytest.param(replace(SCALE, choices=("non", "oui")), "choices", id="a scale of two"),
        pytest.param(replace(CHOICE, choices=("oui",)), "choices", id="a choice of one"),
        pytest.param(replace(CHOICE, choices=("oui", "n" * 81)), "choices", id="a choice too long"),
        pytest.param(replace(RATING, is_overall=True), "kind", id="an overall rating"),
    ],
)
def test_a_question_that_could_not_be_asked_is_refused(question, field):
    with pytest.raises(RuleBroken) as refusal:
        question.checked()
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"title": ""}, "title", id="without title"),
        pytest.param({"questions": ()}, "questions", id="without question"),
        pytest.param({"questions": (SCALE, SCALE)}, "questions", id="one key twice"),
        pytest.param(
            {
                "questions": (
                    replace(SCALE, is_overall=True),
                    replace(SATISFIED, is_overall=True),
                )
            },
            "questions",
            id="two overall questions",
        ),
        pytest.param({"questions": (replace(SCALE, text=""),)}, "text", id="a wrong question"),
    ],
)
def test_a_questionnaire_that_could_not_be_handed_out_is_refused(changes, field):
    good = Questionnaire(
        kind=QuestionnaireKind.HOT, title="Votre avis", questions=(SCALE, replace(SATISFIED))
    )
    assert good.checked() is good
    with pytest.raises(RuleBroken) as refusal:
        replace(good, **changes).checked()
    assert refusal.value.field == field


def test_a_positioning_asks_of_each_objective_and_of_no_prerequisite_where_there_is_none():
    questions = positioning_questions(VERSION)
    assert [question.key for question in questions] == ["objectif-1", "objectif-2", "objectif-3"]
    assert questions[0].text == VERSION.objectives[0].text
    assert questions[0].steps == SELF_RATED


def test_a_positioning_asks_of_what_the_course_takes_for_granted():
    version = replace(VERSION, sheet=replace(SHEET, prerequisites=("Savoir saisir un texte",)))
    (*_, asked) = positioning_questions(version)
    assert (asked.key, asked.text) == ("prerequis-1", "Savoir saisir un texte")
    assert [word for _, word in asked.answers] == list(MET)


@pytest.mark.parametrize(
    ("kind", "added"),
    [
        pytest.param(QuestionnaireKind.POSITIONING, 3, id="before"),
        pytest.param(QuestionnaireKind.HOT, 0, id="after"),
    ],
)
def test_only_a_positioning_is_about_the_objectives_of_the_course(kind, added):
    wording = Questionnaire(kind=kind, title="Questions", questions=(TEXT,))
    assert len(wording.about(VERSION).questions) == 1 + added


def test_what_is_typed_becomes_answers_and_an_empty_field_none():
    answers = read_answers((SCALE, TEXT, YES_NO), {"s": "4", "t": "", "z": "inconnu"})
    assert answers == (Answer(question="s", value="4"),)


@pytest.mark.parametrize(
    ("owner", "expected"),
    [
        pytest.param({"enrolment_id": 3}, 3, id="a trainee"),
        pytest.param({"client_id": 4}, 4, id="a client"),
        pytest.param({"trainer_id": 5}, 5, id="a trainer"),
        pytest.param({"funder_id": 6}, 6, id="a funder"),
    ],
)
def test_a_sheet_knows_who_answers(owner, expected):
    sheet = AnswerSheet(session_id=1, kind=QuestionnaireKind.HOT, **owner)
    assert sheet.owner_id == expected
    assert not sheet.is_answered


def test_an_answered_sheet_gives_its_answers_by_question():
    sheet = AnswerSheet(
        session_id=1,
        kind=QuestionnaireKind.HOT,
        enrolment_id=1,
        answered_on=date(2026, 5, 20),
        answers=(Answer(question="s", value="3"),),
    )
    assert sheet.is_answered
    assert dict(sheet.values) == {"s": "3"}


@pytest.mark.parametrize(
    ("question", "offered"),
    [
        pytest.param(SCALE, ["1", "2", "3", "4"], id="four steps"),
        pytest.param(RATING, [str(n) for n in range(11)], id="0 to 10"),
        pytest.param(YES_NO, ["oui", "non"], id="yes and no"),
        pytest.param(CHOICE, ["faible", "adapté"], id="the choices"),
        pytest.param(TEXT, [], id="anything"),
    ],
)
def test_a_question_knows_what_may_be_answered(question, offered):
    assert [value for value, _ in question.answers] == offered
    assert question.kind.is_measured == (question in {SCALE, RATING})


def test_trainees_are_asked_three_times_and_satisfaction_after_the_start():
    asked = {kind for kind in QuestionnaireKind if kind.is_for_trainees}
    assert asked == {
        QuestionnaireKind.POSITIONING,
        QuestionnaireKind.HOT,
        QuestionnaireKind.COLD,
    }
    before = {kind for kind in QuestionnaireKind if not kind.asks_satisfaction}
    assert before == {QuestionnaireKind.POSITIONING}


def test_the_overall_question_is_the_one_that_is_ticked():
    wording = Questionnaire(
        kind=QuestionnaireKind.HOT, title="Avis", questions=(SCALE, replace(SATISFIED))
    )
    assert wording.overall is None
    ticked = replace(SATISFIED, is_overall=True)
    assert replace(wording, questions=(SCALE, ticked)).overall is ticked


def test_a_new_question_gets_a_key_of_its_own_and_known_ones_keep_theirs():
    new = replace(SCALE, key="")
    keys = [question.key for question in keyed((SCALE, new, new, replace(new, text="?!")))]
    assert keys == ["s", "le_rythme", "le_rythme_2", "question"]
