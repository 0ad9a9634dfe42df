"""What every report of «États et bilans» is: computed beside the window, shown, taken elsewhere."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QLabel,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)

from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.widgets.detail import ShortTable
from trainingdesk.domain.invoice_report import InvoiceRow
from trainingdesk.domain.invoices import InvoiceKind
from trainingdesk.french import typeset
from trainingdesk.services.office import Office
from trainingdesk.services.reporting import Format

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Form:
    """One way to take a report elsewhere: its key, its button, the files it makes, what it is."""

    key: str
    words: str
    icon: str
    files: str
    hint: str = ""


USUAL_FORMS = (
    Form(Format.PDF, "PDF", "file-text", "Document PDF (*.pdf)"),
    Form(Format.XLSX, "Excel", "download", "Classeur Excel (*.xlsx)"),
    Form(Format.CSV, "CSV", "download", "Fichier CSV (*.csv)"),
)


class ReportFace(Generic[R]):
    """One report: a subclass says how it is computed, shown and written.

    `has_period` is no for a report of how things stand today; `prints` is no where there is no
    paper of it. `settings` is the kind of the editor that it is arranged in, with its button.
    """

    caption: ClassVar[str]
    has_period: ClassVar[bool] = True
    prints: ClassVar[bool] = True
    forms: ClassVar[Sequence[Form]] = USUAL_FORMS
    settings: ClassVar[tuple[str, str] | None] = None

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        self.desk = desk
        self.owner = owner

    def compute(self, office: Office, first: date, last: date) -> R:
        """Return the report; called beside the window, with an office of its own."""
        raise NotImplementedError

    def tabs(self, report: R) -> Sequence[tuple[str, QWidget]]:
        """Return the sub-tabs of a report."""
        raise NotImplementedError

    def heading(self, report: R) -> str:
        """Return what the report is about: its period or its day."""
        raise NotImplementedError

    def counted(self, report: R) -> str:
        """Return what the status bar says."""
        raise NotImplementedError

    def title(self, report: R) -> str:  # noqa: ARG002 - some are named after their period
        """Return the name of the report as it prints."""
        return self.caption

    def file_name(self, report: R, form: str) -> str:
        """Return the name that a file of it is offered, suffix included."""
        raise NotImplementedError

    def content(self, office: Office, report: R, form: str) -> bytes:
        """Return the bytes of a file of it; called beside the window."""
        raise NotImplementedError

    def open_invoice(self, row: InvoiceRow) -> None:
        """Show an invoice on its page."""
        view = "credit_notes" if row.kind is InvoiceKind.CREDIT_NOTE else "invoices"
        self.desk.go_to("sales", row.id, view)

    def show_rows(self, name: str, table: QWidget) -> None:
        """Show the rows behind a figure, in a window beside this one."""
        RowsWindow(self.owner, name, table).show()


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


def spread(table: QWidget) -> None:
    """Give the room that is left to the names, so that amounts stand together at the right."""
    if isinstance(table, QTableWidget):
        header = table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)


def on_opened(table: QWidget, act: Callable[[int, int], object]) -> None:
    """Do something with the row and column that are opened."""
    if isinstance(table, ShortTable):
        table.opened.connect(act)


def embolden(table: QWidget, row: int) -> None:
    """Write a row in bold, as a total."""
    if isinstance(table, QTableWidget):
        for column in range(table.columnCount()):
            if (item := table.item(row, column)) is not None:
                font = QFont(table.font())
                font.setBold(True)
                item.setFont(font)


def with_hint(table: QWidget, words: str) -> QWidget:
    """Return a table with a sentence below it."""
    whole = QWidget()
    layout = QVBoxLayout(whole)
    layout.setContentsMargins(0, 8, 0, 0)
    layout.setSpacing(8)
    hint = QLabel(typeset(words))
    hint.setProperty("role", "muted")
    hint.setWordWrap(True)
    layout.addWidget(table, 1)
    layout.addWidget(hint)
    return whole
