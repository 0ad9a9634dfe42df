"""What a trainer is asked to do in a session: for how much, sent and signed when."""

from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.mission import Ui_MissionForm
from trainingdesk.desktop.widgets.binding import FormInvalidError, show_row
from trainingdesk.domain.missions import Mission, days_taught, hours_taught, slots_of
from trainingdesk.domain.people import full_name
from trainingdesk.domain.teaching import TrainerKind
from trainingdesk.french import euros, hours, period, plural, typeset
from trainingdesk.services import missions
from trainingdesk.services.changes import Changes
from trainingdesk.storage import missions as store
from trainingdesk.storage import sessions, teaching


class MissionEditor(Editor[Mission]):
    """The mission of `trainer_id` in `session_id`; one that nobody wrote is proposed."""

    form = Ui_MissionForm
    record = Mission
    noun = "Mission"
    fresh = known = ""

    def load(self, row_id: int | None) -> Mission:
        """Return the mission with the session and the slots that it is about."""
        db = self.office.db
        if row_id is not None:
            found = store.MISSIONS.get(db, row_id)
        else:
            session_id, trainer_id = (self.context.get(n) for n in ("session_id", "trainer_id"))
            found = missions.mission(
                self.office,
                session_id if isinstance(session_id, int) else 0,
                trainer_id if isinstance(trainer_id, int) else 0,
            )
        self._trainer = teaching.TRAINERS.get(db, found.trainer_id)
        self._session = sessions.SESSIONS.get(db, found.session_id)
        self._slots = slots_of(found.trainer_id, sessions.slots_of(db, found.session_id))
        return found

    def shown(self) -> None:
        """Ask a subcontractor's pay only, and tell what it comes to."""
        is_bought = self._trainer.kind is TrainerKind.SUBCONTRACTOR
        show_row(self.ui.pay, wanted=is_bought)
        show_row(self.ui.rate, wanted=is_bought)
        self.binding.edited.connect(self._tell_price)
        self._tell_price()

    def title(self) -> str:
        """Return whose mission it is."""
        return f"{self.noun} – {full_name(self._trainer)}"

    def store(self, value: Mission) -> Changes:
        """Write it."""
        return missions.save(self.office, value)

    def _tell_price(self) -> None:
        parts = [f"Session {self._session.number} – {self._session.title}"]
        if self._slots:
            days = [slot.day for slot in self._slots]
            told = plural(days_taught(self._slots), "jour")
            parts.append(
                f"{period(min(days), max(days))}, {told}, {hours(hours_taught(self._slots))}"
            )
        try:
            price = self.binding.peek(self.value).price(self._slots)
        except FormInvalidError:
            price = None
        if price is not None and self._trainer.kind is TrainerKind.SUBCONTRACTOR:
            parts.append(f"Prix de la mission : {euros(price)} HT")
        self.ui.about.setText(typeset("\n".join(parts)))
