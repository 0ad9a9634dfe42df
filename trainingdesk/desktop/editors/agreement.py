"""A convention or a contract, until it is signed."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.agreement import Ui_AgreementForm
from trainingdesk.domain.agreements import Agreement, AgreementState
from trainingdesk.domain.labels import label
from trainingdesk.services import agreeing
from trainingdesk.services.changes import Changes
from trainingdesk.storage import offers, parties, sales
from trainingdesk.storage import office as identity

_OPEN = {AgreementState.DRAFT, AgreementState.SENT}


class AgreementEditor(Editor[Agreement]):
    """The lines and conditions of an agreement; what is signed is only shown."""

    form = Ui_AgreementForm
    record = Agreement
    noun = "Accord"

    def load(self, row_id: int | None) -> Agreement:
        """Return the agreement."""
        db = self.office.db
        agreement = sales.agreement(db, row_id or 0)
        client = parties.CLIENTS.get(db, agreement.client_id)
        self.ui.agreement_name.setText(
            f"{agreement.name} – {client.display_name} – {label(agreement.state)}"
        )
        self.binding.offer(
            "contact_id",
            offers.contacts(db, agreement.client_id, agreement.contact_id),
            empty="Aucun",
        )
        self.ui.line_table.prepare(identity.organisation(db).vat_regime)
        return agreement

    def shown(self) -> None:
        """Show the lines; nothing of a signed agreement can be typed over."""
        self.ui.line_table.show_lines(self.value.lines)
        self.ui.line_table.edited.connect(self.touch)
        if self.value.state not in _OPEN:
            self.ui.line_table.lock()
            self.lock(self.ui.contact_id, self.ui.signed_where, self.ui.special_conditions)

    def lock(self, *widgets: QWidget) -> None:
        """Let fields be read and not typed in, and nothing be saved."""
        for widget in widgets:
            widget.setEnabled(False)
        for button in self.buttons.buttons():
            if self.buttons.buttonRole(button) == self.buttons.ButtonRole.AcceptRole:
                button.hide()
            else:
                button.setText("Fermer")

    def complete(self, value: Agreement) -> Agreement:
        """Take the lines along."""
        return replace(value, lines=self.ui.line_table.lines())

    def store(self, value: Agreement) -> Changes:
        """Write the agreement."""
        return agreeing.save_agreement(self.office, value)
