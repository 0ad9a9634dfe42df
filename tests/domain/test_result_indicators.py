"""Rates, means and progress: each against the sum worked out another way."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.office_sample import FILE, PEOPLE, SLOTS, VERSION
from trainingdesk.domain import result_indicators as indicators
from trainingdesk.domain.attendance import Result
from trainingdesk.domain.questionnaires import (
    Answer,
    AnswerSheet,
    Question,
    QuestionKind,
    Questionnaire,
    QuestionnaireKind,
)
from trainingdesk.domain.questionnaires_data import kind_result
from trainingdesk.domain.result_indicators import LEAST, NOT_SIGNIFICANT, Mean, Rate
from trainingdesk.domain.sessions import EnrolmentState

DAY = date(2026, 5, 20)
OVERALL = Question(key="e", text="Dans l’ensemble", is_overall=True)
RATING = Question(key="r", text="De 0 à 10", kind=QuestionKind.RATING)
REMARK = Question(key="t", text="À améliorer", kind=QuestionKind.TEXT)
ASKED = Questionnaire(kind=QuestionnaireKind.HOT, title="Avis", questions=(OVERALL, RATING, REMARK))


def sheet(number=1, *, kind=QuestionnaireKind.HOT, came=True, comment="", **answers):
    return AnswerSheet(
        session_id=1,
        kind=kind,
        enrolment_id=number,
        answered_on=DAY if came else None,
        comment=comment,
        answers=tuple(Answer(question=key, value=value) for key, value in answers.items()),
    )


def sheets(marks, key="e"):
    return [sheet(n, **({key: mark} if mark else {})) for n, mark in enumerate(marks, 1)]


@given(st.lists(st.sampled_from(["", "1", "2", "3", "4"]), max_size=60))
def test_satisfaction_is_the_share_of_three_and_four_among_the_answers(marks):
    rate = indicators.satisfaction_rate(OVERALL, sheets(marks))
    given_marks = [mark for mark in marks if mark]
    assert rate.count == len(given_marks)
    assert (rate.part, rate.whole) == (sum(mark in "34" for mark in given_marks), rate.count)
    assert rate.value is None or 0 <= rate.value <= 1
    assert (rate.value is None) == (not given_marks)
    assert (rate.shown == NOT_SIGNIFICANT) == (len(given_marks) < LEAST)


@given(st.lists(st.sampled_from(["", *map(str, range(11))]), max_size=60))
def test_a_mean_lies_between_its_least_and_greatest_answer_and_the_spread_counts_them_all(marks):
    kept = sheets(marks, "r")
    numbers = [int(mark) for mark in marks if mark]
    found = indicators.mean(RATING, kept)
    spread = indicators.distribution(RATING, kept)
    assert found.best == 10
    assert found.count == len(numbers) == sum(count for _, count in spread)
    assert sum(int(word) * count for word, count in spread) == found.total
    if numbers:
        assert min(numbers) <= found.value <= max(numbers)
    else:
        assert found.value is None


@given(st.lists(st.booleans(), max_size=50))
def test_the_rate_of_answers_counts_what_came_of_what_was_handed_out(came):
    handed = [sheet(number, came=back) for number, back in enumerate(came, 1)]
    rate = indicators.answer_rate(handed)
    assert rate.count == len(came)
    assert rate.part == sum(came)
    assert rate.is_significant == (len(came) >= LEAST)


@given(st.lists(st.integers(0, 10), min_size=LEAST, max_size=40))
def test_recommendation_lies_between_all_against_and_all_for(marks):
    found = indicators.recommendation(RATING, sheets(map(str, marks), "r"))
    exact = D(100 * (sum(m >= 9 for m in marks) - sum(m <= 6 for m in marks))) / len(marks)
    assert -100 <= found <= 100
    assert abs(D(found) - exact) <= D("0.5")


def test_recommendation_of_few_says_nothing():
    assert indicators.recommendation(RATING, sheets(["10"] * (LEAST - 1), "r")) is None


def test_without_an_overall_question_there_is_no_satisfaction():
    assert indicators.satisfaction_rate(None, sheets(["4"] * 9)).value is None


@pytest.mark.parametrize(
    ("part", "whole", "count", "shown"),
    [
        pytest.param(6, 7, 7, "85,7\xa0%", id="one decimal"),
        pytest.param(1, 2, 8, "50\xa0%", id="no zero that says nothing"),
        pytest.param(8, 8, 8, "100\xa0%", id="everybody"),
        pytest.param(4, 4, 4, NOT_SIGNIFICANT, id="told from four"),
        pytest.param(0, 0, 9, NOT_SIGNIFICANT, id="nothing to divide by"),
    ],
)
def test_a_rate_is_printed_in_percent_unless_it_says_nothing(part, whole, count, shown):
    rate = Rate(name="", part=D(part), whole=D(whole), formula="", count=count)
    assert rate.shown == shown


def test_a_rate_says_how_many_it_is_told_from():
    assert indicators.answer_rate([sheet()]).told_from == "1\xa0questionnaire remis"
    assert indicators.assiduity_rate([FILE]).told_from == "8\xa0stagiaires"


@pytest.mark.parametrize(
    ("count", "total", "shown"),
    [
        pytest.param(8, 29, "3,6\xa0/\xa04", id="rounded"),
        pytest.param(4, 16, NOT_SIGNIFICANT, id="told from four"),
        pytest.param(0, 0, NOT_SIGNIFICANT, id="no answer"),
    ],
)
def test_a_mean_is_printed_over_its_best(count, total, shown):
    assert Mean(count=count, total=total, best=4).shown == shown


def test_comments_are_kept_by_question_and_remarks_come_last():
    found = indicators.comments(
        ASKED, [sheet(t="Plus long"), sheet(2, comment="Merci"), sheet(3, came=False)]
    )
    assert found == (("À améliorer", ("Plus long",)), ("Remarques", ("Merci",)))


def positioned(number, mark):
    return sheet(number, kind=QuestionnaireKind.POSITIONING, **{"objectif-1": mark})


def test_progress_compares_the_same_people_before_and_after():
    before = [positioned(number, mark) for number, mark in enumerate("11234", 1)]
    unknown = [
        positioned(99, "4"),
        replace(positioned(6, "4"), answered_on=None),
        sheet(7, **{"objectif-1": "4"}),
    ]
    first, second, _ = indicators.progress(VERSION.objectives, PEOPLE, [*before, *unknown])
    assert (first.people, first.mastered_before, first.acquired_after) == (5, 2, 5)
    assert first.gain == D("0.6")
    assert (second.people, second.gain) == (0, None)


def test_progress_of_few_says_nothing():
    (first, *_) = indicators.progress(VERSION.objectives, PEOPLE, [positioned(1, "1")])
    assert (first.people, first.gain) == (1, None)


def with_people(*people):
    return replace(FILE, participants=people)


def test_abandonment_counts_who_began_and_left():
    left = replace(
        PEOPLE[0], enrolment=replace(PEOPLE[0].enrolment, state=EnrolmentState.DROPPED_OUT)
    )
    never = replace(left, marks={})
    rate = indicators.abandonment_rate([with_people(left, never, *PEOPLE[1:])])
    assert (rate.part, rate.whole, rate.shown) == (1, 8, "12,5\xa0%")


def test_assiduity_is_hours_followed_of_hours_planned():
    rate = indicators.assiduity_rate([FILE])
    hours = sum((slot.hours for slot in SLOTS), D(0))
    assert rate.whole == 8 * hours
    # One of the eight missed a half-day.
    assert rate.part == 8 * hours - SLOTS[1].hours


def test_objectives_met_count_the_results_of_those_assessed():
    nobody = replace(PEOPLE[0], results={})
    rate = indicators.objectives_rate([with_people(nobody, *PEOPLE[1:])])
    found = [result for person in PEOPLE[1:] for result in person.results.values()]
    assert rate.count == 7
    assert (rate.part, rate.whole) == (found.count(Result.ACQUIRED), len(found))


def test_figures_of_several_sessions_add_up():
    assert indicators.assiduity_rate([FILE, FILE]).count == 16
    assert indicators.assiduity_rate([]).value is None


def test_an_answer_in_confidence_is_neither_counted_nor_quoted():
    asked = Question(key="amenagement", text="Une adaptation ?", kind=QuestionKind.TEXT)
    whole = replace(ASKED, questions=(OVERALL, asked))
    came = [sheet(n, e="4", amenagement="Un siège près de la porte") for n in range(1, 7)]
    assert indicators.comments(whole, came) == ()
    result = kind_result(QuestionnaireKind.HOT, [whole], came)
    assert [each.question.key for each in result.questions] == ["e"]
    assert "siège" not in repr(result)


def test_answers_to_earlier_words_of_another_kind_are_left_out():
    now = Question(key="r", text="De 0 à 10", kind=QuestionKind.RATING)
    came = [sheet(1, r="très bien"), sheet(2, r="8"), sheet(3, r="12")]
    assert indicators.values_of(now, came) == ("8",)
    assert indicators.mean(now, came).total == 8
    result = kind_result(QuestionnaireKind.HOT, [replace(ASKED, questions=(now,))], came)
    assert result.questions[0].count == sum(count for _, count in result.questions[0].spread) == 1
