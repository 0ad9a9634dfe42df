"""A change to a signed agreement, as it is asked for."""

from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.amendment import Ui_AmendmentForm
from trainingdesk.domain.amendments import Amendment, AmendmentSubject
from trainingdesk.services import amending
from trainingdesk.services.changes import Changes
from trainingdesk.storage import bargains, offers, parties, sales


class AmendmentEditor(Editor[Amendment]):
    """One amendment; a new one is of the agreement `agreement_id`. Once answered it only shows.

    Who opens it may give its `subject`, `before` and `after`.
    """

    form = Ui_AmendmentForm
    record = Amendment
    noun = "Avenant"

    def load(self, row_id: int | None) -> Amendment:
        """Return the amendment, or one asked today."""
        db = self.office.db
        if row_id is not None:
            amendment = bargains.AMENDMENTS.get(db, row_id)
        else:
            amendment = Amendment(
                agreement_id=int(str(self.context["agreement_id"])),
                position=0,
                subject=AmendmentSubject(str(self.context.get("subject", AmendmentSubject.DATES))),
                asked_on=self.office.today(),
                before=str(self.context.get("before", "")),
                after=str(self.context.get("after", "")),
            )
        agreement = sales.agreement(db, amendment.agreement_id)
        client = parties.CLIENTS.get(db, agreement.client_id)
        accepted = [
            (proposal_id, name)
            for proposal_id, name in offers.accepted_proposals(
                db, agreement.client_id, amendment.proposal_id
            )
            if proposal_id != agreement.proposal_id
        ]
        is_told = accepted or not amendment.is_open
        none = "Aucune" if is_told else "Aucune : le client n’en a pas encore accepté"
        self.binding.offer("proposal_id", accepted, empty=none)
        self.ui.agreement_name.setText(f"{agreement.name} – {client.display_name}")
        return amendment

    def shown(self) -> None:
        """Let nothing of an answered amendment be typed over."""
        if not self.value.is_open:
            for name in self.binding.names:
                self.binding.widget(name).setEnabled(False)
            self.only_show()

    def store(self, value: Amendment) -> Changes:
        """Write it."""
        return amending.propose(self.office, value)
