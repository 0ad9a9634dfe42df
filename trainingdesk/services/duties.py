"""What the office has to do: gathered from the file, told by the rules, grouped for the day."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum, auto

from trainingdesk.domain import deadlines
from trainingdesk.domain.cheque_slips import void_before
from trainingdesk.domain.conditions.clauses import clause_text, heading
from trainingdesk.domain.conditions.rules import PersonalData
from trainingdesk.domain.deadlines import Duty, OfficeState
from trainingdesk.domain.deadlines.office import DATA_MONTHS
from trainingdesk.domain.deadlines.training import ahead_of
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import long_date, plural
from trainingdesk.services import (
    cheque_slips,
    conditions,
    discipline,
    questionnaires,
    reference,
    reminders_papers,
    trainer_duties,
)
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.services.terms import version
from trainingdesk.storage import duties as store
from trainingdesk.storage import seals
from trainingdesk.storage.cheque_slips import to_bank
from trainingdesk.storage.database import unit_of_work
from trainingdesk.storage.duties_elearning import platform_state
from trainingdesk.storage.duties_questionnaires import questionnaire_state


@dataclass(frozen=True, slots=True)
class Group:
    """The duties of one session or subject, earliest first."""

    name: str
    duties: tuple[Duty, ...]

    @property
    def due_on(self) -> date:
        """The day the first of them is due."""
        return self.duties[0].due_on


@dataclass(frozen=True, slots=True)
class PutOff:
    """A duty that somebody put off, and the day it comes back."""

    duty: Duty
    until: date


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is due by the end of the week, what comes later, what was put off."""

    this_week: tuple[Group, ...]
    later: tuple[Group, ...]
    aside: tuple[PutOff, ...] = ()

    @property
    def count(self) -> int:
        """How many things there are to do; what was put off is none."""
        return sum(len(group.duties) for group in (*self.this_week, *self.later))


def agenda(office: Office) -> Agenda:
    """Return what is to be done, grouped by session, this week's first."""
    today = office.today()
    put_off = store.asides(office.db, today)
    found = deadlines.duties(state_of(office), today)
    sunday = week_of(today)[1]
    waiting = [duty for duty in found if duty.key not in put_off]
    return Agenda(
        _grouped(duty for duty in waiting if duty.due_on <= sunday),
        _grouped(duty for duty in waiting if duty.due_on > sunday),
        tuple(PutOff(duty, put_off[duty.key]) for duty in found if duty.key in put_off),
    )


def duties(office: Office) -> tuple[Duty, ...]:
    """Return what is to be done, the earliest due first; what was put off is left out."""
    today = office.today()
    put_off = store.asides(office.db, today)
    found = deadlines.duties(state_of(office), today)
    return tuple(duty for duty in found if duty.key not in put_off)


def week_of(day: date) -> tuple[date, date]:
    """Return the Monday and the Sunday of the week that a day lies in."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def _grouped(found: Iterable[Duty]) -> tuple[Group, ...]:
    groups: dict[str, list[Duty]] = {}
    for duty in found:
        groups.setdefault(duty.group, []).append(duty)
    return tuple(Group(name, tuple(members)) for name, members in groups.items())


def state_of(office: Office) -> OfficeState:
    """Read from the file all that may wait today."""
    db, today = office.db, office.today()
    now = conditions.in_force(office)
    terms = store.Terms(db, now.rules)
    late = store.late_invoices(db, today, terms)
    steps = reminders_papers.steps(office, {each.id: each.due_on for each in late.invoices})
    coming = trainer_duties.coming(office)
    return OfficeState(
        rules=now.rules,
        rules_since=now.starts_on if now.id is not None else None,
        proposals=store.open_proposals(db, today),
        agreements=store.open_agreements(db, today, terms, late.by_client),
        settlements=store.open_settlements(db, terms),
        sessions=store.open_sessions(db, today, ahead_of(now.rules), terms),
        absences=store.open_absences(db, today, terms),
        fundings=store.open_fundings(db, today),
        claims=store.open_claims(db, today),
        chorus=store.chorus_invoices(db),
        late_invoices=tuple(replace(each, step=steps[each.id]) for each in late.invoices),
        cheques=store.held_cheques(db),
        to_bank=to_bank(db, void_before(today)),
        bank_after=cheque_slips.wait_days(office),
        register=store.open_entries(db),
        cases=discipline.open_cases(office),
        documents=store.ending_documents(db, today),
        trainer_files=trainer_duties.trainer_files(office, coming),
        missions=trainer_duties.open_missions(coming),
        office_documents=trainer_duties.ending_papers(office),
        seal_until=seals.ends_on(office.db),
        platform=platform_state(db, today, terms, now.rules),
        questionnaires=questionnaire_state(db, today, questionnaires.cold_months(office)),
        missing_rates=reference.rates(office).missing(today) if store.has_invoices(db) else (),
        trained_last_year=store.trained_in(db, today.year - 1),
        past_data=_past_data(office, now.rules.personal_data),
    )


def _past_data(office: Office, terms: PersonalData | None) -> int:
    """Return how many people's data are past their time, in the months that this is told in."""
    today = office.today()
    if terms is None or terms.retention_years is None or today.month > DATA_MONTHS:
        return 0
    return store.people_unseen_since(office.db, date(today.year - terms.retention_years, 1, 1))


def reason(office: Office, duty: Duty) -> str:
    """Return why a duty is one: the clause of the terms, then the article of the law."""
    why = duty.why
    rules = (
        conditions.in_force(office)
        if why.conditions_id is None
        else version(office, why.conditions_id, office.today())
    ).rules
    parts = []
    if why.rule and (title := heading(rules, why.rule)):
        parts = [f"Conditions de vente, {title}", *clause_text(why.rule, rules)]
    if why.article:
        parts.append(why.article)
    return "\n".join(parts)


def set_aside(office: Office, keys: Collection[str], until: date) -> Changes:
    """Put duties off: they come back on a day, if they still wait.

    Raises:
        RuleBroken: the day has come already.
    """
    today = office.today()
    if until <= today:
        raise RuleBroken("Choisissez un jour à venir : la ligne reviendra ce jour-là.", "until")
    with unit_of_work(office.db):
        store.put_aside(office.db, keys, until, today)
    what = plural(len(keys), "chose mise", "choses mises")
    return changed(f"{what} de côté jusqu’au {long_date(until)}", Kind.OFFICE)


def take_back(office: Office, keys: Collection[str]) -> Changes:
    """Bring duties back before their day."""
    with unit_of_work(office.db):
        store.take_back(office.db, keys)
    return changed(plural(len(keys), "chose reprise", "choses reprises"), Kind.OFFICE)


# First steps ------------------------------------------------------------------------------------


class FirstStep(StrEnum):
    """What a new office does before anything else, in order."""

    IDENTITY = auto()
    CONDITIONS = auto()
    COURSE = auto()
    CLIENT = auto()
    SESSION = auto()


_TABLES = {
    FirstStep.IDENTITY: "organisation",
    FirstStep.COURSE: "course",
    FirstStep.CLIENT: "client",
    FirstStep.SESSION: "training_session",
}


def first_steps(office: Office) -> tuple[FirstStep, ...]:
    """Return the steps that are still to be taken."""
    return tuple(step for step in FirstStep if _is_to_do(office, step))


def _is_to_do(office: Office, step: FirstStep) -> bool:
    if step is FirstStep.CONDITIONS:
        return conditions.are_statutory(office) and not store.has_any(office.db, "agreement")
    return not store.has_any(office.db, _TABLES[step])
