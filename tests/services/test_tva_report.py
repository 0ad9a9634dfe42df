"""The summary of the tax of a period, from the file to the paper."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from tests.support.invoice_office import InvoiceOffice, franchise, taxed, training
from tests.support.office_sample import OFFICE
from tests.support.pdf_text import printed
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.organisation import VatRegime
from trainingdesk.domain.parties import Client, ClientKind
from trainingdesk.reports import tables_report
from trainingdesk.reports.columns import Column
from trainingdesk.reports.tables_report import ReportTable, TablesReport
from trainingdesk.services import identity, parties, tva_report

MAY = date(2026, 5, 1), date(2026, 5, 31)


@pytest.fixture
def sales():
    made = InvoiceOffice()
    yield made
    made.office.close()


def due(report):
    return {line.rate: line.tva for line in report.due if line.tva}


def test_the_tax_is_due_on_what_was_received_unless_the_office_chose_otherwise(sales):
    bill = sales.sell([taxed("100.00"), training("80.00")], date(2026, 4, 20))
    sales.pay("100.00", [(bill, "100.00")], on=date(2026, 5, 22))
    sales.pay("100.00", [(bill, "100.00")], on=date(2026, 6, 2))
    assert due(tva_report.tva_report(sales.office, *MAY)) == {D(20): D("10.00")}
    identity.save_organisation(sales.office, replace(OFFICE, vat_on_debits=True))
    assert due(tva_report.tva_report(sales.office, *MAY)) == {}
    april = tva_report.tva_report(sales.office, date(2026, 4, 1), date(2026, 4, 30))
    assert due(april) == {D(20): D("20.00")}


def test_the_paper_the_workbook_and_the_list_are_made_of_the_same_tables(judge, sales):
    bill = sales.sell([taxed("100.00"), training("80.00")], date(2026, 5, 2))
    sales.pay("200.00", [(bill, "200.00")], on=date(2026, 5, 22))
    tables = tva_report.tables(tva_report.tva_report(sales.office, *MAY))
    pdf = tables_report.as_pdf(tables, OFFICE)
    judge(pdf)
    text = printed(pdf)
    assert "Récapitulatif de TVA Du 1er mai 2026 au 31 mai 2026" in text
    assert text.index("TVA sur les encaissements") < text.index("TVA sur les débits")
    assert "Aucune vente taxée à un particulier" in text
    assert b"20,00" in tables_report.as_csv(tables)
    assert tables_report.as_xlsx(tables)


def test_an_office_under_the_franchise_sees_its_thresholds(sales):
    identity.save_organisation(sales.office, replace(OFFICE, vat_regime=VatRegime.FRANCHISE))
    sales.sell([franchise("38000.00")], date(2026, 5, 2))
    tables = tva_report.tables(tva_report.tva_report(sales.office, *MAY))
    (shown,) = [table for table in tables.tables if table.title == "Seuils de la franchise"]
    assert shown.note.startswith("Seuil de base dépassé")
    sales.sell([franchise("5000.00")], date(2026, 5, 20))
    tables = tva_report.tables(tva_report.tva_report(sales.office, *MAY))
    (shown,) = [table for table in tables.tables if table.title == "Seuils de la franchise"]
    assert "Dépassé le 20/05/2026" in shown.note
    assert "41 250,00" in printed(tables_report.as_pdf(tables, OFFICE))


def test_sales_to_persons_stand_by_day_on_the_paper(judge, sales):
    person = Client(name="Łukasiewicz", first_name="Zoé", kind=ClientKind.INDIVIDUAL)
    client = parties.save_client(sales.office, person).saved_id
    sales.sell([taxed("50.00")], date(2026, 5, 12), client=client)
    tables = tva_report.tables(tva_report.tva_report(sales.office, *MAY))
    pdf = tables_report.as_pdf(tables, OFFICE)
    judge(pdf)
    assert "12/05/2026 20 % 1 50,00 10,00" in printed(pdf)
    assert "Łukasiewicz" not in printed(pdf)


def test_a_table_of_words_has_no_total(judge):
    columns = [Column("Nom", "text", lambda row: row), Column("Vide", "text", lambda _row: None)]
    table = ReportTable(title="Noms", columns=columns, rows=["Anne"])
    report = TablesReport(title="Liste", about="mai 2026", on=MAY[1], tables=[table])
    pdf = tables_report.as_pdf(report, OFFICE)
    judge(pdf)
    assert "Total" not in printed(pdf)


def test_a_period_that_ends_before_it_begins_is_refused(sales):
    with pytest.raises(RuleBroken, match="inversez"):
        tva_report.tva_report(sales.office, MAY[1], MAY[0])
