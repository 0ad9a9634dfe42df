"""The client's signature that came back."""

from dataclasses import replace

from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.signature import Ui_SignatureForm
from trainingdesk.domain.agreements import Agreement
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.people import full_name
from trainingdesk.services import agreeing
from trainingdesk.services.changes import Changes
from trainingdesk.storage import parties, sales


class SignatureEditor(Editor[Agreement]):
    """When, where and by whom an agreement was signed."""

    form = Ui_SignatureForm
    record = Agreement
    noun = "Retour signé"
    known = ""

    def load(self, row_id: int | None) -> Agreement:
        """Return the agreement, as if its signatory had signed today."""
        db = self.office.db
        agreement = sales.agreement(db, row_id or 0)
        client = parties.CLIENTS.get(db, agreement.client_id)
        contact = (
            parties.CONTACTS.get(db, agreement.contact_id)
            if agreement.contact_id
            else parties.signatory_of(db, agreement.client_id)
        )
        usual = full_name(contact) if contact else ""
        if client.is_individual:
            usual = client.display_name
        self.ui.agreement_name.setText(f"{agreement.name} – {client.display_name}")
        return replace(
            agreement,
            signed_on=agreement.signed_on or self.office.today(),
            signed_by=agreement.signed_by or usual,
        )

    def store(self, value: Agreement) -> Changes:
        """Note the signature."""
        if value.signed_on is None:
            raise RuleBroken("Écrivez la date de la signature.", "signed_on")
        return agreeing.sign(
            self.office, value.id or 0, value.signed_on, value.signed_by, value.signed_where
        )
