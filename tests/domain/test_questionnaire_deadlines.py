"""What questionnaires wait for: told in time, and not for ever."""

from datetime import date

import pytest

from trainingdesk.domain.deadlines import DutyKind, OfficeState, duties
from trainingdesk.domain.deadlines.questionnaires import (
    AskedFunder,
    AskedSession,
    QuestionnaireState,
)

STARTS, ENDS = date(2026, 5, 18), date(2026, 5, 19)
SESSION = {"id": 4, "number": "S-2026-014", "title": "Accueillir", "starts_on": STARTS}


def told(today, months=3, **facts):
    session = AskedSession(**SESSION, ends_on=ENDS, **facts)
    state = QuestionnaireState(sessions=(session,), cold_months=months)
    return duties(OfficeState(questionnaires=state), today)


@pytest.mark.parametrize(
    ("facts", "first", "last", "kind", "due_on"),
    [
        pytest.param(
            {"positioning": 2},
            date(2026, 5, 11),
            STARTS,
            DutyKind.POSITIONING,
            STARTS,
            id="positioning, the week before the start",
        ),
        pytest.param(
            {"unassessed": 3},
            ENDS,
            date(2026, 9, 1),
            DutyKind.ASSESSMENTS,
            ENDS,
            id="assessment, from the end on",
        ),
        pytest.param(
            {"opinions": 5},
            ENDS,
            date(2026, 7, 18),
            DutyKind.OPINIONS,
            date(2026, 5, 26),
            id="opinions, two months long",
        ),
        pytest.param(
            {"asked_hot": True},
            date(2026, 8, 12),
            date(2026, 11, 17),
            DutyKind.COLD_SHEETS,
            date(2026, 8, 19),
            id="three months later, once more",
        ),
    ],
)
def test_a_session_waits_from_one_day_to_another(facts, first, last, kind, due_on):
    one_day = date.resolution
    for day in (first, last):
        (duty,) = told(day, **facts)
        assert (duty.kind, duty.due_on, duty.place.row_id) == (kind, due_on, 4)
        assert duty.group == "S-2026-014 – Accueillir"
    assert not told(first - one_day, **facts)
    if kind is not DutyKind.ASSESSMENTS:
        assert not told(last + one_day, **facts)


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param({}, id="nothing handed out"),
        pytest.param({"asked_hot": True, "asked_cold": True}, id="asked again already"),
    ],
)
def test_a_session_that_waits_for_nothing_is_not_told(facts):
    assert not told(date(2026, 8, 19), **facts)


def test_the_office_chooses_how_long_after_people_are_asked_again():
    (duty,) = told(date(2026, 11, 19), months=6, asked_hot=True)
    assert duty.due_on == date(2026, 11, 19)
    assert "6 mois" in duty.sentence.replace("\xa0", " ")


def funders(today, *since):
    asked = tuple(
        AskedFunder(id=n, name=f"Fonds {n}", session_id=10 + n, since=day)
        for n, day in enumerate(since, 1)
    )
    return duties(OfficeState(questionnaires=QuestionnaireState(funders=asked)), today)


def test_funders_are_asked_once_a_year_in_one_line():
    today = date(2026, 11, 20)
    (duty,) = funders(today, date(2025, 12, 1), date(2025, 11, 3), date(2026, 6, 1))
    assert duty.kind is DutyKind.FUNDER_OPINIONS
    assert duty.due_on == date(2026, 11, 3)
    assert duty.sentence.endswith("Fonds 2 et Fonds 1")
    assert duty.place.row_id == 12


def test_no_funder_is_asked_before_the_year_is_over():
    assert not funders(date(2026, 11, 20), date(2025, 12, 5))
