"""All dates of a session move by one rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from trainingdesk.desktop.editors.choosing import required
from trainingdesk.desktop.editors.replanning import Replanning
from trainingdesk.desktop.forms.session_shift import Ui_SessionShiftForm
from trainingdesk.desktop.widgets.binding import FormInvalidError
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.sessions import Slot, TrainingSession
from trainingdesk.domain.shifts import ONE_WEEK
from trainingdesk.french import DAYS, listed, short_date, typeset
from trainingdesk.services import planning
from trainingdesk.services.changes import Changes
from trainingdesk.storage import sessions as store


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """How far the dates move, ahead or back, or the day on which the first of them falls."""

    by: str = "1"
    first_day: date | None = None


class SessionShiftEditor(Replanning[Shift]):
    """Moves all slots of one session."""

    form = Ui_SessionShiftForm
    record = Shift
    noun = "Décaler toutes les dates"
    known = ""

    def load(self, row_id: int | None) -> Shift:
        """Return a shift of one week."""
        self._session_id = required(row_id, "by", "Choisissez la session à décaler.")
        self._session = store.SESSIONS.get(self.office.db, self._session_id)
        self._slots = store.slots_of(self.office.db, self._session_id)
        self.ui.session_name.setText(f"{self._session.number} – {self._session.title}")
        self.ui.unit.addItem("semaines", ONE_WEEK)
        self.ui.unit.addItem("jours", 1)
        return Shift()

    def shown(self) -> None:
        """Show where that leads."""
        self.settle(self._session, self._slots)
        self.binding.edited.connect(self._preview)
        self.ui.unit.currentIndexChanged.connect(self.binding.edited)
        self.listen()
        self._preview()
        self.ui.by.setFocus()
        self.ui.by.selectAll()

    def planned(self, value: Shift) -> tuple[TrainingSession, Sequence[Slot]]:
        """Return the session with its slots moved."""
        return self._session, planning.shifted_slots(
            self.office, self._session_id, self._days(value)
        )

    def change(self, value: Shift, note: str) -> Changes:
        """Move them."""
        return planning.shift(self.office, self._session_id, days=self._days(value), note=note)

    def _days(self, shift: Shift) -> int:
        """Return how many days the dates move; a first day outdoes a number of weeks."""
        if shift.first_day is not None and self._slots:
            return (shift.first_day - self._slots[0].day).days
        try:
            count = int(shift.by)
        except ValueError:
            raise RuleBroken(
                "Dites de combien décaler, par exemple 1, ou -1 pour avancer les dates ; ou quel "
                "jour commencer.",
                "by",
            ) from None
        return count * int(self.ui.unit.currentData())

    def _preview(self) -> None:
        try:
            _session, slots = self.planned(self.binding.peek(self.value))
        except FormInvalidError:
            words = ""
        except RuleBroken as error:
            words = str(error)
        else:
            days = sorted({slot.day for slot in slots})
            said = listed([f"{DAYS[day.weekday()]} {short_date(day)}" for day in days])
            words = f"Nouvelles dates : {said}."
        self.ui.preview.setText(typeset(words))
