"""Inter or intra: what a session is proposed as, and what keeps it from changing."""

from trainingdesk.domain.agreements import AgreementState, agreement_name
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.labels import label
from trainingdesk.domain.proposals import ProposalState
from trainingdesk.domain.session_kinds import kind_of_session
from trainingdesk.domain.sessions import SessionKind, TrainingSession
from trainingdesk.services.office import Office
from trainingdesk.storage import parties, sales
from trainingdesk.storage import sessions as store

_ENDED = tuple(state for state in AgreementState if state.is_over)


def proposed_kind(office: Office, session: TrainingSession, people_of: int | None) -> SessionKind:
    """Return what a session is by the people of *people_of*, itself or the one it copies."""
    seats = store.enrolments_of(office.db, people_of) if people_of is not None else []
    clients = {seat.client_id for seat in seats if seat.state.takes_a_seat}
    known = [parties.CLIENTS.get(office.db, client_id) for client_id in sorted(clients)]
    return kind_of_session(known, session.price_for_group)


def settled_by(office: Office, session_id: int) -> str:
    """Return what made the kind of a session a part of a bargain; empty while it may change.

    That is a signed agreement that holds, or an accepted proposal that gave the session.
    """
    for agreement in sales.agreements_of(office.db, session_id):
        is_bound = agreement.signed_on is not None or agreement.formed_on is not None
        if is_bound and not agreement.state.is_over:
            return f"{agreement_name(agreement.kind, agreement.number)} : accord déjà signé"
    accepted = office.db.execute(
        "select p.number from proposal p where p.session_id = ? and p.state = ? and not exists"
        " (select 1 from agreement a where a.proposal_id = p.id and a.state in"
        f" ({', '.join('?' * len(_ENDED))}))",
        [session_id, ProposalState.ACCEPTED, *_ENDED],
    ).fetchone()
    return f"Proposition {accepted[0]} : offre déjà acceptée" if accepted else ""


def refuse_change(office: Office, session: TrainingSession) -> None:
    """Refuse another kind than the one that was agreed.

    Raises:
        RuleBroken: the kind was settled, and differs.
    """
    kept = store.SESSIONS.get(office.db, session.id or 0)
    if kept.kind is session.kind:
        return
    settled = settled_by(office, session.id or 0)
    if settled:
        raise RuleBroken(
            f"{settled} pour une session {label(kept.kind)}. Planifiez une autre session, ou "
            "annulez d’abord ce qui a été convenu.",
            "kind",
        )
