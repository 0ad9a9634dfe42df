"""When trainers and rooms cannot be had, in the file."""

from sqlite_utils import Database

from trainingdesk.domain.unavailabilities import Unavailability
from trainingdesk.storage.rows import Table

UNAVAILABILITIES = Table("unavailability", Unavailability)


def of_trainer(db: Database, trainer_id: int) -> list[Unavailability]:
    """Return when a trainer cannot be had, the latest first."""
    return UNAVAILABILITIES.where(
        db, "trainer_id = ? order by first_day desc, starts_at, id", [trainer_id]
    )


def of_venue(db: Database, venue_id: int) -> list[Unavailability]:
    """Return when the rooms of a venue cannot be had, the latest first."""
    return UNAVAILABILITIES.where(
        db,
        "room_id in (select id from room where venue_id = ?) order by first_day desc, room_id, id",
        [venue_id],
    )
