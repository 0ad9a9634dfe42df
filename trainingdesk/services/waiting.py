"""The waiting list of a session: who comes next when a seat frees."""

from dataclasses import dataclass

from trainingdesk.domain.clashes import sentences
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.parties import usual_status
from trainingdesk.domain.sessions import Enrolment, SessionState, WaitingEntry
from trainingdesk.services import capacity, planning
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.clashes import kept_for, of_people
from trainingdesk.services.office import Office
from trainingdesk.storage import parties
from trainingdesk.storage import sessions as store
from trainingdesk.storage.database import unit_of_work

_TAKES_PEOPLE = {SessionState.PLANNED, SessionState.CONFIRMED}


@dataclass(frozen=True, slots=True)
class FreeSeat:
    """How many seats are free, who waits for one longest, and what he follows at the time."""

    free: int
    entry: WaitingEntry
    elsewhere: tuple[str, ...] = ()


def next_one(office: Office, session_id: int) -> FreeSeat | None:
    """Return who is proposed a free seat, `None` while none is free or nobody waits.

    What began already has no seat to propose.
    """
    session = store.SESSIONS.get(office.db, session_id)
    waiting = store.waiting_for(office.db, session_id)
    has_begun = session.starts_on is not None and session.starts_on < office.today()
    if not waiting or session.maximum is None or has_begun:
        return None
    if session.state not in _TAKES_PEOPLE:
        return None
    free = capacity.free(office, session_id)
    if free is None or free <= 0:
        return None
    trainee_id = waiting[0].trainee_id
    found = of_people(office, session, [trainee_id]) if trainee_id is not None else ()
    return FreeSeat(free, waiting[0], sentences(found))


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
                    notes="\n".join(
                        filter(None, (entry.note, kept_for(office, session, entry.trainee_id)))
                    ),
                )
            ],
        )
        store.WAITING.delete(office.db, entry_id)
    return changed("Inscription depuis la liste d’attente", Kind.SESSIONS, saved=done.saved_id)
