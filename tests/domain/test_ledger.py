"""Sales as entries of the ledger."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoice_report import InvoicePart, InvoiceRow
from trainingdesk.domain.invoices import InvoiceKind
from trainingdesk.domain.ledger import ChartOfAccounts, sales_journal
from trainingdesk.domain.lines import LineKind

CHART = ChartOfAccounts()


def part(ht="100.00", tva="0.00", rate="0", sells=LineKind.TRAINING, **changes):
    given_rate = None if rate is None else D(rate)
    return InvoicePart(
        label="x", total_ht=D(ht), tva=D(tva), rate=given_rate, sells=sells, **changes
    )


def row(*parts, number=1, kind=InvoiceKind.INVOICE, on=date(2026, 5, 12), **changes):
    base = InvoiceRow(
        id=number,
        number=f"F-{number}",
        issued_on=on,
        kind=kind,
        client_id=4,
        client="Mairie",
        funder_id=None,
        funder=None,
        due_on=None,
        corrects=None,
        credited=D(0),
        paid=D(0),
        parts=parts or (part(),),
    )
    return replace(base, **changes)


def booked(*rows, chart=CHART):
    return [
        [(line.account, line.debit, line.credit) for line in entry.lines]
        for entry in sales_journal(rows, chart)
    ]


def test_a_training_is_owed_by_the_client_and_sold():
    assert booked(row()) == [[("411000", D("100.00"), D(0)), ("706000", D(0), D("100.00"))]]


def test_each_rate_and_each_thing_sold_has_its_account():
    sold = row(
        part("100.00"),
        part("50.00", "10.00", "20", LineKind.COACHING),
        part("30.00", "3.00", "10", LineKind.MATERIAL),
        part("20.00", "4.00", "20", LineKind.TRAVEL),
    )
    chart = replace(CHART, tva={"20": "445720", "10": "445710"})
    assert booked(sold, chart=chart) == [
        [
            ("411000", D("217.00"), D(0)),
            ("706000", D(0), D("150.00")),
            ("707000", D(0), D("30.00")),
            ("708500", D(0), D("20.00")),
            ("445720", D(0), D("14.00")),
            ("445710", D(0), D("3.00")),
        ]
    ]


def test_a_deposit_waits_in_its_account_until_the_balance_empties_it():
    deposit = row(part("30.00", "6.00", "20"), kind=InvoiceKind.DEPOSIT)
    balance = row(
        part("100.00", "20.00", "20"),
        part("-30.00", "-6.00", "20", is_deposit=True),
        number=2,
        kind=InvoiceKind.BALANCE,
    )
    first, second = booked(deposit, balance)
    assert ("419100", D(0), D("30.00")) in first
    assert ("419100", D("30.00"), D(0)) in second
    assert ("706000", D(0), D("100.00")) in second
    assert ("411000", D("84.00"), D(0)) in second
    assert ("445710", D(0), D("14.00")) in second


def test_a_credit_note_goes_the_other_way():
    note = row(part("-40.00", "-8.00", "20"), kind=InvoiceKind.CREDIT_NOTE)
    assert booked(note) == [
        [("411000", D(0), D("48.00")), ("706000", D("40.00"), D(0)), ("445710", D("8.00"), D(0))]
    ]


@pytest.mark.parametrize(
    ("corrected", "account"),
    [
        (InvoiceKind.DEPOSIT, "419100"),
        (InvoiceKind.CANCELLATION_FEE, "758800"),
        (InvoiceKind.INVOICE, "706000"),
    ],
)
def test_a_credit_note_undoes_what_it_corrects(corrected, account):
    note = row(part("-40.00"), kind=InvoiceKind.CREDIT_NOTE, corrects_kind=corrected)
    assert booked(note)[0][1][0] == account


def test_an_indemnity_is_no_sale():
    assert booked(row(kind=InvoiceKind.CANCELLATION_FEE))[0][1][0] == "758800"


def test_what_no_line_explains_waits_where_it_is_seen():
    (lines,) = booked(row(part("70.00", "3.00", None, None)))
    assert [(account, credit) for account, _debit, credit in lines[1:]] == [
        ("471000", D("70.00")),
        ("471000", D("3.00")),
    ]


def test_a_funder_pays_under_its_own_account():
    (entry,) = sales_journal([row(funder_id=3, funder="OPCO Horizon")], CHART)
    assert (entry.lines[0].aux, entry.lines[0].aux_label) == ("F00003", "OPCO Horizon")


def test_entries_follow_the_days_and_count_on():
    rows = [row(number=2, on=date(2026, 5, 20)), row(number=3, on=date(2026, 5, 2))]
    entries = sales_journal(rows, CHART, first=8)
    assert [(entry.number, entry.piece) for entry in entries] == [(8, "F-3"), (9, "F-2")]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"receivable": "clients"}, "receivable"),
        ({"deposits": "41"}, "deposits"),
        ({"journal": " "}, "journal"),
        ({"tva": {"20": "TVA"}}, "tva_20"),
        ({"sales": {**CHART.sales, LineKind.TRAINING: ""}}, "sales_training"),
    ],
)
def test_what_is_no_account_is_refused(changes, field):
    with pytest.raises(RuleBroken) as refused:
        replace(CHART, **changes).checked()
    assert refused.value.field == field


def test_the_usual_chart_is_a_chart():
    assert CHART.checked() is CHART


PARTS = st.builds(
    part,
    st.decimals(-900, 900, places=2).map(str),
    st.decimals(-90, 90, places=2).map(str),
    st.sampled_from(["0", "5.5", "20", None]),
    st.sampled_from([*LineKind, None]),
    is_deposit=st.booleans(),
)


@given(st.lists(st.lists(PARTS, min_size=1, max_size=6), max_size=12))
def test_every_entry_balances_and_the_journal_is_the_sum_of_the_invoices(sales):
    rows = [row(*parts, number=number) for number, parts in enumerate(sales, 1)]
    entries = sales_journal(rows, CHART)
    for entry, sold in zip(entries, rows, strict=True):
        assert entry.debit == entry.credit
        client = entry.lines[0] if entry.lines and entry.lines[0].aux else None
        owed = client.debit - client.credit if client else D(0)
        assert owed == sold.total_ttc
