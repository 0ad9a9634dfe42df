"""A workbook as a spreadsheet shows it, and its formulas worked out a second time."""

import re
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

_SUM = re.compile(r"=(?:SUM\(|SUBTOTAL\(109,)(?:'([^']+)'!)?([A-Z]+\d+(?::[A-Z]+\d+)?)\)")
_GAP = re.compile(r"=([A-Z]+\d+)-([A-Z]+\d+)")


def shown(xlsx: bytes) -> Workbook:
    """Return the workbook with the values that its formulas were written with."""
    return load_workbook(BytesIO(xlsx), data_only=True)


def formulas(xlsx: bytes) -> Workbook:
    """Return the workbook with its formulas."""
    return load_workbook(BytesIO(xlsx))


def cents(value: float) -> Decimal:
    """Return what a cell shows with two decimals."""
    return Decimal(repr(value)).quantize(Decimal("0.01"))


def worked_out(book: Workbook, sheet: Worksheet, formula: object) -> Decimal:
    """Return the value of a cell or formula, all it leans on worked out anew.

    The `book` is one with formulas.
    """
    if not isinstance(formula, str):
        return cents(formula or 0)
    if gap := _GAP.fullmatch(formula):
        left, right = (worked_out(book, sheet, sheet[place].value) for place in gap.groups())
        return left - right
    name, cells = _SUM.fullmatch(formula).groups()
    source = book[name] if name else sheet
    found = source[cells]
    rows = found if isinstance(found, tuple) else ((found,),)
    return sum(
        (worked_out(book, source, cell.value) for row in rows for cell in row), Decimal("0.00")
    )
