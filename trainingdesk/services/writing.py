"""Files that the user asked for, written where he chose."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from trainingdesk.domain.errors import RuleBroken


def write_whole(path: Path, content: bytes) -> Path:
    """Write a file whole or not at all, in place of an earlier one; return its path.

    Raises:
        RuleBroken: the file cannot be written; what stood there is untouched.
    """
    with writing_whole(path) as file:
        file.write(content)
    return path


@contextmanager
def writing_whole(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write to, which stands at *path* once it is whole; in place of an earlier one.

    Raises:
        RuleBroken: the file cannot be written; what stood there is untouched.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise RuleBroken(
            f"« {path.name} » ne peut pas être enregistré : fermez-le s’il est ouvert dans un "
            "autre programme, vérifiez qu’il reste de la place, ou choisissez un autre dossier.",
            "path",
        ) from error
    finally:
        # Nothing is left behind, not even by a disk that is full; one that is read-only took none.
        with suppress(OSError):
            beside.unlink(missing_ok=True)
