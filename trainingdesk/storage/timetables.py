"""Slots with what their sessions say of them."""

import json
from collections.abc import Sequence
from datetime import date

from sqlite_utils import Database

from trainingdesk.domain.sessions import Slot
from trainingdesk.domain.timetables import Lesson
from trainingdesk.storage.agenda import Wanted, held
from trainingdesk.storage.occupancy import ROOM_OF
from trainingdesk.storage.rows import from_row
from trainingdesk.storage.teaching import VENUES

_LESSONS = (
    "select s.*, t.number, t.title, t.remote_link, coalesce(r.name, '') as room_name,"
    " coalesce(r.venue_id, t.venue_id) as venue_id,"
    " s.is_remote or t.modality in ('remote', 'e_learning') as is_far,"
    " (select json_group_array(trim(p.first_name || ' ' || p.last_name))"
    " from slot_trainer st join trainer p on p.id = st.trainer_id where st.slot_id = s.id)"
    " as trainers"
    " from slot s join training_session t on t.id = s.session_id"
    f" left join room r on r.id = {ROOM_OF} where "
)


def lessons_of_session(db: Database, session_id: int) -> list[Lesson]:
    """Return what is taught in a session, in time order."""
    return _lessons(db, "s.session_id = ?", [session_id])


def lessons_of_trainer(db: Database, trainer_id: int, first: date, last: date) -> list[Lesson]:
    """Return what a trainer teaches in a span of days, without sessions that were given up."""
    return _lessons(
        db,
        "s.id in (select slot_id from slot_trainer where trainer_id = ?)"
        " and s.day between ? and ? and t.state not in ('postponed', 'cancelled')",
        [trainer_id, str(first), str(last)],
    )


def lessons_wanted(db: Database, first: date, last: date, wanted: Wanted) -> list[Lesson]:
    """Return what is taught in a span of days, without sessions that were given up."""
    return _lessons(db, *held(first, last, wanted))


def _lessons(
    db: Database, condition: str, values: Sequence[object] | dict[str, object]
) -> list[Lesson]:
    rows = list(db.query(f"{_LESSONS}{condition} order by s.day, s.starts_at, s.id", values))
    wanted = json.dumps(sorted({row["venue_id"] for row in rows if row["venue_id"]}))
    venues = {
        venue.id: venue
        for venue in VENUES.where(db, "id in (select value from json_each(?))", [wanted])
    }
    return [
        Lesson(
            slot=from_row(Slot, row, trainer_ids=()),
            session_number=row["number"],
            session_title=row["title"],
            is_remote=bool(row["is_far"]),
            remote_link=row["remote_link"],
            venue=venues.get(row["venue_id"]),
            room_name=row["room_name"],
            trainers=tuple(json.loads(row["trainers"])),
        )
        for row in rows
    ]
