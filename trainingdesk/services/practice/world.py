"""What the tellers of the history share: who is who in the file, and who is taken when."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from trainingdesk.domain.parties import Client, TraineeStatus
from trainingdesk.services.practice.diary import Days, Diary
from trainingdesk.services.practice.story import Story


def week_of(today: date, weeks: int, weekday: int = 0) -> date:
    """Return a day of the week that lies so many weeks from that of *today*."""
    monday = today - timedelta(days=today.weekday())
    return monday + timedelta(weeks=weeks, days=weekday)


@dataclass
class World:
    """The ids of what was written, by the keys of the sample files.

    `people` holds the trainees whom a client may send, `followed` which courses each has had.
    """

    today: date
    random: Random
    story: Story
    diary: Diary = field(default_factory=Diary)
    clients: dict[str, Client] = field(default_factory=dict)
    funders: dict[str, int] = field(default_factory=dict)
    funder_of: dict[str, str] = field(default_factory=dict)
    trainers: dict[str, int] = field(default_factory=dict)
    venues: dict[str, int] = field(default_factory=dict)
    rooms: dict[str, int] = field(default_factory=dict)
    courses: dict[str, int] = field(default_factory=dict)
    people: dict[str, list[int]] = field(default_factory=dict)
    statuses: dict[int, TraineeStatus] = field(default_factory=dict)
    followed: dict[int, set[str]] = field(default_factory=dict)

    def week(self, weeks: int, weekday: int = 0) -> date:
        """Return a day of the week that lies so many weeks from today's."""
        return week_of(self.today, weeks, weekday)

    def client_id(self, key: str) -> int:
        """Return the id of a client."""
        client_id = self.clients[key].id
        assert client_id is not None  # noqa: S101 - it was written before anything needs it
        return client_id

    def choose(self, key: str, count: int, course: str, days: Days) -> list[int]:
        """Take people of a client for a course: free on its days, new to it, the idlest first."""
        able = [
            trainee
            for trainee in self.people[key]
            if course not in self.followed.get(trainee, ()) and self.diary.is_free(trainee, days)
        ]
        able.sort(key=lambda trainee: len(self.followed.get(trainee, ())))
        chosen = able[:count]
        for trainee in chosen:
            self.followed.setdefault(trainee, set()).add(course)
            self.diary.take(trainee, days)
        return chosen
