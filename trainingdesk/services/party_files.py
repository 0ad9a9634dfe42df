"""Clients, trainees, trainers and venues with what is kept inside them: all written, or nothing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.parties import Client, Contact, Employment, Trainee
from trainingdesk.domain.people import full_name
from trainingdesk.domain.teaching import Room, Trainer, TrainerDocument, Venue
from trainingdesk.services import parties
from trainingdesk.services.changes import Changes
from trainingdesk.services.office import Office
from trainingdesk.storage import parties as store
from trainingdesk.storage import teaching, usage
from trainingdesk.storage.database import unit_of_work


def save_client(office: Office, client: Client, contacts: Sequence[Contact]) -> Changes:
    """Write a client and the people there; those who are not named any more are deleted.

    Raises:
        RuleBroken: one of them is wrong, or a paper still needs a person who was taken away.
    """
    with unit_of_work(office.db):
        changes = parties.save_client(office, client)
        owner = changes.saved_id
        _drop(office, "contact", store.contacts_of(office.db, owner), contacts, full_name)
        # The one who signs comes last: he takes the place of whoever signed before.
        for contact in sorted(contacts, key=lambda person: person.is_signatory):
            parties.save_contact(office, replace(contact, client_id=owner))
    return changes


def save_trainee(office: Office, trainee: Trainee, employments: Sequence[Employment]) -> Changes:
    """Write a trainee and her employments; a new one closes the one before.

    Raises:
        RuleBroken: one of them is wrong.
    """
    for employment in employments:
        check_employment(employment)
    with unit_of_work(office.db):
        changes = parties.save_trainee(office, trainee)
        owner = changes.saved_id
        former = store.employments_of(office.db, owner)
        _drop(office, "employment", former, employments, lambda _job: "Cet emploi")
        # New ones come last: each closes what was left open before it.
        for employment in sorted(employments, key=lambda job: job.id is None):
            owned = replace(employment, trainee_id=owner)
            if owned.id is None:
                parties.employ(office, owned)
            else:
                store.EMPLOYMENTS.update(office.db, owned)
    return changes


def save_trainer(office: Office, trainer: Trainer, documents: Sequence[TrainerDocument]) -> Changes:
    """Write a trainer and the papers of his file.

    Raises:
        RuleBroken: the trainer's name, a number or an address is wrong.
    """
    with unit_of_work(office.db):
        changes = parties.save_trainer(office, trainer)
        owner = changes.saved_id
        former = teaching.documents_of(office.db, owner)
        _drop(office, "trainer_document", former, documents, lambda paper: paper.label)
        for document in documents:
            parties.save_trainer_document(office, replace(document, trainer_id=owner))
    return changes


def save_venue(office: Office, venue: Venue, rooms: Sequence[Room]) -> Changes:
    """Write a venue and its rooms.

    Raises:
        RuleBroken: a name is missing or given twice, or a session uses a room that was taken away.
    """
    names = [room.name for room in rooms]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise RuleBroken(f"Deux salles s’appellent « {twice} » : nommez-les autrement.", "rooms")
    with unit_of_work(office.db):
        changes = parties.save_venue(office, venue)
        owner = changes.saved_id
        _drop(office, "room", teaching.rooms_of(office.db, owner), rooms, lambda room: room.name)
        # Two rooms may have exchanged their names: none bears its new one before all let go.
        for room in rooms:
            if room.id is not None:
                office.db.execute("update room set name = '#' || id where id = ?", [room.id])
        for room in rooms:
            parties.save_room(office, replace(room, venue_id=owner))
    return changes


def check_employment(employment: Employment) -> None:
    """Refuse an employment without employer, or that ends before it begins."""
    if not employment.client_id:
        raise RuleBroken("Choisissez l’employeur dans la liste des clients.", "client_id")
    starts, ends = employment.starts_on, employment.ends_on
    if starts and ends and ends < starts:
        raise RuleBroken("L’emploi finirait avant d’avoir commencé.", "ends_on")


def _drop(
    office: Office,
    table: str,
    former: Iterable[Any],
    kept: Iterable[Any],
    name: Callable[[Any], str],
) -> None:
    still = {record.id for record in kept}
    for record in former:
        if record.id not in still:
            usage.delete(office.db, table, record.id, name(record))
