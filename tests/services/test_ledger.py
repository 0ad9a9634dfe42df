"""The sales journal as a file, held by a strict reader of its own."""

import re
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal as D

import pytest

from tests.support.invoice_office import InvoiceOffice, taxed, training
from tests.support.office_sample import OFFICE
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.ledger import ChartOfAccounts
from trainingdesk.domain.lines import LineKind
from trainingdesk.services import identity, ledger, reporting

TITLES = [
    "JournalCode",
    "JournalLib",
    "EcritureNum",
    "EcritureDate",
    "CompteNum",
    "CompteLib",
    "CompAuxNum",
    "CompAuxLib",
    "PieceRef",
    "PieceDate",
    "EcritureLib",
    "Debit",
    "Credit",
    "EcritureLet",
    "DateLet",
    "ValidDate",
    "Montantdevise",
    "Idevise",
]
AMOUNT = re.compile(r"\d+,\d\d")
MAY = date(2026, 5, 1), date(2026, 5, 31)


@pytest.fixture
def sales():
    made = InvoiceOffice()
    identity.save_organisation(made.office, replace(OFFICE, siret="000 000 117 00010"))
    yield made
    made.office.close()


def read_strictly(content):
    """Return the records of a file in the layout of A47 A-1, or fail at the first fault."""
    text = content.decode("iso8859-15")
    assert text.endswith("\r\n")
    head, *lines = [line.split("\t") for line in text.removesuffix("\r\n").split("\r\n")]
    assert head == TITLES
    records = [dict(zip(TITLES, line, strict=True)) for line in lines]
    sums: dict[int, D] = {}
    last_day = ""
    for record in records:
        for name in ("EcritureDate", "PieceDate", "ValidDate"):
            assert datetime.strptime(record[name], "%Y%m%d")  # noqa: DTZ007 - a day has no zone
        assert record["ValidDate"] >= last_day
        last_day = record["ValidDate"]
        assert re.fullmatch(r"\d{3}\w*", record["CompteNum"])
        for name in ("JournalCode", "JournalLib", "CompteLib", "PieceRef", "EcritureLib"):
            assert record[name]
        for name in ("Debit", "Credit"):
            assert AMOUNT.fullmatch(record[name]), record
        debit, credit = (D(record[name].replace(",", ".")) for name in ("Debit", "Credit"))
        assert (debit == 0) != (credit == 0)
        number = int(record["EcritureNum"])
        sums[number] = sums.get(number, D(0)) + debit - credit
    assert list(sums) == list(range(min(sums, default=1), min(sums, default=1) + len(sums)))
    assert set(sums.values()) <= {D(0)}
    return records


def sell_all(sales):
    first = sales.sell([training("1000.00"), taxed("100.00")], date(2026, 5, 12))
    sales.sell([training("500.00")], date(2026, 5, 14), funder=sales.new_funder("OPCO Łódź"))
    sales.credit(first, on=date(2026, 5, 20))
    sales.sell([training("70.00")], date(2026, 6, 2))


def test_the_file_holds_the_eighteen_columns_and_every_entry_balances(sales):
    sell_all(sales)
    name, content = ledger.written(sales.office, *MAY, "fec")
    assert name == "000000117FEC20260531.txt"
    records = read_strictly(content)
    assert {record["PieceRef"] for record in records} == {
        "F-2026-0001",
        "F-2026-0002",
        "A-2026-0001",
    }
    assert any(record["CompAuxLib"] == "OPCO Lódz" for record in records)


def test_the_next_period_counts_on_without_a_gap(sales):
    sell_all(sales)
    may = read_strictly(ledger.written(sales.office, *MAY, "fec")[1])
    june = read_strictly(
        ledger.written(sales.office, date(2026, 6, 1), date(2026, 6, 30), "fec")[1]
    )
    assert int(june[0]["EcritureNum"]) == int(may[-1]["EcritureNum"]) + 1


def test_a_month_without_sales_is_a_file_with_its_titles_alone(sales):
    assert read_strictly(ledger.written(sales.office, *MAY, "fec")[1]) == []


def test_the_journal_adds_up_to_the_report(sales):
    sell_all(sales)
    report = reporting.invoice_report(sales.office, *MAY)
    entries = ledger.entries(sales.office, *MAY)
    owed = sum((e.lines[0].debit - e.lines[0].credit for e in entries), D(0))
    assert owed == sum((row.total_ttc for row in report.rows), D(0))


def test_a_spreadsheet_gets_its_own_layout(sales):
    sell_all(sales)
    name, content = ledger.written(sales.office, *MAY, "tableur")
    assert name == "Journal des ventes 2026-05-01 au 2026-05-31.csv"
    head, first, *_ = content.decode("utf-8-sig").splitlines()
    assert head.startswith("Journal;Date;Pièce;Compte")
    assert first.split(";")[:4] == ["VE", "12/05/2026", "F-2026-0001", "411000"]


def test_separators_inside_a_name_break_no_line(sales):
    client = sales.new_client("Roche;\tFils et\nCie")
    sales.sell([training("10.00")], date(2026, 5, 12), client=client)
    records = read_strictly(ledger.written(sales.office, *MAY, "fec")[1])
    assert records[0]["CompAuxLib"] == "Roche; Fils et Cie"


def test_the_accounts_are_the_office_s_own(sales):
    chart = ChartOfAccounts(journal="VT", receivable="411100", tva={"20": "445712"})
    sales_accounts = {**chart.sales, LineKind.TRAINING: "706100"}
    ledger.save_chart(sales.office, replace(chart, sales=sales_accounts))
    sell_all(sales)
    records = read_strictly(ledger.written(sales.office, *MAY, "fec")[1])
    assert {record["JournalCode"] for record in records} == {"VT"}
    assert {"411100", "706100", "445712"} <= {record["CompteNum"] for record in records}


def test_an_account_that_is_none_is_refused_and_the_former_kept(sales):
    with pytest.raises(RuleBroken, match="n’est pas un compte"):
        ledger.save_chart(sales.office, ChartOfAccounts(receivable="clients"))
    assert ledger.chart(sales.office) == ChartOfAccounts()


@pytest.mark.parametrize(
    ("key", "first", "last", "words"),
    [
        ("sage", *MAY, "n’est pas une présentation"),
        ("fec", MAY[1], MAY[0], "inversez"),
    ],
)
def test_what_cannot_be_written_is_told(sales, key, first, last, words):
    with pytest.raises(RuleBroken, match=words):
        ledger.written(sales.office, first, last, key)


def test_a_file_named_after_the_siren_needs_one(sales):
    identity.save_organisation(sales.office, replace(OFFICE, siret=""))
    with pytest.raises(RuleBroken, match="SIREN"):
        ledger.written(sales.office, *MAY, "fec")
