"""Trainers, their files, venues and rooms in the file."""

from sqlite_utils import Database

from trainingdesk.domain.people import list_name
from trainingdesk.domain.teaching import Room, Trainer, TrainerDocument, TrainerDocumentKind, Venue
from trainingdesk.french import sort_key
from trainingdesk.storage.rows import Table, from_row

TRAINERS = Table("trainer", Trainer, lambda trainer: {"sort_name": sort_key(list_name(trainer))})
TRAINER_DOCUMENTS = Table("trainer_document", TrainerDocument)
VENUES = Table("venue", Venue, lambda venue: {"sort_name": sort_key(venue.name)})
ROOMS = Table("room", Room)


def rooms_of(db: Database, venue_id: int) -> list[Room]:
    """Return the rooms of a venue by name."""
    return ROOMS.where(db, "venue_id = ? order by name", [venue_id])


def documents_of(db: Database, trainer_id: int) -> list[TrainerDocument]:
    """Return the papers of a trainer's file."""
    return TRAINER_DOCUMENTS.where(db, "trainer_id = ? order by kind, valid_until", [trainer_id])


def listed_documents(db: Database, trainer_id: int) -> list[TrainerDocument]:
    """Return the papers of a trainer's file as lists show them: their scans left out."""
    rows = db.query(
        "select id, trainer_id, kind, label, received_on, valid_until, file_name, sha256,"
        " null as content from trainer_document where trainer_id = ? order by kind, valid_until",
        [trainer_id],
    )
    order = list(TrainerDocumentKind)
    found = [from_row(TrainerDocument, row) for row in rows]
    return sorted(found, key=lambda document: order.index(document.kind))
