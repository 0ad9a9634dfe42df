"""The register of complaints, reserves and orders against advice (Qualiopi, indicator 31)."""

from dataclasses import replace
from datetime import date

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.registers import RegisterEntry
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.storage import bargains as store
from trainingdesk.storage.database import unit_of_work


def save(office: Office, entry: RegisterEntry) -> Changes:
    """Write an entry.

    Raises:
        RuleBroken: the facts are missing, a day lies ahead, or it was closed.
    """
    checked = entry.checked(office.today())
    with unit_of_work(office.db):
        if checked.id is not None:
            _refuse_closed(store.REGISTER.get(office.db, checked.id))
        saved = store.REGISTER.save(office.db, checked)
    return changed("Registre enregistré", Kind.AGREEMENTS, saved=saved)


def answer(
    office: Office, entry_id: int, text: str, *, on: date | None = None, action: str = ""
) -> Changes:
    """Note what was answered, and what was done.

    Raises:
        RuleBroken: the answer is empty or cannot be of that day, or the entry is closed.
    """
    with unit_of_work(office.db):
        entry = store.REGISTER.get(office.db, entry_id)
        _refuse_closed(entry)
        answered = entry.answered(on or office.today(), text, action).checked(office.today())
        store.REGISTER.update(office.db, answered)
    return changed("Réponse enregistrée", Kind.AGREEMENTS, saved=entry_id)


def close(office: Office, entry_id: int) -> Changes:
    """Close an entry.

    Raises:
        RuleBroken: it has no answer, or an order against advice is not countersigned.
    """
    with unit_of_work(office.db):
        entry = store.REGISTER.get(office.db, entry_id)
        _refuse_closed(entry)
        store.REGISTER.update(office.db, entry.closed(office.today()))
    return changed("Entrée du registre close", Kind.AGREEMENTS, saved=entry_id)


def reopen(office: Office, entry_id: int) -> Changes:
    """Open a closed entry again."""
    with unit_of_work(office.db):
        entry = store.REGISTER.get(office.db, entry_id)
        store.REGISTER.update(office.db, replace(entry, closed_on=None))
    return changed("Entrée du registre rouverte", Kind.AGREEMENTS, saved=entry_id)


def _refuse_closed(entry: RegisterEntry) -> None:
    if entry.closed_on is not None:
        raise RuleBroken("Cette entrée du registre est close : rouvrez-la pour la modifier.")
