"""The waiting list of a session: who comes next when a seat frees."""

from dataclasses import dataclass

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.parties import usual_status
from trainingdesk.domain.sessions import Enrolment, SessionState, WaitingEntry
from trainingdesk.services import planning
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.storage import parties
from trainingdesk.storage import sessions as store
from trainingdesk.storage.database import unit_of_work

_TAKES_PEOPLE = {SessionState.PLANNED, SessionState.CONFIRMED}


@dataclass(frozen=True, slots=True)
class FreeSeat:
    """How many seats are free, and who waits for one longest."""

    free: int
    entry: WaitingEntry


def next_one(office: Office, session_id: int) -> FreeSeat | None:
    """Return who is proposed a free seat, `None` while none is free or nobody waits."""
    session = store.SESSIONS.get(office.db, session_id)
    waiting = store.waiting_for(office.db, session_id)
    if not waiting or session.maximum is None or session.state not in _TAKES_PEOPLE:
        return None
    seated = sum(seat.state.takes_a_seat for seat in store.enrolments_of(office.db, session_id))
    free = session.maximum - seated
    return FreeSeat(free, waiting[0]) if free > 0 else None


def seat(office: Office, entry_id: int) -> Changes:
    """Enrol someone from the waiting list, for the client named there, else for the employer.

    Raises:
        RuleBroken: nobody says who buys the seat, or the person has one already.
    """
    with unit_of_work(office.db):
        entry = store.WAITING.get(office.db, entry_id)
        session = store.SESSIONS.get(office.db, entry.session_id)
        day = session.starts_on or office.today()
        employer = (
            parties.employer_on(office.db, entry.trainee_id, day) if entry.trainee_id else None
        )
        client_id = entry.client_id or employer
        if client_id is None:
            raise RuleBroken(
                "Dites pour quel client cette personne s’inscrit : ouvrez sa ligne de la liste "
                "d’attente et choisissez-le.",
                "client_id",
            )
        client = parties.CLIENTS.get(office.db, client_id)
        done = planning.enrol(
            office,
            [
                Enrolment(
                    session_id=entry.session_id,
                    client_id=client_id,
                    trainee_id=entry.trainee_id,
                    employer_id=employer or (None if client.is_individual else client_id),
                    status=usual_status(client.kind),
                    notes=entry.note,
                )
            ],
        )
        store.WAITING.delete(office.db, entry_id)
    return changed("Inscription depuis la liste d’attente", Kind.SESSIONS, saved=done.saved_id)
