"""Cheques that wait for the bank, and the slips that they went with, in the file."""

import json
from collections.abc import Collection
from datetime import date

from sqlite_utils import Database

from trainingdesk.domain.cheque_slips import Cheque, ChequeSlip
from trainingdesk.domain.deadlines.state import ChequesToBank
from trainingdesk.storage.rows import Table, from_row

SLIPS = Table("cheque_slip", ChequeSlip)

_WAITING = (
    "p.means = 'cheque' and p.kind = 'received' and p.held_until is null"
    " and p.id not in (select i.payment_id from cheque_slip_item i)"
    " and p.id not in (select m.payment_id from bank_match m)"
    " and not exists (select 1 from payment k"
    " where k.corrects_id = p.id and k.kind in ('bounced', 'mistake'))"
)
_CHEQUES = """
    select p.id as payment_id, p.paid_on as received_on, p.amount_cents, p.reference,
        coalesce((select f.name from funder f where f.id = p.funder_id),
            (select trim(c.name || ' ' || c.first_name) from client c where c.id = p.client_id),
            '') as payer,
        coalesce((select group_concat(number, ', ') from (
            select i.number from payment_allocation a join invoice i on i.id = a.invoice_id
            where a.payment_id = p.id group by i.id having sum(a.amount_cents) <> 0
            order by i.number)), '') as invoices,
        (select k.kind from payment k
            where k.corrects_id = p.id and k.kind in ('bounced', 'mistake')) as taken_back
    from payment p
"""


def waiting(db: Database) -> tuple[Cheque, ...]:
    """Return the cheques that are to be taken to the bank, the oldest first."""
    rows = db.query(f"{_CHEQUES} where {_WAITING} order by p.paid_on, p.id")
    return tuple(from_row(Cheque, row) for row in rows)


def waits(db: Database, payment_id: int) -> bool:
    """Whether a payment is a cheque that is to be taken to the bank."""
    sql = f"select 1 from payment p where {_WAITING} and p.id = ?"
    return db.execute(sql, [payment_id]).fetchone() is not None


def to_bank(db: Database, since: date) -> ChequesToBank | None:
    """Return how many cheques that came since a day wait, with the oldest; `None` for none."""
    (row,) = db.query(
        "select count(*) as cheques, coalesce(sum(p.amount_cents), 0) as total_cents,"
        " min(p.paid_on) as oldest_on, p.id as payment_id"
        f" from payment p where {_WAITING} and p.paid_on >= ?",
        [since.isoformat()],
    )
    return from_row(ChequesToBank, row) if row["cheques"] else None


def add(db: Database, slip: ChequeSlip, payment_ids: Collection[int]) -> int:
    """Write a slip with its cheques; return its id."""
    slip_id = SLIPS.insert(db, slip)
    db.execute(
        "insert into cheque_slip_item (payment_id, slip_id)"
        " select p.value, ? from json_each(?) p order by p.key",
        [slip_id, json.dumps(list(payment_ids))],
    )
    return slip_id


def free(db: Database, slip_id: int) -> None:
    """Let the cheques of a slip wait again."""
    db.execute("delete from cheque_slip_item where slip_id = ?", [slip_id])


def cheques_of(db: Database, slip_id: int) -> tuple[Cheque, ...]:
    """Return the cheques of a slip, the oldest first; those taken back since stay on it."""
    on_it = "p.id in (select i.payment_id from cheque_slip_item i where i.slip_id = ?)"
    rows = db.query(f"{_CHEQUES} where {on_it} order by p.paid_on, p.id", [slip_id])
    return tuple(from_row(Cheque, row) for row in rows)


def is_ticked(db: Database, slip_id: int) -> bool:
    """Whether a line of a bank statement is one of the cheques of a slip."""
    found = db.execute(
        "select 1 from cheque_slip_item i join bank_match m on m.payment_id = i.payment_id"
        " where i.slip_id = ? limit 1",
        [slip_id],
    )
    return found.fetchone() is not None


def slip_of(db: Database, payment_id: int) -> ChequeSlip | None:
    """Return the slip that a cheque went with, if it went."""
    found = SLIPS.where(
        db, "id = (select slip_id from cheque_slip_item where payment_id = ?)", [payment_id]
    )
    return found[0] if found else None


def latest(db: Database, count: int) -> list[tuple[ChequeSlip, int]]:
    """Return the slips, the newest first, with how many of their cheques the bank rejected."""
    rows = db.query(
        """
        select s.*, (select count(*) from cheque_slip_item i
            join payment k on k.corrects_id = i.payment_id and k.kind = 'bounced'
            where i.slip_id = s.id) as bounced
        from cheque_slip s order by s.deposited_on desc, s.id desc limit ?
        """,
        [count],
    )
    return [(from_row(ChequeSlip, row), row["bounced"]) for row in rows]


def paper_of(db: Database, slip_id: int) -> int | None:
    """Return the paper of a slip as it left, `None` where it has none."""
    (paper_id,) = db.execute(
        "select max(id) from issued_paper where cheque_slip_id = ?", [slip_id]
    ).fetchone()
    return int(paper_id) if paper_id is not None else None
