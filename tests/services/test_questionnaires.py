"""Questionnaires of a small office: worded, handed out, typed, imported, added up."""

from dataclasses import replace
from datetime import date

import pytest

from tests.support.office_sample import AFTER, ON
from trainingdesk.domain.deadlines import DutyKind
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.questionnaire_imports import ReadLine
from trainingdesk.domain.questionnaires import (
    Answer,
    Question,
    QuestionKind,
    QuestionnaireKind,
)
from trainingdesk.domain.sessions import EnrolmentState
from trainingdesk.services import attending, duties, planning, removing
from trainingdesk.services import questionnaires as service
from trainingdesk.services.paper_data import Subject, reader
from trainingdesk.services.questionnaires import Settings
from trainingdesk.services.questionnaires_papers import GATHERERS
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import questionnaires as store
from trainingdesk.storage import sessions
from trainingdesk.storage.database import unit_of_work

HOT, COLD = QuestionnaireKind.HOT, QuestionnaireKind.COLD
POSITIONING, CLIENT = QuestionnaireKind.POSITIONING, QuestionnaireKind.CLIENT


def given(filled, kind=None):
    return store.sheets_of(filled.office.db, filled.session, kind)


def hand_out(filled, kind=HOT, **how):
    return service.hand_out(filled.office, filled.session, kind, **how)


# Wording ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", QuestionnaireKind)
def test_every_shipped_questionnaire_can_be_asked(kind):
    wording = service.shipped(kind)
    assert wording.checked() is wording
    assert wording.kind is kind
    assert (wording.overall is not None) == kind.asks_satisfaction
    assert all(question.part for question in wording.questions)


def test_the_need_of_an_adaptation_is_voluntary_and_asks_no_reason():
    asked = {q.key: q.text for q in service.shipped(POSITIONING).questions}["amenagement"]
    assert "facultative" in asked
    assert "sans en donner la raison" in asked
    assert "référent handicap" in asked


def test_a_new_wording_is_asked_from_then_on_and_what_was_handed_out_keeps_its_own(filled):
    office = filled.office
    hand_out(filled, to=filled.enrolments[:1])
    asked = service.current(office, HOT)
    more = Question(key="pauses", text="Les pauses")
    service.save_version(office, replace(asked, questions=(*asked.questions, more)))
    now = service.current(office, HOT)
    assert (now.number, now.questions[-1], now.written_on) == (1, more, ON)
    hand_out(filled)
    former, later = (service.asked_in(office, sheet) for sheet in given(filled)[:2])
    assert more not in former.questions
    assert more in later.questions
    together = service.asked_together(office, session_file(office, filled.session), given(filled))
    assert [q.key for q in together].count("ensemble") == 1
    assert more in together


def test_the_same_wording_makes_no_version(filled):
    service.save_version(filled.office, service.current(filled.office, HOT))
    assert store.versions(filled.office.db, HOT) == []


def test_the_shipped_questions_come_back(filled):
    office = filled.office
    service.save_version(office, replace(service.shipped(COLD), title="Trois mois après"))
    assert service.current(office, COLD).title == "Trois mois après"
    service.save_version(office, service.shipped(COLD))
    assert service.current(office, COLD) == service.shipped(COLD)
    assert len(store.versions(office.db, COLD)) == 2


def test_choices_and_marks_of_a_question_come_back_from_the_file(filled):
    office = filled.office
    question = Question(
        key="n",
        text="Niveau",
        kind=QuestionKind.CHOICE,
        choices=("faible", "adapté"),
        part="Le groupe",
    )
    service.save_version(office, replace(service.shipped(HOT), questions=(question,)))
    assert service.current(office, HOT).questions == (question,)


# Settings ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "link",
    [
        pytest.param("formulaire.example", id="no https"),
        pytest.param("https://formulaire.example/a b", id="a space"),
        pytest.param("https://f.example/?n={inconnu}", id="a field that does not exist"),
        pytest.param("https://f.example/?n={nom", id="a brace left open"),
        pytest.param(f"https://f.example/{'a' * 800}", id="longer than a code holds"),
    ],
)
def test_a_link_that_nobody_could_open_is_refused(filled, link):
    with pytest.raises(RuleBroken) as refusal:
        service.save_link_template(filled.office, HOT, link)
    assert refusal.value.field == "link"
    assert service.link_template(filled.office, HOT) == ""


def test_a_link_is_filled_in_for_each_person(filled):
    office = filled.office
    template = "https://f.example/?s={session}&n={nom}&p={prenom}"
    service.save_link_template(office, HOT, template)
    file = session_file(office, filled.session)
    (first, *_) = service.respondents(office, file, HOT)
    number = file.session.number
    assert service.link_for(service.link_template(office, HOT), file, first) == (
        f"https://f.example/?s={number}&n=Bellil&p=Karim"
    )
    assert service.link_for(template, file) == f"https://f.example/?s={number}&n=&p="


@pytest.mark.parametrize("months", [0, 7])
def test_people_are_asked_again_within_six_months(filled, months):
    with pytest.raises(RuleBroken):
        service.save_cold_months(filled.office, months)
    assert service.cold_months(filled.office) == 3


def test_all_settings_are_kept_or_none(filled):
    office = filled.office
    changed = replace(service.shipped(HOT), title="Autre titre")
    wrong = Settings(wordings=(changed,), links={HOT: "nulle part"}, cold_months=2)
    with pytest.raises(RuleBroken):
        service.save_settings(office, wrong)
    assert service.current(office, HOT) == service.shipped(HOT)
    service.save_settings(office, replace(wrong, links={HOT: "https://f.example/hot"}))
    assert service.current(office, HOT).title == "Autre titre"
    assert service.link_template(office, HOT) == "https://f.example/hot"
    assert service.cold_months(office) == 2


# Handing out ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        pytest.param(
            POSITIONING,
            ["Bellil Karim", "Łukasiewicz Zoé", "Ndiaye Fatou", "Œuvrard Amélie"],
            id="positioning",
        ),
        pytest.param(CLIENT, ["Mairie d’Évian-la-Forêt"], id="firms, no individual"),
        pytest.param(QuestionnaireKind.TRAINER, ["M. Marc Tellier"], id="trainers"),
        pytest.param(QuestionnaireKind.FUNDER, ["OPCO Exemple Territoires"], id="funders"),
    ],
)
def test_a_questionnaire_concerns_those_it_is_made_for(filled, kind, names):
    filled.fund("900")
    file = session_file(filled.office, filled.session)
    found = service.respondents(filled.office, file, kind)
    assert sorted(each.name for each in found) == sorted(names)


def test_who_never_came_is_not_asked_how_it_was(filled):
    office = filled.office
    enrolment = sessions.ENROLMENTS.get(office.db, filled.enrolments[0])
    planning.enrol(office, [replace(enrolment, state=EnrolmentState.ABSENT)])
    file = session_file(office, filled.session)
    assert len(service.respondents(office, file, HOT)) == 3
    assert len(service.respondents(office, file, POSITIONING)) == 4


def test_everyone_gets_a_sheet_once_with_its_day(filled):
    done = hand_out(filled, on=date(2026, 4, 1))
    assert done.label.startswith("4\xa0questionnaires remis")
    assert {sheet.sent_on for sheet in given(filled)} == {date(2026, 4, 1)}
    with pytest.raises(RuleBroken, match="déjà"):
        hand_out(filled)


def test_a_sheet_is_not_handed_out_tomorrow_nor_to_nobody(filled):
    with pytest.raises(RuleBroken, match="futur"):
        hand_out(filled, on=AFTER)
    with pytest.raises(RuleBroken, match="personne"):
        hand_out(filled, QuestionnaireKind.FUNDER)


# Typing -----------------------------------------------------------------------------------------


def test_answers_are_typed_one_by_one_and_erased_one_by_one(filled):
    hand_out(filled)
    sheet_id = given(filled)[0].id
    service.record(filled.office, sheet_id, {"ensemble": "4"})
    service.record(filled.office, sheet_id, {"supports": "Satisfait"}, comment=" Merci ")
    kept = store.sheet(filled.office.db, sheet_id)
    assert dict(kept.values) == {"ensemble": "4", "supports": "3"}
    assert (kept.comment, kept.answered_on) == ("Merci", ON)
    service.record(filled.office, sheet_id, {"ensemble": "", "supports": ""})
    assert store.sheet(filled.office.db, sheet_id).is_answered
    service.record(filled.office, sheet_id, {}, comment="")
    assert not store.sheet(filled.office.db, sheet_id).is_answered


def test_the_day_that_answers_came_may_be_told(filled):
    hand_out(filled)
    sheet_id = given(filled)[0].id
    service.record(filled.office, sheet_id, {"ensemble": "4"}, on=date(2026, 4, 2))
    assert store.sheet(filled.office.db, sheet_id).answered_on == date(2026, 4, 2)


def test_what_is_no_answer_is_refused_and_nothing_changes(filled):
    hand_out(filled)
    sheet_id = given(filled)[0].id
    with pytest.raises(RuleBroken) as refusal:
        service.record(filled.office, sheet_id, {"ensemble": "5", "supports": "3"})
    assert refusal.value.field == "ensemble"
    assert not store.sheet(filled.office.db, sheet_id).answers


def test_a_positioning_is_answered_by_objective(filled):
    hand_out(filled, POSITIONING)
    sheet = given(filled)[0]
    keys = [q.key for q in service.questions_of(filled.office, sheet)]
    assert [key for key in keys if key.startswith("objectif-")] == keys[:3]
    service.record(filled.office, sheet.id, {keys[0]: "2"})
    assert dict(store.sheet(filled.office.db, sheet.id).values) == {keys[0]: "2"}


def test_what_was_answered_about_an_objective_that_is_gone_stays(filled):
    hand_out(filled, POSITIONING)
    sheet = given(filled)[0]
    former = Answer(question="objectif-999", value="3")
    with unit_of_work(filled.office.db):
        store.save_sheet(filled.office.db, replace(sheet, answers=(former,), answered_on=ON))
    service.record(filled.office, sheet.id, {"situation": "Au guichet"})
    assert dict(given(filled)[0].values) == {"objectif-999": "3", "situation": "Au guichet"}


def test_a_wish_told_in_confidence_reaches_no_paper(filled):
    hand_out(filled, POSITIONING)
    for sheet in given(filled):
        service.record(filled.office, sheet.id, {"amenagement": "Un siège près de la porte"})
    told = gathered(filled, "questionnaire_results", session_id=filled.session)
    assert "siège" not in repr(told)


@pytest.mark.parametrize(
    ("act", "left"),
    [
        pytest.param(service.erase, 4, id="answers erased"),
        pytest.param(service.withdraw, 3, id="sheet withdrawn"),
    ],
)
def test_what_is_erased_or_withdrawn_comes_back(filled, act, left):
    hand_out(filled)
    sheet_id = given(filled)[0].id
    service.record(filled.office, sheet_id, {"ensemble": "4"})
    before = given(filled)
    step = act(filled.office, sheet_id)
    assert len(given(filled)) == left
    assert not any(sheet.is_answered for sheet in given(filled))
    removing.take_back(filled.office, step)
    assert given(filled) == before


# Import -----------------------------------------------------------------------------------------


def line(number, owner, mark, on=None):
    return ReadLine(
        number=number,
        said_by=f"ligne {number}",
        owner_id=owner,
        answered_on=on,
        answers=(Answer(question="ensemble", value=mark),),
    )


def test_an_import_fills_the_sheets_makes_those_missing_and_is_undone_whole(filled):
    first, second, *_ = filled.enrolments
    hand_out(filled, to=[first])
    before = given(filled)
    lines = [line(1, first, "4", date(2026, 4, 3)), line(2, second, "2"), line(3, None, "1")]
    step = service.import_answers(filled.office, filled.session, HOT, lines)
    found = {sheet.enrolment_id: sheet for sheet in given(filled)}
    assert {owner: sheet.values["ensemble"] for owner, sheet in found.items()} == {
        first: "4",
        second: "2",
    }
    assert (found[first].sent_on, found[first].answered_on) == (ON, date(2026, 4, 3))
    assert found[second].sent_on == ON
    removing.take_back(filled.office, step)
    assert given(filled) == before


def test_a_day_that_lies_ahead_in_a_form_tool_is_today(filled):
    lines = [line(1, filled.enrolments[0], "4", date(2030, 1, 1))]
    service.import_answers(filled.office, filled.session, HOT, lines)
    assert given(filled)[0].answered_on == ON


@pytest.mark.parametrize(
    "owners",
    [pytest.param((None, None), id="nobody's"), pytest.param((0, 0), id="one person twice")],
)
def test_an_import_that_is_nobodys_or_twice_somebodys_is_refused(filled, owners):
    ids = [None if owner is None else filled.enrolments[owner] for owner in owners]
    lines = [line(number, owner, "4") for number, owner in enumerate(ids, 1)]
    with pytest.raises(RuleBroken):
        service.import_answers(filled.office, filled.session, HOT, lines)
    assert given(filled) == ()


def test_people_are_known_by_either_order_of_their_names(filled):
    file = session_file(filled.office, filled.session)
    known = service.known_people(filled.office, file, HOT)
    assert ("Œuvrard Amélie", "Amélie Œuvrard") in [person.names for person in known]


# Assessment and papers --------------------------------------------------------------------------


def test_an_assessment_can_be_erased(filled):
    filled.attend()
    file = session_file(filled.office, filled.session)
    person = file.seated[0]
    cells = [(person.enrolment.id, objective) for objective in person.results]
    attending.unassess(filled.office, filled.session, cells)
    again = session_file(filled.office, filled.session)
    assert again.seated[0].results == {}
    assert again.seated[1].results


def gathered(filled, key, **subject):
    office = filled.office
    return GATHERERS[key](office, Subject(**subject), office.today(), reader(office))


def test_a_form_is_made_out_to_its_respondent_with_his_link(filled):
    service.save_link_template(filled.office, HOT, "https://f.example/{nom}")
    own = gathered(filled, "hot_form", enrolment_id=filled.enrolments[0])
    assert own.whom == "Œuvrard Amélie"
    assert own.link == "https://f.example/%C5%92uvrard"
    assert [person.name for person in own.file.participants] == ["Mme Amélie Œuvrard"]
    firm = gathered(filled, "client_form", session_id=filled.session, client_id=filled.town_hall)
    assert (firm.whom, firm.client.id) == ("Mairie d’Évian-la-Forêt", filled.town_hall)
    anybody = gathered(filled, "hot_form", session_id=filled.session)
    assert (anybody.whom, anybody.file.participants) == ("", ())


def test_an_assessment_form_ticks_nothing_before_the_trainer_did(filled):
    filled.attend()
    own = gathered(filled, "assessment_form", enrolment_id=filled.enrolments[0])
    assert own.participant.results == {}
    group = gathered(filled, "assessment_form", session_id=filled.session)
    assert len(group.file.seated) == 4


def test_the_results_of_a_session_add_up_what_came(filled):
    filled.attend()
    hand_out(filled, POSITIONING)
    hand_out(filled)
    for mark, sheet in zip("34", given(filled, HOT), strict=False):
        service.record(filled.office, sheet.id, {"ensemble": mark, "points_forts": "Le rythme"})
    paper = gathered(filled, "questionnaire_results", session_id=filled.session)
    (hot,) = paper.kinds
    assert (hot.answers.part, hot.answers.whole) == (2, 4)
    assert (hot.satisfaction.part, hot.satisfaction.whole) == (2, 2)
    assert ("Ce que vous avez le plus apprécié", ("Le rythme", "Le rythme")) in hot.comments
    assert paper.file.participants == ()
    assert paper.progress == ()


def test_progress_is_told_once_a_positioning_came_back(filled):
    filled.attend()
    hand_out(filled, POSITIONING)
    for sheet in given(filled):
        (first, *_) = service.questions_of(filled.office, sheet)
        service.record(filled.office, sheet.id, {first.key: "1"})
    paper = gathered(filled, "questionnaire_results", session_id=filled.session)
    assert paper.progress[0].people == 4
    assert paper.progress[0].mastered_before == 0


def test_the_results_of_a_period_take_the_sessions_that_ended_in_it(filled):
    filled.attend()
    hand_out(filled)
    year = (date(2026, 1, 1), date(2026, 12, 31))
    paper = gathered(filled, "questionnaire_results", period=year)
    assert (paper.sessions, paper.trainees, len(paper.kinds)) == (1, 4, 1)
    with pytest.raises(RuleBroken, match="Aucune session"):
        gathered(filled, "questionnaire_results", period=(AFTER, AFTER))


# Duties -----------------------------------------------------------------------------------------

OURS = {
    DutyKind.POSITIONING,
    DutyKind.ASSESSMENTS,
    DutyKind.OPINIONS,
    DutyKind.COLD_SHEETS,
    DutyKind.FUNDER_OPINIONS,
}


def waiting(filled, day):
    filled.clock.day = day
    agenda = duties.agenda(filled.office)
    groups = (*agenda.this_week, *agenda.later)
    return {duty.kind for group in groups for duty in group.duties} & OURS


def test_an_office_that_hands_nothing_out_is_left_in_peace(filled):
    filled.fund("900")
    filled.attend()
    assert not waiting(filled, date(2027, 5, 1))


def test_what_was_handed_out_is_waited_for(filled):
    filled.fund("900")
    hand_out(filled, POSITIONING)
    assert waiting(filled, date(2026, 5, 12)) == {DutyKind.POSITIONING}
    filled.attend()
    hand_out(filled)
    assert waiting(filled, AFTER) == {DutyKind.OPINIONS}
    assert waiting(filled, date(2026, 8, 19)) == {DutyKind.COLD_SHEETS}
    hand_out(filled, COLD)
    assert not waiting(filled, date(2026, 8, 20))
    assert waiting(filled, date(2027, 4, 9)) == {DutyKind.FUNDER_OPINIONS}
    hand_out(filled, QuestionnaireKind.FUNDER)
    assert not waiting(filled, date(2027, 4, 10))


def test_people_who_came_and_have_no_result_are_to_be_assessed(filled):
    hand_out(filled, POSITIONING)
    filled.attend()
    file = session_file(filled.office, filled.session)
    person = file.seated[0]
    cells = [(person.enrolment.id, objective) for objective in person.results]
    attending.unassess(filled.office, filled.session, cells)
    assert waiting(filled, AFTER) == {DutyKind.ASSESSMENTS}
