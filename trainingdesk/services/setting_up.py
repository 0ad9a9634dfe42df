"""The office's identity and numbering, written together as they are entered."""

from collections.abc import Mapping

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.organisation import Organisation
from trainingdesk.services import identity
from trainingdesk.services.changes import Changes
from trainingdesk.services.office import Office
from trainingdesk.storage import office as store
from trainingdesk.storage.database import unit_of_work


def current_organisation(office: Office) -> Organisation | None:
    """Return the office's identity, or `None` before it is entered."""
    return next(iter(store.ORGANISATIONS.where(office.db)), None)


def save_setup(office: Office, organisation: Organisation, patterns: Mapping[str, str]) -> Changes:
    """Write the identity and the numbering.

    Raises:
        RuleBroken: something is wrong and nothing is written; `field` says what.
    """
    with unit_of_work(office.db):
        changes = identity.save_organisation(office, organisation)
        for kind, text in patterns.items():
            _save_pattern(office, kind, text)
    return changes


def _save_pattern(office: Office, kind: str, text: str) -> None:
    if text == identity.pattern(office, kind).text:
        return
    try:
        identity.save_pattern(office, kind, text)
    except RuleBroken as error:
        raise RuleBroken(str(error), f"pattern_{kind}") from error
