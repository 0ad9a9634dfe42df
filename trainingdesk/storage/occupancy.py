"""Who and what is taken at a time, by which session, or cannot be had."""

import json
from collections.abc import Collection
from datetime import date, timedelta

from sqlite_utils import Database

from trainingdesk.domain.clashes import Away, Shared, Taken
from trainingdesk.domain.sessions import Slot
from trainingdesk.domain.unavailabilities import Unavailability
from trainingdesk.storage.rows import from_row

_SLOTS = (
    " from slot s join training_session t on t.id = s.session_id {joined}"
    " where s.day in (select value from json_each(:days)) and s.session_id is not :session"
    " and t.state not in ('postponed', 'cancelled')"
    " and {wanted} in (select value from json_each(:wanted))"
)
_COLUMNS = "select s.*, {wanted} as wanted_id, {name} as name, t.number, t.title"
ROOM_OF = (
    "coalesce(s.room_id,"
    " case when s.is_remote or t.modality in ('remote', 'e_learning') then null else t.room_id end)"
)
"""A slot without a room of its own is in that of its session, unless it is held at a distance."""

_SOURCES = {
    Shared.TRAINER: (
        "p.id",
        "trim(p.first_name || ' ' || p.last_name)",
        "join slot_trainer st on st.slot_id = s.id join trainer p on p.id = st.trainer_id",
    ),
    Shared.ROOM: ("r.id", "r.name", f"join room r on r.id = {ROOM_OF}"),
    Shared.TRAINEE: (
        "p.id",
        "trim(p.first_name || ' ' || p.last_name)",
        (
            "join enrolment e on e.session_id = s.session_id"
            " and e.state not in ('replaced', 'cancelled', 'dropped_out')"
            " and (e.left_on is null or e.left_on >= s.day) join trainee p on p.id = e.trainee_id"
        ),
    ),
}


def taken(
    db: Database,
    shared: Shared,
    wanted: Collection[int],
    days: Collection[date],
    session_id: int | None,
) -> list[Taken]:
    """Return where these trainers, rooms or trainees are on these days, in other sessions.

    The days before are looked at as well: a night slot ends on the day after its own; and the days
    after, for those that begin while a night slot of ours lasts.
    """
    if not wanted:
        return []
    column, name, joined = _SOURCES[shared]
    near = {day + timedelta(days=shift) for day in days for shift in (-1, 0, 1)}
    query = _COLUMNS.format(wanted=column, name=name) + _SLOTS.format(joined=joined, wanted=column)
    values = {
        "days": json.dumps(sorted(map(str, near))),
        "wanted": json.dumps(sorted(wanted)),
        "session": session_id,
    }
    return [
        Taken(
            shared=shared,
            wanted_id=row["wanted_id"],
            name=row["name"],
            slot=from_row(Slot, row, trainer_ids=()),
            session_number=row["number"],
            session_title=row["title"],
        )
        for row in db.query(f"{query} order by s.day, s.starts_at, name", values)
    ]


_AWAY = {
    Shared.TRAINER: (
        "select u.*, trim(p.first_name || ' ' || p.last_name) as name"
        " from unavailability u join trainer p on p.id = u.trainer_id where u.trainer_id"
    ),
    Shared.ROOM: (
        "select u.*, r.name from unavailability u join room r on r.id = u.room_id where u.room_id"
    ),
}


def away(
    db: Database, shared: Shared, wanted: Collection[int], days: Collection[date]
) -> list[Away]:
    """Return when these trainers or rooms cannot be had between the first and the last day.

    The day after the last is looked at as well: a night slot ends there.
    """
    if not wanted or not days or shared not in _AWAY:
        return []
    values = {
        "wanted": json.dumps(sorted(wanted)),
        "first": str(min(days)),
        "last": str(max(days) + timedelta(days=1)),
    }
    return [
        Away(
            shared=shared,
            wanted_id=row["trainer_id"] or row["room_id"],
            name=row["name"],
            away=from_row(Unavailability, row),
        )
        for row in db.query(
            f"{_AWAY[shared]} in (select value from json_each(:wanted))"
            " and u.first_day <= :last and u.last_day >= :first order by u.first_day, u.id",
            values,
        )
    ]
