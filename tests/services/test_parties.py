"""Clients, contacts, trainees, funders, trainers and places are checked and written."""

from datetime import date

import pytest

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.identifiers import sample_siret
from trainingdesk.domain.parties import (
    Client,
    ClientKind,
    Contact,
    Employment,
    Funder,
    FunderKind,
    Trainee,
)
from trainingdesk.domain.teaching import Room, Trainer, TrainerDocument, TrainerDocumentKind, Venue
from trainingdesk.services import parties
from trainingdesk.services.changes import Kind
from trainingdesk.services.office import open_office
from trainingdesk.storage import parties as store
from trainingdesk.storage import teaching


@pytest.fixture
def office():
    opened = open_office(":memory:", lambda: date(2026, 4, 10))
    yield opened
    opened.close()


@pytest.fixture
def firm(office):
    return parties.save_client(office, Client(name="Agence Bélouga")).saved_id


@pytest.fixture
def trainee(office):
    return parties.save_trainee(office, Trainee(last_name="Ndiaye", first_name="Fatou")).saved_id


def test_a_client_is_added_then_written(office):
    siret = sample_siret(5)
    done = parties.save_client(office, Client(name="Bélouga", siret=f" {siret} "))
    assert done.kinds == {Kind.CLIENTS}
    assert done.label == "Client « Bélouga » enregistré"
    kept = store.CLIENTS.get(office.db, done.saved_id)
    assert kept.siret.replace(" ", "") == siret.replace(" ", "")
    parties.save_client(office, Client(id=done.saved_id, name="Agence Bélouga"))
    assert [client.name for client in store.CLIENTS.where(office.db)] == ["Agence Bélouga"]


def test_a_person_who_buys_is_called_by_her_whole_name(office):
    zoe = Client(name="Garance", first_name="Zoé", kind=ClientKind.INDIVIDUAL)
    assert parties.save_client(office, zoe).label == "Client « Zoé Garance » enregistré"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        pytest.param({"name": " "}, "name", id="no name"),
        pytest.param({"siret": "123 456 789 00011"}, "siret", id="SIRET"),
        pytest.param({"vat_number": "FR1"}, "vat_number", id="VAT number"),
        pytest.param({"email": "contact"}, "email", id="no at sign"),
        pytest.param({"email": "@belouga.example"}, "email", id="nobody before the at sign"),
        pytest.param({"email": "contact@belouga"}, "email", id="no dot"),
        pytest.param({"email": "contact@.fr."}, "email", id="nothing around the dot"),
        pytest.param({"email": "a b@belouga.example"}, "email", id="two words"),
        pytest.param({"email": "a@b.fr\nBcc: c@d.fr"}, "email", id="two lines"),
    ],
)
def test_a_wrong_client_is_refused_at_its_field(office, wrong, field):
    with pytest.raises(RuleBroken) as refusal:
        parties.save_client(office, Client(**{"name": "Bélouga"} | wrong))
    assert refusal.value.field == field
    assert store.CLIENTS.where(office.db) == []


def test_spaces_around_an_address_are_dropped(office):
    done = parties.save_client(office, Client(name="Bélouga", email=" contact@belouga.example "))
    assert store.CLIENTS.get(office.db, done.saved_id).email == "contact@belouga.example"


def test_a_new_signatory_takes_the_place_of_the_former_one(office, firm):
    first = Contact(client_id=firm, last_name="Roche", is_signatory=True)
    parties.save_contact(office, first)
    parties.save_contact(office, Contact(client_id=firm, last_name="Vidal"))
    second = Contact(client_id=firm, last_name="Besson", is_signatory=True)
    saved = parties.save_contact(office, second).saved_id
    assert store.signatory_of(office.db, firm).last_name == "Besson"
    signing = [c.last_name for c in store.CONTACTS.where(office.db) if c.is_signatory]
    assert signing == ["Besson"]
    parties.save_contact(office, store.CONTACTS.get(office.db, saved))
    assert store.signatory_of(office.db, firm).id == saved


def test_the_signatory_of_another_client_stays(office, firm):
    other = parties.save_client(office, Client(name="Noblecourt")).saved_id
    parties.save_contact(office, Contact(client_id=firm, last_name="Roche", is_signatory=True))
    parties.save_contact(office, Contact(client_id=other, last_name="Vidal", is_signatory=True))
    assert store.signatory_of(office.db, firm).last_name == "Roche"


def test_who_takes_a_new_job_has_left_the_former_the_day_before(office, firm, trainee):
    other = parties.save_client(office, Client(name="Noblecourt")).saved_id
    parties.employ(office, Employment(trainee_id=trainee, client_id=firm))
    parties.employ(
        office, Employment(trainee_id=trainee, client_id=other, starts_on=date(2026, 3, 1))
    )
    jobs = {job.client_id: job for job in store.employments_of(office.db, trainee)}
    assert jobs[firm].ends_on == date(2026, 2, 28)
    assert jobs[other].ends_on is None


@pytest.mark.parametrize(
    "job",
    [
        pytest.param({"starts_on": None}, id="a start that nobody knows"),
        pytest.param({"starts_on": date(2025, 1, 1)}, id="a job that began before the first"),
    ],
)
def test_a_job_is_closed_only_by_one_that_began_later(office, firm, trainee, job):
    other = parties.save_client(office, Client(name="Noblecourt")).saved_id
    parties.employ(
        office, Employment(trainee_id=trainee, client_id=firm, starts_on=date(2026, 1, 1))
    )
    parties.employ(office, Employment(trainee_id=trainee, client_id=other, **job))
    assert all(kept.ends_on is None for kept in store.employments_of(office.db, trainee))


def test_another_post_at_the_same_firm_closes_nothing(office, firm, trainee):
    parties.employ(office, Employment(trainee_id=trainee, client_id=firm, job="accueil"))
    parties.employ(
        office,
        Employment(trainee_id=trainee, client_id=firm, job="gestion", starts_on=date(2026, 3, 1)),
    )
    assert all(job.ends_on is None for job in store.employments_of(office.db, trainee))


def test_the_rest_of_the_people_and_places_are_kept(office):
    funder = parties.save_funder(office, Funder(name="Opcazur", kind=FunderKind.OPCO))
    trainer = parties.save_trainer(office, Trainer(last_name="Tellier", first_name="Marc"))
    paper = parties.save_trainer_document(
        office, TrainerDocument(trainer_id=trainer.saved_id, kind=TrainerDocumentKind.CV)
    )
    venue = parties.save_venue(office, Venue(name="Les Tilleuls"))
    room = parties.save_room(office, Room(venue_id=venue.saved_id, name="Bleue", capacity=8))
    assert [done.kinds for done in (funder, trainer, paper, venue, room)] == [
        {Kind.FUNDERS},
        {Kind.TRAINERS},
        {Kind.TRAINERS},
        {Kind.VENUES},
        {Kind.VENUES},
    ]
    assert store.FUNDERS.get(office.db, funder.saved_id).name == "Opcazur"
    assert teaching.TRAINERS.get(office.db, trainer.saved_id).first_name == "Marc"
    assert teaching.TRAINER_DOCUMENTS.get(office.db, paper.saved_id).trainer_id == trainer.saved_id
    assert teaching.ROOMS.get(office.db, room.saved_id).capacity == 8


@pytest.mark.parametrize(
    ("save", "record", "field"),
    [
        pytest.param("save_contact", Contact(client_id=1, last_name=""), "last_name", id="contact"),
        pytest.param("save_trainee", Trainee(last_name=" "), "last_name", id="trainee"),
        pytest.param("save_funder", Funder(name="", kind=FunderKind.CDC), "name", id="funder"),
        pytest.param("save_trainer", Trainer(last_name=""), "last_name", id="trainer"),
        pytest.param("save_venue", Venue(name=""), "name", id="venue"),
        pytest.param("save_room", Room(venue_id=1, name=""), "name", id="room"),
        pytest.param(
            "save_room", Room(venue_id=1, name="Bleue", capacity=0), "capacity", id="no seat"
        ),
    ],
)
def test_what_has_no_name_is_refused(office, save, record, field):
    with pytest.raises(RuleBroken) as refusal:
        getattr(parties, save)(office, record)
    assert refusal.value.field == field
