"""One program at a time writes to an office.

SQLite already keeps two writers from mixing; this lock keeps two *windows* from showing two states
of one office, the usual accident with a file on a shared disk. It is an advisory lock of the system
on a small file beside the office, so it works across computers that share a disk and ends with the
process that holds it, however that ends. The file tells who holds it; it goes when the office is
closed, and one that a crash left behind locks nothing.

The office itself cannot bear the lock: where locks are POSIX's, closing the file that bears ours
would let go of those that SQLite holds on it.
"""

import getpass
import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import clock, short_date

if sys.platform == "win32":
    import msvcrt

    # A locked byte cannot be read by others: it lies far behind the text.
    _LOCKED_BYTE = 1 << 20

    def _try_lock(descriptor: int) -> None:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _give_back(descriptor: int, path: Path) -> None:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
        os.close(descriptor)
        # Another program may have opened it in between, and then removes it in its turn.
        try:
            path.unlink(missing_ok=True)
        except PermissionError:
            return

else:
    import fcntl

    def _try_lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _give_back(descriptor: int, path: Path) -> None:
        # Removed while still held: nobody can lock this file and find it gone afterwards.
        path.unlink(missing_ok=True)
        os.close(descriptor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who has an office open for writing, as its lock file tells."""

    user: str
    computer: str
    process: int
    since: datetime

    @property
    def told(self) -> str:
        """Who and since when, in French."""
        return (
            f"par {self.user} sur {self.computer}, depuis le {short_date(self.since.date())} à "
            f"{clock(self.since.time())}"
        )


class OfficeLock:
    """The right to write to an office, held until `release` or the end of the process."""

    def __init__(self, descriptor: int, path: Path) -> None:
        self._descriptor: int | None = descriptor
        self._path = path

    @classmethod
    def acquire(cls, path: Path) -> "OfficeLock":
        """Take the lock of an office.

        Raises:
            RuleBroken: another window or command holds it, or its folder cannot be written.
        """
        beside = lock_file(path)
        while True:
            descriptor = _opened(beside, path)
            try:
                _try_lock(descriptor)
            except OSError as error:
                os.close(descriptor)
                raise _held(path) from error
            if _is_still(descriptor, beside):
                break
            os.close(descriptor)  # whoever held it removed it meanwhile: there is a new one
        _write_holder(descriptor)
        return cls(descriptor, beside)

    def release(self) -> None:
        """Let go; a second time does nothing."""
        if self._descriptor is not None:
            _give_back(self._descriptor, self._path)
            self._descriptor = None


@contextmanager
def hold(path: Path) -> Iterator[OfficeLock]:
    """Hold the lock of an office as long as the block lasts.

    Raises:
        RuleBroken: another window or command holds it, or its folder cannot be written.
    """
    lock = OfficeLock.acquire(path)
    try:
        yield lock
    finally:
        lock.release()


def holder(path: Path) -> Holder | None:
    """Return who said last that he writes to an office; after a crash, nobody may any more."""
    try:
        told = json.loads(lock_file(path).read_text("utf-8"))
        return Holder(**told | {"since": datetime.fromisoformat(told["since"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def lock_file(path: Path) -> Path:
    """Return the small file beside an office that bears its lock."""
    # Two ways to one file, by a link or from another folder, must meet at one lock.
    real = path.resolve()
    return real.with_name(f".{real.name}.verrou")


def _opened(beside: Path, office: Path) -> int:
    try:
        return os.open(beside, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise RuleBroken(
            f"« {office.name} » ne peut pas être modifié : son dossier est introuvable ou en "
            "lecture seule. Copiez-le dans un dossier à vous.",
            "path",
        ) from error


def _held(path: Path) -> RuleBroken:
    who = holder(path)
    return RuleBroken(
        f"« {path.name} » est déjà ouvert {who.told if who else 'dans un autre programme'}. "
        "Fermez-le là-bas, puis recommencez.",
        "path",
    )


def _is_still(descriptor: int, beside: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), beside.stat())
    except FileNotFoundError:
        return False


def _write_holder(descriptor: int) -> None:
    told = asdict(
        Holder(
            user=getpass.getuser(),
            computer=socket.gethostname(),
            process=os.getpid(),
            since=datetime.now().replace(microsecond=0),  # noqa: DTZ005 - shown to people
        )
    )
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, json.dumps(told, default=str).encode())
