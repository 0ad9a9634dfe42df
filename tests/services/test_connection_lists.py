"""From the list of a meeting tool to marks on the sheet."""

from dataclasses import replace
from datetime import date

import pytest

from trainingdesk.domain.attendance import Presence, Proof
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.services import connection_lists, parties, removing, undoing
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
    assert (
        step.changes.label == "4\N{NO-BREAK SPACE}présences relevées d’après « participants.csv »"
    )
    written = sessions.attendance_of(filled.office.db, filled.session)
    assert written[filled.enrolments[0]][filled.slots[0]].proof is Proof.CONNECTION
    (kept,) = documents.documents_of(filled.office.db, filled.session)
    assert (kept.file_name, kept.slot_ids) == ("participants.csv", (filled.slots[0],))
    assert documents.document(filled.office.db, kept.id).content == path.read_bytes()
    removing.take_back(filled.office, step)
    assert sessions.attendance_of(filled.office.db, filled.session) == {}
    assert documents.documents_of(filled.office.db, filled.session) == []


def test_a_list_that_was_taken_already_changes_nothing(filled, path):
    file, found = read(filled, path)
    marks = connection_lists.proposals(file, found, found.matched, file.slots[:2])
    connection_lists.record(filled.office, filled.session, found, marks[:1])
    with pytest.raises(RuleBroken, match="déjà classé"):
        connection_lists.record(filled.office, filled.session, found, marks)
    assert len(sessions.attendance_of(filled.office.db, filled.session)) == 1


def test_no_half_day_chosen_is_no_import(filled, path):
    _file, found = read(filled, path)
    with pytest.raises(RuleBroken, match="au moins une demi-journée"):
        connection_lists.record(filled.office, filled.session, found, [])
