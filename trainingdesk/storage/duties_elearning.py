"""What a learning platform waits for, read from the file."""

from datetime import date, datetime, time
from decimal import Decimal

from sqlite_utils import Database

from trainingdesk.domain.conditions import Rules
from trainingdesk.domain.deadlines.elearning import (
    ENDED_WITHIN,
    ENDING_WITHIN,
    EndingAccess,
    OpenIncident,
    PlatformState,
)
from trainingdesk.domain.elearning import Incident, PlatformAccess
from trainingdesk.storage import elearning as store
from trainingdesk.storage.duties import Terms
from trainingdesk.storage.rows import from_row

_PERSON = "trim(t.first_name || ' ' || t.last_name)"
_SESSION = "s.number || ' – ' || s.title"


def platform_state(db: Database, today: date, terms: Terms, in_force: Rules) -> PlatformState:
    """Return what may wait on a day."""
    return PlatformState(
        incidents=_incidents(db, terms),
        ending=_ending(db, today),
        maintenances=tuple(store.unannounced(db, datetime.combine(today, time.min))),
        rules=in_force,
    )


def _incidents(db: Database, terms: Terms) -> tuple[OpenIncident, ...]:
    rows = db.query(
        f"""
        select i.*, {_SESSION} as session, coalesce({_PERSON}, '') as person,
            a.conditions_id, coalesce(a.special, '{{}}') as special
        from platform_incident i join training_session s on s.id = i.session_id
        left join enrolment e on e.id = i.enrolment_id left join trainee t on t.id = e.trainee_id
        left join agreement a on a.id = (select min(o.id) from agreement o
            where o.session_id = i.session_id and o.client_id = e.client_id
            and o.state not in ('cancelled', 'postponed', 'terminated'))
        where i.fixed_at is null order by i.reported_at, i.id
        """
    )
    return tuple(
        OpenIncident(
            incident=from_row(Incident, row, id=row["id"]),
            session=row["session"],
            person=row["person"],
            rules=terms.rules(row["conditions_id"], row["special"]),
            conditions_id=row["conditions_id"],
        )
        for row in rows
    )


def _ending(db: Database, today: date) -> tuple[EndingAccess, ...]:
    rows = db.query(
        f"""
        select a.*, {_SESSION} as session, {_PERSON} as person,
            e.self_paced_hours as followed, s.self_paced_hours as planned
        from platform_access a join enrolment e on e.id = a.enrolment_id
        join trainee t on t.id = e.trainee_id join training_session s on s.id = e.session_id
        where a.valid_until between ? and ? and a.opened_at is not null and a.closed_on is null
            and s.state in ('planned', 'confirmed')
            and e.state not in ('dropped_out', 'replaced', 'cancelled')
            and cast(e.self_paced_hours as real) < cast(s.self_paced_hours as real)
        order by a.valid_until, a.id
        """,
        [(today - ENDED_WITHIN).isoformat(), (today + ENDING_WITHIN).isoformat()],
    )
    return tuple(
        EndingAccess(
            access=from_row(PlatformAccess, row, id=row["id"]),
            session=row["session"],
            person=row["person"],
            followed=Decimal(row["followed"]),
            planned=Decimal(row["planned"]),
        )
        for row in rows
    )
