"""Proposals, agreements, invoices and payments in the file."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlite_utils import Database

from trainingdesk.domain.agreements import Agreement
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoices import Balance, BpfOrigin, Deduction, Invoice, InvoiceLine
from trainingdesk.domain.lines import Line, counted
from trainingdesk.domain.money import ZERO, from_cents, to_cents
from trainingdesk.domain.numbering import Pattern
from trainingdesk.domain.payments import Allocation, Correction, Payment
from trainingdesk.domain.price_shares import training_price
from trainingdesk.domain.proposals import Proposal
from trainingdesk.storage import chain
from trainingdesk.storage.owing import (
    CASHED,
    CREDITED,
    DEDUCTED,
    PAID,
    REMAINING,
    STILL_CORRECTS,
    UNDISTURBED,
    WRITTEN_OFF,
    asked_first,
    led_to,
)
from trainingdesk.storage.rows import Row, Table, from_row
from trainingdesk.storage.sessions import FUNDINGS


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


def proposal_sold(db: Database, session_id: int, client_id: int) -> int | None:
    """Return the accepted proposal that a session was planned from for a client, if any."""
    row = db.execute(
        "select id from proposal where session_id = ? and client_id = ? and state = 'accepted'"
        " order by decided_on desc, id desc limit 1",
        [session_id, client_id],
    ).fetchone()
    return row[0] if row else None


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


def merged(db: Database, agreement_id: int) -> tuple[int, ...]:
    """Return an agreement, and those that free postponements moved to it: their money is its."""
    rows = db.execute(f"select id from ({led_to(':agreement')})", {"agreement": agreement_id})
    return tuple(row_id for (row_id,) in rows)


def deposit_paid_on(db: Database, agreement_id: int) -> date | None:
    """Return the day the deposit of an agreement was paid whole, or `None`.

    What was asked before a free postponement stands for its deposit.
    """
    remaining, paid_on = db.execute(
        f"""
        select max({REMAINING}), max((
            select max(p.paid_on) from payment p join payment_allocation a on a.payment_id = p.id
            where a.invoice_id = i.id and {CASHED} and p.kind <> 'written_off'))
        from invoice i where {asked_first(":agreement")} and i.number is not null
        """,
        {"agreement": agreement_id},
    ).fetchone()
    return date.fromisoformat(paid_on) if paid_on and remaining <= 0 else None


def subrogated(db: Database, record: Agreement) -> Decimal:
    """Return what funders granted to pay in a client's place, before tax."""
    price = training_price(counted(record.lines))
    granted = FUNDINGS.where(
        db,
        "session_id = ? and client_id = ? and state = 'granted' and subrogation",
        [record.session_id, record.client_id],
    )
    return sum((each.granted(price) or ZERO for each in granted), ZERO)


# Invoices ---------------------------------------------------------------------------------------


def invoice(db: Database, invoice_id: int) -> Invoice:
    """Return one invoice with its lines."""
    rows = db.query("select * from invoice_line where owner_id = ? order by position", [invoice_id])
    lines = tuple(
        InvoiceLine(
            line=from_row(Line, row),
            origin=BpfOrigin(row["origin"]) if row["origin"] else None,
            funding_id=row["funding_id"],
        )
        for row in rows
    )
    return _INVOICES.get(db, invoice_id, lines=lines, deductions=_deductions(db, invoice_id))


def _deductions(db: Database, invoice_id: int) -> tuple[Deduction, ...]:
    return tuple(
        _deduction(row)
        for row in db.query(
            f"{_DEPOSITS} join invoice_deduction t on t.deposit_id = i.id"
            " where t.invoice_id = ? order by i.issued_on, i.id",
            [invoice_id],
        )
    )


def open_deposits(db: Database, agreement_id: int) -> tuple[Deduction, ...]:
    """Return what was asked first of an agreement's client that no invoice takes off yet.

    That is its issued deposits, and all that was invoiced before a free postponement. Those
    credited whole are left out.
    """
    return tuple(
        _deduction(row)
        for row in db.query(
            f"{_DEPOSITS} where {asked_first(':agreement')} and i.number is not null"
            f" and i.total_ttc_cents > {CREDITED}"
            " and not exists (select 1 from invoice_deduction t where t.deposit_id = i.id)"
            " order by i.issued_on, i.id",
            {"agreement": agreement_id},
        )
    )


def asked_ahead(db: Database, agreement_id: int) -> list[Invoice]:
    """Return what was asked ahead of an agreement's client, drafts included, oldest first."""
    return invoices_where(
        db,
        f"id in (select i.id from invoice i where {asked_first('?1')}) order by id",
        [agreement_id],
    )


def overpaid(db: Database, agreement_id: int) -> list[tuple[int, Decimal]]:
    """Return the invoices of an agreement's client that were paid too much, and how much."""
    rows = db.execute(
        f"select i.id, -{REMAINING} from invoice i where i.agreement_id in ({led_to('?')})"
        f" and i.payer_funder_id is null and i.number is not null and i.kind <> 'credit_note'"
        f" and {REMAINING} < 0 order by i.id",
        [agreement_id],
    )
    return [(invoice_id, from_cents(cents)) for invoice_id, cents in rows]


def billed_ht(db: Database, invoice_ids: Iterable[int | None]) -> Decimal:
    """Return what issued invoices ask less what was credited of them, before tax."""
    ids = ", ".join(str(invoice_id) for invoice_id in invoice_ids if invoice_id is not None)
    (cents,) = db.execute(
        "select coalesce(sum(iif(kind = 'credit_note', -total_ht_cents, total_ht_cents)), 0)"
        f" from invoice where number is not null and (id in ({ids}) or corrects_id in ({ids}))"
    ).fetchone()
    return from_cents(cents)


def asked_by(db: Database, agreement_id: int, day: date) -> Decimal:
    """Return what the issued invoices of an agreement's client ask that is due by a day, TTC."""
    (cents,) = db.execute(
        f"select coalesce(sum(i.total_ttc_cents - {DEDUCTED} - {CREDITED}), 0) from invoice i"
        f" where i.agreement_id in ({led_to('?')}) and i.payer_funder_id is null"
        " and i.number is not null and i.kind <> 'credit_note' and i.due_on <= ?",
        [agreement_id, day.isoformat()],
    ).fetchone()
    return from_cents(cents)


def charged(db: Database, invoice_id: int) -> Decimal:
    """Return what issued invoices of its delay charge for an invoice, less what was credited."""
    (cents,) = db.execute(
        f"select coalesce(sum(i.total_ttc_cents - {CREDITED}), 0) from invoice i"
        " where i.late_for_id = ? and i.number is not null",
        [invoice_id],
    ).fetchone()
    return from_cents(cents)


def fees_of(db: Database, agreement_id: int) -> list[int]:
    """Return the issued invoices that the standing decisions about an agreement led to."""
    rows = db.execute(
        f"select i.id from settlement t join invoice i on i.id = t.invoice_id"
        f" where t.agreement_id in ({led_to('?')}) and t.undone_on is null"
        " and i.number is not null and i.kind <> 'credit_note' order by i.id",
        [agreement_id],
    )
    return [invoice_id for (invoice_id,) in rows]


def payments_settling(db: Database, invoice_id: int) -> list[int]:
    """Return the payments that came in and settle an invoice, the last first."""
    rows = db.execute(
        "select p.id from payment p join payment_allocation a on a.payment_id = p.id"
        f" where a.invoice_id = ? and p.held_until is null and {UNDISTURBED}"
        " group by p.id having sum(a.amount_cents) > 0 order by p.paid_on desc, p.id desc",
        [invoice_id],
    )
    return [payment_id for (payment_id,) in rows]


def payments_of(db: Database, invoice_id: int) -> list[Payment]:
    """Return the money that came in for an invoice, and went out again, the first first.

    What was taken back whole is left out.
    """
    rows = db.execute(
        "select p.id from payment p join payment_allocation a on a.payment_id = p.id"
        f" where a.invoice_id = ? and p.held_until is null and {UNDISTURBED}"
        " group by p.id having sum(a.amount_cents) <> 0 order by p.paid_on, p.id",
        [invoice_id],
    )
    return [payment(db, payment_id) for (payment_id,) in rows.fetchall()]


def deducted_by(db: Database, deposit_id: int) -> Invoice | None:
    """Return the invoice that takes a deposit off, a draft or issued."""
    row = db.execute(
        "select invoice_id from invoice_deduction where deposit_id = ?", [deposit_id]
    ).fetchone()
    return invoice(db, row[0]) if row else None


_DEPOSITS = (
    f"select i.id, i.number, i.issued_on, i.total_ttc_cents - {CREDITED} as net_cents"
    " from invoice i"
)


def _deduction(row: Row) -> Deduction:
    return Deduction(
        deposit_id=row["id"],
        number=row["number"],
        issued_on=date.fromisoformat(row["issued_on"]),
        total_ttc=from_cents(row["net_cents"]),
    )


def invoices_where(db: Database, condition: str, values: Iterable[object] = ()) -> list[Invoice]:
    """Return the invoices, lines included, that an SQL condition picks."""
    ids = db.execute(f"select id from invoice where {condition}", list(values)).fetchall()
    return [invoice(db, invoice_id) for (invoice_id,) in ids]


def invoices_of_funding(db: Database, funding_id: int | None) -> list[Invoice]:
    """Return the invoices that ask for money under a funder's file, drafts included."""
    return invoices_where(
        db,
        "kind = 'invoice' and (funding_id = ?1 or id in"
        " (select owner_id from invoice_line where funding_id = ?1)) order by id",
        [funding_id],
    )


def invoices_of_session(db: Database, session_id: int) -> list[Invoice]:
    """Return what was issued for a session, invoices that hold a line of it among them."""
    return invoices_where(
        db,
        "number is not null and (session_id = ? or id in"
        " (select owner_id from invoice_line where session_id = ?)) order by issued_on, id",
        [session_id, session_id],
    )


def save_invoice(db: Database, record: Invoice) -> int:
    """Write a draft, or a draft that is being issued: its number and date come last.

    What is issued is chained at once, and the file refuses any later change.
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
            funding_id=item.funding_id,
            total_ht_cents=to_cents(item.total_ht),
        )
    db.execute("delete from invoice_deduction where invoice_id = ?", [invoice_id])
    for deposit in record.deductions:
        db.execute("insert into invoice_deduction values (?, ?)", [deposit.deposit_id, invoice_id])
    if record.is_issued:
        _INVOICES.update(db, replace(record, id=invoice_id))
        # Here alone an invoice gets its number: none escapes the chain.
        chain.append(db, chain.LinkKind.INVOICE, invoice_id)
    return invoice_id


def delete_draft(db: Database, invoice_id: int) -> None:
    """Remove a draft; the file refuses for an issued invoice."""
    db.execute("delete from invoice_line where owner_id = ?", [invoice_id])
    _INVOICES.delete(db, invoice_id)


def balance(db: Database, invoice_id: int) -> Balance:
    """Return what was asked of an invoice, and all that was taken off it."""
    row = db.execute(
        f"select total_ttc_cents, {CREDITED}, {PAID} - {WRITTEN_OFF}, {DEDUCTED}, {WRITTEN_OFF}"
        " from invoice i where id = ?",
        [invoice_id],
    ).fetchone()
    return Balance(*map(from_cents, row))


@dataclass(frozen=True, slots=True, kw_only=True)
class Payer:
    """Who owes money: a client, or the funder that pays in clients' place."""

    client_id: int | None = None
    funder_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """An issued invoice and what it still asks."""

    invoice_id: int
    number: str
    issued_on: date
    due_on: date | None
    title: str
    remaining: Decimal


def payer_of(db: Database, invoice_id: int) -> Payer:
    """Return who is asked to pay an invoice."""
    record = _INVOICES.get(db, invoice_id)
    if record.payer_funder_id is not None:
        return Payer(funder_id=record.payer_funder_id)
    return Payer(client_id=record.client_id)


def payer_name(db: Database, payer: Payer) -> str:
    """Return the name of a payer."""
    table, row_id = (
        ("client", payer.client_id) if payer.client_id is not None else ("funder", payer.funder_id)
    )
    name = "trim(name || ' ' || first_name)" if table == "client" else "name"
    found: str = db.execute(f"select {name} from {table} where id = ?", [row_id]).fetchone()[0]
    return found


def debtors(db: Database) -> list[tuple[Payer, str, Decimal]]:
    """Return who has unpaid invoices, by name, and how much each owes."""
    rows = db.execute(
        f"""
        select iif(i.payer_funder_id is null, i.client_id, null), i.payer_funder_id,
            coalesce(f.name, trim(c.name || ' ' || c.first_name)), sum({REMAINING})
        from invoice i join client c on c.id = i.client_id
        left join funder f on f.id = i.payer_funder_id
        where i.number is not null and i.kind <> 'credit_note' and {REMAINING} > 0
        group by 1, 2 order by coalesce(f.sort_name, c.sort_name)
        """
    )
    return [
        (Payer(client_id=client, funder_id=funder), name, from_cents(cents))
        for client, funder, name, cents in rows
    ]


def owed_by(db: Database, payer: Payer, payment_id: int | None = None) -> list[Owed]:
    """Return the unpaid invoices of a payer, first due first.

    What the payment *payment_id* settles counts as unpaid: it is being written again.
    """
    remaining = f"{REMAINING} + {_OWN_PART}"
    rows = db.query(
        f"""
        select i.id, i.number, i.issued_on, i.due_on, {remaining} as remaining,
            coalesce((select title from training_session s where s.id = i.session_id), '') as title
        from invoice i
        where i.number is not null and i.kind <> 'credit_note' and {remaining} > 0
            and iif(:funder is null, i.payer_funder_id is null and i.client_id is :client,
                    i.payer_funder_id is :funder)
        order by coalesce(i.due_on, i.issued_on), i.id
        """,
        {"payment": payment_id, "client": payer.client_id, "funder": payer.funder_id},
    )
    return [
        Owed(
            invoice_id=row["id"],
            number=row["number"],
            issued_on=date.fromisoformat(row["issued_on"]),
            due_on=date.fromisoformat(row["due_on"]) if row["due_on"] else None,
            title=row["title"],
            remaining=from_cents(row["remaining"]),
        )
        for row in rows
    ]


_OWN_PART = (
    "(select coalesce(sum(a.amount_cents), 0) from payment_allocation a"
    f" where a.invoice_id = i.id and a.payment_id is :payment and {CASHED})"
)


# Payments ---------------------------------------------------------------------------------------


def payment(db: Database, payment_id: int) -> Payment:
    """Return one payment and what it settles."""
    settled = db.query(
        "select invoice_id, sum(amount_cents) as amount_cents from payment_allocation"
        " where payment_id = ? group by 1 having sum(amount_cents) <> 0",
        [payment_id],
    )
    corrections = db.query(
        f"""
        select id as payment_id, kind, paid_on, amount_cents,
            (select coalesce(sum(a.amount_cents), 0) from payment_allocation a
                where a.payment_id = r.id) as settled_cents
        from payment r where corrects_id = ? and {STILL_CORRECTS} order by id
        """,
        [payment_id],
    )
    return PAYMENTS.get(
        db,
        payment_id,
        allocations=tuple(from_row(Allocation, row) for row in settled),
        corrections=tuple(from_row(Correction, row) for row in corrections),
    )


def save_payment(db: Database, record: Payment, on: date | None = None) -> int:
    """Write a payment and what it settles since a day, that of writing unless said.

    Returns its id.

    Once it is more than a held cheque it is chained, and the file refuses any later change: only
    what it settles may still move, by rows that add to those before.

    Raises:
        RuleBroken: it was written already, otherwise.
    """
    known = payment(db, record.id) if record.id is not None else None
    if known is not None and known.held_until is None:
        _refuse_rewriting(known, record)
        return _settle(db, known, record, on or known.paid_on)
    recorded = replace(record, recorded_on=record.recorded_on or record.paid_on)
    db.execute("delete from payment_allocation where payment_id = ?", [record.id])
    payment_id = PAYMENTS.save(db, recorded)
    if record.held_until is None:
        # Here alone a sum becomes a payment: none escapes the chain.
        chain.append(db, chain.LinkKind.PAYMENT, payment_id)
    blank = replace(recorded, id=payment_id, allocations=())
    return _settle(db, blank, record, on or record.recorded_on or record.paid_on)


def _refuse_rewriting(known: Payment, record: Payment) -> None:
    if replace(record, allocations=(), corrections=()) != replace(
        known, allocations=(), corrections=()
    ):
        raise RuleBroken(
            "Un règlement enregistré ne change plus : annulez-le, puis saisissez-le de nouveau."
        )


def _settle(db: Database, known: Payment, wanted: Payment, on: date) -> int:
    """Add what makes a payment settle what is wanted; chain it unless the cheque is held."""
    payment_id = known.id or 0
    sums = {part.invoice_id: -part.amount for part in known.allocations}
    for part in wanted.allocations:
        sums[part.invoice_id] = sums.get(part.invoice_id, ZERO) + part.amount
    for invoice_id, amount in sums.items():
        if amount:
            row_id = Table("payment_allocation", Allocation).insert(
                db,
                Allocation(invoice_id=invoice_id, amount=amount),
                payment_id=payment_id,
                settled_on=on.isoformat(),
            )
            if known.held_until is None:
                chain.append(db, chain.LinkKind.ALLOCATION, row_id)
    return payment_id


# Numbers ----------------------------------------------------------------------------------------


def last_issued_on(db: Database, kind: str, pattern: Pattern, day: date) -> date | None:
    """Return the date of the latest number of the sequence that a day draws from."""
    row = db.execute(
        "select last_on from number_sequence where kind = ? and period = ?",
        [kind, pattern.period(day)],
    ).fetchone()
    return date.fromisoformat(row[0]) if row and row[0] else None


def numbers(db: Database) -> list[str]:
    """Return the numbers of all issued invoices and credit notes."""
    rows = db.execute("select number from invoice where number is not null order by number")
    return [number for (number,) in rows]


def take_number(db: Database, kind: str, pattern: Pattern, day: date) -> str:
    """Take the next number of a sequence, within the unit of work that uses it.

    Raises:
        RuleBroken: it is longer than an electronic invoice can carry.
    """
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
