"""The office's identity, conditions and numbering, written together as they are entered."""

from collections.abc import Mapping
from dataclasses import replace

from trainingdesk.domain.conditions import Conditions
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


def current_conditions(office: Office) -> Conditions:
    """Return the conditions in force, or those that the law supplies by default."""
    if not store.CONDITIONS.where(office.db, "1 limit 1"):
        return Conditions(number=1, starts_on=office.today())
    return store.conditions_on(office.db, office.today())


def save_setup(
    office: Office,
    organisation: Organisation,
    conditions: Conditions,
    patterns: Mapping[str, str],
) -> Changes:
    """Write the identity, the numbering, and the conditions as a new version if they changed.

    Conditions that change without a day of their own hold from today.

    Raises:
        RuleBroken: something is wrong and nothing is written; `field` says what.
    """
    with unit_of_work(office.db):
        changes = identity.save_organisation(office, organisation)
        for kind, text in patterns.items():
            _save_pattern(office, kind, text)
        before = current_conditions(office)
        if replace(conditions, id=None, number=0) != replace(before, id=None, number=0):
            _check(conditions)
            if conditions.starts_on == before.starts_on:
                conditions = replace(conditions, starts_on=office.today())
            identity.save_conditions(office, conditions)
    return changes


def _save_pattern(office: Office, kind: str, text: str) -> None:
    if text == identity.pattern(office, kind).text:
        return
    try:
        identity.save_pattern(office, kind, text)
    except RuleBroken as error:
        raise RuleBroken(str(error), f"pattern_{kind}") from error


def _check(conditions: Conditions) -> None:
    if conditions.deposit_share is not None and not 0 <= conditions.deposit_share <= 1:
        raise RuleBroken("L’acompte est une part du prix, de 0 à 100 %.", "deposit_percent")
    if conditions.payment_days < 0:
        raise RuleBroken("Un délai compte des jours : zéro ou plus.", "payment_days")
    if conditions.proposal_validity_days is not None and conditions.proposal_validity_days < 1:
        raise RuleBroken("Une proposition vaut au moins un jour.", "proposal_validity_days")
