"""The list of invoices for another program."""

from trainingdesk.domain.invoice_report import InvoiceReport
from trainingdesk.reports.delimited import delimited
from trainingdesk.reports.monthly_invoices.columns import invoice_columns


def as_csv(report: InvoiceReport) -> bytes:
    """Return the invoices and credit notes as CSV, one a line."""
    return delimited(invoice_columns(report), report.rows)
