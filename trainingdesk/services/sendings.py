"""Noting what was sent outside the program: guides, links, accounts, calls to employers."""

from datetime import date

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.labels import label
from trainingdesk.domain.sendings import Awaited, Sending
from trainingdesk.french import long_date
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.storage import sendings as store
from trainingdesk.storage import sessions
from trainingdesk.storage.database import unit_of_work


def note_sent(office: Office, awaited: Awaited, on: date | None = None) -> Changes:
    """Note that something was sent; for a session, to each person who has a seat in it now.

    Raises:
        RuleBroken: the day lies ahead, or nobody has a seat.
    """
    day = on or office.today()
    if day > office.today():
        raise RuleBroken(f"Le jour de l’envoi ({long_date(day)}) est dans le futur.", "sent_on")
    with unit_of_work(office.db):
        for sending in _sendings(office, awaited, day):
            store.note(office.db, sending)
    return changed(
        f"Envoi noté le {long_date(day)} : {label(awaited.item)}", Kind.SESSIONS, Kind.AGREEMENTS
    )


def _sendings(office: Office, awaited: Awaited, day: date) -> list[Sending]:
    if awaited.session_id is None:
        return [
            Sending(
                item=awaited.item,
                sent_on=day,
                agreement_id=awaited.agreement_id,
                enrolment_id=awaited.enrolment_id,
            )
        ]
    people = [
        enrolment.id
        for enrolment in sessions.enrolments_of(office.db, awaited.session_id)
        if enrolment.state.takes_a_seat and enrolment.trainee_id is not None
    ]
    if not people:
        raise RuleBroken("Personne n’est inscrit nommément à cette session.")
    return [Sending(item=awaited.item, sent_on=day, enrolment_id=person) for person in people]
