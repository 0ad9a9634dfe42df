"""Closing a session for good, and opening it again with a reason."""

from collections.abc import Iterable
from dataclasses import replace

from trainingdesk.domain.closing import ClosingFacts, ClosingPoint, checklist, refuse_too_early
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.sessions import SessionState
from trainingdesk.services import coherence, dossier
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.dossier import NeededPaper, PaperState
from trainingdesk.services.office import Office
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import closing as store
from trainingdesk.storage import sales
from trainingdesk.storage import sessions as sessions_store
from trainingdesk.storage.closing import Reopening
from trainingdesk.storage.database import unit_of_work

AGREEMENTS = {"convention", "contract"}
INVOICE = "invoice"
AT_THE_END = {"completion_certificate", "training_attestation"}
_NOT_LEFT = {PaperState.TO_DO, PaperState.BLOCKED, PaperState.READY, PaperState.OUTDATED}


def points(office: Office, session_id: int) -> tuple[ClosingPoint, ...]:
    """Return the checklist of a session.

    Raises:
        RuleBroken: the session was deleted.
    """
    return checklist(session_file(office, session_id), _facts(office, session_id))


def close(office: Office, session_id: int, *, anyway: bool = False) -> Changes:
    """Close a session: from then on its days, people, attendance and results do not change.

    Raises:
        RuleBroken: it is not over, or is closed; or a point lacks something, without *anyway*.
    """
    file = session_file(office, session_id)
    refuse_too_early(file, office.today())
    if not anyway:
        lacking = [point for point in points(office, session_id) if not point.is_done]
        if lacking:
            told = " ; ".join(f"{point.name} : {point.lacks}" for point in lacking)
            raise RuleBroken(f"Le dossier n’est pas complet. {told}.")
    with unit_of_work(office.db):
        session = sessions_store.SESSIONS.get(office.db, session_id)
        closed = replace(session, state=SessionState.CLOSED, closed_on=office.today())
        sessions_store.SESSIONS.update(office.db, closed)
    return changed(f"Session {session.number} clôturée", Kind.SESSIONS, saved=session_id)


def reopen(office: Office, session_id: int, reason: str) -> Changes:
    """Open a closed session again; the reason is kept for ever.

    Raises:
        RuleBroken: it is not closed, or no reason is given.
    """
    if not reason.strip():
        raise RuleBroken("Dites pourquoi la session est rouverte : ce motif est gardé.", "reason")
    with unit_of_work(office.db):
        session = sessions_store.SESSIONS.get(office.db, session_id)
        if session.state is not SessionState.CLOSED:
            raise RuleBroken("Cette session n’est pas clôturée.")
        reopened = replace(session, state=SessionState.CONFIRMED, closed_on=None)
        sessions_store.SESSIONS.update(office.db, reopened)
        store.REOPENINGS.insert(
            office.db,
            Reopening(
                session_id=session_id,
                closed_on=session.closed_on or office.today(),
                reopened_on=office.today(),
                reason=reason.strip(),
            ),
        )
    return changed(f"Session {session.number} rouverte", Kind.SESSIONS, saved=session_id)


def _facts(office: Office, session_id: int) -> ClosingFacts:
    papers = dossier.needed_papers(office, session_id)
    db = office.db
    return ClosingFacts(
        unsigned=_told(
            paper
            for paper in papers
            if paper.key in AGREEMENTS and paper.state is not PaperState.SIGNED
        ),
        unissued=_told(
            paper for paper in papers if paper.key in AT_THE_END and paper.state in _NOT_LEFT
        ),
        unbilled=_told(
            paper for paper in papers if paper.key == INVOICE and not _is_billed(office, paper)
        ),
        contradictions=len(coherence.findings(office, session_id)),
        unanswered=store.unanswered(db, session_id),
        open_incidents=store.open_incidents(db, session_id),
        open_cases=store.open_cases(db, session_id),
    )


def _is_billed(office: Office, paper: NeededPaper) -> bool:
    invoice_id = paper.subject.invoice_id if paper.subject else None
    return invoice_id is not None and sales.invoice(office.db, invoice_id).is_issued


def _told(papers: Iterable[NeededPaper]) -> tuple[str, ...]:
    return tuple(f"{paper.name} ({paper.whom})" for paper in papers)
