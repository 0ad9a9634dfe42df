"""Planners on paper: a year for the wall, and what a trainer is sent."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from trainingdesk.domain.calendar import add_months, month_end
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.periods import check_period
from trainingdesk.domain.planners import (
    TrainerPlanning,
    YearPlan,
    last_of_year,
    planned_sessions,
)
from trainingdesk.services.agenda import closed_names
from trainingdesk.services.office import Office
from trainingdesk.storage import agenda as store
from trainingdesk.storage import teaching
from trainingdesk.storage.agenda import ALL, Wanted
from trainingdesk.storage.office import organisation

if TYPE_CHECKING:
    # Drawing on paper takes a while to import.
    from trainingdesk.paper.page import Sheet

LONGEST_YEARS = 2


@dataclass(frozen=True, slots=True)
class Planner:
    """A planner that is ready to print, and the name of its file."""

    title: str
    file_name: str
    pdf: bytes


def year_plan(office: Office, day: date, wanted: Wanted = ALL) -> YearPlan:
    """Return twelve months from the month of a day on."""
    first = day.replace(day=1)
    last = last_of_year(first)
    return YearPlan(
        first=first,
        on=office.today(),
        sessions=planned_sessions(store.bookings(office.db, first, last, wanted)),
        closed=closed_names(office, first, last),
        about=store.name_of(office.db, wanted),
    )


def year_planner(office: Office, day: date, sheet: "Sheet", wanted: Wanted = ALL) -> Planner:
    """Return the calendar for the wall of twelve months from the month of a day on.

    Raises:
        RuleBroken: the paper needs the office's identity, which is not entered yet.
    """
    # Drawing brings a library that takes a while to import.
    from trainingdesk.reports.planners import year_planner as paper  # noqa: PLC0415

    plan = year_plan(office, day, wanted)
    pdf = paper.as_pdf(plan, organisation(office.db), sheet)
    return Planner(paper.title(plan), paper.file_name(plan), pdf)


def trainer_planning(office: Office, trainer_id: int, first: date, last: date) -> TrainerPlanning:
    """Return what a trainer teaches between two days, both included.

    Raises:
        RuleBroken: the period ends before it begins, or is too long for a planning.
    """
    check_period(first, last)
    if (last - first).days > LONGEST_YEARS * 366:
        raise RuleBroken("Un planning couvre deux ans au plus : vérifiez l’année.", "last")
    wanted = Wanted(trainer_id=trainer_id)
    return TrainerPlanning(
        trainer=teaching.TRAINERS.get(office.db, trainer_id),
        first=first,
        last=last,
        on=office.today(),
        bookings=store.bookings(office.db, first, last, wanted),
        absences=store.absences(office.db, first, last, wanted),
    )


def trainer_planner(office: Office, trainer_id: int, first: date, last: date) -> Planner:
    """Return a trainer's planning as a paper to send.

    Raises:
        RuleBroken: the period is none, or the office's identity is not entered yet.
    """
    # Drawing brings a library that takes a while to import.
    from trainingdesk.reports.planners import trainer_planning as paper  # noqa: PLC0415

    planning = trainer_planning(office, trainer_id, first, last)
    pdf = paper.as_pdf(planning, organisation(office.db))
    return Planner(paper.title(planning), paper.file_name(planning), pdf)


def usual_period(office: Office) -> tuple[date, date]:
    """Return the days that a trainer's planning usually covers: three months from this one."""
    first = office.today().replace(day=1)
    return first, month_end(add_months(first, 2))
