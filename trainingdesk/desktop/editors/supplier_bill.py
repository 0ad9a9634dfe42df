"""An invoice that a supplier sent: its fields, as its file has them or typed from the paper."""

from contextlib import suppress
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter

from trainingdesk.desktop.editors.choosing import offer_records
from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.supplier_bill import Ui_SupplierBillForm
from trainingdesk.desktop.widgets import cells
from trainingdesk.desktop.widgets.binding import show_row
from trainingdesk.desktop.widgets.cell_table import Cell
from trainingdesk.domain.costs import SessionCost
from trainingdesk.domain.money import ZERO
from trainingdesk.domain.supplier_bills import EURO, BillTax, SupplierBill
from trainingdesk.french import euros, parse_amount, plural, typeset
from trainingdesk.interchange.facturx import SupplierInvoice
from trainingdesk.services import costs, supplier_invoices
from trainingdesk.services.changes import Changes
from trainingdesk.services.supplier_invoices import Opened
from trainingdesk.storage import offers
from trainingdesk.storage import supplier_bills as store

TABLE_HEIGHT = 132


@dataclass(frozen=True, slots=True)
class _Covered:
    """A cost typed by hand, and whether the bill takes its place."""

    cost: SessionCost
    is_covered: bool = False


class SupplierBillEditor(Editor[SupplierBill]):
    """A bill; `opened` is a file that was just read, `session_id` what a new one is for."""

    form = Ui_SupplierBillForm
    record = SupplierBill
    noun = "Facture reçue"
    fresh = "nouvelle"

    def prepare(self) -> None:
        """Lay out the tables and offer what is known."""
        self._invoice: SupplierInvoice | None = None
        self._seen: tuple[object, object] | None = None
        completer = QCompleter(store.suppliers(self.office.db), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.ui.supplier_name.setCompleter(completer)
        self.binding.offer("session_id", offers.sessions(self.office.db), empty="—")
        db = self.office.db
        offer_records(
            self,
            "trainer_id",
            lambda: offers.trainers(db),
            "trainer",
            "Nouveau formateur",
            empty="—",
        )
        self.ui.tax_table.arrange(
            (
                cells.percent("rate", "Taux"),
                cells.money("base_ht", "Base HT"),
                cells.money("tva", "TVA"),
            ),
            BillTax,
            ordered=False,
        )
        self.ui.cover_table.arrange(
            (
                Cell(
                    field="is_covered",
                    caption="Remplacé",
                    get=lambda row: row.is_covered,
                    put=lambda row, ticked: replace(row, is_covered=ticked),
                    width=88,
                ),
                Cell(
                    field="label",
                    caption="Coût saisi",
                    get=lambda row: row.cost.label,
                    show=str,
                    stretches=True,
                ),
                Cell(
                    field="total",
                    caption="Total",
                    get=lambda row: row.cost.total,
                    show=euros,
                    right=True,
                ),
            ),
        )
        for table in (self.ui.tax_table, self.ui.cover_table):
            table.setMinimumHeight(TABLE_HEIGHT)
            table.setMaximumHeight(TABLE_HEIGHT)
            table.edited.connect(self.touch)

    def load(self, row_id: int | None) -> SupplierBill:
        """Return the bill, what a file that was opened makes, or one that came today."""
        if row_id is not None:
            bill = store.bill(self.office.db, row_id)
            self._invoice = supplier_invoices.said(bill.content)
            return bill
        given = self.context.get("opened")
        if isinstance(given, Opened):
            self._invoice = given.invoice
            return given.bill
        session_id = self.context.get("session_id")
        return SupplierBill(
            supplier_name="",
            received_on=self.office.today(),
            session_id=session_id if isinstance(session_id, int) else None,
        )

    def shown(self) -> None:
        """Show the rates, the costs of the session and what the file said."""
        self.ui.content.file_name = self.value.file_name
        self.ui.content.show_held()
        # The original of an electronic invoice is kept as it came.
        self.ui.content.setEnabled(self._invoice is None)
        self.ui.tax_table.show_records(self.value.taxes)
        self._show_costs()
        self._tell_file()
        self.ui.session_id.currentIndexChanged.connect(self._show_costs)
        self.ui.trainer_id.currentIndexChanged.connect(self._show_costs)
        self.ui.total_ht.textEdited.connect(self._add_up)
        self.ui.tva.textEdited.connect(self._add_up)

    def complete(self, value: SupplierBill) -> SupplierBill:
        """Take the rates, the name of the file and the costs that are replaced along."""
        rows = self.ui.cover_table.records()
        return replace(
            value,
            file_name=self.ui.content.file_name,
            taxes=self.ui.tax_table.records(),
            covers=tuple(row.cost.id or 0 for row in rows if row.is_covered),
        )

    def store(self, value: SupplierBill) -> Changes:
        """File it."""
        return supplier_invoices.save(self.office, value)

    def _tell_file(self) -> None:
        bill, invoice = self.value, self._invoice
        words = ""
        if invoice is not None:
            parts = [f"Lu dans « {bill.file_name} » ({invoice.syntax})"]
            parts.append(plural(len(invoice.lines), "ligne"))
            if invoice.attachments:
                parts.append(plural(len(invoice.attachments), "pièce jointe", "pièces jointes"))
            words = " · ".join(parts)
        elif bill.content is not None and bill.id is None:
            words = (
                f"« {bill.file_name} » ne porte pas de facture électronique lisible : saisissez "
                "les champs d’après le document."
            )
        if bill.currency != EURO:
            words += f"\nFacturée en {bill.currency} : saisissez les montants en euros."
        self.ui.about.setText(typeset(words.strip()))
        self.ui.about.setVisible(bool(words))
        faults = bill.faults.splitlines()
        self.ui.doubts.setText("\n".join(f"• {fault}" for fault in faults))
        self.ui.doubts.setVisible(bool(faults))

    def _show_costs(self) -> None:
        """Show the costs typed for the session; those of the trainer who bills are ticked."""
        session_id = self.ui.session_id.currentData()
        trainer_id = self.ui.trainer_id.currentData()
        if (session_id, trainer_id) == self._seen:
            return
        self._seen = session_id, trainer_id
        known = costs.costs_of(self.office, session_id) if isinstance(session_id, int) else ()
        ticked = {row.cost.id for row in self.ui.cover_table.peek() if row.is_covered}
        ticked |= set(self.value.covers)
        # What was saved before is only changed by hand.
        guesses = self.value.id is None and trainer_id is not None
        rows = [
            _Covered(cost, cost.id in ticked or (guesses and cost.trainer_id == trainer_id))
            for cost in known
            if cost.bill_id is None or cost.bill_id == self.value.id
        ]
        self.ui.cover_table.show_records(rows)
        show_row(self.ui.cover_table, wanted=bool(rows))

    def _add_up(self) -> None:
        """Write HT and TVA together as the total, while both can be read."""
        with suppress(ValueError):
            total = sum((parse_amount(box.text()) for box in (self.ui.total_ht, self.ui.tva)), ZERO)
            self.binding.put("total_ttc", total)
