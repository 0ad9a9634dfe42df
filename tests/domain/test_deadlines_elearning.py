"""What a learning platform waits for, by day."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from tests.support.elearning_sample import ACCESS, INCIDENT, MAINTENANCE, TERMS
from trainingdesk.domain.conditions import STATUTORY
from trainingdesk.domain.deadlines.elearning import (
    EndingAccess,
    OpenIncident,
    PlatformState,
    platform_duties,
)

SESSION = "S-2026-014 – Accueil"
RULES = TERMS.rules
LAST = date(2026, 8, 16)
DAY = timedelta(days=1)


def told(today, **state):
    return [
        (duty.due_on, duty.sentence.replace("\xa0", " "))
        for duty in platform_duties(PlatformState(**state), today)
    ]


@pytest.mark.parametrize(
    ("each", "due_on", "sentence"),
    [
        pytest.param(
            OpenIncident(incident=INCIDENT, session=SESSION, person="Zoé", rules=RULES),
            date(2026, 5, 28),
            "Corriger l’incident pour Zoé avant le 28/05/2026 à 15 h 30 : panne technique, "
            "signalé le 22/05/2026 à 15 h 30",
            id="of one person",
        ),
        pytest.param(
            OpenIncident(incident=INCIDENT, session=SESSION),
            date(2026, 5, 22),
            "Corriger l’incident : panne technique, signalé le 22/05/2026 à 15 h 30",
            id="of all, without a delay in the terms",
        ),
    ],
)
def test_an_incident_is_due_when_its_clock_ends(each, due_on, sentence):
    assert told(date(2026, 5, 23), incidents=(each,)) == [(due_on, sentence)]


@pytest.mark.parametrize(
    ("until", "today", "is_told"),
    [
        pytest.param(LAST, LAST - 15 * DAY, False, id="far ahead"),
        pytest.param(LAST, LAST - 14 * DAY, True, id="two weeks before"),
        pytest.param(LAST, LAST + 30 * DAY, True, id="a month after"),
        pytest.param(LAST, LAST + 31 * DAY, False, id="long ago"),
        pytest.param(None, LAST, False, id="no end"),
    ],
)
def test_an_account_that_ends_is_told_around_its_last_day(until, today, is_told):
    each = EndingAccess(
        access=replace(ACCESS, valid_until=until),
        session=SESSION,
        person="Zoé",
        followed=D("3.5"),
        planned=D(14),
    )
    assert [due_on for due_on, _ in told(today, ending=(each,))] == ([until] if is_told else [])


@pytest.mark.parametrize(
    ("rules", "today", "due_on"),
    [
        pytest.param(RULES, date(2026, 5, 27), date(2026, 6, 3), id="a week ahead"),
        pytest.param(RULES, date(2026, 5, 26), None, id="sooner"),
        pytest.param(STATUTORY, date(2026, 6, 1), date(2026, 6, 6), id="terms without notice"),
    ],
)
def test_a_maintenance_is_to_be_announced_in_time(rules, today, due_on):
    found = told(today, maintenances=(MAINTENANCE,), rules=rules)
    assert [day for day, _ in found] == ([due_on] if due_on else [])


def test_a_maintenance_that_starts_at_midnight_is_announced_the_day_before_at_the_latest():
    midnight = MAINTENANCE.starts_at.replace(hour=0)
    early = replace(MAINTENANCE, starts_at=midnight)
    ((due_on, sentence),) = told(date(2026, 6, 1), maintenances=(early,), rules=RULES)
    assert due_on == date(2026, 6, 2)
    assert sentence.endswith("avant le 02/06/2026 à 24 h")
