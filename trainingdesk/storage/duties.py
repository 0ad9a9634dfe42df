"""What waits to be done, read from the file kind by kind; every query has a bound in time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlite_utils import Database

from trainingdesk.domain.agreements import AgreementKind
from trainingdesk.domain.money import Money, from_cents
from trainingdesk.domain.teaching import TrainerDocumentKind
from trainingdesk.domain.withdrawal import SignedWhere
from trainingdesk.storage import lists
from trainingdesk.storage.lists import Asked
from trainingdesk.storage.rows import from_row

_SEATED = "e.state not in ('replaced', 'cancelled')"
_OPEN = "s.state in ('planned', 'confirmed')"
_CLIENT = "trim(c.name || ' ' || c.first_name)"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSession:
    """A session that is to be held, is held or was held, and how many people it counts."""

    id: int
    number: str
    title: str
    starts_on: date
    ends_on: date
    place: str
    minimum: int | None
    seated: int


_SESSIONS = f"""
    select s.id, s.number, s.title, s.starts_on, s.ends_on, s.minimum,
        coalesce((select name from venue v where v.id = s.venue_id),
            iif(s.modality in ('remote', 'e_learning'), 'À distance', '')) as place,
        (select count(*) from enrolment e where e.session_id = s.id and {_SEATED}) as seated
    from training_session s
    where s.starts_on is not null and s.ends_on is not null
        and s.state not in ('cancelled', 'postponed') and {{condition}}
    order by s.starts_on, s.id
"""


def sessions_between(db: Database, first: date, last: date) -> list[OpenSession]:
    """Return the sessions that have a day of the period."""
    rows = db.query(
        _SESSIONS.format(condition="s.ends_on >= ? and s.starts_on <= ?"),
        [first.isoformat(), last.isoformat()],
    )
    return [from_row(OpenSession, row, id=row["id"]) for row in rows]


def below_minimum(db: Database, first: date, last: date) -> list[OpenSession]:
    """Return the sessions that start in the period with fewer people than they need."""
    condition = f"{_OPEN} and s.starts_on between ? and ? and seated < s.minimum"
    rows = db.query(_SESSIONS.format(condition=condition), [first.isoformat(), last.isoformat()])
    return [from_row(OpenSession, row, id=row["id"]) for row in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionCount:
    """A session and how many people or half-days of it wait for something, since or until a day."""

    session_id: int
    number: str
    title: str
    day: date
    count: int


def _counts(db: Database, query: str, values: list[str]) -> list[SessionCount]:
    return [from_row(SessionCount, row) for row in db.query(query, values)]


def uncalled(db: Database, first: date, last: date) -> list[SessionCount]:
    """Return the sessions that start in the period and whose people were not all convened."""
    return _counts(
        db,
        f"""
        select s.id as session_id, s.number, s.title, s.starts_on as day, count(*) as count
        from training_session s join enrolment e on e.session_id = s.id
        where {_OPEN} and s.starts_on between ? and ? and {_SEATED}
            and e.trainee_id is not null and not exists (
                select 1 from issued_paper p where p.trainee_id = e.trainee_id
                and p.session_id = s.id and p.kind = 'joining_letter')
        group by s.id order by s.starts_on
        """,
        [first.isoformat(), last.isoformat()],
    )


def unmarked(db: Database, first: date, last: date) -> list[SessionCount]:
    """Return the sessions with past half-days for which somebody's attendance is not typed.

    `day` is the first such half-day's.
    """
    return _counts(
        db,
        f"""
        select s.id as session_id, s.number, s.title, min(o.day) as day,
            count(distinct o.id) as count
        from training_session s join slot o on o.session_id = s.id
        join enrolment e on e.session_id = s.id
        where s.state not in ('cancelled', 'postponed') and o.day between ? and ?
            and {_SEATED} and e.trainee_id is not null
            and e.left_on is null and not exists (
                select 1 from attendance a where a.enrolment_id = e.id and a.slot_id = o.id)
        group by s.id order by 4
        """,
        [first.isoformat(), last.isoformat()],
    )


def uncertified(db: Database, first: date, last: date) -> list[SessionCount]:
    """Return the sessions that ended in the period and whose certificates are not all issued."""
    return _counts(
        db,
        f"""
        select s.id as session_id, s.number, s.title, s.ends_on as day, count(*) as count
        from training_session s join enrolment e on e.session_id = s.id
        where s.state not in ('cancelled', 'postponed') and s.ends_on between ? and ? and {_SEATED}
            and exists (select 1 from attendance a where a.enrolment_id = e.id
                and a.presence in ('P', 'R'))
            and not exists (
                select 1 from issued_paper p where p.trainee_id = e.trainee_id
                and p.session_id = s.id and p.kind = 'completion_certificate')
        group by s.id order by s.ends_on
        """,
        [first.isoformat(), last.isoformat()],
    )


def unbilled(db: Database, first: date, last: date) -> list[SessionCount]:
    """Return the sessions that ended in the period with clients that got no invoice for them.

    A deposit alone settles nothing; a line of another invoice may name the session.
    """
    return _counts(
        db,
        f"""
        select s.id as session_id, s.number, s.title, s.ends_on as day,
            count(distinct e.client_id) as count
        from training_session s join enrolment e on e.session_id = s.id
        where s.state not in ('cancelled', 'postponed') and s.ends_on between ? and ?
            and {_SEATED} and e.client_id is not s.entrusted_by_id
            and not exists (
                select 1 from invoice i where i.session_id = s.id and i.client_id = e.client_id
                and i.kind in ('invoice', 'balance'))
            and not exists (
                select 1 from invoice_line l join invoice i on i.id = l.owner_id
                where l.session_id = s.id and i.client_id = e.client_id
                and i.kind in ('invoice', 'balance'))
        group by s.id order by s.ends_on
        """,
        [first.isoformat(), last.isoformat()],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenProposal:
    """A proposal that was sent and waits for its answer."""

    id: int
    number: str
    client: str
    valid_until: date | None
    recall_on: date | None


def open_proposals(db: Database, since: date, until: date) -> list[OpenProposal]:
    """Return the proposals whose validity ends, or that are to be recalled, in the period."""
    days = [since.isoformat(), until.isoformat()]
    rows = db.query(
        f"""
        select p.id, p.number, p.valid_until, p.recall_on, {_CLIENT} as client
        from proposal p join client c on c.id = p.client_id
        where p.state = 'sent' and (p.valid_until between ? and ? or p.recall_on between ? and ?)
        order by coalesce(p.recall_on, p.valid_until)
        """,
        [*days, *days],
    )
    return [from_row(OpenProposal, row, id=row["id"]) for row in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAgreement:
    """A convention or contract that was sent, or whose withdrawal period may run."""

    id: int
    kind: AgreementKind
    number: str
    client: str
    session_id: int
    session: str
    title: str
    starts_on: date | None
    sent_on: date | None
    signed_on: date | None
    signed_where: SignedWhere


_AGREEMENTS = f"""
    select a.id, a.kind, a.number, a.session_id, a.sent_on, a.signed_on, a.signed_where,
        {_CLIENT} as client, s.number as session, s.title, s.starts_on
    from agreement a join client c on c.id = a.client_id
    join training_session s on s.id = a.session_id
    where {{condition}} order by s.starts_on, a.id
"""


def unsigned(db: Database, since: date) -> list[OpenAgreement]:
    """Return the agreements sent since a day, for sessions to be held, that did not come back."""
    condition = f"a.state = 'sent' and a.sent_on >= ? and {_OPEN}"
    rows = db.query(_AGREEMENTS.format(condition=condition), [since.isoformat()])
    return [from_row(OpenAgreement, row, id=row["id"]) for row in rows]


def signed_contracts(db: Database, since: date) -> list[OpenAgreement]:
    """Return the contracts with individuals signed since a day."""
    condition = "a.kind = 'contract' and a.state = 'signed' and a.signed_on >= ?"
    rows = db.query(_AGREEMENTS.format(condition=condition), [since.isoformat()])
    return [from_row(OpenAgreement, row, id=row["id"]) for row in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class LateInvoice:
    """An invoice whose due date has passed, with what remains."""

    id: int
    number: str
    payer: str
    due_on: date
    remaining: Money


def late_invoices(db: Database, today: date) -> Iterator[LateInvoice]:
    """Yield the invoices overdue on a day, the longest due first."""
    asked = Asked(filters={"overdue": [today.isoformat()]}, order="due_on")
    ids = lists.find_ids(db, lists.INVOICES, asked)
    rows = lists.fetch(db, lists.INVOICES, ids)
    for row_id in ids:
        row = rows[row_id]
        yield LateInvoice(
            id=row_id,
            number=row["number"],
            payer=row["payer"] or row["client"],
            due_on=date.fromisoformat(row["due_on"]),
            remaining=from_cents(row["remaining"]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingDocument:
    """A paper of a trainer's file whose validity ends, that no later one replaces."""

    trainer_id: int
    trainer: str
    kind: TrainerDocumentKind
    valid_until: date


def ending_documents(db: Database, until: date) -> list[EndingDocument]:
    """Return the papers of trainers' files that ended, or end by a day."""
    rows = db.query(
        """
        select t.id as trainer_id, trim(t.first_name || ' ' || t.last_name) as trainer, d.kind,
            max(d.valid_until) as valid_until
        from trainer_document d join trainer t on t.id = d.trainer_id
        where t.archived_on is null and d.valid_until is not null
            and not exists (select 1 from trainer_document n where n.trainer_id = d.trainer_id
                and n.kind = d.kind and n.valid_until is null)
        group by t.id, d.kind having max(d.valid_until) <= ? order by 4
        """,
        [until.isoformat()],
    )
    return [from_row(EndingDocument, row) for row in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFunding:
    """What a funder was asked and did not answer."""

    id: int
    session_id: int
    number: str
    title: str
    funder: str
    client: str
    starts_on: date


def unanswered_fundings(db: Database, first: date, last: date) -> list[OpenFunding]:
    """Return the fundings without answer of the sessions that start in the period."""
    rows = db.query(
        f"""
        select g.id, g.session_id, s.number, s.title, s.starts_on, f.name as funder,
            {_CLIENT} as client
        from funding g join training_session s on s.id = g.session_id
        join funder f on f.id = g.funder_id join client c on c.id = g.client_id
        where g.state = 'requested' and {_OPEN} and s.starts_on between ? and ?
        order by s.starts_on, g.id
        """,
        [first.isoformat(), last.isoformat()],
    )
    return [from_row(OpenFunding, row, id=row["id"]) for row in rows]


def has_any(db: Database, table: str) -> bool:
    """Whether a table holds anything."""
    return db.execute(f'select 1 from "{table}" limit 1').fetchone() is not None


LOOK_BACK = timedelta(days=180)
"""How far back something left undone is still shown."""
