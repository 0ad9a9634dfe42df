"""What each session of the practice office is to be, and on which days."""

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from trainingdesk.domain.courses import HOURS_A_DAY
from trainingdesk.domain.scheduling import Hours, half_days
from trainingdesk.domain.sessions import Modality, Slot
from trainingdesk.services.practice import sample
from trainingdesk.services.practice.diary import DAY, Days, run_of, week_of_work
from trainingdesk.services.practice.world import World
from trainingdesk.storage.rules_text import rules_from

EVENING = (time(18), time(20))
HOURS_AN_EVENING = 2
HALF_DAY = HOURS_A_DAY / 2
E_LEARNING_DAYS = 19
"""From the first to the last day of access: three weeks without the last weekend."""
WEEKLY = (-2, -1, 1)
"""The weeks, from today's, of a session that is under way one day a week."""


@dataclass(frozen=True, kw_only=True)
class SessionPlan:
    """An entry of the sessions file.

    `seats` counts the people each client sends, `unnamed` those whose names it owes; `unsigned`
    names clients whose convention has not come back, `ended` those who gave up what they had
    signed, or lost it. `early` counts the days from enrolment to
    the first day; a `tentative` session has only people who showed interest.
    """

    course: str
    week: int
    day: int = 0
    rhythm: str = "days"
    modality: Modality = Modality.ON_SITE
    room: str = ""
    trainers: tuple[str, ...] = ()
    seats: Mapping[str, int]
    unnamed: int = 0
    group_price: int | None = None
    fundings: Mapping[str, str] = field(default_factory=dict)
    incidents: tuple[str, ...] = ()
    payments: Mapping[str, str] = field(default_factory=dict)
    credit: Mapping[str, str] = field(default_factory=dict)
    waiting: tuple[str, ...] = ()
    offer: Mapping[str, Any] | None = None
    unsigned: tuple[str, ...] = ()
    ended: Mapping[str, str] = field(default_factory=dict)
    outcome: str = ""
    early: int = 45
    tentative: bool = False

    @property
    def resources(self) -> tuple[Hashable, ...]:
        """The room and the trainers that the session takes."""
        return tuple(filter(None, (self.room, *self.trainers)))


def plans() -> list[SessionPlan]:
    """Return the plans in the order of the file, which is the order of time."""
    return [_plan(entry) for entry in sample.listed("sessions.toml", "session")]


def _plan(entry: Mapping[str, Any]) -> SessionPlan:
    lists = {key: tuple(value) for key, value in entry.items() if isinstance(value, list)}
    modality = Modality(entry.get("modality", Modality.ON_SITE))
    return SessionPlan(**{**entry, **lists, "modality": modality})


def place(plan: SessionPlan, hours: Decimal, world: World) -> Days:
    """Return the days of a session, its room and trainers taken for them.

    A past session ends on its day or before, another starts on its day or after, so that neither
    crosses today.
    """
    if plan.modality is Modality.E_LEARNING:
        end = world.week(plan.week, plan.day)
        return tuple(end - timedelta(days=back) for back in range(E_LEARNING_DAYS - 1, -1, -1))
    if plan.rhythm == "weekly":
        return tuple(sorted(_one_day(plan, week, world) for week in reversed(WEEKLY)))
    step = -DAY if plan.week < 0 else DAY
    target = world.week(plan.week, plan.day) if plan.week else world.today
    if plan.rhythm == "evenings":
        evenings = int(hours / HOURS_AN_EVENING)
        return world.diary.book(
            plan.resources, target, step, lambda day: run_of(day, evenings, step, every=2)
        )
    length = math.ceil(hours / HOURS_A_DAY)
    return world.diary.book(
        plan.resources, target, step, lambda day: week_of_work(day, length, step)
    )


def _one_day(plan: SessionPlan, week: int, world: World) -> date:
    step = -DAY if week < 0 else DAY
    target = world.week(week, plan.day)
    (day,) = world.diary.book(plan.resources, target, step, lambda day: (day,))
    return day


def slots(plan: SessionPlan, hours: Decimal, days: Days, world: World) -> tuple[Slot, ...]:
    """Return the slots of a session; those of several trainers take turns by day.

    The last day of a mixed session is half live at a distance, half learnt alone.
    """
    if plan.modality is Modality.E_LEARNING:
        return ()
    made: list[Slot] = []
    for number, day in enumerate(days):
        is_remote = plan.modality is Modality.REMOTE or (
            plan.modality is Modality.MIXED and day == days[-1]
        )
        trainer = plan.trainers[number % len(plan.trainers)]
        made += [
            Slot(
                day=day,
                starts_at=start,
                ends_at=end,
                room_id=None if is_remote else world.rooms[plan.room],
                is_remote=is_remote,
                trainer_ids=(world.trainers[trainer],),
            )
            for start, end in _times(plan, hours, is_last=day == days[-1])
        ]
    return tuple(made)


def _times(plan: SessionPlan, hours: Decimal, *, is_last: bool) -> tuple[Hours, ...]:
    if plan.rhythm == "evenings":
        return (EVENING,)
    usual = _usual_half_days()
    if hours == HALF_DAY or (plan.modality is Modality.MIXED and is_last):
        return usual[:1]
    return usual


@cache
def _usual_half_days() -> tuple[Hours, Hours]:
    """Return the half-days that the office's conditions of sale state."""
    return half_days(rules_from(sample.entries("office.toml")["conditions"]).hours)


def self_paced_hours(plan: SessionPlan, hours: Decimal) -> Decimal:
    """Return the hours that no slot holds."""
    if plan.modality is Modality.E_LEARNING:
        return hours
    return HALF_DAY if plan.modality is Modality.MIXED else Decimal(0)
