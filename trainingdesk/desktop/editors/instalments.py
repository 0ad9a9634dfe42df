"""The staged payment of an agreement: when, what for, how much."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QDialogButtonBox, QPushButton

from trainingdesk.desktop import theme
from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.instalments import Ui_InstalmentsForm
from trainingdesk.desktop.widgets import cells
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.instalments import Instalment
from trainingdesk.domain.money import ZERO
from trainingdesk.french import euros
from trainingdesk.services import instalments
from trainingdesk.services.changes import Changes
from trainingdesk.storage import parties, sales


@dataclass(frozen=True, slots=True)
class Schedule:
    """The parts, in the order of their days."""

    parts: tuple[Instalment, ...] = ()


class InstalmentsEditor(Editor[Schedule]):
    """The table of parts of one agreement; what adds up is said below as one types."""

    form = Ui_InstalmentsForm
    record = Schedule
    noun = "Échéancier"
    known = ""

    def prepare(self) -> None:
        """Lay out the table, and offer a schedule to start from."""
        today = self.office.today
        self.ui.instalment_table.arrange(
            (
                cells.dated("due_on", "Échéance", today),
                cells.text("label", "Libellé", stretches=True),
                cells.money("amount", "Montant TTC"),
            ),
            lambda: Instalment(self._last_day(), ZERO, ""),
            ordered=False,
        )
        self.ui.instalment_table.edited.connect(self.touch)
        self.ui.instalment_table.edited.connect(self._count)
        propose = QPushButton(theme.icon("calendar-days"), "Proposer", self)
        propose.setToolTip("Échelonner selon les jours de la formation")
        propose.setAutoDefault(False)
        propose.clicked.connect(self.propose)
        self.buttons.addButton(propose, QDialogButtonBox.ButtonRole.ActionRole)

    def load(self, row_id: int | None) -> Schedule:
        """Return what was agreed."""
        db = self.office.db
        agreement = sales.agreement(db, row_id or 0)
        client = parties.CLIENTS.get(db, agreement.client_id)
        self._price = agreement.totals.total_ttc
        self.ui.agreement_name.setText(
            f"{agreement.name} – {client.display_name} – {euros(self._price)} TTC"
        )
        return Schedule(instalments.instalments_of(self.office, row_id or 0))

    def shown(self) -> None:
        """Show the parts."""
        self.ui.instalment_table.show_records(self.value.parts)
        self._count()

    def propose(self) -> None:
        """Put a schedule into the table; nothing is written yet."""
        try:
            parts = instalments.propose(self.office, self.row_id or 0)
        except RuleBroken as error:
            self.ui.instalment_table.tell(str(error))
            return
        self.ui.instalment_table.show_records(parts)
        self.touch()
        self._count()

    def complete(self, value: Schedule) -> Schedule:  # noqa: ARG002 - the table holds all
        """Return the parts once the table can be read."""
        return Schedule(self.ui.instalment_table.records())

    def store(self, value: Schedule) -> Changes:
        """Write them."""
        return instalments.save(self.office, self.row_id or 0, value.parts)

    def mark(self, field: str, words: str) -> bool:  # noqa: ARG002 - all is in the table
        """Say what is refused below the table."""
        self.ui.instalment_table.tell(words)
        return True

    def _last_day(self) -> date:
        parts = self.ui.instalment_table.peek()
        return parts[-1].due_on if parts else self.office.today()

    def _count(self) -> None:
        total = sum((part.amount for part in self.ui.instalment_table.peek()), ZERO)
        left = self._price - total
        words = f"Échéances {euros(total)}"
        if left > 0:
            words += f" · il reste {euros(left)} à répartir"
        elif left < 0:
            words += f" · {euros(-left)} de trop"
        self.ui.instalment_table.foot.setText(words)
