"""Giving up what an invoice asks and nobody will pay."""

from dataclasses import replace

from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.write_off import Ui_WriteOffForm
from trainingdesk.domain.payments import Payment, PaymentKind
from trainingdesk.french import euros, typeset
from trainingdesk.services import payments
from trainingdesk.services.changes import Changes
from trainingdesk.storage import sales


class WriteOffEditor(Editor[Payment]):
    """Gives up what the invoice `row_id` still asks, or a part of it."""

    form = Ui_WriteOffForm
    record = Payment
    noun = "Passer en perte"
    known = ""

    def load(self, row_id: int | None) -> Payment:
        """Return all that is still owed, given up today."""
        invoice = sales.invoice(self.office.db, row_id or 0)
        asked = sales.balance(self.office.db, row_id or 0).remaining
        self.ui.invoice_name.setText(
            typeset(
                f"Facture {invoice.number}, {invoice.recipient.name} : {euros(asked)} à encaisser. "
                "La facture et sa TVA ne changent pas ; demandez à votre comptable si une TVA déjà "
                "payée se récupère."
            )
        )
        return Payment(kind=PaymentKind.WRITTEN_OFF, paid_on=self.office.today(), amount=asked)

    def shown(self) -> None:
        """Begin with the reason: the rest is usually right."""
        self.ui.notes.setFocus()

    def complete(self, value: Payment) -> Payment:
        """Keep a lone blank from being a reason."""
        return replace(value, notes=value.notes.strip())

    def store(self, value: Payment) -> Changes:
        """Give it up."""
        return payments.write_off(
            self.office, self.row_id or 0, value.amount, value.paid_on, value.notes
        )
