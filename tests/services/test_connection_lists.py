"""From the list of a meeting tool to marks on the sheet."""

from dataclasses import replace
from datetime import date

import pytest

from trainingdesk.domain.attendance import Presence, Proof
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.session_documents import SessionDocument, SessionDocumentKind
from trainingdesk.domain.sessions import TrainingSession
from trainingdesk.services import (
    connection_lists,
    parties,
    planning,
    removing,
    session_documents,
    undoing,
)
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import parties as people
from trainingdesk.storage import session_documents as documents
from trainingdesk.storage import sessions

LIST = """\
Name (original name),Email,Join time,Leave time,Duration (minutes)
Oeuvrard Amélie,,05/18/2026 08:55:00 AM,05/18/2026 12:31:00 PM,216
iPhone,karim@x.example,05/18/2026 09:20:00 AM,05/18/2026 12:31:00 PM,191
Marc Tellier,,05/18/2026 08:45:00 AM,05/18/2026 05:02:00 PM,497
"""


@pytest.fixture
def path(filled, tmp_path):
    filled.clock.day = date(2026, 5, 19)
    karim = people.TRAINEES.get(filled.office.db, filled.trainees[1])
    parties.save_trainee(filled.office, replace(karim, email="karim@x.example"))
    made = tmp_path / "participants.csv"
    made.write_text(LIST, encoding="utf-8")
    return made


def read(filled, path):
    file = session_file(filled.office, filled.session)
    return file, connection_lists.read(file, path)


def test_names_and_addresses_find_their_trainees(filled, path):
    _file, found = read(filled, path)
    assert found.matched == {
        ("Oeuvrard Amélie", ""): filled.enrolments[0],
        ("iPhone", "karim@x.example"): filled.enrolments[1],
        ("Marc Tellier", ""): None,
    }
    assert [len(each) for each in found.people.values()] == [1, 1, 1]


def test_a_name_of_birth_finds_its_trainee_too(filled, path):
    amelie = people.TRAINEES.get(filled.office.db, filled.trainees[0])
    parties.save_trainee(filled.office, replace(amelie, last_name="Dupont", birth_name="Œuvrard"))
    _file, found = read(filled, path)
    assert found.matched["Oeuvrard Amélie", ""] == filled.enrolments[0]


def test_the_marks_of_the_half_days_it_is_about(filled, path):
    file, found = read(filled, path)
    slots = connection_lists.slots_of_list(file, found.connections)
    assert [slot.id for slot in slots] == filled.slots[:2]
    marks = connection_lists.proposals(file, found, found.matched, slots[:1])
    told = {mark.enrolment_id: (mark.presence, mark.minutes_missed) for mark in marks}
    assert told == {
        filled.enrolments[0]: (Presence.PRESENT, 0),
        filled.enrolments[1]: (Presence.LATE, 20),
        filled.enrolments[2]: (Presence.ABSENT, 0),
        filled.enrolments[3]: (Presence.ABSENT, 0),
    }


def test_an_assigned_name_and_another_clock_count(filled, path):
    file, found = read(filled, path)
    assigned = {**found.matched, ("Marc Tellier", ""): filled.enrolments[2]}
    later = connection_lists.slots_of_list(file, found.connections, 24)
    assert [slot.id for slot in later] == filled.slots[2:]
    marks = connection_lists.proposals(file, found, assigned, later, hours=24)
    there = {(mark.enrolment_id, mark.slot_id) for mark in marks if mark.presence.was_there}
    assert there >= {(filled.enrolments[2], slot_id) for slot_id in filled.slots[2:]}


def test_nothing_is_proposed_for_somebody_who_had_left(filled, path):
    db = filled.office.db
    seat = sessions.ENROLMENTS.get(db, filled.enrolments[2])
    sessions.ENROLMENTS.update(db, replace(seat, left_on=date(2026, 5, 17)))
    db.commit()
    file, found = read(filled, path)
    marks = connection_lists.proposals(file, found, found.matched, file.slots[:1])
    assert filled.enrolments[2] not in {mark.enrolment_id for mark in marks}


def test_marks_and_list_are_written_together_and_taken_back_together(filled, path):
    file, found = read(filled, path)
    marks = connection_lists.proposals(file, found, found.matched, file.slots[:1])
    step = undoing.step(
        filled.office, lambda: connection_lists.record(filled.office, filled.session, found, marks)
    )
    assert step.changes.label == "4\N{NO-BREAK SPACE}cases relevées d’après « participants.csv »"
    written = sessions.attendance_of(filled.office.db, filled.session)
    assert written[filled.enrolments[0]][filled.slots[0]].proof is Proof.CONNECTION
    (kept,) = documents.documents_of(filled.office.db, filled.session)
    assert (kept.file_name, kept.slot_ids) == ("participants.csv", (filled.slots[0],))
    assert documents.document(filled.office.db, kept.id).content == path.read_bytes()
    removing.take_back(filled.office, step)
    assert sessions.attendance_of(filled.office.db, filled.session) == {}
    assert documents.documents_of(filled.office.db, filled.session) == []


def test_a_list_taken_again_proves_more_half_days_and_is_kept_once(filled, path):
    file, found = read(filled, path)
    marks = connection_lists.proposals(file, found, found.matched, file.slots[:2])
    connection_lists.record(filled.office, filled.session, found, marks[:1])
    connection_lists.record(filled.office, filled.session, found, marks)
    assert len(sessions.attendance_of(filled.office.db, filled.session)) == 4
    (kept,) = documents.documents_of(filled.office.db, filled.session)
    assert kept.slot_ids == tuple(filled.slots[:2])


def test_a_meeting_of_two_sessions_proves_both(filled, path):
    file, found = read(filled, path)
    marks = connection_lists.proposals(file, found, found.matched, file.slots[:1])
    other = TrainingSession(number="", course_version_id=filled.version, title="Autre")
    other_id = planning.plan_session(filled.office, other).saved_id
    listed = SessionDocument(
        session_id=other_id,
        kind=SessionDocumentKind.CONNECTION_LOG,
        label="Relevé",
        received_on=filled.clock.day,
        file_name=path.name,
        content=found.content,
    )
    session_documents.keep(filled.office, listed)
    connection_lists.record(filled.office, filled.session, found, marks)
    assert len(documents.documents_of(filled.office.db, filled.session)) == 1


def test_the_office_forgives_no_minute_before_it_chose_to(filled):
    assert connection_lists.tolerance(filled.office) == 0
    connection_lists.save_tolerance(filled.office, 10)
    assert connection_lists.tolerance(filled.office) == 10
    with pytest.raises(RuleBroken, match="0 à 30"):
        connection_lists.save_tolerance(filled.office, 90)
    assert connection_lists.tolerance(filled.office) == 10


def test_no_half_day_chosen_is_no_import(filled, path):
    _file, found = read(filled, path)
    with pytest.raises(RuleBroken, match="au moins une demi-journée"):
        connection_lists.record(filled.office, filled.session, found, [])


def test_a_list_of_all_meetings_of_the_year_is_refused(filled, path):
    header, first, *_ = LIST.splitlines()
    rows = [first.replace("Oeuvrard", f"Inconnue {number}") for number in range(501)]
    path.write_text("\n".join([header, *rows]), encoding="utf-8")
    with pytest.raises(RuleBroken, match=r"nomme 501.personnes"):
        read(filled, path)
