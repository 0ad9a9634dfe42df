"""Accounts of a session learnt on a platform, incidents and maintenance, kept in the file."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal as D

import pytest

from tests.support.elearning_sample import ILMIS
from trainingdesk.domain.conditions.rules import ELearning
from trainingdesk.domain.duty_kinds import DutyKind
from trainingdesk.domain.elearning import AccessState, Incident, IncidentKind, Maintenance
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.receipts import Receipt, ReceiptKind
from trainingdesk.domain.sendings import Awaited, SendingItem
from trainingdesk.domain.sessions import Enrolment, EnrolmentState, Modality
from trainingdesk.services import (
    agreeing,
    duties,
    elearning,
    identity,
    parties,
    planning,
    platform_events,
    publishing,
    receiving,
    sendings,
)
from trainingdesk.services.paper_data import Subject
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import elearning as store
from trainingdesk.storage import office as terms
from trainingdesk.storage import parties as people
from trainingdesk.storage import sessions

TODAY = date(2026, 4, 10)
DAY = timedelta(days=1)
AT_NINE = datetime.combine(TODAY, time(9))
RULE = replace(ILMIS, open_days=90)


@pytest.fixture
def online(filled):
    """The filled office, its session learnt on a platform under the terms of ILMIS."""
    filled.clock.day = TODAY
    under(filled, RULE)
    session = sessions.SESSIONS.get(filled.office.db, filled.session)
    sessions.SESSIONS.update(
        filled.office.db,
        replace(session, modality=Modality.E_LEARNING, self_paced_hours=D(14)),
    )
    return filled


def under(filled, rule, starts_on=date(2026, 4, 1)):
    former = terms.conditions_on(filled.office.db, TODAY)
    rules = replace(former.rules, elearning=rule)
    identity.save_conditions(filled.office, replace(former, rules=rules, starts_on=starts_on))


def sign(filled, client):
    agreement = agreeing.draft_agreement(filled.office, filled.session, client).saved_id
    agreeing.send(filled.office, agreement)
    agreeing.sign(filled.office, agreement, filled.clock.day, "Luc")
    return agreement


def accounts(filled):
    return elearning.accounts(filled.office, session_file(filled.office, filled.session))


def states(filled):
    return [each.state(filled.clock.day) for each in accounts(filled)]


def kinds(filled, kind):
    return [duty for duty in duties.duties(filled.office) if duty.kind is kind]


def prepared(filled):
    """Open every account of the town hall a day ago, and return today's office."""
    elearning.propose(filled.office, filled.session)
    filled.clock.day += DAY
    elearning.open_accounts(filled.office, filled.session, AT_NINE)


def incident(filled, **changes):
    record = Incident(
        session_id=filled.session,
        enrolment_id=filled.enrolments[0],
        kind=IncidentKind.TECHNICAL,
        happened_at=AT_NINE - DAY,
        reported_at=AT_NINE - DAY,
        facts="La vidéo s’arrête.",
    )
    return replace(record, **changes)


def maintenance(**changes):
    start = datetime.combine(TODAY + 5 * DAY, time(20))
    record = Maintenance(starts_at=start, ends_at=start + timedelta(hours=2), reason="Serveur")
    return replace(record, **changes)


# Accounts -----------------------------------------------------------------------------------------


def test_everyone_with_a_name_is_proposed_a_login_of_her_own(online):
    planning.enrol(
        online.office, [Enrolment(session_id=online.session, client_id=online.town_hall)]
    )
    assert states(online) == [AccessState.TO_OPEN] * 4
    done = elearning.propose(online.office, online.session)
    assert "4" in done.label
    logins = [each.access.login for each in accounts(online)]
    assert len(set(logins)) == 4
    assert states(online) == [AccessState.TO_OPEN] * 4
    with pytest.raises(RuleBroken, match="déjà son identifiant"):
        elearning.propose(online.office, online.session)


def test_the_platform_is_the_one_of_the_link_else_the_last_one_named(online):
    seats = online.enrolments
    first = elearning.new_access(online.office, seats[0])
    assert first.platform == "Plateforme de formation"
    elearning.save_access(online.office, replace(first, platform="Apprendre"))
    assert elearning.new_access(online.office, seats[1]).platform == "Apprendre"
    session = sessions.SESSIONS.get(online.office.db, online.session)
    linked = replace(session, remote_link="https://cours.example/entree")
    sessions.SESSIONS.update(online.office.db, linked)
    assert elearning.new_access(online.office, seats[1]).platform == "cours.example"


def test_a_place_without_a_name_gets_no_account(online):
    seat = planning.enrol(
        online.office, [Enrolment(session_id=online.session, client_id=online.town_hall)]
    ).saved_id
    with pytest.raises(RuleBroken, match="pas encore de nom"):
        elearning.new_access(online.office, seat)


def test_accounts_are_opened_for_as_long_as_the_terms_say_and_sent(online):
    prepared(online)
    assert states(online) == [AccessState.OPEN] * 4
    assert {each.access.valid_until for each in accounts(online)} == {TODAY + 89 * DAY}
    elearning.note_sent(online.office, online.session)
    assert states(online) == [AccessState.SENT] * 4
    with pytest.raises(RuleBroken, match="n’attend d’être envoyé"):
        elearning.note_sent(online.office, online.session)
    with pytest.raises(RuleBroken, match="n’attend d’être ouvert"):
        elearning.open_accounts(online.office, online.session)
    online.clock.day = TODAY + 90 * DAY
    assert states(online) == [AccessState.EXPIRED] * 4


def test_one_letter_is_noted_alone_and_never_ahead(online):
    prepared(online)
    elearning.note_sent(online.office, online.session, only=online.enrolments[1])
    assert states(online).count(AccessState.SENT) == 1
    with pytest.raises(RuleBroken, match="futur"):
        elearning.note_sent(online.office, online.session, online.clock.day + DAY)


def test_accounts_open_now_when_no_hour_is_given(online):
    elearning.propose(online.office, online.session)
    elearning.open_accounts(online.office, online.session)
    assert {each.access.opened_at.date() for each in accounts(online)} == {TODAY}


def test_two_people_never_share_a_login_while_it_is_valid(online):
    prepared(online)
    one, other = accounts(online)[:2]
    shared = replace(other.access, login=one.access.login.upper())
    with pytest.raises(RuleBroken, match="déjà celui de") as refused:
        elearning.save_access(online.office, shared)
    assert refused.value.field == "login"
    elearning.close_access(online.office, one.access.id)
    assert elearning.save_access(online.office, shared).id == other.access.id
    with pytest.raises(RuleBroken, match="déjà celui de"):
        elearning.prolong(online.office, one.access.id, TODAY + 120 * DAY)


def test_terms_may_let_logins_be_shared(online):
    under(online, replace(RULE, one_login_each=False), TODAY)
    prepared(online)
    one, other = accounts(online)[:2]
    shared = replace(other.access, login=one.access.login)
    assert elearning.save_access(online.office, shared).id == other.access.id


def test_an_account_is_prolonged_and_closed(online):
    prepared(online)
    access = accounts(online)[0].access
    elearning.prolong(online.office, access.id, TODAY + 120 * DAY)
    elearning.close_access(online.office, access.id)
    kept = store.ACCESSES.get(online.office.db, access.id)
    assert (kept.valid_until, kept.closed_on) == (TODAY + 120 * DAY, online.clock.day)


def test_an_account_that_was_only_prepared_is_taken_back(online):
    elearning.propose(online.office, online.session)
    access = accounts(online)[0].access
    assert "retiré" in elearning.close_access(online.office, access.id).label
    assert accounts(online)[0].access is None


def test_who_left_is_shown_until_her_account_is_closed(online):
    prepared(online)
    seat = sessions.ENROLMENTS.get(online.office.db, online.enrolments[0])
    planning.enrol(online.office, [replace(seat, state=EnrolmentState.REPLACED)])
    assert len(accounts(online)) == 4
    elearning.note_sent(online.office, online.session)
    assert sorted(states(online)) == [AccessState.OPEN] + [AccessState.SENT] * 3
    elearning.close_access(online.office, store.access_of(online.office.db, seat.id).id)
    assert len(accounts(online)) == 3


# The signature, and what an individual may go back on ---------------------------------------------


def test_the_delay_runs_from_the_hour_of_the_signature_for_all_of_a_client(online):
    assert {each.due for each in accounts(online)} == {None}
    sign(online, online.town_hall)
    ours = [each for each in accounts(online) if each.person.client.id == online.town_hall]
    assert {each.due.words for each in ours} == {"14/04/2026"}
    elearning.propose(online.office, online.session)
    access = store.access_of(online.office.db, online.enrolments[0])
    elearning.save_access(online.office, replace(access, signed_time=time(10, 30)))
    due = {each.person.client.id: each.due for each in accounts(online)}
    assert due[online.town_hall].at == datetime.combine(TODAY + 4 * DAY, time(10, 30))
    assert due[online.individual] is None


def test_an_individual_waits_for_his_withdrawal_period_or_asks(online):
    agreement = sign(online, online.individual)
    elearning.propose(online.office, online.session)
    seat = online.enrolments[3]
    (mine,) = (each for each in accounts(online) if each.person.enrolment.id == seat)
    assert mine.due.waits_until == date(2026, 4, 25)
    done = elearning.open_accounts(online.office, online.session)
    assert "3" in done.label
    assert "demande expresse" in done.label
    with pytest.raises(RuleBroken, match="demande expresse"):
        elearning.open_accounts(online.office, online.session)
    opened = replace(mine.access, opened_at=AT_NINE - DAY)
    with pytest.raises(RuleBroken, match="demande expresse"):
        elearning.save_access(
            online.office, replace(opened, opened_at=datetime.combine(TODAY, time(0)))
        )
    receiving.record(
        online.office,
        Receipt(kind=ReceiptKind.EARLY_START, received_on=TODAY, agreement_id=agreement),
    )
    elearning.open_accounts(online.office, online.session)
    assert AccessState.TO_OPEN not in states(online)


def test_an_account_opened_in_the_future_is_refused(online):
    elearning.propose(online.office, online.session)
    access = accounts(online)[0].access
    with pytest.raises(RuleBroken, match="futur"):
        elearning.save_access(online.office, replace(access, opened_at=AT_NINE + DAY))


# What is noted beside an account ------------------------------------------------------------------


def test_the_sheet_of_an_account_is_written_whole_or_not_at_all(online):
    prepared(online)
    access = accounts(online)[0].access
    elearning.save_account(online.office, access, hours=D("3.5"), sent_on=TODAY)
    kept = next(e for e in accounts(online) if e.access.id == access.id)
    assert (kept.person.enrolment.self_paced_hours, kept.sent_on) == (D("3.5"), TODAY)
    with pytest.raises(RuleBroken, match="futur"):
        elearning.save_account(
            online.office, replace(access, notes="neuf"), hours=D(4), sent_on=TODAY + 9 * DAY
        )
    assert store.ACCESSES.get(online.office.db, access.id).notes == ""
    elearning.save_account(online.office, access, hours=D("3.5"), sent_on=None)
    assert store.sent_days(online.office.db, online.session) == {}


def test_what_is_not_open_is_not_sent(online):
    elearning.propose(online.office, online.session)
    access = accounts(online)[0].access
    with pytest.raises(RuleBroken, match="ouvert"):
        elearning.save_account(online.office, access, hours=D(0), sent_on=TODAY)


@pytest.mark.parametrize(
    ("hours", "why"), [(D("14.5"), "n’en compte pas davantage"), (D(-1), "négatives")]
)
def test_hours_that_cannot_be_are_refused(online, hours, why):
    with pytest.raises(RuleBroken, match=why):
        elearning.note_hours(online.office, online.enrolments[0], hours)


# Incidents ----------------------------------------------------------------------------------------


def test_an_incident_tells_until_when_it_is_mended(online):
    done = platform_events.save_incident(online.office, incident(online))
    assert "à corriger avant le 14/04/2026 à 9\xa0h" in done.label
    assert "après" not in done.label


def test_an_incident_reported_late_is_kept_and_told(online):
    late = incident(online, happened_at=AT_NINE - 4 * DAY)
    done = platform_events.save_incident(online.office, late)
    assert "plus de 48\xa0heures après" in done.label
    mended = replace(late, id=done.id, fixed_at=AT_NINE - timedelta(hours=9), outcome="Remplacée")
    assert platform_events.save_incident(online.office, mended).label == "Incident clos"


def test_an_incident_of_a_whole_session_is_of_the_terms_in_force(online):
    under(online, ELearning(), TODAY)
    done = platform_events.save_incident(online.office, incident(online, enrolment_id=None))
    assert done.label == "Incident enregistré"


def test_an_incident_is_of_a_person_of_its_session(online):
    other = planning.plan_session(
        online.office,
        replace(sessions.SESSIONS.get(online.office.db, online.session), id=None, number=""),
    ).saved_id
    with pytest.raises(RuleBroken, match="pas de cette session"):
        platform_events.save_incident(online.office, incident(online, session_id=other))


# Maintenance --------------------------------------------------------------------------------------


def test_all_with_a_valid_account_are_told_of_a_maintenance(online):
    prepared(online)
    first = people.TRAINEES.get(online.office.db, online.trainees[0])
    parties.save_trainee(online.office, replace(first, email="amelie@evian.example"))
    gone = store.access_of(online.office.db, online.enrolments[3])
    elearning.close_access(online.office, gone.id)
    told = platform_events.told_of(online.office, maintenance())
    assert len(told) == 3
    assert platform_events.addresses(told) == "amelie@evian.example"
    assert len(platform_events.without_address(told)) == 2
    late = datetime.combine(TODAY + 100 * DAY, time(20))
    after = maintenance(starts_at=late, ends_at=late + timedelta(hours=1))
    assert platform_events.told_of(online.office, after) == ()


def test_a_maintenance_is_announced_in_time_or_told_to_be_late(online):
    saved = platform_events.save_maintenance(online.office, maintenance())
    assert saved.label == "Maintenance enregistrée"
    platform_events.announce(online.office, saved.saved_id)
    with pytest.raises(RuleBroken, match="reste au registre"):
        platform_events.remove_maintenance(online.office, saved.saved_id)
    soon = datetime.combine(TODAY + DAY, time(20))
    hasty = maintenance(starts_at=soon, ends_at=soon + timedelta(hours=1))
    done = platform_events.save_maintenance(online.office, hasty)
    assert "sera annoncée moins de 72\xa0heures à l’avance" in done.label
    told = platform_events.announce(online.office, done.saved_id)
    assert "a été annoncée moins de 72\xa0heures" in told.label


def test_a_maintenance_nobody_was_told_of_is_taken_back(online):
    saved = platform_events.save_maintenance(online.office, maintenance()).saved_id
    platform_events.remove_maintenance(online.office, saved)
    assert store.maintenances(online.office.db) == []


# Duties -------------------------------------------------------------------------------------------


def test_accounts_that_are_open_and_sent_settle_the_duty(online):
    sign(online, online.town_hall)
    (duty,) = kinds(online, DutyKind.ACCESS)
    assert duty.due_on == TODAY + 4 * DAY
    prepared(online)
    assert len(kinds(online, DutyKind.ACCESS)) == 1
    elearning.note_sent(online.office, online.session)
    assert kinds(online, DutyKind.ACCESS) == []
    online.enrol(online.new_trainee("Ines", "Tardive"), online.town_hall)
    assert len(kinds(online, DutyKind.ACCESS)) == 1
    awaited = Awaited(item=SendingItem.PLATFORM_ACCESS, agreement_id=duty.awaited.agreement_id)
    sendings.note_sent(online.office, awaited)
    assert kinds(online, DutyKind.ACCESS) == []


def test_a_mixed_session_needs_accounts_for_its_hours_on_a_platform(online):
    session = sessions.SESSIONS.get(online.office.db, online.session)
    sessions.SESSIONS.update(online.office.db, replace(session, modality=Modality.MIXED))
    sign(online, online.town_hall)
    (duty,) = kinds(online, DutyKind.ACCESS)
    assert duty.due_on == TODAY + 4 * DAY
    sessions.SESSIONS.update(
        online.office.db, replace(session, modality=Modality.MIXED, self_paced_hours=D(0))
    )
    assert kinds(online, DutyKind.ACCESS) == []


def test_hours_of_one_person_say_nothing_of_her_colleagues_account(online):
    sign(online, online.town_hall)
    first, second, third, _alone = online.enrolments
    for seat in (first, second):
        elearning.note_hours(online.office, seat, D(2))
    assert len(kinds(online, DutyKind.ACCESS)) == 1
    elearning.note_hours(online.office, third, D(2))
    assert kinds(online, DutyKind.ACCESS) == []


def test_an_incident_is_a_duty_until_it_is_mended(online):
    saved = platform_events.save_incident(online.office, incident(online)).saved_id
    (duty,) = kinds(online, DutyKind.PLATFORM_INCIDENTS)
    assert (duty.due_on, duty.place.view) == (date(2026, 4, 14), "incident")
    mended = store.INCIDENTS.get(online.office.db, saved)
    platform_events.save_incident(
        online.office,
        replace(mended, fixed_at=AT_NINE - timedelta(hours=10), outcome="Remplacée"),
    )
    assert kinds(online, DutyKind.PLATFORM_INCIDENTS) == []


def test_an_incident_that_ends_at_midnight_is_due_the_day_before(online):
    online.clock.day = date(2026, 4, 20)
    sunday = datetime.combine(date(2026, 4, 19), time(10))
    record = incident(online, happened_at=sunday, reported_at=sunday, enrolment_id=None)
    platform_events.save_incident(online.office, record)
    (duty,) = kinds(online, DutyKind.PLATFORM_INCIDENTS)
    assert duty.due_on == date(2026, 4, 22)
    assert "22/04/2026 à 24\xa0h" in duty.sentence


def test_an_account_that_ends_before_its_work_is_a_duty(online):
    prepared(online)
    elearning.note_hours(online.office, online.enrolments[0], D(14))
    online.clock.day = TODAY + 80 * DAY
    told = kinds(online, DutyKind.ACCESS_ENDING)
    assert len(told) == 3
    assert "prend fin le 08/07/2026, 0\xa0h suivies sur 14\xa0h" in told[0].sentence
    online.clock.day = TODAY + 100 * DAY
    assert "a pris fin" in kinds(online, DutyKind.ACCESS_ENDING)[0].sentence
    planning.enrol(
        online.office,
        [
            replace(
                sessions.ENROLMENTS.get(online.office.db, seat), state=EnrolmentState.DROPPED_OUT
            )
            for seat in online.enrolments
        ],
    )
    assert kinds(online, DutyKind.ACCESS_ENDING) == []


def test_a_maintenance_is_a_duty_until_it_is_announced(online):
    saved = platform_events.save_maintenance(online.office, maintenance()).saved_id
    (duty,) = kinds(online, DutyKind.MAINTENANCE)
    assert duty.due_on == TODAY + 2 * DAY
    platform_events.announce(online.office, saved)
    assert kinds(online, DutyKind.MAINTENANCE) == []
    far = datetime.combine(TODAY + 60 * DAY, time(20))
    platform_events.save_maintenance(
        online.office, maintenance(starts_at=far, ends_at=far + timedelta(hours=1))
    )
    assert kinds(online, DutyKind.MAINTENANCE) == []


# Papers -------------------------------------------------------------------------------------------


def test_the_letter_is_of_the_account_and_of_its_terms(online):
    seat = online.enrolments[0]
    subject = Subject(enrolment_id=seat)
    assert "identifiant" in publishing.prepare(online.office, "platform_access", subject).refusal
    prepared(online)
    ready = publishing.prepare(online.office, "platform_access", subject)
    assert ready.refusal is None
    assert ready.data.rule == RULE
    assert ready.data.access.enrolment_id == seat
    done = publishing.issue(online.office, ready, anyway=True)
    assert publishing.former_issue(online.office, ready).id == done.id


def test_an_answer_goes_to_its_person_and_names_nobody_else(online):
    prepared(online)
    saved = platform_events.save_incident(online.office, incident(online)).saved_id
    subject = Subject(incident_id=saved)
    ready = publishing.prepare(online.office, "incident_notice", subject)
    assert ready.data.participant.enrolment.id == online.enrolments[0]
    assert len(ready.data.file.participants) == 1
    assert ready.data.platform == "Plateforme de formation"
    to_all = replace(store.INCIDENTS.get(online.office.db, saved), enrolment_id=None)
    platform_events.save_incident(online.office, to_all)
    again = publishing.prepare(online.office, "incident_notice", subject).data
    assert (again.participant, again.file.participants) == (None, ())
    assert again.platform == "Plateforme de formation"


def test_a_notice_tells_the_maintenance(online):
    saved = platform_events.save_maintenance(online.office, maintenance()).saved_id
    ready = publishing.prepare(online.office, "maintenance_notice", Subject(maintenance_id=saved))
    assert ready.data.maintenance.id == saved
    assert publishing.issue(online.office, ready, anyway=True).id


def test_the_register_of_a_period_tells_all_three(online):
    sign(online, online.town_hall)
    prepared(online)
    elearning.note_sent(online.office, online.session)
    platform_events.save_incident(online.office, incident(online))
    platform_events.save_incident(online.office, incident(online, enrolment_id=None))
    platform_events.save_maintenance(online.office, maintenance())
    year = (date(2026, 1, 1), date(2026, 12, 31))
    data = publishing.prepare(online.office, "elearning_register", Subject(period=year)).data
    assert len(data.accesses) == 4
    assert {line.due for line in data.accesses} == {"14/04/2026", ""}
    assert not any(line.is_late for line in data.accesses)
    assert [bool(line.person) for line in data.incidents] == [True, False]
    assert len(data.maintenances) == 1
    before = (date(2025, 1, 1), date(2025, 12, 31))
    empty = publishing.prepare(online.office, "elearning_register", Subject(period=before)).data
    assert (empty.accesses, empty.incidents, empty.maintenances) == ((), (), ())


def test_the_register_keeps_those_who_left(online):
    sign(online, online.town_hall)
    prepared(online)
    seat = sessions.ENROLMENTS.get(online.office.db, online.enrolments[0])
    planning.enrol(online.office, [replace(seat, state=EnrolmentState.CANCELLED)])
    elearning.close_access(online.office, store.access_of(online.office.db, seat.id).id)
    year = (date(2026, 1, 1), date(2026, 12, 31))
    data = publishing.prepare(online.office, "elearning_register", Subject(period=year)).data
    (left,) = (line for line in data.accesses if line.access.enrolment_id == seat.id)
    assert (left.due, left.is_late, left.access.closed_on) == (
        "14/04/2026",
        False,
        online.clock.day,
    )
