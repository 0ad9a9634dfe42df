"""Noting when trainers and rooms cannot be had, and what that meets."""

from datetime import timedelta

from trainingdesk.domain.clashes import Shared
from trainingdesk.domain.sessions import span
from trainingdesk.domain.unavailabilities import Unavailability
from trainingdesk.french import typeset
from trainingdesk.services import undoing
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.services.removing import Step
from trainingdesk.storage import occupancy
from trainingdesk.storage import unavailabilities as store
from trainingdesk.storage.database import unit_of_work

_KINDS = (Kind.TRAINERS, Kind.VENUES)


def save(office: Office, unavailability: Unavailability) -> Changes:
    """Write when somebody or something cannot be had.

    Raises:
        RuleBroken: it is no span of time; `field` says what is wrong.
    """
    checked = unavailability.checked()
    with unit_of_work(office.db):
        saved = store.UNAVAILABILITIES.save(office.db, checked)
    return changed("Indisponibilité enregistrée", *_KINDS, saved=saved)


def delete(office: Office, unavailability_id: int) -> Step:
    """Take an unavailability back; Ctrl+Z brings it again."""

    def gone() -> Changes:
        store.UNAVAILABILITIES.delete(office.db, unavailability_id)
        return changed("Indisponibilité supprimée – Ctrl+Z pour annuler", *_KINDS)

    return undoing.step(office, gone)


def met(office: Office, unavailability: Unavailability) -> tuple[str, ...]:
    """Return which planned slots an unavailability meets, in words.

    Raises:
        RuleBroken: it is no span of time.
    """
    away = unavailability.checked()
    shared = Shared.ROOM if away.trainer_id is None else Shared.TRAINER
    wanted = away.trainer_id or away.room_id or 0
    count = (away.last_day - away.first_day).days + 1
    days = [away.first_day + timedelta(days=number) for number in range(count)]
    return tuple(
        typeset(f"{span(use.slot)} : session {use.session_number} « {use.session_title} »")
        for use in occupancy.taken(office.db, shared, [wanted], days, None)
        if away.meets(use.slot)
    )
