"""A funder's agreement for a client's people in a session."""

from functools import partial

from PySide6.QtWidgets import QDialogButtonBox, QPushButton

from trainingdesk.desktop import theme
from trainingdesk.desktop.editors.choosing import offer_records, required
from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.funding import Ui_FundingForm
from trainingdesk.desktop.widgets.binding import show_row
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.sessions import Funding, FundingState, GrantBasis
from trainingdesk.french import typeset
from trainingdesk.services import funder_claims, funding_follow_up, planning
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
        self.ui.state.currentIndexChanged.connect(self._judge)
        self.ui.basis.currentIndexChanged.connect(self._show_basis)
        self._instead = QPushButton(
            theme.icon("receipt-euro"), "Facturer le client à la place", self
        )
        self._instead.setAutoDefault(False)
        self._instead.setVisible(self.row_id is not None)
        self._instead.clicked.connect(self.bill_client)
        self.buttons.addButton(self._instead, QDialogButtonBox.ButtonRole.ActionRole)

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

    def shown(self) -> None:
        """Say who pays what by the terms, as things are today."""
        self.ui.follow_up.setVisible(self.row_id is not None)
        self.ui.claim_words.setVisible(self.row_id is not None)
        self._show_basis()
        self._judge()
        if self.row_id is None:
            return
        self.ui.claim_words.setText(funder_claims.claim_of(self.office, self.row_id).words)
        try:
            state = funding_follow_up.funder_state(self.office, self.row_id, self.office.today())
            self.ui.follow_up.setText(state.sentence)
        except RuleBroken as untold:
            self.ui.follow_up.setText(str(untold))

    def bill_client(self) -> None:
        """Draft what the client pays in the funder's place, and show it; what is typed is kept."""
        if not self.write():
            return
        bill = partial(funding_follow_up.bill_client_instead, self.office, self.row_id or 0)
        done = self.desk.perform(bill, self)
        self.shown()
        if done is not None and done.id is not None:
            self.accept()
            self.desk.go_to("sales", done.id, "invoices")

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

    def _judge(self) -> None:
        """Offer to bill the client once the terms let it; a refusal typed now is saved first."""
        if self.row_id is None:
            return
        why = funding_follow_up.why_not_client(self.office, self.row_id)
        if self.ui.state.currentData() == FundingState.REFUSED:
            why = ""
        self._instead.setEnabled(not why)
        self._instead.setToolTip(typeset(why or "Ce que le financeur ne paie pas va au client."))

    def _show_basis(self) -> None:
        """Ask for what the grant is reckoned by; granted hours matter beside any."""
        basis = self.ui.basis.currentData()
        for field, asked in (
            (self.ui.amount, GrantBasis.AMOUNT),
            (self.ui.hourly_rate, GrantBasis.HOURS),
            (self.ui.share, GrantBasis.SHARE),
        ):
            show_row(field, wanted=basis == asked)

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
