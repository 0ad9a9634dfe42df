"""What may wait to be done, read from the file subject by subject; every query is bounded in time.

The rules that say whether it waits, and until when, are in `domain.deadlines`.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlite_utils import Database

from trainingdesk.domain.agreements import AgreementKind, AgreementState, agreement_name
from trainingdesk.domain.amendments import Amendment
from trainingdesk.domain.conditions import Rules
from trainingdesk.domain.conditions.kinds import Need
from trainingdesk.domain.conditions.rules import Formation
from trainingdesk.domain.deadlines.state import (
    LOOK_BACK,
    ChorusInvoice,
    EndingDocument,
    HeldCheque,
    LateInvoice,
    OpenAbsence,
    OpenAgreement,
    OpenClaim,
    OpenEntry,
    OpenFunding,
    OpenProposal,
    OpenSession,
    OpenSettlement,
    SessionRef,
    Unbilled,
)
from trainingdesk.domain.deadlines.training import JOINING_LETTER
from trainingdesk.domain.funder_habits import ClaimStart, FunderHabits
from trainingdesk.domain.instalments import Instalment
from trainingdesk.domain.money import from_cents, round_to_cent
from trainingdesk.domain.prices import Price
from trainingdesk.domain.receipts import Channel, Receipt, ReceiptKind
from trainingdesk.domain.registers import RegisterEntry
from trainingdesk.domain.sendings import SendingItem
from trainingdesk.domain.sessions import Modality, SessionKind
from trainingdesk.domain.settlements import Settlement
from trainingdesk.domain.withdrawal import SignedWhere
from trainingdesk.storage import lists, sales
from trainingdesk.storage.lists import Asked
from trainingdesk.storage.office import CONDITIONS
from trainingdesk.storage.owing import CREDITED, REMAINING, asked_first, led_to, paid_under
from trainingdesk.storage.rows import Row, Table, from_row
from trainingdesk.storage.rules_text import special_from_text

_SEATED = "e.state not in ('replaced', 'cancelled')"
_OPEN = "s.state in ('planned', 'confirmed')"
_HELD = "s.state not in ('cancelled', 'postponed')"
_LIVE = "a.state in ('draft', 'sent', 'formed')"
_CLIENT = "trim(c.name || ' ' || c.first_name)"
_SENDINGS = (JOINING_LETTER, SendingItem.SOFTWARE_GUIDE, SendingItem.REMOTE_LINK)

PROPOSALS_AHEAD = timedelta(days=14)
FUNDINGS_AHEAD = timedelta(days=45)
DOCUMENTS_AHEAD = timedelta(days=30)
ACCEPTED_WITHIN = timedelta(days=60)
ABSENCES_WITHIN = timedelta(days=14)


class Terms:
    """The rules of every version of the conditions, read once."""

    def __init__(self, db: Database, in_force: Rules) -> None:
        self._rules = {version.id: version.rules for version in CONDITIONS.where(db)}
        self._in_force = in_force

    def rules(self, conditions_id: int | None, special: str = "{}") -> Rules:
        """Return the rules of a version, else those in force, with the values of one agreement."""
        rules = self._rules.get(conditions_id, self._in_force)
        return rules if special == "{}" else special_from_text(special).applied_to(rules)


# Sessions shown as they are ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldSession:
    """A session that is to be held, is held or was held, and how many people it counts."""

    id: int
    number: str
    title: str
    starts_on: date
    ends_on: date
    place: str
    seated: int


def sessions_between(db: Database, first: date, last: date) -> list[HeldSession]:
    """Return the sessions that have a day of the period."""
    rows = db.query(
        f"""
        select s.id, s.number, s.title, s.starts_on, s.ends_on,
            coalesce((select name from venue v where v.id = s.venue_id),
                iif(s.modality in ('remote', 'e_learning'), 'À distance', '')) as place,
            (select count(*) from enrolment e where e.session_id = s.id and {_SEATED}) as seated
        from training_session s
        where s.ends_on >= ? and s.starts_on <= ? and {_HELD} order by s.starts_on, s.id
        """,
        [first.isoformat(), last.isoformat()],
    )
    return [from_row(HeldSession, row, id=row["id"]) for row in rows]


# Proposals --------------------------------------------------------------------------------------


def open_proposals(db: Database, today: date) -> tuple[OpenProposal, ...]:
    """Return the proposals without answer, and those accepted that no agreement was made of."""
    days = [(today - LOOK_BACK).isoformat(), (today + PROPOSALS_AHEAD).isoformat()]
    accepted = (today - ACCEPTED_WITHIN).isoformat()
    rows = db.query(
        f"""
        select p.id, p.number, p.valid_until, p.recall_on, {_CLIENT} as client,
            iif(p.state = 'accepted', p.decided_on, null) as accepted_on
        from proposal p join client c on c.id = p.client_id
        where p.state = 'sent' and (p.valid_until between ? and ? or p.recall_on between ? and ?)
            or p.state = 'accepted' and p.decided_on >= ?
            and not exists (select 1 from agreement a where a.proposal_id = p.id)
            and not exists (select 1 from agreement a
                where a.session_id = p.session_id and a.client_id = p.client_id)
        """,
        [*days, *days, accepted],
    )
    return tuple(from_row(OpenProposal, row, id=row["id"]) for row in rows)


# Agreements -------------------------------------------------------------------------------------

_REF = """
    s.number as session_number, s.title, s.starts_on, s.ends_on, s.modality, s.self_paced_hours
"""


def _ref(row: Row) -> SessionRef:
    return SessionRef(
        id=row["session_id"],
        number=row["session_number"],
        title=row["title"],
        starts_on=_day(row["starts_on"]),
        ends_on=_day(row["ends_on"]),
        modality=Modality(row["modality"]),
        self_paced_hours=Decimal(row["self_paced_hours"]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def open_agreements(
    db: Database, today: date, terms: Terms, late: Mapping[int, date]
) -> tuple[OpenAgreement, ...]:
    """Return the agreements of sessions to come or running, and those that still wait for more.

    *late* gives the due date of the oldest late invoice of each client that has one.
    """
    rows = _agreement_rows(db, today)
    ids = json.dumps([row["id"] for row in rows])
    receipts = _receipts(db, ids)
    papers = _papers(db, ids)
    amendments = _grouped(Amendment, _children(db, "amendment", ids))
    instalments = _grouped(Instalment, _children(db, "instalment", ids))
    granted = {row["id"]: _granted(db, row) for row in rows}
    return tuple(
        _with_deposit(
            db,
            OpenAgreement(
                id=row["id"],
                name=agreement_name(AgreementKind(row["kind"]), row["number"]),
                kind=AgreementKind(row["kind"]),
                state=AgreementState(row["state"]),
                client_id=row["client_id"],
                client=row["client"],
                session=_ref(row),
                price=Price(from_cents(row["total_ht_cents"]), from_cents(row["total_ttc_cents"])),
                rules=terms.rules(row["conditions_id"], row["special"]),
                conditions_id=row["conditions_id"],
                sent_on=_day(row["sent_on"]),
                signed_on=_day(row["signed_on"]),
                signed_where=SignedWhere(row["signed_where"]),
                suspended_on=_day(row["suspended_on"]),
                receipts=(*receipts[row["id"]], *receipts[-(row["proposal_id"] or 0)]),
                asks_deposit=not AgreementKind(row["kind"]).asks_nothing_first
                and granted[row["id"]] < from_cents(row["total_ht_cents"]),
                own_price=_own_price(row, granted[row["id"]]),
                deposit_left=_money(row["deposit_left"]),
                paid=from_cents(row["paid"]),
                billed_ht=_money(row["billed_ht"]),
                instalments=instalments[row["id"]],
                amendments=amendments[row["id"]],
                papers=papers[row["id"]],
                late_since=late.get(row["client_id"]),
                insured_until=_day(row["insurance_until"]),
                has_access=bool(row["has_access"]),
            ),
        )
        for row in rows
    )


def _granted(db: Database, row: Row) -> Decimal:
    """Return what funders pay directly of an agreement's price, before tax."""
    if row["is_reckoned"]:
        return sales.subrogated(db, sales.agreement(db, row["id"]))
    return from_cents(row["subrogated"])


def _own_price(row: Row, granted: Decimal) -> Decimal:
    """Return what funders leave to the client, with tax; they grant amounts before tax."""
    ht, ttc = from_cents(row["total_ht_cents"]), from_cents(row["total_ttc_cents"])
    return round_to_cent(ttc * (ht - min(granted, ht)) / ht) if ht else ttc


def _money(cents: int | None) -> Decimal | None:
    return None if cents is None else from_cents(cents)


_BILLED_HT = """
    (select sum(i.total_ht_cents - (select coalesce(sum(n.total_ht_cents), 0) from invoice n
            where n.corrects_id = i.id and n.number is not null))
        from invoice i where i.agreement_id = a.id and i.kind in ('invoice', 'balance')
        and i.number is not null
        and not exists (select 1 from settlement t
            where t.agreement_id = a.id and t.undone_on is null))
"""
"""What is invoiced of a price that no decision changed, its funders' part included."""


_EACH_LET_IN = f"""
    e.trainee_id is not null and not exists (select 1 from enrolment o
        where o.session_id = e.session_id and o.client_id = e.client_id
        and o.trainee_id is not null and o.state not in ('replaced', 'cancelled', 'dropped_out')
        and cast(o.self_paced_hours as real) = 0
        and not exists (select 1 from platform_access p join sending n on n.enrolment_id = o.id
            where p.enrolment_id = o.id and p.opened_at is not null
            and n.item = '{SendingItem.PLATFORM_ACCESS}'))
"""
"""Whether each of a client's people was sent an account of her own, or has used one."""


def _agreement_rows(db: Database, today: date) -> list[dict[str, Any]]:
    return list(
        db.query(
            f"""
            select a.id, a.kind, a.state, a.number, a.client_id, a.session_id, a.proposal_id,
                a.total_ht_cents, a.total_ttc_cents, a.conditions_id, a.special, a.sent_on,
                a.signed_on, a.signed_where, a.suspended_on, {_CLIENT} as client,
                c.insurance_until, {_REF},
                (select coalesce(sum(f.amount_cents), 0) from funding f
                    where f.session_id = a.session_id and f.client_id = a.client_id
                    and f.state = 'granted' and f.subrogation) as subrogated,
                exists (select 1 from funding f
                    where f.session_id = a.session_id and f.client_id = a.client_id
                    and f.basis <> 'amount') as is_reckoned,
                (select sum({REMAINING}) from invoice i where {asked_first("a.id")}
                    and i.number is not null and i.total_ttc_cents > {CREDITED}) as deposit_left,
                {paid_under("a.id")} as paid, {_BILLED_HT} as billed_ht,
                exists (select 1 from sending n where n.agreement_id = a.id
                    and n.item = '{SendingItem.PLATFORM_ACCESS}')
                or exists (select 1 from enrolment e
                    where e.session_id = s.id and e.client_id = a.client_id and {_SEATED}
                    and {_EACH_LET_IN}) as has_access
            from training_session s join agreement a on a.session_id = s.id
            join client c on c.id = a.client_id
            where {_LIVE} and (
                coalesce(s.ends_on, '9999') >= :today and {_HELD}
                or a.state <> 'formed' and s.ends_on >= :since and {_OPEN}
                or s.ends_on >= :since and (
                    exists (select 1 from instalment t where t.agreement_id = a.id)
                    or exists (select 1 from amendment m where m.agreement_id = a.id
                        and m.accepted_on is not null and m.subject in ('price', 'head_count'))
                    or exists (select 1 from issued_paper p where p.agreement_id = a.id
                        and p.kind = 'formal_notice')))
            order by s.starts_on, a.id
            """,
            {"today": today.isoformat(), "since": (today - LOOK_BACK).isoformat()},
        )
    )


def _with_deposit(db: Database, agreement: OpenAgreement) -> OpenAgreement:
    """Return the agreement with the day its deposit was in, where that is one of its pieces."""
    needs = (agreement.rules.formation or Formation()).needs
    if agreement.state is not AgreementState.SENT or Need.DEPOSIT not in needs:
        return agreement
    return replace(agreement, deposit_paid_on=sales.deposit_paid_on(db, agreement.id))


def _receipts(db: Database, ids: str) -> defaultdict[int, list[Receipt]]:
    """Return what came in by agreement, and by proposal under the id made negative."""
    found: defaultdict[int, list[Receipt]] = defaultdict(list)
    of_agreements = "select value from json_each(:ids)"
    rows = db.query(
        f"""
        select kind, received_on, channel, coalesce(agreement_id, -proposal_id) as owner
        from receipt where agreement_id in ({of_agreements})
            or agreement_id is null and proposal_id in (
                select proposal_id from agreement where id in ({of_agreements}))
        order by received_on, id
        """,
        {"ids": ids},
    )
    for row in rows:
        found[row["owner"]].append(
            Receipt(
                kind=ReceiptKind(row["kind"]),
                received_on=date.fromisoformat(row["received_on"]),
                channel=Channel(row["channel"]),
            )
        )
    return found


def _papers(db: Database, ids: str) -> defaultdict[int, dict[str, date]]:
    """Return the last day that a paper of each kind was issued for each agreement."""
    found: defaultdict[int, dict[str, date]] = defaultdict(dict)
    for owner, kind, day in db.execute(
        "select agreement_id, kind, max(issued_on) from issued_paper"
        " where agreement_id in (select value from json_each(?)) group by 1, 2",
        [ids],
    ):
        found[owner][kind] = date.fromisoformat(day)
    return found


def _children(db: Database, table: str, ids: str) -> Iterable[Row]:
    return db.query(
        f"select * from {table} where agreement_id in (select value from json_each(?))"
        " order by agreement_id, position",
        [ids],
    )


def _grouped(record: type[Any], rows: Iterable[Row]) -> defaultdict[int, tuple[Any, ...]]:
    found: defaultdict[int, tuple[Any, ...]] = defaultdict(tuple)
    for row in rows:
        found[row["agreement_id"]] += (from_row(record, row),)
    return found


def open_settlements(db: Database, terms: Terms) -> tuple[OpenSettlement, ...]:
    """Return the decisions that stand and that money still follows from.

    Their sum is not invoiced, too much was paid, or an invoice stands that is to be credited.
    """
    rows = db.query(
        f"""
        select * from (
            select t.*, a.kind as agreement_kind, a.number as agreement_number, a.session_id,
                a.conditions_id, a.special, {_CLIENT} as client, {_REF}, n.number as invoiced,
                {paid_under("t.agreement_id")} as paid_now, {_TO_CREDIT} as to_credit,
                t.due_ttc_cents - t.waived_cents as owed_cents,
                t.kind = 'postponement' and t.due_ttc_cents = t.waived_cents as carries_over
            from settlement t join agreement a on a.id = t.agreement_id
            left join invoice n on n.id = t.invoice_id
            join client c on c.id = a.client_id join training_session s on s.id = a.session_id
            where t.undone_on is null and t.refunded_on is null
                and not (t.kind in ('interruption', 'force_majeure') and exists (
                    select 1 from settlement n where n.agreement_id = t.agreement_id and n.id > t.id
                    and n.undone_on is null and n.kind in ('interruption', 'force_majeure'))))
        where not (carries_over and new_agreement_id is not null)
            and (invoiced is null and owed_cents <> paid_now or owed_cents < paid_now
                or to_credit and not carries_over)
        order by decided_on, id
        """
    )
    return tuple(
        OpenSettlement(
            settlement=replace(from_row(Settlement, row), paid=from_cents(row["paid_now"])),
            to_credit=bool(row["to_credit"]),
            agreement_id=row["agreement_id"],
            name=agreement_name(AgreementKind(row["agreement_kind"]), row["agreement_number"]),
            client=row["client"],
            session=_ref(row),
            rules=terms.rules(row["conditions_id"], row["special"]),
            conditions_id=row["conditions_id"],
        )
        for row in rows
    )


_TO_CREDIT = f"""
    t.kind not in ('interruption', 'force_majeure', 'termination') and exists (
        select 1 from invoice i where i.number is not null
        and i.kind in ('invoice', 'deposit', 'balance') and i.total_ttc_cents > {CREDITED}
        and (i.agreement_id in ({led_to("t.agreement_id")})
            or i.agreement_id is null and i.session_id = a.session_id
                and i.client_id = a.client_id)
        and not exists (select 1 from invoice_deduction d where d.deposit_id = i.id))
"""
"""Whether what an agreement that ended was invoiced for stands, in no fee and not credited."""


# Sessions ---------------------------------------------------------------------------------------


def open_sessions(
    db: Database, today: date, ahead: timedelta, terms: Terms
) -> tuple[OpenSession, ...]:
    """Return the sessions that something may wait for, before, during or after them.

    *ahead* is how long before their start they begin to.
    """
    soon = [today.isoformat(), (today + ahead).isoformat()]
    lately = [(today - LOOK_BACK).isoformat(), today.isoformat()]
    expected, sent = _expected(db, soon), _sent(db, soon)
    unmarked = _unmarked(db, lately)
    uncertified = dict(db.execute(_UNCERTIFIED, lately))
    unbilled = _unbilled(db, [lately[0], soon[1]], terms)
    ids = {*unmarked, *uncertified, *unbilled}
    rows = db.query(
        f"""
        select s.id, s.id as session_id, s.kind, s.minimum, {_REF}, {_OPEN} as is_open,
            (select count(*) from enrolment e where e.session_id = s.id and {_SEATED}) as seated,
            (select min(o.day || ' ' || o.starts_at) from slot o where o.session_id = s.id)
                as first_slot
        from training_session s
        where s.starts_on between ? and ? and {_OPEN}
            or s.id in (select value from json_each(?))
        order by s.starts_on, s.id
        """,
        [*soon, json.dumps(sorted(ids))],
    )
    return tuple(
        OpenSession(
            ref=_ref(row),
            kind=SessionKind(row["kind"]),
            is_open=bool(row["is_open"]),
            minimum=row["minimum"],
            seated=row["seated"],
            first_slot=datetime.fromisoformat(row["first_slot"]) if row["first_slot"] else None,
            unsent={
                kind: expected.get(row["id"], 0) - sent[row["id"]].get(kind, 0)
                for kind in _SENDINGS
            },
            unmarked=unmarked[row["id"]][0] if row["id"] in unmarked else 0,
            unmarked_since=unmarked[row["id"]][1] if row["id"] in unmarked else None,
            uncertified=uncertified.get(row["id"], 0),
            unbilled=unbilled.get(row["id"], ()),
        )
        for row in rows
    )


def _expected(db: Database, days: list[str]) -> dict[int, int]:
    """Return how many people, known by name, each session to come expects."""
    return dict(
        db.execute(
            f"""
            -- The cross join keeps the few sessions first: all enrolments would be read else.
            select s.id, count(*)
            from training_session s cross join enrolment e on e.session_id = s.id
            where s.starts_on between ? and ? and {_OPEN} and {_SEATED}
                and e.trainee_id is not null
            group by s.id
            """,
            days,
        ).fetchall()
    )


def _sent(db: Database, days: list[str]) -> defaultdict[int, dict[str, int]]:
    """Return how many people of each session to come were sent each kind of paper."""
    found: defaultdict[int, dict[str, int]] = defaultdict(dict)
    rows = db.execute(
        f"""
        select s.id, p.kind, count(distinct p.trainee_id)
        from training_session s join issued_paper p on p.session_id = s.id
        where s.starts_on between ? and ? and {_OPEN} and p.kind = ?
            and p.trainee_id in (
                select e.trainee_id from enrolment e where e.session_id = s.id and {_SEATED})
        group by s.id, p.kind
        union all
        select s.id, n.item, count(*)
        from training_session s cross join enrolment e on e.session_id = s.id
        cross join sending n on n.enrolment_id = e.id
        where s.starts_on between ? and ? and {_OPEN} and {_SEATED} and e.trainee_id is not null
        group by s.id, n.item
        """,
        [*days, JOINING_LETTER, *days],
    )
    for session, kind, count in rows:
        found[session][kind] = count
    return found


def _unmarked(db: Database, days: list[str]) -> dict[int, tuple[int, date]]:
    """Return the past half-days without somebody’s attendance: how many, and the first’s day."""
    rows = db.execute(
        f"""
        select s.id, count(distinct o.id), min(o.day)
        from slot o join training_session s on s.id = o.session_id
        join enrolment e on e.session_id = s.id
        where {_HELD} and o.day between ? and ?
            and {_SEATED} and e.trainee_id is not null
            and e.left_on is null and not exists (
                select 1 from attendance a where a.enrolment_id = e.id and a.slot_id = o.id)
        group by s.id
        """,
        days,
    )
    return {session: (count, date.fromisoformat(day)) for session, count, day in rows}


_UNCERTIFIED = f"""
    select s.id, count(*) from training_session s join enrolment e on e.session_id = s.id
    where {_HELD} and s.ends_on between ? and ? and {_SEATED}
        and (cast(e.self_paced_hours as real) > 0 or exists (
            select 1 from attendance a where a.enrolment_id = e.id and a.presence in ('P', 'R')))
        and not exists (
            select 1 from issued_paper p where p.trainee_id = e.trainee_id
            and p.session_id = s.id and p.kind = 'completion_certificate')
    group by s.id
"""


def _unbilled(db: Database, days: list[str], terms: Terms) -> dict[int, tuple[Unbilled, ...]]:
    """Return the clients of each session that got no invoice of it.

    A draft or a deposit alone settles nothing; a line of another invoice may name the session. Who
    cancelled or postponed is not invoiced for it.
    """
    rows = db.query(
        f"""
        select s.id as session_id, e.client_id, {_CLIENT} as client, a.id as agreement_id,
            a.kind, a.formed_on, a.conditions_id, coalesce(a.special, '{{}}') as special
        from training_session s join enrolment e on e.session_id = s.id
        join client c on c.id = e.client_id
        left join agreement a on a.session_id = s.id and a.client_id = e.client_id
            and a.state in ('draft', 'sent', 'formed', 'done')
        where {_HELD} and s.ends_on >= ? and s.starts_on <= ?
            and {_SEATED} and e.client_id is not s.entrusted_by_id
            and not exists (
                select 1 from invoice i where i.session_id = s.id and i.client_id = e.client_id
                and i.number is not null and i.kind in ('invoice', 'balance'))
            and not exists (
                select 1 from invoice_line l join invoice i on i.id = l.owner_id
                where l.session_id = s.id and i.client_id = e.client_id
                and i.number is not null and i.kind in ('invoice', 'balance'))
            and coalesce(a.total_ttc_cents, 1) <> 0
            and (a.id is not null or not exists (
                select 1 from agreement x where x.session_id = s.id and x.client_id = e.client_id))
        group by s.id, e.client_id order by s.id, c.sort_name
        """,
        days,
    )
    found: defaultdict[int, tuple[Unbilled, ...]] = defaultdict(tuple)
    for row in rows:
        found[row["session_id"]] += (
            Unbilled(
                client_id=row["client_id"],
                client=row["client"],
                rules=terms.rules(row["conditions_id"], row["special"]),
                kind=AgreementKind(row["kind"]) if row["kind"] else None,
                formed_on=_day(row["formed_on"]),
                agreement_id=row["agreement_id"],
                conditions_id=row["conditions_id"],
            ),
        )
    return found


def open_absences(db: Database, today: date, terms: Terms) -> tuple[OpenAbsence, ...]:
    """Return the days lately missed without an excuse that the employer was not told of since."""
    rows = db.query(
        f"""
        select e.id as enrolment_id, trim(t.first_name || ' ' || t.last_name) as trainee,
            e.session_id, o.day, {_CLIENT} as client, {_REF}, a.conditions_id,
            coalesce(a.special, '{{}}') as special
        from slot o join training_session s on s.id = o.session_id
        join attendance p on p.slot_id = o.id join enrolment e on e.id = p.enrolment_id
        join trainee t on t.id = e.trainee_id join client c on c.id = e.client_id
        left join agreement a on a.session_id = s.id and a.client_id = e.client_id
            and a.state in ('draft', 'sent', 'formed', 'done')
        where o.day between ? and ? and p.presence = 'A' and {_HELD} and {_SEATED}
            and e.left_on is null and c.kind <> 'individual'
            and not exists (select 1 from sending n where n.enrolment_id = e.id
                and n.item = '{SendingItem.EMPLOYER_TOLD}' and n.sent_on >= o.day)
            and not exists (select 1 from issued_paper i where i.trainee_id = e.trainee_id
                and i.session_id = s.id and i.kind = 'absence_notice' and i.issued_on >= o.day)
        group by e.id, o.day order by o.day, e.id
        """,
        [(today - ABSENCES_WITHIN).isoformat(), today.isoformat()],
    )
    return tuple(
        OpenAbsence(
            enrolment_id=row["enrolment_id"],
            trainee=row["trainee"],
            client=row["client"],
            session=_ref(row),
            day=date.fromisoformat(row["day"]),
            rules=terms.rules(row["conditions_id"], row["special"]),
            conditions_id=row["conditions_id"],
        )
        for row in rows
    )


def open_fundings(db: Database, today: date) -> tuple[OpenFunding, ...]:
    """Return the fundings without answer of the sessions that start soon."""
    rows = db.query(
        f"""
        select g.id, g.session_id, g.requested_on, f.name as funder, {_CLIENT} as client, {_REF}
        from funding g join training_session s on s.id = g.session_id
        join funder f on f.id = g.funder_id join client c on c.id = g.client_id
        where g.state = 'requested' and {_OPEN} and s.starts_on between ? and ?
        order by s.starts_on, g.id
        """,
        [today.isoformat(), (today + FUNDINGS_AHEAD).isoformat()],
    )
    return tuple(
        OpenFunding(
            id=row["id"],
            funder=row["funder"],
            client=row["client"],
            session=_ref(row),
            requested_on=_day(row["requested_on"]),
        )
        for row in rows
    )


def open_claims(db: Database, today: date) -> tuple[OpenClaim, ...]:
    """Return what funders granted for sessions that are over and that was not claimed of them.

    A claim is an issued invoice and the papers sent with it; what is paid whole was claimed.
    """
    rows = db.query(
        f"""
        select g.id, g.session_id, g.received_on, f.habits_claim_days as days,
            f.habits_claim_from as claim_from, f.name as funder, {_CLIENT} as client, {_REF},
            (select min(r.received_on) from receipt r
                where r.funding_id = g.id and r.kind = 'funder_agreement') as filed_on,
            {_INVOICED} as is_invoiced
        from funding g join training_session s on s.id = g.session_id
        join funder f on f.id = g.funder_id join client c on c.id = g.client_id
        where f.habits_claim_days is not null and g.state = 'granted' and g.subrogation
            and s.ends_on < ? and {_HELD} and (g.claimed_on is null or not {_INVOICED})
            and not exists ({_ASKED} and i.number is not null and {REMAINING} <= 0)
        order by s.ends_on, g.id
        """,
        [today.isoformat()],
    )
    found = []
    for row in rows:
        habits = FunderHabits(claim_days=row["days"], claim_from=ClaimStart(row["claim_from"]))
        agreed_on = _day(row["filed_on"] or row["received_on"])
        last_day = habits.last_claim_day(_day(row["ends_on"]), agreed_on)
        if last_day is not None:
            found.append(
                OpenClaim(
                    id=row["id"],
                    funder=row["funder"],
                    client=row["client"],
                    session=_ref(row),
                    last_day=last_day,
                    lacks_invoice=not row["is_invoiced"],
                )
            )
    return tuple(found)


_ASKED = """
    select 1 from invoice i where i.kind = 'invoice' and (i.funding_id = g.id or i.id in
        (select l.owner_id from invoice_line l where l.funding_id = g.id))
"""
_INVOICED = f"exists ({_ASKED} and i.number is not null and i.total_ttc_cents > {CREDITED})"
"""Whether an invoice that stands asks the funder for its part."""


def chorus_invoices(db: Database) -> tuple[ChorusInvoice, ...]:
    """Return the issued invoices of public clients that are to be deposited on the portal."""
    last = "(select max(e.id) from chorus_event e where e.invoice_id = i.id)"
    rows = db.query(
        f"""
        select i.id, i.number, i.issued_on, {_CLIENT} as client, e.day as rejected_on,
            coalesce(e.words, '') as reason
        from invoice i join client c on c.id = i.client_id
        left join chorus_event e on e.id = {last}
        where c.kind = 'public_body' and i.number is not null and i.kind <> 'credit_note'
            and (i.payer_funder_id is null or i.addressed_to = 'client')
            and (e.id is null or e.status = 'rejected') and {REMAINING} > 0
        order by i.issued_on, i.id
        """
    )
    return tuple(from_row(ChorusInvoice, row) for row in rows)


# Money ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LateInvoices:
    """The invoices overdue on a day, and the due date of each client's oldest."""

    invoices: tuple[LateInvoice, ...]
    by_client: Mapping[int, date]


def late_invoices(db: Database, today: date, terms: Terms) -> LateInvoices:
    """Return the invoices overdue on a day, the longest due first."""
    asked = Asked(filters={"overdue": [today.isoformat()]}, order="due_on")
    ids = lists.find_ids(db, lists.INVOICES, asked)
    shown = lists.fetch(db, lists.INVOICES, ids)
    rows = db.query(
        "select id, client_id, payer_funder_id, delivered_until, conditions_id, agreement_id,"
        " iif(kind = 'deposit', agreement_id, null) as deposit_of from invoice"
        " where id in (select value from json_each(?))",
        [json.dumps(list(ids))],
    )
    more = {row["id"]: row for row in rows}
    found: list[LateInvoice] = []
    by_client: dict[int, date] = {}
    for row_id in ids:
        row, own = shown[row_id], more[row_id]
        due_on = date.fromisoformat(row["due_on"])
        if own["payer_funder_id"] is None:
            by_client.setdefault(own["client_id"], due_on)
        found.append(
            LateInvoice(
                id=row_id,
                number=row["number"],
                client=row["client"],
                funder=row["payer"],
                due_on=due_on,
                remaining=from_cents(row["remaining"]),
                trained_until=_day(own["delivered_until"]),
                deposit_of=own["deposit_of"],
                agreement_id=own["agreement_id"],
                rules=terms.rules(own["conditions_id"]),
                conditions_id=own["conditions_id"],
            )
        )
    return LateInvoices(tuple(found), by_client)


def held_cheques(db: Database) -> tuple[HeldCheque, ...]:
    """Return the cheques that were given to be cashed later."""
    rows = db.query(
        f"""
        select p.id as payment_id, p.amount_cents, p.held_until, coalesce({_CLIENT}, '') as client,
            exists (select 1 from settlement t join agreement a on a.id = t.agreement_id
                where t.kind = 'withdrawal' and t.undone_on is null
                and a.client_id = p.client_id and t.decided_on >= p.paid_on
                and not exists (select 1 from agreement o where o.client_id = p.client_id
                    and o.state in ('draft', 'sent', 'formed'))) as goes_back
        from payment p left join client c on c.id = p.client_id
        where p.held_until is not null order by p.held_until, p.id
        """
    )
    return tuple(from_row(HeldCheque, row) for row in rows)


# Around -----------------------------------------------------------------------------------------

_REGISTER = Table("register_entry", RegisterEntry)


def open_entries(db: Database) -> tuple[OpenEntry, ...]:
    """Return the complaints, reserves and orders against advice that are not closed."""
    entries = _REGISTER.where(db, "closed_on is null order by received_on, id")
    ids = json.dumps([entry.client_id for entry in entries])
    names = dict(
        db.execute(
            f"select c.id, {_CLIENT} from client c where id in (select value from json_each(?))",
            [ids],
        ).fetchall()
    )
    return tuple(OpenEntry(entry=entry, client=names.get(entry.client_id, "")) for entry in entries)


def ending_documents(db: Database, today: date) -> tuple[EndingDocument, ...]:
    """Return the papers of trainers' files that ended, or end soon."""
    rows = db.query(
        """
        select t.id as trainer_id, trim(t.first_name || ' ' || t.last_name) as trainer, d.kind,
            max(d.valid_until) as valid_until
        from trainer_document d join trainer t on t.id = d.trainer_id
        where t.archived_on is null and d.valid_until is not null
            and not exists (select 1 from trainer_document n where n.trainer_id = d.trainer_id
                and n.kind = d.kind and n.valid_until is null
                and coalesce(n.received_on, '9999') >= coalesce(d.received_on, ''))
        group by t.id, d.kind having max(d.valid_until) <= ? order by 4
        """,
        [(today + DOCUMENTS_AHEAD).isoformat()],
    )
    return tuple(from_row(EndingDocument, row) for row in rows)


def has_invoices(db: Database) -> bool:
    """Whether the office issued any invoice."""
    row = db.execute("select 1 from invoice where number is not null limit 1").fetchone()
    return row is not None


def trained_in(db: Database, year: int) -> bool:
    """Whether a session was held in a year."""
    row = db.execute(
        f"select 1 from training_session s where {_HELD} and s.starts_on between ? and ? limit 1",
        [date(year, 1, 1).isoformat(), date(year, 12, 31).isoformat()],
    ).fetchone()
    return row is not None


def people_unseen_since(db: Database, day: date) -> int:
    """Return how many trainees on the lists learnt something here, and nothing since a day."""
    (count,) = db.execute(
        """
        select count(*) from trainee t where t.archived_on is null
            and exists (select 1 from enrolment e where e.trainee_id = t.id)
            and not exists (
                select 1 from enrolment e join training_session s on s.id = e.session_id
                where e.trainee_id = t.id and coalesce(s.ends_on, '9999') >= ?)
        """,
        [day.isoformat()],
    ).fetchone()
    return int(count)


def has_any(db: Database, table: str) -> bool:
    """Whether a table holds anything."""
    return db.execute(f'select 1 from "{table}" limit 1').fetchone() is not None


# Put off ----------------------------------------------------------------------------------------


def asides(db: Database, today: date) -> dict[str, date]:
    """Return the keys of the duties that are put off, and until which day."""
    rows = db.execute("select key, until from duty_aside where until > ?", [today.isoformat()])
    return {key: date.fromisoformat(until) for key, until in rows}


def put_aside(db: Database, keys: Collection[str], until: date, today: date) -> None:
    """Put duties off until a day; those whose day has come are forgotten."""
    db.execute("delete from duty_aside where until <= ?", [today.isoformat()])
    for key in keys:
        db.execute(
            "insert into duty_aside (key, until) values (?, ?)"
            " on conflict (key) do update set until = excluded.until",
            [key, until.isoformat()],
        )


def take_back(db: Database, keys: Collection[str]) -> None:
    """Bring duties back that were put off."""
    for key in keys:
        db.execute("delete from duty_aside where key = ?", [key])
