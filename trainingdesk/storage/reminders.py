"""Letters to late payers, and the account of a payer, in the file."""

import json
from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import date

from sqlite_utils import Database

from trainingdesk.domain.aged_balance import PayerKey
from trainingdesk.domain.invoices import InvoiceKind
from trainingdesk.domain.labels import label
from trainingdesk.domain.money import from_cents
from trainingdesk.domain.payments import PaymentKind, PaymentMeans
from trainingdesk.domain.reminders import RemindedInvoice, Reminder
from trainingdesk.domain.reminders_data import StatementLine
from trainingdesk.storage.owing import DEDUCTED
from trainingdesk.storage.rows import Table, from_row

REMINDERS = Table("reminder", Reminder)
REMINDED = Table("reminder_invoice", RemindedInvoice)

_LATEST = "1 order by sent_on desc, id desc limit ?"
_ABOUT = (
    "id in (select reminder_id from reminder_invoice"
    " where invoice_id in (select value from json_each(?)))"
)


def add(db: Database, reminder: Reminder) -> int:
    """Write a letter with what it told of each invoice; return its id."""
    row_id = REMINDERS.insert(db, reminder)
    for told in reminder.invoices:
        REMINDED.insert(db, told, reminder_id=row_id)
    return row_id


def reminder(db: Database, reminder_id: int) -> Reminder:
    """Return one letter.

    Raises:
        RuleBroken: it was taken back meanwhile.
    """
    (found,) = _whole(db, [REMINDERS.get(db, reminder_id)])
    return found


def latest(db: Database, count: int) -> list[Reminder]:
    """Return the letters that went last, the newest first."""
    return _whole(db, REMINDERS.where(db, _LATEST, [count]))


def about(db: Database, invoice_ids: Collection[int]) -> list[Reminder]:
    """Return the letters that told of any of these invoices."""
    return _whole(db, REMINDERS.where(db, _ABOUT, [json.dumps(list(invoice_ids))]))


def _whole(db: Database, reminders: list[Reminder]) -> list[Reminder]:
    ids = json.dumps([one.id for one in reminders])
    rows = db.query(
        "select * from reminder_invoice where reminder_id in (select value from json_each(?))"
        " order by id",
        [ids],
    )
    told: defaultdict[int, list[RemindedInvoice]] = defaultdict(list)
    for row in rows:
        told[row["reminder_id"]].append(from_row(RemindedInvoice, row))
    return [replace(one, invoices=tuple(told[one.id or 0])) for one in reminders]


# The account of a payer -------------------------------------------------------------------------

_OF_PAYER = "iif(:funder is null, {0}.{1} is null and {0}.client_id is :client, {0}.{1} is :funder)"
_BILL = _OF_PAYER.format("i", "payer_funder_id")
_PAID = _OF_PAYER.format("p", "funder_id")
# What a payment settles belongs to who owes the invoice; the rest of it to who paid.
_ACCOUNT = f"""
    select i.issued_on as day, 0 as position, i.id, i.kind as what, i.number as name,
        iif(i.kind = 'credit_note', -i.total_ttc_cents, i.total_ttc_cents - {DEDUCTED}) as cents
    from invoice i where i.number is not null and i.issued_on <= :on and {_BILL}
    union all
    select p.paid_on, 1, p.id, iif(p.kind = 'written_off', p.kind, p.means), p.reference,
        -(select coalesce(sum(a.amount_cents), 0) from payment_allocation a
            join invoice i on i.id = a.invoice_id where a.payment_id = p.id and {_BILL})
        - iif({_PAID}, p.amount_cents - (select coalesce(sum(a.amount_cents), 0)
            from payment_allocation a where a.payment_id = p.id), 0)
    from payment p where p.held_until is null and p.paid_on <= :on
    order by 1, 2, 3
"""


def account(db: Database, payer: PayerKey, on: date) -> tuple[StatementLine, ...]:
    """Return all that was asked of a payer, credited and paid until a day; held cheques left out.

    A balance counts for what it asks beyond the deposits that it takes off.
    """
    values = {"client": payer.client_id, "funder": payer.funder_id, "on": on.isoformat()}
    return tuple(
        StatementLine(
            day=date.fromisoformat(row["day"]),
            words=_words(row["position"], row["what"], row["name"]),
            amount=from_cents(row["cents"]),
        )
        for row in db.query(_ACCOUNT, values)
        if row["cents"]
    )


def _words(position: int, what: str, name: str) -> str:
    if what == PaymentKind.WRITTEN_OFF:
        return "Somme passée en perte"
    if position:
        return " ".join(filter(None, ("Règlement par", label(PaymentMeans(what)), name)))
    kind = label(InvoiceKind(what))
    return f"{kind[:1].upper()}{kind[1:]} {name}"
