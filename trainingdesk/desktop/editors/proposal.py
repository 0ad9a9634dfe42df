"""An offer to a client, while it is a draft."""

from dataclasses import replace

from trainingdesk.desktop.editors.choosing import offer_records, required
from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.editors.session_kind import KindChoice
from trainingdesk.desktop.forms.proposal import Ui_ProposalForm
from trainingdesk.domain.addresses import Address
from trainingdesk.domain.proposals import Proposal
from trainingdesk.domain.session_kinds import kind_of_offer
from trainingdesk.french import hours, plural
from trainingdesk.services import proposing
from trainingdesk.services.changes import Changes
from trainingdesk.storage import catalogue, offers, parties, sales, sessions
from trainingdesk.storage import office as identity


class ProposalEditor(Editor[Proposal]):
    """One version of a proposal; a new one may be for the client `client_id`."""

    form = Ui_ProposalForm
    record = Proposal
    noun = "Proposition"
    fresh = "nouvelle"

    def prepare(self) -> None:
        """Offer clients and courses."""
        db = self.office.db
        kept = sales.proposal(db, self.row_id).client_id if self.row_id is not None else None
        offer_records(
            self, "client_id", lambda: offers.clients(db, kept), "client", "Nouveau client"
        )
        self.ui.line_table.prepare(identity.organisation(db).vat_regime, has_options=True)
        self.ui.line_table.offer_courses(offers.courses(db))
        self.ui.line_table.course_wished.connect(self._add_course)
        self.ui.line_table.edited.connect(self.touch)
        self.ui.client_id.currentIndexChanged.connect(self._client_chosen)

    def load(self, row_id: int | None) -> Proposal:
        """Return the proposal, or an empty one."""
        if row_id is not None:
            proposal = sales.proposal(self.office.db, row_id)
        else:
            client = self.context.get("client_id")
            proposal = Proposal(
                client_id=client if isinstance(client, int) else 0,
                title="",
                created_on=self.office.today(),
            )
            if proposal.client_id:
                proposal = replace(proposal, billing=self._billing_of(proposal.client_id))
        self._offer_contacts(proposal.client_id, proposal.contact_id)
        return proposal

    def shown(self) -> None:
        """Show the lines."""
        self.ui.line_table.show_lines(self.value.lines)
        self._kind = KindChoice(self.ui.kind, self.ui.kind_hint, is_chosen=self.row_id is not None)
        self._propose_kind()
        self.ui.line_table.edited.connect(self._propose_kind)
        if not self.value.client_id:
            self.ui.client_id.setFocus()

    def complete(self, value: Proposal) -> Proposal:
        """Take the lines along."""
        required(
            value.client_id,
            "client_id",
            "Choisissez le client, ou créez-le avec le « + » à droite du champ.",
        )
        return replace(value, lines=self.ui.line_table.lines())

    def store(self, value: Proposal) -> Changes:
        """Write the draft."""
        return proposing.save_proposal(self.office, value)

    def _offer_contacts(self, client: int | None, kept: int | None = None) -> None:
        contacts = offers.contacts(self.office.db, client, kept)
        self.binding.offer("contact_id", contacts, empty="Aucun")

    def _billing_of(self, client: int) -> Address:
        return parties.CLIENTS.get(self.office.db, client).billing_address

    def _client_chosen(self) -> None:
        """Propose the people and the address of the client that is chosen now."""
        client = self.ui.client_id.currentData()
        self._offer_contacts(client)
        self._propose_kind()
        self.touch()
        if client is None:
            return
        signatory = parties.signatory_of(self.office.db, client)
        self.binding.put("contact_id", signatory.id if signatory else None)
        billing = self._billing_of(client)
        for part in ("street", "postcode", "city", "country"):
            self.binding.put(f"billing_{part}", getattr(billing, part))

    def _propose_kind(self) -> None:
        """Propose what the client and the prices make of the offer."""
        db = self.office.db
        client_id = self.ui.client_id.currentData()
        client = parties.CLIENTS.get(db, client_id) if client_id else None
        session_id = self.value.session_id
        session = sessions.SESSIONS.get(db, session_id) if session_id is not None else None
        lines = tuple(item.line for item in self.ui.line_table.peek())
        self._kind.propose(kind_of_offer(client, lines, session.kind if session else None))

    def _add_course(self, course_id: int) -> None:
        """Add a line for a course, and what its sheet says where nothing is typed yet."""
        version = catalogue.latest_version(self.office.db, course_id)
        people = self.ui.participants.toPlainText().split("\n")
        count = self.ui.head_count.text().strip()
        known = int(count) if count.isdecimal() else len([name for name in people if name.strip()])
        self.ui.line_table.add_line(proposing.course_line(version, max(known, 1)))
        sheet = version.sheet
        if not self.ui.title.text().strip():
            self.binding.put("title", sheet.title)
        if not self.ui.duration.text().strip():
            parts = [plural(sheet.days, "jour")] if sheet.days else []
            parts += [hours(sheet.hours)] if sheet.hours else []
            self.binding.put("duration", ", ".join(parts))
