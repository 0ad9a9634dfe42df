"""What Chorus Pro says of an invoice."""

from trainingdesk.desktop.editors.choosing import required
from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.chorus_event import Ui_ChorusEventForm
from trainingdesk.domain.chorus import ChorusEvent, ChorusStatus, awaits_deposit
from trainingdesk.domain.labels import label
from trainingdesk.french import short_date, typeset
from trainingdesk.services import chorus
from trainingdesk.services.changes import Changes
from trainingdesk.storage import chorus as store
from trainingdesk.storage import sales


class ChorusEventEditor(Editor[ChorusEvent]):
    """Notes the next status of the invoice `invoice_id`; those before stay."""

    form = Ui_ChorusEventForm
    record = ChorusEvent
    noun = "État sur Chorus Pro"
    fresh = "nouveau"

    def load(self, row_id: int | None) -> ChorusEvent:  # noqa: ARG002 - a status is never edited
        """Return the status that comes next: the deposit first."""
        given = self.context.get("invoice_id")
        invoice_id = required(
            given if isinstance(given, int) else None, "status", "Choisissez d’abord la facture."
        )
        former = store.events_of(self.office.db, invoice_id)
        invoice = sales.invoice(self.office.db, invoice_id)
        said = [f"{label(one.status)} le {short_date(one.day)}" for one in former]
        self.ui.invoice_name.setText(
            typeset(f"Facture {invoice.number} : {', '.join(said) or 'rien n’est encore noté'}.")
        )
        return ChorusEvent(
            invoice_id=invoice_id,
            status=ChorusStatus.DEPOSITED if awaits_deposit(former) else ChorusStatus.RECEIVED,
            day=self.office.today(),
        )

    def store(self, value: ChorusEvent) -> Changes:
        """Write the status."""
        return chorus.note(self.office, value)
