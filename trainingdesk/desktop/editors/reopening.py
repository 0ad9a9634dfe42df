"""Opening a closed session again, with a reason."""

from dataclasses import dataclass

from trainingdesk.desktop.editors.choosing import required
from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.reopening import Ui_ReopeningForm
from trainingdesk.french import short_date, typeset
from trainingdesk.services import closing
from trainingdesk.services.changes import Changes
from trainingdesk.storage import closing as reopenings
from trainingdesk.storage import sessions as store


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a session is opened again."""

    reason: str = ""


class ReopeningEditor(Editor[Reason]):
    """Opens one session again; the reasons given before are shown."""

    form = Ui_ReopeningForm
    record = Reason
    noun = "Rouvrir la session"
    known = ""

    def prepare(self) -> None:
        """Say on the button what it does."""
        self.name_saving("Rouvrir", "undo-2")

    def load(self, row_id: int | None) -> Reason:
        """Return a reason still to be given."""
        self._session_id = required(row_id, "reason", "Choisissez la session à rouvrir.")
        session = store.SESSIONS.get(self.office.db, self._session_id)
        closed = f", clôturée le {short_date(session.closed_on)}" if session.closed_on else ""
        self.ui.session_name.setText(f"{session.number} – {session.title}{closed}")
        return Reason()

    def shown(self) -> None:
        """Show why it was opened before."""
        former = reopenings.reopenings_of(self.office.db, self._session_id)
        told = [f"Rouverte le {short_date(one.reopened_on)} : {one.reason}" for one in former]
        self.ui.former.setText(typeset("\n".join(told)))
        self.ui.former.setVisible(bool(told))
        self.ui.reason.setFocus()

    def store(self, value: Reason) -> Changes:
        """Open the session again."""
        return closing.reopen(self.office, self._session_id, value.reason)
