"""A credit note over an invoice: why, and how much of each line."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.credit import Ui_CreditForm
from trainingdesk.desktop.widgets.binding import typed_kinds
from trainingdesk.desktop.widgets.cell_table import Cell
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoices import Invoice, InvoiceLine, part_of
from trainingdesk.domain.money import ZERO, Money
from trainingdesk.domain.tva import totals
from trainingdesk.french import euros, number
from trainingdesk.services import invoicing
from trainingdesk.services.changes import Changes
from trainingdesk.storage import sales


@dataclass(frozen=True, slots=True)
class _Part:
    """A line of the invoice, and what is credited of it before tax."""

    item: InvoiceLine
    amount: Decimal

    def checked(self) -> InvoiceLine | None:
        """Return the line of the credit note, or nothing where nothing is given back."""
        return part_of(self.item, self.amount) if self.amount else None


class CreditEditor(Editor[Invoice]):
    """Prepares the draft; it gets its number from the paper's own window."""

    form = Ui_CreditForm
    record = Invoice
    noun = "Avoir"
    known = "à préparer"

    def prepare(self) -> None:
        """Lay out the table of lines."""
        money = typed_kinds(date.today)[Money]
        self.ui.credit_table.arrange(
            (
                Cell(
                    field="label",
                    caption="Désignation",
                    get=lambda part: part.item.line.label,
                    stretches=True,
                ),
                Cell(
                    field="total_ht",
                    caption="Facturé HT",
                    get=lambda part: part.item.total_ht,
                    show=lambda amount: number(amount, 2),
                    right=True,
                    width=112,
                ),
                Cell(
                    field="amount",
                    caption="À rembourser HT",
                    get=lambda part: part.amount,
                    put=lambda part, amount: replace(part, amount=amount),
                    typed=replace(money, read=lambda text: money.read(text or "0")),
                    right=True,
                    width=136,
                ),
            ),
            check=lambda part: part.checked(),
        )
        self.ui.credit_table.edited.connect(self.touch)
        self.ui.credit_table.edited.connect(self._count)

    def load(self, row_id: int | None) -> Invoice:
        """Return the invoice to correct."""
        invoice = sales.invoice(self.office.db, row_id or 0)
        balance = sales.balance(self.office.db, row_id or 0)
        self._left = balance.total_ttc - balance.credited
        self._is_whole = not balance.credited
        self.ui.invoice_name.setText(
            f"Facture {invoice.number} – {invoice.recipient.name} – {euros(balance.total_ttc)} TTC"
        )
        return replace(invoice, reason="")

    def shown(self) -> None:
        """Propose to give everything back, unless a part was before."""
        self.ui.credit_table.show_records(
            [_Part(item, item.total_ht if self._is_whole else ZERO) for item in self.value.lines]
        )
        self._count()
        self.ui.reason.setFocus()

    def complete(self, value: Invoice) -> Invoice:
        """Take the lines along."""
        parts = [part.checked() for part in self.ui.credit_table.records()]
        lines = tuple(line for line in parts if line is not None)
        if not lines:
            raise RuleBroken("Écrivez le montant à rembourser d’une ligne au moins.", "lines")
        return replace(value, lines=lines)

    def store(self, value: Invoice) -> Changes:
        """Draft the credit note."""
        return invoicing.credit(self.office, value.id or 0, value.reason, value.lines)

    def mark(self, field: str, words: str) -> bool:
        """Say of amounts that are refused why, below them."""
        if field == "lines":
            self.ui.credit_table.tell(words)
            return True
        return super().mark(field, words)

    def _count(self) -> None:
        parts = self.ui.credit_table.peek()
        lines = [
            replace(part.item.line, quantity=Decimal(1), unit_price=part.amount, discount=ZERO)
            for part in parts
        ]
        self.ui.credit_table.foot.setText(
            f"Avoir de {euros(totals(lines).total_ttc)} TTC · au plus {euros(self._left)}"
        )
