"""Lists as a workbook: real numbers and dates, totals as formulas with their values."""

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from math import ceil

import xlsxwriter
from xlsxwriter.chart import Chart
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from trainingdesk.domain.money import ZERO
from trainingdesk.french import number, short_date
from trainingdesk.reports.columns import Column, T, Value

# Excel writes both with the spaces, commas and order of the reader's own country.
_AMOUNT = '#,##0.00\\ "€"'
_DATE = "dd/mm/yyyy"
_HEAD = {"bold": True, "bg_color": "#E9EEF2", "bottom": 2, "valign": "vcenter", "text_wrap": True}
_TOTAL = {"bold": True, "top": 1}
_LOOKS = {
    "group": {"bold": True, "font_size": 12},
    "head": _HEAD,
    "head_amount": {**_HEAD, "align": "right"},
    "text": {"text_wrap": True, "valign": "top"},
    "date": {"num_format": _DATE, "align": "left", "indent": 1, "valign": "top"},
    "amount": {"num_format": _AMOUNT, "valign": "top"},
    "count": {"num_format": "#,##0", "valign": "top"},
    "total": _TOTAL,
    "total_amount": {**_TOTAL, "num_format": _AMOUNT},
}
_A4 = 9
_HEAD_HEIGHT = 46
_LINE_HEIGHT = 15
_NARROWEST, _WIDEST = 9, 30


class Workbook:
    """A workbook under way; the same contents give the same bytes."""

    def __init__(self, title: str, dated: date, *, left: str, right: str) -> None:
        """Begin it; *left* and *right* stand at the head of printed pages."""
        self._output = BytesIO()
        self._book = xlsxwriter.Workbook(self._output, {"in_memory": True})
        self._book.set_properties({"title": title, "created": datetime.combine(dated, time())})
        self._looks = {name: self._book.add_format(look) for name, look in _LOOKS.items()}
        self._left, self._right = left, right

    def look(self, name: str) -> Format:
        """Return the look of a kind of cell."""
        return self._looks[name]

    def sheet(self, name: str) -> Worksheet:
        """Add a sheet that prints landscape, as wide as the page."""
        sheet = self._book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_header(f"&L&B{name} – {self._left}&R{self._right}")
        sheet.set_footer("&Rpage &P / &N")
        return sheet

    def head(self, sheet: Worksheet, titles: Sequence[str], amounts: Sequence[int]) -> None:
        """Write titles that stay in sight; those at the places *amounts* stand to the right."""
        for place, title in enumerate(titles):
            look = self.look("head_amount" if place in amounts else "head")
            sheet.write_string(0, place, title, look)
        sheet.set_row(0, _HEAD_HEIGHT)
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)

    def cell(self, sheet: Worksheet, line: int, place: int, value: Value) -> None:
        """Write one value in the look of its kind."""
        match value:
            case None:
                pass
            case Decimal():
                sheet.write_number(line, place, float(value), self.look("amount"))
            case str():
                # Never `write`, which would take «=…» for a formula.
                sheet.write_string(line, place, value, self.look("text"))
            case _:
                moment = datetime.combine(value, time())
                sheet.write_datetime(line, place, moment, self.look("date"))

    def row(
        self, sheet: Worksheet, line: int, values: Sequence[Value], widths: Sequence[float]
    ) -> None:
        """Write the values of a row, as high as the longest text needs in its column."""
        for place, value in enumerate(values):
            self.cell(sheet, line, place, value)
        lines = max(
            ceil(len(_shown(value)) / width) for value, width in zip(values, widths, strict=True)
        )
        if lines > 1:
            sheet.set_row(line, lines * _LINE_HEIGHT)

    def table(
        self, sheet: Worksheet, columns: Sequence[Column[T]], rows: Sequence[T]
    ) -> dict[str, str]:
        """Write a list with its totals; return the cells that each total adds up."""
        amounts = [place for place, column in enumerate(columns) if column.kind == "amount"]
        self.head(sheet, [column.title for column in columns], amounts)
        # An empty list keeps one empty line: a total cannot add up itself.
        last = max(len(rows), 1)
        sheet.autofilter(0, 0, last, len(columns) - 1)
        cells = {}
        widths = []
        for place, column in enumerate(columns):
            values = [column.value(row) for row in rows]
            widths.append(_width(column.title, values))
            sheet.set_column(place, place, widths[place])
            if place in amounts:
                cells[column.title] = self._total(sheet, last, place, values)
            else:
                sheet.write_string(last + 1, place, "" if place else "Total", self.look("total"))
        for line, row in enumerate(rows, 1):
            self.row(sheet, line, [column.value(row) for column in columns], widths)
        return cells

    def _total(self, sheet: Worksheet, last: int, place: int, values: Sequence[Value]) -> str:
        """Write the total of the lines that a filter leaves; return the cells of them all."""
        total = sum((value for value in values if isinstance(value, Decimal)), ZERO)
        cells = xl_range(1, place, last, place)
        look = self.look("total_amount")
        sheet.write_formula(last + 1, place, f"=SUBTOTAL(109,{cells})", look, float(total))
        return f"'{sheet.get_name()}'!{cells}"

    def column_chart(self) -> Chart:
        """Return an empty chart of bars, to be filled and inserted."""
        return self._book.add_chart({"type": "column"})

    def content(self) -> bytes:
        """Return the finished workbook."""
        self._book.close()
        return self._output.getvalue()


def _width(title: str, values: Sequence[Value]) -> int:
    """Return a width in characters that shows the values, and the title on a few lines."""
    longest = max((len(_shown(value)) for value in values), default=0)
    word = max(len(word) for word in title.split())
    return min(max(longest + 2, word + 3, _NARROWEST), _WIDEST)


def _shown(value: Value) -> str:
    match value:
        case None:
            return ""
        case Decimal():
            return f"{number(value, 2)} €"
        case str():
            return value
        case _:
            return short_date(value)
