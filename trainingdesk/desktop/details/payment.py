"""A payment seen: what it settles, what became of it, and what is done next with it."""

from functools import partial

from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.parts import day_of
from trainingdesk.desktop.widgets import shown
from trainingdesk.desktop.widgets.detail import Detail, facts, small_table, stacked
from trainingdesk.desktop.widgets.detail import Step as NextStep
from trainingdesk.domain.labels import label
from trainingdesk.domain.payments import Payment, PaymentKind
from trainingdesk.french import euros, long_date, short_date
from trainingdesk.services import cheque_slips, payments
from trainingdesk.storage import sales


class PaymentDetail:
    """Shows a payment in the card at the right."""

    def __init__(self, desk: Desk, detail: Detail) -> None:
        self._desk = desk
        self._detail = detail

    def show(self, row_id: int) -> None:
        """Show a payment with what it settles and what became of it."""
        db = self._desk.office.db
        record = sales.payment(db, row_id)
        self._detail.head(
            f"{_PAYMENT_NAMES[record.kind]} de {euros(abs(record.amount))}",
            f"{long_date(record.paid_on)} · {label(record.means)}",
            _payment_state(record),
        )
        edit = partial(self._desk.edit, "payment", row_id)
        steps = [NextStep("Ouvrir", "pencil", edit)]
        if record.unallocated > 0 and record.held_until is None:
            steps[0] = NextStep("Affecter…", "pencil", edit)
            back = partial(self._desk.edit, "payment_return", row_id, outcome=PaymentKind.REFUND)
            steps.append(NextStep("Rendre l’avance…", "undo-2", back))
        today = self._desk.office.today()
        if record.held_until is not None and record.held_until <= today:
            cash = partial(
                self._desk.perform, partial(payments.cash, self._desk.office, row_id, today)
            )
            steps.insert(0, NextStep("Encaisser", "hand-coins", cash, True))
        slip = cheque_slips.slip_of(self._desk.office, row_id)
        more: list[NextStep] = []
        if cheque_slips.waits(self._desk.office, row_id):
            # Beside an advance to give back it would be cut: drop it down.
            bank = NextStep("Remettre en banque…", "hand-coins", partial(take_to_bank, self._desk))
            (more if len(steps) > 1 else steps).append(bank)
        self._detail.buttons(steps, more)
        settled = [(part, sales.invoice(db, part.invoice_id)) for part in record.allocations]
        table = small_table(
            ("Facture", "Client", "Montant"),
            [(i.number or "", i.client.name, euros(part.amount)) for part, i in settled],
            right=(2,),
            empty="Ce règlement ne solde aucune facture.",
            opened=lambda row: self._desk.go_to("sales", settled[row][0].invoice_id, "invoices"),
        )
        about = facts(
            [
                ("Référence", record.reference),
                ("Notes", record.notes),
                ("Enregistré le", day_of(record.recorded_on)),
                (
                    "Remis en banque",
                    f"le {day_of(slip.deposited_on)} ({slip.number})" if slip else "",
                ),
                *(
                    (
                        shown.capital(label(each.kind)),
                        f"{euros(-each.amount)} le {day_of(each.paid_on)}",
                    )
                    for each in record.corrections
                ),
            ]
        )
        self._detail.fill([("Factures réglées", stacked(about, table, stretch=1))])


def take_to_bank(desk: Desk) -> None:
    """Open the window of cheque slips."""
    from trainingdesk.desktop.cheque_slip_window import ChequeSlipWindow  # noqa: PLC0415

    ChequeSlipWindow(desk).show()


_PAYMENT_NAMES = {
    PaymentKind.RECEIVED: "Règlement",
    PaymentKind.REFUND: "Remboursement",
    PaymentKind.BOUNCED: "Impayé",
    PaymentKind.MISTAKE: "Annulation",
    PaymentKind.WRITTEN_OFF: "Perte",
}


def _payment_state(record: Payment) -> str:
    if record.held_until is not None:
        return f"retenu jusqu’au {short_date(record.held_until)}"
    if record.taken_back is not None:
        return f"{label(record.taken_back.kind)} le {short_date(record.taken_back.paid_on)}"
    return f"{euros(record.unallocated)} en avance" if record.unallocated else ""
