"""What of a session is followed in a room, and what at a distance."""

from trainingdesk.domain.session_file import SessionFile
from trainingdesk.domain.sessions import Modality, Slot


def is_on_site(file: SessionFile) -> bool:
    """Whether people come to a place."""
    return file.session.modality in {Modality.ON_SITE, Modality.MIXED}


def is_remote(file: SessionFile) -> bool:
    """Whether anything is followed at a distance: D6313-3-1 then asks for its own proofs."""
    return file.session.modality is not Modality.ON_SITE or any(s.is_remote for s in file.slots)


def is_remote_slot(file: SessionFile, slot: Slot) -> bool:
    """Whether this slot is followed at a distance."""
    return slot.is_remote or not is_on_site(file)
