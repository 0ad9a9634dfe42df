"""Something that came in: its day, channel and proof."""

from dataclasses import replace
from pathlib import Path

from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.receipt import Ui_ReceiptForm
from trainingdesk.desktop.widgets.binding import show_row
from trainingdesk.domain.conditions.rules import Formation
from trainingdesk.domain.receipts import SIGNED, Receipt, ReceiptKind
from trainingdesk.services import receiving
from trainingdesk.services.changes import Changes
from trainingdesk.services.terms import conditions_of
from trainingdesk.storage import bargains, parties, sales


class ReceiptEditor(Editor[Receipt]):
    """One receipt; a new one belongs to `agreement_id`, `proposal_id` or `client_id`.

    `kind` says what it is, `file` the proof that was dropped.
    """

    form = Ui_ReceiptForm
    record = Receipt
    noun = "Réception"
    fresh = "nouvelle"

    def prepare(self) -> None:
        """Ask for marks on signed papers only."""
        self.ui.kind.currentIndexChanged.connect(self._show_fields)

    def load(self, row_id: int | None) -> Receipt:
        """Return the receipt, or one of today."""
        db = self.office.db
        if row_id is not None:
            receipt = bargains.receipts_where(db, "id = ?", [row_id])[0]
        else:
            kind = self.context.get("kind")
            receipt = Receipt(
                kind=kind if isinstance(kind, ReceiptKind) else ReceiptKind.SIGNED_AGREEMENT,
                received_on=self.office.today(),
                agreement_id=self._given("agreement_id"),
                proposal_id=self._given("proposal_id"),
                client_id=self._given("client_id"),
                funding_id=self._given("funding_id"),
            )
        self._asked = self._marks_asked(receipt)
        self.ui.about.setText(self._about(receipt))
        self.ui.content.file_name = receipt.file_name
        return receipt

    def shown(self) -> None:
        """Take the file that was dropped; what is kept is shown, and does not change."""
        dropped = self.context.get("file")
        if isinstance(dropped, Path):
            self.ui.content.take(dropped)
        self._show_fields()
        if self.row_id is not None:
            for name in self.binding.names:
                self.binding.widget(name).setEnabled(False)
            self.only_show()

    def complete(self, value: Receipt) -> Receipt:
        """Take the name of the file along, and marks of what bears some."""
        marks = value.marks if value.kind in SIGNED else ()
        return replace(value, file_name=self.ui.content.file_name, marks=marks)

    def store(self, value: Receipt) -> Changes:
        """Keep it."""
        return receiving.record(self.office, value)

    def _given(self, name: str) -> int | None:
        given = self.context.get(name)
        return given if isinstance(given, int) else None

    def _about(self, receipt: Receipt) -> str:
        db = self.office.db
        if receipt.agreement_id is not None:
            agreement = sales.agreement(db, receipt.agreement_id)
            client = parties.CLIENTS.get(db, agreement.client_id)
            return f"{agreement.name} – {client.display_name}"
        if receipt.proposal_id is not None:
            proposal = sales.proposal(db, receipt.proposal_id)
            return f"Proposition {proposal.number} – {proposal.title}"
        if receipt.client_id is not None:
            return parties.CLIENTS.get(db, receipt.client_id).display_name
        return ""

    def _marks_asked(self, receipt: Receipt) -> Formation:
        if receipt.agreement_id is None:
            return Formation()
        agreement = sales.agreement(self.office.db, receipt.agreement_id)
        return conditions_of(self.office, agreement).rules.formation or Formation()

    def _show_fields(self) -> None:
        bears = self.ui.kind.currentData() in SIGNED and bool(self._asked.marks)
        self.ui.marks.ask(self._asked.marks)
        show_row(self.ui.marks, wanted=bears)
