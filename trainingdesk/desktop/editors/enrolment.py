"""A seat in a session: who comes, who buys, who employs."""

from contextlib import suppress
from dataclasses import replace

from PySide6.QtWidgets import QDialogButtonBox, QPushButton

from trainingdesk.desktop import theme
from trainingdesk.desktop.editors.choosing import offer_records, required
from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.enrolment import Ui_EnrolmentForm
from trainingdesk.desktop.widgets.binding import reveal
from trainingdesk.domain.clashes import Clash, Shared, kept_note, sentences
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.labels import label
from trainingdesk.domain.parties import usual_status
from trainingdesk.domain.sessions import Enrolment
from trainingdesk.french import euros, short_date, typeset
from trainingdesk.services import capacity, individuals, planning
from trainingdesk.services.changes import Changes
from trainingdesk.services.clashes import clashes
from trainingdesk.storage import offers, parties
from trainingdesk.storage import sessions as store

TO_NAME = "À désigner"
HIMSELF = "Le client lui-même"


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
        self.ui.clash_box.kept.connect(self._keep_clashes)
        self._settled: set[tuple[object, ...]] = set()

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
        self._slots = store.slots_of(self.office.db, enrolment.session_id)
        return enrolment

    def shown(self) -> None:
        """Say which session it is, and its own price."""
        price = self._session.price_per_person
        self.ui.session_name.setText(
            typeset("\n".join([f"{self._session.number} – {self._session.title}", *self._steps()]))
        )
        if price is not None:
            self.ui.price.setPlaceholderText(f"celui de la session : {euros(price)}")
        # What a seat that is known wants twice was kept when it was saved.
        if self.row_id is not None:
            self._settled = {clash.key for clash in self._clashes()}
        self._tell_clashes()
        self._tell_capacity()
        self.ui.client_id.setFocus()

    def _steps(self) -> list[str]:
        """Return the states that a known seat went through, in one line."""
        steps = store.steps_of(self.office.db, self._session.id or 0).get(self.row_id or 0, [])
        told = [f"{label(step.state)} le {short_date(step.since)}" for step in steps]
        return [f"Suivi : {', '.join(told)}"] if told else []

    def complete(self, value: Enrolment) -> Enrolment:
        """Refuse a seat that nobody buys."""
        required(value.client_id, "client_id", "Choisissez le client qui inscrit cette personne.")
        self._written = value
        return value

    def store(self, value: Enrolment) -> Changes:
        """Write the enrolment.

        Raises:
            RuleBroken: the person is elsewhere at the time, and nobody kept that yet.
        """
        if value.state.takes_a_seat and self._tell_clashes():
            raise RuleBroken(
                "Cette personne suit une autre session au même moment : choisissez-en une autre, "
                "ou « Garder quand même ».",
                "clashes",
            )
        if value.trainee_id is None and self._is_individual(value.client_id):
            return individuals.enrol(self.office, value)
        return planning.enrol(self.office, [value])

    def mark(self, field: str, words: str) -> bool:
        """Lead to the clashes that are refused."""
        if field == "clashes":
            reveal(self.ui.clash_box)
            self.ui.clash_box.keep.setFocus()
            return False
        return super().mark(field, words)

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
        self._settled = set()
        self._tell_clashes()
        self._tell_capacity()
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
            empty=TO_NAME,
        )
        self.ui.employer_id.fill(
            offers.clients(db, kept.employer_id if kept else None), empty="Aucun"
        )

    def _client_chosen(self) -> None:
        """A firm usually sends its own people; an individual comes and pays himself."""
        client_id = self.ui.client_id.currentData()
        if client_id is None:
            return
        client = parties.CLIENTS.get(self.office.db, client_id)
        self.ui.trainee_id.setItemText(0, HIMSELF if client.is_individual else TO_NAME)
        if client.is_individual and self.ui.trainee_id.currentData() is None:
            # Of several people of that name one is chosen by hand, as saving will ask.
            with suppress(RuleBroken):
                self.binding.put("trainee_id", individuals.own_record(self.office, client))
        self.binding.put("status", usual_status(client.kind))
        if self.ui.trainee_id.currentData() is None:
            self.binding.put("employer_id", None if client.is_individual else client_id)

    def _is_individual(self, client_id: int) -> bool:
        return parties.CLIENTS.get(self.office.db, client_id).is_individual

    def _clashes(self) -> tuple[Clash, ...]:
        """Return what the chosen person follows elsewhere at the time."""
        trainee_id = self.ui.trainee_id.currentData()
        if trainee_id is None:
            return ()
        found = clashes(self.office, self._session, self._slots, trainee_ids=(trainee_id,))
        return tuple(
            dict.fromkeys(
                clash
                for clash in found
                if clash.taken.shared is Shared.TRAINEE and clash.taken.wanted_id == trainee_id
            )
        )

    def _tell_clashes(self) -> list[Clash]:
        """Show the clashes, and return those that nobody kept."""
        found = self._clashes()
        new = [clash for clash in found if clash.key not in self._settled]
        known = [clash for clash in found if clash.key in self._settled]
        self.ui.clash_box.show_clashes(sentences(known), sentences(new))
        return new

    def _keep_clashes(self) -> None:
        """Note in the enrolment what is kept and why, and save."""
        new = [clash for clash in self._clashes() if clash.key not in self._settled]
        noted = kept_note(new, self.ui.clash_box.reason.text(), self.office.today())
        notes = [self.ui.notes.toPlainText(), noted if new else ""]
        self.ui.notes.setPlainText("\n".join(filter(None, notes)))
        self._settled |= {clash.key for clash in new}
        self.ui.clash_box.reason.clear()
        self.save()

    def _tell_capacity(self) -> None:
        """Say, before one more person is added, that there may be no room; nothing is refused."""
        more = 1 if self.row_id is None else 0
        told = capacity.warnings(self.office, self._session.id or 0, more=more)
        self.ui.capacity.setText(" ".join(told))
        self.ui.capacity.setVisible(bool(told))

    def _trainee_chosen(self) -> None:
        """Propose who employs the person when the session starts, and so who buys."""
        self._tell_clashes()
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
