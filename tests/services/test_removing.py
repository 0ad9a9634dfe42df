"""Deleting and archiving, and taking either back."""

import pytest

from trainingdesk.domain.courses import CourseSheet
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.parties import Client, Contact, Employment, Trainee
from trainingdesk.services import catalogue, parties, removing
from trainingdesk.services.changes import Kind
from trainingdesk.storage import catalogue as courses
from trainingdesk.storage import parties as store


@pytest.fixture
def firm(filled):
    """A client that nobody needs, with a contact."""
    firm = parties.save_client(filled.office, Client(name="Agence Bélouga")).saved_id
    parties.save_contact(filled.office, Contact(client_id=firm, last_name="Roche"))
    return firm


def names(filled):
    return {client.name for client in store.CLIENTS.where(filled.office.db)}


def test_what_nobody_needs_is_deleted_with_what_is_its_own(filled, firm):
    step = removing.delete(filled.office, "client", firm, "Agence Bélouga")
    assert step.changes.label == "« Agence Bélouga » supprimé – Ctrl+Z pour annuler"
    assert step.changes.kinds == {Kind.CLIENTS}
    assert "Agence Bélouga" not in names(filled)
    assert [c.last_name for c in store.CONTACTS.where(filled.office.db)] == ["Besson"]


def test_a_deletion_is_taken_back_with_all_that_went_along(filled, firm):
    before = store.CLIENTS.get(filled.office.db, firm)
    step = removing.delete(filled.office, "client", firm, "Agence Bélouga")
    done = removing.take_back(filled.office, step)
    assert (done.label, done.kinds) == ("Annulé", {Kind.CLIENTS})
    assert store.CLIENTS.get(filled.office.db, firm) == before
    assert {c.last_name for c in store.CONTACTS.where(filled.office.db)} == {"Besson", "Roche"}


def test_a_whole_course_comes_back_with_its_programme(filled):
    sheet = courses.version(filled.office.db, filled.version).sheet
    other = catalogue.add_course(filled.office, CourseSheet(**_facts(sheet))).saved_id
    before = courses.latest_version(filled.office.db, other)
    step = removing.delete(filled.office, "course", other, sheet.title)
    assert courses.COURSES.where(filled.office.db, "id = ?", [other]) == []
    removing.take_back(filled.office, step)
    assert courses.latest_version(filled.office.db, other) == before


def _facts(sheet):
    return {
        "title": sheet.title,
        "objectives": sheet.objectives,
        "programme": sheet.programme,
        "methods": sheet.methods,
    }


def test_what_is_needed_stays_and_the_refusal_says_by_what(filled):
    with pytest.raises(RuleBroken) as refusal:
        removing.delete(filled.office, "client", filled.town_hall, "Mairie d’Évian-la-Forêt")
    assert "3\xa0inscriptions" in str(refusal.value)
    assert "Archivez-le plutôt." in str(refusal.value)
    assert "Mairie d’Évian-la-Forêt" in names(filled)


def test_what_is_gone_already_is_said(filled, firm):
    removing.delete(filled.office, "client", firm, "Agence Bélouga")
    for again in (removing.delete, removing.archive):
        with pytest.raises(RuleBroken, match="n’existe plus"):
            again(filled.office, "client", firm, "Agence Bélouga")


def test_what_is_archived_comes_back_by_its_own_way_or_by_undoing(filled):
    client = filled.town_hall
    step = removing.archive(filled.office, "client", client, "Mairie")
    assert step.changes.label == "« Mairie » archivé – Ctrl+Z pour annuler"
    assert store.CLIENTS.get(filled.office.db, client).archived_on == filled.clock.day
    removing.take_back(filled.office, step)
    assert store.CLIENTS.get(filled.office.db, client).archived_on is None
    removing.archive(filled.office, "client", client, "Mairie")
    back = removing.archive(filled.office, "client", client, "Mairie", back=True)
    assert back.changes.label.startswith("« Mairie » remis dans la liste")
    assert store.CLIENTS.get(filled.office.db, client).archived_on is None


def test_undoing_an_archiving_keeps_what_was_written_since(filled):
    step = removing.archive(filled.office, "trainee", filled.trainees[0], "Amélie")
    trainee = store.TRAINEES.get(filled.office.db, filled.trainees[0])
    renamed = Trainee(
        id=trainee.id, last_name="Durand", first_name="Amélie", archived_on=trainee.archived_on
    )
    parties.save_trainee(filled.office, renamed)
    removing.take_back(filled.office, step)
    again = store.TRAINEES.get(filled.office.db, filled.trainees[0])
    assert (again.last_name, again.archived_on) == ("Durand", None)


def test_a_deletion_is_not_taken_back_over_something_new(filled, firm):
    step = removing.delete(filled.office, "client", firm, "Agence Bélouga")
    newcomer = parties.save_client(filled.office, Client(name="Noblecourt")).saved_id
    assert newcomer == firm
    with pytest.raises(RuleBroken, match="empêche d’annuler"):
        removing.take_back(filled.office, step)
    assert "Noblecourt" in names(filled)
    assert "Agence Bélouga" not in names(filled)


def test_a_deletion_is_not_taken_back_into_the_void(filled, firm):
    trainee = filled.new_trainee("Inès", "Rocher")
    employment = parties.employ(
        filled.office, Employment(trainee_id=trainee, client_id=firm)
    ).saved_id
    step = removing.delete(filled.office, "employment", employment, "Emploi d’Inès Rocher")
    removing.delete(filled.office, "client", firm, "Agence Bélouga")
    with pytest.raises(RuleBroken, match="empêche d’annuler"):
        removing.take_back(filled.office, step)
    assert store.EMPLOYMENTS.where(filled.office.db) == []
