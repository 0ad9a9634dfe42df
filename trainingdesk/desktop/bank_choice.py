"""What one line of a statement is, chosen by hand: payer and invoices, or payments noted."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from trainingdesk.desktop import theme
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.widgets.record_box import RecordBox
from trainingdesk.domain.aged_balance import PayerKey
from trainingdesk.domain.bank_proposals import Action, KnownPayment, Proposal
from trainingdesk.domain.labels import label
from trainingdesk.domain.money import ZERO
from trainingdesk.domain.payments import Allocation, suggested
from trainingdesk.french import euros, short_date, typeset
from trainingdesk.services import bank
from trainingdesk.services.bank import ReviewedLine
from trainingdesk.services.changes import Changes
from trainingdesk.storage import offers, sales
from trainingdesk.storage.sales import Payer

_VALUE = Qt.ItemDataRole.UserRole
_TICKED, _UNTICKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
CREDIT = {
    Action.SETTLE: "Enregistrer un nouveau règlement",
    Action.RECORDED: "Pointer un règlement déjà saisi",
    Action.IGNORE: "Ignorer cette ligne",
}
DEBIT = {
    Action.IGNORE: "Ignorer cette ligne",
    Action.BOUNCED: "Noter un impayé : la banque reprend un règlement",
    Action.REFUND: "Noter le remboursement d’une avance",
    Action.RECORDED: "Pointer une sortie déjà saisie",
}
NOTHING_OWED = "Ce payeur ne doit rien : la somme restera à son avance."
NO_PAYMENT = {
    Action.RECORDED: "Aucun règlement encore non pointé n’est saisi vers cette date.",
    Action.BOUNCED: "Aucun règlement de ce montant n’a été reçu dans les quatre mois précédents.",
    Action.REFUND: "Aucun payeur n’a une telle avance.",
}


class BankChoice(QDialog):
    """One line, what to do with it, and what it settles or is."""

    def __init__(
        self, desk: Desk, owner: QWidget, reviewed: ReviewedLine, done: Callable[[Changes], None]
    ) -> None:
        super().__init__(owner)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Rapprocher une ligne du relevé")
        self._desk, self._done = desk, done
        self._line, self._proposal = reviewed.line, reviewed.proposal
        self.action = QComboBox(self)
        self.payer = RecordBox(self)
        self._payers: dict[str, PayerKey] = {}
        self.parts = QListWidget(self)
        self._told = QLabel(self)
        self._told.setWordWrap(True)
        self._told.setProperty("role", "muted")
        self.save_button = QPushButton("Valider", self)
        self._arrange()
        self._offer_actions()
        self._offer_payers()
        self._show_parts()
        self.resize(680, 480)

    @Slot()
    def save(self) -> None:
        """Make of the line what was chosen; a refusal is told and the choice stays open."""
        chosen = self._chosen()
        if chosen is None or not self.save_button.isEnabled():
            return
        act = partial(bank.accept, self._desk.office, self._line.id or 0, chosen)
        changes = self._desk.perform(act, self)
        if changes is not None:
            self._done(changes)
            self.accept()

    def _chosen(self) -> Proposal | None:
        action = Action(self.action.currentData())
        if action is Action.SETTLE:
            payer = self._payers.get(str(self.payer.currentData()))
            return bank.settle_with(payer, self._allocations()) if payer else None
        return bank.choose(action, *(self._ticked() if action is not Action.IGNORE else ()))

    # What is offered ------------------------------------------------------------------------------

    def _offer_actions(self) -> None:
        for action, words in (CREDIT if self._line.amount > 0 else DEBIT).items():
            self.action.addItem(words, action)
        proposed = self._proposal.action if self._proposal else None
        with QSignalBlocker(self.action):
            self.action.setCurrentIndex(max(self.action.findData(proposed), 0))
        self.action.currentIndexChanged.connect(lambda _place: self._show_parts())

    def _offer_payers(self) -> None:
        db = self._desk.office.db
        names = {
            PayerKey(payer.client_id, payer.funder_id): f"{name} – {euros(owed)} à encaisser"
            for payer, name, owed in sales.debtors(db)
        }
        # Money may come before any invoice.
        for client_id, name in offers.clients(db):
            names.setdefault(PayerKey(client_id=client_id), name)
        for funder_id, name in offers.funders(db):
            names.setdefault(PayerKey(funder_id=funder_id), name)
        self._payers = {_key(payer): payer for payer in names}
        self.payer.fill([(_key(payer), words) for payer, words in names.items()])
        proposed = self._proposal.payer if self._proposal else None
        with QSignalBlocker(self.payer):
            self.payer.choose(_key(proposed) if proposed else None)
        self.payer.currentIndexChanged.connect(lambda _place: self._show_parts())

    def _show_parts(self) -> None:
        """Show the invoices of the payer, or the payments that the line may be."""
        action = Action(self.action.currentData())
        settles = action is Action.SETTLE
        self.payer.setVisible(settles)
        self._payer_caption.setVisible(settles)
        self.parts.setVisible(action is not Action.IGNORE)
        with QSignalBlocker(self.parts):
            self.parts.clear()
            if settles:
                self._show_owed()
            elif action is not Action.IGNORE:
                self._show_payments(action)
        self._count()

    def _show_owed(self) -> None:
        payer = self._payers.get(str(self.payer.currentData()))
        if payer is None:
            return
        owed = sales.owed_by(
            self._desk.office.db, Payer(client_id=payer.client_id, funder_id=payer.funder_id)
        )
        proposed = self._proposal.parts if self._proposal and self._proposal.payer == payer else ()
        parts = proposed or suggested(
            self._line.amount, [(one.invoice_id, one.remaining) for one in owed]
        )
        settled = {part.invoice_id for part in parts}
        for one in owed:
            due = f", échéance {short_date(one.due_on)}" if one.due_on else ""
            words = f"{one.number} – {euros(one.remaining)} à encaisser{due}"
            title = f" – {one.title}" if one.title else ""
            value = (one.invoice_id, one.remaining)
            self._add(f"{words}{title}", value, ticked=one.invoice_id in settled)

    def _show_payments(self, action: Action) -> None:
        choices = _CHOICES[action](self._desk.office, self._line)
        proposed = self._proposal.payment_ids if self._proposal else ()
        same = [one.id for one in choices if one.amount == self._line.amount]
        likely = set(proposed) or set(same[:1] if len(same) == 1 else ())
        if not likely and len(choices) == 1 and action is not Action.RECORDED:
            likely = {choices[0].id}
        for one in choices:
            name = one.name or "payeur inconnu"
            words = f"{short_date(one.paid_on)} – {name} – {euros(one.amount)}, {label(one.means)}"
            if action is Action.REFUND:
                words += f", {euros(one.ahead)} d’avance"
            self._add(words, (one.id, one.amount), ticked=one.id in likely)

    def _add(self, words: str, value: tuple[int, Decimal], *, ticked: bool) -> None:
        item = QListWidgetItem(typeset(words), self.parts)
        item.setToolTip(item.text())
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(_TICKED if ticked else _UNTICKED)
        item.setData(_VALUE, value)

    # What is chosen -------------------------------------------------------------------------------

    def _values(self) -> list[tuple[int, Decimal]]:
        items = (self.parts.item(place) for place in range(self.parts.count()))
        return [item.data(_VALUE) for item in items if item.checkState() == _TICKED]

    def _ticked(self) -> Sequence[int]:
        return [row_id for row_id, _amount in self._values()]

    def _allocations(self) -> tuple[Allocation, ...]:
        return suggested(self._line.amount, self._values())

    def _count(self) -> None:
        """Say what the choice comes to, and whether it can be validated."""
        action = Action(self.action.currentData())
        words, valid = "", True
        if action is Action.SETTLE:
            words, valid = self._told_settled()
        elif action is not Action.IGNORE:
            total = sum((amount for _id, amount in self._values()), ZERO)
            count = len(self._values())
            valid = total == self._line.amount if action is Action.RECORDED else count == 1
            words = f"Coché : {euros(total)} sur {euros(self._line.amount)}."
            if action is not Action.RECORDED:
                words = "Cochez un seul règlement."
            if not self.parts.count():
                words = NO_PAYMENT[action]
        self._told.setText(typeset(words))
        self.save_button.setEnabled(valid)

    def _told_settled(self) -> tuple[str, bool]:
        if self._payers.get(str(self.payer.currentData())) is None:
            return "Choisissez d’abord le payeur.", False
        settled = sum((part.amount for part in self._allocations()), ZERO)
        if not self.parts.count():
            return NOTHING_OWED, True
        words = f"Affecté {euros(settled)}"
        left = self._line.amount - settled
        return (f"{words}, {euros(left)} en avance du payeur." if left else f"{words}."), True

    def _arrange(self) -> None:
        head = QLabel(self._line.label or "Sans libellé", self)
        head.setProperty("role", "title")
        head.setWordWrap(True)
        head.setTextFormat(Qt.TextFormat.PlainText)
        facts = filter(
            None, (short_date(self._line.day), euros(self._line.amount), self._line.reference)
        )
        under = QLabel(" · ".join(facts), self)
        under.setProperty("role", "muted")
        reason = QLabel(typeset(self._proposal.reason if self._proposal else ""), self)
        reason.setWordWrap(True)
        reason.setVisible(self._proposal is not None)
        self.action.setAccessibleName("Que faire de cette ligne")
        self.payer.setAccessibleName("Payeur")
        self.parts.setAccessibleName("Factures ou règlements")
        self.parts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.parts.itemChanged.connect(lambda _item: self._count())
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        what = QLabel("&Que faire", self)
        what.setBuddy(self.action)
        form.addRow(what, self.action)
        self._payer_caption = QLabel("&Payeur", self)
        self._payer_caption.setBuddy(self.payer)
        form.addRow(self._payer_caption, self.payer)
        self.save_button.setIcon(theme.icon("check", theme.current().on_accent))
        self.save_button.setProperty("primary", "true")
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self.save)
        give_up = QPushButton("Annuler", self)
        give_up.setAutoDefault(False)
        give_up.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(self._told, 1)
        buttons.addWidget(self.save_button)
        buttons.addWidget(give_up)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.setSpacing(8)
        for part in (head, under, reason):
            whole.addWidget(part)
        whole.addLayout(form)
        whole.addWidget(self.parts, 1)
        whole.addStretch(0)
        whole.addLayout(buttons)


_CHOICES: dict[Action, Callable[..., list[KnownPayment]]] = {
    Action.RECORDED: bank.recorded_choices,
    Action.BOUNCED: bank.bounce_choices,
    Action.REFUND: bank.refund_choices,
}


def _key(payer: PayerKey) -> str:
    return f"funder {payer.funder_id}" if payer.is_funder else f"client {payer.client_id}"
