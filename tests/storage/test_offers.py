"""What forms offer: names in order, those archived left out unless they are used."""

from dataclasses import replace
from datetime import date

import pytest

from tests.support.filled_office import FilledOffice
from trainingdesk.domain.parties import Employment
from trainingdesk.domain.sessions import EnrolmentState
from trainingdesk.services import parties as people
from trainingdesk.storage import offers, parties, sessions


@pytest.fixture
def filled():
    made = FilledOffice()
    yield made
    made.office.close()


def names(offered):
    return [name for _id, name in offered]


def test_clients_stand_in_the_order_of_the_alphabet(filled):
    assert names(offers.clients(filled.office.db)) == ["Łukasiewicz Zoé", "Mairie d’Évian-la-Forêt"]


def test_what_is_archived_is_offered_only_where_it_is_used(filled):
    db = filled.office.db
    town_hall = parties.CLIENTS.get(db, filled.town_hall)
    parties.CLIENTS.update(db, replace(town_hall, archived_on=date(2026, 4, 1)))
    assert names(offers.clients(db)) == ["Łukasiewicz Zoé"]
    assert (filled.town_hall, town_hall.name) in offers.clients(db, filled.town_hall)


def test_trainees_are_told_apart_by_where_they_work(filled):
    job = Employment(trainee_id=filled.trainees[1], client_id=filled.town_hall)
    people.employ(filled.office, job)
    assert "Bellil Karim – Mairie d’Évian-la-Forêt" in names(offers.trainees(filled.office.db))
    assert "Ndiaye Fatou" in names(offers.trainees(filled.office.db))


@pytest.mark.parametrize(
    ("offer", "expected"),
    [
        pytest.param(lambda f: offers.funders(f.office.db), 1, id="funders"),
        pytest.param(lambda f: offers.trainers(f.office.db), 1, id="trainers"),
        pytest.param(lambda f: offers.courses(f.office.db), 1, id="courses"),
        pytest.param(lambda f: offers.venues(f.office.db), 1, id="venues"),
        pytest.param(lambda f: offers.rooms(f.office.db, f.venue), 1, id="rooms of a venue"),
        pytest.param(lambda f: offers.rooms(f.office.db, None), 0, id="rooms of no venue"),
        pytest.param(lambda f: offers.contacts(f.office.db, f.town_hall), 1, id="contacts"),
        pytest.param(lambda f: offers.contacts(f.office.db, f.individual), 0, id="no contact"),
        pytest.param(lambda f: offers.sessions(f.office.db), 1, id="sessions"),
        pytest.param(
            lambda f: offers.session_clients(f.office.db, f.session), 2, id="who enrolled"
        ),
    ],
)
def test_each_form_is_offered_what_the_office_has(filled, offer, expected):
    assert len(offer(filled)) == expected


def test_a_client_whose_people_all_cancelled_is_not_of_the_session_any_more(filled):
    db = filled.office.db
    seat = sessions.ENROLMENTS.get(db, filled.enrolments[3])
    sessions.ENROLMENTS.update(db, replace(seat, state=EnrolmentState.CANCELLED))
    found = offers.session_clients(db, filled.session)
    assert names(found) == ["Mairie d’Évian-la-Forêt"]
