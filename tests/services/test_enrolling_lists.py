"""Enrolling everybody whom a client named in a list."""

from dataclasses import replace

import pytest

from tests.support.office_sample import TOWN_HALL
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.name_lists import read_names
from trainingdesk.domain.parties import Employment, TraineeStatus
from trainingdesk.domain.sessions import Enrolment
from trainingdesk.services import enrolling_lists, planning
from trainingdesk.services.enrolling_lists import Chosen
from trainingdesk.services.parties import employ, save_client
from trainingdesk.storage import parties, sessions


def names(text):
    return read_names(text).names


def chosen(text):
    return [Chosen(name) for name in names(text)]


def seats(filled, client):
    return [
        seat
        for seat in sessions.enrolments_of(filled.office.db, filled.session)
        if seat.client_id == client
    ]


def test_people_that_nobody_knows_are_added_with_their_employer(filled):
    before = len(seats(filled, filled.town_hall))
    done = enrolling_lists.enrol(
        filled.office,
        filled.session,
        filled.town_hall,
        chosen("Mme Anne KERVELLA <anne@ex.example> (agente)\nROY, Ali"),
    )
    assert done.label == "2\N{NO-BREAK SPACE}personnes inscrites"
    assert len(seats(filled, filled.town_hall)) == before + 2
    anne = next(
        parties.TRAINEES.get(filled.office.db, seat.trainee_id)
        for seat in seats(filled, filled.town_hall)
        if parties.TRAINEES.get(filled.office.db, seat.trainee_id).last_name == "Kervella"
    )
    assert (anne.first_name, anne.email) == ("Anne", "anne@ex.example")
    (job,) = parties.employments_of(filled.office.db, anne.id)
    assert (job.client_id, job.job) == (filled.town_hall, "agente")
    (seat,) = (one for one in seats(filled, filled.town_hall) if one.trainee_id == anne.id)
    assert (seat.employer_id, seat.status) == (filled.town_hall, TraineeStatus.OTHER)


def test_seats_that_wait_for_a_name_are_filled_first(filled):
    for _ in range(2):
        filled.enrol(None, filled.town_hall)
    before = len(seats(filled, filled.town_hall))
    done = enrolling_lists.enrol(
        filled.office, filled.session, filled.town_hall, chosen("A. UN\nB. DEUX\nC. TROIS")
    )
    assert len(seats(filled, filled.town_hall)) == before + 1
    assert all(seat.trainee_id for seat in seats(filled, filled.town_hall))
    assert "dont 2\N{NO-BREAK SPACE}places qui attendaient un nom" in done.label


def test_a_known_person_is_found_by_name_or_address_and_enrolled_once(filled):
    office = filled.office
    other = filled.new_trainee("Jeanne", "Morel")
    office.db.execute("update trainee set email = 'jm@ex.example' where id = ?", [other])
    office.db.commit()
    found = enrolling_lists.matched(
        office,
        filled.session,
        filled.town_hall,
        names("BELLIL Karim\nAli ROY\nJ. MOREL <JM@ex.example>"),
    )
    assert [len(one.known) for one in found] == [1, 0, 1]
    assert [one.is_enrolled for one in found] == [True, False, False]
    enrolling_lists.enrol(
        office, filled.session, filled.town_hall, [Chosen(found[2].name, found[2].known[0].id)]
    )
    assert other in {seat.trainee_id for seat in seats(filled, filled.town_hall)}


def test_of_two_who_share_a_name_the_clients_own_comes_first(filled):
    stranger = filled.new_trainee("Anne", "Kervella")
    enrolling_lists.enrol(filled.office, filled.session, filled.town_hall, chosen("Anne KERVELLA"))
    (found,) = enrolling_lists.matched(
        filled.office, filled.session, filled.town_hall, names("Anne KERVELLA")
    )
    assert [person.id for person in found.known][-1] == stranger
    assert len(found.known) == 2
    labels = {enrolling_lists.label_of(person, filled.office) for person in found.known}
    assert len(labels) == 2


def test_nobody_is_enrolled_when_one_of_them_has_a_seat(filled):
    before = len(seats(filled, filled.town_hall))
    twice = [*chosen("Ali ROY"), Chosen(names("Karim BELLIL")[0], filled.trainees[1])]
    with pytest.raises(RuleBroken, match="Karim Bellil"):
        enrolling_lists.enrol(filled.office, filled.session, filled.town_hall, twice)
    assert len(seats(filled, filled.town_hall)) == before
    assert not filled.office.db.execute("select 1 from trainee where last_name = 'Roy'").fetchone()


def test_an_individual_employs_nobody(filled):
    enrolling_lists.enrol(filled.office, filled.session, filled.individual, chosen("Ali ROY"))
    seat = seats(filled, filled.individual)[-1]
    assert (seat.employer_id, seat.status) == (None, TraineeStatus.SELF_PAYING)


def test_an_empty_choice_is_refused(filled):
    with pytest.raises(RuleBroken, match="Cochez"):
        enrolling_lists.enrol(filled.office, filled.session, filled.town_hall, [])


def test_who_is_known_keeps_the_employer_of_the_day_and_what_he_follows_elsewhere_is_told(filled):
    person = filled.new_trainee("Jeanne", "Morel")
    employer = save_client(filled.office, replace(TOWN_HALL, id=None, name="Cairn")).saved_id
    employ(filled.office, Employment(trainee_id=person, client_id=employer))
    session = sessions.SESSIONS.get(filled.office.db, filled.session)
    slot = replace(sessions.slots_of(filled.office.db, filled.session)[0], id=None)
    other = planning.plan_session(filled.office, replace(session, id=None), [slot]).saved_id
    seat = Enrolment(session_id=other, client_id=employer, trainee_id=person)
    planning.enrol(filled.office, [seat])
    (found,) = enrolling_lists.matched(
        filled.office, filled.session, filled.town_hall, names("Jeanne MOREL")
    )
    (told,) = found.elsewhere
    assert "Jeanne Morel suit déjà la session" in told
    enrolling_lists.enrol(
        filled.office, filled.session, filled.town_hall, [Chosen(found.name, person)]
    )
    (new,) = (one for one in seats(filled, filled.town_hall) if one.trainee_id == person)
    assert new.employer_id == employer
    assert new.notes.endswith(told)
