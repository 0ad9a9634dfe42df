"""The report of the invoices of a month or any other period."""

from collections.abc import Sequence
from dataclasses import dataclass
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
from trainingdesk.domain.invoice_report import InvoiceReport, InvoiceRow, PaymentRow
from trainingdesk.domain.invoices import InvoiceKind
from trainingdesk.domain.labels import label
from trainingdesk.domain.money import ZERO
from trainingdesk.french import euros, plural, short_date
from trainingdesk.reports.monthly_invoices import figures
from trainingdesk.reports.monthly_invoices.figures import Breakdown, Share, Sums
from trainingdesk.services import reporting
from trainingdesk.services.office import Office
from trainingdesk.services.reporting import Format

BREAKDOWN_AMOUNTS = ("HT", "TVA", "TTC", "HT un an avant")


class InvoicesFace(ReportFace[InvoiceReport]):
    """Every invoice and credit note of a period, its totals, what was paid and what is due."""

    caption = "Rapport mensuel des factures"

    def compute(self, office: Office, first: date, last: date) -> InvoiceReport:
        """Return the report of a period."""
        return reporting.invoice_report(office, first, last)

    def tabs(self, report: InvoiceReport) -> Sequence[tuple[str, QWidget]]:
        """Return the summary, the rows, and the totals each in its way."""
        return [
            ("Synthèse", self._summary(report)),
            (f"Factures ({len(report.rows)})", self._invoices(report.rows)),
            *(
                (breakdown.title, self._breakdown(breakdown))
                for breakdown in figures.breakdowns(report)
            ),
            (f"Règlements ({len(report.payments)})", self._payments(report.payments)),
            ("Reste dû", self._invoices(report.still_due)),
        ]

    def heading(self, report: InvoiceReport) -> str:
        """Return the period."""
        return figures.period_name(report)

    def counted(self, report: InvoiceReport) -> str:
        """Return how many invoices there are."""
        return plural(figures.invoices(report.rows), "facture")

    def title(self, report: InvoiceReport) -> str:
        """Return the name of the report, which is another for a month."""
        return figures.title(report)

    def file_name(self, report: InvoiceReport, form: str) -> str:
        """Return the name of a file of it."""
        return f"{figures.file_name(report)}.{form}"

    def content(self, office: Office, report: InvoiceReport, form: str) -> bytes:
        """Return the bytes of a file of it."""
        return reporting.rendered(office, report, Format(form))

    # Figures --------------------------------------------------------------------------------------

    def _summary(self, report: InvoiceReport) -> QWidget:
        now, before = report.rows, report.previous_year.rows
        rows = [
            _Figure(
                "Factures",
                str(figures.invoices(now)),
                str(figures.invoices(before)),
                _kept(now, credit=False),
                _kept(before, credit=False),
            ),
            _Figure(
                "Avoirs",
                str(figures.credit_notes(now)),
                str(figures.credit_notes(before)),
                _kept(now, credit=True),
                _kept(before, credit=True),
            ),
            *(
                _Figure(name, euros(value), euros(former), now, before)
                for name, value, former in _amounts(figures.sums(now), figures.sums(before))
            ),
            _Figure(
                "Règlements reçus",
                euros(figures.received(report.payments)),
                euros(figures.received(report.previous_year.payments)),
                report.payments,
                report.previous_year.payments,
            ),
            _Figure(
                figures.LEFT,
                euros(figures.remaining(now)),
                "",
                tuple(row for row in now if row.remaining),
            ),
            _Figure(
                figures.still_due_title(report),
                euros(figures.remaining(report.still_due)),
                "",
                report.still_due,
            ),
        ]
        table = small_table(
            ("Chiffre", "Période", "Un an avant"),
            [(row.name, row.value, row.former) for row in rows],
            right=(1, 2),
        )
        spread(table)
        on_opened(table, lambda row, column: self._open_figure(rows[row], column))
        return with_hint(table, figures.situation(report))

    def _breakdown(self, breakdown: Breakdown) -> QWidget:
        rows = [(group.label, group.sums, group.sums_before) for group in breakdown.groups]
        rows.append(("Total", breakdown.sums, breakdown.sums_before))
        table = small_table(
            (breakdown.heading, *BREAKDOWN_AMOUNTS),
            [(name, *_written(sums), euros(former.total_ht)) for name, sums, former in rows],
            right=(1, 2, 3, 4),
        )
        spread(table)
        embolden(table, len(rows) - 1)

        def open_cell(row: int, column: int) -> None:
            groups = breakdown.groups[row : row + 1] if row < len(breakdown.groups) else ()
            chosen = groups or breakdown.groups
            is_former = column == len(BREAKDOWN_AMOUNTS)
            shares = [s for g in chosen for s in (g.before if is_former else g.shares)]
            name = groups[0].label if groups else breakdown.title
            self._open_shares(f"{name} – un an avant" if is_former else name, shares)

        on_opened(table, open_cell)
        return with_hint(table, "Un double clic sur un chiffre ouvre les factures derrière lui.")

    def _invoices(self, rows: Sequence[InvoiceRow]) -> QWidget:
        table = small_table(
            (
                "N°",
                "Date",
                "Type",
                "Client",
                "Payeur",
                "HT",
                "TVA",
                "TTC",
                "Réglé",
                "Reste dû",
                "Échéance",
            ),
            [_invoice_cells(row) for row in rows],
            right=(5, 6, 7, 8, 9),
            empty="Aucune facture dans cette période.",
        )
        on_opened(table, lambda row, _column: self.open_invoice(rows[row]))
        return table

    def _payments(self, rows: Sequence[PaymentRow]) -> QWidget:
        table = small_table(
            ("Date", "Montant", "Moyen", "Factures", "Clients", "Non affecté", "Référence"),
            [_payment_cells(row) for row in rows],
            right=(1, 5),
            empty="Aucun règlement dans cette période.",
        )
        on_opened(table, lambda row, _column: self.desk.go_to("sales", rows[row].id, "payments"))
        return table

    # Rows behind a figure -------------------------------------------------------------------------

    def _open_figure(self, figure: "_Figure", column: int) -> None:
        is_former = column == 2  # noqa: PLR2004 - the column of the year before
        behind = figure.before if is_former else figure.behind
        name = f"{figure.name} – un an avant" if is_former else figure.name
        payments = [row for row in behind if isinstance(row, PaymentRow)]
        if payments:
            self.show_rows(name, self._payments(payments))
        else:
            found = [row for row in behind if isinstance(row, InvoiceRow)]
            self.show_rows(name, self._invoices(found))

    def _open_shares(self, name: str, shares: Sequence[Share]) -> None:
        """Show what each invoice brings to a total: all its lines, or some of them."""
        rows = [
            (
                share.row,
                Sums(
                    sum((part.total_ht for part in share.parts), ZERO),
                    sum((part.tva for part in share.parts), ZERO),
                ),
            )
            for share in shares
        ]
        table = small_table(
            ("N°", "Date", "Client", "HT compté", "TVA", "TTC compté", "TTC de la facture"),
            [
                (
                    row.number,
                    short_date(row.issued_on),
                    row.client,
                    *_written(sums),
                    euros(row.total_ttc),
                )
                for row, sums in rows
            ],
            right=(3, 4, 5, 6),
            empty="Aucune facture derrière ce chiffre.",
        )
        on_opened(table, lambda row, _column: self.open_invoice(rows[row][0]))
        self.show_rows(name, table)


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure of the summary, with the rows behind it and behind that of the year before."""

    name: str
    value: str
    former: str
    behind: Sequence[InvoiceRow | PaymentRow]
    before: Sequence[InvoiceRow | PaymentRow] = ()


def _kept(rows: Sequence[InvoiceRow], *, credit: bool) -> tuple[InvoiceRow, ...]:
    return tuple(row for row in rows if (row.kind is InvoiceKind.CREDIT_NOTE) is credit)


def _amounts(now: Sums, before: Sums) -> tuple[tuple[str, Decimal, Decimal], ...]:
    return (
        ("Total HT", now.total_ht, before.total_ht),
        ("Total TVA", now.tva, before.tva),
        ("Total TTC", now.total_ttc, before.total_ttc),
    )


def _written(sums: Sums) -> tuple[str, str, str]:
    return euros(sums.total_ht), euros(sums.tva), euros(sums.total_ttc)


def _invoice_cells(row: InvoiceRow) -> tuple[str, ...]:
    return (
        row.number,
        short_date(row.issued_on),
        capital(label(row.kind)),
        row.client,
        row.funder or "",
        euros(row.total_ht),
        euros(row.tva),
        euros(row.total_ttc),
        euros(row.paid),
        euros(row.remaining) if row.kind is not InvoiceKind.CREDIT_NOTE else "",
        short_date(row.due_on) if row.due_on else "",
    )


def _payment_cells(row: PaymentRow) -> tuple[str, ...]:
    return (
        short_date(row.paid_on),
        euros(row.amount),
        capital(label(row.means)),
        ", ".join(part.number or "brouillon" for part in row.settlements),
        ", ".join(dict.fromkeys(part.client for part in row.settlements)),
        euros(row.unallocated) if row.unallocated else "",
        row.reference,
    )
