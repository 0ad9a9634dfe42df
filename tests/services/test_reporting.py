"""Reports read in one go and written where the user chose."""

from datetime import date
from decimal import Decimal

import pytest

from tests.support.invoice_office import InvoiceOffice, training
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.services.office import open_office
from trainingdesk.services.reporting import Format, export, invoice_report

FIRST, LAST = date(2026, 5, 1), date(2026, 5, 31)
BEGINS = {Format.PDF: b"%PDF-", Format.XLSX: b"PK\x03\x04", Format.CSV: b"\xef\xbb\xbf"}


@pytest.fixture
def sales():
    made = InvoiceOffice()
    yield made
    made.office.close()


def test_a_report_stands_beside_the_same_month_of_last_year(sales):
    sales.sell([training("30.00")], date(2025, 5, 31))
    sales.sell([training("10.00")])
    report = invoice_report(sales.office, FIRST, LAST)
    assert (report.first, report.last, report.as_of) == (FIRST, LAST, date(2026, 6, 3))
    assert [row.total_ttc for row in report.rows] == [Decimal(10)]
    assert report.previous_year.first == date(2025, 5, 1)
    assert [row.total_ttc for row in report.previous_year.rows] == [Decimal(30)]
    assert [row.total_ttc for row in report.still_due] == [Decimal(30), Decimal(10)]
    assert report.twelve_months[-1].year_before == Decimal(30)


def test_reading_leaves_no_transaction_open(sales):
    invoice_report(sales.office, FIRST, LAST)
    assert not sales.office.db.conn.in_transaction


def test_a_period_that_ends_before_it_begins_is_refused(sales):
    with pytest.raises(RuleBroken, match="inversez les deux dates") as refusal:
        invoice_report(sales.office, LAST, FIRST)
    assert refusal.value.field == "last"


@pytest.mark.parametrize("form", Format)
def test_a_report_is_written_in_place_of_an_earlier_one(sales, tmp_path, form):
    sales.sell([training("10.00")])
    path = tmp_path / f"Factures 2026-05.{form}"
    path.write_text("ancien")
    report = invoice_report(sales.office, FIRST, LAST)
    assert export(sales.office, report, form, path) == path
    assert path.read_bytes().startswith(BEGINS[form])
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        pytest.param("absent/rapport.csv", "choisissez un autre dossier", id="no such folder"),
        pytest.param("dossier", "choisissez un autre dossier", id="a folder of that name"),
    ],
)
def test_what_cannot_be_written_is_said_and_leaves_nothing(sales, tmp_path, place, said):
    (tmp_path / "dossier").mkdir()
    report = invoice_report(sales.office, FIRST, LAST)
    with pytest.raises(RuleBroken, match=said) as refusal:
        export(sales.office, report, Format.CSV, tmp_path / place)
    assert refusal.value.field == "path"
    assert list(tmp_path.iterdir()) == [tmp_path / "dossier"]


def test_the_paper_needs_the_identity_of_the_office(tmp_path):
    office = open_office(":memory:")
    report = invoice_report(office, FIRST, LAST)
    with pytest.raises(RuleBroken, match="identité de l’organisme"):
        export(office, report, Format.PDF, tmp_path / "rapport.pdf")
    assert list(tmp_path.iterdir()) == []
    office.close()
