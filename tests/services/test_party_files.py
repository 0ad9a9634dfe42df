"""Clients, trainees, trainers and venues with what is kept inside them."""

from dataclasses import replace
from datetime import date

import pytest

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.parties import Client, Contact, Employment, Trainee
from trainingdesk.domain.teaching import (
    Room,
    Trainer,
    TrainerDocument,
    TrainerDocumentKind,
    Venue,
)
from trainingdesk.services import parties, party_files
from trainingdesk.services.office import open_office
from trainingdesk.storage import parties as store
from trainingdesk.storage import teaching


@pytest.fixture
def office():
    opened = open_office(":memory:")
    yield opened
    opened.close()


def _contact(name: str, **more) -> Contact:
    return Contact(client_id=0, last_name=name, **more)


def test_a_client_is_written_with_the_people_there(office):
    people = (_contact("Besson", is_signatory=True), _contact("Arnaud"))
    saved = party_files.save_client(office, Client(name="Les Tilleuls"), people).saved_id
    found = store.contacts_of(office.db, saved)
    assert [(person.last_name, person.is_signatory) for person in found] == [
        ("Arnaud", False),
        ("Besson", True),
    ]


def test_a_wrong_person_keeps_the_whole_client_from_being_written(office):
    with pytest.raises(RuleBroken) as refused:
        party_files.save_client(
            office, Client(name="Les Tilleuls"), (_contact("Besson", email="besson@"),)
        )
    assert refused.value.field == "email"
    assert store.CLIENTS.where(office.db) == []


def test_a_person_who_is_taken_away_is_deleted(office):
    saved = party_files.save_client(
        office, Client(name="Les Tilleuls"), (_contact("Besson"), _contact("Arnaud"))
    ).saved_id
    arnaud, _besson = store.contacts_of(office.db, saved)
    client = store.CLIENTS.get(office.db, saved)
    party_files.save_client(office, client, (arnaud,))
    assert store.contacts_of(office.db, saved) == [arnaud]


def test_the_signatory_may_change_places(office):
    saved = party_files.save_client(
        office, Client(name="Tilleuls"), (_contact("A", is_signatory=True), _contact("B"))
    ).saved_id
    first, second = store.contacts_of(office.db, saved)
    swapped = (replace(second, is_signatory=True), replace(first, is_signatory=False))
    party_files.save_client(office, store.CLIENTS.get(office.db, saved), swapped)
    signatory = store.signatory_of(office.db, saved)
    assert signatory is not None
    assert signatory.last_name == "B"


def test_a_new_job_closes_the_one_before(office):
    old = parties.save_client(office, Client(name="Ancien")).saved_id
    new = parties.save_client(office, Client(name="Nouveau")).saved_id
    job = Employment(trainee_id=0, client_id=old, starts_on=date(2025, 1, 1))
    trainee = party_files.save_trainee(office, Trainee(last_name="Roche"), (job,)).saved_id
    (kept,) = store.employments_of(office.db, trainee)
    later = Employment(trainee_id=0, client_id=new, starts_on=date(2026, 3, 1))
    record = store.TRAINEES.get(office.db, trainee)
    party_files.save_trainee(office, record, (later, kept))
    ends = {job.client_id: job.ends_on for job in store.employments_of(office.db, trainee)}
    assert ends == {old: date(2026, 2, 28), new: None}


@pytest.mark.parametrize(
    ("job", "field"),
    [
        pytest.param(Employment(trainee_id=0, client_id=0, job="agent"), "client_id", id="nobody"),
        pytest.param(
            Employment(
                trainee_id=0, client_id=1, starts_on=date(2026, 2, 1), ends_on=date(2026, 1, 1)
            ),
            "ends_on",
            id="ends before it begins",
        ),
    ],
)
def test_an_impossible_employment_is_refused(office, job, field):
    with pytest.raises(RuleBroken) as refused:
        party_files.save_trainee(office, Trainee(last_name="Roche"), (job,))
    assert refused.value.field == field
    assert store.TRAINEES.where(office.db) == []


def test_a_trainer_is_written_with_the_papers_of_his_file(office):
    paper = TrainerDocument(
        trainer_id=0, kind=TrainerDocumentKind.INSURANCE, valid_until=date(2027, 1, 31)
    )
    saved = party_files.save_trainer(office, Trainer(last_name="Œuvrard"), (paper,)).saved_id
    (kept,) = teaching.documents_of(office.db, saved)
    assert kept.valid_until == date(2027, 1, 31)
    party_files.save_trainer(office, teaching.TRAINERS.get(office.db, saved), ())
    assert teaching.documents_of(office.db, saved) == []


def test_two_rooms_may_exchange_their_names(office):
    rooms = (Room(venue_id=0, name="Bleue"), Room(venue_id=0, name="Verte"))
    saved = party_files.save_venue(office, Venue(name="Centre"), rooms).saved_id
    blue, green = teaching.rooms_of(office.db, saved)
    venue = teaching.VENUES.get(office.db, saved)
    party_files.save_venue(
        office, venue, (replace(blue, name="Verte"), replace(green, name="Bleue"))
    )
    assert {room.id: room.name for room in teaching.rooms_of(office.db, saved)} == {
        blue.id: "Verte",
        green.id: "Bleue",
    }


def test_two_rooms_of_one_name_are_refused(office):
    rooms = (Room(venue_id=0, name="Bleue"), Room(venue_id=0, name="Bleue"))
    with pytest.raises(RuleBroken, match="Deux salles"):
        party_files.save_venue(office, Venue(name="Centre"), rooms)


def test_a_room_without_seats_is_refused(office):
    with pytest.raises(RuleBroken) as refused:
        party_files.save_venue(
            office, Venue(name="Centre"), (Room(venue_id=0, name="Bleue", capacity=0),)
        )
    assert refused.value.field == "capacity"
