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
from trainingdesk.storage import sales
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
        RuleBroken: the pattern could give one number twice, a credit note an invoice's, or a
            number that another pattern gave.
    """
    chosen = Pattern(text)
    with unit_of_work(office.db):
        if (twin := _TWINS.get(kind)) and chosen.may_meet(pattern(office, twin)):
            raise RuleBroken(
                "Une facture et un avoir pourraient porter le même numéro : faites-les commencer "
                "par des lettres différentes, par exemple F et A.",
                "pattern",
            )
        if twin and chosen != pattern(office, kind):
            _refuse_given(office, kind, chosen)
        store.save_setting(office.db, f"numbering.{kind}", chosen.text)
    return changed("Numérotation enregistrée", Kind.OFFICE)


def _refuse_given(office: Office, kind: str, chosen: Pattern) -> None:
    """Refuse a pattern that would come to a number that an invoice or a credit note bears."""
    highest: dict[str, tuple[int, str]] = {}
    for number in sales.numbers(office.db):
        if (read := chosen.read(number)) is not None:
            period, place = read
            highest[period] = max(highest.get(period, (0, "")), (place, number))
    for period, (place, number) in highest.items():
        if place > store.sequence(office.db, kind, period)[0]:
            raise RuleBroken(
                f"Ce modèle redonnerait le numéro {number}, déjà porté par une pièce émise : "
                "choisissez d’autres lettres.",
                "pattern",
            )


_TWINS = {"invoice": "credit_note", "credit_note": "invoice"}


def next_number(office: Office, kind: str) -> int:
    """Return what the sequence of a kind of paper gives next, on today's date."""
    return store.sequence(office.db, kind, _period(office, kind))[0] + 1


def is_begun(office: Office, kind: str) -> bool:
    """Whether the sequence of today's period gave a number already."""
    return store.sequence(office.db, kind, _period(office, kind))[1] is not None


def begin_at(office: Office, kind: str, first: int) -> Changes:
    """Let a sequence go on from another program: its next number is *first*.

    Raises:
        RuleBroken: it gave a number already, so that a gap would be left; or it is no number.
    """
    if first < 1:
        raise RuleBroken("Un numéro commence à 1 au moins.", f"next_{kind}")
    with unit_of_work(office.db):
        if first == next_number(office, kind):
            return changed("Numérotation enregistrée", Kind.OFFICE)
        if is_begun(office, kind):
            raise RuleBroken(
                "Cette suite a déjà donné un numéro : la changer laisserait un trou que rien "
                "n’expliquerait.",
                f"next_{kind}",
            )
        store.begin_sequence(office.db, kind, _period(office, kind), first - 1)
    return changed("Numérotation enregistrée", Kind.OFFICE)


def _period(office: Office, kind: str) -> str:
    return pattern(office, kind).period(office.today())
