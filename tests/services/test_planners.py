"""Planners are gathered from the file and drawn."""

from datetime import date

import pytest

from tests.support.pdf_text import printed
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.services import planners
from trainingdesk.storage.agenda import Wanted

FIRST, LAST = date(2026, 5, 1), date(2026, 5, 31)


def test_a_year_holds_its_sessions_and_holidays(filled):
    plan = planners.year_plan(filled.office, date(2026, 3, 12))
    assert plan.first == date(2026, 3, 1)
    (session,) = plan.sessions
    assert session.days == (date(2026, 5, 18), date(2026, 5, 19))
    assert session.enrolled == 4
    assert plan.closed[date(2027, 1, 1)] == "Jour de l’an"
    assert plan.about == ""


def test_a_year_may_be_one_trainer_s(filled):
    planner = planners.year_planner(
        filled.office, date(2026, 1, 1), "A4", Wanted(trainer_id=filled.trainer)
    )
    assert planner.title == "Planning 2026 – Marc Tellier"
    assert "S-2026-001" in printed(planner.pdf)


def test_a_trainer_s_planning_holds_what_he_teaches(filled):
    filled.office.db["unavailability"].insert(
        {
            "trainer_id": filled.trainer,
            "room_id": None,
            "first_day": "2026-05-21",
            "last_day": "2026-05-22",
            "starts_at": None,
            "ends_at": None,
            "reason": "congés",
        }
    )
    found = planners.trainer_planning(filled.office, filled.trainer, FIRST, LAST)
    assert len(found.bookings) == 4
    assert [each.reason for each in found.absences] == ["congés"]
    planner = planners.trainer_planner(filled.office, filled.trainer, FIRST, LAST)
    assert planner.file_name == "Planning – Tellier Marc – 2026-05-01 au 2026-05-31"
    assert "14 h" in printed(planner.pdf)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        pytest.param(LAST, FIRST, "inversez", id="backwards"),
        pytest.param(FIRST, date(2036, 5, 1), "deux ans", id="a slip in the year"),
    ],
)
def test_a_period_that_is_none_is_refused(filled, first, last, words):
    with pytest.raises(RuleBroken, match=words) as refused:
        planners.trainer_planning(filled.office, filled.trainer, first, last)
    assert refused.value.field == "last"


def test_a_planning_usually_covers_three_months(filled):
    filled.clock.day = date(2026, 11, 20)
    assert planners.usual_period(filled.office) == (date(2026, 11, 1), date(2027, 1, 31))
