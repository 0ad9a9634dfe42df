"""What an invoice still asks, in the one form that every query uses.

The expressions speak of the invoice `i`, in cents with tax. A cheque that is held is no payment.
"""

CASHED = "a.payment_id not in (select h.id from payment h where h.held_until is not null)"
"""Whether the allocation `a` belongs to money that came."""

UNDISTURBED = (
    "p.kind not in ('bounced', 'mistake', 'written_off') and not exists (select 1 from payment b"
    " where b.corrects_id = p.id and b.kind in ('bounced', 'mistake'))"
)
"""Whether the payment `p` is money that was neither taken back nor takes another back."""

CAME = "p.held_until is null and p.kind <> 'written_off'"
"""Whether the payment `p` is money, in or out: neither a held cheque nor a loss."""

STILL_CORRECTS = "not exists (select 1 from payment b where b.corrects_id = r.id)"
"""Whether the correction `r` holds: a refund may have been noted by mistake."""

UNALLOCATED = f"""
    iif(p.corrects_id is not null, 0,
        p.amount_cents + (select coalesce(sum(r.amount_cents), 0) from payment r
            where r.corrects_id = p.id and {STILL_CORRECTS})
        - (select coalesce(sum(a.amount_cents), 0) from payment_allocation a
            where a.payment_id = p.id
                or a.payment_id in (select r.id from payment r
                    where r.corrects_id = p.id and {STILL_CORRECTS})))
"""
"""What the payment `p` settles nothing with, less what was given back since."""

CREDITED = (
    "(select coalesce(sum(n.total_ttc_cents), 0) from invoice n"
    " where n.corrects_id = i.id and n.number is not null)"
)
PAID = (
    "(select coalesce(sum(a.amount_cents), 0) from payment_allocation a"
    f" where a.invoice_id = i.id and {CASHED})"
)


WRITTEN_OFF = (
    "(select coalesce(sum(a.amount_cents), 0) from payment_allocation a"
    " where a.invoice_id = i.id and a.payment_id in"
    " (select w.id from payment w where w.kind = 'written_off'))"
)
"""The part of `PAID` that was given up: it settles, and never came."""


def _deducted(column: str) -> str:
    """Return what deposits take off: what each asked less what was credited of it."""
    return (
        f"(select coalesce(sum(d.{column} - (select coalesce(sum(n.{column}), 0) from invoice n"
        " where n.corrects_id = d.id and n.number is not null)), 0)"
        " from invoice_deduction t join invoice d on d.id = t.deposit_id where t.invoice_id = i.id)"
    )


DEDUCTED = _deducted("total_ttc_cents")
DEDUCTED_HT = _deducted("total_ht_cents")
REMAINING = f"(i.total_ttc_cents - {DEDUCTED} - {CREDITED} - {PAID})"
SOLD_HT = f"iif(i.kind = 'credit_note', -i.total_ht_cents, i.total_ht_cents - {DEDUCTED_HT})"
"""What an invoice adds to the turnover: a sale counts once, on its deposits and its balance."""


def led_to(agreement: str) -> str:
    """Return the query of an agreement and those that free postponements moved to it, in turn."""
    return f"""
        with recursive led_to (id) as (
            select {agreement}
            union
            select t.agreement_id from settlement t join led_to on t.new_agreement_id = led_to.id
            where t.kind = 'postponement' and t.undone_on is null
                and t.due_ttc_cents = t.waived_cents)
        select id from led_to
    """


def paid_under(agreement: str) -> str:
    """Return what the client paid on the invoices of an agreement, held cheques left out."""
    return f"""
        (select coalesce(sum(a.amount_cents), 0) from invoice i
        join payment_allocation a on a.invoice_id = i.id
        where i.agreement_id in ({led_to(agreement)}) and i.payer_funder_id is null and {CASHED})
    """


def asked_first(agreement: str) -> str:
    """Return whether the invoice `i` asks ahead: a deposit, or any before a free postponement."""
    return f"""
        i.agreement_id in ({led_to(agreement)}) and i.payer_funder_id is null
        and (i.kind = 'deposit'
            or i.kind in ('invoice', 'balance') and i.agreement_id <> {agreement})
    """
