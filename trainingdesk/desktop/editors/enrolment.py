"""A seat in a session: who comes, who buys, who employs."""

from dataclasses import replace

from PySide6.QtWidgets import QDialogButtonBox, QPushButton

from trainingdesk.desktop import theme
from trainingdesk.desktop.editors.choosing import offer_records, required
from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.enrolment import Ui_EnrolmentForm
from trainingdesk.domain.parties import ClientKind, TraineeStatus
from trainingdesk.domain.sessions import Enrolment
from trainingdesk.french import euros
from trainingdesk.services import planning
from trainingdesk.services.changes import Changes
from trainingdesk.storage import offers, parties
from trainingdesk.storage import sessions as store

_STATUSES = {
    ClientKind.INDIVIDUAL: TraineeStatus.SELF_PAYING,
    ClientKind.PUBLIC_BODY: TraineeStatus.OTHER,
}
"""What the people of a client usually are; a firm and another office send employees."""


class EnrolmentEditor(Editor[Enrolment]):
    """One enrolment; a new one is of the session `session_id`, and the next may follow at once."""

    form = Ui_EnrolmentForm
    record = Enrolment
    noun = "Inscription"
    fresh = "nouvelle"

    def prepare(self) -> None:
        """Add the button for those who enrol several people in a row."""
        self._next = QPushButton(theme.icon("user-plus"), "Enregistrer et suivant", self)
        self._next.setToolTip("Enregistrer, puis inscrire la personne suivante (Ctrl+Entrée)")
        self._next.setShortcut("Ctrl+Return")
        self._next.setAutoDefault(False)
        self._next.clicked.connect(self.save_and_next)
        self.buttons.addButton(self._next, QDialogButtonBox.ButtonRole.ActionRole)
        self._offer()
        self.ui.client_id.currentIndexChanged.connect(self._client_chosen)
        self.ui.trainee_id.currentIndexChanged.connect(self._trainee_chosen)

    def load(self, row_id: int | None) -> Enrolment:
        """Return the enrolment, or an empty seat in the session."""
        self._next.setVisible(row_id is None)
        if row_id is not None:
            enrolment = store.ENROLMENTS.get(self.office.db, row_id)
        else:
            enrolment = Enrolment(
                session_id=int(str(self.context["session_id"])),
                client_id=0,
                enrolled_on=self.office.today(),
            )
        self._session = store.SESSIONS.get(self.office.db, enrolment.session_id)
        return enrolment

    def shown(self) -> None:
        """Say which session it is, and its own price."""
        price = self._session.price_per_person
        self.ui.session_name.setText(f"{self._session.number} – {self._session.title}")
        if price is not None:
            self.ui.price.setPlaceholderText(f"celui de la session : {euros(price)}")
        self.ui.client_id.setFocus()

    def complete(self, value: Enrolment) -> Enrolment:
        """Refuse a seat that nobody buys."""
        required(value.client_id, "client_id", "Choisissez le client qui inscrit cette personne.")
        self._written = value
        return value

    def store(self, value: Enrolment) -> Changes:
        """Write the enrolment."""
        return planning.enrol(self.office, [value])

    def save_and_next(self) -> None:
        """Write this seat, then show an empty one for the same client."""
        if not self.write():
            return
        self.value = replace(
            self.load(None),
            client_id=self._written.client_id,
            employer_id=self._written.employer_id,
            status=self._written.status,
            price=self._written.price,
        )
        self.binding.show(self.value)
        self._is_edited = False
        self.ui.trainee_id.setFocus()

    def _offer(self) -> None:
        db = self.office.db
        kept = store.ENROLMENTS.get(db, self.row_id) if self.row_id is not None else None
        offer_records(
            self,
            "client_id",
            lambda: offers.clients(db, kept.client_id if kept else None),
            "client",
            "Nouveau client",
        )
        offer_records(
            self,
            "trainee_id",
            lambda: offers.trainees(db, kept.trainee_id if kept else None),
            "trainee",
            "Nouveau stagiaire",
            empty="À désigner",
        )
        self.ui.employer_id.fill(
            offers.clients(db, kept.employer_id if kept else None), empty="Aucun"
        )

    def _client_chosen(self) -> None:
        """A firm usually sends its own people; an individual pays for himself."""
        client_id = self.ui.client_id.currentData()
        if client_id is None:
            return
        client = parties.CLIENTS.get(self.office.db, client_id)
        self.binding.put("status", _STATUSES.get(client.kind, TraineeStatus.PRIVATE_EMPLOYEE))
        if self.ui.trainee_id.currentData() is None:
            self.binding.put("employer_id", None if client.is_individual else client_id)

    def _trainee_chosen(self) -> None:
        """Propose who employs the person when the session starts, and so who buys."""
        trainee_id = self.ui.trainee_id.currentData()
        if trainee_id is None:
            return
        day = self._session.starts_on or self.office.today()
        employer = parties.employer_on(self.office.db, trainee_id, day)
        if employer is None:
            return
        if self.ui.client_id.currentData() is None:
            self.binding.put("client_id", employer)
            self._client_chosen()
        self.binding.put("employer_id", employer)
