"""Who teaches one half-day of a session."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidgetItem

from trainingdesk.desktop.editors.choosing import required
from trainingdesk.desktop.editors.replanning import Replanning
from trainingdesk.desktop.forms.slot_trainers import Ui_SlotTrainersForm
from trainingdesk.domain.sessions import Slot, TrainingSession, span
from trainingdesk.services import planning
from trainingdesk.services.changes import Changes
from trainingdesk.storage import offers
from trainingdesk.storage import sessions as store

_ID = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Teachers:
    """The trainers of a half-day."""

    trainer_ids: tuple[int, ...] = ()


class SlotTrainersEditor(Replanning[Teachers]):
    """Gives one slot to others."""

    form = Ui_SlotTrainersForm
    record = Teachers
    noun = "Changer de formateur"
    known = ""

    def load(self, row_id: int | None) -> Teachers:
        """Return who teaches now."""
        self._slot_id = required(row_id, "trainers", "Choisissez la demi-journée.")
        session_id, self._slots = planning.around_slot(self.office, self._slot_id)
        self._session = store.SESSIONS.get(self.office.db, session_id)
        (slot,) = (slot for slot in self._slots if slot.id == self._slot_id)
        self.ui.slot_name.setText(f"{self._session.number} – {span(slot)}")
        return Teachers(slot.trainer_ids)

    def shown(self) -> None:
        """Tick those who teach now."""
        for trainer_id, name in offers.trainers(self.office.db):
            item = QListWidgetItem(name, self.ui.trainers)
            item.setData(_ID, trainer_id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            is_ticked = trainer_id in self.value.trainer_ids
            item.setCheckState(Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked)
        self.settle(self._session, self._slots)
        self.ui.trainers.itemChanged.connect(self._ticked)
        self.listen()
        self.ui.trainers.setFocus()

    def planned(self, value: Teachers) -> tuple[TrainingSession, Sequence[Slot]]:  # noqa: ARG002 - the list holds all
        """Return the session with the slot given to those who are ticked."""
        chosen = self._chosen()
        return self._session, [
            replace(slot, trainer_ids=chosen) if slot.id == self._slot_id else slot
            for slot in self._slots
        ]

    def change(self, value: Teachers, note: str) -> Changes:  # noqa: ARG002 - the list holds all
        """Give it to them."""
        return planning.change_trainer(self.office, self._slot_id, *self._chosen(), note=note)

    def _ticked(self) -> None:
        self.touch()
        self.look()

    def _chosen(self) -> tuple[int, ...]:
        items = [self.ui.trainers.item(row) for row in range(self.ui.trainers.count())]
        return tuple(item.data(_ID) for item in items if item.checkState() is Qt.CheckState.Checked)
