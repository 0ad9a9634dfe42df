"""What suppliers billed in a period, by kind; a figure opens its bills."""

from collections.abc import Sequence
from datetime import date

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
from trainingdesk.domain.charges import ChargeLine, Charges
from trainingdesk.domain.labels import label
from trainingdesk.domain.money import ZERO
from trainingdesk.domain.supplier_bills import SupplierBill
from trainingdesk.french import euros, period, plural, short_date
from trainingdesk.services import charges_report
from trainingdesk.services.office import Office
from trainingdesk.services.reporting import Format

NOTHING = (
    "Aucune facture reçue dans cette période. « Devis et factures › Factures reçues » les range."
)


class ChargesFace(ReportFace[Charges]):
    """The bills of suppliers by kind, and one by one."""

    caption = charges_report.TITLE

    def compute(self, office: Office, first: date, last: date) -> Charges:
        """Return the charges of a period."""
        return charges_report.charges(office, first, last)

    def tabs(self, report: Charges) -> Sequence[tuple[str, QWidget]]:
        """Return the sums by kind, and the bills."""
        return [
            (charges_report.BY_KIND, self._kinds(report)),
            (charges_report.BILLS, self._bills(report.bills)),
        ]

    def heading(self, report: Charges) -> str:
        """Return the period."""
        return period(report.first, report.last)

    def counted(self, report: Charges) -> str:
        """Return what was billed, and what is still to be paid of it."""
        parts = [
            plural(len(report.bills), "facture reçue", "factures reçues"),
            f"{euros(report.total)} de charges",
        ]
        if waits := charges_report.unpaid(report):
            parts.append(f"{euros(waits)} à payer")
        return " · ".join(parts)

    def file_name(self, report: Charges, form: str) -> str:
        """Return the name of a file of it."""
        return f"Charges {report.first:%Y-%m-%d} au {report.last:%Y-%m-%d}.{form}"

    def content(self, office: Office, report: Charges, form: str) -> bytes:
        """Return the bytes of a file of it."""
        return charges_report.rendered(office, report, Format(form))

    def _kinds(self, report: Charges) -> QWidget:
        lines = report.lines
        rows = [_cells(line) for line in lines]
        if lines:
            rows.append(_total(report))
        table = small_table(
            ("Nature", "Compte", "Pièces", "HT", "TVA", "TTC", "Charge"),
            rows,
            right=(2, 3, 4, 5, 6),
            empty=NOTHING,
        )
        if not lines:
            return table
        spread(table)
        embolden(table, len(lines))
        on_opened(table, lambda row, _column: self._open_kind(report, row))
        return with_hint(table, charges_report.note(report))

    def _open_kind(self, report: Charges, row: int) -> None:
        kinds = [line.kind for line in report.lines]
        if row >= len(kinds):
            self.show_rows("Toutes les charges", self._bills(report.bills))
            return
        own = [bill for bill in report.bills if bill.charge is kinds[row]]
        self.show_rows(capital(label(kinds[row])), self._bills(own))

    def _bills(self, bills: Sequence[SupplierBill]) -> QWidget:
        table = small_table(
            ("Fournisseur", "Numéro", "Date", "Nature", "HT", "TVA", "TTC", "Payée le"),
            [
                (
                    bill.supplier_name,
                    bill.number,
                    _day(bill.issued_on),
                    label(bill.charge),
                    *(euros(bill.sign * each) for each in (bill.total_ht, bill.tva)),
                    euros(bill.sign * bill.total_ttc),
                    _day(bill.paid_on),
                )
                for bill in bills
            ],
            right=(4, 5, 6),
            long=(0, 1, 3),
            empty=NOTHING,
            opened=lambda row: self.desk.go_to("sales", bills[row].id or 0, "supplier_bills"),
        )
        spread(table)
        return table


def _cells(line: ChargeLine) -> tuple[str, ...]:
    return (
        capital(label(line.kind)),
        line.account,
        str(line.bills),
        *(euros(each) for each in (line.total_ht, line.tva, line.total_ttc, line.charged)),
    )


def _total(report: Charges) -> tuple[str, ...]:
    lines = report.lines
    return (
        "Total",
        "",
        str(sum(line.bills for line in lines)),
        euros(sum((line.total_ht for line in lines), ZERO)),
        euros(sum((line.tva for line in lines), ZERO)),
        euros(sum((line.total_ttc for line in lines), ZERO)),
        euros(report.total),
    )


def _day(day: date | None) -> str:
    return short_date(day) if day is not None else ""
