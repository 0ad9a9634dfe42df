"""The columns of the aged balance: by payer, and invoice by invoice."""

from decimal import Decimal
from functools import partial

from trainingdesk.domain.aged_balance import Age, AgedBalance, PayerBalance, days_late
from trainingdesk.domain.invoice_report import InvoiceRow
from trainingdesk.domain.labels import label
from trainingdesk.domain.money import ZERO
from trainingdesk.reports.columns import Column

CLIENT, FUNDER = "Client", "Financeur"


def payer_columns(balance: AgedBalance) -> list[Column[PayerBalance]]:
    """Return what each payer owes by age; what was paid ahead only where somebody did."""
    columns: list[Column[PayerBalance]] = [
        Column("Payeur", "text", lambda payer: payer.name),
        Column("Qui", "text", lambda payer: FUNDER if payer.key.is_funder else CLIENT),
    ]
    columns += [Column(_title(age), "amount", partial(_owed, age)) for age in Age]
    if balance.credit != ZERO:
        columns.append(Column("Versé d’avance", "amount", lambda payer: -payer.credit))
    columns.append(Column("Solde", "amount", lambda payer: payer.total))
    return columns


def invoice_columns(balance: AgedBalance) -> list[Column[InvoiceRow]]:
    """Return each invoice of which something remains."""
    return [
        Column("Payeur", "text", lambda row: row.payer),
        Column("Client", "text", lambda row: row.client),
        Column("Facture", "text", lambda row: row.number),
        Column("Date", "date", lambda row: row.issued_on),
        Column("Échéance", "date", lambda row: row.due_on),
        Column("Retard", "text", lambda row: lateness(row, balance)),
        Column("Total TTC", "amount", lambda row: row.total_ttc),
        Column("Reste dû", "amount", lambda row: row.remaining),
    ]


def lateness(row: InvoiceRow, balance: AgedBalance) -> str:
    """Say how many days an invoice is late; nothing for one that is not."""
    late = days_late(row, balance.as_of)
    return f"{late} j" if late > 0 else ""


def _title(age: Age) -> str:
    words = label(age)
    return words[:1].upper() + words[1:]


def _owed(age: Age, payer: PayerBalance) -> Decimal:
    return payer.owed(age)
