"""Rows of the file and dataclasses of the rules, each kind of value changing form in one place.

Money is kept in whole cents, other decimals as text, dates, times and enumerations as their text,
a dataclass inside another as columns with its name before: `address_city`, rules of sale as JSON,
the papers that a funder asks for as their keys. Tuples are kept in tables of their own, by the
module of the aggregate.
"""

import dataclasses
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, Generic, TypeVar

from sqlite_utils import Database

from trainingdesk.domain.conditions import Rules, SpecialTerms
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.funder_habits import ClaimPaper, ClaimPapers
from trainingdesk.domain.money import Money, from_cents, to_cents
from trainingdesk.storage.rules_text import (
    rules_from_text,
    rules_text,
    special_from_text,
    special_text,
)

Row = Mapping[str, Any]
R = TypeVar("R")


def _same(value: Any) -> Any:
    return value


def _as_time(value: str) -> time:
    return time.fromisoformat(value)


_FORMS: dict[Any, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    Money: (to_cents, from_cents),
    Decimal: (str, Decimal),
    bool: (int, bool),
    date: (date.isoformat, date.fromisoformat),
    datetime: (lambda at: at.isoformat(sep=" ", timespec="seconds"), datetime.fromisoformat),
    time: (lambda at: f"{at:%H:%M}", _as_time),
    str: (_same, _same),
    int: (_same, _same),
    bytes: (_same, _same),
    Rules: (rules_text, rules_from_text),
    SpecialTerms: (special_text, special_from_text),
    ClaimPapers: (
        lambda papers: " ".join(papers.keys),
        lambda text: ClaimPapers(tuple(map(ClaimPaper, text.split()))),
    ),
}


@dataclass(frozen=True, slots=True)
class _Field:
    """One field of a dataclass and the column, or columns, that keep it."""

    name: str
    column: str
    write: Callable[[Any], Any]
    read: Callable[[Any], Any]
    inner: type | None = None
    inner_optional: bool = False


@cache
def _fields(record: type) -> tuple[_Field, ...]:
    hints = typing.get_type_hints(record, include_extras=True)
    return tuple(
        found
        for field in dataclasses.fields(record)
        if (found := _field(field.name, hints[field.name])) is not None
    )


def _field(name: str, hint: Any) -> _Field | None:
    optional = False
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        (hint,) = (part for part in typing.get_args(hint) if part is not types.NoneType)
        optional = True
    if typing.get_origin(hint) is tuple:
        return None
    if hint in _FORMS:
        write, read = _FORMS[hint]
        return _Field(name, f"{name}_cents" if hint == Money else name, write, read)
    if dataclasses.is_dataclass(hint):
        inner = typing.cast("type", hint)
        return _Field(name, name, _same, _same, inner, optional)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _Field(name, name, str, hint)
    raise TypeError(f"no column for {name}: {hint}")


def to_row(record: Any) -> dict[str, Any]:
    """Return the columns that keep a dataclass, its `id` and its tuples left out."""
    row: dict[str, Any] = {}
    for field in _fields(type(record)):  # type: ignore[arg-type] # classes hash
        value = getattr(record, field.name)
        if field.inner is not None:
            part = dict.fromkeys(columns(field.inner)) if value is None else to_row(value)
            row.update({f"{field.name}_{column}": cell for column, cell in part.items()})
        elif field.name != "id":
            row[field.column] = None if value is None else field.write(value)
    return row


def columns(record: type) -> tuple[str, ...]:
    """Return the names of the columns that keep a dataclass, `id` left out."""
    names: list[str] = []
    for field in _fields(record):
        if field.inner is not None:
            names += [f"{field.name}_{column}" for column in columns(field.inner)]
        elif field.name != "id":
            names.append(field.column)
    return tuple(names)


def from_row(record: type[R], row: Row, prefix: str = "", **children: Any) -> R:
    """Return the dataclass that a row keeps; *children* gives the fields kept elsewhere."""
    values: dict[str, Any] = dict(children)
    for field in _fields(record):  # type: ignore[arg-type] # classes hash
        if field.name in children:
            continue
        if field.inner is not None:
            values[field.name] = _inner(field, row, prefix)
        else:
            cell = row[prefix + field.column]
            values[field.name] = None if cell is None else field.read(cell)
    return record(**values)


def _inner(field: _Field, row: Row, prefix: str) -> Any:
    start = f"{prefix}{field.name}_"
    assert field.inner is not None  # noqa: S101 - asked for by the caller's own test
    if field.inner_optional and all(row[start + column] is None for column in columns(field.inner)):
        return None
    return from_row(field.inner, row, start)


@dataclass(frozen=True, slots=True)
class Table(Generic[R]):
    """A table that keeps one dataclass a row; `derived` computes columns for lists."""

    name: str
    record: type[R]
    derived: Callable[[R], dict[str, Any]] | None = None

    def row(self, record: R) -> dict[str, Any]:
        """Return the columns that keep *record*."""
        return to_row(record) | (self.derived(record) if self.derived else {})

    def insert(self, db: Database, record: R, **owner: Any) -> int:
        """Add a row and return its id; *owner* gives the columns the dataclass does not know."""
        row = self.row(record) | owner
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        cursor = db.execute(
            f'insert into "{self.name}" ({names}) values ({marks})', list(row.values())
        )
        return int(cursor.lastrowid or 0)

    def update(self, db: Database, record: R) -> int:
        """Write the row of a record that has an id, and return the id."""
        row = self.row(record)
        row_id: int = record.id  # type: ignore[attr-defined]
        sets = ", ".join(f'"{name}" = ?' for name in row)
        done = db.execute(f'update "{self.name}" set {sets} where id = ?', [*row.values(), row_id])
        if not done.rowcount:
            raise _gone()
        return row_id

    def save(self, db: Database, record: R) -> int:
        """Add or write, as the record has an id or not; return the id."""
        if record.id is None:  # type: ignore[attr-defined]
            return self.insert(db, record)
        return self.update(db, record)

    def get(self, db: Database, row_id: int, **children: Any) -> R:
        """Return the record with this id.

        Raises:
            RuleBroken: it was deleted meanwhile.
        """
        found = self.where(db, "id = ?", [row_id], **children)
        if not found:
            raise _gone()
        return found[0]

    def where(
        self, db: Database, condition: str = "1", values: Iterable[Any] = (), **children: Any
    ) -> list[R]:
        """Return the records that an SQL condition picks; it may end with an order."""
        rows = db.query(f'select * from "{self.name}" where {condition}', list(values))
        return [from_row(self.record, row, **children) for row in rows]

    def delete(self, db: Database, row_id: int) -> None:
        """Remove the row; what still points at it refuses through the foreign keys."""
        if not db.execute(f'delete from "{self.name}" where id = ?', [row_id]).rowcount:
            raise _gone()


def _gone() -> RuleBroken:
    return RuleBroken(
        "Cet élément n’existe plus : il a été supprimé entre-temps. Actualisez la liste (F5)."
    )
