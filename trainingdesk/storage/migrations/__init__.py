"""The schema, step by step; a step that has shipped is never edited."""

from collections.abc import Iterator
from importlib.resources import files
from sqlite3 import complete_statement

from sqlite_utils import Database, Migrations

from trainingdesk.storage.migrations import triggers

migrations = Migrations("trainingdesk")


@migrations(name="0001_first_office")
def first_office(db: Database) -> None:
    """Create every table, and what the file itself guards, records and indexes."""
    # `executescript` would commit the migration's transaction half-way.
    for statement in statements(files(__package__).joinpath("first_office.sql").read_text("utf-8")):
        db.execute(statement)
    for statement in _own_statements(db):
        db.execute(statement)


def _own_statements(db: Database) -> Iterator[str]:
    yield from triggers.guards()
    yield from triggers.archives()
    yield from triggers.history(db)
    yield from triggers.search()


def statements(script: str) -> Iterator[str]:
    """Yield the statements of an SQL script, triggers whole."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if complete_statement(pending):
            yield pending
            pending = ""
