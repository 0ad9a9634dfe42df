"""Disciplinary cases: their days, their order, and what they may not hold (R6352-3 to -8)."""

from dataclasses import fields, replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.conditions_strategy import clause
from tests.support.discipline_sample import (
    APPRENTICE,
    BY_LAW,
    EXCLUDED,
    FACTS,
    HEARD_CASE,
    NOTIFIED,
    OPINED,
    SETTING,
    SUMMONED,
    SUSPENDED,
    TOLD_ONLY,
    WARNED,
    WITH_COUNCIL,
)
from trainingdesk.domain.conditions.kinds import Sanction
from trainingdesk.domain.conditions.rules import Discipline
from trainingdesk.domain.discipline import (
    DisciplinaryCase,
    Outcome,
    Setting,
    Stage,
    decision_window,
    opinion_due_on,
)
from trainingdesk.domain.errors import RuleBroken

TODAY = date(2026, 6, 30)


def refused(case, setting=SETTING, today=TODAY):
    with pytest.raises(RuleBroken) as caught:
        case.checked(setting, today)
    return caught.value


@pytest.mark.parametrize(
    ("heard_on", "opinion_on", "first", "last"),
    [
        pytest.param(
            date(2027, 3, 12), None, date(2027, 3, 14), date(2027, 3, 27), id="within a month"
        ),
        pytest.param(
            date(2027, 1, 30), None, date(2027, 2, 1), date(2027, 2, 14), id="over a month’s end"
        ),
        pytest.param(
            date(2027, 2, 27), None, date(2027, 3, 1), date(2027, 3, 14), id="end of February"
        ),
        pytest.param(
            date(2028, 2, 27), None, date(2028, 2, 29), date(2028, 3, 13), id="a leap year"
        ),
        pytest.param(
            date(2026, 12, 31), None, date(2027, 1, 2), date(2027, 1, 15), id="over a year’s end"
        ),
        pytest.param(
            date(2027, 3, 12),
            date(2027, 3, 31),
            date(2027, 4, 2),
            date(2027, 4, 15),
            id="from the opinion of a council",
        ),
    ],
)
def test_a_sanction_waits_a_clear_day_and_fifteen_days_at_most(heard_on, opinion_on, first, last):
    window = decision_window(heard_on, Discipline(), opinion_on)
    assert (window.first, window.last) == (first, last)
    assert first in window
    assert last in window
    assert first - timedelta(days=1) not in window
    assert last + timedelta(days=1) not in window


def test_a_window_is_told_with_its_days():
    assert decision_window(date(2027, 3, 12)).words == "du 14/03/2027 au 27/03/2027"


@pytest.mark.parametrize(
    ("terms", "days"),
    [
        pytest.param(Discipline(clear_days=3), (4, 15), id="more time to think"),
        pytest.param(Discipline(latest_days=8), (2, 8), id="a sooner end"),
        pytest.param(Discipline(clear_days=0), (2, 15), id="the law’s own clear day"),
        pytest.param(Discipline(latest_days=60), (2, 15), id="the law’s own end"),
        pytest.param(Discipline(clear_days=9, latest_days=5), (2, 15), id="no day left"),
    ],
)
def test_terms_only_narrow_the_window_of_the_law(terms, days):
    heard_on = date(2027, 3, 12)
    window = decision_window(heard_on, terms)
    assert ((window.first - heard_on).days, (window.last - heard_on).days) == days


@given(
    st.dates(date(2000, 1, 1), date(2090, 1, 1)),
    clause(Discipline),
    st.none() | st.integers(0, 400),
)
def test_every_window_has_a_day_and_lies_within_the_law(heard_on, terms, later):
    opinion_on = None if later is None else heard_on + timedelta(days=later)
    window = decision_window(heard_on, terms, opinion_on)
    since = opinion_on or heard_on
    assert since + timedelta(days=2) <= window.first <= window.last <= since + timedelta(days=15)


def test_a_council_has_one_clear_day_for_its_opinion():
    assert opinion_due_on(date(2026, 2, 27)) == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("case", "setting", "stage"),
    [
        pytest.param(FACTS, SETTING, Stage.SUMMONS, id="facts"),
        pytest.param(
            replace(FACTS, intended=Sanction.WARNING),
            BY_LAW,
            Stage.COMPLAINTS,
            id="a warning by the law alone",
        ),
        pytest.param(
            replace(FACTS, intended=Sanction.WARNING, told_on=date(2026, 5, 19)),
            BY_LAW,
            Stage.DECISION,
            id="a warning whose complaints are told",
        ),
        pytest.param(
            replace(FACTS, intended=Sanction.WARNING),
            SETTING,
            Stage.SUMMONS,
            id="a warning where the terms promise a hearing",
        ),
        pytest.param(SUMMONED, SETTING, Stage.HEARING, id="summoned"),
        pytest.param(HEARD_CASE, SETTING, Stage.DECISION, id="heard"),
        pytest.param(HEARD_CASE, WITH_COUNCIL, Stage.OPINION, id="heard, a council sits"),
        pytest.param(EXCLUDED, SETTING, Stage.NOTICE, id="decided"),
        pytest.param(NOTIFIED, SETTING, Stage.INFORMATION, id="notified"),
        pytest.param(NOTIFIED, Setting(), Stage.CLOSING, id="nobody to tell"),
        pytest.param(
            replace(NOTIFIED, employer_told_on=TODAY, funder_told_on=TODAY),
            SETTING,
            Stage.CLOSING,
            id="everybody told",
        ),
        pytest.param(
            replace(FACTS, decision=Outcome.NONE, decided_on=TODAY),
            SETTING,
            Stage.CLOSING,
            id="dropped",
        ),
        pytest.param(replace(NOTIFIED, closed_on=TODAY), SETTING, Stage.CLOSED, id="closed"),
    ],
)
def test_a_case_waits_for_its_next_step(case, setting, stage):
    assert case.stage(setting) is stage


@pytest.mark.parametrize(
    ("case", "setting"),
    [
        pytest.param(FACTS, SETTING, id="facts"),
        pytest.param(SUMMONED, SETTING, id="summoned"),
        pytest.param(WARNED, SETTING, id="warned"),
        pytest.param(SUSPENDED, SETTING, id="excluded for a time"),
        pytest.param(NOTIFIED, SETTING, id="excluded"),
        pytest.param(OPINED, WITH_COUNCIL, id="excluded after an opinion"),
        pytest.param(TOLD_ONLY, BY_LAW, id="warned without a hearing"),
        pytest.param(
            replace(FACTS, decision=Outcome.NONE, decided_on=TODAY), SETTING, id="dropped unheard"
        ),
        pytest.param(
            replace(EXCLUDED, reasons="Aucune amende, mais une exclusion."), SETTING, id="no fine"
        ),
    ],
)
def test_a_regular_case_is_accepted(case, setting):
    assert case.checked(setting, TODAY) is case


@pytest.mark.parametrize(
    ("case", "setting", "field", "words"),
    [
        pytest.param(replace(FACTS, facts=" "), SETTING, "facts", "faits", id="no facts"),
        pytest.param(
            replace(FACTS, happened_on=date(2026, 7, 1)),
            SETTING,
            "happened_on",
            "1er juillet 2026",
            id="facts to come",
        ),
        pytest.param(
            replace(HEARD_CASE, hearing_on=date(2026, 7, 2)),
            SETTING,
            "attended",
            "pas encore eu lieu",
            id="a hearing to come that was attended",
        ),
        pytest.param(
            replace(FACTS, attended=True), SETTING, "summoned_on", "convocation", id="unsummoned"
        ),
        *(
            pytest.param(replace(SUMMONED, **{name: empty}), SETTING, name, words, id=name)
            for name, empty, words in (
                ("intended", None, "sanction"),
                ("summons_channel", None, "recommandée"),
                ("hearing_on", None, "jour"),
                ("hearing_time", None, "heure"),
                ("hearing_place", "", "lieu"),
            )
        ),
        pytest.param(
            replace(SUMMONED, summoned_on=date(2026, 5, 17)),
            SETTING,
            "summoned_on",
            "18 mai 2026",
            id="summoned before the facts",
        ),
        pytest.param(
            replace(SUMMONED, hearing_on=date(2026, 5, 19)),
            SETTING,
            "hearing_on",
            "20 mai 2026",
            id="heard before the summons",
        ),
        pytest.param(
            replace(SUMMONED, council_on=date(2026, 6, 3)),
            WITH_COUNCIL,
            "council_on",
            "après l’entretien",
            id="a council before the hearing",
        ),
        pytest.param(
            replace(HEARD_CASE, opinion_on=date(2026, 6, 3)),
            WITH_COUNCIL,
            "council_on",
            "réuni",
            id="an opinion of no meeting",
        ),
        pytest.param(
            replace(HEARD_CASE, decided_on=date(2026, 6, 5)),
            SETTING,
            "decision",
            "décidé",
            id="a day of no decision",
        ),
        pytest.param(
            replace(EXCLUDED, decided_on=None), SETTING, "decided_on", "jour", id="no day"
        ),
        pytest.param(
            replace(EXCLUDED, reasons="Une amende de 50 euros s’y ajoute."),
            SETTING,
            "reasons",
            "interdite",
            id="a fine",
        ),
        pytest.param(
            replace(EXCLUDED, reasons="Sanction pécuniaire : les frais sont retenus."),
            SETTING,
            "reasons",
            "interdite",
            id="a financial penalty",
        ),
        pytest.param(replace(EXCLUDED, reasons=""), SETTING, "reasons", "motivée", id="no reason"),
        pytest.param(
            SUSPENDED,
            replace(SETTING, terms=Discipline(sanctions=(Sanction.WARNING, Sanction.EXCLUSION))),
            "decision",
            "échelle",
            id="off the scale",
        ),
        pytest.param(
            WARNED,
            replace(SETTING, terms=Discipline(sanctions=())),
            "decision",
            "aucune",
            id="no scale at all",
        ),
        pytest.param(
            replace(EXCLUDED, decided_on=date(2026, 6, 3)),
            SETTING,
            "decided_on",
            "du 04/06/2026 au 17/06/2026",
            id="a day too soon",
        ),
        pytest.param(
            replace(EXCLUDED, decided_on=date(2026, 6, 18), exclusion_from=date(2026, 6, 18)),
            SETTING,
            "decided_on",
            "du 04/06/2026 au 17/06/2026",
            id="a day too late",
        ),
        pytest.param(EXCLUDED, WITH_COUNCIL, "opinion_on", "avis", id="no opinion"),
        pytest.param(
            replace(EXCLUDED, attended=None), SETTING, "decision", "entretien", id="unheard"
        ),
        pytest.param(
            replace(EXCLUDED, attended=None), BY_LAW, "decision", "entretien", id="by the law"
        ),
        pytest.param(
            replace(TOLD_ONLY, told_on=None), BY_LAW, "told_on", "reproché", id="untold complaints"
        ),
        pytest.param(TOLD_ONLY, SETTING, "decision", "entretien", id="a hearing was promised"),
        pytest.param(
            replace(EXCLUDED, exclusion_from=None), SETTING, "exclusion_from", "jour", id="since?"
        ),
        pytest.param(
            replace(SUSPENDED, exclusion_until=None),
            SETTING,
            "exclusion_until",
            "jusqu’à",
            id="until?",
        ),
        pytest.param(
            replace(SUSPENDED, exclusion_until=date(2026, 6, 7)),
            SETTING,
            "exclusion_until",
            "8 juin",
            id="ends before it begins",
        ),
        pytest.param(
            replace(HEARD_CASE, notified_on=TODAY), SETTING, "decision", "pas encore", id="early"
        ),
        pytest.param(
            replace(NOTIFIED, notice_channel=None), SETTING, "notice_channel", "récépissé", id="how"
        ),
        pytest.param(
            replace(NOTIFIED, employer_told_on=TODAY),
            Setting(terms=Discipline()),
            "employer_told_on",
            "employeur",
            id="no employer",
        ),
        pytest.param(
            replace(NOTIFIED, funder_told_on=TODAY),
            Setting(terms=Discipline()),
            "funder_told_on",
            "financeur",
            id="no funder",
        ),
    ],
)
def test_what_the_procedure_does_not_allow_is_refused_at_its_field(case, setting, field, words):
    error = refused(case, setting)
    assert error.field == field
    assert words in str(error).replace("\xa0", " ")


def test_a_case_that_still_waits_is_not_closed():
    with pytest.raises(RuleBroken, match="convoquez"):
        FACTS.closed(TODAY, SETTING)
    done = replace(NOTIFIED, employer_told_on=TODAY, funder_told_on=TODAY)
    assert done.closed(TODAY, SETTING).closed_on == TODAY


@pytest.mark.parametrize(
    ("case", "setting", "words"),
    [
        pytest.param(
            replace(SUMMONED, hearing_on=date(2026, 5, 22)), SETTING, "préparer", id="short notice"
        ),
        pytest.param(
            replace(OPINED, opinion_on=date(2026, 6, 8)), WITH_COUNCIL, "4 juin", id="late opinion"
        ),
        pytest.param(
            replace(NOTIFIED, notified_on=date(2026, 6, 18)),
            SETTING,
            "17 juin",
            id="notified after the window",
        ),
        pytest.param(SUMMONED, APPRENTICE, "apprenti", id="an apprentice’s employer"),
        pytest.param(
            replace(NOTIFIED, intended=Sanction.TEMPORARY_EXCLUSION),
            SETTING,
            "plus lourde",
            id="harsher than the summons said",
        ),
    ],
)
def test_what_a_court_would_look_at_is_told(case, setting, words):
    (advice,) = case.advice(setting)
    assert words in advice.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("case", "setting"),
    [
        pytest.param(FACTS, SETTING, id="facts alone"),
        pytest.param(NOTIFIED, SETTING, id="notified"),
        pytest.param(OPINED, WITH_COUNCIL, id="an opinion in time"),
    ],
)
def test_a_regular_case_needs_no_advice(case, setting):
    assert case.advice(setting) == ()


def test_who_is_to_be_told_is_named_until_he_is():
    assert NOTIFIED.untold(SETTING) == (SETTING.employer, *SETTING.funders)
    assert replace(NOTIFIED, employer_told_on=TODAY).untold(SETTING) == SETTING.funders
    assert HEARD_CASE.untold(SETTING) == ()


def test_the_window_of_a_planned_hearing_is_known_beforehand():
    assert SUMMONED.window(SETTING) is None
    assert SUMMONED.expected_window(SETTING) == HEARD_CASE.window(SETTING)


def test_a_case_has_no_room_for_money():
    kinds = {str(field.type) for field in fields(DisciplinaryCase)}
    assert not any("Money" in kind or "Decimal" in kind for kind in kinds)


def test_no_outcome_is_no_sanction():
    assert Outcome.NONE.sanction is None
    assert Outcome.EXCLUSION.sanction is Sanction.EXCLUSION
    assert time(14, 30) == SUMMONED.hearing_time
