"""The tax of a period, on invoices and on receipts."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from trainingdesk.desktop.details.report_face import ReportFace, embolden, spread, with_hint
from trainingdesk.desktop.widgets.detail import small_table
from trainingdesk.domain.money import ZERO
from trainingdesk.french import euros, period, short_date
from trainingdesk.reports.columns import Value
from trainingdesk.reports.tables_report import ReportTable
from trainingdesk.services import tva_report
from trainingdesk.services.office import Office
from trainingdesk.services.reporting import Format
from trainingdesk.services.tva_report import TvaReport


class TvaFace(ReportFace[TvaReport]):
    """What is to be declared, by the option of the office first."""

    caption = tva_report.TITLE

    def compute(self, office: Office, first: date, last: date) -> TvaReport:
        """Return the tax of a period."""
        return tva_report.tva_report(office, first, last)

    def tabs(self, report: TvaReport) -> Sequence[tuple[str, QWidget]]:
        """Return a sub-tab each table."""
        return [(table.title, _view(table)) for table in tva_report.tables(report).tables]

    def heading(self, report: TvaReport) -> str:
        """Return the period."""
        return period(report.first, report.last)

    def counted(self, report: TvaReport) -> str:
        """Return the tax that is due."""
        return f"{euros(sum((line.tva for line in report.due), ZERO))} de TVA"

    def file_name(self, report: TvaReport, form: str) -> str:
        """Return the name of a file of it."""
        return f"TVA {report.first:%Y-%m-%d} au {report.last:%Y-%m-%d}.{form}"

    def content(self, office: Office, report: TvaReport, form: str) -> bytes:
        """Return the bytes of a file of it."""
        return tva_report.rendered(office, report, Format(form))


def _view(table: ReportTable) -> QWidget:
    amounts = [place for place, column in enumerate(table.columns) if column.kind == "amount"]
    rows = [[_written(column.value(row)) for column in table.columns] for row in table.rows]
    if rows and amounts:
        rows.append(_total(table))
    made = small_table(
        [column.title for column in table.columns], rows, right=tuple(amounts), empty=table.empty
    )
    spread(made)
    if amounts:
        embolden(made, len(rows) - 1)
    return with_hint(made, table.note) if table.note else made


def _total(table: ReportTable) -> list[str]:
    cells = []
    for place, column in enumerate(table.columns):
        values: list[Any] = [column.value(row) for row in table.rows]
        is_amount = column.kind == "amount"
        words = "" if place else "Total"
        cells.append(euros(sum(values, ZERO)) if is_amount else words)
    return cells


def _written(value: Value) -> str:
    match value:
        case None:
            return ""
        case Decimal():
            return euros(value)
        case date():
            return short_date(value)
        case _:
            return value
