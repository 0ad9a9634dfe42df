"""Papers that left: where they lie as files."""

from pathlib import Path

from trainingdesk.documents.register import PAPERS
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.services.filing import place, session_folder
from trainingdesk.services.office import Office
from trainingdesk.storage import sessions
from trainingdesk.storage.papers import IssuedPaper


def filed(office: Office, paper: IssuedPaper, pdf: bytes) -> Path:
    """Return the file of an issued paper, put back where it was if somebody took it away.

    Raises:
        RuleBroken: this office keeps its papers in its own file alone.
        OSError: the folder cannot be written.
    """
    if office.documents is None:
        raise RuleBroken("Cet organisme garde ses documents dans son fichier : enregistrez-le.")
    return place(office.documents, _folder(office, paper) / paper.file_name, pdf)


def _folder(office: Office, paper: IssuedPaper) -> Path:
    if paper.session_id is not None:
        session = sessions.SESSIONS.get(office.db, paper.session_id)
        return session_folder(session, office.today())
    return Path(f"{paper.issued_on:%Y}") / PAPERS[paper.kind].folder
