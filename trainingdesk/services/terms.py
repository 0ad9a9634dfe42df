"""The conditions of sale that hold for an agreement, an invoice or a day."""

from dataclasses import replace
from datetime import date

from trainingdesk.domain.agreements import Agreement
from trainingdesk.domain.conditions import Conditions
from trainingdesk.services.office import Office
from trainingdesk.storage import office as store


def conditions_of(office: Office, agreement: Agreement) -> Conditions:
    """Return the version that the agreement was made under, with the values of its own."""
    kept = version(office, agreement.conditions_id, agreement.signed_on or office.today())
    return replace(kept, rules=agreement.special.applied_to(kept.rules))


def version(office: Office, conditions_id: int | None, day: date) -> Conditions:
    """Return a version by its id, else the one in force on a day."""
    if conditions_id is None:
        return store.conditions_on(office.db, day)
    return store.CONDITIONS.get(office.db, conditions_id)
