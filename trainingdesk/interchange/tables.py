"""Lists for another program: a file of values, or a workbook, as the list was seen."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from io import BytesIO, StringIO

from trainingdesk.french import short_date

Cell = str | date | Decimal
"""What a cell holds: a text, a day, or a number (most often an amount)."""

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a text that begins so for a formula, and would run it."""
_WIDEST = 60
"""Characters of the widest column of a workbook."""
_ROOM = 4
"""Characters that the button of a filter takes beside a caption."""


class TableFormat(StrEnum):
    """The forms of an exported list; the value is the suffix of its file."""

    CSV = "csv"
    XLSX = "xlsx"


def export_rows(
    captions: Sequence[str], rows: Iterable[Sequence[Cell]], form: TableFormat
) -> bytes:
    """Return a list as the bytes of a file: what looks like a formula stays text."""
    return _as_csv(captions, rows) if form is TableFormat.CSV else _as_xlsx(captions, rows)


def _as_csv(captions: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(captions)
    writer.writerows([_written(cell) for cell in row] for row in rows)
    # The mark at the head tells Excel that accents are UTF-8.
    return text.getvalue().encode("utf-8-sig")


def _written(cell: Cell) -> str:
    match cell:
        case Decimal():
            return f"{cell:f}".replace(".", ",")
        case date():
            return short_date(cell)
        case _:
            return f"'{cell}" if cell.startswith(_FORMULA_SIGNS) else cell


def _as_xlsx(captions: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    import xlsxwriter  # noqa: PLC0415 - takes a while to import, and most starts export nothing

    output = BytesIO()
    book = xlsxwriter.Workbook(output, {"in_memory": True})
    sheet = book.add_worksheet("Liste")
    head = book.add_format({"bold": True, "bottom": 2, "bg_color": "#E9EEF2"})
    looks = {
        "count": book.add_format({"num_format": "#,##0"}),
        "amount": book.add_format({"num_format": "#,##0.00"}),
        "day": book.add_format({"num_format": "dd/mm/yyyy", "align": "left"}),
    }
    widths = [len(caption) + _ROOM for caption in captions]
    for place, caption in enumerate(captions):
        sheet.write_string(0, place, caption, head)
    last = 0
    for last, row in enumerate(rows, 1):
        for place, cell in enumerate(row):
            widths[place] = max(widths[place], len(_written(cell)))
            match cell:
                case Decimal():
                    look = looks["amount" if cell.as_tuple().exponent else "count"]
                    sheet.write_number(last, place, float(cell), look)
                case date():
                    sheet.write_datetime(last, place, datetime.combine(cell, time()), looks["day"])
                case _:
                    # Never `write`, which would take «=…» for a formula.
                    sheet.write_string(last, place, cell)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, min(width + 2, _WIDEST))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(captions) - 1)
    book.close()
    return output.getvalue()
