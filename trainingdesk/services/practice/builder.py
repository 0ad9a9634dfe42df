"""Making the practice office, and finding what is worth showing in it."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.sessions import SessionState
from trainingdesk.services.office import Office
from trainingdesk.services.practice import offers, sample
from trainingdesk.services.practice.absences import take_leave
from trainingdesk.services.practice.bank_statement import bring_statement
from trainingdesk.services.practice.complaints import complain
from trainingdesk.services.practice.discipline import admonish
from trainingdesk.services.practice.entrusting import entrust
from trainingdesk.services.practice.foundation import found
from trainingdesk.services.practice.opinions import ask_opinions
from trainingdesk.services.practice.people import introduce
from trainingdesk.services.practice.platform import maintain, take_late_order
from trainingdesk.services.practice.session_plan import place, plans
from trainingdesk.services.practice.session_story import ANNOUNCED, announce
from trainingdesk.services.practice.story import Cancelled, GivenUpError, Progress, Story
from trainingdesk.services.practice.world import World, week_of
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import office as identity
from trainingdesk.storage import sales
from trainingdesk.storage import sessions as store
from trainingdesk.storage.database import unit_of_work

FIRST_WEEK = -70
BEFORE_THE_FIRST = ANNOUNCED + timedelta(days=60)
"""The office starts so long before its first session: days may slide back over closings."""
MOST_COMPLETE = 3


def build(office: Office, progress: Progress, cancelled: Cancelled) -> None:
    """Fill a new, empty office with the invented one, as if worked in up to `office.today()`.

    The same day gives the same office, but for the times in the history. *progress* is told the
    days done, the days in all and the month; when *cancelled* answers yes the file stays empty.

    Raises:
        RuleBroken: the office is not empty.
    """
    if identity.ORGANISATIONS.where(office.db):
        raise RuleBroken(
            "Ce fichier contient déjà un organisme : créez un fichier neuf pour le bureau d’essai."
        )
    world = World(
        today=office.today(),
        random=Random(office.today().toordinal()),  # noqa: S311 - invented people need no secrecy
        story=Story(_first_day(office.today())),
    )
    world.story.at(world.story.day, lambda first: _begin(first, world))
    try:
        with unit_of_work(office.db):
            world.story.tell(office, world.today, progress, cancelled)
    except GivenUpError:
        return
    progress(1, 1, "")


def _first_day(today: date) -> date:
    return (week_of(today, FIRST_WEEK) - BEFORE_THE_FIRST).replace(day=1)


def _begin(office: Office, world: World) -> None:
    """Found the office on its first day, and plan all that will happen to it."""
    found(office, world)
    introduce(office, world)
    hours = {sheet.code: sheet.hours for sheet in sample.course_sheets()}
    for plan in plans():
        length = hours[plan.course] or Decimal(0)
        announce(world, plan, length, place(plan, length, world))
    offers.negotiate(world)
    take_leave(world)
    complain(world)
    ask_opinions(world)
    take_late_order(world)
    maintain(world)
    admonish(world)
    entrust(world)
    bring_statement(world)


def closed_sessions(office: Office) -> list[int]:
    """Return the three closed sessions that show most: people, funds, signed bargains."""
    found_sessions = store.SESSIONS.where(office.db, "state = ?", [SessionState.CLOSED])
    ids = [session.id for session in found_sessions if session.id is not None]
    return sorted(ids, key=lambda session_id: _richness(office, session_id), reverse=True)[
        :MOST_COMPLETE
    ]


def _richness(office: Office, session_id: int) -> tuple[int, int, int]:
    """Count what a session has to show; the later of two equals is shown first."""
    file = session_file(office, session_id)
    attended = sum(1 for person in file.seated if person.marks and person.results)
    bargains = len(sales.agreements_of(office.db, session_id))
    return (attended + bargains + 2 * len(file.fundings), len(file.slots), session_id)
