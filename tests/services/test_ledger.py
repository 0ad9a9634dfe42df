"""Sales and money as a file, held by a strict reader of its own."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support import fec_checker
from tests.support.invoice_office import InvoiceOffice, taxed, training
from tests.support.office_sample import OFFICE
from trainingdesk.domain.bank_statements import BankEntry
from trainingdesk.domain.chart_of_accounts import ChartOfAccounts, Journal, Till
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoices import InvoiceKind
from trainingdesk.domain.lines import LineKind
from trainingdesk.domain.payments import Allocation, Payment, PaymentKind, PaymentMeans
from trainingdesk.interchange.bank import ReadStatement
from trainingdesk.services import (
    bank,
    bank_imports,
    cheque_slips,
    identity,
    invoicing,
    ledger,
    payments,
    reporting,
    tva_report,
)
from trainingdesk.storage import sales as store

MAY = date(2026, 5, 1), date(2026, 5, 31)
JUNE = date(2026, 6, 1), date(2026, 6, 30)
YEAR = date(2026, 1, 1), date(2026, 12, 31)
NAMED = replace(OFFICE, siret="000 000 117 00010")


@pytest.fixture
def sales():
    made = InvoiceOffice()
    identity.save_organisation(made.office, NAMED)
    yield made
    made.office.close()


def written(sales, first, last, key):
    name = ledger.file_name(sales.office, first, last, key)
    return name, ledger.rendered(ledger.entries(sales.office, first, last), key)


def fec(sales, period=MAY):
    name, content = written(sales, *period, "fec")
    fec_checker.check_name(name, period[1])
    return fec_checker.read(content)


def sell_all(sales):
    first = sales.sell([training("1000.00"), taxed("100.00")], date(2026, 5, 12))
    sales.sell([training("500.00")], date(2026, 5, 14), funder=sales.new_funder("OPCO Łódź"))
    sales.credit(first, on=date(2026, 5, 20))
    sales.sell([training("70.00")], date(2026, 6, 2))


def test_the_file_holds_the_eighteen_columns_and_every_entry_balances(sales):
    sell_all(sales)
    records = fec(sales)
    assert {record["PieceRef"] for record in records} == {
        "F-2026-0001",
        "F-2026-0002",
        "A-2026-0001",
    }


def test_the_next_period_counts_on_without_a_gap(sales):
    sell_all(sales)
    may, june = fec(sales), fec(sales, JUNE)
    assert int(june[0]["EcritureNum"]) == int(may[-1]["EcritureNum"]) + 1


def test_a_month_without_sales_is_a_file_with_its_titles_alone(sales):
    assert fec(sales) == []


def test_the_journal_adds_up_to_the_report(sales):
    sell_all(sales)
    sales.pay("600.00", on=date(2026, 5, 22))
    report = reporting.invoice_report(sales.office, *MAY)
    totals = {"VE": D(0), "BQ": D(0)}
    for record in fec(sales):
        if record["CompteNum"] == "411000":
            totals[record["JournalCode"]] += record.debit - record.credit
        if record["CompteNum"] == "471000":
            totals["BQ"] += record.debit - record.credit
    assert totals["VE"] == sum(row.total_ttc for row in report.rows)
    assert totals["BQ"] == -sum(payment.amount for payment in report.payments)


# Names that the encoding lacks --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "written"),
    [
        pytest.param("Nguyễn", "Nguyen", id="two accents"),
        pytest.param("Łukasz Đặng", "Lukasz Dang", id="strokes"),
        pytest.param("L’Œuvre – 5 €", "L'Œuvre - 5 €", id="signs"),
        pytest.param("Иван", "????", id="another alphabet"),
        pytest.param("Roche;\tFils et\nCie", "Roche; Fils et Cie", id="separators"),
        pytest.param("A\u00a0B\u202fC", "A B C", id="narrow spaces"),
        pytest.param("A|B", "A B", id="the other separator of the law"),
        pytest.param("L´Atelier ¨", "L'Atelier ?", id="accents on nothing"),
        pytest.param("A\x00B\x7fC", "A B C", id="control characters"),
    ],
)
def test_a_name_is_written_as_far_as_the_encoding_goes(sales, name, written):
    sales.sell([training("10.00")], date(2026, 5, 12), client=sales.new_client(name))
    assert fec(sales)[0]["CompAuxLib"] == written


# Money --------------------------------------------------------------------------------------------


def test_an_invoice_and_what_settles_it_whole_bear_one_letter(sales):
    bill = sales.sell([training("100.00")], date(2026, 5, 12))
    part_paid = sales.sell([training("80.00")], date(2026, 5, 13))
    sales.pay("60.00", [(bill, "60.00")], on=date(2026, 5, 20))
    assert not any(record["EcritureLet"] for record in fec(sales))
    sales.pay("50.00", [(bill, "40.00"), (part_paid, "10.00")], on=date(2026, 6, 2))
    joined = [
        (record["JournalCode"], record["DateLet"])
        for record in fec(sales, YEAR)
        if record["EcritureLet"]
    ]
    assert joined == [("VE", "20260602"), ("BQ", "20260602"), ("BQ", "20260602")]
    assert fec_checker.check_whole_letters(fec(sales, YEAR)) == 1


def test_a_credited_invoice_is_joined_with_its_credit_note(sales):
    bill = sales.sell([training("100.00")], date(2026, 5, 12))
    sales.credit(bill, on=date(2026, 5, 20))
    assert fec_checker.check_whole_letters(fec(sales)) == 1


def test_a_deposit_and_its_balance_empty_account_4191(sales):
    deposit = sales.sell([taxed("30.00")], date(2026, 5, 4), kind=InvoiceKind.DEPOSIT)
    sales.pay("36.00", [(deposit, "36.00")], on=date(2026, 5, 6))
    (told,) = [record for record in fec(sales) if record["CompteNum"] == "419100"]
    assert told.credit == D("30.00")


def test_a_held_cheque_is_no_entry(sales):
    held = Payment(
        paid_on=date(2026, 5, 22),
        amount=D("100.00"),
        means=PaymentMeans.CHEQUE,
        client_id=sales.client,
        held_until=date(2026, 6, 2),
    )
    store.save_payment(sales.office.db, held)
    assert fec(sales, YEAR) == []


def test_a_reference_of_blanks_is_none(sales):
    sales.pay("10.00", reference=" ")
    assert {record["PieceRef"] for record in fec(sales)} == {"R-00001"}


def test_a_cheque_leaves_the_drawer_with_its_slip_and_comes_back_when_that_is_undone(sales):
    came = cheque(sales)
    slip = cheque_slips.record(sales.office, [came], date(2026, 5, 25)).saved_id
    assert told(sales) == [
        ("CH", "511200", D(70)),
        ("BQ", "512000", D(70)),
        ("BQ", "511200", D(-70)),
    ]
    cheque_slips.undo(sales.office, slip)
    cheque_slips.record(sales.office, [came], date(2026, 6, 3))
    assert told(sales)[3:] == [
        ("BQ", "512000", D(-70)),
        ("BQ", "511200", D(70)),
        ("BQ", "512000", D(70)),
        ("BQ", "511200", D(-70)),
    ]
    texts = [record["EcritureLib"] for record in fec(sales, YEAR) if record["JournalCode"] == "BQ"]
    assert texts[::2] == [
        "Remise de chèques RC-2026-001",
        "Annulation de la remise de chèques RC-2026-001",
        "Remise de chèques RC-2026-002",
    ]


@pytest.mark.parametrize(
    ("day", "end"),
    [
        pytest.param(date(2026, 5, 27), ("BQ", "512000", D(-70)), id="banked by then"),
        pytest.param(date(2026, 5, 24), ("CH", "511200", D(-70)), id="still in the drawer"),
    ],
)
def test_a_cheque_bounces_from_where_it_lay_that_day(sales, day, end):
    came = cheque(sales)
    cheque_slips.record(sales.office, [came], date(2026, 5, 25))
    payments.take_back(sales.office, came, PaymentKind.BOUNCED, day)
    assert end in told(sales)


def test_a_cheque_that_a_statement_tells_of_came_to_the_bank_by_then(sales):
    came = cheque(sales)
    entry = BankEntry(day=date(2026, 5, 28), label="REMISE CHEQUE", amount=D(70))
    statement = ReadStatement(account="Compte courant", entries=(entry,))
    bank_imports.import_statement(sales.office, "mai.csv", statement)
    ((line_id, proposal),) = bank.proposals(sales.office).items()
    bank.accept(sales.office, line_id, proposal)
    assert sum(amount for _code, account, amount in told(sales) if account == "511200") == 0
    payments.take_back(sales.office, came, PaymentKind.BOUNCED, date(2026, 6, 1))
    assert told(sales)[-1] == ("BQ", "512000", D(-70))


def test_an_advance_given_back_by_cheque_leaves_the_bank(sales):
    payments.give_back(sales.office, cheque(sales), D("20.00"), date(2026, 5, 29))
    assert told(sales)[-1] == ("BQ", "512000", D(-20))
    (given,) = sales.office.db.execute("select id from payment where kind = 'refund'").fetchone()
    payments.take_back(sales.office, given, PaymentKind.MISTAKE, date(2026, 5, 30))
    assert told(sales)[-1] == ("BQ", "512000", D(20))


def cheque(sales):
    payment = Payment(
        paid_on=date(2026, 5, 22),
        amount=D(70),
        means=PaymentMeans.CHEQUE,
        client_id=sales.client,
    )
    return invoicing.receive(sales.office, payment).saved_id


def told(sales):
    """Return where money moved: what payers owe is left out."""
    return [
        (record["JournalCode"], record["CompteNum"], record.debit - record.credit)
        for record in fec(sales, YEAR)
        if record["CompteNum"] != "411000"
    ]


@pytest.mark.parametrize("kind", [PaymentKind.BOUNCED, PaymentKind.MISTAKE])
def test_money_that_is_taken_back_is_a_contrary_entry_with_its_tax(sales, kind):
    bill = sales.sell([taxed("100.00")], date(2026, 5, 12))
    paid = sales.pay("120.00", [(bill, "120.00")], on=date(2026, 5, 20))
    payments.take_back(sales.office, paid, kind, date(2026, 5, 28), "sans provision")
    records = fec(sales)
    sums = {record["CompteNum"]: D(0) for record in records}
    for record in records:
        sums[record["CompteNum"]] += record.debit - record.credit
    assert sums == {
        "411000": D("120.00"),
        "706000": D("-100.00"),
        "445740": D("-20.00"),
        "445710": D(0),
        "512000": D(0),
    }
    assert [record["EcritureNum"] for record in records if record["CompteNum"] == "512000"] == [
        "1",
        "2",
    ]


def test_the_accountant_who_takes_money_from_the_bank_gets_sales_alone(sales):
    bill = sales.sell([taxed("100.00")], date(2026, 5, 12))
    sales.pay("120.00", [(bill, "120.00")])
    ledger.save_chart(sales.office, ChartOfAccounts(books_money=False))
    records = fec(sales)
    assert {record["JournalCode"] for record in records} == {"VE"}
    assert not any(record["EcritureLet"] for record in records)


MEANS = st.sampled_from([means for means in PaymentMeans if means is not PaymentMeans.OFFSET])
LINES = st.lists(
    st.builds(
        lambda cents, rate: taxed(str(D(cents) / 100), rate),
        st.integers(1, 90_000),
        st.sampled_from(["5.5", "20"]),
    )
    | st.integers(1, 90_000).map(lambda cents: training(str(D(cents) / 100))),
    min_size=1,
    max_size=3,
)
SALES = st.lists(
    st.tuples(LINES, st.booleans(), st.lists(st.integers(1, 100), max_size=2), MEANS),
    min_size=1,
    max_size=4,
)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(SALES, st.booleans())
def test_whatever_is_sold_and_paid_is_a_file_that_agrees_with_the_tax(sold, on_debits):
    sales = InvoiceOffice()
    identity.save_organisation(sales.office, replace(NAMED, vat_on_debits=on_debits))
    for lines, is_credited, shares, means in sold:
        bill = sales.sell(lines, date(2026, 5, 12))
        owed = sum((row.total_ttc for row in rows(sales) if row.id == bill), D(0))
        for percent in shares:
            part = min(owed, (owed * percent / 100).quantize(D("0.01")))
            if part:
                receive(sales, part, bill, means)
                owed -= part
        if is_credited and owed:
            sales.credit(bill, on=date(2026, 5, 20))
    records = fec(sales, YEAR)
    fec_checker.check_whole_letters(records)
    due = sum((line.tva for line in tva_report.tva_report(sales.office, *YEAR).due), D(0))
    collected = sum(
        (record.credit - record.debit for record in records if record["CompteNum"] == "445710"),
        D(0),
    )
    assert collected == due
    if not any(row.remaining for row in rows(sales)):
        waiting = [record for record in records if record["CompteNum"] == "445740"]
        assert sum((each.debit - each.credit for each in waiting), D(0)) == 0
    sales.office.close()


def test_the_tax_of_a_month_is_that_of_its_journals_when_what_was_paid_is_credited(sales):
    bill = sales.sell([taxed("100.00"), training("80.00")], date(2026, 4, 20))
    sales.pay("200.00", [(bill, "200.00")], on=date(2026, 5, 4))
    sales.credit(bill, [taxed("100.00")], on=date(2026, 6, 2))
    for period, tva in ((MAY, "20.00"), (JUNE, "-20.00")):
        due = tva_report.tva_report(sales.office, *period).due
        assert sum((line.tva for line in due), D(0)) == D(tva)
        collected = [record for record in fec(sales, period) if record["CompteNum"] == "445710"]
        assert sum((each.credit - each.debit for each in collected), D(0)) == D(tva)


def rows(sales):
    return reporting.invoice_report(sales.office, *YEAR).rows


def receive(sales, amount, bill, means):
    part = Allocation(invoice_id=bill, amount=amount)
    payment = Payment(paid_on=date(2026, 5, 22), amount=amount, means=means, allocations=(part,))
    invoicing.receive(sales.office, payment)


# Accounts and layouts -----------------------------------------------------------------------------


def test_the_accounts_are_the_office_s_own(sales):
    chart = ChartOfAccounts(
        sales_journal=Journal("VT", "Ventes"),
        receivable="411100",
        tva={"20": "445712"},
        own_codes={f"C{sales.client}": "MAIRIE"},
        tills={**ChartOfAccounts().tills, PaymentMeans.CARD: Till(Journal("CB", "TPE"), "511700")},
    )
    sales_accounts = {**chart.sales, LineKind.TRAINING: "706100"}
    ledger.save_chart(sales.office, replace(chart, sales=sales_accounts))
    assert ledger.chart(sales.office) == replace(chart, sales=sales_accounts)
    identity.save_organisation(sales.office, replace(NAMED, vat_on_debits=True))
    sell_all(sales)
    records = fec(sales)
    assert {record["JournalCode"] for record in records} == {"VT"}
    assert {"411100", "706100", "445712"} <= {record["CompteNum"] for record in records}
    assert records[0]["CompAuxNum"] == "MAIRIE"


def test_an_account_that_is_none_is_refused_and_the_former_kept(sales):
    with pytest.raises(RuleBroken, match="n’est pas un compte"):
        ledger.save_chart(sales.office, ChartOfAccounts(receivable="clients"))
    assert ledger.chart(sales.office) == ChartOfAccounts()


@pytest.mark.parametrize(
    ("key", "first", "last", "words"),
    [
        ("lotus", *MAY, "n’est pas une présentation"),
        ("fec", MAY[1], MAY[0], "inversez"),
    ],
)
def test_what_cannot_be_written_is_told(sales, key, first, last, words):
    with pytest.raises(RuleBroken, match=words):
        written(sales, first, last, key)


def test_a_file_named_after_the_siren_needs_one(sales):
    identity.save_organisation(sales.office, replace(OFFICE, siret=""))
    with pytest.raises(RuleBroken, match="SIREN"):
        written(sales, *MAY, "fec")
    name, _content = written(sales, *MAY, "tableur")
    assert name == "Écritures 2026-05-01 au 2026-05-31.csv"
