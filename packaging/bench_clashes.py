"""Whether a new session of two days finds its trainers, rooms and trainees free.

The floor reads the slots of the same days with their sessions, and compares nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from bench_figures import Figure, figure, side_by_side

from trainingdesk.services.clashes import clashes
from trainingdesk.services.office import Office
from trainingdesk.storage import sessions as store

RUNS = 60
FLOOR = "créneaux de ces jours, lus"
READ = (
    "select * from slot s join training_session t on t.id = s.session_id"
    " where s.day in (select day from slot where session_id = ?)"
)


def check(office: Office) -> list[Figure]:
    """Measure the check of sessions with all their people, moved onto busy days."""
    ids = [
        row[0]
        for row in office.db.execute(
            "select id from training_session order by starts_on desc limit ?", [RUNS + 1]
        )
    ]
    asked = [(store.SESSIONS.get(office.db, each), store.slots_of(office.db, each)) for each in ids]
    found = 0

    def ask(number: int) -> None:
        nonlocal found
        found += len(clashes(office, *asked[number % len(asked)]))

    times, floor = side_by_side(
        RUNS,
        ask,
        lambda number: office.db.execute(READ, [ids[number % len(ids)]]).fetchall(),
    )
    return [
        figure(
            "clashes",
            "contrôle des conflits d’une session",
            times,
            floor,
            floor_name=FLOOR,
            note=f"{found} conflits trouvés",
        )
    ]


PARTS: dict[str, Callable[[Office], list[Figure]]] = {"clashes": check}
