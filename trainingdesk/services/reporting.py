"""Reports: read in one go, and written where the user chose."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from trainingdesk.domain import aged_balance as balances
from trainingdesk.domain.aged_balance import AgedBalance
from trainingdesk.domain.invoice_report import InvoiceReport, year_before
from trainingdesk.domain.periods import check_period
from trainingdesk.services.office import Office
from trainingdesk.services.writing import write_whole
from trainingdesk.storage import office as identity
from trainingdesk.storage import reports as store

if TYPE_CHECKING:
    from trainingdesk.reports.tables_report import TablesReport


class Format(StrEnum):
    """The forms of a report; the value is the suffix of its file."""

    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"


def invoice_report(office: Office, first: date, last: date) -> InvoiceReport:
    """Return the report of the invoices from *first* to *last*, paid up to today.

    Raises:
        RuleBroken: the period ends before it begins.
    """
    check_period(first, last)
    as_of = office.today()
    with store.snapshot(office.db):
        chosen = store.period(office.db, first, last, as_of)
        return InvoiceReport(
            first=first,
            last=last,
            as_of=as_of,
            rows=chosen.rows,
            payments=chosen.payments,
            previous_year=store.period(office.db, *year_before(first, last), as_of),
            still_due=store.still_due(office.db, last, as_of),
            twelve_months=store.twelve_months(office.db, last),
        )


def aged_balance(office: Office) -> AgedBalance:
    """Return what is owed to the office today, by payer and by how long it has been due."""
    as_of = office.today()
    with store.snapshot(office.db):
        return balances.aged_balance(
            store.still_due(office.db, as_of, as_of), store.paid_ahead(office.db, as_of), as_of
        )


def balance_rendered(office: Office, balance: AgedBalance, form: Format) -> bytes:
    """Return the aged balance as the bytes of a file.

    Raises:
        RuleBroken: the paper needs the office's identity, which is not entered yet.
    """
    if form is Format.PDF:
        from trainingdesk.reports.aged_balance.pdf import as_pdf  # noqa: PLC0415

        return as_pdf(balance, identity.organisation(office.db))
    from trainingdesk.reports.aged_balance import files  # noqa: PLC0415

    return files.as_xlsx(balance) if form is Format.XLSX else files.as_csv(balance)


def rendered(office: Office, report: InvoiceReport, form: Format) -> bytes:
    """Return the report as the bytes of a file.

    Raises:
        RuleBroken: the paper needs the office's identity, which is not entered yet.
    """
    # Each brings a library that takes a while to import, and mostly one is asked for.
    match form:
        case Format.PDF:
            from trainingdesk.reports.monthly_invoices.pdf import as_pdf  # noqa: PLC0415

            return as_pdf(report, identity.organisation(office.db))
        case Format.XLSX:
            from trainingdesk.reports.monthly_invoices.xlsx import as_xlsx  # noqa: PLC0415

            return as_xlsx(report)
        case Format.CSV:
            from trainingdesk.reports.monthly_invoices.csv_file import as_csv  # noqa: PLC0415

            return as_csv(report)


def tables_rendered(office: Office, report: "TablesReport", form: Format) -> bytes:
    """Return a report that is a title and some tables as the bytes of a file.

    Raises:
        RuleBroken: the paper needs the office's identity, which is not entered yet.
    """
    from trainingdesk.reports import tables_report  # noqa: PLC0415

    match form:
        case Format.PDF:
            return tables_report.as_pdf(report, identity.organisation(office.db))
        case Format.XLSX:
            return tables_report.as_xlsx(report)
        case Format.CSV:
            return tables_report.as_csv(report)


def export(office: Office, report: InvoiceReport, form: Format, path: Path) -> Path:
    """Write the report to a file whole or not at all, in place of an earlier one; return it.

    Raises:
        RuleBroken: the file cannot be written; what stood there is untouched.
    """
    return write_whole(path, rendered(office, report, form))
