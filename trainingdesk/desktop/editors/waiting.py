"""Someone who wants a seat when one frees."""

from trainingdesk.desktop.editors.choosing import offer_records
from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.waiting import Ui_WaitingForm
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.sessions import WaitingEntry
from trainingdesk.services import planning
from trainingdesk.services.changes import Changes
from trainingdesk.storage import offers
from trainingdesk.storage import sessions as store


class WaitingEditor(Editor[WaitingEntry]):
    """One entry of the waiting list; a new one is of the session `session_id`."""

    form = Ui_WaitingForm
    record = WaitingEntry
    noun = "Liste d’attente"
    fresh = "ajouter"

    def prepare(self) -> None:
        """Offer people and clients."""
        db = self.office.db
        kept = store.WAITING.get(db, self.row_id) if self.row_id is not None else None
        trainee, client = (kept.trainee_id, kept.client_id) if kept else (None, None)
        offer_records(
            self,
            "trainee_id",
            lambda: offers.trainees(db, trainee),
            "trainee",
            "Nouveau stagiaire",
            empty="À nommer",
        )
        offer_records(
            self,
            "client_id",
            lambda: offers.clients(db, client),
            "client",
            "Nouveau client",
            empty="Aucun",
        )

    def load(self, row_id: int | None) -> WaitingEntry:
        """Return the entry, or one of today."""
        db = self.office.db
        if row_id is not None:
            entry = store.WAITING.get(db, row_id)
        else:
            session_id = int(str(self.context["session_id"]))
            entry = WaitingEntry(session_id=session_id, since=self.office.today())
        session = store.SESSIONS.get(db, entry.session_id)
        self.ui.session_name.setText(f"{session.number} – {session.title}")
        return entry

    def complete(self, value: WaitingEntry) -> WaitingEntry:
        """Refuse an entry that nobody could be called from."""
        if not (value.trainee_id or value.client_id or value.note):
            raise RuleBroken("Dites qui attend : un stagiaire, un client ou un nom.", "trainee_id")
        return value

    def store(self, value: WaitingEntry) -> Changes:
        """Write the entry."""
        return planning.wait(self.office, value)
