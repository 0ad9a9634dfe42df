"""What happens to agreements: receipts, decisions, amendments, staged payments, registers."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlite_utils import Database

from trainingdesk.domain.amendments import Amendment
from trainingdesk.domain.conditions.kinds import Mark
from trainingdesk.domain.instalments import Instalment
from trainingdesk.domain.money import from_cents
from trainingdesk.domain.receipts import Receipt
from trainingdesk.domain.registers import RegisterEntry
from trainingdesk.domain.settlements import FreedSeat, Settlement
from trainingdesk.storage.owing import CAME, UNDISTURBED, led_to
from trainingdesk.storage.rows import Table, from_row

RECEIPTS = Table("receipt", Receipt)
SETTLEMENTS = Table("settlement", Settlement)
AMENDMENTS = Table("amendment", Amendment)
REGISTER = Table("register_entry", RegisterEntry)


def receipts_where(db: Database, condition: str, values: Iterable[object] = ()) -> list[Receipt]:
    """Return the receipts that an SQL condition picks, with their marks."""
    found = RECEIPTS.where(db, condition, values)
    return [replace(receipt, marks=_marks(db, receipt.id)) for receipt in found]


def receipts_of(db: Database, agreement_id: int) -> list[Receipt]:
    """Return what came in for an agreement, or for the proposal it was made from, oldest first."""
    return receipts_where(
        db,
        "agreement_id = ? or (proposal_id is not null and proposal_id ="
        " (select proposal_id from agreement where id = ?)) order by received_on, id",
        [agreement_id, agreement_id],
    )


def save_receipt(db: Database, receipt: Receipt) -> int:
    """Write a receipt with its marks; return its id."""
    receipt_id = RECEIPTS.save(db, receipt)
    db.execute("delete from receipt_mark where receipt_id = ?", [receipt_id])
    for mark in receipt.marks:
        db.execute("insert into receipt_mark values (?, ?)", [receipt_id, mark])
    return receipt_id


def delete_receipt(db: Database, receipt_id: int) -> None:
    """Remove a receipt entered by mistake; what leans on it refuses."""
    RECEIPTS.delete(db, receipt_id)


def _marks(db: Database, receipt_id: int | None) -> tuple[Mark, ...]:
    rows = db.execute("select mark from receipt_mark where receipt_id = ?", [receipt_id])
    found = {Mark(mark) for (mark,) in rows}
    return tuple(mark for mark in Mark if mark in found)


def settlement(db: Database, settlement_id: int) -> Settlement:
    """Return one decision with the seats that it freed, and what is paid by now."""
    return _as_paid(db, SETTLEMENTS.get(db, settlement_id, seats=_seats(db, settlement_id)))


def settlements_of(db: Database, agreement_id: int) -> list[Settlement]:
    """Return the decisions about an agreement, those taken back included, oldest first."""
    found = SETTLEMENTS.where(db, "agreement_id = ? order by decided_on, id", [agreement_id])
    return [_whole(db, decided) for decided in found]


def moved_to(db: Database, agreement_id: int) -> list[int]:
    """Return an agreement and those for its new dates, one after the other."""
    rows = db.execute(
        """
        with recursive moved (id) as (
            values (?)
            union
            select t.new_agreement_id from settlement t join moved on t.agreement_id = moved.id
            where t.new_agreement_id is not null and t.undone_on is null)
        select id from moved order by id
        """,
        [agreement_id],
    )
    return [row_id for (row_id,) in rows]


def awaiting_new_date(db: Database, client_id: int, course_id: int) -> list[Settlement]:
    """Return a client's postponements of a course that no agreement for a new date follows yet.

    The oldest comes first. What was free and is credited or given back is settled without one.
    """
    found = SETTLEMENTS.where(
        db,
        """
        kind = 'postponement' and undone_on is null and refunded_on is null
        and new_agreement_id is null and (invoice_id is null or due_ttc_cents > waived_cents)
        and agreement_id in (
            select a.id from agreement a join training_session s on s.id = a.session_id
            join course_version v on v.id = s.course_version_id
            where a.client_id = ? and v.course_id = ? and a.state = 'postponed')
        order by decided_on, id
        """,
        [client_id, course_id],
    )
    return [_whole(db, decided) for decided in found]


def save_settlement(db: Database, record: Settlement) -> int:
    """Write a decision with the seats that it freed; return its id."""
    settlement_id = SETTLEMENTS.save(db, record)
    db.execute("delete from settlement_seat where settlement_id = ?", [settlement_id])
    for seat in record.seats:
        Table("settlement_seat", FreedSeat).insert(db, seat, settlement_id=settlement_id)
    return settlement_id


def _whole(db: Database, decided: Settlement) -> Settlement:
    return _as_paid(db, replace(decided, seats=_seats(db, decided.id)))


def _as_paid(db: Database, decided: Settlement) -> Settlement:
    """Return a decision with what is paid by now; what was settled or undone keeps its figures."""
    if not decided.stands or decided.refunded_on is not None:
        return decided
    return replace(decided, paid=paid_for(db, decided.agreement_id, date.max))


def _seats(db: Database, settlement_id: int | None) -> tuple[FreedSeat, ...]:
    rows = db.query(
        "select * from settlement_seat where settlement_id = ? order by enrolment_id",
        [settlement_id],
    )
    return tuple(from_row(FreedSeat, row) for row in rows)


def paid_for(db: Database, agreement_id: int, day: date) -> Decimal:
    """Return what the client has paid on the invoices of an agreement, held cheques left out.

    What was paid before a free postponement is the new agreement's.
    """
    (cents,) = db.execute(
        f"""
        select coalesce(sum(a.amount_cents), 0) from payment_allocation a
        join payment p on p.id = a.payment_id join invoice i on i.id = a.invoice_id
        where i.agreement_id in ({led_to("?")}) and i.payer_funder_id is null
            and {CAME} and p.paid_on <= ?
        """,
        [agreement_id, day.isoformat()],
    ).fetchone()
    return from_cents(cents)


def payments_of(db: Database, invoice_id: int) -> list[tuple[date, Decimal]]:
    """Return the days and the parts of the payments that settle an invoice, oldest first.

    A held cheque counts from the day it is cashed; what was taken back whole never came.
    """
    rows = db.execute(
        f"""
        select p.paid_on, sum(a.amount_cents)
        from payment_allocation a join payment p on p.id = a.payment_id
        where a.invoice_id = ? and p.held_until is null and {UNDISTURBED}
        group by p.id having sum(a.amount_cents) <> 0 order by p.paid_on, p.id
        """,
        [invoice_id],
    )
    return [(date.fromisoformat(day), from_cents(cents)) for day, cents in rows]


def instalments_of(db: Database, agreement_id: int) -> tuple[Instalment, ...]:
    """Return the staged payment of an agreement, in order."""
    rows = db.query(
        "select * from instalment where agreement_id = ? order by position", [agreement_id]
    )
    return tuple(from_row(Instalment, row) for row in rows)


def save_instalments(db: Database, agreement_id: int, parts: Iterable[Instalment]) -> None:
    """Make these the staged payment of an agreement."""
    db.execute("delete from instalment where agreement_id = ?", [agreement_id])
    for position, part in enumerate(parts):
        Table("instalment", Instalment).insert(
            db, part, agreement_id=agreement_id, position=position
        )


def amendments_of(db: Database, agreement_id: int) -> list[Amendment]:
    """Return the changes of an agreement, in order."""
    return AMENDMENTS.where(db, "agreement_id = ? order by position", [agreement_id])
