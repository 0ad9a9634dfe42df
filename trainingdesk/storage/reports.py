"""What the reports are made from: one query a kind of row, never one a row."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlite_utils import Database

from trainingdesk.domain.aged_balance import PayerCredit, PayerKey
from trainingdesk.domain.invoice_report import (
    InvoicePart,
    InvoicePeriod,
    InvoiceRow,
    MonthSales,
    PaymentRow,
    Settlement,
    months_until,
    number_order,
    tax_of_each,
)
from trainingdesk.domain.invoices import InvoiceKind
from trainingdesk.domain.lines import LineKind
from trainingdesk.domain.money import ZERO, from_cents
from trainingdesk.domain.payments import PaymentMeans
from trainingdesk.domain.tva import Exemption
from trainingdesk.domain.tva_summary import PaidInvoice
from trainingdesk.storage.owing import CAME, DEDUCTED, SOLD_HT
from trainingdesk.storage.rows import Row

# Credit notes keep positive amounts in the file. What one takes away is counted on the invoice it
# corrects, and on itself, so that nothing of it remains due.
_INVOICES = f"""
    with chosen as (
        select i.*,
            case i.kind when 'credit_note' then -1 else 1 end as sign,
            case i.kind when 'credit_note' then iif(i.issued_on <= :as_of, -i.total_ttc_cents, 0)
            else (
                select coalesce(sum(c.total_ttc_cents), 0) from invoice c
                where c.corrects_id = i.id and c.issued_on <= :as_of
            ) end as credited_cents,
            (
                select coalesce(sum(a.amount_cents), 0) from payment_allocation a
                join payment p on p.id = a.payment_id
                where a.invoice_id = i.id and p.paid_on <= :as_of and {CAME}
            ) as paid_cents,
            (
                select coalesce(sum(a.amount_cents), 0) from payment_allocation a
                join payment p on p.id = a.payment_id
                where a.invoice_id = i.id and p.paid_on <= :as_of and p.kind = 'written_off'
            ) as written_off_cents,
            {DEDUCTED} as deducted_cents
        from invoice i where i.issued_on between :first and :last
    )
    select i.*, corrected.number as corrects, corrected.kind as corrects_kind,
        funder.name as funder_name
    from chosen i
    left join invoice corrected on corrected.id = i.corrects_id
    left join funder on funder.id = i.payer_funder_id
    where {{condition}}
"""
_LINES = """
    select l.*, s.number as session, c.id as course_id, c.code || ' – ' || c.title as course
    from invoice_line l
    join invoice i on i.id = l.owner_id
    left join training_session s on s.id = coalesce(l.session_id, i.session_id)
    left join course_version v on v.id = coalesce(s.course_version_id, l.course_version_id)
    left join course c on c.id = v.course_id
    where l.owner_id in (select value from json_each(?))
    order by l.owner_id, l.position
"""
# A deposit that an invoice takes off, and the credit notes over the deposit.
_DEDUCTED = """
    select t.invoice_id, d.id, d.number, d.kind, d.total_ht_cents, d.tva_cents
    from invoice_deduction t
    join invoice d on d.id = t.deposit_id or d.corrects_id = t.deposit_id and d.number is not null
    where t.invoice_id in (select value from json_each(?))
    order by t.invoice_id, d.issued_on, d.id
"""


@contextmanager
def snapshot(db: Database) -> Iterator[Database]:
    """Read everything inside as it stood at the first query, whatever others write meanwhile."""
    if db.conn.in_transaction:
        yield db
        return
    db.execute("begin")
    try:
        yield db
    finally:
        db.rollback()


def period(db: Database, first: date, last: date, as_of: date) -> InvoicePeriod:
    """Return the invoices and payments of a period; what is paid is counted up to *as_of*."""
    return InvoicePeriod(
        first=first,
        last=last,
        rows=_invoices(db, "1", first, last, as_of),
        payments=_payments(db, first, last),
    )


def paid_invoices(
    db: Database, first: date, last: date, *, taxed: bool = False
) -> tuple[PaidInvoice, ...]:
    """Return the invoices that payments of a period settle, and what was paid of each by then.

    So are those that were paid before and are credited in the period. Only those that bear tax
    where *taxed* is asked.
    """
    sums = {
        row["invoice_id"]: row
        for row in db.query(
            f"""
            select a.invoice_id, sum(iif(p.paid_on < :first, a.amount_cents, 0)) as before,
                sum(a.amount_cents) as until
            from payment_allocation a join payment p on p.id = a.payment_id
            where p.paid_on <= :last and {CAME}
            group by 1 having sum(iif(p.paid_on >= :first, 1, 0)) > 0
                or a.invoice_id in (select n.corrects_id from invoice n
                    where n.corrects_id is not null and n.issued_on between :first and :last)
            """,
            {"first": first.isoformat(), "last": last.isoformat()},
        )
    }
    among = json.dumps(sorted(sums))
    bearing = " and i.tva_cents <> 0" if taxed else ""
    rows = _invoices(db, _AMONG.format(among) + bearing, date.min, date.max, last)
    notes: defaultdict[str | None, tuple[InvoiceRow, ...]] = defaultdict(tuple)
    for note in _invoices(db, _CORRECTING.format(among), date.min, last, last):
        notes[note.corrects] += (note,)
    return tuple(
        PaidInvoice(
            row=row,
            paid_before=from_cents(sums[row.id]["before"]),
            paid_until=from_cents(sums[row.id]["until"]),
            credits_before=tuple(n for n in notes[row.number] if n.issued_on < first),
            credits_until=notes[row.number],
        )
        for row in rows
    )


_AMONG = "i.number is not null and i.id in (select value from json_each('{}'))"


_CORRECTING = "i.corrects_id in (select value from json_each('{}'))"


def issued(db: Database, first: date, last: date, as_of: date) -> tuple[InvoiceRow, ...]:
    """Return the invoices and credit notes of a period, without its payments."""
    return _invoices(db, "1", first, last, as_of)


def individuals(db: Database) -> frozenset[int]:
    """Return the clients who are persons."""
    return frozenset(row_id for (row_id,) in db.execute(_INDIVIDUALS))


_INDIVIDUALS = "select id from client where kind = 'individual'"


def still_due(db: Database, last: date, as_of: date) -> tuple[InvoiceRow, ...]:
    """Return all invoices issued until *last* of which something remained on *as_of*.

    Those paid too much are among them, with a negative remainder; the longest due come first.
    """
    remaining = (
        "i.sign * i.total_ttc_cents <>"
        " i.deducted_cents + i.credited_cents + i.paid_cents + i.written_off_cents"
    )
    found = _invoices(db, remaining, date.min, last, as_of)
    return tuple(sorted(found, key=lambda row: row.due_on or row.issued_on))


def paid_ahead(db: Database, as_of: date) -> tuple[PayerCredit, ...]:
    """Return what each payer paid until a day that settles no invoice; held cheques left out."""
    rows = db.query(
        """
        select p.client_id, p.funder_id,
            coalesce(f.name, trim(c.name || ' ' || c.first_name), 'Payeur inconnu') as name,
            sum(p.amount_cents - (select coalesce(sum(a.amount_cents), 0)
                from payment_allocation a where a.payment_id = p.id)) as cents
        from payment p left join client c on c.id = p.client_id
        left join funder f on f.id = p.funder_id
        where p.paid_on <= ? and p.held_until is null
        group by 1, 2 having cents <> 0
        """,
        [as_of.isoformat()],
    )
    return tuple(
        PayerCredit(
            key=PayerKey(
                client_id=None if row["funder_id"] is not None else row["client_id"],
                funder_id=row["funder_id"],
            ),
            name=row["name"],
            amount=from_cents(row["cents"]),
        )
        for row in rows
    )


def twelve_months(db: Database, last: date) -> tuple[MonthSales, ...]:
    """Return what each of the twelve months until that of *last* sold, and one year earlier."""
    months = months_until(last, 24)
    rows = db.execute(
        f"select substr(i.issued_on, 1, 7), sum({SOLD_HT})"
        " from invoice i where i.issued_on >= ? group by 1",
        [months[0].isoformat()],
    )
    sold = {month: from_cents(cents) for month, cents in rows}
    totals = [sold.get(f"{month:%Y-%m}", ZERO) for month in months]
    return tuple(
        MonthSales(month=month, total_ht=total, year_before=before)
        for month, total, before in zip(months[12:], totals[12:], totals[:12], strict=True)
    )


# Invoices ---------------------------------------------------------------------------------------


def _invoices(
    db: Database, condition: str, first: date, last: date, as_of: date
) -> tuple[InvoiceRow, ...]:
    days = {"first": first.isoformat(), "last": last.isoformat(), "as_of": as_of.isoformat()}
    rows = list(db.query(_INVOICES.format(condition=condition), days))
    parts = _parts(db, rows)
    found = [_invoice(row, parts[row["id"]]) for row in rows]
    return tuple(sorted(found, key=lambda row: number_order(row.number)))


def _invoice(row: Row, parts: tuple[InvoicePart, ...]) -> InvoiceRow:
    return InvoiceRow(
        id=row["id"],
        number=row["number"],
        issued_on=date.fromisoformat(row["issued_on"]),
        kind=InvoiceKind(row["kind"]),
        client_id=row["client_id"],
        client=row["client_name"],
        funder_id=row["payer_funder_id"],
        funder=row["payer_name"] or row["funder_name"],
        due_on=_due_on(row),
        corrects=row["corrects"],
        credited=from_cents(row["credited_cents"]),
        paid=from_cents(row["paid_cents"]),
        written_off=from_cents(row["written_off_cents"]),
        deducted=from_cents(row["deducted_cents"]),
        corrects_kind=InvoiceKind(row["corrects_kind"]) if row["corrects_kind"] else None,
        parts=parts,
    )


def _due_on(row: Row) -> date | None:
    # A credit note asks for nothing: the day the file keeps for it would mislead.
    if row["due_on"] is None or row["kind"] == InvoiceKind.CREDIT_NOTE:
        return None
    return date.fromisoformat(row["due_on"])


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the file, as far as amounts are concerned."""

    row: Row
    total_ht: Decimal
    tva_rate: Decimal
    exemption: Exemption | None


def _parts(db: Database, invoices: Sequence[Row]) -> dict[int, tuple[InvoicePart, ...]]:
    """Return the lines of each invoice, those of the deposits that it takes off as negative."""
    ids = [invoice["id"] for invoice in invoices]
    deposits = list(db.query(_DEDUCTED, [json.dumps(ids)]))
    lines = _lines(db, [*ids, *(row["id"] for row in deposits)])
    found = {
        invoice["id"]: _complete(invoice, _signed(invoice["sign"], lines[invoice["id"]]))
        for invoice in invoices
    }
    for row in deposits:
        is_credit = row["kind"] == InvoiceKind.CREDIT_NOTE
        taken = {**row, "sign": 1 if is_credit else -1}
        parts = _complete(taken, _signed(taken["sign"], lines[row["id"]]))
        noun = "Avoir sur acompte" if is_credit else "Acompte déduit"
        found[row["invoice_id"]] += tuple(
            replace(part, label=f"{noun} {row['number']}", is_deposit=True) for part in parts
        )
    return found


def _lines(db: Database, ids: Sequence[int]) -> defaultdict[int, list[_Line]]:
    lines: defaultdict[int, list[_Line]] = defaultdict(list)
    for row in db.query(_LINES, [json.dumps(ids)]):
        exemption = Exemption(row["exemption"]) if row["exemption"] else None
        line = _Line(row, from_cents(row["total_ht_cents"]), Decimal(row["tva_rate"]), exemption)
        lines[row["owner_id"]].append(line)
    return lines


def _signed(sign: int, lines: Sequence[_Line]) -> tuple[InvoicePart, ...]:
    return tuple(
        InvoicePart(
            label=line.row["label"],
            total_ht=sign * line.total_ht,
            tva=sign * tva,
            rate=line.tva_rate,
            exemption=line.exemption,
            session=line.row["session"],
            course_id=line.row["course_id"],
            course=line.row["course"],
            sells=LineKind(line.row["kind"]),
        )
        for line, tva in zip(lines, tax_of_each(lines), strict=True)
    )


def _complete(invoice: Row, parts: tuple[InvoicePart, ...]) -> tuple[InvoicePart, ...]:
    """Add what the frozen totals hold and no line explains, as on invoices taken over."""
    ht = invoice["sign"] * from_cents(invoice["total_ht_cents"])
    tva = invoice["sign"] * from_cents(invoice["tva_cents"])
    ht -= sum((part.total_ht for part in parts), ZERO)
    tva -= sum((part.tva for part in parts), ZERO)
    if parts and not ht and not tva:
        return parts
    return (*parts, InvoicePart(label="", total_ht=ht, tva=tva, rate=None))


# Payments ---------------------------------------------------------------------------------------


_PAYER = (
    "coalesce((select f.name from funder f where f.id = p.funder_id),"
    " (select trim(c.first_name || ' ' || c.name) from client c where c.id = p.client_id), '')"
)


def _payments(db: Database, first: date, last: date) -> tuple[PaymentRow, ...]:
    days = [first.isoformat(), last.isoformat()]
    settled = _settlements(
        db.query(
            f"""
            select a.payment_id, a.invoice_id, sum(a.amount_cents) as amount_cents, i.number,
                coalesce(nullif(i.client_name, ''), trim(c.first_name || ' ' || c.name)) as client
            from payment p
            join payment_allocation a on a.payment_id = p.id
            join invoice i on i.id = a.invoice_id
            join client c on c.id = i.client_id
            where p.paid_on between ? and ? and {CAME}
            group by 1, 2 having sum(a.amount_cents) <> 0
            """,
            days,
        )
    )
    rows = db.query(
        f"select p.*, {_PAYER} as payer from payment p"
        f" where p.paid_on between ? and ? and {CAME} order by p.paid_on, p.id",
        days,
    )
    return tuple(
        PaymentRow(
            id=row["id"],
            paid_on=date.fromisoformat(row["paid_on"]),
            amount=from_cents(row["amount_cents"]),
            means=PaymentMeans(row["means"]),
            reference=row["reference"],
            payer=row["payer"],
            settlements=settled[row["id"]],
        )
        for row in rows
    )


def _settlements(rows: Iterable[Row]) -> defaultdict[int, tuple[Settlement, ...]]:
    found: defaultdict[int, tuple[Settlement, ...]] = defaultdict(tuple)
    for row in sorted(rows, key=lambda row: number_order(row["number"] or "")):
        part = Settlement(
            invoice_id=row["invoice_id"],
            number=row["number"],
            client=row["client"],
            amount=from_cents(row["amount_cents"]),
        )
        found[row["payment_id"]] += (part,)
    return found
