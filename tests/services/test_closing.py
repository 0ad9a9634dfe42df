"""Closing a session, what that freezes, and opening it again."""

import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest

from trainingdesk.domain.attendance import Attendance, ObjectiveResult, Presence, Result
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.sessions import Enrolment, SessionState
from trainingdesk.services import attending, closing, planning, publishing, removing
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import catalogue, sessions
from trainingdesk.storage import closing as store


def kept(filled):
    return sessions.SESSIONS.get(filled.office.db, filled.session)


def missing(filled):
    return {
        point.name: point.lacks
        for point in closing.points(filled.office, filled.session)
        if not point.is_done
    }


@pytest.fixture
def closed(filled):
    """Return the office with its session attended and closed."""
    filled.attend()
    closing.close(filled.office, filled.session, anyway=True)
    return filled


def test_what_lacks_is_told_and_closing_anyway_is_possible(filled):
    filled.attend()
    assert set(missing(filled)) == {
        "Accords signés",
        "Documents de fin édités",
        "Factures émises",
        "Documents sans contradiction",
    }
    with pytest.raises(RuleBroken, match="Factures émises"):
        closing.close(filled.office, filled.session)
    assert kept(filled).closed_on is None
    closing.close(filled.office, filled.session, anyway=True)
    assert (kept(filled).state, kept(filled).closed_on) == (SessionState.CLOSED, filled.clock.day)


def test_the_list_empties_as_the_work_is_done(filled):
    filled.attend()
    for enrolment in filled.enrolments:
        for key in ("completion_certificate", "training_attestation"):
            prepared = publishing.prepare(filled.office, key, Subject(enrolment_id=enrolment))
            publishing.issue(filled.office, prepared, anyway=True)
    assert "Documents de fin édités" not in missing(filled)
    for client in (filled.town_hall, filled.individual):
        for invoice in filled.draft_invoices(client):
            assert "Factures émises" in missing(filled)
            publishing.issue_invoice(filled.office, invoice, anyway=True)
    assert "Factures émises" not in missing(filled)


def test_a_session_that_lasts_is_not_closed_even_anyway(filled):
    with pytest.raises(RuleBroken, match="elle se clôture ensuite"):
        closing.close(filled.office, filled.session, anyway=True)


def plan(filled):
    slots = sessions.slots_of(filled.office.db, filled.session)
    planning.plan_session(filled.office, kept(filled), slots[:-1])


def rename(filled):
    slots = sessions.slots_of(filled.office.db, filled.session)
    planning.plan_session(filled.office, replace(kept(filled), title="Autre"), slots)


def enrol(filled):
    seat = Enrolment(session_id=filled.session, client_id=filled.town_hall)
    planning.enrol(filled.office, [seat])


def leave(filled):
    seat = sessions.ENROLMENTS.get(filled.office.db, filled.enrolments[0])
    planning.enrol(filled.office, [replace(seat, notes="x")])


def mark(filled):
    absent = Attendance(
        enrolment_id=filled.enrolments[0], slot_id=filled.slots[0], presence=Presence.ABSENT
    )
    attending.record(filled.office, filled.session, [absent])


def erase(filled):
    attending.erase(filled.office, filled.session, filled.enrolments[0], filled.slots[0])


def assess(filled):
    objective = catalogue.version(filled.office.db, filled.version).objectives[0]
    result = ObjectiveResult(
        enrolment_id=filled.enrolments[0],
        objective_id=objective.id,
        result=Result.NOT_ACQUIRED,
    )
    attending.assess(filled.office, filled.session, [result])


def delete(filled):
    removing.delete(filled.office, "enrolment", filled.enrolments[0], "Amélie")


CHANGES = (plan, rename, enrol, leave, mark, erase, assess, delete)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_nothing_of_a_closed_session_changes(closed, change):
    with pytest.raises(RuleBroken, match=r"clôturée.*rouvrez-la d’abord"):
        change(closed)


@pytest.mark.parametrize("change", CHANGES[1:-1], ids=lambda change: change.__name__)
def test_all_of_it_changes_again_once_it_is_reopened(closed, change):
    closing.reopen(closed.office, closed.session, "Feuille du mardi mal relue")
    before = closed.office.db.execute("select count(*) from history").fetchone()
    change(closed)
    assert closed.office.db.execute("select count(*) from history").fetchone() != before


def test_the_file_itself_keeps_a_closed_session(closed):
    db = closed.office.db
    for statement in (
        "update training_session set notes = 'x'",
        "delete from slot_trainer",
        "update slot set day = '2026-05-25'",
        "delete from attendance",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="clôturée ne change plus"):
            db.execute(statement)
        db.rollback()


def test_money_still_comes_in_for_a_closed_session(closed):
    (invoice,) = closed.draft_invoices(closed.individual)
    done = publishing.issue_invoice(closed.office, invoice, anyway=True)
    assert done.id == invoice


def test_the_reason_of_a_reopening_is_kept(closed):
    closed.clock.day += timedelta(days=3)
    closing.reopen(closed.office, closed.session, "  Attestation à corriger ")
    assert (kept(closed).state, kept(closed).closed_on) == (SessionState.CONFIRMED, None)
    (kept_reason,) = store.reopenings_of(closed.office.db, closed.session)
    assert kept_reason.reason == "Attestation à corriger"
    assert kept_reason.reopened_on - kept_reason.closed_on == timedelta(days=3)


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_session_is_not_reopened_without_a_reason(closed, reason):
    with pytest.raises(RuleBroken) as refused:
        closing.reopen(closed.office, closed.session, reason)
    assert refused.value.field == "reason"


def test_what_is_open_is_not_reopened(filled):
    with pytest.raises(RuleBroken, match="n’est pas clôturée"):
        closing.reopen(filled.office, filled.session, "Pour voir")


def test_what_still_runs_is_counted(filled):
    db = filled.office.db
    db.execute(
        "insert into platform_incident (session_id, kind, happened_at, reported_at, facts, outcome)"
        " values (?, 'technical', '2026-05-18 09:00', '2026-05-18 09:10', 'Écran blanc', '')",
        [filled.session],
    )
    db.execute(
        "insert into answer_sheet (session_id, kind, enrolment_id, comment)"
        " values (?, 'hot', ?, '')",
        [filled.session, filled.enrolments[0]],
    )
    db.execute(
        "insert into disciplinary_case (enrolment_id, happened_on, facts, hearing_place, heard_by,"
        " assisted_by, explanations, opinion, reasons)"
        " values (?, '2026-05-18', 'Retards répétés', '', '', '', '', '', '')",
        [filled.enrolments[0]],
    )
    filled.attend()
    told = missing(filled)
    assert told["Incidents de plateforme résolus"].startswith("1")
    assert told["Questionnaires de satisfaction"].startswith("1")
    assert told["Procédures disciplinaires closes"].startswith("1")
