"""The conditions of sale of the office, version by version."""

from trainingdesk.domain.conditions import STATUTORY, Conditions
from trainingdesk.domain.conditions.checking import checked
from trainingdesk.domain.conditions.text_fields import filled
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import long_date
from trainingdesk.services import identity
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.storage import office as store


def versions(office: Office) -> list[Conditions]:
    """Return all versions, the latest first."""
    return store.CONDITIONS.where(office.db, "1 order by number desc")


def in_force(office: Office) -> Conditions:
    """Return the version in force, or what the law supplies before there is one."""
    if not versions(office):
        return Conditions(number=0, starts_on=office.today())
    return store.conditions_on(office.db, office.today())


def latest(office: Office) -> Conditions:
    """Return the version that was written last, in force or yet to come."""
    return next(iter(versions(office)), None) or in_force(office)


def are_statutory(office: Office) -> bool:
    """Whether the office has not said anything of its own yet."""
    now = latest(office)
    return now.rules == STATUTORY and not now.terms


def save_new_version(office: Office, conditions: Conditions) -> Changes:
    """Write changed conditions as the next version; what was signed keeps its own.

    Conditions that say what the latest version says make no new one, unless they begin sooner.

    Raises:
        RuleBroken: a rule cannot hold, the text has a field without a value, or the version would
            never be in force; `field` says which.
    """
    filled(conditions.terms, checked(conditions.rules))
    before = latest(office)
    is_same = (conditions.rules, conditions.terms) == (before.rules, before.terms)
    if before.id is not None and is_same and conditions.starts_on >= before.starts_on:
        return changed("Conditions de vente inchangées", Kind.OFFICE, saved=before.id)
    now = in_force(office)
    if now.id is not None and conditions.starts_on < now.starts_on <= office.today():
        raise RuleBroken(
            f"La version {now.number} est en vigueur depuis le {long_date(now.starts_on)} : "
            "choisissez ce jour ou un jour plus tardif.",
            "starts_on",
        )
    return identity.save_conditions(office, conditions)
