"""A complaint, a reserve or an order against advice, with what was answered."""

from trainingdesk.desktop.editors.choosing import offer_records
from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.register_entry import Ui_RegisterEntryForm
from trainingdesk.desktop.widgets.binding import show_row
from trainingdesk.domain.registers import EntryKind, RegisterEntry
from trainingdesk.services import registers
from trainingdesk.services.changes import Changes
from trainingdesk.storage import bargains, offers


class RegisterEntryEditor(Editor[RegisterEntry]):
    """One entry; a new one may be of `client_id`, `session_id` or a `kind`."""

    form = Ui_RegisterEntryForm
    record = RegisterEntry
    noun = "Réclamation ou réserve"
    fresh = "nouvelle"

    def prepare(self) -> None:
        """Offer clients and sessions; an order against advice is countersigned."""
        db = self.office.db
        kept = bargains.REGISTER.get(db, self.row_id).client_id if self.row_id else None
        offer_records(
            self,
            "client_id",
            lambda: offers.clients(db, kept),
            "client",
            "Nouveau client",
            empty="Aucun",
        )
        self.ui.session_id.fill(offers.sessions(db), empty="Aucune")
        self.ui.kind.currentIndexChanged.connect(self._show_fields)

    def load(self, row_id: int | None) -> RegisterEntry:
        """Return the entry, or one received today."""
        if row_id is not None:
            return bargains.REGISTER.get(self.office.db, row_id)
        kind = self.context.get("kind")
        return RegisterEntry(
            kind=kind if isinstance(kind, EntryKind) else EntryKind.COMPLAINT,
            received_on=self.office.today(),
            facts="",
            client_id=self._given("client_id"),
            session_id=self._given("session_id"),
            agreement_id=self._given("agreement_id"),
        )

    def shown(self) -> None:
        """Let nothing of a closed entry be typed over."""
        self._show_fields()
        if self.value.closed_on is not None:
            for name in self.binding.names:
                self.binding.widget(name).setEnabled(False)
            self.only_show()

    def store(self, value: RegisterEntry) -> Changes:
        """Write the entry."""
        return registers.save(self.office, value)

    def _given(self, name: str) -> int | None:
        given = self.context.get(name)
        return given if isinstance(given, int) else None

    def _show_fields(self) -> None:
        against = self.ui.kind.currentData() == EntryKind.ADVERSE_ADVICE
        show_row(self.ui.countersigned_on, wanted=against)
