"""A sum that the office gives up of what a decision asks."""

from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.gesture import Ui_GestureForm
from trainingdesk.desktop.widgets import answers
from trainingdesk.desktop.widgets.binding import FormInvalidError
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.settlements import Settlement
from trainingdesk.services import deciding
from trainingdesk.services.changes import Changes
from trainingdesk.storage import bargains


class GestureEditor(Editor[Settlement]):
    """The «geste commercial» of one decision, with what it leaves as one types."""

    form = Ui_GestureForm
    record = Settlement
    noun = "Geste commercial"
    known = ""

    def prepare(self) -> None:
        """Count at each change."""
        self.binding.edited.connect(self.compute)

    def load(self, row_id: int | None) -> Settlement:
        """Return the decision."""
        return bargains.settlement(self.office.db, row_id or 0)

    def shown(self) -> None:
        """Show what is owed now."""
        self.compute()
        self.ui.waived.setFocus()
        self.ui.waived.selectAll()

    def compute(self) -> None:
        """Show what is left with the sum that is typed."""
        try:
            typed = self.binding.peek(self.value)
            decided = self.value.with_gesture(typed.waived, typed.waived_reason)
            self.ui.answer.tell(answers.of_decision(decided))
        except FormInvalidError:
            self.ui.answer.want("Écrivez un montant, par exemple 150,00.")
        except RuleBroken as error:
            self.ui.answer.want(str(error), wrong=True)

    def store(self, value: Settlement) -> Changes:
        """Write the sum."""
        return deciding.waive(self.office, value.id or 0, value.waived, value.waived_reason)
