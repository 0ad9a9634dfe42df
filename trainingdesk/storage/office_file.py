"""What a file is, found out before anything could change it."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.storage.migrations import migrations

APPLICATION_ID = 0x54444B31
"""«TDK1»: what `file` and the program itself recognise an office by."""

SUFFIX = ".trainingdesk"
BUSY_SECONDS = 5.0

_LOG, _INDEX = "-wal", "-shm"
SIDECARS = (_LOG, _INDEX)
"""What SQLite keeps beside an open file; a log that is not empty belongs to the file."""


def check_office(path: Path) -> None:
    """Refuse what is no office that this program may open; the file is left as it is.

    Raises:
        RuleBroken: it is missing, another program's, damaged or newer than the program.
    """
    if not path.is_file():
        raise RuleBroken(
            f"Le fichier « {path} » est introuvable : vérifiez son nom, ou que la clé ou le "
            "disque où il se trouve est branché.",
            "path",
        )
    if not os.access(path, os.R_OK):
        raise RuleBroken(
            f"« {path.name} » ne peut pas être lu : demandez le droit de lecture à la personne qui "
            "gère cet ordinateur.",
            "path",
        )
    try:
        with closing(connect_to_look(path)) as connection:
            _check_kind(Database(connection), path)
    except sqlite3.OperationalError as error:
        raise unusable(path, error) from error
    except sqlite3.DatabaseError as error:
        raise _unreadable(path, error) from error


def check_writable(path: Path) -> None:
    """Refuse a file, or a folder, that may not be written: SQLite needs both.

    Raises:
        RuleBroken: either is read-only.
    """
    if not all(os.access(place, os.W_OK) for place in (path, path.absolute().parent)):
        raise read_only(path)


def connect_to_look(path: Path) -> sqlite3.Connection:
    """Open a file to read it as it lies, without leaving anything beside it.

    A log that is not empty holds commits that the file itself lacks: it is then read as SQLite
    usually does. Opening the file with Python instead would, once closed, let go of the locks that
    SQLite's own connections of this process hold on it (POSIX).
    """
    log = sidecar(path, _LOG)
    how = "mode=ro" if log.exists() and log.stat().st_size else "immutable=1"
    return _connect_by_uri(path, how)


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Open a file to read it while others may write; where nothing can be written, as it lies."""
    connection = _connect_by_uri(path, "mode=ro")
    try:
        connection.execute("select count(*) from sqlite_schema").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        if "unable to open" not in str(error) and "readonly" not in str(error):
            raise
        # A folder that may not be written has no place for the index of the log.
        connection = connect_to_look(path)
    connection.execute("pragma query_only = on")
    return connection


def sidecar(path: Path, end: str) -> Path:
    """Return the file of this kind that SQLite keeps beside another."""
    return path.with_name(path.name + end)


def _connect_by_uri(path: Path, how: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, timeout=BUSY_SECONDS)


def _check_kind(db: Database, path: Path) -> None:
    if db.execute("pragma application_id").fetchone()[0] != APPLICATION_ID:
        raise RuleBroken(
            f"« {path.name} » est un fichier d’un autre programme : rien n’y a été changé. "
            "Choisissez un fichier de Training Desk.",
            "path",
        )
    ours = {step.name for step in migrations._migrations}  # noqa: SLF001 - no public list
    if {step.name for step in migrations.applied(db)} - ours:
        raise RuleBroken(
            f"« {path.name} » a été enregistré par une version plus récente de Training Desk : "
            "mettez le programme à jour pour l’ouvrir. Rien n’y a été changé.",
            "path",
        )


def _unreadable(path: Path, error: sqlite3.DatabaseError) -> RuleBroken:
    if "not a database" in str(error):
        return RuleBroken(
            f"« {path.name} » n’est pas un fichier de Training Desk, ou il est endommagé ; rien "
            "n’y a été changé. Choisissez un autre fichier, ou une sauvegarde.",
            "path",
        )
    return damaged(path)


def damaged(path: Path) -> RuleBroken:
    """Return the refusal of a file that SQLite cannot read through."""
    return RuleBroken(
        f"« {path.name} » est endommagé et n’a pas été modifié. Ouvrez la dernière sauvegarde "
        "(Fichier › Restaurer une sauvegarde).",
        "path",
    )


def read_only(path: Path) -> RuleBroken:
    """Return the refusal of a file that may be read only."""
    return RuleBroken(
        f"« {path.name} » ne peut pas être modifié : le fichier ou son dossier est en lecture "
        "seule. Copiez-le dans un dossier à vous, puis ouvrez la copie.",
        "path",
    )


def unusable(path: Path, error: sqlite3.OperationalError) -> RuleBroken:
    """Return the refusal of a file that the system does not let the program use."""
    text = str(error)
    if "readonly" in text or "unable to open" in text:
        return read_only(path)
    if "locked" in text:
        return RuleBroken(
            f"« {path.name} » est occupé par un autre programme : fermez l’autre fenêtre de "
            "Training Desk, puis réessayez.",
            "path",
        )
    return RuleBroken(
        f"« {path.name} » ne peut pas être ouvert ({text}) : vérifiez que le disque est branché "
        "et qu’il répond, puis réessayez.",
        "path",
    )
