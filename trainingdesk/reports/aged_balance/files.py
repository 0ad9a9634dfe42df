"""The aged balance as a workbook and for another program."""

from datetime import timedelta

from trainingdesk.domain.aged_balance import AgedBalance, ExpectedWeek, expected_cash
from trainingdesk.french import long_date, short_date
from trainingdesk.reports.aged_balance.columns import invoice_columns, payer_columns
from trainingdesk.reports.columns import Column
from trainingdesk.reports.delimited import delimited
from trainingdesk.reports.workbook import Workbook

TITLE = "Balance âgée"
_REST_OF_WEEK = timedelta(days=6)


def as_xlsx(balance: AgedBalance) -> bytes:
    """Return the balance as XLSX: by payer, by invoice, and what is expected week by week."""
    on = f"au {long_date(balance.as_of)}"
    book = Workbook(f"{TITLE} {on}", balance.as_of, left=TITLE, right=on)
    book.table(book.sheet("Par payeur"), payer_columns(balance), balance.payers)
    book.table(book.sheet("Par facture"), invoice_columns(balance), balance.rows)
    weeks = expected_cash(balance.rows, balance.as_of)
    book.table(book.sheet("Encaissements attendus"), _week_columns(), weeks)
    return book.content()


def as_csv(balance: AgedBalance) -> bytes:
    """Return the invoices of which something remains as CSV, one a line."""
    return delimited(invoice_columns(balance), balance.rows)


def week_name(week: ExpectedWeek) -> str:
    """Name a week by its days, and what is late already."""
    if week.monday is None:
        return "Déjà échu"
    return f"Du {short_date(week.monday)} au {short_date(week.monday + _REST_OF_WEEK)}"


def _week_columns() -> list[Column[ExpectedWeek]]:
    return [
        Column("Semaine", "text", week_name),
        Column("Factures", "text", lambda week: ", ".join(row.number for row in week.rows)),
        Column("Attendu", "amount", lambda week: week.amount),
    ]
