"""Papers that agree: a session's data and its issued papers held against each other.

A funder refuses to pay when the convention says 14 h and the certificate 13 h 30, when a half-day
lacks a signature, when a name or a date differs. Each subject of comparison is a module with its
own `findings`.
"""

from trainingdesk.domain.coherence import (
    addresses,
    attendance,
    attested,
    dates,
    hours,
    missions,
    names,
    numbers,
    people,
    prices,
    trainers,
)
from trainingdesk.domain.coherence.dossier import Dossier
from trainingdesk.domain.coherence.finding import Finding, Level, Side
from trainingdesk.domain.sessions import SessionState

__all__ = ["Dossier", "Finding", "Level", "Side", "findings"]

_SUBJECTS = (
    names,
    numbers,
    dates,
    hours,
    attendance,
    people,
    attested,
    prices,
    trainers,
    missions,
    addresses,
)
_DROPPED = {SessionState.POSTPONED, SessionState.CANCELLED}


def findings(dossier: Dossier) -> tuple[Finding, ...]:
    """Return every contradiction, the red ones first; nothing of a session that was given up."""
    if dossier.file.session.state in _DROPPED:
        return ()
    found = [finding for subject in _SUBJECTS for finding in subject.findings(dossier)]
    return tuple(sorted(found, key=lambda finding: finding.level is not Level.RED))
