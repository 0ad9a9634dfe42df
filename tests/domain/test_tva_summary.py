"""When the tax of a period is due, and what is told of it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainingdesk.domain.invoice_report import InvoicePart, InvoiceRow
from trainingdesk.domain.invoices import InvoiceKind
from trainingdesk.domain.tva import Exemption
from trainingdesk.domain.tva_summary import (
    PaidInvoice,
    Threshold,
    franchise_standing,
    on_invoices,
    on_receipts,
    received_share,
    sales_to_individuals,
)

FRANCHISE = (
    Threshold(starts_on=date(2025, 1, 1), least=D(37500), most=D(41250), source="CGI 293 B"),
)


def part(ht="100.00", tva="20.00", rate="20", exemption=None):
    return InvoicePart(
        label="x", total_ht=D(ht), tva=D(tva), rate=D(rate) if rate else None, exemption=exemption
    )


TRAINING = part("1000.00", "0.00", "0", Exemption.TRAINING)


def row(*parts, number=1, on=date(2026, 5, 12), client=1, funder=None):
    return InvoiceRow(
        id=number,
        number=f"F-{number}",
        issued_on=on,
        kind=InvoiceKind.INVOICE,
        client_id=client,
        client="x",
        funder_id=funder,
        funder=None,
        due_on=None,
        corrects=None,
        credited=D(0),
        paid=D(0),
        parts=parts,
    )


def told(lines):
    return [(line.rate, line.exemption, line.base_ht, line.tva) for line in lines]


def test_what_is_invoiced_is_told_rate_by_rate_and_the_exempt_beside():
    lines = on_invoices([row(part(), part("50.00", "2.75", "5.5"), TRAINING), row(part())])
    assert told(lines) == [
        (D(20), None, D("200.00"), D("40.00")),
        (D("5.5"), None, D("50.00"), D("2.75")),
        (D(0), Exemption.TRAINING, D("1000.00"), D("0.00")),
    ]


def test_a_credit_note_takes_its_tax_off():
    note = replace(row(part("-100.00", "-20.00")), kind=InvoiceKind.CREDIT_NOTE)
    assert on_invoices([row(part()), note]) == ()


def test_services_owe_the_tax_of_what_is_paid():
    invoice = row(part("100.00", "20.00"), part("80.00", "0.00", "0", Exemption.TRAINING))
    half = PaidInvoice(row=invoice, paid_before=D(0), paid_until=D("100.00"))
    assert told(on_receipts([half])) == [
        (D(20), None, D("50.00"), D("10.00")),
        (D(0), Exemption.TRAINING, D("40.00"), D("0.00")),
    ]


def test_an_invoice_without_a_total_owes_nothing():
    free = row(part("100.00", "20.00"), part("-120.00", "0.00", "0"))
    assert on_receipts([PaidInvoice(row=free, paid_before=D(0), paid_until=D(0))]) == ()


AMOUNTS = st.decimals(1, 5000, places=2)


@given(
    st.lists(st.tuples(AMOUNTS, st.sampled_from(["20", "10", "5.5", "0"])), min_size=1, max_size=5),
    st.lists(st.integers(1, 99), max_size=4),
)
def test_however_many_payments_the_whole_tax_is_told_to_the_cent(lines, cuts):
    parts = [
        part(str(ht), str((ht * D(rate) / 100).quantize(D("0.01"))), rate) for ht, rate in lines
    ]
    invoice = row(*parts)
    whole = invoice.total_ttc
    steps = sorted({(whole * cut / 100).quantize(D("0.01")) for cut in cuts} | {D(0), whole})
    sums = {}
    for before, until in pairwise(steps):
        paid = on_receipts([PaidInvoice(row=invoice, paid_before=before, paid_until=until)])
        assert sum((line.total_ttc for line in paid), D(0)) == until - before
        for line in paid:
            base, tva = sums.get(line.rate, (D(0), D(0)))
            sums[line.rate] = (base + line.base_ht, tva + line.tva)
    expected = {line.rate: (line.base_ht, line.tva) for line in on_invoices([invoice])}
    assert sums == expected


@given(st.lists(st.decimals(-500, 500, places=2), min_size=1, max_size=4), AMOUNTS)
def test_the_shares_of_a_payment_add_up_to_it(bases, paid):
    invoice = row(*[part(str(base), "0.00", "0") for base in bases])
    share = received_share(invoice, paid)
    whole = sum((base + tva for base, tva in share.values()), D(0))
    total = invoice.total_ttc
    # What is paid above the price is owed back: it is no part of a sale.
    assert whole == (min(paid, total, key=abs) if total * paid > 0 else paid if total else D(0))


@pytest.mark.parametrize(
    ("turnover", "words", "passed"),
    [
        ("37500.00", "Sous le seuil", None),
        ("37500.01", "Seuil de base dépassé", None),
        ("41250.01", "Seuil majoré dépassé", date(2026, 5, 12)),
    ],
)
def test_the_franchise_ends_with_the_year_or_at_once(turnover, words, passed):
    sold = [row(part(turnover, "0.00", "0", Exemption.FRANCHISE), TRAINING)]
    standing = franchise_standing(sold, 2026, FRANCHISE)
    assert standing.turnover == D(turnover)
    assert standing.sentence.startswith(words)
    assert standing.passed_most_on == passed


def test_a_year_before_any_threshold_is_told_nothing():
    assert franchise_standing([], 2024, FRANCHISE) is None


def test_sales_to_persons_are_told_by_day_and_rate_without_names():
    rows = [
        row(part(), TRAINING, number=1, client=7),
        row(part("50.00", "10.00"), number=2, client=7),
        row(part("10.00", "1.00", "10"), number=3, client=7),
        row(part(), number=4, client=1),
        row(part(), number=5, client=7, funder=3),
        row(part(), number=6, client=7, on=date(2026, 5, 13)),
    ]
    found = sales_to_individuals(rows, frozenset({7}))
    assert [(s.day.day, s.rate, s.invoices, s.base_ht, s.tva) for s in found] == [
        (12, D(20), 2, D("150.00"), D("30.00")),
        (12, D(10), 1, D("10.00"), D("1.00")),
        (13, D(20), 1, D("100.00"), D("20.00")),
    ]


def test_a_credit_note_takes_back_the_tax_of_what_it_took_off():
    bill = row(part("100.00", "20.00", "20"), part("80.00", "0.00", "0"))
    note = row(part("-100.00", "-20.00", "20"), number=2)
    paid_first = PaidInvoice(
        row=bill, paid_before=D("200.00"), paid_until=D("200.00"), credits_until=(note,)
    )
    assert [(line.rate, line.tva) for line in on_receipts([paid_first]) if line.tva] == [
        (D(20), D("-20.00"))
    ]
    credited_first = PaidInvoice(
        row=bill,
        paid_before=D(0),
        paid_until=D("80.00"),
        credits_before=(note,),
        credits_until=(note,),
    )
    assert [(line.base_ht, line.tva) for line in on_receipts([credited_first])] == [
        (D("80.00"), D("0.00"))
    ]
