"""Invoices that suppliers sent, in the file."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlite_utils import Database

from trainingdesk.domain.supplier_bills import BillTax, ChargeKind, SupplierBill
from trainingdesk.french import sort_key
from trainingdesk.storage.rows import Table, columns, from_row

_NO_LETTER = re.compile(r"[\W_]+")


def _keys(bill: SupplierBill) -> dict[str, Any]:
    return {
        "sort_name": sort_key(bill.supplier_name),
        "siren": bill.siren,
        "number_key": number_key(bill.number),
    }


BILLS = Table("supplier_invoice", SupplierBill, _keys)
TAXES = Table("supplier_invoice_tax", BillTax)

_LISTED = ", ".join(
    "null as content" if name == "content" else name for name in columns(SupplierBill)
)


def number_key(number: str) -> str:
    """Return a number as it is compared: however it is spaced and barred.

    >>> number_key("F 2026/12") == number_key("f2026-12")
    True
    """
    return _NO_LETTER.sub("", sort_key(number)) or number


def bill(db: Database, bill_id: int) -> SupplierBill:
    """Return a bill with its file.

    Raises:
        RuleBroken: it was deleted meanwhile.
    """
    return _whole(db, BILLS.get(db, bill_id))


def listed_bill(db: Database, bill_id: int) -> SupplierBill | None:
    """Return a bill without its file, `None` once it is gone."""
    return next(iter(_listed(db, "id = ?", [bill_id])), None)


def content_of(db: Database, bill_id: int) -> bytes | None:
    """Return the file of a bill alone."""
    found = db.execute("select content from supplier_invoice where id = ?", [bill_id]).fetchone()
    return None if found is None else found[0]


def save(db: Database, record: SupplierBill) -> int:
    """Write a bill with its rates, and note it at the costs that it covers; return its id."""
    bill_id = BILLS.save(db, record)
    db.execute("delete from supplier_invoice_tax where bill_id = ?", [bill_id])
    for tax in record.taxes:
        TAXES.insert(db, tax, bill_id=bill_id)
    db.execute("update session_cost set bill_id = null where bill_id = ?", [bill_id])
    marks = ", ".join("?" * len(record.covers))
    db.execute(
        f"update session_cost set bill_id = ? where session_id = ? and id in ({marks})",
        [bill_id, record.session_id, *record.covers],
    )
    return bill_id


def filed_as(db: Database, sha256: str) -> SupplierBill | None:
    """Return the bill that keeps the very same file."""
    return next(iter(_listed(db, "sha256 = ? and sha256 <> ''", [sha256])), None)


def same(db: Database, record: SupplierBill) -> SupplierBill | None:
    """Return another bill of the same kind, number and year of the same supplier.

    Some suppliers begin again at 1 each year.
    """
    found = _listed(
        db,
        "id is not ? and kind = ? and number_key = ? and substr(issued_on, 1, 4) = ?"
        " and (sort_name = ? or (siren = ? and siren <> ''))",
        [
            record.id,
            record.kind,
            number_key(record.number),
            f"{record.issued_on:%Y}" if record.issued_on else "",
            sort_key(record.supplier_name),
            record.siren,
        ],
    )
    return next(iter(found), None)


def of_session(db: Database, session_id: int) -> list[SupplierBill]:
    """Return the bills of a session, oldest first, their files left out."""
    return _listed(db, "session_id = ? order by issued_on, id", [session_id])


def issued_between(db: Database, first: date, last: date) -> list[SupplierBill]:
    """Return the bills of a period by day, their files left out."""
    return _listed(
        db,
        "issued_on between ? and ? order by issued_on, id",
        [first.isoformat(), last.isoformat()],
    )


def usual_charge(db: Database, record: SupplierBill) -> ChargeKind | None:
    """Return what the last bill of the same supplier was for."""
    found = db.execute(
        "select charge from supplier_invoice where sort_name = ? or (siren = ? and siren <> '')"
        " order by issued_on desc, id desc limit 1",
        [sort_key(record.supplier_name), record.siren],
    ).fetchone()
    return None if found is None else ChargeKind(found[0])


def suppliers(db: Database) -> list[str]:
    """Return the names of the suppliers known, each once, in the order of the alphabet."""
    rows = db.execute(
        "select supplier_name from supplier_invoice group by sort_name order by sort_name"
    )
    return [name for (name,) in rows.fetchall()]


def _listed(db: Database, condition: str, values: Iterable[object]) -> list[SupplierBill]:
    rows = db.query(f"select id, {_LISTED} from supplier_invoice where {condition}", list(values))
    return [from_row(SupplierBill, row) for row in rows]


def _whole(db: Database, record: SupplierBill) -> SupplierBill:
    covered = db.execute(
        "select id from session_cost where bill_id = ? order by id", [record.id]
    ).fetchall()
    return replace(
        record,
        taxes=tuple(TAXES.where(db, "bill_id = ? order by id", [record.id])),
        covers=tuple(cost_id for (cost_id,) in covered),
    )
