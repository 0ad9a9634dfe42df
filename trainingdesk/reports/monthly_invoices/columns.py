"""The columns of the list of invoices."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from trainingdesk.domain.invoice_report import InvoiceReport, InvoiceRow
from trainingdesk.domain.labels import label
from trainingdesk.domain.money import ZERO
from trainingdesk.domain.tva import Exemption
from trainingdesk.french import short_date
from trainingdesk.reports.columns import Column
from trainingdesk.reports.monthly_invoices.figures import treatment_name, treatments


def invoice_columns(report: InvoiceReport) -> list[Column[InvoiceRow]]:
    """Return the columns of the invoices: who, what, tax by rate, what is paid and what is due."""
    return [
        Column("Numéro", "text", lambda row: row.number),
        Column("Date", "date", lambda row: row.issued_on),
        Column("Type", "text", lambda row: label(row.kind)),
        Column("Corrige", "text", lambda row: row.corrects),
        Column("Client", "text", lambda row: row.client),
        Column("Payeur", "text", lambda row: row.payer),
        Column("Session", "text", lambda row: ", ".join(row.sessions)),
        *_bases(report.rows),
        Column("Total HT", "amount", lambda row: row.total_ht),
        *_taxes(report.rows),
        Column("Total TVA", "amount", lambda row: row.tva),
        *deduction_columns(report.rows),
        Column("Total TTC", "amount", lambda row: row.total_ttc),
        Column("Échéance", "date", lambda row: row.due_on),
        *settlement_columns(report),
    ]


def deduction_columns(rows: Sequence[InvoiceRow]) -> list[Column[InvoiceRow]]:
    """Return what deposits took off, where they took anything; the totals are what is left."""
    if not any(row.deducted for row in rows):
        return []
    return [Column("Dont acomptes déduits TTC", "amount", lambda row: -row.deducted)]


def settlement_columns(report: InvoiceReport) -> list[Column[InvoiceRow]]:
    """Return what was taken off each invoice until the day of the report, and what remains."""
    day = short_date(report.as_of)
    return [
        Column(f"Avoirs au {day}", "amount", lambda row: row.credited),
        Column(f"Payé au {day}", "amount", lambda row: row.paid),
        *_losses(report, day),
        Column(f"Reste dû au {day}", "amount", lambda row: row.remaining),
    ]


def _losses(report: InvoiceReport, day: str) -> list[Column[InvoiceRow]]:
    """Return what was given up, where anything was."""
    if not any(row.written_off for row in (*report.rows, *report.still_due)):
        return []
    return [Column(f"Passé en perte au {day}", "amount", lambda row: row.written_off)]


def _bases(rows: Sequence[InvoiceRow]) -> list[Column[InvoiceRow]]:
    return [
        Column(f"HT {treatment_name(rate, exemption)}", "amount", partial(_base, rate, exemption))
        for rate, exemption in treatments(rows)
    ]


def _taxes(rows: Sequence[InvoiceRow]) -> list[Column[InvoiceRow]]:
    return [
        Column(f"TVA {treatment_name(rate, exemption)}", "amount", partial(tax, rate))
        for rate, exemption in treatments(rows)
        if exemption is None
    ]


def _base(rate: Decimal | None, exemption: Exemption | None, row: InvoiceRow) -> Decimal:
    chosen = (rate, exemption)
    parts = (part for part in row.parts if (part.rate, part.exemption) == chosen)
    return sum((part.total_ht for part in parts), ZERO)


def tax(rate: Decimal | None, row: InvoiceRow) -> Decimal:
    """Return the tax of an invoice at one rate."""
    return sum((part.tva for part in row.parts if part.rate == rate), ZERO)
