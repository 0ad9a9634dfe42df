"""Accounts, incidents and maintenance of a learning platform, by the terms of the agreement."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.elearning_sample import ACCESS, ILMIS, INCIDENT, MAINTENANCE
from trainingdesk.domain.conditions.rules import ELearning
from trainingdesk.domain.elearning import (
    NO_TERMS,
    AccessState,
    PlatformAccess,
    access_due,
    last_valid_day,
    proposed_login,
    refuse_password,
    refuse_too_early,
)
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.parties import Trainee
from trainingdesk.domain.withdrawal import SignedWhere, withdrawal_period

SIGNED = date(2026, 4, 14)
NOW = datetime.fromisoformat("2026-06-01 12:00")
PERIOD = withdrawal_period(SIGNED, SignedWhere.DISTANCE)
NEW = PlatformAccess(enrolment_id=1, platform="apprendre.example", login="zoe.lefevre")


def at(text):
    return datetime.fromisoformat(text)


# When an account is due ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_", "at_", "words"),
    [
        pytest.param({}, "2026-04-19 00:00", "18/04/2026", id="four days where only the day is"),
        pytest.param(
            {"signed_time": time(9, 30)}, "2026-04-18 09:30", "18/04/2026 à 9 h 30", id="by clock"
        ),
        pytest.param(
            {"signed_time": time(0)}, "2026-04-18 00:00", "17/04/2026 à 24 h", id="at midnight"
        ),
        pytest.param({"withdrawal": PERIOD}, "2026-04-30 00:00", "29/04/2026", id="withdrawal"),
        pytest.param(
            {"withdrawal": PERIOD, "asked_on": SIGNED},
            "2026-04-19 00:00",
            "18/04/2026",
            id="an express request",
        ),
        pytest.param(
            {"withdrawal": PERIOD, "asked_on": date(2026, 4, 22)},
            "2026-04-23 00:00",
            "22/04/2026",
            id="a request that came later",
        ),
        pytest.param(
            {"withdrawal": PERIOD, "asked_on": date(2026, 5, 12)},
            "2026-04-30 00:00",
            "29/04/2026",
            id="a request once the period was over",
        ),
    ],
)
def test_an_account_is_due_hours_after_the_signature(given_, at_, words):
    due = access_due(SIGNED, 96, **given_)
    assert (due.at, due.words.replace("\xa0", " ")) == (at(at_), words)


def test_hours_past_the_withdrawal_period_need_no_request():
    due = access_due(SIGNED, 24 * 30, withdrawal=PERIOD)
    assert (due.day, due.waits_until) == (date(2026, 5, 14), None)


@given(st.dates(date(2024, 1, 1), date(2032, 1, 1)), st.times(), st.integers(0, 2000))
def test_an_hour_that_is_known_gives_no_more_time_than_its_day(day, hour, hours):
    by_clock = access_due(day, hours - hours % 24, signed_time=hour)
    by_day = access_due(day, hours - hours % 24)
    assert by_clock.at <= by_day.at


@pytest.mark.parametrize(
    ("on", "period", "asked_on"),
    [
        pytest.param(SIGNED, None, None, id="a firm"),
        pytest.param(PERIOD.first_claim_on, PERIOD, None, id="after the period"),
        pytest.param(SIGNED, PERIOD, SIGNED, id="asked for"),
    ],
)
def test_an_account_may_be_opened(on, period, asked_on):
    assert refuse_too_early(on, period, asked_on) is None


@pytest.mark.parametrize(
    "asked_on", [pytest.param(None, id="no request"), pytest.param(date(2026, 4, 20), id="later")]
)
def test_an_individual_who_may_withdraw_asks_for_it_first(asked_on):
    with pytest.raises(RuleBroken, match="demande expresse"):
        refuse_too_early(SIGNED, PERIOD, asked_on)


# Accounts -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"platform": " "}, "platform", id="no platform"),
        pytest.param({"login": ""}, "login", id="no login"),
        pytest.param({"login": "zoé lefèvre"}, "login", id="two words"),
        pytest.param({"opened_at": at("2026-06-01 12:01")}, "opened_at", id="tomorrow's"),
        pytest.param(
            {"valid_from": date(2026, 6, 1), "valid_until": date(2026, 5, 31)},
            "valid_until",
            id="ends before it starts",
        ),
        pytest.param({"notes": "Mot de passe : fougère7"}, "notes", id="a password"),
    ],
)
def test_an_account_that_cannot_be_is_refused(changes, field):
    with pytest.raises(RuleBroken) as refused:
        replace(NEW, **changes).checked(NOW)
    assert refused.value.field == field


def test_an_account_is_tidied():
    assert replace(NEW, login=" zoe.lefevre ").checked(NOW) == NEW


@pytest.mark.parametrize(
    "text",
    [
        "mot de passe : azerty",
        "Mdp=azerty",
        "son mot de passe est azerty",
        "password: azerty",
        "MOTS DE PASSE : a, b",
    ],
)
def test_a_password_is_never_written_down(text):
    with pytest.raises(RuleBroken, match="aucun mot de passe"):
        refuse_password(text, "notes")


@pytest.mark.parametrize("text", ["", "Mot de passe oublié deux fois.", "A changé de mot de passe"])
def test_speaking_of_passwords_gives_none_away(text):
    assert refuse_password(text, "notes") is None


@pytest.mark.parametrize(
    ("rule", "until"),
    [
        pytest.param(ELearning(open_days=90), date(2026, 8, 16), id="ninety days"),
        pytest.param(ELearning(open_days=1), date(2026, 5, 19), id="one day"),
        pytest.param(NO_TERMS, None, id="no end"),
    ],
)
def test_an_account_lasts_as_long_as_the_terms_say(rule, until):
    opened = NEW.opened(at("2026-05-19 10:30"), rule)
    assert (opened.valid_from, opened.valid_until) == (date(2026, 5, 19), until)
    assert last_valid_day(date(2026, 5, 19), rule) == until


def test_days_that_were_typed_stay():
    typed = replace(NEW, valid_from=date(2026, 5, 1), valid_until=date(2026, 5, 31))
    opened = typed.opened(at("2026-05-19 10:30"), ELearning(open_days=90))
    assert (opened.valid_from, opened.valid_until) == (typed.valid_from, typed.valid_until)


def test_an_account_is_prolonged():
    later = ACCESS.prolonged(date(2026, 9, 30))
    assert later.valid_until == date(2026, 9, 30)
    again = ACCESS.closed(date(2026, 6, 1)).prolonged(date(2026, 7, 1))
    assert (again.closed_on, again.valid_until) == (None, date(2026, 7, 1))
    with pytest.raises(RuleBroken, match="dure déjà"):
        ACCESS.prolonged(date(2026, 8, 16))


def test_a_login_that_was_closed_is_free():
    assert ACCESS.is_valid_on(date(2026, 6, 1))
    assert not ACCESS.closed(date(2026, 6, 1)).is_valid_on(date(2026, 6, 1))


def test_an_account_that_was_never_opened_is_not_closed():
    with pytest.raises(RuleBroken, match="pas encore ouvert"):
        NEW.closed(date(2026, 6, 1))


@pytest.mark.parametrize(
    ("access", "sent_on", "today", "state"),
    [
        pytest.param(NEW, None, date(2026, 5, 20), AccessState.TO_OPEN, id="prepared"),
        pytest.param(ACCESS, None, date(2026, 5, 20), AccessState.OPEN, id="open"),
        pytest.param(ACCESS, SIGNED, date(2026, 8, 16), AccessState.SENT, id="its last day"),
        pytest.param(ACCESS, SIGNED, date(2026, 8, 17), AccessState.EXPIRED, id="the day after"),
        pytest.param(
            ACCESS.closed(date(2026, 6, 1)), SIGNED, date(2026, 6, 1), AccessState.CLOSED, id="shut"
        ),
        pytest.param(
            replace(ACCESS, valid_until=None),
            SIGNED,
            date(2036, 1, 1),
            AccessState.SENT,
            id="open end",
        ),
    ],
)
def test_an_account_is_so_far(access, sent_on, today, state):
    assert access.state(sent_on, today) is state


@pytest.mark.parametrize(
    ("first", "last", "taken", "login"),
    [
        ("Zoé", "Lefèvre", (), "zoe.lefevre"),
        ("Zoé", "Lefèvre", ("zoe.lefevre", "zoe.lefevre2"), "zoe.lefevre3"),
        ("Jeanne", "d’Aubigné-Lefèvre", (), "jeanne.daubigne-lefevre"),
        ("Đặng", "Nguyễn", (), "dang.nguyen"),
        ("", "Œuvrard", (), "oeuvrard"),
        ("", "李", (), "stagiaire"),
    ],
)
def test_a_login_is_made_of_names_and_of_nothing_secret(first, last, taken, login):
    person = Trainee(first_name=first, last_name=last)
    assert proposed_login(person, frozenset(taken)) == login


# Incidents ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"facts": " "}, "facts", id="nothing said"),
        pytest.param({"facts": "Mon mot de passe est azerty"}, "facts", id="a password"),
        pytest.param({"outcome": "mdp : azerty"}, "outcome", id="a password in the outcome"),
        pytest.param({"reported_at": at("2026-05-22 13:59")}, "reported_at", id="told before"),
        pytest.param({"reported_at": at("2026-06-02 00:00")}, "reported_at", id="tomorrow"),
        pytest.param(
            {"fixed_at": at("2026-05-22 15:29"), "outcome": "Fait"}, "fixed_at", id="mended before"
        ),
        pytest.param({"fixed_at": at("2026-05-26 09:00")}, "outcome", id="no outcome"),
    ],
)
def test_an_incident_that_cannot_be_is_refused(changes, field):
    with pytest.raises(RuleBroken) as refused:
        replace(INCIDENT, **changes).checked(NOW)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("reported", "late"),
    [
        pytest.param("2026-05-24 14:00", False, id="48 hours to the minute"),
        pytest.param("2026-05-24 14:01", True, id="a minute more"),
    ],
)
def test_an_incident_reported_late_is_told_and_kept(reported, late):
    incident = replace(INCIDENT, reported_at=at(reported)).checked(NOW)
    assert incident.is_reported_late(ILMIS) is late


def test_an_incident_is_mended_within_72_working_hours():
    assert INCIDENT.fix_by(ILMIS) == at("2026-05-28 15:30")
    mended = replace(INCIDENT, outcome="Fait", fixed_at=at("2026-05-28 15:30")).checked(NOW)
    assert not mended.is_fixed_late(ILMIS, NOW)
    assert INCIDENT.is_fixed_late(ILMIS, NOW)


def test_terms_without_delays_promise_none():
    assert not INCIDENT.is_reported_late(NO_TERMS)
    assert INCIDENT.fix_by(NO_TERMS) is None
    assert not INCIDENT.is_fixed_late(NO_TERMS, NOW)


def test_the_delays_of_ilmis_are_its_data():
    told = (ILMIS.access_hours, ILMIS.report_hours, ILMIS.repair_working_hours)
    assert told == (96, 48, 72)


# Maintenance --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"ends_at": MAINTENANCE.starts_at}, "ends_at", id="no length"),
        pytest.param({"reason": ""}, "reason", id="no reason"),
        pytest.param({"announced_at": at("2026-06-03 09:00")}, "announced_at", id="tomorrow"),
    ],
)
def test_a_maintenance_that_cannot_be_is_refused(changes, field):
    with pytest.raises(RuleBroken) as refused:
        replace(MAINTENANCE, **changes).checked(at("2026-06-02 12:00"))
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("announced", "late"),
    [
        pytest.param("2026-06-03 22:00", False, id="72 hours to the minute"),
        pytest.param("2026-06-03 22:01", True, id="a minute later"),
        pytest.param(None, True, id="never"),
    ],
)
def test_a_maintenance_is_announced_three_days_ahead(announced, late):
    told = at(announced) if announced else None
    record = replace(MAINTENANCE, announced_at=told)
    assert record.is_announced_late(ILMIS, at("2026-06-05 12:00")) is late


def test_without_terms_a_maintenance_is_announced_before_it_starts():
    assert MAINTENANCE.announce_by(NO_TERMS) == MAINTENANCE.starts_at
    assert MAINTENANCE.checked(NOW.replace(day=30)) == MAINTENANCE
