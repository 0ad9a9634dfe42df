"""Why a client refused a proposal."""

from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.refusal import Ui_RefusalForm
from trainingdesk.domain.proposals import Proposal
from trainingdesk.services import proposing
from trainingdesk.services.changes import Changes
from trainingdesk.storage import sales


class RefusalEditor(Editor[Proposal]):
    """Closes a proposal that was sent, with the client's reason."""

    form = Ui_RefusalForm
    record = Proposal
    noun = "Proposition refusée"
    known = ""

    def load(self, row_id: int | None) -> Proposal:
        """Return the proposal."""
        proposal = sales.proposal(self.office.db, row_id or 0)
        self.ui.proposal_name.setText(f"{proposal.number} – {proposal.title}")
        return proposal

    def store(self, value: Proposal) -> Changes:
        """Note the refusal."""
        return proposing.refuse(self.office, value.id or 0, value.lost_reason)
