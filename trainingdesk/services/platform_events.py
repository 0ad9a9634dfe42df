"""Looking after a learning platform: its incidents, its maintenance, and who is told of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from trainingdesk.domain.conditions.rules import ELearning
from trainingdesk.domain.elearning import NO_TERMS, Incident, Maintenance
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.people import full_name
from trainingdesk.french import plural, short_moment
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.elearning import bargain_of, now
from trainingdesk.services.office import Office
from trainingdesk.services.terms import version
from trainingdesk.storage import elearning as store
from trainingdesk.storage import parties, sessions
from trainingdesk.storage.database import unit_of_work


def rule_of_incident(office: Office, incident: Incident) -> ELearning:
    """Return the terms an incident is looked after by: those of its person, else in force."""
    if incident.enrolment_id is None:
        return rule_in_force(office)
    seat = sessions.ENROLMENTS.get(office.db, incident.enrolment_id)
    return bargain_of(office, seat.session_id, seat.client_id).rule


def rule_in_force(office: Office) -> ELearning:
    """Return what the terms in force say of a platform."""
    return version(office, None, office.today()).rules.elearning or NO_TERMS


@dataclass(frozen=True, slots=True)
class Holder:
    """Someone who may use the platform and is told when it closes."""

    name: str
    email: str
    session_number: str


def told_of(office: Office, maintenance: Maintenance) -> tuple[Holder, ...]:
    """Return who is told of a maintenance: everyone whose account is valid on one of its days."""
    found: dict[int, Holder] = {}
    days = maintenance.starts_at.date(), maintenance.ends_at.date()
    for enrolment_id, session_id in store.holders(office.db, *days):
        seat = sessions.ENROLMENTS.get(office.db, enrolment_id)
        person = parties.TRAINEES.get(office.db, seat.trainee_id or 0)
        number = sessions.SESSIONS.get(office.db, session_id).number
        found.setdefault(person.id or 0, Holder(full_name(person), person.email, number))
    return tuple(found.values())


# Incidents --------------------------------------------------------------------------------------


def save_incident(office: Office, incident: Incident) -> Changes:
    """Write an incident; one reported late is kept, and told so.

    Raises:
        RuleBroken: it cannot be as written, or its person is not of the session.
    """
    checked = incident.checked(now(office))
    if checked.enrolment_id is not None:
        seat = sessions.ENROLMENTS.get(office.db, checked.enrolment_id)
        if seat.session_id != checked.session_id:
            raise RuleBroken("Cette personne n’est pas de cette session.", "enrolment_id")
    rule = rule_of_incident(office, checked)
    with unit_of_work(office.db):
        saved = store.INCIDENTS.save(office.db, checked)
    return changed(_incident_words(checked, rule), Kind.SESSIONS, saved=saved)


def _incident_words(incident: Incident, rule: ELearning) -> str:
    if incident.fixed_at is not None:
        return "Incident clos"
    words = "Incident enregistré"
    if (due := incident.fix_by(rule)) is not None:
        words += f", à corriger avant le {short_moment(due, is_end=True)}"
    if incident.is_reported_late(rule):
        words += f" ; il a été signalé plus de {plural(rule.report_hours or 0, 'heure')} après"
    return words


# Maintenance ------------------------------------------------------------------------------------


def save_maintenance(office: Office, maintenance: Maintenance) -> Changes:
    """Write a maintenance; with less notice than the terms give it is kept, and told so.

    Raises:
        RuleBroken: it cannot be as written.
    """
    checked = maintenance.checked(now(office))
    with unit_of_work(office.db):
        saved = store.MAINTENANCES.save(office.db, checked)
    words = "Maintenance enregistrée"
    if late := lateness(checked, rule_in_force(office), now(office)):
        words += f" ; {late}"
    return changed(words, Kind.SESSIONS, saved=saved)


def lateness(maintenance: Maintenance, rule: ELearning, at: datetime) -> str:
    """Return what is to be said of a maintenance announced with too little notice, or nothing."""
    if rule.maintenance_hours is None or not maintenance.is_announced_late(rule, at):
        return ""
    notice = plural(rule.maintenance_hours, "heure")
    verb = "a été annoncée" if maintenance.announced_at else "sera annoncée"
    return f"elle {verb} moins de {notice} à l’avance"


def announce(office: Office, maintenance_id: int, at: datetime | None = None) -> Changes:
    """Note that everyone was told of a maintenance."""
    record = store.MAINTENANCES.get(office.db, maintenance_id)
    return save_maintenance(office, replace(record, announced_at=at or now(office)))


def remove_maintenance(office: Office, maintenance_id: int) -> Changes:
    """Take back a maintenance that nobody was told of.

    Raises:
        RuleBroken: it was announced.
    """
    record = store.MAINTENANCES.get(office.db, maintenance_id)
    if record.announced_at is not None:
        raise RuleBroken("Cette maintenance a été annoncée : elle reste au registre.")
    with unit_of_work(office.db):
        store.MAINTENANCES.delete(office.db, maintenance_id)
    return changed("Maintenance retirée", Kind.SESSIONS)


def addresses(people: Iterable[Holder]) -> str:
    """Return the e-mail addresses as a mail program takes them, each once."""
    return "; ".join(dict.fromkeys(each.email for each in people if each.email))


def without_address(people: Collection[Holder]) -> tuple[str, ...]:
    """Return the names of those whom no e-mail reaches."""
    return tuple(each.name for each in people if not each.email)
