"""A month's invoices: what its closed sessions ask for, reviewed in one list, issued in one run."""

from datetime import date
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from trainingdesk.desktop import theme
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.parts import button
from trainingdesk.desktop.jobs import Cancelled, Ticket
from trainingdesk.desktop.widgets.day_line import DayLine
from trainingdesk.desktop.widgets.shown import capital
from trainingdesk.desktop.widgets.tree_items import align_right, grey, heads, list_tree
from trainingdesk.domain.money import ZERO
from trainingdesk.french import euros, month, plural, short_date, typeset
from trainingdesk.services import month_billing
from trainingdesk.services.changes import Changes
from trainingdesk.services.month_billing import MonthBill
from trainingdesk.services.paper_data import Subject

_LINE = Qt.ItemDataRole.UserRole
_COLUMNS = ("Session", "Terminée le", "Client", "Payeur", "Total TTC", "À savoir")
_WIDTHS = (270, 110, 200, 165, 110)
NO_MONTH = "Aucune session n’est encore clôturée : clôturez-en une pour la facturer ici."
NOTHING = "Tout est facturé pour ce mois."
INTERRUPTED = "Facturation interrompue : aucune facture n’a été émise"


class MonthBillingWindow(QDialog):
    """Lists what a month's closed sessions are still to be invoiced for."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk if isinstance(desk, QWidget) else None)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Facturer un mois")
        self._desk = desk
        self.months = QComboBox(self)
        self.months.setAccessibleName("Mois à facturer")
        for first in month_billing.months_to_bill(desk.office):
            self.months.addItem(capital(month(first)), first)
        self.months.currentIndexChanged.connect(lambda _index: self.read())
        self.day = DayLine("Date des factures", desk.office.today, self)
        self.day.editingFinished.connect(self._day_left)
        self._told = QLabel(self)
        self._told.setWordWrap(True)
        self.bills = list_tree(self, "Factures du mois", _COLUMNS, _WIDTHS, (4,))
        self.bills.itemChanged.connect(lambda *_item: self._count())
        self.bills.itemActivated.connect(lambda *_item: self.look())
        self._draft = button("Préparer les brouillons", "file-text", self.draft)
        self._issue = QPushButton(theme.icon("stamp", theme.current().on_accent), "", self)
        self._issue.setProperty("primary", "true")
        self._issue.clicked.connect(lambda _checked=False: self.issue())
        self._asked_on = desk.office.today()
        self._arrange()
        self.read()
        self.resize(1120, 620)

    @property
    def ticked(self) -> list[MonthBill]:
        """What is to be issued, in the order of the list."""
        items = heads(self.bills)
        return [
            item.data(0, _LINE)
            for item in items
            if item.checkState(0) == Qt.CheckState.Checked
            and item.flags() & Qt.ItemFlag.ItemIsUserCheckable
        ]

    def read(self) -> None:
        """Review the month beside the window, as if all were issued on the day that is typed."""
        first = self.months.currentData()
        self.bills.clear()
        self._count()
        self._draft.setEnabled(False)
        if first is None:
            self._told.setText(typeset(NO_MONTH))
            return
        self._told.setText("Vérification des factures…")
        on = self._asked_on

        def work(ticket: Ticket) -> tuple[MonthBill, ...]:
            return month_billing.bills(ticket.office, first, on, ticket.progress)

        show = partial(self._show, first, on)
        self._desk.jobs.run("Factures du mois", work, show, self._failed)

    def draft(self) -> None:
        """Draft what is not drafted yet."""
        act = partial(month_billing.draft_missing, self._desk.office, self.months.currentData())
        if self._desk.perform(act, self) is not None:
            self.read()

    def issue(self) -> None:
        """Issue what is ticked beside the window: all of it or nothing."""
        ids = [bill.invoice_id for bill in self.ticked if bill.invoice_id is not None]
        if not ids or not self._issue.isEnabled() or self.day.day() != self._asked_on:
            return
        if not self._desk.may_seal(("invoice",), self):
            return
        self._issue.setEnabled(False)
        on = self._asked_on

        def work(ticket: Ticket) -> Changes:
            return month_billing.issue_all(ticket.office, ids, on, ticket.progress)

        self._desk.jobs.run("Émission des factures", work, self._issued, self._refused)

    def look(self) -> None:
        """Show the paper of the chosen draft, or its session where there is none yet."""
        item = self.bills.currentItem()
        if item is None:
            return
        bill: MonthBill = item.data(0, _LINE)
        if bill.invoice_id is None:
            self._desk.go_to("sessions", bill.session_id)
        else:
            self._desk.show_paper("invoice", Subject(invoice_id=bill.invoice_id))

    def _issued(self, changes: Changes) -> None:
        self._desk.broadcast(changes)
        if isValid(self):
            self.read()

    def _refused(self, error: BaseException) -> None:
        """Say why nothing was issued, and show the month as it is by now."""
        self._failed(error)
        if isValid(self):
            self.read()

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            self._desk.tell(INTERRUPTED)
        else:
            self._desk.report(error)
        if isValid(self):
            self._told.setText("")
            self._count()

    def _show(self, first: date, on: date, bills: tuple[MonthBill, ...]) -> None:
        if not isValid(self) or (first, on) != (self.months.currentData(), self._asked_on):
            return
        with QSignalBlocker(self.bills):
            for bill in bills:
                _add(self.bills, bill)
        self._draft.setEnabled(any(not bill.is_ready and not bill.trouble for bill in bills))
        self._told.setText(typeset(_words(bills)))
        self._count()

    def _day_left(self) -> None:
        """Review again as soon as another day is typed; nothing leaves on one nobody can read."""
        day = self.day.day()
        if day is not None and day != self._asked_on:
            self._asked_on = day
            self.read()
        self._count()

    def _count(self) -> None:
        chosen = self.ticked
        total = sum((bill.total_ttc for bill in chosen), ZERO)
        what = plural(len(chosen), "facture", "factures")
        self._issue.setText(
            f"Émettre {what} ({euros(total)})" if chosen else "Émettre les factures cochées"
        )
        self._issue.setEnabled(bool(chosen) and self.day.trouble.isHidden())

    def _arrange(self) -> None:
        above, below = QHBoxLayout(), QHBoxLayout()
        for words, field in (("Sessions clôturées de", self.months), ("Factures du", self.day)):
            caption = QLabel(words, self)
            caption.setBuddy(field)
            above.addWidget(caption)
            above.addWidget(field)
        above.addWidget(self.day.trouble)
        above.addStretch(1)
        look = button("Voir le document", "eye", self.look)
        close = button("Fermer", "x", self.close)
        for one in (look, self._draft):
            below.addWidget(one)
        below.addStretch(1)
        below.addWidget(self._issue)
        below.addWidget(close)
        for one in (look, close, self._draft, self._issue):
            one.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addLayout(above)
        layout.addWidget(self._told)
        layout.addWidget(self.bills, 1)
        layout.addLayout(below)


def _add(tree: QTreeWidget, bill: MonthBill) -> None:
    note = typeset(bill.trouble or " ".join(bill.remarks) or _state(bill))
    cells = [
        bill.session,
        short_date(bill.ended_on),
        bill.client,
        bill.payer,
        euros(bill.total_ttc) if bill.total_ttc else "",
        note,
    ]
    line = QTreeWidgetItem(tree, cells)
    line.setData(0, _LINE, bill)
    align_right(line, (4,))
    for column in (0, 2, 3, 5):
        line.setToolTip(column, cells[column])
    if bill.is_ready:
        line.setFlags(line.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        line.setCheckState(0, Qt.CheckState.Checked)
        return
    grey(line)


def _state(bill: MonthBill) -> str:
    return "Prête" if bill.is_ready else "À préparer"


def _words(bills: tuple[MonthBill, ...]) -> str:
    if not bills:
        return NOTHING
    ready = sum(bill.is_ready for bill in bills)
    held = sum(bool(bill.trouble) for bill in bills)
    parts = [plural(ready, "facture prête", "factures prêtes")] if ready else []
    if count := len(bills) - ready - held:
        parts.append(f"{plural(count, 'facture')} à préparer")
    if held:
        parts.append(f"{plural(held, 'retenue')} (la raison est dans « À savoir »)")
    words = f"{', '.join(parts)}."
    return f"{words} Celles qui sont cochées partent toutes, ou aucune." if ready else words
