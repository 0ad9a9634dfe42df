"""What goes wrong outside the trade: the system's refusals in French, and the log of our faults."""

import errno
import sqlite3
import traceback
from datetime import datetime
from pathlib import Path

import click

from trainingdesk.french import typeset

_DENIED = (
    "n’est pas accessible : fermez-le s’il est ouvert ailleurs, ou demandez-en le droit à la "
    "personne qui gère cet ordinateur."
)
_NO_ROOM = "ne tient pas sur le disque : libérez de la place, puis recommencez."
_REFUSALS = {
    errno.ENOENT: "est introuvable : vérifiez le nom, ou que le disque est branché.",
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.EEXIST: "existe déjà : choisissez un autre nom.",
    errno.ENOTDIR: "passe par un fichier : donnez le chemin d’un dossier.",
    errno.EISDIR: "est un dossier : donnez le nom d’un fichier.",
    errno.ENOTEMPTY: "n’est pas un dossier vide : choisissez-en un autre.",
    errno.ENAMETOOLONG: "porte un nom trop long : raccourcissez-le.",
    errno.ENOSPC: _NO_ROOM,
    errno.EDQUOT: _NO_ROOM,
    errno.EROFS: "est sur un disque en lecture seule : choisissez un autre dossier.",
    errno.EIO: "n’est pas lu ou écrit en entier : vérifiez le disque, puis recommencez.",
}


_OCCUPIED = "est occupé par un autre programme : fermez-le là-bas, puis recommencez."
_DAMAGED = "est endommagé et n’a pas été modifié : restaurez la dernière sauvegarde."
_OFFICE_REFUSALS = {
    sqlite3.SQLITE_BUSY: _OCCUPIED,
    sqlite3.SQLITE_LOCKED: _OCCUPIED,
    sqlite3.SQLITE_PERM: _DENIED,
    sqlite3.SQLITE_CANTOPEN: _DENIED,
    sqlite3.SQLITE_READONLY: "est en lecture seule : copiez-le dans un dossier à vous.",
    sqlite3.SQLITE_FULL: _NO_ROOM,
    sqlite3.SQLITE_IOERR: _REFUSALS[errno.EIO],
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
}


def told(error: BaseException) -> str | None:
    """Say in one French sentence what the system, or the disk under the office, refuses.

    Returns `None` for what is no refusal of theirs: a fault of ours.
    """
    match error:
        case OSError():
            what = f"« {error.filename} »" if error.filename else "Le fichier"
            odd = f"est refusé par le système ({error.strerror or error})."
            return typeset(f"{what} {_REFUSALS.get(error.errno or 0, odd)}")
        case sqlite3.Error(sqlite_errorcode=int(code)) if code & 0xFF in _OFFICE_REFUSALS:
            # The high bytes only tell which of the system's calls failed.
            return typeset(f"Le fichier de l’organisme {_OFFICE_REFUSALS[code & 0xFF]}")
        case _:
            return None


def write_log(error: BaseException) -> Path | None:
    """Add a fault of ours to the log and return where it is, `None` if it cannot be written."""
    log = Path(click.get_app_dir("trainingdesk")) / "journal.log"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as file:
            file.write(f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S}\n")
            traceback.print_exception(error, file=file)
    except OSError:
        return None
    return log
