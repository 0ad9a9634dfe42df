"""Bank statements in the file, and what their lines may be: unpaid invoices, noted payments."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from trainingdesk.domain.aged_balance import PayerKey
from trainingdesk.domain.bank_proposals import Bill, Debtor, KnownPayment
from trainingdesk.domain.bank_statements import BankLine, BankMatch, BankStatement, LineState
from trainingdesk.domain.money import from_cents
from trainingdesk.domain.payments import PaymentMeans
from trainingdesk.storage.owing import REMAINING, UNALLOCATED, UNDISTURBED
from trainingdesk.storage.rows import Row, Table

STATEMENTS = Table("bank_statement", BankStatement)
LINES = Table("bank_line", BankLine)
MATCHES = Table("bank_match", BankMatch)

_AMONG = "(select value from json_each(?))"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementSummary:
    """A statement with how many of its lines wait, are matched, or are ignored."""

    statement: BankStatement
    counts: dict[LineState, int]
    first_day: date | None
    last_day: date | None


def statements(db: Database) -> list[StatementSummary]:
    """Return the statements that were imported, the last first."""
    rows = db.query(
        "select statement_id, state, count(*) as lines, min(day) as first, max(day) as last"
        " from bank_line group by 1, 2"
    )
    told: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        told[row["statement_id"]].append(row)
    return [
        StatementSummary(
            statement=one,
            counts={LineState(row["state"]): row["lines"] for row in told[one.id or 0]},
            first_day=min((_day(row["first"]) for row in told[one.id or 0]), default=None),
            last_day=max((_day(row["last"]) for row in told[one.id or 0]), default=None),
        )
        for one in STATEMENTS.where(db, "1 order by imported_on desc, id desc")
    ]


def _day(text: str) -> date:
    return date.fromisoformat(text)


def accounts(db: Database) -> list[str]:
    """Return the accounts that statements were imported of, the last first."""
    rows = db.execute("select account from bank_statement group by 1 order by max(id) desc")
    return [account for (account,) in rows if account]


def known(db: Database, prints: Collection[str]) -> set[str]:
    """Return which of some fingerprints the file holds already."""
    rows = db.execute(
        f"select fingerprint from bank_line where fingerprint in {_AMONG}",
        [json.dumps(list(prints))],
    )
    return {found for (found,) in rows}


def count(db: Database, state: LineState) -> int:
    """Return how many lines are in a state."""
    (found,) = db.execute("select count(*) from bank_line where state = ?", [state]).fetchone()
    return int(found)


def lines(
    db: Database, state: LineState | None = None, statement_id: int | None = None
) -> list[BankLine]:
    """Return lines, the first day first; those of every state or statement where none is said."""
    return LINES.where(
        db,
        "(?1 is null or state = ?1) and (?2 is null or statement_id = ?2) order by day, id",
        [state, statement_id],
    )


def set_state(db: Database, line_ids: Iterable[int], state: LineState) -> None:
    """Note how far the office is with some lines."""
    db.execute(
        f"update bank_line set state = ? where id in {_AMONG}", [state, json.dumps(list(line_ids))]
    )


def delete_statement(db: Database, statement_id: int) -> None:
    """Remove a statement and its lines; one that is matched refuses."""
    STATEMENTS.delete(db, statement_id)


# Matches ----------------------------------------------------------------------------------------


def matches_of(db: Database, line_id: int) -> list[BankMatch]:
    """Return the payments that a line is."""
    return MATCHES.where(db, "bank_line_id = ? order by id", [line_id])


def matched_words(db: Database, line_ids: Collection[int]) -> dict[int, list[tuple[str, str, int]]]:
    """Return who paid, when, and whether the payment was made, of all that some lines are."""
    rows = db.execute(
        f"""
        select m.bank_line_id, coalesce(c.name || ' ' || c.first_name, f.name, ''), p.paid_on,
            m.made
        from bank_match m join payment p on p.id = m.payment_id
        left join client c on c.id = p.client_id left join funder f on f.id = p.funder_id
        where m.bank_line_id in {_AMONG} order by m.id
        """,
        [json.dumps(list(line_ids))],
    )
    found: defaultdict[int, list[tuple[str, str, int]]] = defaultdict(list)
    for line_id, name, paid_on, made in rows:
        found[line_id].append((name.strip(), paid_on, made))
    return found


def is_ticked(db: Database, payment_id: int) -> bool:
    """Whether a line is this payment already."""
    return bool(MATCHES.where(db, "payment_id = ?", [payment_id]))


def unmatch(db: Database, line_id: int) -> None:
    """Let a line be no payment any more."""
    db.execute("delete from bank_match where bank_line_id = ?", [line_id])


def move_match(db: Database, payment_id: int, other_id: int) -> None:
    """Let the line that a payment is be another payment: the same sum, written again."""
    db.execute("update bank_match set payment_id = ? where payment_id = ?", [other_id, payment_id])


# What lines may be ------------------------------------------------------------------------------


def debtors(db: Database) -> list[Debtor]:
    """Return who has unpaid invoices, by name, with the numbers that they may quote."""
    rows = db.query(
        f"""
        select i.id, i.number, i.file_number, {REMAINING} as remaining,
            iif(i.payer_funder_id is null, i.client_id, null) as client_id, i.payer_funder_id,
            coalesce(f.name, trim(c.name || ' ' || c.first_name)) as full_name,
            iif(f.id is null and c.first_name <> '', c.name, '') as last_name
        from invoice i join client c on c.id = i.client_id
        left join funder f on f.id = i.payer_funder_id
        where i.number is not null and i.kind <> 'credit_note' and {REMAINING} > 0
        order by coalesce(f.sort_name, c.sort_name), coalesce(i.due_on, i.issued_on), i.id
        """
    )
    found: defaultdict[tuple[PayerKey, str, str], list[Bill]] = defaultdict(list)
    for row in rows:
        payer = PayerKey(row["client_id"], row["payer_funder_id"])
        found[payer, row["full_name"], row["last_name"]].append(
            Bill(
                invoice_id=row["id"],
                number=row["number"],
                remaining=from_cents(row["remaining"]),
                marks=tuple(filter(None, (row["number"], row["file_number"]))),
            )
        )
    return [
        Debtor(payer=payer, name=name, names=tuple(filter(None, (name, last))), bills=tuple(bills))
        for (payer, name, last), bills in found.items()
    ]


def payments_between(db: Database, first: date, last: date) -> list[KnownPayment]:
    """Return the money noted in some days that moved on an account, mistakes left out."""
    rows = db.query(
        f"""
        select p.id, p.kind, p.paid_on, p.amount_cents, p.means, p.reference,
            coalesce(f.name, trim(c.name || ' ' || c.first_name), '') as full_name,
            iif(f.id is null and c.first_name <> '', c.name, '') as last_name,
            (select group_concat(distinct i.number) from payment_allocation a
                join invoice i on i.id = a.invoice_id where a.payment_id = p.id) as numbers,
            {UNALLOCATED} as ahead_cents,
            p.kind = 'received' and {UNDISTURBED} as may_bounce,
            coalesce((select s.number from cheque_slip_item t join cheque_slip s
                on s.id = t.slip_id where t.payment_id = p.id), '') as slip,
            exists (select 1 from bank_match m where m.payment_id = p.id) as is_ticked
        from payment p left join client c on c.id = p.client_id
        left join funder f on f.id = p.funder_id
        where p.paid_on between ? and ? and p.held_until is null and p.means <> 'offset'
            and p.kind <> 'mistake' and not exists (select 1 from payment b
                where b.corrects_id = p.id and b.kind = 'mistake')
        order by p.paid_on, p.id
        """,
        [first.isoformat(), last.isoformat()],
    )
    return [_known_payment(row) for row in rows]


def _known_payment(row: Row) -> KnownPayment:
    numbers: Sequence[str] = (row["numbers"] or "").split(",")
    return KnownPayment(
        id=row["id"],
        paid_on=date.fromisoformat(row["paid_on"]),
        amount=from_cents(row["amount_cents"]),
        name=row["full_name"],
        names=tuple(filter(None, (row["full_name"], row["last_name"]))),
        marks=tuple(filter(None, (row["reference"], *numbers))),
        means=PaymentMeans(row["means"]),
        slip=row["slip"],
        ahead=from_cents(row["ahead_cents"]),
        is_ticked=bool(row["is_ticked"]),
        may_bounce=bool(row["may_bounce"]),
    )
