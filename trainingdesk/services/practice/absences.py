"""When the trainers and rooms of the practice office cannot be had."""

from collections.abc import Hashable
from datetime import timedelta

from trainingdesk.domain.unavailabilities import Unavailability
from trainingdesk.services import unavailabilities
from trainingdesk.services.office import Office
from trainingdesk.services.practice.diary import DAY, Days, week_of_work
from trainingdesk.services.practice.world import World

NOTED = timedelta(days=20)
"""Counted back from today."""
HOLIDAYS_IN, HOLIDAYS_LAST = 6, 5
WORKS_IN, WORKS_LAST = 9, 2
"""The weeks until they begin, and the days they last."""


def take_leave(world: World) -> None:
    """Let the first trainer be away for a week, and the first room be painted, when free."""
    trainer, room = next(iter(world.trainers)), next(iter(world.rooms))
    holidays = _free_days(world, trainer, HOLIDAYS_IN, HOLIDAYS_LAST)
    works = _free_days(world, room, WORKS_IN, WORKS_LAST)

    def note(office: Office) -> None:
        away = Unavailability(
            trainer_id=world.trainers[trainer],
            first_day=holidays[0],
            last_day=holidays[-1],
            reason="Congés",
        )
        painted = Unavailability(
            room_id=world.rooms[room],
            first_day=works[0],
            last_day=works[-1],
            reason="Peinture",
        )
        for each in (away, painted):
            unavailabilities.save(office, each)

    world.story.at(world.today - NOTED, note)


def _free_days(world: World, who: Hashable, weeks: int, length: int) -> Days:
    return world.diary.book(
        [who], world.week(weeks), DAY, lambda day: week_of_work(day, length, DAY)
    )
