"""A convention or a contract, until it is signed."""

from dataclasses import replace

from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.agreement import Ui_AgreementForm
from trainingdesk.domain.agreements import Agreement, AgreementState
from trainingdesk.domain.conditions import Rules
from trainingdesk.domain.labels import label
from trainingdesk.services import agreeing, terms
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
        self.ui.own_values.show_special(self.value.special, self._rules())
        self.ui.own_values.edited.connect(self.touch)
        if self.value.state not in _OPEN:
            self.ui.line_table.lock()
            self.ui.own_values.lock()
            for widget in (self.ui.contact_id, self.ui.signed_where, self.ui.special_conditions):
                widget.setEnabled(False)
            self.only_show()

    def complete(self, value: Agreement) -> Agreement:
        """Take the lines and the values of its own along."""
        special = self.ui.own_values.special()
        return replace(value, lines=self.ui.line_table.lines(), special=special)

    def store(self, value: Agreement) -> Changes:
        """Write the agreement."""
        return agreeing.save_agreement(self.office, value)

    def mark(self, field: str, words: str) -> bool:
        """Say what is wrong beside the value that it is wrong with."""
        return self.ui.own_values.mark(field, words) or super().mark(field, words)

    def _rules(self) -> Rules:
        """Return the rules that the agreement goes by, its own values aside."""
        return terms.version(self.office, self.value.conditions_id, self.office.today()).rules
