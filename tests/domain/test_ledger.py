"""Sales and money as entries of the books."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainingdesk.domain.chart_of_accounts import ChartOfAccounts, Journal, Till
from trainingdesk.domain.invoice_report import InvoicePart, InvoiceRow
from trainingdesk.domain.invoices import InvoiceKind
from trainingdesk.domain.ledger import (
    BankedCheques,
    LedgerSource,
    Letter,
    MoneyMove,
    MoneyPart,
    ledger_entries,
    letter_code,
)
from trainingdesk.domain.lines import LineKind
from trainingdesk.domain.money import from_cents
from trainingdesk.domain.payments import PaymentKind, PaymentMeans
from trainingdesk.domain.tva_summary import PaidInvoice, on_receipts

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


def sold(*rows, chart=CHART, on_debits=True):
    return list(ledger_entries(LedgerSource(rows=rows), chart, on_debits=on_debits))


def lines_of(entry):
    return [(line.account, line.debit, line.credit) for line in entry.lines]


def booked(*rows, chart=CHART):
    return [lines_of(entry) for entry in sold(*rows, chart=chart)]


def test_a_training_is_owed_by_the_client_and_sold():
    assert booked(row()) == [[("411000", D("100.00"), D(0)), ("706000", D(0), D("100.00"))]]


def test_each_rate_and_each_thing_sold_has_its_account():
    bill = row(
        part("100.00"),
        part("50.00", "10.00", "20", LineKind.COACHING),
        part("30.00", "3.00", "10", LineKind.MATERIAL),
        part("20.00", "4.00", "20", LineKind.TRAVEL),
    )
    chart = replace(CHART, tva={"20": "445720", "10": "445715"})
    assert booked(bill, chart=chart) == [
        [
            ("411000", D("217.00"), D(0)),
            ("706000", D(0), D("150.00")),
            ("707000", D(0), D("30.00")),
            ("708500", D(0), D("20.00")),
            ("445720", D(0), D("14.00")),
            ("445715", D(0), D("3.00")),
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


def test_what_lateness_costs_is_no_sale():
    assert booked(row(kind=InvoiceKind.LATE_CHARGES))[0][1][0] == "763100"


@pytest.mark.parametrize(
    ("sells", "account"),
    [
        (LineKind.TRAVEL, "625100"),
        (LineKind.MEALS, "708800"),
        (LineKind.OTHER, "708500"),
        (None, "708500"),
    ],
)
def test_expenses_go_by_what_they_were_and_else_to_their_own_account(sells, account):
    chart = replace(CHART, sales={**CHART.sales, LineKind.TRAVEL: "625100"})
    spent = row(part(sells=sells), kind=InvoiceKind.EXPENSES)
    assert booked(spent, chart=chart)[0][1][0] == account


def test_what_no_line_explains_waits_where_it_is_seen():
    (lines,) = booked(row(part("70.00", "3.00", None, None)))
    assert [(account, credit) for account, _debit, credit in lines[1:]] == [
        ("471000", D("70.00")),
        ("471000", D("3.00")),
    ]


def test_a_funder_pays_under_its_own_account():
    (entry,) = sold(row(funder_id=3, funder="OPCO Horizon"))
    assert (entry.lines[0].aux, entry.lines[0].aux_label) == ("F00003", "OPCO Horizon")


def test_entries_follow_the_days_and_count_on_until_the_year_ends():
    rows = [
        row(number=2, on=date(2026, 5, 20)),
        row(number=3, on=date(2026, 5, 2)),
        row(number=4, on=date(2027, 1, 2)),
    ]
    entries = [(entry.number, entry.piece) for entry in sold(*rows)]
    assert entries == [(1, "F-3"), (2, "F-2"), (1, "F-4")]


def test_an_invoice_of_nothing_is_no_entry_and_takes_no_number():
    entries = sold(row(part("0.00"), number=1), row(number=2, on=date(2026, 5, 20)))
    assert [(entry.number, entry.piece) for entry in entries] == [(1, "F-2")]


def test_tax_waits_until_it_is_paid_for_unless_the_office_owes_it_on_its_invoices():
    bill = row(part("100.00", "20.00", "20"), part("50.00", "5.00", "10"))
    (waiting,) = sold(bill, on_debits=False)
    assert ("445740", D(0), D("25.00")) in lines_of(waiting)
    (owed,) = sold(bill, on_debits=True)
    assert ("445710", D(0), D("25.00")) in lines_of(owed)


# Money --------------------------------------------------------------------------------------------


def settling(amount, number=1, **changes):
    base = MoneyPart(
        invoice_id=number,
        number=f"F-{number}",
        amount=D(amount),
        client_id=4,
        funder_id=None,
        payer="Mairie",
    )
    return replace(base, **changes)


def move(amount, *parts, **changes):
    base = MoneyMove(
        id=7,
        on=date(2026, 5, 22),
        amount=D(amount),
        kind=PaymentKind.RECEIVED,
        means=PaymentMeans.TRANSFER,
        client_id=4,
        payer="Mairie",
        parts=parts,
    )
    return replace(base, **changes)


def moved(*moves, chart=CHART, on_debits=True, **source):
    return list(ledger_entries(LedgerSource(money=moves, **source), chart, on_debits=on_debits))


def test_money_enters_the_bank_and_the_payer_owes_that_much_less():
    (entry,) = moved(move("100.00", settling("100.00"), reference="VIR 12"))
    assert lines_of(entry) == [("512000", D("100.00"), D(0)), ("411000", D(0), D("100.00"))]
    assert (entry.journal.code, entry.piece) == ("BQ", "VIR 12")
    assert entry.text == "Virement Mairie F-1"
    assert entry.lines[1].aux == "C00004"


def test_money_without_a_reference_is_known_by_its_number():
    (entry,) = moved(move("100.00"))
    assert entry.piece == "R-00007"


@pytest.mark.parametrize(
    ("means", "journal", "account"),
    [
        (PaymentMeans.TRANSFER, "BQ", "512000"),
        (PaymentMeans.DIRECT_DEBIT, "BQ", "512000"),
        (PaymentMeans.CHEQUE, "CH", "511200"),
        (PaymentMeans.CARD, "CB", "511500"),
        (PaymentMeans.CASH, "CA", "530000"),
        (PaymentMeans.OFFSET, "OD", "467000"),
    ],
)
def test_each_means_has_its_journal_and_its_account(means, journal, account):
    (entry,) = moved(move("10.00", means=means))
    assert (entry.journal.code, entry.lines[0].account) == (journal, account)


def test_one_sum_settles_the_invoices_of_several_payers_and_the_rest_stays_with_its_own():
    (entry,) = moved(
        move(
            "150.00",
            settling("60.00"),
            settling("50.00", 2, funder_id=3, payer="OPCO"),
        )
    )
    assert [(line.account, line.aux, line.credit) for line in entry.lines[1:]] == [
        ("411000", "C00004", D("60.00")),
        ("411000", "F00003", D("50.00")),
        ("411000", "C00004", D("40.00")),
    ]


def test_a_payer_who_changed_names_has_one_name_in_the_books():
    entries = moved(move("10.00", payer="Commune"), rows=[row()])
    names = [line.aux_label for entry in entries for line in entry.lines if line.aux]
    assert names == ["Mairie", "Mairie"]


def test_money_of_nobody_waits_where_it_is_seen():
    (entry,) = moved(move("40.00", client_id=None, payer=""))
    assert lines_of(entry)[1] == ("471000", D(0), D("40.00"))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (PaymentKind.REFUND, "Remboursement virement Mairie F-1"),
        (PaymentKind.BOUNCED, "Rejet virement Mairie F-1"),
        (PaymentKind.MISTAKE, "Annulation virement Mairie F-1"),
    ],
)
def test_money_that_goes_back_is_the_contrary_entry(kind, words):
    (entry,) = moved(move("-100.00", settling("-100.00"), kind=kind))
    assert lines_of(entry) == [("512000", D(0), D("100.00")), ("411000", D("100.00"), D(0))]
    assert entry.text == words


@pytest.mark.parametrize(
    ("is_banked", "journal", "account"), [(True, "BQ", "512000"), (False, "CH", "511200")]
)
def test_a_cheque_bounces_from_where_it_lies(is_banked, journal, account):
    (entry,) = moved(
        move(
            "-100.00",
            kind=PaymentKind.BOUNCED,
            means=PaymentMeans.CHEQUE,
            is_banked=is_banked,
        )
    )
    assert (entry.journal.code, entry.lines[0].account) == (journal, account)


def test_a_loss_leaves_the_payer_s_account_and_frees_no_tax():
    bill = row(part("100.00", "20.00", "20"))
    (entry,) = moved(
        move(
            "120.00",
            settling("120.00"),
            kind=PaymentKind.WRITTEN_OFF,
            means=PaymentMeans.OFFSET,
        ),
        taxed=[owing(bill)],
        on_debits=False,
    )
    assert lines_of(entry) == [("654000", D("120.00"), D(0)), ("411000", D(0), D("120.00"))]
    assert (entry.journal.code, entry.text) == ("OD", "Perte sur créance Mairie F-1")


SLIP = BankedCheques(id=1, on=date(2026, 5, 25), amount=D("70.00"), number="R-2026-01")


def test_a_slip_takes_cheques_to_the_bank():
    (entry,) = moved(slips=[SLIP])
    assert lines_of(entry) == [("512000", D("70.00"), D(0)), ("511200", D(0), D("70.00"))]
    assert (entry.journal.code, entry.text) == ("BQ", "Remise de chèques R-2026-01")


def test_a_slip_is_no_entry_where_cheques_are_written_to_the_bank_at_once():
    tills = {**CHART.tills, PaymentMeans.CHEQUE: CHART.bank}
    assert moved(slips=[SLIP], chart=replace(CHART, tills=tills)) == []


def test_journals_count_each_for_itself():
    entries = moved(
        move("10.00", id=1),
        move("20.00", id=2, means=PaymentMeans.CASH),
        move("30.00", id=3),
        rows=[row()],
    )
    assert [(entry.journal.code, entry.number) for entry in entries] == [
        ("VE", 1),
        ("BQ", 1),
        ("CA", 1),
        ("BQ", 2),
    ]


def test_money_is_left_to_the_accountant_who_takes_it_from_the_bank():
    entries = moved(move("10.00"), chart=replace(CHART, books_money=False), rows=[row()])
    assert [entry.journal.code for entry in entries] == ["VE"]


def test_a_letter_joins_an_invoice_its_credit_note_and_what_was_paid():
    letter = Letter("AAB", date(2026, 5, 30))
    note = row(part("-40.00"), number=2, kind=InvoiceKind.CREDIT_NOTE, corrects="F-1", due_on=None)
    entries = moved(move("60.00", settling("60.00")), rows=[row(), note], letters={"F-1": letter})
    assert [
        line.letter for entry in entries for line in entry.lines if line.account == "411000"
    ] == [letter] * 3


def test_no_two_invoices_share_a_letter():
    codes = {letter_code(number) for number in range(1, 20_000)}
    assert len(codes) == 19_999
    assert min(map(len, codes)) == 3


# Tax on receipts ----------------------------------------------------------------------------------


def owing(bill, paid="0.00"):
    return PaidInvoice(row=bill, paid_before=D(paid), paid_until=D(paid))


def test_each_sum_frees_its_share_of_the_tax_and_the_last_the_rest():
    bill = row(part("100.00", "20.00", "20"))
    entries = moved(
        move("40.00", settling("40.00"), id=1),
        move("40.00", settling("40.00"), id=2),
        move("40.00", settling("40.00"), id=3),
        taxed=[owing(bill)],
        on_debits=False,
    )
    freed = [
        {account: credit for account, _debit, credit in lines_of(entry)}.get("445710")
        for entry in entries
    ]
    assert freed == [D("6.67"), D("6.66"), D("6.67")]
    assert all(entry.debit == entry.credit for entry in entries)


def test_money_that_goes_back_takes_its_tax_along():
    bill = row(part("100.00", "20.00", "20"))
    (entry,) = moved(
        move("-120.00", settling("-120.00"), kind=PaymentKind.BOUNCED),
        taxed=[owing(bill, "120.00")],
        on_debits=False,
    )
    assert lines_of(entry)[2:] == [
        ("445740", D(0), D("20.00")),
        ("445710", D("20.00"), D(0)),
    ]


@pytest.mark.parametrize("paid_on", [date(2026, 5, 15), date(2026, 5, 28)], ids=["first", "last"])
def test_no_tax_waits_any_more_once_the_rest_is_credited_whenever_it_is_paid(paid_on):
    bill = row(part("100.00", "20.00", "20"), part("80.00", "0.00", "0"))
    note = row(
        part("-100.00", "-20.00", "20"),
        number=2,
        kind=InvoiceKind.CREDIT_NOTE,
        corrects="F-1",
        on=date(2026, 5, 20),
    )
    entries = moved(
        move("80.00", settling("80.00"), on=paid_on),
        rows=[bill, note],
        taxed=[owing(bill)],
        on_debits=False,
    )
    sums = defaultdict(D)
    for entry in entries:
        assert entry.debit == entry.credit
        for line in entry.lines:
            sums[line.account] += line.debit - line.credit
    assert (sums["411000"], sums["445740"], sums["445710"]) == (D(0), D(0), D(0))


def test_a_credit_note_over_what_no_money_settled_frees_nothing():
    note = row(
        part("-50.00", "-10.00", "20"), number=2, kind=InvoiceKind.CREDIT_NOTE, corrects="F-1"
    )
    (entry,) = moved(rows=[note], on_debits=False)
    assert ("445740", D("10.00"), D(0)) in lines_of(entry)
    assert not any(account == "445710" for account, _debit, _credit in lines_of(entry))


def test_what_no_line_explains_frees_no_tax():
    bill = row(part("100.00", "20.00", None, None))
    (entry,) = moved(move("120.00", settling("120.00")), taxed=[owing(bill)], on_debits=False)
    assert len(entry.lines) == 2


# Whatever is sold and paid ------------------------------------------------------------------------

AMOUNTS = st.integers(-90_000, 90_000).map(from_cents)
PARTS = st.builds(
    part,
    AMOUNTS.map(str),
    st.integers(-9_000, 9_000).map(from_cents).map(str),
    st.sampled_from(["0", "5.5", "20", None]),
    st.sampled_from([*LineKind, None]),
    is_deposit=st.booleans(),
)
BILLS = st.lists(st.lists(PARTS, min_size=1, max_size=4), min_size=1, max_size=5)


@settings(max_examples=50)
@given(BILLS)
def test_every_sale_balances_and_the_journal_is_the_sum_of_the_invoices(bills):
    rows = [row(*parts, number=number) for number, parts in enumerate(bills, 1)]
    entries = {entry.piece: entry for entry in sold(*rows)}
    for bill in rows:
        entry = entries.get(bill.number)
        lines = entry.lines if entry else ()
        assert sum(line.debit - line.credit for line in lines) == 0
        owed = sum(line.debit - line.credit for line in lines if line.aux)
        assert owed == bill.total_ttc


SHARES = st.lists(
    st.tuples(st.integers(0, 4), AMOUNTS.filter(bool), st.integers(0, 90)), max_size=8
)


@settings(max_examples=50)
@given(BILLS, SHARES)
def test_the_tax_that_money_frees_is_that_of_the_summary(bills, shares):
    rows = [row(*parts, number=number) for number, parts in enumerate(bills)]
    moves = [
        move(
            str(amount),
            settling(str(amount), at % len(rows)),
            id=number,
            on=date(2026, 5, 1) + timedelta(days=days),
        )
        for number, (at, amount, days) in enumerate(shares)
    ]
    entries = moved(*moves, taxed=[owing(bill) for bill in rows], on_debits=False, chart=BY_RATE)
    assert all(entry.debit == entry.credit for entry in entries)
    for last in (date(2026, 5, 31), date(2026, 12, 31)):
        freed = defaultdict(D)
        for entry in entries:
            for line in entry.lines:
                if entry.on <= last and line.account.startswith("44571"):
                    freed[line.account] += line.credit - line.debit
        paid = [
            PaidInvoice(row=bill, paid_before=D(0), paid_until=paid_until(moves, bill, last))
            for bill in rows
        ]
        told = defaultdict(D)
        for line in on_receipts(paid):
            if line.rate is not None:
                told[BY_RATE.of_tva(line.rate)] += line.tva
        assert {k: v for k, v in freed.items() if v} == {k: v for k, v in told.items() if v}


BY_RATE = replace(CHART, tva={"5.5": "445711", "20": "445712", "0": "445713"})


def paid_until(moves, bill, last):
    return sum(
        (
            part.amount
            for each in moves
            if each.on <= last
            for part in each.parts
            if part.invoice_id == bill.id
        ),
        D(0),
    )


def test_a_chart_of_one_s_own_is_followed():
    chart = replace(
        CHART,
        sales_journal=Journal("VT", "Ventes"),
        tills={**CHART.tills, PaymentMeans.TRANSFER: Till(Journal("B1", "Crédit"), "512100")},
        own_codes={"C4": "MAIRIE"},
    )
    sale, money = moved(move("100.00", settling("100.00")), rows=[row()], chart=chart)
    assert (sale.journal.code, money.journal.name) == ("VT", "Crédit")
    assert money.lines[0].account == "512100"
    assert {sale.lines[0].aux, money.lines[1].aux} == {"MAIRIE"}
