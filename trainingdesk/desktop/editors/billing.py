"""Looking at how a session's price is split before its invoices are drafted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from trainingdesk.desktop.editors.choosing import required
from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.billing import Ui_BillingForm
from trainingdesk.desktop.widgets.price_split import split_view
from trainingdesk.services import invoicing
from trainingdesk.services.changes import Changes
from trainingdesk.services.session_files import session_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Billing:
    """Nothing is typed: what is shown is drafted or not."""


class BillingEditor(Editor[Billing]):
    """Shows who would be invoiced for what, then drafts the invoices of the `clients`."""

    form = Ui_BillingForm
    record = Billing
    noun = "Préparer les factures"
    known = ""

    def prepare(self) -> None:
        """Say on the button what it does."""
        self.name_saving("Préparer les factures", "receipt-euro")

    def load(self, row_id: int | None) -> Billing:
        """Show how the price is split."""
        self._session_id = required(row_id, "parts", "Choisissez la session à facturer.")
        self._clients = cast("Sequence[int]", self.context["clients"])
        file = session_file(self.office, self._session_id)
        self.ui.session_name.setText(f"{file.session.number} – {file.session.title}")
        self.ui.layout_parts.addWidget(split_view(self.desk, file, self._clients))
        return Billing()

    def store(self, value: Billing) -> Changes:  # noqa: ARG002 - nothing is typed
        """Draft the invoices."""
        return invoicing.draft_for_clients(self.office, self._session_id, self._clients)
