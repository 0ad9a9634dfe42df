"""Accounts on the learning platform, incidents and maintenance."""

from datetime import date, datetime

from sqlite_utils import Database

from trainingdesk.domain.elearning import Incident, Maintenance, PlatformAccess
from trainingdesk.domain.sendings import SendingItem
from trainingdesk.storage.rows import Table

ACCESSES = Table("platform_access", PlatformAccess)
INCIDENTS = Table("platform_incident", Incident)
MAINTENANCES = Table("maintenance", Maintenance)


def accesses_of(db: Database, session_id: int) -> dict[int, PlatformAccess]:
    """Return the accounts of a session, by enrolment."""
    found = ACCESSES.where(
        db, "enrolment_id in (select id from enrolment where session_id = ?)", [session_id]
    )
    return {access.enrolment_id: access for access in found}


def access_of(db: Database, enrolment_id: int) -> PlatformAccess | None:
    """Return the account of one person in a session, if there is one."""
    found = ACCESSES.where(db, "enrolment_id = ?", [enrolment_id])
    return found[0] if found else None


def holder_of(db: Database, access: PlatformAccess, on: date) -> str | None:
    """Return who else may use the same login of the same platform, or `None`.

    The same person keeps one login from session to session.
    """
    rows = db.execute(
        """
        select a.platform, a.login, trim(t.first_name || ' ' || t.last_name)
        from platform_access a join enrolment e on e.id = a.enrolment_id
        join trainee t on t.id = e.trainee_id
        where a.enrolment_id <> :own and a.closed_on is null
            and coalesce(a.valid_until, '9999') >= :on
            and e.trainee_id is not (select trainee_id from enrolment where id = :own)
        order by a.id
        """,
        {"own": access.enrolment_id, "on": on.isoformat()},
    )
    # SQLite's own lower() leaves accents alone.
    wanted = (access.platform.casefold(), access.login.casefold())
    return next(
        (
            name
            for platform, login, name in rows
            if (platform.casefold(), login.casefold()) == wanted
        ),
        None,
    )


def logins_of(db: Database, platform: str) -> frozenset[str]:
    """Return every login that a platform ever had, in small letters."""
    rows = db.execute("select platform, login from platform_access")
    return frozenset(
        login.casefold() for name, login in rows if name.casefold() == platform.casefold()
    )


def last_platform(db: Database) -> str:
    """Return the platform that was named last, or nothing."""
    row = db.execute("select platform from platform_access order by id desc limit 1").fetchone()
    return row[0] if row else ""


def sent_days(db: Database, session_id: int) -> dict[int, date]:
    """Return the day that each person of a session was sent her access, by enrolment."""
    rows = db.execute(
        "select enrolment_id, sent_on from sending where item = ? and enrolment_id in"
        " (select id from enrolment where session_id = ?)",
        [SendingItem.PLATFORM_ACCESS, session_id],
    )
    return {enrolment_id: date.fromisoformat(day) for enrolment_id, day in rows}


def incidents_of(db: Database, session_id: int) -> list[Incident]:
    """Return the incidents of a session, the latest first."""
    return INCIDENTS.where(db, "session_id = ? order by reported_at desc, id desc", [session_id])


def maintenances(db: Database) -> list[Maintenance]:
    """Return every maintenance, the latest first."""
    return MAINTENANCES.where(db, "1 order by starts_at desc, id desc")


def holders(db: Database, first: date, last: date) -> list[tuple[int, int]]:
    """Return enrolment and session of every open account that is valid on a day of the span."""
    return list(
        db.execute(
            """
            select a.enrolment_id, e.session_id
            from platform_access a join enrolment e on e.id = a.enrolment_id
            join trainee t on t.id = e.trainee_id
            where a.opened_at is not null and a.closed_on is null
                and coalesce(a.valid_from, '') <= :last
                and coalesce(a.valid_until, '9999') >= :first
                and e.state not in ('replaced', 'cancelled')
            order by t.sort_name, a.id
            """,
            {"first": first.isoformat(), "last": last.isoformat()},
        ).fetchall()
    )


# What the register of a period tells ------------------------------------------------------------


def accesses_between(db: Database, first: date, last: date) -> list[PlatformAccess]:
    """Return the accounts that were open on a day of the period, the earliest first."""
    return ACCESSES.where(
        db,
        "opened_at is not null and date(opened_at) <= ?"
        " and coalesce(closed_on, valid_until, '9999') >= ? order by opened_at, id",
        [last.isoformat(), first.isoformat()],
    )


def incidents_between(db: Database, first: date, last: date) -> list[Incident]:
    """Return the incidents that were reported in the period, the earliest first."""
    return INCIDENTS.where(
        db,
        "date(reported_at) between ? and ? order by reported_at, id",
        [first.isoformat(), last.isoformat()],
    )


def maintenances_between(db: Database, first: date, last: date) -> list[Maintenance]:
    """Return the maintenance that touches the period, the earliest first."""
    return MAINTENANCES.where(
        db,
        "date(starts_at) <= ? and date(ends_at) >= ? order by starts_at, id",
        [last.isoformat(), first.isoformat()],
    )


def unannounced(db: Database, now: datetime) -> list[Maintenance]:
    """Return the maintenance ahead that nobody was told of."""
    return MAINTENANCES.where(
        db,
        "announced_at is null and starts_at > ? order by starts_at, id",
        [now.isoformat(sep=" ", timespec="seconds")],
    )
