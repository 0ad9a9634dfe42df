"""Deleting and archiving, and taking either back."""

import sqlite3
from dataclasses import dataclass

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.storage import sessions, undo, usage
from trainingdesk.storage.database import unit_of_work

_KINDS = {
    "course": Kind.COURSES,
    "client": Kind.CLIENTS,
    "contact": Kind.CLIENTS,
    "trainee": Kind.TRAINEES,
    "employment": Kind.TRAINEES,
    "funder": Kind.FUNDERS,
    "trainer": Kind.TRAINERS,
    "trainer_document": Kind.TRAINERS,
    "venue": Kind.VENUES,
    "room": Kind.VENUES,
    "training_session": Kind.SESSIONS,
    "enrolment": Kind.SESSIONS,
    "funding": Kind.SESSIONS,
    "waiting_entry": Kind.SESSIONS,
    "proposal": Kind.PROPOSALS,
    "agreement": Kind.AGREEMENTS,
    "invoice": Kind.INVOICES,
    "payment": Kind.PAYMENTS,
}


@dataclass(frozen=True, slots=True)
class Step:
    """What was done and the stretch of history that taking it back goes over."""

    changes: Changes
    after: int
    until: int


def delete(office: Office, table: str, row_id: int, name: str) -> Step:
    """Delete something nothing else needs.

    Raises:
        RuleBroken: something uses it; the sentence says what.
    """
    with unit_of_work(office.db):
        start = undo.mark(office.db)
        usage.delete(office.db, table, row_id, name)
        return Step(
            changed(f"« {name} » supprimé – Ctrl+Z pour annuler", _KINDS[table]),
            start,
            undo.mark(office.db),
        )


def archive(office: Office, table: str, row_id: int, name: str, *, back: bool = False) -> Step:
    """Take something off the lists without losing it, or bring it *back*.

    Raises:
        RuleBroken: it was deleted meanwhile.
    """
    day = None if back else office.today().isoformat()
    with unit_of_work(office.db):
        start = undo.mark(office.db)
        found = office.db.execute(
            f'update "{table}" set archived_on = ? where id = ?', [day, row_id]
        )
        if not found.rowcount:
            raise RuleBroken(f"« {name} » n’existe plus. Actualisez la liste (F5).")
        done = "remis dans la liste" if back else "archivé"
        return Step(
            changed(f"« {name} » {done} – Ctrl+Z pour annuler", _KINDS[table], saved=row_id),
            start,
            undo.mark(office.db),
        )


def take_back(office: Office, step: Step) -> Changes:
    """Undo a deletion, an archiving, or what was done to be undone.

    Raises:
        RuleBroken: what was done since stands in the way.
    """
    try:
        with unit_of_work(office.db):
            undo.revert(office.db, step.after, step.until)
            # Other days of a session may have been planned since.
            sessions.follow_slots(office.db, step.after, step.until)
    except sqlite3.IntegrityError as error:
        raise RuleBroken(
            "Ce qui a été enregistré depuis empêche d’annuler : rien n’a été changé."
        ) from error
    return Changes("Annulé", step.changes.kinds)
