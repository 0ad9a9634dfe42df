"""Papers that left: where they lie as files."""

from pathlib import Path

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.services.filing import paper_folder, place
from trainingdesk.services.office import Office
from trainingdesk.storage import sessions
from trainingdesk.storage.papers import IssuedPaper


def filed(office: Office, paper: IssuedPaper, pdf: bytes) -> Path:
    """Return the file of an issued paper, put back where it was if somebody took it away.

    Raises:
        RuleBroken: this office keeps its papers in its own file alone.
        OSError: the folder cannot be written.
    """
    # It brings reportlab along, which the window does without until a paper is asked for.
    from trainingdesk.documents.register import PAPERS  # noqa: PLC0415

    if office.documents is None:
        raise RuleBroken("Cet organisme garde ses documents dans son fichier : enregistrez-le.")
    session = sessions.SESSIONS.get(office.db, paper.session_id) if paper.session_id else None
    folder = paper_folder(session, PAPERS[paper.kind].folder, paper.issued_on, office.today())
    return place(office.documents, folder / paper.file_name, pdf)
