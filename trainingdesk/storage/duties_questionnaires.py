"""What questionnaires wait for, read from the file."""

from datetime import date, timedelta

from sqlite_utils import Database

from trainingdesk.domain.calendar import add_months
from trainingdesk.domain.deadlines.questionnaires import (
    AHEAD,
    COLD_UNTIL,
    MONTHS_A_YEAR,
    AskedFunder,
    AskedSession,
    QuestionnaireState,
)
from trainingdesk.storage.rows import Row, from_row

UNASSESSED_WITHIN = timedelta(days=60)


def questionnaire_state(db: Database, today: date, cold_months: int) -> QuestionnaireState:
    """Return what may wait on a day; nothing before the first sheet was handed out."""
    (first,) = db.execute("select min(sent_on) from answer_sheet").fetchone()
    if first is None:
        return QuestionnaireState(cold_months=cold_months)
    first_used = date.fromisoformat(first)
    return QuestionnaireState(
        sessions=_sessions(db, today, first_used, cold_months),
        funders=_funders(db, today, first_used),
        cold_months=cold_months,
    )


def _sessions(
    db: Database, today: date, first_used: date, cold_months: int
) -> tuple[AskedSession, ...]:
    """Return the sessions with sheets, and those that ended since without every result."""
    rows = db.query(
        """
        select * from (
            select s.id, s.number, s.title, s.starts_on, s.ends_on,
                (select count(*) from answer_sheet a where a.session_id = s.id
                    and a.kind = 'positioning' and a.answered_on is null) as positioning,
                (select count(*) from answer_sheet a where a.session_id = s.id
                    and a.kind in ('hot', 'client', 'trainer') and a.answered_on is null)
                    as opinions,
                iif(s.ends_on >= :assessed, (select count(*) from enrolment e
                    where e.session_id = s.id and e.state in ('present', 'partial')
                    and not exists (select 1 from objective_result r where r.enrolment_id = e.id)
                    and exists (select 1 from objective o
                        where o.course_version_id = s.course_version_id)), 0) as unassessed,
                exists (select 1 from answer_sheet a where a.session_id = s.id
                    and a.kind = 'hot') as asked_hot,
                exists (select 1 from answer_sheet a where a.session_id = s.id
                    and a.kind = 'cold') as asked_cold
            from training_session s
            where s.state not in ('cancelled', 'postponed')
                and s.starts_on <= :until and s.ends_on >= :since)
        where positioning or opinions or unassessed or asked_hot
        order by starts_on, id
        """,
        {
            "until": (today + AHEAD).isoformat(),
            "since": (add_months(today, -cold_months) - COLD_UNTIL).isoformat(),
            "assessed": max(first_used, today - UNASSESSED_WITHIN).isoformat(),
        },
    )
    return tuple(_session(row) for row in rows)


def _session(row: Row) -> AskedSession:
    return from_row(AskedSession, row, id=row["id"])


def _funders(db: Database, today: date, first_used: date) -> tuple[AskedFunder, ...]:
    """Return the funds that granted a session of the last year, and when each was last asked."""
    rows = db.query(
        """
        select f.id, f.name, max(s.id) as session_id,
            coalesce((select max(a.sent_on) from answer_sheet a where a.funder_id = f.id),
                :first_used) as since
        from funding g join funder f on f.id = g.funder_id
        join training_session s on s.id = g.session_id
        where g.state = 'granted' and s.state not in ('cancelled', 'postponed')
            and s.ends_on between :from_day and :today
        group by f.id order by f.name
        """,
        {
            "first_used": first_used.isoformat(),
            "from_day": add_months(today, -MONTHS_A_YEAR).isoformat(),
            "today": today.isoformat(),
        },
    )
    return tuple(from_row(AskedFunder, row, id=row["id"]) for row in rows)
