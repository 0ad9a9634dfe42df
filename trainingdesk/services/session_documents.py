"""Filing what came back to a session: scans dropped, chosen, or found in the scanner's folder."""

import hashlib
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from stat import S_ISREG

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.labels import label as word
from trainingdesk.domain.session_documents import (
    LARGEST,
    SessionDocument,
    SessionDocumentKind,
)
from trainingdesk.french import sort_key
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.mishaps import told
from trainingdesk.services.office import Office
from trainingdesk.storage import session_documents as store
from trainingdesk.storage import sessions
from trainingdesk.storage.database import unit_of_work

FILED = "Classés"
"""The folder, inside the scanner's, of the files that were taken in."""
SUFFIXES = frozenset({".pdf", ".png", ".jpg", ".jpeg"})


def file_scan(
    office: Office,
    session_id: int,
    path: Path,
    *,
    kind: SessionDocumentKind = SessionDocumentKind.ATTENDANCE_SHEET,
    slot_ids: Sequence[int] = (),
    received_on: date | None = None,
) -> Changes:
    """Keep a file with a session; the file itself stays where it is.

    Raises:
        RuleBroken: it is kept already, or is no PDF, PNG or JPEG.
        OSError: it cannot be read.
    """
    document = SessionDocument(
        session_id=session_id,
        kind=kind,
        label=word(kind).capitalize(),
        received_on=received_on or office.today(),
        file_name=path.name,
        content=_content(path),
        slot_ids=tuple(slot_ids),
    )
    saved = keep(office, document)
    return changed(f"« {path.name} » classé dans la session", Kind.SESSIONS, saved=saved)


def _content(path: Path) -> bytes:
    """Return the bytes of a file, of one that is too large just enough to be refused."""
    with path.open("rb") as scan:
        return scan.read(LARGEST + 1)


def keep(office: Office, document: SessionDocument) -> int:
    """Write a document and return its id.

    Raises:
        RuleBroken: it is no scan, is kept already, or names a half-day of another session. The
            same list of connections may serve several sessions, and a session several times.
    """
    checked = document.checked(office.today())
    digest = hashlib.sha256(checked.content or b"").hexdigest()
    with unit_of_work(office.db):
        own = {slot.id for slot in sessions.slots_of(office.db, document.session_id)}
        if not own.issuperset(checked.slot_ids):
            raise RuleBroken("Ce créneau n’existe plus dans la session. Actualisez (F5).")
        if checked.kind is SessionDocumentKind.CONNECTION_LOG:
            kept = store.kept_in(office.db, document.session_id, digest)
            if kept is not None:
                store.add_slots(office.db, kept, checked.slot_ids)
                return kept
        elif (number := store.session_with(office.db, digest)) is not None:
            raise RuleBroken(f"« {document.file_name} » est déjà classé dans la session {number}.")
        return store.add(office.db, replace(checked, sha256=digest))


def delete(office: Office, document_id: int) -> Changes:
    """Take a document away for good.

    Raises:
        RuleBroken: it was deleted meanwhile.
    """
    with unit_of_work(office.db):
        found = store.document(office.db, document_id)
        store.DOCUMENTS.delete(office.db, document_id)
    return changed(f"« {found.file_name} » supprimé", Kind.SESSIONS)


def write(office: Office, document_id: int, path: Path) -> Path:
    """Write the bytes of a document to a file, and return it.

    Raises:
        RuleBroken: the document was deleted meanwhile.
        OSError: the file cannot be written.
    """
    found = store.document(office.db, document_id)
    path.write_bytes(found.content or b"")
    return path


# The scanner's folder ---------------------------------------------------------------------------


Stamp = tuple[int, int]
"""Bytes of a file and when it was last written: what changes while a scanner is at work."""


def waiting_scans(folder: Path) -> dict[Path, Stamp]:
    """Return the scans that lie in a folder, in the order of their names.

    One that is empty, locked or gone meanwhile is left to the next look.

    Raises:
        OSError: the folder cannot be read.
    """
    found = {}
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in SUFFIXES and not path.name.startswith("."):
            with suppress(OSError):
                about = path.stat()
                if S_ISREG(about.st_mode) and about.st_size:
                    found[path] = (about.st_size, about.st_mtime_ns)
    return found


def proposed_session(office: Office, file_name: str) -> int | None:
    """Return the session whose number stands in the name of a file, or `None`.

    A scanner may write the number with other signs in between: «S_2026_014».
    """
    written = _plain(file_name)
    found = [
        (len(number), session_id)
        for session_id, number, _title in store.session_numbers(office.db)
        if number and re.search(rf"(?<![a-z0-9]){_plain(number)}(?![0-9])", written)
    ]
    return max(found)[1] if found else None


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", sort_key(text)).strip("-")


def take_in(
    office: Office,
    session_id: int,
    path: Path,
    *,
    kind: SessionDocumentKind = SessionDocumentKind.ATTENDANCE_SHEET,
    slot_ids: Sequence[int] = (),
) -> Changes:
    """Keep a file of the scanner's folder with a session, then move it among the filed ones.

    It is copied into the office first: a file that could not be is left alone, and one that could
    not be moved is still in the office.

    Raises:
        RuleBroken: it is no PDF, PNG or JPEG.
        OSError: it cannot be read.
    """
    digest = hashlib.sha256(_content(path)).hexdigest()
    number = store.session_with(office.db, digest)
    if number is not None:
        done = changed(f"« {path.name} » était déjà classé dans la session {number}", Kind.SESSIONS)
    else:
        done = file_scan(office, session_id, path, kind=kind, slot_ids=slot_ids)
    try:
        moved = _free(path.parent / FILED, path.name)
        path.rename(moved)
    except OSError as error:
        return Changes(f"{done.label}, mais pas déplacé. {told(error)}", done.kinds, done.id)
    return Changes(done.label, done.kinds, done.id, moved)


def _free(folder: Path, name: str) -> Path:
    """Return a path in *folder* that no file has yet."""
    folder.mkdir(exist_ok=True)
    wanted = folder / name
    number = 2
    while wanted.exists():
        wanted = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
        number += 1
    return wanted
