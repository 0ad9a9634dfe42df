"""The costs of sessions in the file."""

from collections.abc import Sequence
from decimal import Decimal

from sqlite_utils import Database

from trainingdesk.domain.costs import CostKind, SessionCost
from trainingdesk.domain.money import from_cents
from trainingdesk.storage.rows import Table

COSTS = Table("session_cost", SessionCost)


def costs_of(db: Database, session_id: int) -> list[SessionCost]:
    """Return the costs of a session as they were typed."""
    return COSTS.where(db, "session_id = ? order by id", [session_id])


def save_costs(db: Database, session_id: int, costs: Sequence[SessionCost]) -> tuple[int, ...]:
    """Write the costs of a session in place of those before, and return their ids."""
    kept = {cost.id for cost in costs}
    known = {cost.id: cost for cost in costs_of(db, session_id)}
    for row_id in known.keys() - kept:
        COSTS.delete(db, row_id or 0)
    return tuple(
        cost.id or 0 if cost == known.get(cost.id) else COSTS.save(db, cost) for cost in costs
    )


def last_room_cost(db: Database, session_id: int, room_id: int) -> Decimal | None:
    """Return what a day of the same room cost last, in another session, or `None`."""
    row = db.execute(
        """
        select c.unit_cost_cents from session_cost c
            join training_session s on s.id = c.session_id
        where c.kind = ? and s.room_id = ? and s.id <> ?
        order by coalesce(s.starts_on, '') desc, c.id desc limit 1
        """,
        [CostKind.ROOM, room_id, session_id],
    ).fetchone()
    return None if row is None else from_cents(row[0])
