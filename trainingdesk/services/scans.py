"""Scanned papers: read, held against what can be shown again, and named by their hash."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.office_documents import OfficeDocument
from trainingdesk.domain.teaching import TrainerDocument
from trainingdesk.french import typeset
from trainingdesk.services.mishaps import told

D = TypeVar("D", OfficeDocument, TrainerDocument)

LARGEST = 20_000_000
"""Bytes; every backup carries the scans."""
_STARTS = {b"%PDF-": ".pdf", b"\x89PNG\r\n\x1a\n": ".png", b"\xff\xd8\xff": ".jpg"}
"""What files that every system shows begin with."""
_LEAD = 1024
"""Bytes; a PDF may have something before its first line."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A file that was kept: its name, its hash, its bytes."""

    file_name: str
    sha256: str
    content: bytes


def read(path: Path) -> Scan:
    """Return a file of this machine as it will be kept.

    Raises:
        RuleBroken: it cannot be read, is too large, or is neither PDF, PNG nor JPEG.
    """
    try:
        return scan(path.name, path.read_bytes())
    except OSError as error:
        raise RuleBroken(told(error) or str(error), "content") from error


def scan(file_name: str, content: bytes) -> Scan:
    """Return the bytes of a file as they will be kept.

    Raises:
        RuleBroken: they are none, too many, or neither PDF, PNG nor JPEG.
    """
    if not content:
        raise RuleBroken(typeset("Ce fichier est vide : choisissez-en un autre."), "content")
    if len(content) > LARGEST:
        raise RuleBroken(
            typeset("Ce fichier dépasse 20 Mo : numérisez-le en plus petit."), "content"
        )
    if not _is_known(content):
        raise RuleBroken(
            typeset(f"« {file_name} » n’est ni un PDF, ni une image PNG ou JPEG."), "content"
        )
    return Scan(file_name, hashlib.sha256(content).hexdigest(), content)


def with_hash(record: D) -> D:
    """Return a record with the hash of the scan it keeps; without a scan it names no file.

    Raises:
        RuleBroken: the scan is none, too large, or neither PDF, PNG nor JPEG.
    """
    if record.content is None:
        return replace(record, file_name="", sha256="")
    return replace(record, sha256=scan(record.file_name, record.content).sha256)


def _is_known(content: bytes) -> bool:
    return content.startswith(tuple(_STARTS)) or b"%PDF-" in content[:_LEAD]
