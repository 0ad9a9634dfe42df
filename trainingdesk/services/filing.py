"""Issued papers as files in a folder tree that people can read."""

from contextlib import suppress
from datetime import date
from pathlib import Path

from trainingdesk.documents.file_names import file_stem
from trainingdesk.domain.sessions import TrainingSession


def session_folder(session: TrainingSession, today: date) -> Path:
    """Return the folder of a session: its year, then its number and title."""
    day = session.starts_on or today
    return Path(f"{day:%Y}") / file_stem(f"{session.number} {session.title}")


def paper_folder(
    session: TrainingSession | None, kind_folder: str, issued_on: date, today: date
) -> Path:
    """Return the folder of a paper: its session's, else that of its year and kind."""
    if session is not None:
        return session_folder(session, today)
    return Path(f"{issued_on:%Y}") / kind_folder


def place(root: Path, relative: Path, content: bytes) -> Path:
    """Write a file below *root*, beside a different one of the same name, never over it.

    Returns the path that now holds *content*.

    Raises:
        OSError: the folder cannot be written.
    """
    target = root / relative
    target.parent.mkdir(parents=True, exist_ok=True)
    stem, number = target.stem, 1
    while target.exists() and target.read_bytes() != content:
        number += 1
        target = target.with_name(f"{stem} ({number}){target.suffix}")
    if not target.exists():
        # A reader never sees half a paper, and neither does a power cut.
        part = target.with_name(f"{target.name}.part")
        try:
            part.write_bytes(content)
            part.replace(target)
        except OSError as error:
            # People know the file by its own name.
            raise OSError(error.errno, error.strerror, str(target)) from error
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
    return target
