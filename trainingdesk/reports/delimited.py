"""Lists for another program: semicolons, decimal commas, UTF-8 with its mark."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import StringIO

from trainingdesk.french import short_date
from trainingdesk.reports.columns import Column, T, Value

# A spreadsheet takes a text that begins so for a formula, and would run it.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def delimited(columns: Sequence[Column[T]], rows: Iterable[T]) -> bytes:
    """Return a list as CSV, without a line of totals that would be counted twice."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.title for column in columns])
    for row in rows:
        writer.writerow([_written(column.value(row)) for column in columns])
    # The mark at the head tells Excel that accents are UTF-8.
    return text.getvalue().encode("utf-8-sig")


def _written(value: Value) -> str:
    match value:
        case None:
            return ""
        case Decimal():
            return f"{value:.2f}".replace(".", ",")
        case date():
            return short_date(value)
        case _:
            return inert(value)


def inert(text: str) -> str:
    """Return a text that no spreadsheet runs."""
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text
