"""The aged balance: what is owed today, by payer and by how long it has been due."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from trainingdesk.desktop.details.report_face import (
    ReportFace,
    embolden,
    on_opened,
    spread,
    with_hint,
)
from trainingdesk.desktop.widgets.detail import small_table
from trainingdesk.desktop.widgets.shown import capital
from trainingdesk.domain.aged_balance import (
    Age,
    AgedBalance,
    ExpectedWeek,
    PayerBalance,
    age,
    days_late,
    expected_cash,
)
from trainingdesk.domain.invoice_report import InvoiceRow
from trainingdesk.domain.labels import label
from trainingdesk.domain.money import ZERO
from trainingdesk.french import euros, long_date, plural, short_date
from trainingdesk.reports.aged_balance.files import TITLE, week_name
from trainingdesk.services import reporting
from trainingdesk.services.office import Office
from trainingdesk.services.reporting import Format

NOBODY = "Personne ne doit rien : toutes les factures émises sont soldées."
FIRST_AGE = 1
"""The column of the first age."""


class BalanceFace(ReportFace[AgedBalance]):
    """What clients and funders owe, and when it should come in."""

    caption = TITLE
    has_period = False

    def compute(self, office: Office, first: date, last: date) -> AgedBalance:  # noqa: ARG002 - it stands today
        """Return the balance of today."""
        return reporting.aged_balance(office)

    def tabs(self, report: AgedBalance) -> Sequence[tuple[str, QWidget]]:
        """Return what is owed by payer, by invoice and by week."""
        weeks = expected_cash(report.rows, report.as_of)
        return [
            ("Par payeur", self._payers(report)),
            (f"Par facture ({len(report.rows)})", self._invoices(report, report.rows)),
            ("Encaissements attendus", self._weeks(report, weeks)),
        ]

    def heading(self, report: AgedBalance) -> str:
        """Return the day."""
        return f"au {long_date(report.as_of)}"

    def counted(self, report: AgedBalance) -> str:
        """Return how much is owed and how much of it is late."""
        return f"{euros(report.total)} à recevoir, dont {euros(report.late)} échus"

    def file_name(self, report: AgedBalance, form: str) -> str:
        """Return the name of a file of it."""
        return f"{TITLE} {report.as_of:%Y-%m-%d}.{form}"

    def content(self, office: Office, report: AgedBalance, form: str) -> bytes:
        """Return the bytes of a file of it."""
        return reporting.balance_rendered(office, report, Format(form))

    def _payers(self, report: AgedBalance) -> QWidget:
        rows = [_payer_cells(payer) for payer in report.payers]
        total = (
            f"Total, {plural(len(rows), 'payeur')}",
            *(_written(report.owed(each)) for each in Age),
            _written(-report.credit),
            euros(report.total),
        )
        captions = ("Payeur", *(capital(label(each)) for each in Age), "Versé d’avance", "Solde")
        table = small_table(
            captions,
            [*rows, total] if rows else [],
            right=tuple(range(1, len(captions))),
            empty=NOBODY,
        )
        spread(table)
        embolden(table, len(rows))

        def open_cell(row: int, column: int) -> None:
            chosen = report.payers[row : row + 1] or report.payers
            self._open_payers(report, chosen, column)

        on_opened(table, open_cell)
        return with_hint(table, "Un double clic sur un chiffre ouvre les factures derrière lui.")

    def _open_payers(
        self, report: AgedBalance, payers: Sequence[PayerBalance], column: int
    ) -> None:
        ages = list(Age)[column - FIRST_AGE : column] if column >= FIRST_AGE else []
        rows = [
            row
            for payer in payers
            for row in payer.rows
            if not ages or age(row, report.as_of) in ages
        ]
        name = payers[0].name if len(payers) == 1 else TITLE
        words = f"{name} – {label(ages[0])}" if ages else name
        self.show_rows(words, self._invoices(report, rows))

    def _invoices(self, report: AgedBalance, rows: Sequence[InvoiceRow]) -> QWidget:
        table = small_table(
            ("Facture", "Payeur", "Client", "Date", "Échéance", "Retard", "TTC", "Reste dû"),
            [_invoice_cells(row, report) for row in rows],
            right=(5, 6, 7),
            empty="Aucune facture derrière ce chiffre.",
        )
        on_opened(table, lambda row, _column: self.open_invoice(rows[row]))
        return table

    def _weeks(self, report: AgedBalance, weeks: Sequence[ExpectedWeek]) -> QWidget:
        table = small_table(
            ("Semaine", "Factures", "Attendu"),
            [
                (week_name(week), plural(len(week.rows), "facture"), euros(week.amount))
                for week in weeks
            ],
            right=(1, 2),
            empty="Rien n’est attendu.",
        )
        spread(table)
        on_opened(
            table,
            lambda row, _column: self.show_rows(
                week_name(weeks[row]), self._invoices(report, weeks[row].rows)
            ),
        )
        return table


def _payer_cells(payer: PayerBalance) -> tuple[str, ...]:
    name = f"{payer.name} (financeur)" if payer.key.is_funder else payer.name
    return (
        name,
        *(_written(payer.owed(each)) for each in Age),
        _written(-payer.credit),
        euros(payer.total),
    )


def _written(amount: Decimal) -> str:
    return euros(amount) if amount != ZERO else ""


def _invoice_cells(row: InvoiceRow, report: AgedBalance) -> tuple[str, ...]:
    late = days_late(row, report.as_of)
    return (
        row.number,
        row.payer,
        row.client,
        short_date(row.issued_on),
        short_date(row.due_on) if row.due_on else "à réception",
        plural(late, "jour") if late > 0 else "",
        euros(row.total_ttc),
        euros(row.remaining),
    )
