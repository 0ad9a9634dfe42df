"""Open the office's file, and write to it one unit of work at a time."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path

from sqlite_utils import Database

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import sort_key
from trainingdesk.storage import backups, office_file
from trainingdesk.storage.migrations import migrations
from trainingdesk.storage.usage import POINTED_AT

IN_MEMORY = ":memory:"


def create_database(path: Path | str) -> Database:
    """Make an empty office file, or refuse to overwrite one.

    Raises:
        RuleBroken: the file exists, or its folder cannot be written.
    """
    try:
        if path != IN_MEMORY:
            _check_free(Path(path))
        db = _connect(path)
        db.execute(f"pragma application_id = {office_file.APPLICATION_ID}")
        db.enable_wal()
        _migrate(db)
    except (OSError, sqlite3.OperationalError) as error:
        raise RuleBroken(
            f"Le fichier « {path} » ne peut pas être créé ({error}) : vérifiez que vous avez le "
            "droit d’écrire dans ce dossier et qu’il reste de la place.",
            "path",
        ) from error
    return db


def open_database(path: Path | str) -> Database:
    """Open an office file, at the latest schema; a dated copy is kept before a migration.

    Who writes holds the office's lock first: see `OfficeLock`.

    Raises:
        RuleBroken: it is missing, no office, damaged, newer than the program, read-only or in
            use by a program that does not let go. Nothing is touched then.
    """
    path = Path(path)
    office_file.check_office(path)
    office_file.check_writable(path)
    try:
        db = _connect(path)
        try:
            _bring_up_to_date(db, path)
        except BaseException:
            db.close()
            raise
    except sqlite3.OperationalError as error:
        raise office_file.unusable(path, error) from error
    except sqlite3.DatabaseError as error:
        raise office_file.damaged(path) from error
    return db


def open_reader(path: Path | str) -> Database:
    """Open a connection that only reads: for lists, checks, and an office that another holds.

    Raises:
        RuleBroken: it is missing, no office, damaged, not at the schema of this program, or in
            use by a program that does not let go.
    """
    path = Path(path)
    office_file.check_office(path)
    try:
        db = Database(office_file.connect_to_read(path))
        _teach(db.conn)
    except sqlite3.OperationalError as error:
        raise office_file.unusable(path, error) from error
    if migrations.pending(db):
        db.close()
        raise RuleBroken(
            f"« {path.name} » vient d’une version plus ancienne de Training Desk : ouvrez-le une "
            "fois pour y écrire, il sera mis à jour.",
            "path",
        )
    return db


def _check_free(path: Path) -> None:
    if path.exists():
        raise RuleBroken(f"« {path} » existe déjà : choisissez un autre nom.", "path")
    if not path.parent.is_dir():
        raise RuleBroken(f"Le dossier « {path.parent} » n’existe pas : créez-le d’abord.", "path")


def _connect(path: Path | str) -> Database:
    # The worker thread makes its own connection; this one may be closed by whoever owns it.
    connection = sqlite3.connect(path, timeout=office_file.BUSY_SECONDS)
    try:
        connection.execute("pragma foreign_keys = on")
        connection.execute("pragma synchronous = full")
        connection.execute("pragma temp_store = memory")
        connection.execute("pragma cache_size = -16000")
        _teach(connection)
    except sqlite3.Error:
        connection.close()
        raise
    return Database(connection, use_old_upsert=False, strict=True)


def _teach(connection: sqlite3.Connection) -> None:
    """Teach SQLite the French order of words, for the lists that have no stored key."""
    connection.create_function("french_key", 1, _french_key, deterministic=True)


# A long list repeats its towns, titles and employers.
@lru_cache(maxsize=16_384)
def _french_key(value: str | float | None) -> str | float | None:
    return sort_key(value) if isinstance(value, str) else value


def _bring_up_to_date(db: Database, path: Path) -> None:
    if migrations.pending(db):
        copied = backups.make(path)
        if copied.path is None:
            raise RuleBroken(
                f"« {path.name} » doit être mis à jour, et une copie en est faite d’abord. "
                f"{copied.told}",
                "path",
            )
        db.enable_wal()
        _migrate(db)
    elif db.journal_mode != "wal":
        db.enable_wal()


def _migrate(db: Database) -> None:
    # A table that others point at can only be rebuilt while foreign keys sleep.
    db.execute("pragma foreign_keys = off")
    migrations.apply(db)
    if broken := db.execute("pragma foreign_key_check").fetchall():
        raise sqlite3.IntegrityError(f"dangling rows after migration: {broken[:5]}")
    db.execute("pragma foreign_keys = on")


@contextmanager
def unit_of_work(db: Database) -> Iterator[Database]:
    """Commit everything done inside, or nothing.

    The write lock is taken at once (`begin immediate`): reading the last invoice number and
    writing the next one can then not be interleaved by another connection. Inside another unit
    it is a part of that one.

    Raises:
        RuleBroken: the file itself keeps what was to be changed: an issued invoice, a closed
            session.
    """
    if db.conn.in_transaction:
        yield db
        return
    db.execute("begin immediate")
    try:
        yield db
        db.commit()
    except sqlite3.IntegrityError as error:
        db.rollback()
        words = str(error)
        if error.sqlite_errorcode != sqlite3.SQLITE_CONSTRAINT_TRIGGER or words == POINTED_AT:
            raise
        # The triggers of the file say in French what they keep.
        raise RuleBroken(f"Rien n’a été modifié : {words}.") from error
    except BaseException:
        db.rollback()
        raise


@contextmanager
def rehearsal(db: Database) -> Iterator[Database]:
    """Take back all that is written inside, however it ends: to learn what would be refused."""
    with unit_of_work(db):
        db.execute("savepoint rehearsal")
        try:
            yield db
        finally:
            db.execute("rollback to rehearsal")
            db.execute("release rehearsal")


@contextmanager
def one_wait_for_the_disk(db: Database) -> Iterator[Database]:
    """Wait for the disk once at the end instead of after each unit of work done inside.

    Should the power fail meanwhile, the last units may be lost, each as a whole: only for what can
    be done again, never for a number that is taken.
    """
    if db.conn.in_transaction:
        # Inside a unit of work nothing is written before its end.
        yield db
        return
    db.execute("pragma synchronous = normal")
    try:
        yield db
    finally:
        db.execute("pragma synchronous = full")
        empty_wal(db)


def empty_wal(db: Database) -> None:
    """Bring everything into the main file, so that copying it alone loses nothing."""
    # Another reader may hold the log for a moment: the next rest tries again.
    with suppress(sqlite3.OperationalError):
        db.execute("pragma wal_checkpoint(truncate)").fetchone()


def close_database(db: Database) -> None:
    """Empty the log and close."""
    empty_wal(db)
    db.close()
