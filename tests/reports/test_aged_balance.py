"""The aged balance on paper and as files."""

import csv
from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from tests.support.invoice_office import InvoiceOffice, taxed, training
from tests.support.office_sample import OFFICE
from tests.support.pdf_text import pages, plain, printed
from tests.support.workbook_reader import shown
from trainingdesk.reports.aged_balance.files import as_csv, as_xlsx
from trainingdesk.reports.aged_balance.pdf import as_pdf
from trainingdesk.services.reporting import Format, aged_balance, balance_rendered


@pytest.fixture
def sales():
    made = InvoiceOffice()
    yield made
    made.office.close()


@pytest.fixture
def balance(sales):
    """One invoice long late, one paid in part, one of a funder, and money paid ahead."""
    old = sales.sell([training("1000.00")], date(2026, 1, 5))
    recent = sales.sell([taxed("100.00")], date(2026, 5, 12))
    sales.sell([training("500.00")], date(2026, 5, 14), funder=sales.new_funder("OPCO Horizon"))
    done = sales.sell([training("80.00")], date(2026, 5, 15))
    sales.pay("400.00", [(old, "400.00")])
    sales.pay("80.00", [(done, "80.00")])
    sales.pay("25.00")
    assert recent
    return aged_balance(sales.office)


def test_the_balance_is_what_the_file_says_is_owed(balance):
    assert (balance.invoiced, balance.credit, balance.total) == (D(1220), D(25), D(1195))
    assert [payer.name for payer in balance.payers] == [
        "Mairie d’Évian-la-Forêt",
        "Payeur inconnu",
        "OPCO Horizon",
    ]


def test_a_payment_of_later_is_not_counted_yet(sales):
    bill = sales.sell([training("100.00")], date(2026, 5, 12))
    sales.pay("100.00", [(bill, "100.00")], on=date(2026, 6, 2))
    sales.clock.day = date(2026, 6, 1)
    assert aged_balance(sales.office).invoiced == D(100)
    sales.clock.day = date(2026, 6, 2)
    assert aged_balance(sales.office).payers == ()


def test_the_paper_tells_payers_invoices_and_weeks(judge, balance):
    pdf = as_pdf(balance, OFFICE)
    judge(pdf)
    text = printed(pdf)
    for words in (
        "Balance âgée Sommes dues au 3 juin 2026, taxes comprises",
        "Solde 1 195,00 €",
        "OPCO Horizon (financeur)",
        "Payeur inconnu",
        "Encaissements attendus",
        "OPCO Horizon, pour Mairie d’Évian-la-Forêt",
    ):
        assert words in text, words
    assert pdf == as_pdf(balance, OFFICE)


def test_an_office_to_which_nothing_is_owed_is_told_so(judge, sales):
    pdf = as_pdf(aged_balance(sales.office), OFFICE)
    judge(pdf)
    assert "Personne ne doit rien" in printed(pdf)


def test_two_hundred_invoices_fill_several_pages(judge, balance):
    (first, *_others) = balance.payers
    many = replace(first, rows=first.rows * 100)
    pdf = as_pdf(replace(balance, payers=(many,)), OFFICE)
    judge(pdf)
    assert len(pages(pdf)) > 3


def test_paper_workbook_and_list_agree(sales, balance):
    rows = list(csv.reader(as_csv(balance).decode("utf-8-sig").splitlines(), delimiter=";"))
    left = sum(D(line[-1].replace(",", ".")) for line in rows[1:])
    assert left == balance.invoiced
    book = shown(as_xlsx(balance))
    assert book.sheetnames == ["Par payeur", "Par facture", "Encaissements attendus"]
    payers = book["Par payeur"]
    assert payers.cell(payers.max_row, payers.max_column).value == 1195
    for form in Format:
        assert balance_rendered(sales.office, balance, form)


def test_what_is_late_says_by_how_many_days(balance):
    assert "jours" in plain(printed(as_pdf(balance, OFFICE)))
    assert any(" j" in line for line in as_csv(balance).decode("utf-8-sig").splitlines())
