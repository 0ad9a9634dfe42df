"""Which sessions a change touches, read from what the file recorded of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlite_utils import Database


def last_change(db: Database) -> int:
    """Return the number of the latest change that the file recorded."""
    (number,) = db.execute("select coalesce(max(id), 0) from history").fetchone()
    return int(number)


def sessions_touched(db: Database, since: int) -> set[int]:
    """Return the sessions that changes after *since* may have something to do with.

    What belongs to the whole office, or to what it teaches, touches the sessions that are open;
    a person or a house also those that are over.
    """
    rows: dict[str, set[int]] = defaultdict(set)
    found = db.execute(
        "select distinct table_name, row_id from history where id > ? order by table_name", [since]
    )
    for table, row_id in found:
        rows[table].add(row_id)
    touched = _named_in(db, since)
    for table, ids in rows.items():
        if table in _OFFICE:
            touched |= _ids(db.execute(f"select id from training_session where {_OPEN}"))
        elif table in _SESSIONS_OF:
            touched |= _of_rows(db, _SESSIONS_OF[table], ids)
    return touched


def sessions_of(db: Database, owners: Mapping[str, int | None]) -> set[int]:
    """Return the sessions of persons, houses and the like, by table and id."""
    touched: set[int] = set()
    for table, row_id in owners.items():
        if row_id is not None:
            touched |= _of_rows(db, _SESSIONS_OF[table], {row_id})
    return touched


def open_sessions(db: Database) -> set[int]:
    """Return the sessions that are planned or run."""
    return _ids(db.execute(f"select id from training_session where {_OPEN}"))


def with_papers(db: Database, sessions: Iterable[int]) -> list[int]:
    """Return those of the sessions of which a paper left, the latest to start first."""
    marks = ", ".join(str(int(session)) for session in sessions)
    found = db.execute(
        f"select id from training_session t where id in ({marks})"
        " and exists (select 1 from issued_paper p where p.session_id = t.id)"
        " order by starts_on desc, id desc"
    )
    return [row_id for (row_id,) in found]


def _named_in(db: Database, since: int) -> set[int]:
    """Return the sessions that the changed rows name themselves, or the seats and agreements."""
    told = "coalesce(json_extract(after, '$.{0}'), json_extract(before, '$.{0}'))"
    touched = set()
    for field, query in (
        ("session_id", "{}"),
        ("enrolment_id", "(select session_id from enrolment where id = {})"),
        ("agreement_id", "(select session_id from agreement where id = {})"),
    ):
        named = query.format(told.format(field))
        touched |= _ids(db.execute(f"select distinct {named} from history where id > ?", [since]))
    return touched


def _of_rows(db: Database, query: str, ids: Iterable[int]) -> set[int]:
    marks = ", ".join(str(int(row_id)) for row_id in ids)
    return _ids(db.execute(query.format(ids=f"({marks})", open=_OPEN)))


def _ids(rows: Iterable[tuple[int | None]]) -> set[int]:
    return {row_id for (row_id,) in rows if row_id is not None}


_OPEN = "state in ('planned', 'confirmed')"
_OFFICE = frozenset({"organisation", "conditions", "text_version", "tax_mention"})
"""The tables that papers of any session are made from."""

_OF_SEATS = "select session_id from enrolment where "
_OF_OPEN = "select id from training_session t where {open} and "
_SESSIONS_OF: Mapping[str, str] = {
    "training_session": "select id from training_session where id in {ids}",
    "slot_trainer": "select session_id from slot where id in {ids}",
    "agreement_line": "select session_id from agreement where id in {ids}",
    "trainee": _OF_SEATS + "trainee_id in {ids}",
    "client": _OF_SEATS
    + "client_id in {ids} or employer_id in {ids}"
    + " union select session_id from agreement where client_id in {ids}",
    "contact": "select session_id from agreement where contact_id in {ids}"
    " or client_id in (select client_id from contact where id in {ids})",
    "funder": "select session_id from funding where funder_id in {ids}",
    "trainer": _OF_OPEN
    + "id in (select s.session_id from slot s join slot_trainer k on k.slot_id = s.id"
    " where k.trainer_id in {ids})",
    "venue": _OF_OPEN + "venue_id in {ids}",
    "room": _OF_OPEN
    + "(room_id in {ids} or id in (select session_id from slot where room_id in {ids}))",
    "course": _OF_OPEN
    + "course_version_id in (select id from course_version where course_id in {ids})",
    "course_version": _OF_OPEN + "course_version_id in {ids}",
}
"""How the sessions of a row are found, by its table."""
