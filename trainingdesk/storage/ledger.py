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
    select p.id, p.paid_on, p.amount_cents, p.kind, p.means, p.reference, p.client_id, p.funder_id,
        coalesce(f.name, trim(c.first_name || ' ' || c.name), '') as payer,
        exists (select 1 from payment o where o.id = p.corrects_id and o.kind = 'refund')
        or exists (select 1 from cheque_slip_item t join cheque_slip s on s.id = t.slip_id
            where t.payment_id = p.corrects_id and s.deposited_on <= p.paid_on)
        or exists (select 1 from bank_match m join bank_line l on l.id = m.bank_line_id
            where m.payment_id = p.corrects_id and l.day <= p.paid_on) as is_banked
    from payment p
    left join client c on c.id = p.client_id
    left join funder f on f.id = p.funder_id
    where p.paid_on between ? and ? and p.held_until is null
"""
# A slip made by mistake was written all the same: undoing it is one more entry. What a statement
# tells of a cheque that no slip holds came to the bank by then.
_SLIPS = """
    select id, number, deposited_on as day, total_cents as cents from cheque_slip
    where deposited_on between :first and :last
    union all
    select id, number, undone_on, -total_cents from cheque_slip
    where undone_on between :first and :last
    union all
    select l.id, iif(l.reference = '', printf('B-%05d', l.id), l.reference), l.day,
        sum(p.amount_cents)
    from bank_line l join bank_match m on m.bank_line_id = l.id
    join payment p on p.id = m.payment_id
    where l.day between :first and :last and p.means = 'cheque' and p.kind = 'received'
        and p.id not in (select payment_id from cheque_slip_item)
    group by l.id
    order by day, id, cents desc
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
    """Return the cheques that went to the bank in a period, by slip, and the slips undone in it."""
    days = {"first": first.isoformat(), "last": last.isoformat()}
    return tuple(
        BankedCheques(
            id=row["id"],
            on=date.fromisoformat(row["day"]),
            amount=from_cents(row["cents"]),
            number=row["number"],
        )
        for row in db.query(_SLIPS, days)
    )


def letters(db: Database) -> dict[str, Letter]:
    """Return the letters of the invoices that are settled whole, by number."""
    return {
        row["number"]: Letter(letter_code(row["id"]), date.fromisoformat(row["settled_on"]))
        for row in db.query(_WHOLE)
    }
