"""Forms to fill in and what came of them: what they say, and that they are valid."""

from dataclasses import replace
from datetime import date

import pytest

from tests.support.office_sample import AFTER, FILE, ON, PEOPLE, SHEET, TOWN_HALL, VERSION, unnamed
from tests.support.pdf_text import pages, printed
from trainingdesk.documents.composition import rendered
from trainingdesk.documents.register import PAPERS
from trainingdesk.documents.wording import Wording
from trainingdesk.domain import result_indicators as indicators
from trainingdesk.domain.courses import Objective
from trainingdesk.domain.mentions.mention import missing
from trainingdesk.domain.questionnaires import (
    Answer,
    AnswerSheet,
    Question,
    QuestionKind,
    QuestionnaireKind,
)
from trainingdesk.domain.questionnaires_data import (
    AssessmentPaper,
    FormPaper,
    ResultsPaper,
    kind_result,
)
from trainingdesk.domain.sessions import SessionState
from trainingdesk.services.questionnaires import shipped

HOT = QuestionnaireKind.HOT
LINK = "https://formulaires.example/f/abc?session=S-2026-014"
LONG = "Savoir présenter à un public exigeant un sujet difficile sans rien en retrancher, " * 4


def form(kind=HOT, *, person=None, whom="", link="", file=FILE):
    wording = shipped(kind)
    return FormPaper(
        file=file.narrowed([person] if person else (), attended=False),
        questionnaire=wording,
        questions=wording.about(file.version).questions,
        on=ON,
        whom=whom,
        participant=person,
        link=link,
    )


def assessment(person=None, file=FILE):
    people = [person] if person else file.seated
    return AssessmentPaper(file=file.narrowed(people, attended=False), on=AFTER, participant=person)


def sheets(kind, count, mark="4"):
    return [
        AnswerSheet(
            session_id=1,
            kind=kind,
            enrolment_id=number,
            answered_on=AFTER,
            answers=tuple(
                Answer(question=q.key, value=_value(q, mark)) for q in shipped(kind).questions
            ),
        )
        for number in range(1, count + 1)
    ]


def _value(question: Question, mark: str) -> str:
    if question.kind is QuestionKind.TEXT:
        return f"Remarque sur {question.key}"
    return mark if question.kind.is_measured else question.answers[0][0]


def results(count=6, *, file=FILE, period=None):
    kept = {kind: sheets(kind, count) for kind in (HOT, QuestionnaireKind.CLIENT)}
    before = [
        AnswerSheet(
            session_id=1,
            kind=QuestionnaireKind.POSITIONING,
            enrolment_id=person.enrolment.id,
            answered_on=ON,
            answers=(
                Answer(question="objectif-1", value="1"),
                Answer(question="objectif-2", value="4"),
            ),
        )
        for person in PEOPLE[:count]
    ]
    return ResultsPaper(
        organisation=FILE.organisation,
        on=AFTER,
        rates=(
            indicators.assiduity_rate([FILE]),
            indicators.abandonment_rate([FILE]),
            indicators.objectives_rate([FILE]),
        ),
        kinds=tuple(kind_result(kind, [shipped(kind)], given) for kind, given in kept.items()),
        trainees=8,
        file=file.narrowed((), attended=False) if file else None,
        period=period,
        progress=indicators.progress(VERSION.objectives, PEOPLE, before),
    )


def pdf_of(key, data):
    return rendered(PAPERS[key].compose(data, Wording()), data.organisation, data.on)


def text_of(key, data):
    return printed(pdf_of(key, data))


SAMPLES = {
    **{
        f"{kind}_form": form(
            kind,
            person=PEOPLE[0] if kind.is_for_trainees else None,
            whom="Œuvrard Amélie" if kind.is_for_trainees else TOWN_HALL.name,
            link=LINK,
        )
        for kind in QuestionnaireKind
    },
    "assessment_form": assessment(PEOPLE[0]),
    "questionnaire_results": results(),
}


@pytest.mark.parametrize("key", SAMPLES)
def test_a_paper_is_valid_says_its_mentions_and_is_the_same_again(key, judge):
    data = SAMPLES[key]
    pdf = pdf_of(key, data)
    judge(pdf)
    assert pdf == pdf_of(key, data)
    text = printed(pdf)
    assert not missing(PAPERS[key].mentions, data)
    for mention in PAPERS[key].mentions:
        if mention.applies(data):
            for words in mention.words(data):
                assert printed_words(words) in text, mention.name


def printed_words(words):
    return " ".join(words.replace("\xa0", " ").split())


def test_a_form_names_who_answers_and_leaves_boxes_empty():
    text = text_of("hot_form", SAMPLES["hot_form"])
    assert "Stagiaire Œuvrard Amélie" in text
    assert "Entreprise Mairie d’Évian-la-Forêt" in text
    assert "Répondre en ligne" in text
    assert "Pas satisfait Peu satisfait Satisfait Très satisfait" in text


def test_a_form_for_anybody_has_room_for_a_name_and_no_code():
    data = form()
    text = text_of("hot_form", data)
    assert "Œuvrard" not in text
    assert "Répondre en ligne" not in text
    assert PAPERS["hot_form"].file_name(data) == (
        "Questionnaire – satisfaction à chaud – S-2026-014"
    )


def test_a_positioning_asks_of_objectives_that_fill_a_page(judge):
    objectives = tuple(Objective(id=n, text=f"{n}. {LONG}") for n in range(1, 15))
    version = replace(VERSION, objectives=objectives)
    data = form(QuestionnaireKind.POSITIONING, file=replace(FILE, version=version))
    pdf = pdf_of("positioning_form", data)
    judge(pdf)
    assert len(pages(pdf)) > 2
    assert "14. Savoir présenter" in printed(pdf)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(form(person=unnamed(9)), "pas encore de nom", id="a seat without name"),
        pytest.param(
            form(file=replace(FILE, session=replace(FILE.session, state=SessionState.CANCELLED))),
            "annulée ou reportée",
            id="a session called off",
        ),
    ],
)
def test_nobody_is_asked_where_there_is_nobody(data, words):
    assert words in PAPERS["hot_form"].refusal(data)
    assert PAPERS["hot_form"].refusal(form()) is None


def test_an_assessment_names_each_objective_with_its_three_results():
    text = text_of("assessment_form", assessment(PEOPLE[0]))
    assert "Mme Amélie Œuvrard" in text
    for objective in SHEET.objectives:
        assert objective in text
    assert "Acquis En cours d’acquisition Non acquis" in text


def test_a_group_is_assessed_in_a_grid_that_goes_on_after_its_last_column(judge):
    objectives = tuple(Objective(id=n, text=f"Savoir {n}") for n in range(1, 10))
    file = replace(FILE, version=replace(VERSION, objectives=objectives))
    data = assessment(file=file)
    pdf = pdf_of("assessment_form", data)
    judge(pdf)
    text = printed(pdf)
    assert text.count("Œuvrard Amélie") == 2
    assert "Objectif 9" in text
    assert PAPERS["assessment_form"].file_name(data) == "Évaluation des acquis – S-2026-014"
    assert PAPERS["assessment_form"].mentions[-1].applies(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(
            assessment(file=replace(FILE, version=replace(VERSION, objectives=()))),
            "pas d’objectif",
            id="a course without objectives",
        ),
        pytest.param(assessment(unnamed(9)), "pas encore de nom", id="a seat without name"),
        pytest.param(
            assessment(
                file=replace(FILE, session=replace(FILE.session, state=SessionState.POSTPONED))
            ),
            "rien n’est à évaluer",
            id="a session called off",
        ),
    ],
)
def test_nothing_is_assessed_where_there_is_nothing(data, words):
    assert words in PAPERS["assessment_form"].refusal(data)
    assert PAPERS["assessment_form"].refusal(assessment()) is None


def test_figures_are_printed_with_formula_number_and_day():
    text = text_of("questionnaire_results", results())
    assert "Taux d’assiduité 96,9 % 8 stagiaires heures suivies ÷ heures prévues" in text
    assert "Chiffres mis à jour le 20 mai 2026" in text
    assert "+100 points" in text
    assert "-" not in text.split("points")[1][:8]
    assert "promoteurs moins détracteurs" in text
    assert "Remarque sur points_forts" in text


def test_figures_of_few_say_that_they_say_nothing():
    text = text_of("questionnaire_results", results(4))
    assert "non significatif" in text
    assert "Satisfait : 4" not in text
    assert "+100 points" not in text


def test_a_loss_is_written_with_a_minus():
    data = results()
    lost = replace(data.progress[0], mastered_before=6, acquired_after=0)
    same = replace(data.progress[0], mastered_before=3, acquired_after=3)
    text = text_of("questionnaire_results", replace(data, progress=(lost, same)))
    assert "\N{MINUS SIGN}100 points" in text
    assert " 0 points" in text


@pytest.mark.parametrize(
    ("data", "name"),
    [
        pytest.param(results(), "Bilan des évaluations – S-2026-014", id="a session"),
        pytest.param(
            results(file=None, period=(date(2026, 1, 1), date(2026, 12, 31))),
            "Bilan des évaluations – 2026-01-01 au 2026-12-31",
            id="a year",
        ),
    ],
)
def test_results_are_filed_by_session_or_period(data, name):
    assert PAPERS["questionnaire_results"].file_name(data) == name


def test_the_results_of_a_year_say_how_many_sessions(judge):
    data = replace(
        results(file=None, period=(date(2026, 1, 1), date(2026, 12, 31))), sessions=12, progress=()
    )
    pdf = pdf_of("questionnaire_results", data)
    judge(pdf)
    text = printed(pdf)
    assert "12 sessions terminées" in text
    assert "Progression, du" not in text


def test_a_questionnaire_without_a_question_to_count_prints_its_comments():
    wording = replace(
        shipped(HOT), questions=(Question(key="t", text="À dire", kind=QuestionKind.TEXT),)
    )
    sheet = replace(sheets(HOT, 1)[0], answers=(Answer(question="t", value="Bien"),))
    data = replace(results(), kinds=(kind_result(HOT, [wording], [sheet]),))
    assert "Bien" in text_of("questionnaire_results", data)
