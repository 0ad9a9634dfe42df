"""The office's own identity, conditions and settings."""

from dataclasses import replace

from trainingdesk.domain.conditions import Conditions
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.identifiers import (
    checked_activity_number,
    checked_iban,
    checked_siret,
    checked_vat_number,
)
from trainingdesk.domain.numbering import DEFAULT_PATTERNS, Pattern
from trainingdesk.domain.organisation import Organisation
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.storage import office as store
from trainingdesk.storage.database import unit_of_work


def save_organisation(office: Office, organisation: Organisation) -> Changes:
    """Write the office's identity, its numbers checked.

    Raises:
        RuleBroken: the name is empty, or a number is wrong; `field` says which.
    """
    if not organisation.name.strip():
        raise RuleBroken("Le nom de l’organisme est imprimé sur chaque document.", "name")
    checked = replace(
        organisation,
        siret=checked_siret(organisation.siret),
        vat_number=checked_vat_number(organisation.vat_number),
        iban=checked_iban(organisation.iban),
        activity_number=checked_activity_number(organisation.activity_number),
    )
    with unit_of_work(office.db):
        store.save_organisation(office.db, checked)
    return changed("Organisme enregistré", Kind.OFFICE, saved=1)


def save_conditions(office: Office, conditions: Conditions) -> Changes:
    """Add a version of the conditions of sale; agreements keep the one they were signed under."""
    with unit_of_work(office.db):
        numbers = [version.number for version in store.CONDITIONS.where(office.db)]
        new = replace(conditions, id=None, number=max(numbers, default=0) + 1)
        conditions_id = store.CONDITIONS.insert(office.db, new)
    return changed(f"Conditions de vente, version {new.number}", Kind.OFFICE, saved=conditions_id)


def pattern(office: Office, kind: str) -> Pattern:
    """Return how the office numbers a kind of paper."""
    return Pattern(str(store.setting(office.db, f"numbering.{kind}", DEFAULT_PATTERNS[kind])))


def save_pattern(office: Office, kind: str, text: str) -> Changes:
    """Choose how a kind of paper is numbered from now on.

    Raises:
        RuleBroken: the pattern could give one number twice.
    """
    chosen = Pattern(text)
    with unit_of_work(office.db):
        store.save_setting(office.db, f"numbering.{kind}", chosen.text)
    return changed("Numérotation enregistrée", Kind.OFFICE)
