"""From the rows of a list to the stretches that each person was connected."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from trainingdesk.domain.connections import Connection
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import sort_key
from trainingdesk.interchange.meeting_lists.columns import Field, header, is_utc
from trainingdesk.interchange.meeting_lists.moments import has_day, read_minutes, read_moment
from trainingdesk.interchange.table_files import Rows, rows_of

_YES = {"yes", "oui", "true", "vrai", "1"}
_LEFT = re.compile(r"left|leave|quit|part[ie]|sort|deconnect|exit")
_JOINED = re.compile(r"join|rejoi|arriv|entr|connect")


@dataclass(frozen=True, slots=True)
class MeetingList:
    """What was read: the connections, and each row that was not understood with its line."""

    connections: tuple[Connection, ...]
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Table:
    """A row of titles and what stands below it, each row with its line."""

    columns: Mapping[Field, int]
    utc: bool
    rows: Sequence[tuple[int, list[str]]]


@dataclass(frozen=True, slots=True)
class _Calendar:
    """How dates are written in this list, and the day of a time without one."""

    month_first: bool
    day: date | None


def read_meeting_list(content: bytes, file_name: str, days: Collection[date]) -> MeetingList:
    """Read the list of a meeting.

    Args:
        content: the bytes of a CSV or XLSX file.
        file_name: it may tell the day of a list that gives only times.
        days: those of the session; they tell 5 June from 6 May.

    Raises:
        RuleBroken: no table with names and times is in it; the sentence says what is missing.
    """
    if not content.strip():
        raise RuleBroken("Cette liste est vide.")
    table = _table(rows_of(content, file_name))
    day = _only_day(file_name, days)
    calendars = (_Calendar(month_first=False, day=day), _Calendar(month_first=True, day=day))
    # The first of equals: France writes the day first.
    read = max((_read(table, each) for each in calendars), key=lambda each: _likely(each, days))
    if not read.connections:
        raise RuleBroken(
            "Aucune heure de connexion n’a été comprise. Si la liste ne donne que des heures, "
            "ajoutez le jour au nom du fichier (2026-05-18), puis recommencez."
        )
    return read


def _likely(read: MeetingList, days: Collection[date]) -> int:
    return sum(1 + (each.joined_at.date() in days) for each in read.connections)


def _only_day(file_name: str, days: Collection[date]) -> date | None:
    if named := re.search(r"(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})", file_name):
        try:
            return date(*map(int, named.groups()))
        except ValueError:
            return None
    return next(iter(days)) if len(days) == 1 else None


def _table(rows: Rows) -> _Table:
    """Return the table that tells most: that of each arrival rather than of the first ones."""
    tables = list(_tables(rows))
    if not tables:
        raise RuleBroken(
            "Cette liste n’a pas les colonnes attendues : il faut un nom ou une adresse, une heure "
            "d’arrivée et une heure de départ ou une durée."
        )
    return max(reversed(tables), key=lambda each: len(each.rows))


def _tables(rows: Rows) -> Iterator[_Table]:
    columns: dict[Field, int] = {}
    utc = False
    kept: list[tuple[int, list[str]]] = []
    for line, row in enumerate([*rows, []], 1):
        found = header(row)
        ends = not any(row) or bool(found)
        if ends and columns and kept:
            yield _Table(columns, utc, kept)
        if ends:
            columns, kept = found, []
            utc = any(is_utc(row[found[each]]) for each in _TIMES if each in found)
        elif columns:
            kept.append((line, row))


_TIMES = (Field.JOINED, Field.LEFT, Field.MOMENT)


def _read(table: _Table, calendar: _Calendar) -> MeetingList:
    if Field.ACTION in table.columns and Field.JOINED not in table.columns:
        return _of_actions(table, calendar)
    connections, unread = [], []
    for line, row in table.rows:
        if _cell(table, row, Field.WAITING).casefold() in _YES:
            continue
        found = _connection(table, row, calendar)
        if found is not None:
            connections.append(found)
        elif _name(table, row) or _cell(table, row, Field.EMAIL):
            unread.append(_unread(line, row))
    return MeetingList(tuple(connections), tuple(unread))


def _connection(table: _Table, row: list[str], calendar: _Calendar) -> Connection | None:
    joined = _moment(table, row, Field.JOINED, calendar)
    name, email = _name(table, row), _cell(table, row, Field.EMAIL)
    if joined is None or not (name or email):
        return None
    left = _moment(table, row, Field.LEFT, replace(calendar, day=joined.date()))
    minutes = read_minutes(_cell(table, row, Field.DURATION))
    if left is None and minutes is not None:
        left = joined + timedelta(minutes=minutes)
    if left is None:
        return None
    if left < joined:
        if has_day(_cell(table, row, Field.LEFT)):
            return None
        # Only the time was told, and midnight passed.
        left += timedelta(days=1)
    return Connection(name=name, email=email, joined_at=joined, left_at=left, minutes=minutes)


def _of_actions(table: _Table, calendar: _Calendar) -> MeetingList:
    """Read a list with a row for each arrival and each departure."""
    unread: list[str] = []
    events: list[tuple[datetime, bool, str, str]] = []
    for line, row in table.rows:
        at = _moment(table, row, Field.MOMENT, calendar)
        action = sort_key(_cell(table, row, Field.ACTION))
        if at is None or not (_LEFT.search(action) or _JOINED.search(action)):
            unread.append(_unread(line, row))
        else:
            who = _name(table, row), _cell(table, row, Field.EMAIL)
            events.append((at, bool(_LEFT.search(action)), *who))
    last = max((event[0] for event in events), default=None)
    inside: dict[tuple[str, str], datetime] = {}
    looked_in: set[tuple[datetime, str, str]] = set()
    connections = []
    # Within the same second, who was there left and came back, who was not came and left.
    for at, leaves, name, email in sorted(events, key=lambda event: (event[0], not event[1])):
        if not leaves:
            if (at, name, email) not in looked_in:
                inside.setdefault((name, email), at)
        elif (since := inside.pop((name, email), None)) is not None:
            connections.append(Connection(name=name, email=email, joined_at=since, left_at=at))
        else:
            looked_in.add((at, name, email))
    # Who never left stayed until the list was made, at the last thing it tells.
    connections += [
        Connection(name=name, email=email, joined_at=since, left_at=last or since)
        for (name, email), since in inside.items()
    ]
    return MeetingList(tuple(connections), tuple(unread))


def _name(table: _Table, row: list[str]) -> str:
    if whole := _cell(table, row, Field.NAME):
        return whole
    return " ".join(
        filter(None, (_cell(table, row, Field.FIRST_NAME), _cell(table, row, Field.LAST_NAME)))
    )


def _moment(table: _Table, row: list[str], field: Field, calendar: _Calendar) -> datetime | None:
    return read_moment(
        _cell(table, row, field),
        month_first=calendar.month_first,
        day=calendar.day,
        utc=table.utc,
    )


def _cell(table: _Table, row: list[str], field: Field) -> str:
    place = table.columns.get(field)
    return row[place].strip() if place is not None and place < len(row) else ""


def _unread(line: int, row: list[str]) -> str:
    return f"Ligne {line} : {' · '.join(filter(None, row))}"
