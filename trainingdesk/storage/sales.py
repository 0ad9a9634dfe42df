"""Proposals, agreements, invoices and payments in the file."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlite_utils import Database

from trainingdesk.domain.agreements import Agreement
from trainingdesk.domain.invoices import Balance, BpfOrigin, Invoice, InvoiceLine
from trainingdesk.domain.lines import Line
from trainingdesk.domain.money import from_cents, to_cents
from trainingdesk.domain.numbering import Pattern
from trainingdesk.domain.payments import Allocation, Payment
from trainingdesk.domain.proposals import Proposal
from trainingdesk.storage.rows import Table, from_row


def _sums(record: Proposal | Agreement | Invoice) -> dict[str, int]:
    return {
        "total_ht_cents": to_cents(record.totals.total_ht),
        "total_ttc_cents": to_cents(record.totals.total_ttc),
    }


PROPOSALS = Table("proposal", Proposal, _sums)
AGREEMENTS = Table("agreement", Agreement, _sums)
PAYMENTS = Table("payment", Payment)
_INVOICES = Table(
    "invoice",
    Invoice,
    lambda invoice: _sums(invoice) | {"tva_cents": to_cents(invoice.totals.tva)},
)


def _lines(db: Database, table: str, owner_id: int) -> tuple[Line, ...]:
    rows = db.query(f"select * from {table} where owner_id = ? order by position", [owner_id])
    return tuple(from_row(Line, row) for row in rows)


def _save_lines(db: Database, table: str, owner_id: int, lines: Iterable[Line]) -> None:
    db.execute(f"delete from {table} where owner_id = ?", [owner_id])
    for position, line in enumerate(lines):
        Table(table, Line).insert(db, line, owner_id=owner_id, position=position)


# Proposals --------------------------------------------------------------------------------------


def proposal(db: Database, proposal_id: int) -> Proposal:
    """Return one proposal with its lines and the people it names."""
    names = db.execute(
        "select name from proposal_participant where proposal_id = ? order by position",
        [proposal_id],
    )
    return PROPOSALS.get(
        db,
        proposal_id,
        lines=_lines(db, "proposal_line", proposal_id),
        participants=tuple(name for (name,) in names),
    )


def save_proposal(db: Database, record: Proposal) -> int:
    """Write a proposal whole; return its id."""
    proposal_id = PROPOSALS.save(db, record)
    _save_lines(db, "proposal_line", proposal_id, record.lines)
    db.execute("delete from proposal_participant where proposal_id = ?", [proposal_id])
    for position, name in enumerate(record.participants):
        db.execute(
            "insert into proposal_participant values (?, ?, ?)", [proposal_id, position, name]
        )
    return proposal_id


# Agreements -------------------------------------------------------------------------------------


def agreement(db: Database, agreement_id: int) -> Agreement:
    """Return one agreement with its lines."""
    return AGREEMENTS.get(db, agreement_id, lines=_lines(db, "agreement_line", agreement_id))


def agreements_of(db: Database, session_id: int) -> list[Agreement]:
    """Return the agreements of a session with their lines, in number order."""
    found = AGREEMENTS.where(db, "session_id = ? order by number", [session_id])
    return [
        replace(record, lines=_lines(db, "agreement_line", record.id))
        for record in found
        if record.id is not None
    ]


def save_agreement(db: Database, record: Agreement) -> int:
    """Write an agreement whole; return its id."""
    agreement_id = AGREEMENTS.save(db, record)
    _save_lines(db, "agreement_line", agreement_id, record.lines)
    return agreement_id


# Invoices ---------------------------------------------------------------------------------------


def invoice(db: Database, invoice_id: int) -> Invoice:
    """Return one invoice with its lines."""
    rows = db.query("select * from invoice_line where owner_id = ? order by position", [invoice_id])
    lines = tuple(
        InvoiceLine(
            line=from_row(Line, row), origin=BpfOrigin(row["origin"]) if row["origin"] else None
        )
        for row in rows
    )
    return _INVOICES.get(db, invoice_id, lines=lines)


def invoices_where(db: Database, condition: str, values: Iterable[object] = ()) -> list[Invoice]:
    """Return the invoices, lines included, that an SQL condition picks."""
    ids = db.execute(f"select id from invoice where {condition}", list(values)).fetchall()
    return [invoice(db, invoice_id) for (invoice_id,) in ids]


def save_invoice(db: Database, record: Invoice) -> int:
    """Write a draft, or a draft that is being issued: its number and date come last.

    The file refuses any later change.
    """
    draft = replace(record, number=None, issued_on=None)
    invoice_id = _INVOICES.save(db, draft)
    db.execute("delete from invoice_line where owner_id = ?", [invoice_id])
    for position, item in enumerate(record.lines):
        Table("invoice_line", Line).insert(
            db,
            item.line,
            owner_id=invoice_id,
            position=position,
            origin=item.origin,
            total_ht_cents=to_cents(item.total_ht),
        )
    if record.is_issued:
        _INVOICES.update(db, replace(record, id=invoice_id))
    return invoice_id


def delete_draft(db: Database, invoice_id: int) -> None:
    """Remove a draft; the file refuses for an issued invoice."""
    db.execute("delete from invoice_line where owner_id = ?", [invoice_id])
    _INVOICES.delete(db, invoice_id)


def balance(db: Database, invoice_id: int) -> Balance:
    """Return what was asked, credited and paid of an invoice."""
    asked, credited, paid = db.execute(
        """
        select total_ttc_cents,
            (select coalesce(sum(total_ttc_cents), 0) from invoice c
             where c.corrects_id = i.id and c.number is not null),
            (select coalesce(sum(amount_cents), 0) from payment_allocation a
             where a.invoice_id = i.id)
        from invoice i where id = ?
        """,
        [invoice_id],
    ).fetchone()
    return Balance(from_cents(asked), from_cents(credited), from_cents(paid))


# Payments ---------------------------------------------------------------------------------------


def payment(db: Database, payment_id: int) -> Payment:
    """Return one payment and what it settles."""
    rows = db.query("select * from payment_allocation where payment_id = ?", [payment_id])
    return PAYMENTS.get(
        db, payment_id, allocations=tuple(from_row(Allocation, row) for row in rows)
    )


def save_payment(db: Database, record: Payment) -> int:
    """Write a payment and what it settles; return its id."""
    payment_id = PAYMENTS.save(db, record)
    db.execute("delete from payment_allocation where payment_id = ?", [payment_id])
    for part in record.allocations:
        Table("payment_allocation", Allocation).insert(db, part, payment_id=payment_id)
    return payment_id


# Numbers ----------------------------------------------------------------------------------------


def last_issued_on(db: Database, kind: str, pattern: Pattern, day: date) -> date | None:
    """Return the date of the latest number of the sequence that a day draws from."""
    row = db.execute(
        "select last_on from number_sequence where kind = ? and period = ?",
        [kind, pattern.period(day)],
    ).fetchone()
    return date.fromisoformat(row[0]) if row and row[0] else None


def take_number(db: Database, kind: str, pattern: Pattern, day: date) -> str:
    """Take the next number of a sequence, within the unit of work that uses it."""
    (sequence,) = db.execute(
        """
        insert into number_sequence (kind, period, last, last_on) values (?, ?, 1, ?)
        on conflict (kind, period) do update set
            last = last + 1, last_on = max(coalesce(last_on, ''), excluded.last_on)
        returning last
        """,
        [kind, pattern.period(day), day.isoformat()],
    ).fetchone()
    return pattern.format(sequence, day)
