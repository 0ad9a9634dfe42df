"""What a calendar shows of a stretch of days, read in one go."""

import json
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from trainingdesk.domain.bookings import Absence, Booking
from trainingdesk.domain.sessions import Slot
from trainingdesk.storage.occupancy import ROOM_OF
from trainingdesk.storage.rows import Row, from_row


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Whose calendar it is: a trainer's, a room's, a venue's; everything when nobody is named."""

    trainer_id: int | None = None
    room_id: int | None = None
    venue_id: int | None = None


ALL = Wanted()

_VENUE_OF = "coalesce(r.venue_id, t.venue_id)"
_IS_FAR = "(s.is_remote or t.modality in ('remote', 'e_learning'))"
_BOOKINGS = f"""
    select s.*, t.number, t.title, t.state, t.maximum, v.course_id, {_IS_FAR} as is_far,
        coalesce(r.name, '') as room, coalesce(w.name, '') as venue,
        (select json_group_array(json_array(p.id, trim(p.first_name || ' ' || p.last_name)))
            from slot_trainer st join trainer p on p.id = st.trainer_id where st.slot_id = s.id)
            as trainers,
        (select count(*) from enrolment e
            where e.session_id = t.id and e.state not in ('replaced', 'cancelled')) as enrolled
    from slot s join training_session t on t.id = s.session_id
    join course_version v on v.id = t.course_version_id
    left join room r on r.id = {ROOM_OF} left join venue w on w.id = {_VENUE_OF}
    where
"""
_HELD = " s.day between :first and :last and t.state not in ('postponed', 'cancelled')"
_FILTERS = {
    "trainer_id": (
        "exists (select 1 from slot_trainer x"
        " where x.slot_id = s.id and x.trainer_id = :trainer_id)"
    ),
    "room_id": "r.id = :room_id",
    "venue_id": f"not {_IS_FAR} and {_VENUE_OF} = :venue_id",
}
_ABSENCES = """
    select u.*, coalesce(trim(p.first_name || ' ' || p.last_name), r.name) as name
    from unavailability u left join trainer p on p.id = u.trainer_id
    left join room r on r.id = u.room_id
    where u.first_day <= :last and u.last_day >= :first
"""
_ABSENCE_FILTERS = {
    "trainer_id": "u.trainer_id = :trainer_id",
    "room_id": "u.room_id = :room_id",
    "venue_id": "r.venue_id = :venue_id",
}


def bookings(db: Database, first: date, last: date, wanted: Wanted = ALL) -> tuple[Booking, ...]:
    """Return the slots that begin between two days, both included, in time order.

    Those of sessions that were cancelled or postponed are left out: nobody is expected.
    """
    condition, values = held(first, last, wanted)
    query = f"{_BOOKINGS}{condition} order by s.day, s.starts_at, s.id"
    return tuple(_booking(row) for row in db.query(query, values))


def held(first: date, last: date, wanted: Wanted = ALL) -> tuple[str, dict[str, object]]:
    """Return the SQL that picks slots `s` of sessions `t` in rooms `r`, and its values."""
    chosen = _chosen(wanted)
    conditions = "".join(f" and {_FILTERS[name]}" for name in chosen)
    return f"{_HELD}{conditions}", {"first": str(first), "last": str(last), **chosen}


def _booking(row: Row) -> Booking:
    trainers = json.loads(row["trainers"])
    slot = from_row(Slot, row, trainer_ids=tuple(each[0] for each in trainers))
    return from_row(
        Booking,
        row,
        slot=slot,
        is_remote=bool(row["is_far"]),
        trainers=tuple(each[1] for each in trainers),
    )


def absences(db: Database, first: date, last: date, wanted: Wanted = ALL) -> tuple[Absence, ...]:
    """Return when trainers and rooms cannot be had between two days, both included."""
    chosen = _chosen(wanted)
    kinds = " or ".join(_ABSENCE_FILTERS[name] for name in chosen)
    query = f"{_ABSENCES}{f' and ({kinds})' if kinds else ''} order by u.first_day, name, u.id"
    rows = db.query(query, {"first": str(first), "last": str(last), **chosen})
    return tuple(from_row(Absence, row) for row in rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A room with the name of its venue, or a whole venue when there is no room."""

    venue_id: int
    room_id: int | None
    name: str


def trainer_names(db: Database) -> list[tuple[int, str]]:
    """Return the trainers that one may choose among, in the order of their names."""
    rows = db.query(
        "select id, trim(last_name || ' ' || first_name) as name from trainer"
        " where archived_on is null order by sort_name, id"
    )
    return [(row["id"], row["name"]) for row in rows]


def places(db: Database) -> list[Place]:
    """Return the venues that one may choose among, each followed by its rooms."""
    rows = db.query(
        "select v.id as venue_id, null as room_id, v.name, v.sort_name, '' as room from venue v"
        " where v.archived_on is null union all"
        " select v.id, r.id, v.name || ' – ' || r.name, v.sort_name, r.name"
        " from room r join venue v on v.id = r.venue_id"
        " where v.archived_on is null and r.archived_on is null order by 4, 1, 5"
    )
    return [Place(venue_id=r["venue_id"], room_id=r["room_id"], name=r["name"]) for r in rows]


def name_of(db: Database, wanted: Wanted) -> str:
    """Return whose calendar it is, trainer and place; nothing when it is everybody's."""
    venues = "select name from venue where id = :venue_id"
    rooms = (
        "select v.name || ' – ' || r.name as name from room r join venue v on v.id = r.venue_id"
        " where r.id = :room_id"
    )
    trainers = "select trim(first_name || ' ' || last_name) as name from trainer where id"
    chosen = _chosen(wanted)
    queries = {"trainer_id": f"{trainers} = :trainer_id", "room_id": rooms, "venue_id": venues}
    found = [row["name"] for name in chosen for row in db.query(queries[name], chosen)]
    return ", ".join(found)


def _chosen(wanted: Wanted) -> dict[str, int]:
    named = {
        "trainer_id": wanted.trainer_id,
        "room_id": wanted.room_id,
        "venue_id": wanted.venue_id,
    }
    return {name: value for name, value in named.items() if value is not None}
