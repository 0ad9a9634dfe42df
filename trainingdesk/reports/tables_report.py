"""A report that is a title and some tables: on paper, as a workbook and for another program."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from reportlab.platypus import Flowable

from trainingdesk.domain.money import ZERO
from trainingdesk.domain.organisation import Organisation
from trainingdesk.french import number, short_date
from trainingdesk.paper import blocks as b
from trainingdesk.paper.letterhead import letterhead
from trainingdesk.paper.page import PaperInfo, render
from trainingdesk.reports.columns import Column, Value
from trainingdesk.reports.delimited import delimited
from trainingdesk.reports.workbook import Workbook


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTable:
    """One table of a report; `note` stands below it on paper, `empty` in its place without rows."""

    title: str
    columns: Sequence[Column[Any]]
    rows: Sequence[Any]
    note: str = ""
    empty: str = "Rien dans cette période."


@dataclass(frozen=True, slots=True, kw_only=True)
class TablesReport:
    """A title, what it is about, and its tables, the most asked for first."""

    title: str
    about: str
    on: date
    tables: Sequence[ReportTable]


def as_pdf(report: TablesReport, organisation: Organisation) -> bytes:
    """Return the report as PDF; the same report gives the same bytes."""
    info = PaperInfo(
        title=report.title,
        subject=f"{report.title}, {report.about}",
        author=organisation.name,
        dated=report.on,
        reference=report.about,
    )
    story = [
        *b.title(report.title, report.about[:1].upper() + report.about[1:]),
        *(piece for table in report.tables for piece in _table(table)),
    ]
    return render(info, letterhead(organisation), story)


def _table(table: ReportTable) -> list[Flowable]:
    head = b.heading(table.title)
    if not table.rows:
        return [*head, *b.text(table.empty)]
    columns = [
        b.Column(
            title=column.title,
            align="right" if column.kind == "amount" else "left",
            row_header=place == 0,
            weight=1 if column.kind == "amount" else 1.6,
        )
        for place, column in enumerate(table.columns)
    ]
    rows: list[b.Row] = [
        [_written(column.value(row)) for column in table.columns] for row in table.rows
    ]
    note = b.small(table.note) if table.note else []
    return [*head, *b.table(columns, rows, footer_rows=_totals(table), small=True), *note]


def _totals(table: ReportTable) -> list[b.Row]:
    if not any(column.kind == "amount" for column in table.columns):
        return []
    total: list[str] = []
    for place, column in enumerate(table.columns):
        if column.kind == "amount":
            values = (column.value(row) for row in table.rows)
            added = sum((value for value in values if isinstance(value, Decimal)), ZERO)
            total.append(_written(added))
        else:
            total.append("" if place else "Total")
    return [total]


def _written(value: Value) -> str:
    match value:
        case None:
            return ""
        case Decimal():
            return number(value, 2)
        case date():
            return short_date(value)
        case _:
            return value


def as_xlsx(report: TablesReport) -> bytes:
    """Return the report as XLSX, a sheet each table."""
    book = Workbook(
        f"{report.title} – {report.about}", report.on, left=report.title, right=report.about
    )
    for table in report.tables:
        book.table(book.sheet(table.title), table.columns, table.rows)
    return book.content()


def as_csv(report: TablesReport) -> bytes:
    """Return the first table as CSV."""
    first = report.tables[0]
    return delimited(first.columns, first.rows)
