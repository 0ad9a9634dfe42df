"""Clients, contacts, trainees and funders in the file."""

from datetime import date

from sqlite_utils import Database

from trainingdesk.domain.parties import Client, Contact, Employment, Funder, Trainee
from trainingdesk.domain.people import list_name
from trainingdesk.french import sort_key
from trainingdesk.storage.rows import Table

CLIENTS = Table(
    "client",
    Client,
    lambda client: {"sort_name": sort_key(f"{client.name} {client.first_name}".strip())},
)
CONTACTS = Table("contact", Contact, lambda contact: {"sort_name": sort_key(list_name(contact))})
TRAINEES = Table("trainee", Trainee, lambda trainee: {"sort_name": sort_key(list_name(trainee))})
EMPLOYMENTS = Table("employment", Employment)
FUNDERS = Table("funder", Funder, lambda funder: {"sort_name": sort_key(funder.name)})


def contacts_of(db: Database, client_id: int) -> list[Contact]:
    """Return the people at a client, in the order of their names."""
    return CONTACTS.where(db, "client_id = ? order by sort_name", [client_id])


def signatory_of(db: Database, client_id: int) -> Contact | None:
    """Return who signs for a client: the one marked, else nobody."""
    found = CONTACTS.where(
        db,
        "client_id = ? and is_signatory and archived_on is null order by sort_name limit 1",
        [client_id],
    )
    return found[0] if found else None


def employments_of(db: Database, trainee_id: int) -> list[Employment]:
    """Return where a trainee worked, latest first."""
    return EMPLOYMENTS.where(
        db, "trainee_id = ? order by coalesce(starts_on, '') desc, id desc", [trainee_id]
    )


def employer_on(db: Database, trainee_id: int, day: date) -> int | None:
    """Return the client that employed a trainee on a day."""
    return next((job.client_id for job in employments_of(db, trainee_id) if job.covers(day)), None)
