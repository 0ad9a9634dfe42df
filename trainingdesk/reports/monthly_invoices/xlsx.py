"""The report as a workbook."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from trainingdesk.domain.invoice_report import (
    InvoicePart,
    InvoiceReport,
    InvoiceRow,
    MonthSales,
    PaymentRow,
    Settlement,
)
from trainingdesk.domain.labels import label
from trainingdesk.french import month
from trainingdesk.reports.columns import Column, Value
from trainingdesk.reports.monthly_invoices.columns import invoice_columns, settlement_columns
from trainingdesk.reports.monthly_invoices.figures import (
    LEFT,
    NO_SESSION,
    UNEXPLAINED,
    Breakdown,
    Sums,
    breakdowns,
    credit_notes,
    invoices,
    period_name,
    received,
    remaining,
    situation,
    still_due_title,
    sums,
    title,
    treatment_name,
)
from trainingdesk.reports.workbook import Workbook

_ACCENT, _PALE = "#1F5A7A", "#A9BDCA"
_LABELS, _AMOUNTS = 60, 18
_COUNTS = (("Factures émises", invoices), ("Avoirs émis", credit_notes))


def as_xlsx(report: InvoiceReport) -> bytes:
    """Return the report as XLSX; the same report gives the same bytes."""
    name = period_name(report)
    book = Workbook(f"{title(report)} – {name}", report.as_of, left=name, right=situation(report))
    # The second sheet adds up cells of the others, whose places are known once written.
    first, summary = book.sheet("Factures"), book.sheet("Synthèse")
    invoiced = book.table(first, invoice_columns(report), report.rows)
    _write_breakdowns(book, report)
    book.table(book.sheet("Lignes"), _line_columns(), list(_lines(report.rows)))
    paid = book.table(book.sheet("Règlements"), _paid_columns(), list(_paid(report.payments)))
    due = book.table(book.sheet("Reste dû"), _due_columns(report), report.still_due)
    _write_months(book, report.twelve_months)
    _write_summary(book, summary, report, invoiced | paid, still_due=list(due.values())[-1])
    return book.content()


# In short ---------------------------------------------------------------------------------------


def _write_summary(
    book: Workbook,
    sheet: Worksheet,
    report: InvoiceReport,
    cells: dict[str, str],
    *,
    still_due: str,
) -> None:
    """Write the sums of the lists beside those of the year before; *cells* say where they are."""
    before = report.previous_year
    book.head(sheet, ["Synthèse", period_name(report), period_name(before)], (1, 2))
    sheet.set_column(0, 0, _LABELS)
    sheet.set_column(1, 2, _AMOUNTS)
    for line, (name, count) in enumerate(_COUNTS, 1):
        book.cell(sheet, line, 0, name)
        for place, rows in enumerate((report.rows, before.rows), 1):
            sheet.write_number(line, place, count(rows), book.look("count"))
    now_sums, before_sums = sums(report.rows), sums(before.rows)
    left = settlement_columns(report)[-1].title
    lines: list[tuple[str, str, Decimal, Decimal | None]] = [
        ("Facturé HT", cells["Total HT"], now_sums.total_ht, before_sums.total_ht),
        ("TVA", cells["Total TVA"], now_sums.tva, before_sums.tva),
        ("Facturé TTC", cells["Total TTC"], now_sums.total_ttc, before_sums.total_ttc),
        (
            "Règlements reçus",
            cells["Montant"],
            received(report.payments),
            received(before.payments),
        ),
        (LEFT, cells[left], remaining(report.rows), remaining(before.rows)),
        (still_due_title(report), still_due, remaining(report.still_due), None),
    ]
    for line, (name, added, amount, earlier) in enumerate(lines, 1 + len(_COUNTS)):
        book.cell(sheet, line, 0, name)
        # The whole sum, whatever a filter hides in the list.
        sheet.write_formula(line, 1, f"=SUM({added})", book.look("amount"), float(amount))
        book.cell(sheet, line, 2, earlier)


# Totals -----------------------------------------------------------------------------------------


def _write_breakdowns(book: Workbook, report: InvoiceReport) -> None:
    sheet = book.sheet("Totaux")
    before = period_name(report.previous_year)
    titles = ["Total par…", "HT", "TVA", "TTC", f"TTC {before}", "Écart"]
    book.head(sheet, titles, range(1, len(titles)))
    sheet.set_column(0, 0, _LABELS)
    sheet.set_column(1, len(titles) - 1, _AMOUNTS)
    line = 1
    for breakdown in breakdowns(report):
        line = _write_breakdown(book, sheet, line + 1, breakdown)


def _write_breakdown(book: Workbook, sheet: Worksheet, line: int, breakdown: Breakdown) -> int:
    """Write one breakdown from a line on; return the line below it."""
    sheet.write_string(line, 0, breakdown.title, book.look("group"))
    first = line + 1
    for group in breakdown.groups:
        line += 1
        values: list[Value] = [group.label, *_compared(group.sums, group.sums_before)]
        book.row(sheet, line, values, (_LABELS, *[_AMOUNTS] * (len(values) - 1)))
        _write_gap(sheet, line, group.sums, group.sums_before, book.look("amount"))
    line = max(line, first) + 1
    look = book.look("total_amount")
    sheet.write_string(line, 0, "Total", book.look("total"))
    for place, amount in enumerate(_compared(breakdown.sums, breakdown.sums_before), 1):
        formula = f"=SUM({xl_range(first, place, line - 1, place)})"
        sheet.write_formula(line, place, formula, look, float(amount))
    _write_gap(sheet, line, breakdown.sums, breakdown.sums_before, look)
    return line + 1


def _compared(now: Sums, before: Sums) -> tuple[Decimal, ...]:
    return now.total_ht, now.tva, now.total_ttc, before.total_ttc


def _write_gap(sheet: Worksheet, line: int, now: Sums, before: Sums, look: object) -> None:
    formula = f"={xl_rowcol_to_cell(line, 3)}-{xl_rowcol_to_cell(line, 4)}"
    sheet.write_formula(line, 5, formula, look, float(now.total_ttc - before.total_ttc))


# Lines, payments, dues, months ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Line:
    row: InvoiceRow
    part: InvoicePart


@dataclass(frozen=True, slots=True)
class _Paid:
    """A part of a payment: what settles one invoice, or what settles none."""

    payment: PaymentRow
    part: Settlement | None
    amount: Decimal


def _lines(rows: Sequence[InvoiceRow]) -> Iterator[_Line]:
    for row in rows:
        for part in row.parts:
            yield _Line(row, part)


def _line_columns() -> list[Column[_Line]]:
    return [
        Column("Numéro", "text", lambda line: line.row.number),
        Column("Date", "date", lambda line: line.row.issued_on),
        Column("Client", "text", lambda line: line.row.client),
        Column("Session", "text", lambda line: line.part.session),
        Column("Formation", "text", lambda line: line.part.course or NO_SESSION),
        Column("Désignation", "text", lambda line: line.part.label or UNEXPLAINED),
        Column("Taux de TVA", "text", _treatment_of),
        Column("HT", "amount", lambda line: line.part.total_ht),
        Column("TVA", "amount", lambda line: line.part.tva),
        Column("TTC", "amount", lambda line: line.part.total_ttc),
    ]


def _treatment_of(line: _Line) -> str:
    return treatment_name(line.part.rate, line.part.exemption)


def _paid(payments: Sequence[PaymentRow]) -> Iterator[_Paid]:
    for payment in payments:
        for part in payment.settlements:
            yield _Paid(payment, part, part.amount)
        if payment.unallocated:
            yield _Paid(payment, None, payment.unallocated)


def _paid_columns() -> list[Column[_Paid]]:
    return [
        Column("Date", "date", lambda paid: paid.payment.paid_on),
        Column("Moyen", "text", lambda paid: label(paid.payment.means)),
        Column("Référence", "text", lambda paid: paid.payment.reference),
        Column("Facture", "text", lambda paid: _settled(paid.part)),
        Column(
            "Client", "text", lambda paid: paid.part.client if paid.part else paid.payment.payer
        ),
        Column("Montant", "amount", lambda paid: paid.amount),
    ]


def _settled(part: Settlement | None) -> str:
    if part is None:
        return "non affecté"
    return part.number or "brouillon"


def _due_columns(report: InvoiceReport) -> list[Column[InvoiceRow]]:
    return [
        Column("Numéro", "text", lambda row: row.number),
        Column("Date", "date", lambda row: row.issued_on),
        Column("Client", "text", lambda row: row.client),
        Column("Payeur", "text", lambda row: row.payer),
        Column("Échéance", "date", lambda row: row.due_on),
        Column("Total TTC", "amount", lambda row: row.total_ttc),
        *settlement_columns(report),
    ]


def _write_months(book: Workbook, months: Sequence[MonthSales]) -> None:
    sheet = book.sheet("Douze mois")
    columns: list[Column[MonthSales]] = [
        Column("Mois", "text", lambda entry: month(entry.month)),
        Column("Facturé HT", "amount", lambda entry: entry.total_ht),
        Column("Un an plus tôt", "amount", lambda entry: entry.year_before),
    ]
    book.table(sheet, columns, months)
    chart = book.column_chart()
    for place, colour in ((2, _PALE), (1, _ACCENT)):
        chart.add_series(
            {
                "name": [sheet.get_name(), 0, place],
                "categories": [sheet.get_name(), 1, 0, len(months), 0],
                "values": [sheet.get_name(), 1, place, len(months), place],
                "fill": {"color": colour},
                "gap": 60,
            }
        )
    chart.set_title({"name": "Facturé HT, avoirs déduits", "name_font": {"size": 12}})
    chart.set_y_axis({"num_format": "#,##0"})
    # Below the bars that go down where credit notes outweigh a month's invoices.
    chart.set_x_axis({"label_position": "low"})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 760, "height": 340})
    sheet.insert_chart(1, 4, chart)
