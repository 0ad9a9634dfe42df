"""A session is read with all that belongs to it."""

from dataclasses import replace

import pytest

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.sessions import TrainingSession
from trainingdesk.services import planning
from trainingdesk.services.office import open_office
from trainingdesk.services.paper_data import Subject
from trainingdesk.services.publishing import frozen, prepare
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import parties, sessions


def test_a_session_comes_with_its_course_people_places_and_funds(filled):
    filled.fund("1400.00")
    filled.attend(absent_from={(0, 1)})
    file = session_file(filled.office, filled.session)
    assert file.organisation.name == "Atelier des Savoirs"
    assert (file.course.id, file.version.id) == (filled.course, filled.version)
    assert [trainer.id for trainer in file.trainers] == [filled.trainer]
    assert (file.venue.id, file.room.id) == (filled.venue, filled.room)
    assert [fund.funder.id for fund in file.fundings] == [filled.funder]
    names = [(person.name, person.client.id) for person in file.participants]
    assert names == [
        ("Mme Karim Bellil", filled.town_hall),
        ("Mme Zoé Łukasiewicz", filled.individual),
        ("Mme Fatou Ndiaye", filled.town_hall),
        ("Mme Amélie Œuvrard", filled.town_hall),
    ]
    last = file.participants[-1]
    assert file.hours_followed(last) == 10.5
    assert len(last.results) == 3
    assert last.employer.id == filled.town_hall
    assert file.participants[1].employer is None


def test_a_seat_without_name_comes_last(filled):
    filled.enrol(None, filled.town_hall)
    file = session_file(filled.office, filled.session)
    assert (file.participants[-1].trainee, file.participants[-1].name) == (
        None,
        "Stagiaire à désigner",
    )


def test_a_session_with_nothing_yet_is_read_too(filled):
    bare = TrainingSession(number="", course_version_id=filled.version, title="Suite")
    session = planning.plan_session(filled.office, bare).saved_id
    file = session_file(filled.office, session)
    assert (file.slots, file.trainers, file.participants, file.fundings) == ((), (), (), ())
    assert (file.venue, file.room) == (None, None)


def test_each_trainer_is_named_once_in_the_order_of_the_slots(filled):
    slots = sessions.slots_of(filled.office.db, filled.session)
    swapped = [replace(slots[0], trainer_ids=()), *slots[1:]]
    session = sessions.SESSIONS.get(filled.office.db, filled.session)
    planning.plan_session(filled.office, session, swapped)
    assert len(session_file(filled.office, filled.session).trainers) == 1


def test_a_session_that_was_deleted_is_said(filled):
    with pytest.raises(RuleBroken, match="n’existe plus"):
        session_file(filled.office, 99)


def test_the_office_needs_its_identity(filled):
    with filled.office.db.conn:
        filled.office.db.execute("delete from organisation")
    with pytest.raises(RuleBroken, match="identité de l’organisme"):
        session_file(filled.office, filled.session)


def test_an_empty_office_has_no_session():
    office = open_office(":memory:")
    with pytest.raises(RuleBroken, match="n’existe plus"):
        session_file(office, 1)
    office.close()


def test_what_a_person_needs_reaches_no_paper(filled):
    person = parties.TRAINEES.get(filled.office.db, filled.trainees[0])
    wanted = replace(person, special_needs="Interprète LSF", notes="Fatigable")
    parties.TRAINEES.update(filled.office.db, wanted)
    for key in ("completion_certificate", "joining_letter"):
        prepared = prepare(filled.office, key, Subject(enrolment_id=filled.enrolments[0]))
        assert "LSF" not in frozen(prepared.data)
        assert "Fatigable" not in frozen(prepared.data)
