"""A fund that pays for trainings."""

from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.funder import Ui_FunderForm
from trainingdesk.domain.parties import Funder, FunderKind
from trainingdesk.services import parties
from trainingdesk.services.changes import Changes
from trainingdesk.storage import parties as store


class FunderEditor(Editor[Funder]):
    """Who pays instead of the client."""

    form = Ui_FunderForm
    record = Funder
    noun = "Financeur"

    def load(self, row_id: int | None) -> Funder:
        """Return the funder; a new one is an OPCO, as most are, for all to see."""
        if row_id is None:
            return Funder(name=str(self.context.get("name") or ""), kind=FunderKind.OPCO)
        return store.FUNDERS.get(self.office.db, row_id)

    def store(self, value: Funder) -> Changes:
        """Write the funder."""
        return parties.save_funder(self.office, value)
