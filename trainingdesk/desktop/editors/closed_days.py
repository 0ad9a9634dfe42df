"""The days on which the office is closed."""

from dataclasses import dataclass

from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.closed_days import Ui_ClosedDaysForm
from trainingdesk.desktop.widgets import cells
from trainingdesk.domain.closed_days import ClosedPeriod
from trainingdesk.services import closed_days
from trainingdesk.services.changes import Changes


@dataclass(frozen=True, slots=True)
class Closings:
    """The periods of closing, in order."""

    periods: tuple[ClosedPeriod, ...] = ()


class ClosedDaysEditor(Editor[Closings]):
    """The table of closings, a day or a span of days each."""

    form = Ui_ClosedDaysForm
    record = Closings
    noun = "Jours de fermeture"
    fresh = known = ""

    def prepare(self) -> None:
        """Lay out the table."""
        self.ui.period_table.arrange(
            (
                cells.day("first", "Du", self.office.today),
                cells.day("last", "Au", self.office.today),
                cells.text("label", "Motif", stretches=True),
            ),
            lambda: ClosedPeriod(None),
            check=ClosedPeriod.checked,
            ordered=False,
        )
        self.ui.period_table.edited.connect(self.touch)

    def load(self, row_id: int | None) -> Closings:  # noqa: ARG002 - there is one table
        """Return the closings."""
        return Closings(closed_days.closed_periods(self.office))

    def shown(self) -> None:
        """Show them."""
        self.ui.period_table.show_records(self.value.periods)

    def complete(self, value: Closings) -> Closings:  # noqa: ARG002 - the table holds all
        """Return the closings once the table can be read."""
        return Closings(self.ui.period_table.records())

    def store(self, value: Closings) -> Changes:
        """Write them."""
        return closed_days.save_closed_periods(self.office, value.periods)
