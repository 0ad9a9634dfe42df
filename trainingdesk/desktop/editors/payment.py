"""Money that came in, and the invoices it settles."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QDialogButtonBox, QPushButton

from trainingdesk.desktop import theme
from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.payment import Ui_PaymentForm
from trainingdesk.desktop.widgets.binding import typed_kinds
from trainingdesk.desktop.widgets.cell_table import Cell
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.money import ZERO, Money
from trainingdesk.domain.payments import Allocation, Payment, suggested
from trainingdesk.french import euros, number, parse_amount, short_date, typeset
from trainingdesk.services import invoicing, payments
from trainingdesk.services.changes import Changes
from trainingdesk.storage import offers, sales
from trainingdesk.storage.sales import Owed, Payer


@dataclass(frozen=True, slots=True)
class _Share:
    """An unpaid invoice and what the payment settles of it."""

    owed: Owed
    amount: Decimal = ZERO

    def check(self) -> None:
        """Refuse more than the invoice asks, or less than nothing."""
        if not 0 <= self.amount <= self.owed.remaining:
            raise RuleBroken(
                f"La facture {self.owed.number} ne demande que {euros(self.owed.remaining)}.",
                "amount",
            )


class PaymentEditor(Editor[Payment]):
    """One payment; a new one may settle `invoice_id`, or come from the client `client_id`."""

    form = Ui_PaymentForm
    record = Payment
    noun = "Règlement"

    def prepare(self) -> None:
        """Lay out the table of unpaid invoices."""
        self._payers: dict[str, Payer] = {}
        self._is_split_by_hand = False
        money = typed_kinds(date.today)[Money]
        self.ui.allocation_table.arrange(
            (
                _shown("number", "Facture", 112),
                Cell(
                    field="due_on",
                    caption="Échéance",
                    get=lambda share: share.owed.due_on,
                    show=lambda day: short_date(day) if day else "",
                    width=96,
                ),
                _shown("title", "Session", 160, stretches=True),
                Cell(
                    field="remaining",
                    caption="Reste dû",
                    get=lambda share: share.owed.remaining,
                    show=lambda amount: number(amount, 2),
                    right=True,
                    width=96,
                ),
                Cell(
                    field="amount",
                    caption="Réglé",
                    get=lambda share: share.amount,
                    put=lambda share, amount: replace(share, amount=amount),
                    typed=replace(money, read=lambda text: money.read(text or "0")),
                    right=True,
                    width=104,
                ),
            ),
            check=lambda share: share.check(),
        )
        self.ui.allocation_table.edited.connect(self._split_by_hand)
        self._cash = QPushButton(theme.icon("hand-coins"), "Encaisser", self)
        self._cash.setAutoDefault(False)
        self._cash.clicked.connect(self.cash)
        self.buttons.addButton(self._cash, QDialogButtonBox.ButtonRole.ActionRole)

    def load(self, row_id: int | None) -> Payment:
        """Return the payment, or one of what an invoice still asks."""
        db = self.office.db
        invoice, client = self.context.get("invoice_id"), self.context.get("client_id")
        payment = Payment(paid_on=self.office.today(), amount=ZERO)
        payer = None
        if row_id is not None:
            payment = sales.payment(db, row_id)
            if payment.client_id is not None or payment.funder_id is not None:
                payer = Payer(client_id=payment.client_id, funder_id=payment.funder_id)
        elif isinstance(invoice, int):
            remaining = sales.balance(db, invoice).remaining
            payer = sales.payer_of(db, invoice)
            payment = replace(
                payment,
                amount=remaining,
                allocations=(Allocation(invoice_id=invoice, amount=remaining),),
            )
        elif isinstance(client, int):
            payer = Payer(client_id=client)
        self._offer_payers(payer)
        return payment

    def shown(self) -> None:
        """Show the invoices of the payer with what is settled of each."""
        known = {part.invoice_id: part.amount for part in self.value.allocations}
        self._is_split_by_hand = bool(known)
        self._show_shares(known)
        self._offer_cashing()
        self._freeze()
        self.ui.payer.currentIndexChanged.connect(self._payer_chosen)
        self.ui.amount.textEdited.connect(self._suggest)
        box = self.ui.amount if self.ui.payer.currentData() else self.ui.payer
        if not box.isEnabled() or self.ui.amount.isReadOnly():
            box = self.ui.allocation_table
        box.setFocus()

    def _freeze(self) -> None:
        """Leave only what is settled to change of what was received, nothing of what is undone."""
        if self.value.id is None or self.value.held_until is not None:
            return
        words = "Un règlement enregistré ne change plus : annulez-le, puis saisissez-le de nouveau."
        for box in (self.ui.payer, self.ui.means):
            box.setEnabled(False)
            box.setToolTip(typeset(words))
        for field in (self.ui.paid_on, self.ui.amount, self.ui.reference, self.ui.notes):
            field.setReadOnly(True)
            field.setToolTip(typeset(words))
        if self.value.taken_back is not None or self.value.corrects_id is not None:
            self.ui.allocation_table.setEnabled(False)
            self.only_show()

    def complete(self, value: Payment) -> Payment:
        """Take along what is settled; the facts of what was received stay."""
        parts = tuple(
            Allocation(invoice_id=share.owed.invoice_id, amount=share.amount)
            for share in self.ui.allocation_table.records()
            if share.amount
        )
        if value.id is not None and value.held_until is None:
            return replace(self.value, allocations=parts)
        payer = self._payers.get(str(self.ui.payer.currentData())) or Payer()
        return replace(
            value, client_id=payer.client_id, funder_id=payer.funder_id, allocations=parts
        )

    def store(self, value: Payment) -> Changes:
        """Write the payment."""
        return invoicing.receive(self.office, value)

    def cash(self) -> None:
        """Write what is typed, then note that the held cheque is cashed today."""
        if not self.write():
            return
        act = partial(payments.cash, self.office, self.row_id or 0, self.office.today())
        if self.desk.perform(act, self) is not None:
            self.accept()

    def _offer_cashing(self) -> None:
        """Offer to cash a held cheque, from the day that the law allows it."""
        until = self.value.held_until
        self._cash.setVisible(until is not None)
        if until is not None:
            self._cash.setEnabled(until <= self.office.today())
            self._cash.setToolTip(
                typeset(f"Possible à partir du {short_date(until)}, fin du délai de rétractation")
            )

    def _offer_payers(self, chosen: Payer | None) -> None:
        db = self.office.db
        names = [
            (payer, f"{name} – {euros(owed)} à encaisser")
            for payer, name, owed in sales.debtors(db)
        ]
        known = {payer for payer, _words in names}
        # Money may come before any invoice: an advance, a cheque to hold.
        names += [
            (payer, name)
            for client_id, name in offers.clients(db)
            if (payer := Payer(client_id=client_id)) not in known
        ]
        if chosen is not None and chosen not in [payer for payer, _words in names]:
            names.insert(0, (chosen, sales.payer_name(db, chosen)))
        self._payers = {_key(payer): payer for payer, _words in names}
        self.ui.payer.fill([(_key(payer), words) for payer, words in names])
        self.ui.payer.choose(_key(chosen) if chosen else None)

    def _payer_chosen(self) -> None:
        self._is_split_by_hand = False
        self._show_shares({})
        self._suggest()
        self.touch()

    def _show_shares(self, amounts: dict[int, Decimal]) -> None:
        payer = self._payers.get(str(self.ui.payer.currentData()))
        # What was taken back settles nothing: its part is owed already.
        own = self.value.id if self.value.taken_back is None else None
        owed = sales.owed_by(self.office.db, payer, own) if payer else []
        self.ui.allocation_table.show_records(
            [_Share(item, amounts.get(item.invoice_id, ZERO)) for item in owed]
        )
        self._count()

    def _suggest(self) -> None:
        """Share the sum out again at each change, until shares are typed by hand."""
        if not self._is_split_by_hand:
            shares = self.ui.allocation_table.peek()
            owed = [(share.owed.invoice_id, share.owed.remaining) for share in shares]
            parts = suggested(self._amount(), owed)
            self._show_shares({part.invoice_id: part.amount for part in parts})
        self._count()

    def _split_by_hand(self) -> None:
        self._is_split_by_hand = True
        self._count()
        self.touch()

    def _amount(self) -> Decimal:
        try:
            return parse_amount(self.ui.amount.text())
        except ValueError:
            return ZERO

    def _count(self) -> None:
        settled = sum((share.amount for share in self.ui.allocation_table.peek()), ZERO)
        left = self._amount() - settled
        words = f"Affecté {euros(settled)}"
        if left > 0:
            words += f" · {euros(left)} en avance du payeur"
        elif left < 0:
            words += f" · {euros(-left)} de trop"
        if self.value.held_until is not None:
            words += f" · chèque retenu jusqu’au {short_date(self.value.held_until)}"
        self.ui.allocation_table.foot.setText(words)


def _key(payer: Payer) -> str:
    return f"client {payer.client_id}" if payer.client_id else f"funder {payer.funder_id}"


def _shown(field: str, caption: str, width: int, *, stretches: bool = False) -> Cell[_Share]:
    return Cell(
        field=field,
        caption=caption,
        get=lambda share: getattr(share.owed, field),
        width=width,
        stretches=stretches,
    )
