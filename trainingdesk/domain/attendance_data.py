"""What the sheets to sign and the name plates are made from."""

from dataclasses import dataclass

from trainingdesk.domain.paper_data import SessionPaper
from trainingdesk.domain.parties import Client
from trainingdesk.domain.session_file import Participant


@dataclass(frozen=True, kw_only=True)
class ClientSessionPaper(SessionPaper):
    """A sheet for the people of one client; `file` holds no others."""

    client: Client


@dataclass(frozen=True, kw_only=True)
class NamePlatesPaper(SessionPaper):
    """The plates of a session, or that of one person whose name came late."""

    participant: Participant | None = None
