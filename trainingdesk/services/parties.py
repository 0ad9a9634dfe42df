"""Clients, contacts, trainees, funders, trainers, venues and rooms: written once checked."""

from dataclasses import replace
from datetime import date

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.identifiers import (
    checked_activity_number,
    checked_siret,
    checked_vat_number,
)
from trainingdesk.domain.parties import Client, Contact, Employment, Funder, Trainee
from trainingdesk.domain.people import full_name, list_name
from trainingdesk.domain.teaching import Room, Trainer, TrainerDocument, Venue
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.storage import parties as store
from trainingdesk.storage import teaching
from trainingdesk.storage.database import unit_of_work
from trainingdesk.storage.rows import R, Table


def _save(office: Office, table: Table[R], record: R) -> int:
    with unit_of_work(office.db):
        return table.save(office.db, record)


def checked_email(email: str, field: str = "email") -> str:
    """Return an e-mail address without spaces around, or refuse.

    Raises:
        RuleBroken: it has no name, no domain, or a space inside.
    """
    plain = email.strip()
    name, at, domain = plain.partition("@")
    one_word = len(plain.split()) == 1
    if plain and not (name and at and "." in domain.strip(".") and one_word):
        raise RuleBroken(f"« {email} » n’est pas une adresse électronique complète.", field)
    return plain


def _named(name: str, what: str, field: str = "name") -> None:
    if not name.strip():
        raise RuleBroken(f"Le nom {what} est nécessaire.", field)


def save_client(office: Office, client: Client) -> Changes:
    """Write a client.

    Raises:
        RuleBroken: the name, SIRET, VAT number or e-mail address is wrong; `field` says which.
    """
    _named(client.name, "du client")
    checked = replace(
        client,
        siret=checked_siret(client.siret),
        vat_number=checked_vat_number(client.vat_number),
        email=checked_email(client.email),
    )
    saved = _save(office, store.CLIENTS, checked)
    return changed(f"Client « {client.display_name} » enregistré", Kind.CLIENTS, saved=saved)


def save_contact(office: Office, contact: Contact) -> Changes:
    """Write a person at a client; a new signatory takes the place of the former one."""
    check_contact(contact)
    if not contact.client_id:
        raise RuleBroken("Choisissez le client de cette personne.", "client_id")
    with unit_of_work(office.db):
        if contact.is_signatory:
            office.db.execute(
                "update contact set is_signatory = 0"
                " where client_id = ? and is_signatory and id is not ?",
                [contact.client_id, contact.id],
            )
        checked = replace(contact, email=checked_email(contact.email))
        saved = store.CONTACTS.save(office.db, checked)
    return changed(f"Interlocuteur enregistré : {full_name(contact)}", Kind.CLIENTS, saved=saved)


def check_contact(contact: Contact) -> None:
    """Refuse a person without a name, or with half an e-mail address."""
    _named(contact.last_name, "de l’interlocuteur", "last_name")
    checked_email(contact.email)


def save_trainee(office: Office, trainee: Trainee) -> Changes:
    """Write a trainee."""
    _named(trainee.last_name, "du stagiaire", "last_name")
    checked = replace(trainee, email=checked_email(trainee.email))
    saved = _save(office, store.TRAINEES, checked)
    return changed(f"Stagiaire enregistré : {full_name(trainee)}", Kind.TRAINEES, saved=saved)


def employ(office: Office, employment: Employment) -> Changes:
    """Record who employs a trainee; a job without end is closed the day before the next one."""
    with unit_of_work(office.db):
        for job in store.employments_of(office.db, employment.trainee_id):
            open_before = job.ends_on is None and job.id != employment.id
            if open_before and employment.starts_on and job.client_id != employment.client_id:
                ended = date.fromordinal(employment.starts_on.toordinal() - 1)
                if job.starts_on is None or job.starts_on <= ended:
                    store.EMPLOYMENTS.update(office.db, replace(job, ends_on=ended))
        saved = store.EMPLOYMENTS.save(office.db, employment)
    return changed("Employeur enregistré", Kind.TRAINEES, saved=saved)


def save_funder(office: Office, funder: Funder) -> Changes:
    """Write a funder."""
    _named(funder.name, "du financeur")
    checked = replace(
        funder,
        siret=checked_siret(funder.siret),
        email=checked_email(funder.email),
        habits=funder.habits.checked(),
    )
    saved = _save(office, store.FUNDERS, checked)
    return changed(f"Financeur « {funder.name} » enregistré", Kind.FUNDERS, saved=saved)


def save_trainer(office: Office, trainer: Trainer) -> Changes:
    """Write a trainer."""
    _named(trainer.last_name, "du formateur", "last_name")
    checked = replace(
        trainer,
        siret=checked_siret(trainer.siret),
        activity_number=checked_activity_number(trainer.activity_number),
        email=checked_email(trainer.email),
    )
    saved = _save(office, teaching.TRAINERS, checked)
    return changed(f"Formateur enregistré : {list_name(trainer)}", Kind.TRAINERS, saved=saved)


def save_trainer_document(office: Office, document: TrainerDocument) -> Changes:
    """Write one paper of a trainer's file."""
    saved = _save(office, teaching.TRAINER_DOCUMENTS, document.checked())
    return changed("Pièce du dossier enregistrée", Kind.TRAINERS, saved=saved)


def save_venue(office: Office, venue: Venue) -> Changes:
    """Write a venue."""
    _named(venue.name, "du lieu")
    saved = _save(office, teaching.VENUES, venue)
    return changed(f"Lieu « {venue.name} » enregistré", Kind.VENUES, saved=saved)


def save_room(office: Office, room: Room) -> Changes:
    """Write a room of a venue."""
    check_room(room)
    saved = _save(office, teaching.ROOMS, room)
    return changed(f"Salle « {room.name} » enregistrée", Kind.VENUES, saved=saved)


def check_room(room: Room) -> None:
    """Refuse a room without a name, or with no seat."""
    _named(room.name, "de la salle")
    if room.capacity is not None and room.capacity <= 0:
        raise RuleBroken("La capacité compte des places : un nombre positif.", "capacity")
