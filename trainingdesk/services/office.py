"""The open office that every service receives."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sqlite_utils import Database

from trainingdesk.storage.database import close_database, create_database, open_database

if TYPE_CHECKING:
    # It leans on libraries that take half a second to load, for a paper that is sealed alone.
    from trainingdesk.paper.seal import Seal

IN_MEMORY = ":memory:"


@dataclass(slots=True)
class Unlocked:
    """What a password opened for as long as the program runs; it is written nowhere.

    `seal` is the office's seal, `content` the file that it was opened from.
    """

    seal: "Seal | None" = None
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class Office:
    """One office file, open; `today` is a function so that tests choose the day.

    `documents` is the folder where issued papers land as files, or `None` to keep them in the
    file alone. `unlocked` is shared by all connections to the same office.
    """

    db: Database
    path: Path | None
    today: Callable[[], date]
    documents: Path | None = None
    unlocked: Unlocked = field(default_factory=Unlocked, repr=False, compare=False)

    def close(self) -> None:
        """Let go of the file, everything in it."""
        close_database(self.db)


def open_office(path: Path | str, today: Callable[[], date] = date.today) -> Office:
    """Open an office; `":memory:"` makes an empty one that lives as long as the test.

    Raises:
        RuleBroken: the file cannot be opened; the sentence says why and what to do.
    """
    if path == IN_MEMORY:
        return Office(create_database(IN_MEMORY), None, today)
    return _at(Path(path), open_database(path), today)


def create_office(path: Path, today: Callable[[], date] = date.today) -> Office:
    """Make a new, empty office file.

    Raises:
        RuleBroken: it exists already or cannot be written.
    """
    return _at(path, create_database(path), today)


@contextmanager
def second_connection(office: Office) -> Iterator[Office]:
    """Open the same office once more, for a thread of its own.

    Raises:
        ValueError: the office lives in memory and has no second door.
    """
    if office.path is None:
        raise ValueError("an office in memory has one connection only")
    db = open_database(office.path)
    try:
        yield replace(office, db=db)
    finally:
        db.close()


def _at(path: Path, db: Database, today: Callable[[], date]) -> Office:
    return Office(db, path, today, path.parent / "Documents")
