"""One half-day of a session goes to another day, or to other hours."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from trainingdesk.desktop.editors.choosing import required
from trainingdesk.desktop.editors.replanning import Replanning
from trainingdesk.desktop.forms.slot_move import Ui_SlotMoveForm
from trainingdesk.desktop.widgets.binding import FormInvalidError
from trainingdesk.domain.calendar import SATURDAY, is_public_holiday
from trainingdesk.domain.sessions import Slot, TrainingSession, checked_slots, span
from trainingdesk.french import DAYS, long_date, typeset
from trainingdesk.services import planning
from trainingdesk.services.changes import Changes
from trainingdesk.services.closed_days import closed_days
from trainingdesk.storage import sessions as store


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotMove:
    """When the half-day is to be."""

    day: date
    starts_at: time
    ends_at: time


class SlotMoveEditor(Replanning[SlotMove]):
    """Moves one slot."""

    form = Ui_SlotMoveForm
    record = SlotMove
    noun = "Déplacer une demi-journée"
    known = ""

    def load(self, row_id: int | None) -> SlotMove:
        """Return when it is now."""
        self._slot_id = required(row_id, "day", "Choisissez la demi-journée à déplacer.")
        session_id, self._slots = planning.around_slot(self.office, self._slot_id)
        self._session = store.SESSIONS.get(self.office.db, session_id)
        (slot,) = (slot for slot in self._slots if slot.id == self._slot_id)
        self.ui.slot_name.setText(
            f"{self._session.number} – {DAYS[slot.day.weekday()]} {span(slot)}"
        )
        return SlotMove(day=slot.day, starts_at=slot.starts_at, ends_at=slot.ends_at)

    def shown(self) -> None:
        """Begin with the day, ready to be typed over."""
        self.settle(self._session, self._slots)
        self.binding.edited.connect(self._remark)
        self.listen()
        self.ui.day.setFocus()
        self.ui.day.selectAll()

    def planned(self, value: SlotMove) -> tuple[TrainingSession, Sequence[Slot]]:
        """Return the session with the slot moved."""
        when = {"day": value.day, "starts_at": value.starts_at, "ends_at": value.ends_at}
        new = [
            replace(slot, **when) if slot.id == self._slot_id else slot  # type: ignore[arg-type] # its own fields
            for slot in self._slots
        ]
        return self._session, checked_slots(new)

    def change(self, value: SlotMove, note: str) -> Changes:
        """Move it."""
        return planning.move_slot(
            self.office, self._slot_id, value.day, value.starts_at, value.ends_at, note=note
        )

    def _remark(self) -> None:
        """Tell of a day that is usually not worked; it may be wanted all the same."""
        try:
            words = self._unusual(self.binding.peek(self.value).day)
        except FormInvalidError:
            words = ""
        self.ui.remark.setText(words)
        self.ui.remark.setVisible(bool(words))

    def _unusual(self, day: date) -> str:
        reasons = {each.day: each.label or "jour de fermeture" for each in closed_days(self.office)}
        if is_public_holiday(day):
            reasons[day] = "jour férié"
        elif day.weekday() >= SATURDAY:
            reasons.setdefault(day, DAYS[day.weekday()])
        return typeset(f"Le {long_date(day)} : {reasons[day]}.") if day in reasons else ""
