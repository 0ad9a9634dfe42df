"""Lists leave as files that a spreadsheet opens as they were seen."""

from datetime import date
from decimal import Decimal as D
from io import BytesIO

import openpyxl
import pytest

from trainingdesk.interchange.tables import TableFormat, export_rows

CAPTIONS = ("Nom", "Début", "Total HT", "Inscrits")
ROW = ("Œuvre & Fils", date(2026, 5, 18), D("1250.50"), D(3))


def test_a_csv_file_is_what_a_french_spreadsheet_opens():
    written = export_rows(CAPTIONS, [ROW], TableFormat.CSV)
    assert written.decode("utf-8-sig").splitlines() == [
        "Nom;Début;Total HT;Inscrits",
        "Œuvre & Fils;18/05/2026;1250,50;3",
    ]
    assert written.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("text", ["=1+1", "+33 1 02 03 04 05", "-5 % consenti", "@nom"])
def test_what_looks_like_a_formula_stays_text(text):
    csv = export_rows(("Note",), [(text,)], TableFormat.CSV).decode("utf-8-sig")
    assert csv.splitlines()[1] == f"'{text}"
    book = openpyxl.load_workbook(BytesIO(export_rows(("Note",), [(text,)], TableFormat.XLSX)))
    cell = book.active["A2"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_a_negative_amount_is_a_number():
    csv = export_rows(("Total",), [(D("-12.50"),)], TableFormat.CSV).decode("utf-8-sig")
    assert csv.splitlines()[1] == "-12,50"


def test_a_workbook_holds_amounts_and_days_as_such():
    book = openpyxl.load_workbook(BytesIO(export_rows(CAPTIONS, [ROW], TableFormat.XLSX)))
    name, start, total, count = next(book.active.iter_rows(min_row=2))
    assert (name.value, start.value.date(), total.value, count.value) == (
        "Œuvre & Fils",
        date(2026, 5, 18),
        1250.5,
        3,
    )
    assert (start.number_format, total.number_format, count.number_format) == (
        "dd/mm/yyyy",
        "#,##0.00",
        "#,##0",
    )


@pytest.mark.parametrize("form", list(TableFormat))
def test_an_empty_list_leaves_with_its_captions(form):
    written = export_rows(CAPTIONS, [], form)
    if form is TableFormat.CSV:
        assert written.decode("utf-8-sig") == "Nom;Début;Total HT;Inscrits\r\n"
    else:
        rows = list(openpyxl.load_workbook(BytesIO(written)).active.values)
        assert rows == [CAPTIONS]
