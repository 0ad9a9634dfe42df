"""How long work on the file tells how far it is, and stops when the user asks."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[int, int], None]
"""Told what is done and how much there is in all, in steps of any size."""

Cancelled = Callable[[], bool]
"""Asked between two steps whether the user gave up."""

_STEPS_OF_SQLITE = 100_000
"""Instructions of SQLite's machine between two looks at whether the user gave up."""


class GivenUp(Exception):
    """The user asked to stop."""


def tell_nobody(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


def never() -> bool:
    """Work that nobody can stop."""
    return False


@contextmanager
def stoppable(connection: sqlite3.Connection, cancelled: Cancelled) -> Iterator[None]:
    """Let the user stop a single long statement too, such as a check of the whole file.

    Raises:
        GivenUp: the user did.
    """
    connection.set_progress_handler(cancelled, _STEPS_OF_SQLITE)
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname == "SQLITE_INTERRUPT":
            raise GivenUp from error
        raise
    finally:
        connection.set_progress_handler(None, 0)
