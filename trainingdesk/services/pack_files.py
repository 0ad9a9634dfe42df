"""The papers of a session as files: in a folder, bound into one PDF, or in an archive."""

import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime, time
from pathlib import Path, PurePosixPath

from trainingdesk.documents.file_names import file_stem
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.services.filing import place
from trainingdesk.services.office import Office
from trainingdesk.services.packs import FunderPack, Pack, PackedPaper, Progress
from trainingdesk.services.print_order import print_order
from trainingdesk.services.writing import write_whole, writing_whole
from trainingdesk.storage import office as identity
from trainingdesk.storage import papers as store
from trainingdesk.storage import session_documents as received
from trainingdesk.storage import sessions
from trainingdesk.storage.papers import IssuedPaper, SignedCopy

SIGNED, FORMER, RECEIVED = "Signés", "Éditions précédentes", "Pièces reçues"


def write_folder(office: Office, pack: Pack, folder: Path) -> list[Path]:
    """Write each paper as a file of its own, beside what lies there; return them in order.

    Raises:
        OSError: the folder cannot be written.
    """
    return [
        place(folder, Path(packed.paper.file_name), _pdf(office, packed.paper))
        for packed in pack.papers
    ]


def write_merged(office: Office, pack: Pack, path: Path, *, copies: bool = False) -> Path:
    """Write the papers as one PDF with bookmarks, each as often as it is printed with *copies*.

    Raises:
        RuleBroken: there is nothing to bind, or the file cannot be written.
    """
    return write_whole(path, merged(office, pack, copies=copies))


def merged(office: Office, pack: Pack, *, copies: bool = False) -> bytes:
    """Return the papers as one PDF with bookmarks, each as often as it is printed with *copies*.

    Raises:
        RuleBroken: there is nothing to bind.
    """
    many = {printed.key: printed.copies for printed in print_order(office)} if copies else {}
    session = sessions.SESSIONS.get(office.db, pack.session_id)
    title = f"Session {session.number} – {session.title}"
    return _bound(office, pack.papers, title, many)


def write_funder_pack(office: Office, made: FunderPack, path: Path) -> Path:
    """Write what a funder is sent as one PDF with bookmarks; a signed scan stands for its paper.

    Raises:
        RuleBroken: there is nothing to bind, or the file cannot be written.
    """
    return write_whole(path, funder_file(office, made))


def funder_file(office: Office, made: FunderPack) -> bytes:
    """Return what a funder is sent as one PDF with bookmarks; a signed scan stands for its paper.

    Raises:
        RuleBroken: there is nothing to bind.
    """
    session = sessions.SESSIONS.get(office.db, made.pack.session_id)
    title = f"Dossier de règlement – {made.funder} – session {session.number}"
    return _bound(office, made.pack.papers, title, {}, signed=True)


def merged_name(office: Office, session_id: int, *parts: str) -> str:
    """Return a name, without suffix, for a file that holds papers of a session."""
    session = sessions.SESSIONS.get(office.db, session_id)
    return file_stem(*parts, f"{session.number} {session.title}")


def _bound(
    office: Office,
    papers: Iterable[PackedPaper],
    title: str,
    copies: dict[str, int],
    *,
    signed: bool = False,
) -> bytes:
    # It brings pikepdf along, which the window does without until a paper is asked for.
    from trainingdesk.paper.bundle import Part, bound  # noqa: PLC0415

    printed = [packed for packed in papers if copies.get(packed.paper.kind, 1)]
    if not printed:
        raise RuleBroken("Aucun document n’est édité : il n’y a rien à réunir.")
    parts = (
        Part(
            group=packed.paper.title,
            name=packed.whom,
            pdf=(_signed_pdf(office, packed.paper) if signed else None)
            or _pdf(office, packed.paper),
            copies=copies.get(packed.paper.kind, 1),
        )
        for packed in printed
    )
    author = identity.organisation(office.db).name
    return bound(parts, title, author)


def _pdf(office: Office, paper: IssuedPaper) -> bytes:
    return store.pdf_of(office.db, paper.id or 0)


def _signed_pdf(office: Office, paper: IssuedPaper) -> bytes | None:
    """Return the latest signed copy of a paper that is a PDF."""
    from trainingdesk.paper.bundle import is_readable  # noqa: PLC0415

    copies = store.SIGNED_COPIES.where(
        office.db, "paper_id = ? and content is not null order by id desc", [paper.id]
    )
    contents = (copy.content for copy in copies if copy.content is not None)
    return next((content for content in contents if is_readable(content)), None)


# The archive of a session -----------------------------------------------------------------------


def write_archive(office: Office, session_id: int, path: Path, progress: Progress) -> Path:
    """Write every paper that left for a session into a zip, with all that came back to it.

    Editions that were replaced, signed copies and what was filed with the session (signed sheets,
    lists of connections) lie in folders of their own. One file after the other is read: memory
    does not grow with their number.

    Raises:
        RuleBroken: there is nothing yet, or the file cannot be written.
    """
    papers = store.papers_where(office.db, "session_id = ? order by id", [session_id])
    # The first to come back is the first to be read.
    documents = received.documents_of(office.db, session_id)[::-1]
    total = len(papers) + len(documents)
    if not total:
        raise RuleBroken("Aucun document n’a encore été édité ni reçu pour cette session.")
    former = {paper.replaces_id for paper in papers}
    names = _Names()
    with (
        writing_whole(path) as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive,
    ):
        for number, paper in enumerate(papers):
            progress(number, total, paper.title)
            folder = FORMER if paper.id in former else ""
            member = names.free(folder, paper.file_name)
            _add(archive, member, paper.issued_at, _pdf(office, paper))
            for copy, content in _copies(office, paper):
                member = names.free(SIGNED, copy.file_name or paper.file_name)
                day = datetime.combine(copy.received_on, time())
                _add(archive, member, day, content)
        for number, listed in enumerate(documents, start=len(papers)):
            progress(number, total, listed.file_name)
            member = names.free(RECEIVED, listed.file_name)
            day = datetime.combine(listed.received_on, time())
            document = received.document(office.db, listed.id or 0)
            _add(archive, member, day, document.content or b"")
    return path


def _copies(office: Office, paper: IssuedPaper) -> Iterator[tuple[SignedCopy, bytes]]:
    found = store.SIGNED_COPIES.where(
        office.db, "paper_id = ? and content is not null order by id", [paper.id]
    )
    for copy in found:
        if copy.content is not None:
            yield copy, copy.content


class _Names:
    """Gives each member of an archive a name of its own, whatever case a system heeds."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def free(self, folder: str, name: str) -> str:
        """Return where a file of this name goes, numbered when another took it."""
        wanted = PurePosixPath(folder) / name
        free, number = wanted, 1
        while str(free).casefold() in self._taken:
            number += 1
            free = wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")
        self._taken.add(str(free).casefold())
        return str(free)


def _add(archive: zipfile.ZipFile, member: str, at: datetime, content: bytes) -> None:
    info = zipfile.ZipInfo(member, at.timetuple()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, content)
