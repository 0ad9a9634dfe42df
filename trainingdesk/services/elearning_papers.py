"""Gathering what the papers of `documents.elearning` are made from."""

from collections.abc import Mapping
from datetime import date

from trainingdesk.domain.elearning import Incident
from trainingdesk.domain.elearning_data import (
    AccessLine,
    AccessPaper,
    ELearningRegisterPaper,
    IncidentLine,
    IncidentPaper,
    MaintenanceLine,
    MaintenancePaper,
)
from trainingdesk.domain.people import list_name
from trainingdesk.domain.session_file import Participant
from trainingdesk.services import elearning, platform_events
from trainingdesk.services.elearning import Bargain
from trainingdesk.services.office import Office
from trainingdesk.services.paper_data import Files, Gatherer, Subject, participant
from trainingdesk.storage import elearning as store
from trainingdesk.storage import office as identity
from trainingdesk.storage import sessions


def access(office: Office, subject: Subject, on: date, files: Files) -> AccessPaper:
    """Return what the letter of one person's access prints."""
    enrolment_id = subject.enrolment_id or 0
    person = participant(office, enrolment_id, on, files, attended=False)
    bargain = elearning.bargain_of(
        office, person.file.session.id or 0, person.participant.client.id
    )
    return AccessPaper(
        file=person.file,
        participant=person.participant,
        on=on,
        access=store.access_of(office.db, enrolment_id),
        conditions=bargain.conditions,
    )


def incident(office: Office, subject: Subject, on: date, files: Files) -> IncidentPaper:
    """Return what is answered about an incident."""
    record = store.INCIDENTS.get(office.db, subject.incident_id or 0)
    file = files(record.session_id)
    people = [p for p in file.participants if p.enrolment.id == record.enrolment_id]
    person = people[0] if people and record.enrolment_id else None
    client_id = person.client.id if person else None
    own = file.narrowed([person] if person else [], attended=False)
    return IncidentPaper(
        file=own,
        incident=record,
        conditions=elearning.bargain_of(office, record.session_id, client_id).conditions,
        on=on,
        participant=own.participants[0] if person else None,
        platform=_platform_of(office, record),
    )


def _platform_of(office: Office, record: Incident) -> str:
    """Return the platform that an incident befell: its person's, else the only one in use."""
    found = store.accesses_of(office.db, record.session_id)
    own = found.get(record.enrolment_id or 0)
    names = {own.platform} if own else {each.platform for each in found.values()}
    return names.pop() if len(names) == 1 else ""


def maintenance(office: Office, subject: Subject, on: date, _files: Files) -> MaintenancePaper:
    """Return what the notice of a maintenance prints."""
    return MaintenancePaper(
        organisation=identity.organisation(office.db),
        maintenance=store.MAINTENANCES.get(office.db, subject.maintenance_id or 0),
        platform=store.last_platform(office.db),
        on=on,
    )


def register(office: Office, subject: Subject, on: date, files: Files) -> ELearningRegisterPaper:
    """Return what the register of a period prints."""
    first, last = subject.period or (on, on)
    return ELearningRegisterPaper(
        organisation=identity.organisation(office.db),
        first=first,
        last=last,
        accesses=_accesses(office, first, last, files),
        incidents=tuple(
            _incident_line(office, each, files)
            for each in store.incidents_between(office.db, first, last)
        ),
        maintenances=tuple(
            MaintenanceLine(
                maintenance=each,
                is_announced_late=each.is_announced_late(
                    platform_events.rule_in_force(office), elearning.now(office)
                ),
            )
            for each in store.maintenances_between(office.db, first, last)
        ),
        on=on,
    )


def _accesses(office: Office, first: date, last: date, files: Files) -> tuple[AccessLine, ...]:
    """Return the accounts of the period, those of people who left their seat among them."""
    bargains: dict[tuple[int, int | None], Bargain] = {}
    sent_days: dict[int, dict[int, date]] = {}
    lines = []
    for record in store.accesses_between(office.db, first, last):
        session_id = sessions.ENROLMENTS.get(office.db, record.enrolment_id).session_id
        person = _person(files, session_id, record.enrolment_id)
        whose = (session_id, person.client.id)
        if whose not in bargains:
            bargains[whose] = elearning.bargain_of(office, *whose)
        if session_id not in sent_days:
            sent_days[session_id] = store.sent_days(office.db, session_id)
        due, opened = elearning.due_of(bargains[whose], record), record.opened_at
        lines.append(
            AccessLine(
                access=record,
                person=_name(person),
                client_name=person.client.display_name,
                session_number=files(session_id).session.number,
                sent_on=sent_days[session_id].get(record.enrolment_id),
                due=due.words if due else "",
                is_late=bool(due and opened and opened > due.at),
            )
        )
    return tuple(lines)


def _incident_line(office: Office, record: Incident, files: Files) -> IncidentLine:
    rule = platform_events.rule_of_incident(office, record)
    whose = record.enrolment_id
    return IncidentLine(
        incident=record,
        person=_name(_person(files, record.session_id, whose)) if whose else "",
        session_number=files(record.session_id).session.number,
        fix_by=record.fix_by(rule),
        is_reported_late=record.is_reported_late(rule),
        is_fixed_late=record.is_fixed_late(rule, elearning.now(office)),
    )


def _person(files: Files, session_id: int, enrolment_id: int) -> Participant:
    return next(p for p in files(session_id).participants if p.enrolment.id == enrolment_id)


def _name(person: Participant) -> str:
    return list_name(person.trainee) if person.trainee else person.name


GATHERERS: Mapping[str, Gatherer] = {
    "platform_access": access,
    "incident_notice": incident,
    "maintenance_notice": maintenance,
    "elearning_register": register,
}
"""What gathers the data of a paper, by its key."""
