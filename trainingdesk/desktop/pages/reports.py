"""Reports: choose one and a period, look at it, open the rows behind a figure, take it along."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from trainingdesk.desktop import theme
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.balance_face import BalanceFace
from trainingdesk.desktop.details.charges_face import ChargesFace
from trainingdesk.desktop.details.closings_face import ClosingsFace
from trainingdesk.desktop.details.invoices_face import InvoicesFace
from trainingdesk.desktop.details.journal_face import JournalFace
from trainingdesk.desktop.details.report_face import Form, ReportFace
from trainingdesk.desktop.details.tva_face import TvaFace
from trainingdesk.desktop.jobs import Ticket
from trainingdesk.desktop.pages.page import Page
from trainingdesk.desktop.pdf_window import ReportWindow
from trainingdesk.desktop.widgets.shown import capital
from trainingdesk.domain.calendar import month_end
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoice_report import is_whole_month
from trainingdesk.french import parse_day, period, short_date, typeset
from trainingdesk.services.changes import Kind
from trainingdesk.services.reporting import Format
from trainingdesk.services.writing import write_whole

FACES: tuple[type[ReportFace[Any]], ...] = (
    InvoicesFace,
    BalanceFace,
    ChargesFace,
    TvaFace,
    JournalFace,
    ClosingsFace,
)


MOST_BUTTONS = 3
"""More forms of a report than that stand in a menu."""


class ReportsPage(Page):
    """The reports of the office, one at a time."""

    name = "reports"
    title = "États et bilans"
    icon = "chart-column"
    shows = frozenset({Kind.INVOICES, Kind.PAYMENTS, Kind.SUPPLIERS, Kind.CLIENTS, Kind.OFFICE})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.report: Any = None
        self._asked = 0
        today = desk.office.today()
        self._faces = [face(desk, self) for face in FACES]
        self.which = QComboBox(self)
        for face in self._faces:
            self.which.addItem(face.caption)
        self.which.setAccessibleName("Rapport")
        self.which.currentIndexChanged.connect(self._turn)
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
        self._span: list[QWidget] = []
        self._exports: list[QToolButton] = []
        self._forms = QHBoxLayout()
        self._arrange()
        self._offer_forms()

    @property
    def face(self) -> ReportFace[Any]:
        """The report that is chosen."""
        return self._faces[self.which.currentIndex()]

    def read(self) -> None:
        """Compute the report, beside the window."""
        days = self._days()
        if days is None:
            return
        self._asked += 1
        asked, face, (first, last) = self._asked, self.face, days
        if face.has_period:
            self._period.setText(capital(period(first, last)))

        def work(ticket: Ticket) -> tuple[int, Any]:
            return asked, face.compute(ticket.office, first, last)

        self.desk.jobs.run("Rapport", work, self._computed, self._failed)

    def _computed(self, result: tuple[int, Any]) -> None:
        asked, report = result
        if asked == self._asked:
            self.show_report(report)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, RuleBroken):
            self._tell(str(error))
        else:
            self.desk.report(error)

    def show_report(self, report: Any) -> None:  # noqa: ANN401 - each face has its own
        """Show the figures of a report; the sub-tab that was in front stays there."""
        self.report = report
        self._tell("")
        self._period.setText(capital(self.face.heading(report)))
        front = self.tabs.currentIndex()
        self._clear()
        for caption, widget in self.face.tabs(report):
            self.tabs.addTab(widget, caption)
        self.tabs.setCurrentIndex(max(front, 0))
        for button in self._exports:
            button.setEnabled(True)
        self.say(self.face.counted(report))

    def _clear(self) -> None:
        while self.tabs.count():
            widget = self.tabs.widget(0)
            self.tabs.removeTab(0)
            if widget is not None:
                widget.deleteLater()

    @Slot()
    def _turn(self) -> None:
        """Show another report."""
        self.report = None
        self._clear()
        for widget in self._span:
            widget.setVisible(self.face.has_period)
        self._offer_forms()
        self.read()

    # Taking it elsewhere --------------------------------------------------------------------------

    def _export(self, form: Form) -> None:
        report, face = self.report, self.face
        if report is None:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        try:
            offered = face.file_name(report, form.key)
        except RuleBroken as error:
            self._tell(str(error))
            return
        chosen, _filter = QFileDialog.getSaveFileName(
            self, "Enregistrer le rapport", f"{folder}/{offered}", form.files
        )
        if not chosen:
            return
        path = Path(chosen)
        if not path.suffix:
            path = path.with_suffix(Path(offered).suffix)
        self.desk.jobs.run(
            "Rapport",
            lambda ticket: write_whole(path, face.content(ticket.office, report, form.key)),
            lambda file: self.desk.tell(typeset(f"Rapport enregistré : {file}")),
            self._failed,
        )

    def _preview(self) -> None:
        """Show the report as it prints, in a window that prints and saves it."""
        report, face = self.report, self.face
        if report is None:
            return
        name = Path(face.file_name(report, Format.PDF)).stem
        self.desk.jobs.run(
            "Rapport",
            lambda ticket: face.content(ticket.office, report, Format.PDF),
            lambda pdf: ReportWindow(self.desk, face.title(report), name, pdf).show(),
            self._failed,
        )

    def _offer_forms(self) -> None:
        """Offer the forms of the report that is chosen."""
        for button in self._exports:
            button.hide()
            button.deleteLater()
        if len(self.face.forms) > MOST_BUTTONS:
            self._exports = [self._many_forms()]
        else:
            self._exports = [
                self._tool(form.icon, form.words, partial(self._export, form), text=True)
                for form in self.face.forms
            ]
        if self.face.prints:
            self._exports.append(
                self._tool("printer", "Voir et imprimer", self._preview, text=True)
            )
        for button in self._exports:
            button.setEnabled(False)
            self._forms.addWidget(button)
        if self.face.settings is not None:
            kind, words = self.face.settings
            arrange = self._tool("settings", words, partial(self.desk.edit, kind, 1), text=True)
            self._exports.append(arrange)
            self._forms.addWidget(arrange)

    def _many_forms(self) -> QToolButton:
        """Return one button for all the forms of a report that has many."""
        button = self._tool("download", "Enregistrer pour…", lambda: None, text=True)
        menu = QMenu(button)
        menu.setToolTipsVisible(True)
        for form in self.face.forms:
            action = menu.addAction(form.words)
            action.setToolTip(form.hint)
            action.triggered.connect(partial(self._export_chosen, form))
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _export_chosen(self, form: Form, _checked: bool = False) -> None:
        self._export(form)

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
        bar.addWidget(self.which)
        before = self._tool("chevron-left", "Mois précédent", partial(self._step, -1))
        after = self._tool("chevron-right", "Mois suivant", partial(self._step, 1))
        self._span = [
            before,
            after,
            QLabel("Du", self),
            self.first,
            QLabel("au", self),
            self.last,
        ]
        for widget in self._span:
            bar.addWidget(widget)
        bar.addStretch(1)
        self._forms.setSpacing(8)
        bar.addLayout(self._forms)
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
