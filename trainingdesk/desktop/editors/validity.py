"""Until when a proposal that left may still be accepted."""

from dataclasses import replace
from datetime import date

from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.validity import Ui_ValidityForm
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.proposals import Proposal
from trainingdesk.french import long_date
from trainingdesk.services import proposing
from trainingdesk.services.changes import Changes
from trainingdesk.storage import office as identity
from trainingdesk.storage import sales


class ValidityEditor(Editor[Proposal]):
    """Prolongs one proposal; the terms in force propose the day."""

    form = Ui_ValidityForm
    record = Proposal
    noun = "Prolonger la validité"
    known = ""

    def load(self, row_id: int | None) -> Proposal:
        """Return the proposal as if it were sent today, where that prolongs it."""
        proposal = sales.proposal(self.office.db, row_id or 0)
        today = self.office.today()
        self.ui.proposal_name.setText(
            f"{proposal.number} – {proposal.title}. {_until(proposal, today)}"
        )
        terms = identity.conditions_on(self.office.db, today)
        days = [proposal.valid_until, terms.valid_until(today)]
        ahead = [day for day in days if day is not None and day >= today]
        return replace(proposal, valid_until=max(ahead, default=None))

    def shown(self) -> None:
        """Begin with the day, ready to be typed over."""
        self.ui.valid_until.setFocus()
        self.ui.valid_until.selectAll()

    def store(self, value: Proposal) -> Changes:
        """Write the new day."""
        if value.valid_until is None:
            raise RuleBroken("Dites jusqu’à quel jour la proposition est valable.", "valid_until")
        return proposing.prolong(self.office, value.id or 0, value.valid_until)


def _until(proposal: Proposal, today: date) -> str:
    if proposal.valid_until is None:
        return "Aucune fin de validité n’est fixée."
    verb = "Elle était" if proposal.is_expired(today) else "Elle est"
    return f"{verb} valable jusqu’au {long_date(proposal.valid_until)}."
