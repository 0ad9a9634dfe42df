"""A list of names pasted from a mail, and the seats that it fills."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QTimer

from trainingdesk.desktop.editors.choosing import offer_records, required
from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.name_list import Ui_NameListForm
from trainingdesk.domain.name_lists import read_names
from trainingdesk.domain.parties import Trainee
from trainingdesk.french import listed, plural, typeset
from trainingdesk.services import enrolling_lists
from trainingdesk.services.changes import Changes
from trainingdesk.storage import offers
from trainingdesk.storage import sessions as store

PAUSE_MS = 200
"""How long the typing rests before the list is read again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameList:
    """Who sends the people, and the list as it was pasted."""

    client_id: int | None = None
    text: str = ""


class NameListEditor(Editor[NameList]):
    """Enrols the people of a list in the session `session_id`."""

    form = Ui_NameListForm
    record = NameList
    noun = "Inscrire une liste"
    fresh = ""

    def prepare(self) -> None:
        """Read the list again once the typing rests."""
        db = self.office.db
        self._session_id = int(str(self.context["session_id"]))
        session = store.SESSIONS.get(db, self._session_id)
        self.ui.session_name.setText(f"{session.number} – {session.title}")
        offer_records(self, "client_id", lambda: offers.clients(db), "client", "Nouveau client")
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(PAUSE_MS)
        self._rest.timeout.connect(self._read_if_open)
        self.ui.text.textChanged.connect(self._rest.start)
        self.ui.client_id.currentIndexChanged.connect(lambda _place: self._rest.start())

    def load(self, row_id: int | None) -> NameList:  # noqa: ARG002 - a list is never kept
        """Return an empty list."""
        return NameList()

    def shown(self) -> None:
        """Say what will be seen here."""
        self.read()
        self.ui.client_id.setFocus()

    def read(self) -> None:
        """Show who is named, and the lines that name nobody."""
        pasted = read_names(self.ui.text.toPlainText())
        client_id = self.ui.client_id.currentData()
        found = enrolling_lists.matched(self.office, self._session_id, client_id, pasted.names)
        self.ui.names.show_people(found, partial(_told, self))
        words = [plural(len(found), "personne lue", "personnes lues") if found else ""]
        if pasted.unread:
            words.append(f"sans nom : {listed([f'« {line} »' for line in pasted.unread])}")
        elsewhere = [told for one in found for told in one.elsewhere]
        lines = [" ; ".join(filter(None, words)), *elsewhere]
        self.ui.summary.setText(typeset("\n".join(lines)))

    def _read_if_open(self) -> None:
        # The office may be closed before the typing rests.
        if self.isVisible():
            self.read()

    def complete(self, value: NameList) -> NameList:
        """Refuse a list that nobody sends; read what was typed a moment ago."""
        required(value.client_id, "client_id", "Choisissez le client qui inscrit ces personnes.")
        if self._rest.isActive():
            self._rest.stop()
            self.read()
        return value

    def store(self, value: NameList) -> Changes:
        """Enrol those who are ticked."""
        chosen = self.ui.names.chosen()
        return enrolling_lists.enrol(self.office, self._session_id, value.client_id or 0, chosen)

    def mark(self, field: str, words: str) -> bool:
        """Say of the people what is wrong below the list."""
        return False if field == "names" else super().mark(field, words)


def _told(editor: NameListEditor, person: Trainee) -> str:
    return enrolling_lists.label_of(person, editor.office)
