"""Dated copies of an office: made while it is open, thinned by age, brought back.

They lie in the folder `Sauvegardes` beside the office, as `<name> AAAA-MM-JJ HHMMSS.trainingdesk`.
"""

import re
import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import clock, long_date, number
from trainingdesk.storage.long_work import (
    Cancelled,
    GivenUp,
    Progress,
    never,
    stoppable,
    tell_nobody,
)
from trainingdesk.storage.office_file import (
    SIDECARS,
    SUFFIX,
    check_office,
    connect_to_look,
    connect_to_read,
    sidecar,
)

FOLDER = "Sauvegardes"
KEPT = 10
_PAGES_A_STEP = 1000
_STAMP = "%Y-%m-%d %H%M%S"
_NAME = re.compile(
    rf"(?P<office>.+) (?P<stamp>\d{{4}}-\d\d-\d\d \d{{6}}){re.escape(SUFFIX)}", re.DOTALL
)
_PARTIAL = ".partiel"


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy made by this program, as its name tells."""

    path: Path
    made_at: datetime

    @property
    def told(self) -> str:
        """When it was made, in French."""
        return f"{long_date(self.made_at.date(), weekday=True)} à {clock(self.made_at.time())}"


@dataclass(frozen=True, slots=True)
class BackupResult:
    """What became of a backup: its file, or `None` and the reason, in a sentence for the user."""

    path: Path | None
    told: str


def free_bytes(folder: Path) -> int:
    """Return the room left on the disk of a folder."""
    return shutil.disk_usage(folder).free


def _now() -> datetime:
    return datetime.now()  # noqa: DTZ005 - names tell the hour on the office's wall


# Which there are --------------------------------------------------------------------------------


def backups_of(path: Path) -> list[Backup]:
    """Return the backups of an office, latest first."""
    return _found(path.parent / FOLDER).get(path.stem, [])


def latest(path: Path) -> Backup | None:
    """Return the latest backup of an office, if any."""
    return next(iter(backups_of(path)), None)


def is_due(path: Path) -> bool:
    """Whether the office holds anything that its latest backup does not.

    The history numbers every change of a row; the few small tables that it does not record are
    compared whole.
    """
    last = latest(path)
    if last is None:
        return True
    with closing(connect_to_read(path)) as office, closing(connect_to_look(last.path)) as copy:
        try:
            return _state(office) != _state(copy)
        except sqlite3.DatabaseError:
            return True


def _state(connection: sqlite3.Connection) -> list[list[tuple[object, ...]]]:
    return [
        connection.execute(query).fetchall()
        for query in (
            "select (select max(id) from history), (select min(id) from history)",
            "select * from setting order by key",
            "select * from number_sequence order by kind, period",
            "select name from _sqlite_migrations order by name",
        )
    ]


def _found(folder: Path) -> dict[str, list[Backup]]:
    """Return the backups in a folder by the name of their office, latest first."""
    found: defaultdict[str, list[Backup]] = defaultdict(list)
    for path in folder.glob(f"*{SUFFIX}"):
        if (named := _NAME.fullmatch(path.name)) and path.is_file():
            try:
                made_at = datetime.strptime(named["stamp"], _STAMP)  # noqa: DTZ007 - as in names
            except ValueError:
                continue
            found[named["office"]].append(Backup(path, made_at))
    for copies in found.values():
        copies.sort(key=lambda backup: backup.made_at, reverse=True)
    return found


# Making one -------------------------------------------------------------------------------------


def make(
    path: Path,
    progress: Progress = tell_nobody,
    cancelled: Cancelled = never,
    *,
    at: datetime | None = None,
    free: Callable[[Path], int] = free_bytes,
) -> BackupResult:
    """Copy an office as it is now, checked; others may go on reading and writing it.

    It runs on a connection of its own, and leaves nothing behind when given up. *at* names the
    copy; *free* tells the room left on a disk.

    Raises:
        RuleBroken: the file is no office, or damaged; its earlier backups are then left alone.
        OSError, sqlite3.OperationalError: the disk refuses.
    """
    check_office(path)
    folder = path.parent / FOLDER
    needed, room = _size(path), free(path.parent)
    if needed > room / 2:
        return BackupResult(
            None,
            f"Sauvegarde impossible : elle prendrait {_megabytes(needed)} et il ne reste que "
            f"{_megabytes(room)} sur le disque. Libérez de la place, puis recommencez.",
        )
    folder.mkdir(exist_ok=True)
    target = _unused(folder, path.stem, at or _now())
    try:
        _copy(path, target, progress, cancelled)
    except GivenUp:
        return BackupResult(None, "Sauvegarde abandonnée : la précédente reste la dernière.")
    return BackupResult(target, f"Sauvegardé dans « {FOLDER} » sous « {target.name} ».")


def copy_to(
    path: Path, destination: Path, progress: Progress = tell_nobody, cancelled: Cancelled = never
) -> BackupResult:
    """Write a checked copy of an office somewhere else; a file already there is kept.

    Raises:
        RuleBroken: the destination exists, its folder does not, or the office is damaged.
        OSError, sqlite3.OperationalError: the disk refuses.
    """
    if destination.exists():
        raise RuleBroken(f"« {destination} » existe déjà : choisissez un autre nom.", "path")
    if not destination.parent.is_dir():
        raise RuleBroken(
            f"Le dossier « {destination.parent} » n’existe pas : branchez la clé ou créez-le.",
            "path",
        )
    try:
        _copy(path, destination, progress, cancelled)
    except GivenUp:
        return BackupResult(None, "Copie abandonnée : rien n’a été écrit.")
    return BackupResult(destination, f"L’organisme est copié dans « {destination} ».")


def _size(path: Path) -> int:
    log = sidecar(path, SIDECARS[0])
    return path.stat().st_size + (log.stat().st_size if log.exists() else 0)


def _megabytes(size: int) -> str:
    return f"{number(Decimal(size) / 1_000_000, 1)}\N{NO-BREAK SPACE}Mo"


def _unused(folder: Path, name: str, at: datetime) -> Path:
    """Return a name that no file bears, a second later if need be."""
    while (path := folder / f"{name} {at:{_STAMP}}{SUFFIX}").exists():
        at += timedelta(seconds=1)
    return path


def _copy(source: Path, target: Path, progress: Progress, cancelled: Cancelled) -> None:
    """Copy an office through SQLite, check the copy, and only then give it its name."""
    partial = target.with_name(target.name + _PARTIAL)
    try:
        with (
            closing(connect_to_read(source)) as original,
            closing(sqlite3.connect(partial)) as copy,
            stoppable(copy, cancelled),
        ):
            # One reading transaction: what is written meanwhile neither shows nor starts it again.
            original.execute("begin")
            expected = _counts(original)
            _copy_pages(original, copy, progress, cancelled)
            # A copy is one file: the log of a copied office would be made beside it when read.
            copy.execute("pragma journal_mode = delete")
            if _faults(copy) or _counts(copy) != expected:
                raise _source_damaged(source)
        partial.replace(target)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:
        raise _source_damaged(source) from error
    finally:
        for leftover in (partial, sidecar(partial, "-journal")):
            leftover.unlink(missing_ok=True)


def _copy_pages(
    original: sqlite3.Connection, copy: sqlite3.Connection, progress: Progress, cancelled: Cancelled
) -> None:
    def step(_status: int, remaining: int, total: int) -> None:
        progress(total - remaining, total)
        if cancelled():
            raise GivenUp

    original.backup(copy, pages=_PAGES_A_STEP, progress=step)


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    names = connection.execute(
        "select name from sqlite_schema where type = 'table' and sql not like 'create virtual%'"
    ).fetchall()
    return {
        name: connection.execute(f'select count(*) from "{name}"').fetchone()[0]
        for (name,) in names
    }


def _faults(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("pragma quick_check(5)").fetchall()
    return [text for (text,) in rows if text != "ok"]


def _source_damaged(path: Path) -> RuleBroken:
    return RuleBroken(
        f"« {path.name} » est endommagé : il n’a pas été copié, et les sauvegardes d’avant sont "
        "gardées. Choisissez Fichier › Restaurer une sauvegarde.",
        "path",
    )


# Thinning ---------------------------------------------------------------------------------------


def thin(folder: Path) -> list[Path]:
    """Remove backups of each office beyond ten, and return what was removed.

    Kept are the three latest; then the last of each of three earlier days, of two earlier weeks
    and of two earlier months; places left over go to the latest again. Only files named by this
    program are touched, and of these only copies as they were made: one that was opened and worked
    in since has become an office of its own.
    """
    removed = []
    for copies in _found(folder).values():
        own = [backup for backup in copies if _is_untouched(backup.path)]
        kept = _kept(own)
        removed += [backup.path for backup in own if backup not in kept]
    for path in removed:
        path.unlink()
    return removed


_TIERS: tuple[tuple[int, Callable[[datetime], object]], ...] = (
    (3, lambda at: at),
    (3, lambda at: at.date()),
    (2, lambda at: at.isocalendar()[:2]),
    (2, lambda at: (at.year, at.month)),
)


def _kept(copies: Iterable[Backup]) -> set[Backup]:
    ordered = sorted(copies, key=lambda backup: backup.made_at, reverse=True)
    kept: set[Backup] = set()
    for places, period in _TIERS:
        taken = {period(backup.made_at) for backup in kept}
        newest = {
            period(backup.made_at): backup
            for backup in reversed(ordered)
            if period(backup.made_at) not in taken
        }
        kept.update(sorted(newest.values(), key=lambda b: b.made_at, reverse=True)[:places])
    kept.update(islice((b for b in ordered if b not in kept), max(0, KEPT - len(kept))))
    return kept


def _is_untouched(path: Path) -> bool:
    """Whether a copy still keeps its journal as copies do: opening it for work changes that."""
    with path.open("rb") as file:
        return file.read(20)[18:] == b"\1\1"


# Bringing one back ------------------------------------------------------------------------------


def restore(
    backup: Path,
    target: Path,
    progress: Progress = tell_nobody,
    cancelled: Cancelled = never,
    *,
    at: datetime | None = None,
) -> Path | None:
    """Put a checked copy of a backup in the place of an office that nobody has open.

    The file that was there is kept beside, renamed with the day and time; its new path is
    returned, or `None` when there was none or the user gave up.

    Raises:
        RuleBroken: the backup is no office, damaged or newer than the program, or a folder bears
            the name of the office.
        OSError: a file cannot be moved; everything is then as it was.
    """
    check_office(backup)
    if target.is_dir():
        raise RuleBroken(f"« {target} » est un dossier : donnez le nom d’un fichier.", "path")
    fresh = target.with_name(f"{target.name}.restauration")
    aside = _unused(target.parent, f"{target.stem} remplacé", at or _now())
    try:
        _copy(backup, fresh, progress, cancelled)
        return _exchange(fresh, target, aside)
    except GivenUp:
        return None
    finally:
        fresh.unlink(missing_ok=True)


def _exchange(fresh: Path, target: Path, aside: Path) -> Path | None:
    """Give *fresh* the name of *target*, whose file and log go *aside*.

    A log left in place, which may hold the last commits of the file that goes, would be played
    into the one that comes.
    """
    pairs = [(target, aside), *((sidecar(target, end), sidecar(aside, end)) for end in SIDECARS)]
    moved: list[tuple[Path, Path]] = []
    try:
        for old, new in pairs:
            if old.exists():
                old.rename(new)
                moved.append((old, new))
        fresh.rename(target)
    except OSError:
        for old, new in reversed(moved):
            new.rename(old)
        raise
    return aside if (target, aside) in moved else None
