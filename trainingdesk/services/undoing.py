"""Doing something that the last line of the history can take back."""

from collections.abc import Callable

from trainingdesk.services.changes import Changes
from trainingdesk.services.office import Office
from trainingdesk.services.removing import Step
from trainingdesk.storage import undo
from trainingdesk.storage.database import unit_of_work


def step(office: Office, act: Callable[[], Changes]) -> Step:
    """Run a service as one whole, and return it with the stretch of history it wrote.

    Raises:
        RuleBroken: the service refuses; nothing is written then.
    """
    with unit_of_work(office.db):
        start = undo.mark(office.db)
        changes = act()
        return Step(changes, start, undo.mark(office.db))
