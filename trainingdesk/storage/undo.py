"""Going back over what the history recorded."""

import json
from typing import Any

from sqlite_utils import Database


def mark(db: Database) -> int:
    """Return the place in the history that `revert` goes back to."""
    return int(db.execute("select coalesce(max(id), 0) from history").fetchone()[0])


def revert(db: Database, place: int, until: int) -> int:
    """Undo the changes recorded after *place* up to *until*, the latest first; return how many.

    What was undone is recorded in turn. Foreign keys wait until the unit of work ends, for a
    cascade is recorded children first.
    """
    db.execute("pragma defer_foreign_keys = on")
    rows = db.execute(
        "select table_name, action, before, after from history"
        " where id > ? and id <= ? order by id desc",
        [place, until],
    ).fetchall()
    for table, action, before, after in rows:
        keys = db.table(table).pks
        if action == "delete":
            _insert(db, table, json.loads(before))
        elif action == "insert":
            _delete(db, table, keys, json.loads(after))
        else:
            _update(db, table, keys, json.loads(before), json.loads(after))
    return len(rows)


def _update(
    db: Database, table: str, keys: list[str], before: dict[str, Any], after: dict[str, Any]
) -> None:
    # Only what that change wrote: a later one may have written the rest of the row.
    old = {name: value for name, value in before.items() if value != after[name]}
    if not old:
        return
    sets = ", ".join(f'"{name}" = ?' for name in old)
    condition = " and ".join(f'"{key}" is ?' for key in keys)
    db.execute(
        f'update "{table}" set {sets} where {condition}',
        [*old.values(), *(after[key] for key in keys)],
    )


def _insert(db: Database, table: str, row: dict[str, Any]) -> None:
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    db.execute(f'insert into "{table}" ({names}) values ({marks})', list(row.values()))


def _delete(db: Database, table: str, keys: list[str], row: dict[str, Any]) -> None:
    condition = " and ".join(f'"{key}" is ?' for key in keys)
    db.execute(f'delete from "{table}" where {condition}', [row[key] for key in keys])
