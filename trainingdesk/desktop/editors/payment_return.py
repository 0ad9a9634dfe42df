"""What becomes of money that came: rejected by the bank, typed wrong, or given back."""

from dataclasses import replace
from decimal import Decimal

from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.payment_return import Ui_PaymentReturnForm
from trainingdesk.domain.labels import label
from trainingdesk.domain.money import ZERO
from trainingdesk.domain.payments import Payment, PaymentKind
from trainingdesk.french import euros, long_date
from trainingdesk.services import payments
from trainingdesk.services.changes import Changes
from trainingdesk.storage import sales

_WORDS = {
    PaymentKind.BOUNCED: "Impayé : la banque l’a rejeté",
    PaymentKind.MISTAKE: "Erreur de saisie : il n’est jamais venu",
    PaymentKind.REFUND: "Avance rendue au payeur",
}


LOSS = "La perte est reprise : la somme est de nouveau due"


class PaymentReturnEditor(Editor[Payment]):
    """Takes back the payment `row_id`, which never changes itself, or gives back its advance."""

    form = Ui_PaymentReturnForm
    record = Payment
    noun = "Annuler ou rendre un règlement"
    known = ""

    def load(self, row_id: int | None) -> Payment:
        """Return what would be written today: a mistake, or else what the context asks for."""
        self._known = known = sales.payment(self.office.db, row_id or 0)
        self.ui.payment_name.setText(
            f"{label(known.kind).capitalize()} de {euros(known.amount)} du "
            f"{long_date(known.paid_on)}. Un règlement enregistré ne change plus : il est annulé "
            "par une ligne contraire, et ses factures sont de nouveau dues."
        )
        kinds = [PaymentKind.MISTAKE]
        if known.kind is PaymentKind.RECEIVED and known.means.is_by_bank:
            kinds.insert(0, PaymentKind.BOUNCED)
        if known.unallocated > 0 and known.kind is PaymentKind.RECEIVED:
            kinds.append(PaymentKind.REFUND)
        words = _WORDS | (
            {PaymentKind.MISTAKE: LOSS} if known.kind is PaymentKind.WRITTEN_OFF else {}
        )
        self.binding.offer("kind", [(kind, words[kind]) for kind in kinds])
        asked = self.context.get("outcome")
        return replace(
            known,
            kind=asked if isinstance(asked, PaymentKind) else PaymentKind.MISTAKE,
            paid_on=max(self.office.today(), known.paid_on),
            amount=max(known.unallocated, ZERO),
            notes="",
        )

    def shown(self) -> None:
        """Begin with what happened."""
        self.ui.kind.currentIndexChanged.connect(self._kind_chosen)
        self._kind_chosen()
        self.ui.kind.setFocus()

    def complete(self, value: Payment) -> Payment:
        """Ask for an amount only where one is given back."""
        if value.kind is PaymentKind.REFUND:
            return value
        return replace(value, amount=self._known.amount)

    def store(self, value: Payment) -> Changes:
        """Write the contrary payment, or the refund."""
        known = self._known.id or 0
        if value.kind is PaymentKind.REFUND:
            return payments.give_back(
                self.office, known, Decimal(value.amount), value.paid_on, value.notes
            )
        return payments.take_back(self.office, known, value.kind, value.paid_on, value.notes)

    def _kind_chosen(self) -> None:
        gives_back = self.ui.kind.currentData() == PaymentKind.REFUND
        self.ui.amount.setVisible(gives_back)
        self.ui.label_amount.setVisible(gives_back)
