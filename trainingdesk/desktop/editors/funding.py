"""A funder's agreement for a client's people in a session."""

from trainingdesk.desktop.editors.choosing import offer_records, required
from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.funding import Ui_FundingForm
from trainingdesk.domain.sessions import Funding
from trainingdesk.services import planning
from trainingdesk.services.changes import Changes
from trainingdesk.storage import offers, parties
from trainingdesk.storage import sessions as store


class FundingEditor(Editor[Funding]):
    """One agreement; a new one is of the session `session_id`."""

    form = Ui_FundingForm
    record = Funding
    noun = "Prise en charge"
    fresh = "nouvelle"

    def prepare(self) -> None:
        """Offer the funders."""
        db = self.office.db
        kept = store.FUNDINGS.get(db, self.row_id).funder_id if self.row_id is not None else None
        offer_records(
            self, "funder_id", lambda: offers.funders(db, kept), "funder", "Nouveau financeur"
        )
        self.ui.client_id.currentIndexChanged.connect(self._client_chosen)

    def load(self, row_id: int | None) -> Funding:
        """Return the agreement, or one that is being asked for."""
        db = self.office.db
        if row_id is not None:
            funding = store.FUNDINGS.get(db, row_id)
        else:
            funding = self._asked(int(str(self.context["session_id"])))
        session = store.SESSIONS.get(db, funding.session_id)
        clients = offers.session_clients(db, funding.session_id)
        if funding.client_id and funding.client_id not in dict(clients):
            clients.append(
                (funding.client_id, parties.CLIENTS.get(db, funding.client_id).display_name)
            )
        self.binding.offer("client_id", clients)
        self.ui.session_name.setText(f"{session.number} – {session.title}")
        return funding

    def complete(self, value: Funding) -> Funding:
        """Refuse an agreement of nobody or for nobody."""
        required(
            value.client_id,
            "client_id",
            "Choisissez le client. Seuls ceux qui ont inscrit quelqu’un à la session paraissent "
            "ici : inscrivez d’abord ses stagiaires.",
        )
        required(value.funder_id, "funder_id", "Choisissez le financeur.")
        return value

    def store(self, value: Funding) -> Changes:
        """Write the agreement."""
        return planning.fund(self.office, value)

    def _asked(self, session_id: int) -> Funding:
        clients = offers.session_clients(self.office.db, session_id)
        client = clients[0][0] if len(clients) == 1 else 0
        return Funding(
            session_id=session_id,
            client_id=client,
            funder_id=self._usual_funder(client) or 0,
            requested_on=self.office.today(),
        )

    def _usual_funder(self, client_id: int) -> int | None:
        return parties.CLIENTS.get(self.office.db, client_id).funder_id if client_id else None

    def _client_chosen(self) -> None:
        """Propose the fund that the client usually turns to."""
        client = self.ui.client_id.currentData()
        if client is not None and self.ui.funder_id.currentData() is None:
            self.binding.put("funder_id", self._usual_funder(client))
