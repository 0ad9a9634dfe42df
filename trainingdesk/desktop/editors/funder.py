"""A fund that pays for trainings."""

from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.funder import Ui_FunderForm
from trainingdesk.domain.funder_habits import FunderHabits
from trainingdesk.domain.parties import Funder, FunderKind
from trainingdesk.services import parties
from trainingdesk.services.changes import Changes
from trainingdesk.services.usual_habits import usual_habits
from trainingdesk.storage import parties as store


class FunderEditor(Editor[Funder]):
    """Who pays instead of the client, and what it is used to."""

    form = Ui_FunderForm
    record = Funder
    noun = "Financeur"

    def prepare(self) -> None:
        """Let the kind of a new funder propose its habits."""
        if self.row_id is None:
            self.ui.kind.currentIndexChanged.connect(self._propose_habits)

    def load(self, row_id: int | None) -> Funder:
        """Return the funder; a new one is an OPCO, as most are, for all to see."""
        if row_id is None:
            self._proposed = usual_habits(FunderKind.OPCO)
            return Funder(
                name=str(self.context.get("name") or ""),
                kind=FunderKind.OPCO,
                habits=self._proposed,
            )
        return store.FUNDERS.get(self.office.db, row_id)

    def store(self, value: Funder) -> Changes:
        """Write the funder."""
        return parties.save_funder(self.office, value)

    def _propose_habits(self) -> None:
        """Show the habits of the kind, unless somebody changed those that were shown."""
        if self._shown_habits() != _as_shown(self._proposed):
            return
        self._proposed = usual_habits(FunderKind(self.ui.kind.currentData()))
        for name, value in _as_shown(self._proposed).items():
            self.binding.put(name, value)

    def _shown_habits(self) -> dict[str, object]:
        return {
            "habits_addressed_to": self.ui.habits_addressed_to.currentData(),
            "habits_invoice_per": self.ui.habits_invoice_per.currentData(),
            "habits_papers_keys": self.ui.habits_papers_keys.value(),
        }


def _as_shown(habits: FunderHabits) -> dict[str, object]:
    return {
        "habits_addressed_to": habits.addressed_to,
        "habits_invoice_per": habits.invoice_per,
        "habits_papers_keys": habits.papers.keys,
    }
