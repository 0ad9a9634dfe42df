"""What a learning platform waits for: incidents to mend, notices, accounts that end too soon."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from trainingdesk.domain.conditions import STATUTORY, Rules
from trainingdesk.domain.deadlines.duty import EDITOR, Duty, Place, Why, key
from trainingdesk.domain.duty_kinds import DutyKind
from trainingdesk.domain.elearning import NO_TERMS, Incident, Maintenance, PlatformAccess
from trainingdesk.domain.labels import label
from trainingdesk.domain.working_hours import last_day_before
from trainingdesk.french import hours, short_date, short_moment

ENDING_WITHIN = timedelta(days=14)
ENDED_WITHIN = timedelta(days=30)
"""How long after its end an account that stopped somebody halfway is still told."""
ANNOUNCED_AHEAD = timedelta(days=7)
PLATFORM = "Plateforme e-learning"
"""What maintenance is grouped under: it is no session's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenIncident:
    """An incident that nobody mended, with the terms it is looked after by."""

    incident: Incident
    session: str
    person: str = ""
    rules: Rules = STATUTORY
    conditions_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingAccess:
    """An account that ends before its person has learnt all that is planned."""

    access: PlatformAccess
    session: str
    person: str
    followed: Decimal
    planned: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformState:
    """All that the duties of a platform are told from."""

    incidents: tuple[OpenIncident, ...] = ()
    ending: tuple[EndingAccess, ...] = ()
    maintenances: tuple[Maintenance, ...] = ()
    rules: Rules = STATUTORY


def platform_duties(state: PlatformState, today: date) -> Iterator[Duty]:
    """Yield what the platform waits for."""
    for incident in state.incidents:
        yield _incident(incident)
    for ending in state.ending:
        yield from _ending(ending, today)
    for maintenance in state.maintenances:
        yield from _maintenance(maintenance, state.rules, today)


def _incident(each: OpenIncident) -> Duty:
    incident = each.incident
    due = incident.fix_by(each.rules.elearning or NO_TERMS)
    whose = f" pour {each.person}" if each.person else ""
    until = f" avant le {short_moment(due, is_end=True)}" if due else ""
    return Duty(
        key=key(DutyKind.PLATFORM_INCIDENTS, incident.id),
        kind=DutyKind.PLATFORM_INCIDENTS,
        due_on=last_day_before(due or incident.reported_at).date(),
        subject=each.person or each.session,
        sentence=f"Corriger l’incident{whose}{until} : {label(incident.kind)}, signalé le "
        f"{short_moment(incident.reported_at)}",
        action="Clore l’incident",
        place=Place(EDITOR, incident.id or 0, "incident"),
        group=each.session,
        why=Why("elearning", "", each.conditions_id),
    )


def _ending(each: EndingAccess, today: date) -> Iterator[Duty]:
    until = each.access.valid_until
    if until is None or not today - ENDED_WITHIN <= until <= today + ENDING_WITHIN:
        return
    verb = "a pris fin" if until < today else "prend fin"
    yield Duty(
        key=key(DutyKind.ACCESS_ENDING, each.access.id, until.isoformat()),
        kind=DutyKind.ACCESS_ENDING,
        due_on=until,
        subject=each.person,
        sentence=f"Relancer {each.person} ou prolonger son accès : il {verb} le "
        f"{short_date(until)}, {hours(each.followed)} suivies sur {hours(each.planned)}",
        action="Prolonger l’accès",
        place=Place(EDITOR, each.access.id or 0, "platform_access"),
        group=each.session,
    )


def _maintenance(maintenance: Maintenance, rules: Rules, today: date) -> Iterator[Duty]:
    due = maintenance.announce_by(rules.elearning or NO_TERMS)
    if _is_far(due, today):
        return
    yield Duty(
        key=key(DutyKind.MAINTENANCE, maintenance.id),
        kind=DutyKind.MAINTENANCE,
        due_on=last_day_before(due).date(),
        subject=PLATFORM,
        sentence=f"Annoncer la maintenance du {short_moment(maintenance.starts_at)}, avant le "
        f"{short_moment(due, is_end=True)}",
        action="Annoncer",
        place=Place(EDITOR, maintenance.id or 0, "maintenance"),
        group=PLATFORM,
        why=Why("elearning"),
    )


def _is_far(due: datetime, today: date) -> bool:
    return due.date() - ANNOUNCED_AHEAD > today
