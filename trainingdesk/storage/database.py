"""Open the office's file, and write to it one unit of work at a time."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.storage.migrations import migrations

APPLICATION_ID = 0x54444B31
"""«TDK1»: what `file` and the program itself recognise an office by."""

SUFFIX = ".trainingdesk"
BUSY_SECONDS = 5.0


def create_database(path: Path | str) -> Database:
    """Make an empty office file, or refuse to overwrite one.

    Raises:
        RuleBroken: the file exists, or its folder cannot be written.
    """
    if path != ":memory:" and Path(path).exists():
        raise RuleBroken(f"« {path} » existe déjà : choisissez un autre nom.", "path")
    if path != ":memory:" and not Path(path).parent.is_dir():
        raise RuleBroken(
            f"Le dossier « {Path(path).parent} » n’existe pas : créez-le d’abord.", "path"
        )
    try:
        db = _connect(path)
        db.execute(f"pragma application_id = {APPLICATION_ID}")
        db.enable_wal()
        _migrate(db)
    except sqlite3.OperationalError as error:
        raise RuleBroken(
            f"Le fichier « {path} » ne peut pas être créé ({error}) : vérifiez que vous avez le "
            "droit d’écrire dans ce dossier et qu’il reste de la place.",
            "path",
        ) from error
    return db


def open_database(path: Path | str) -> Database:
    """Open an office file, at the latest schema; a dated copy is kept before a migration.

    Raises:
        RuleBroken: it is missing, no office, damaged, newer than the program, read-only or in
            use by a program that does not let go. Nothing is touched then.
    """
    path = Path(path)
    _check_header(path)
    try:
        db = _connect(path)
        _check_kind(db, path)
        if migrations.pending(db):
            _keep_copy(db, path)
            db.enable_wal()
            _migrate(db)
        elif db.journal_mode != "wal":
            db.enable_wal()
    except sqlite3.OperationalError as error:
        raise _unusable(path, error) from error
    except sqlite3.DatabaseError as error:
        raise _damaged(path) from error
    return db


def open_reader(path: Path | str) -> Database:
    """Open a second connection that only reads, for lists and checks."""
    db = Database(
        sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS)
    )
    db.execute("pragma query_only = on")
    return db


def _connect(path: Path | str) -> Database:
    # The worker thread makes its own connection; this one may be closed by whoever owns it.
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS)
    connection.execute("pragma foreign_keys = on")
    connection.execute("pragma synchronous = full")
    connection.execute("pragma temp_store = memory")
    connection.execute("pragma cache_size = -16000")
    return Database(connection, use_old_upsert=False, strict=True)


def _migrate(db: Database) -> None:
    # A table that others point at can only be rebuilt while foreign keys sleep.
    db.execute("pragma foreign_keys = off")
    migrations.apply(db)
    if broken := db.execute("pragma foreign_key_check").fetchall():
        raise sqlite3.IntegrityError(f"dangling rows after migration: {broken[:5]}")
    db.execute("pragma foreign_keys = on")


def _check_header(path: Path) -> None:
    if not path.is_file():
        raise RuleBroken(
            f"Le fichier « {path} » est introuvable : vérifiez son nom, ou que la clé ou le "
            "disque où il se trouve est branché.",
            "path",
        )
    with path.open("rb") as file:
        if file.read(16) != b"SQLite format 3\0":
            raise RuleBroken(
                f"« {path.name} » n’est pas un fichier de Training Desk, ou il est endommagé. "
                "Ouvrez un autre fichier, ou une sauvegarde.",
                "path",
            )


def _check_kind(db: Database, path: Path) -> None:
    if db.execute("pragma application_id").fetchone()[0] != APPLICATION_ID:
        db.close()
        raise RuleBroken(
            f"« {path.name} » est une base de données d’un autre programme : "
            "rien n’y a été changé. Choisissez un fichier de Training Desk.",
            "path",
        )
    known = {step.name for step in migrations.pending(db)}
    known |= {step.name for step in migrations.applied(db)}
    ours = {step.name for step in migrations._migrations}  # noqa: SLF001 - no public list
    if known - ours:
        db.close()
        raise RuleBroken(
            f"« {path.name} » a été enregistré par une version plus récente de Training Desk : "
            "mettez le programme à jour pour l’ouvrir. Rien n’y a été changé.",
            "path",
        )


def _keep_copy(db: Database, path: Path) -> None:
    folder = path.parent / "Sauvegardes"
    folder.mkdir(exist_ok=True)
    stamp = datetime.now().astimezone().strftime("%Y-%m-%d %H%M%S")
    with sqlite3.connect(folder / f"{path.stem} {stamp} avant mise à jour{SUFFIX}") as copy:
        db.conn.backup(copy)
    copy.close()


def _unusable(path: Path, error: sqlite3.OperationalError) -> RuleBroken:
    text = str(error)
    if "readonly" in text or "read-only" in text or "unable to open" in text:
        return RuleBroken(
            f"« {path.name} » ne peut pas être modifié : le fichier ou son dossier est en lecture "
            "seule. Copiez-le dans un dossier à vous, puis ouvrez la copie.",
            "path",
        )
    if "locked" in text or "busy" in text:
        return RuleBroken(
            f"« {path.name} » est occupé par un autre programme : fermez l’autre fenêtre de "
            "Training Desk, puis réessayez.",
            "path",
        )
    return RuleBroken(f"« {path.name} » ne peut pas être ouvert : {text}.", "path")


def _damaged(path: Path) -> RuleBroken:
    return RuleBroken(
        f"« {path.name} » est endommagé et n’a pas été modifié. Ouvrez la dernière sauvegarde "
        "(Fichier › Restaurer une sauvegarde).",
        "path",
    )


@contextmanager
def unit_of_work(db: Database) -> Iterator[Database]:
    """Commit everything done inside, or nothing.

    The write lock is taken at once (`begin immediate`): reading the last invoice number and
    writing the next one can then not be interleaved by another connection. Inside another unit
    it is a part of that one.

    Raises:
        RuleBroken: a row that others need was deleted, told with what needs it.
    """
    if db.conn.in_transaction:
        yield db
        return
    db.execute("begin immediate")
    try:
        yield db
        db.commit()
    except BaseException:
        db.rollback()
        raise


def empty_wal(db: Database) -> None:
    """Bring everything into the main file, so that copying it alone loses nothing."""
    # Another reader may hold the log for a moment: the next rest tries again.
    with suppress(sqlite3.OperationalError):
        db.execute("pragma wal_checkpoint(truncate)").fetchone()


def close_database(db: Database) -> None:
    """Empty the log and close."""
    empty_wal(db)
    db.close()


def free_bytes(folder: Path) -> int:
    """Return the room left on the disk of a folder."""
    return shutil.disk_usage(folder).free
