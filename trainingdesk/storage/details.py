"""What the detail of a person, a firm, a funder, a trainer or a venue shows beside its record."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from sqlite_utils import Database

from trainingdesk.domain.money import Money
from trainingdesk.domain.sessions import EnrolmentState, FundingState
from trainingdesk.storage.rows import from_row


@dataclass(frozen=True, slots=True, kw_only=True)
class Employee:
    """Someone whom a client employs, or employed."""

    id: int
    name: str
    job: str
    starts_on: date | None
    ends_on: date | None
    sessions: int


def employees_of(db: Database, client_id: int) -> list[Employee]:
    """Return the people of a client: those still there first, each in the order of their names."""
    rows = db.query(
        """
        select t.id, trim(t.last_name || ' ' || t.first_name) as name, j.job, j.starts_on,
            j.ends_on, (select count(*) from enrolment e where e.trainee_id = t.id) as sessions
        from employment j join trainee t on t.id = j.trainee_id
        where j.client_id = ? order by j.ends_on is not null, t.sort_name, j.id
        """,
        [client_id],
    )
    return [from_row(Employee, row, id=row["id"]) for row in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Where a trainee worked."""

    client_id: int
    client: str
    job: str
    starts_on: date | None
    ends_on: date | None


def jobs_of(db: Database, trainee_id: int) -> list[Job]:
    """Return the employers of a trainee, latest first."""
    rows = db.query(
        """
        select j.client_id, trim(c.name || ' ' || c.first_name) as client, j.job, j.starts_on,
            j.ends_on
        from employment j join client c on c.id = j.client_id
        where j.trainee_id = ? order by coalesce(j.starts_on, '') desc, j.id desc
        """,
        [trainee_id],
    )
    return [from_row(Job, row) for row in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A trainee's place in a session."""

    id: int
    session_id: int
    number: str
    title: str
    starts_on: date | None
    client: str
    state: EnrolmentState
    self_paced_hours: Decimal


def seats_of(db: Database, trainee_id: int) -> list[Seat]:
    """Return the sessions that a trainee was enrolled in, latest first."""
    rows = db.query(
        """
        select e.id, e.session_id, s.number, s.title, s.starts_on, e.state, e.self_paced_hours,
            trim(c.name || ' ' || c.first_name) as client
        from enrolment e join training_session s on s.id = e.session_id
        join client c on c.id = e.client_id
        where e.trainee_id = ? order by coalesce(s.starts_on, '9999') desc, e.id desc
        """,
        [trainee_id],
    )
    return [from_row(Seat, row, id=row["id"]) for row in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """What a funder was asked, or granted, for a client's people in a session."""

    id: int
    session_id: int
    number: str
    title: str
    starts_on: date | None
    client: str
    file_number: str
    state: FundingState
    amount: Money | None
    subrogation: bool


def supports_of(db: Database, funder_id: int) -> list[Support]:
    """Return the agreements of a funder, those of the latest sessions first."""
    rows = db.query(
        """
        select g.id, g.session_id, s.number, s.title, s.starts_on, g.file_number, g.state,
            g.amount_cents, g.subrogation, trim(c.name || ' ' || c.first_name) as client
        from funding g join training_session s on s.id = g.session_id
        join client c on c.id = g.client_id
        where g.funder_id = ? order by coalesce(s.starts_on, '9999') desc, g.id desc
        """,
        [funder_id],
    )
    return [from_row(Support, row, id=row["id"]) for row in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A slot to come: when, in which session and room, and who teaches."""

    session_id: int
    number: str
    title: str
    day: date
    starts_at: time
    ends_at: time
    room: str
    trainers: str


_SLOTS = """
    select o.session_id, s.number, s.title, o.day, o.starts_at, o.ends_at,
        iif(o.is_remote, 'à distance', coalesce(
            (select v.name || ', ' || r.name from room r join venue v on v.id = r.venue_id
             where r.id = coalesce(o.room_id, s.room_id)),
            (select v.name from venue v where v.id = s.venue_id), '')) as room,
        coalesce((select group_concat(trim(t.first_name || ' ' || t.last_name), ', ')
            from slot_trainer x join trainer t on t.id = x.trainer_id where x.slot_id = o.id), '')
            as trainers
    from slot o join training_session s on s.id = o.session_id
    where o.day >= ? and s.state not in ('cancelled', 'postponed') and {condition}
    order by o.day, o.starts_at
"""


def planning_of_trainer(db: Database, trainer_id: int, since: date) -> list[Appointment]:
    """Return the slots that a trainer teaches from a day on."""
    condition = "o.id in (select slot_id from slot_trainer where trainer_id = ?)"
    rows = db.query(_SLOTS.format(condition=condition), [since.isoformat(), trainer_id])
    return [from_row(Appointment, row) for row in rows]


def planning_of_venue(db: Database, venue_id: int, since: date) -> list[Appointment]:
    """Return the slots held at a venue from a day on: by their own room, else the session's."""
    condition = (
        "not o.is_remote and ? = coalesce("
        "(select r.venue_id from room r where r.id = o.room_id), s.venue_id)"
    )
    rows = db.query(_SLOTS.format(condition=condition), [since.isoformat(), venue_id])
    return [from_row(Appointment, row) for row in rows]
