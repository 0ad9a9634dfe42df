"""Reports: choose a period, look at it, open the rows behind a figure, take it elsewhere."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableWidget,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from trainingdesk.desktop import theme
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.jobs import Ticket
from trainingdesk.desktop.pages.page import Page
from trainingdesk.desktop.pdf_window import ReportWindow
from trainingdesk.desktop.widgets.detail import ShortTable, small_table
from trainingdesk.desktop.widgets.shown import capital
from trainingdesk.domain.calendar import month_end
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoice_report import (
    InvoiceReport,
    InvoiceRow,
    PaymentRow,
    is_whole_month,
)
from trainingdesk.domain.invoices import InvoiceKind
from trainingdesk.domain.labels import label
from trainingdesk.domain.money import ZERO
from trainingdesk.french import euros, parse_day, period, plural, short_date, typeset
from trainingdesk.reports.monthly_invoices import figures
from trainingdesk.reports.monthly_invoices.figures import Breakdown, Share, Sums
from trainingdesk.services import reporting
from trainingdesk.services.changes import Kind
from trainingdesk.services.reporting import Format

FORMATS = (
    (Format.PDF, "PDF", "file-text", "Document PDF (*.pdf)"),
    (Format.XLSX, "Excel", "download", "Classeur Excel (*.xlsx)"),
    (Format.CSV, "CSV", "download", "Fichier CSV (*.csv)"),
)
BREAKDOWN_AMOUNTS = ("HT", "TVA", "TTC", "HT un an avant")


class ReportsPage(Page):
    """The reports of the office; the invoices of a month for now."""

    name = "reports"
    title = "États et bilans"
    icon = "chart-column"
    shows = frozenset({Kind.INVOICES, Kind.PAYMENTS, Kind.CLIENTS, Kind.OFFICE})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.report: InvoiceReport | None = None
        self._asked = 0
        today = desk.office.today()
        self._which = QComboBox(self)
        self._which.addItem("Rapport mensuel des factures")
        self._which.setAccessibleName("Rapport")
        self.first = self._day_field("Du", today.replace(day=1))
        self.last = self._day_field("Au", month_end(today))
        self._period = QLabel(self)
        self._period.setProperty("role", "heading")
        self._period.setMinimumWidth(200)
        self._trouble = QLabel(self)
        self._trouble.setProperty("role", "error")
        self._trouble.setWordWrap(True)
        self._trouble.hide()
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self._exports: list[QToolButton] = []
        self._arrange()

    def read(self) -> None:
        """Compute the report of the period, beside the window."""
        days = self._days()
        if days is None:
            return
        self._asked += 1
        asked, (first, last) = self._asked, days
        self._period.setText(capital(period(first, last)))

        def work(ticket: Ticket) -> tuple[int, InvoiceReport]:
            return asked, reporting.invoice_report(ticket.office, first, last)

        self.desk.jobs.run("Rapport", work, self._computed, self._failed)

    def _computed(self, result: tuple[int, InvoiceReport]) -> None:
        asked, report = result
        if asked == self._asked:
            self.show_report(report)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, RuleBroken):
            self._tell(str(error))
        else:
            self.desk.report(error)

    def show_report(self, report: InvoiceReport) -> None:
        """Show the figures of a report; the sub-tab that was in front stays there."""
        self.report = report
        self._tell("")
        self._period.setText(capital(figures.period_name(report)))
        front = self.tabs.currentIndex()
        while self.tabs.count():
            widget = self.tabs.widget(0)
            self.tabs.removeTab(0)
            if widget is not None:
                widget.deleteLater()
        self.tabs.addTab(self._summary(report), "Synthèse")
        self.tabs.addTab(self._invoices(report.rows), f"Factures ({len(report.rows)})")
        for breakdown in figures.breakdowns(report):
            self.tabs.addTab(self._breakdown(breakdown), breakdown.title)
        self.tabs.addTab(self._payments(report.payments), f"Règlements ({len(report.payments)})")
        self.tabs.addTab(self._invoices(report.still_due), "Reste dû")
        self.tabs.setCurrentIndex(max(front, 0))
        for button in self._exports:
            button.setEnabled(True)
        self.say(plural(figures.invoices(report.rows), "facture"))

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
        _spread(table)
        _on_opened(table, lambda row, column: self._open_figure(rows[row], column))
        return _with_hint(table, figures.situation(report))

    def _breakdown(self, breakdown: Breakdown) -> QWidget:
        rows = [(group.label, group.sums, group.sums_before) for group in breakdown.groups]
        rows.append(("Total", breakdown.sums, breakdown.sums_before))
        table = small_table(
            (breakdown.heading, *BREAKDOWN_AMOUNTS),
            [(name, *_written(sums), euros(former.total_ht)) for name, sums, former in rows],
            right=(1, 2, 3, 4),
        )
        _spread(table)
        _embolden(table, len(rows) - 1)

        def open_cell(row: int, column: int) -> None:
            groups = breakdown.groups[row : row + 1] if row < len(breakdown.groups) else ()
            chosen = groups or breakdown.groups
            is_former = column == len(BREAKDOWN_AMOUNTS)
            shares = [s for g in chosen for s in (g.before if is_former else g.shares)]
            name = groups[0].label if groups else breakdown.title
            self._open_shares(f"{name} – un an avant" if is_former else name, shares)

        _on_opened(table, open_cell)
        return _with_hint(table, "Un double clic sur un chiffre ouvre les factures derrière lui.")

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
        _on_opened(table, lambda row, _column: self._open_invoice(rows[row]))
        return table

    def _payments(self, rows: Sequence[PaymentRow]) -> QWidget:
        table = small_table(
            ("Date", "Montant", "Moyen", "Factures", "Clients", "Non affecté", "Référence"),
            [_payment_cells(row) for row in rows],
            right=(1, 5),
            empty="Aucun règlement dans cette période.",
        )
        _on_opened(table, lambda row, _column: self.desk.go_to("sales", rows[row].id, "payments"))
        return table

    # Rows behind a figure -------------------------------------------------------------------------

    def _open_figure(self, figure: "_Figure", column: int) -> None:
        is_former = column == 2  # noqa: PLR2004 - the column of the year before
        behind = figure.before if is_former else figure.behind
        name = f"{figure.name} – un an avant" if is_former else figure.name
        payments = [row for row in behind if isinstance(row, PaymentRow)]
        if payments:
            self._show_rows(name, self._payments(payments))
        else:
            found = [row for row in behind if isinstance(row, InvoiceRow)]
            self._show_rows(name, self._invoices(found))

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
        _on_opened(table, lambda row, _column: self._open_invoice(rows[row][0]))
        self._show_rows(name, table)

    def _open_invoice(self, row: InvoiceRow) -> None:
        view = "credit_notes" if row.kind is InvoiceKind.CREDIT_NOTE else "invoices"
        self.desk.go_to("sales", row.id, view)

    def _show_rows(self, name: str, table: QWidget) -> None:
        RowsWindow(self, name, table).show()

    # Taking it elsewhere --------------------------------------------------------------------------

    def _export(self, form: Format, kind: str) -> None:
        report = self.report
        if report is None:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = f"{folder}/{figures.file_name(report)}.{form}"
        chosen, _filter = QFileDialog.getSaveFileName(self, "Enregistrer le rapport", name, kind)
        if not chosen:
            return
        path = Path(chosen)
        if not path.suffix:
            path = path.with_suffix(f".{form}")
        self.desk.jobs.run(
            "Rapport",
            lambda ticket: reporting.export(ticket.office, report, form, path),
            lambda file: self.desk.tell(typeset(f"Rapport enregistré : {file}")),
            self._failed,
        )

    def _preview(self) -> None:
        """Show the report as it prints, in a window that prints and saves it."""
        report = self.report
        if report is None:
            return
        name = figures.file_name(report)
        self.desk.jobs.run(
            "Rapport",
            lambda ticket: reporting.rendered(ticket.office, report, Format.PDF),
            lambda pdf: ReportWindow(self.desk, figures.title(report), name, pdf).show(),
            self._failed,
        )

    # The period -----------------------------------------------------------------------------------

    def show_period(self, first: date, last: date) -> None:
        """Choose a period and compute its report."""
        self.first.setText(short_date(first))
        self.last.setText(short_date(last))
        self.read()

    def _days(self) -> tuple[date, date] | None:
        """Return the period that is typed; what cannot be read is told."""
        found = []
        for field in (self.first, self.last):
            try:
                found.append(parse_day(field.text(), self.desk.office.today()))
            except ValueError:
                self._tell("Écrivez une date, par exemple 01/11/2026.")
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return None
        return found[0], found[1]

    @Slot()
    def _typed(self) -> None:
        days = self._days()
        if days is not None:
            self.show_period(*days)

    def _step(self, months: int) -> None:
        """Go to the month before or after the one that the period begins in."""
        days = self._days()
        if days is None:
            return
        first = days[0].replace(day=1)
        if months > 0:
            first = (days[0].replace(day=1) + timedelta(days=31)).replace(day=1)
        elif is_whole_month(*days):
            first = (first - timedelta(days=1)).replace(day=1)
        self.show_period(first, month_end(first))

    def _tell(self, words: str) -> None:
        self._trouble.setText(typeset(words))
        self._trouble.setVisible(bool(words))

    # Building -------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self._which)
        before = self._tool("chevron-left", "Mois précédent", partial(self._step, -1))
        after = self._tool("chevron-right", "Mois suivant", partial(self._step, 1))
        for widget in (before, after, QLabel("Du", self), self.first, QLabel("au", self)):
            bar.addWidget(widget)
        bar.addWidget(self.last)
        bar.addStretch(1)
        for form, words, icon, kind in FORMATS:
            button = self._tool(icon, words, partial(self._export, form, kind), text=True)
            self._exports.append(button)
        self._exports.append(self._tool("printer", "Voir et imprimer", self._preview, text=True))
        for button in self._exports:
            button.setEnabled(False)
            bar.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(bar)
        layout.addWidget(self._trouble)
        layout.addWidget(self._period)
        layout.addWidget(self.tabs, 1)

    def _day_field(self, name: str, day: date) -> QLineEdit:
        field = QLineEdit(short_date(day), self)
        field.setAccessibleName(name)
        field.setFixedWidth(110)
        field.returnPressed.connect(self._typed)
        return field

    def _tool(
        self, icon: str, words: str, act: Callable[[], object], *, text: bool = False
    ) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(theme.icon(icon))
        button.setAccessibleName(words)
        button.setToolTip(words)
        if text:
            button.setText(f" {words}")
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.clicked.connect(lambda _checked=False: act())
        return button


class RowsWindow(QDialog):
    """The rows behind a figure; opening one shows it on its page."""

    def __init__(self, parent: QWidget, name: str, table: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(table)
        self.resize(960, 480)


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


def _spread(table: QWidget) -> None:
    """Give the room that is left to the names, so that amounts stand together at the right."""
    if isinstance(table, QTableWidget):
        header = table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)


def _on_opened(table: QWidget, act: Callable[[int, int], object]) -> None:
    if isinstance(table, ShortTable):
        table.opened.connect(act)


def _embolden(table: QWidget, row: int) -> None:
    if isinstance(table, QTableWidget):
        for column in range(table.columnCount()):
            if (item := table.item(row, column)) is not None:
                font = QFont(table.font())
                font.setBold(True)
                item.setFont(font)


def _with_hint(table: QWidget, words: str) -> QWidget:
    whole = QWidget()
    layout = QVBoxLayout(whole)
    layout.setContentsMargins(0, 8, 0, 0)
    layout.setSpacing(8)
    hint = QLabel(typeset(words))
    hint.setProperty("role", "muted")
    layout.addWidget(table, 1)
    layout.addWidget(hint)
    return whole
