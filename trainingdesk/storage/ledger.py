"""What the entries of the books are made from, beside the invoices: money and what it settles."""

from collections import defaultdict
from datetime import date

from sqlite_utils import Database

from trainingdesk.domain.ledger import BankedCheques, Letter, MoneyMove, MoneyPart, letter_code
from trainingdesk.domain.money import from_cents
from trainingdesk.domain.payments import PaymentKind, PaymentMeans
from trainingdesk.storage.owing import REMAINING

# The payer of an invoice is named as the invoice names them.
_SETTLED = """
    select a.payment_id, a.invoice_id, sum(a.amount_cents) as cents, i.number, i.client_id,
        i.payer_funder_id, coalesce(i.payer_name, f.name, i.client_name) as payer
    from payment p
    join payment_allocation a on a.payment_id = p.id
    join invoice i on i.id = a.invoice_id
    left join funder f on f.id = i.payer_funder_id
    where p.paid_on between ? and ? and p.held_until is null and i.number is not null
    group by 1, 2 having cents <> 0 order by 1, 2
"""
_MONEY = """
    select exists (select 1 from cheque_slip_item t join cheque_slip s on s.id = t.slip_id
            where t.payment_id in (p.id, p.corrects_id) and s.undone_on is null
            and s.deposited_on <= p.paid_on) as is_banked,
        p.id, p.paid_on, p.amount_cents, p.kind, p.means, p.reference, p.client_id, p.funder_id,
        coalesce(f.name, trim(c.first_name || ' ' || c.name), '') as payer
    from payment p
    left join client c on c.id = p.client_id
    left join funder f on f.id = p.funder_id
    where p.paid_on between ? and ? and p.held_until is null
"""
# The day an invoice was settled whole: the last that anything came in, or was credited.
_WHOLE = f"""
    select i.id, i.number, max(
        i.issued_on,
        coalesce((select max(n.issued_on) from invoice n
            where n.corrects_id = i.id and n.number is not null), ''),
        coalesce((select max(p.paid_on) from payment_allocation a
            join payment p on p.id = a.payment_id
            where a.invoice_id = i.id and p.held_until is null), '')
    ) as settled_on
    from invoice i
    where i.number is not null and i.kind <> 'credit_note' and {REMAINING} = 0
"""


def money(db: Database, first: date, last: date) -> tuple[MoneyMove, ...]:
    """Return the sums of a period with what they settle; held cheques are no money yet."""
    days = [first.isoformat(), last.isoformat()]
    parts: defaultdict[int, tuple[MoneyPart, ...]] = defaultdict(tuple)
    for row in db.query(_SETTLED, days):
        parts[row["payment_id"]] += (
            MoneyPart(
                invoice_id=row["invoice_id"],
                number=row["number"],
                amount=from_cents(row["cents"]),
                client_id=row["client_id"],
                funder_id=row["payer_funder_id"],
                payer=row["payer"],
            ),
        )
    return tuple(
        MoneyMove(
            id=row["id"],
            on=date.fromisoformat(row["paid_on"]),
            amount=from_cents(row["amount_cents"]),
            kind=PaymentKind(row["kind"]),
            means=PaymentMeans(row["means"]),
            reference=row["reference"],
            client_id=row["client_id"],
            funder_id=row["funder_id"],
            payer=row["payer"],
            parts=parts[row["id"]],
            is_banked=bool(row["is_banked"]),
        )
        for row in db.query(_MONEY, days)
    )


def slips(db: Database, first: date, last: date) -> tuple[BankedCheques, ...]:
    """Return the slips of cheques that went to the bank in a period, those undone left out."""
    rows = db.query(
        "select id, deposited_on, total_cents, number from cheque_slip"
        " where undone_on is null and deposited_on between ? and ? order by id",
        [first.isoformat(), last.isoformat()],
    )
    return tuple(
        BankedCheques(
            id=row["id"],
            on=date.fromisoformat(row["deposited_on"]),
            amount=from_cents(row["total_cents"]),
            number=row["number"],
        )
        for row in rows
    )


def letters(db: Database) -> dict[str, Letter]:
    """Return the letters of the invoices that are settled whole, by number."""
    return {
        row["number"]: Letter(letter_code(row["id"]), date.fromisoformat(row["settled_on"]))
        for row in db.query(_WHOLE)
    }
