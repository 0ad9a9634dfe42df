"""A draft invoice, or a draft credit note."""

from dataclasses import replace

from trainingdesk.desktop.editors.choosing import offer_records, required
from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.invoice import Ui_InvoiceForm
from trainingdesk.desktop.widgets import shown
from trainingdesk.desktop.widgets.line_table import Origins
from trainingdesk.domain import bpf
from trainingdesk.domain.invoices import BpfOrigin, Invoice, InvoiceKind
from trainingdesk.domain.labels import LABELS, label
from trainingdesk.domain.lines import LineKind
from trainingdesk.services import invoicing, proposing
from trainingdesk.services.changes import Changes
from trainingdesk.storage import catalogue, offers, parties, sales
from trainingdesk.storage import office as identity


class InvoiceEditor(Editor[Invoice]):
    """What will be invoiced; the number comes later, from the paper's own window."""

    form = Ui_InvoiceForm
    record = Invoice
    noun = "Facture"
    fresh = "nouvelle"

    def prepare(self) -> None:
        """Offer clients, funders, sessions and courses."""
        db = self.office.db
        kept = sales.invoice(db, self.row_id) if self.row_id is not None else None
        offer_records(
            self,
            "client_id",
            lambda: offers.clients(db, kept.client_id if kept else None),
            "client",
            "Nouveau client",
        )
        offer_records(
            self,
            "payer_funder_id",
            lambda: offers.funders(db, kept.payer_funder_id if kept else None),
            "funder",
            "Nouveau financeur",
            empty="Le client lui-même",
        )
        self.ui.session_id.fill(offers.sessions(db), empty="Aucune")
        self._proposed: Origins = lambda _kind: None
        self.ui.line_table.offer_courses(offers.courses(db))
        self.ui.line_table.course_wished.connect(self._add_course)

    def load(self, row_id: int | None) -> Invoice:
        """Return the draft, or an empty one."""
        db = self.office.db
        client = self.context.get("client_id")
        invoice = (
            sales.invoice(db, row_id)
            if row_id is not None
            else Invoice(client_id=client if isinstance(client, int) else 0)
        )
        is_credit = invoice.kind is InvoiceKind.CREDIT_NOTE
        # Deposits and balances need each other's sums: they are not made by hand.
        by_hand = {InvoiceKind.INVOICE, InvoiceKind.EXPENSES}
        offered = {invoice.kind} if is_credit else by_hand | {invoice.kind}
        kinds = [
            (kind, shown.capital(words))
            for kind, words in LABELS[InvoiceKind].items()
            if kind in offered
        ]
        self.binding.offer("kind", kinds)
        self.ui.kind.setEnabled(not is_credit)
        self._tell_what(invoice)
        return invoice

    def shown(self) -> None:
        """Show the lines, with the origins that who pays makes likely."""
        self._proposed = self._origins()
        regime = identity.organisation(self.office.db).vat_regime
        self.ui.line_table.prepare(regime, origins=self._propose)
        self.ui.line_table.show_records(self.value.lines)
        self.ui.line_table.edited.connect(self.touch)
        for box in (self.ui.client_id, self.ui.payer_funder_id):
            box.currentIndexChanged.connect(self._payer_chosen)
        if not self.value.client_id:
            self.ui.client_id.setFocus()

    def complete(self, value: Invoice) -> Invoice:
        """Take the lines along."""
        required(value.client_id, "client_id", "Choisissez le client à facturer.")
        return replace(value, lines=self.ui.line_table.records())

    def store(self, value: Invoice) -> Changes:
        """Write the draft."""
        return invoicing.save_draft(self.office, value)

    def _tell_what(self, invoice: Invoice) -> None:
        words = f"{shown.capital(label(invoice.kind))} – {invoice.number or 'brouillon'}"
        if invoice.corrects_id is not None:
            corrected = sales.invoice(self.office.db, invoice.corrects_id)
            words += f", sur la facture {corrected.number} : {invoice.reason}"
        self.ui.invoice_name.setText(words)

    def _propose(self, kind: LineKind) -> BpfOrigin | None:
        """Return the origin of a new line, by who is chosen at that moment."""
        return self._proposed(kind)

    def _payer_chosen(self) -> None:
        former, self._proposed = self._proposed, self._origins()
        self.ui.line_table.propose_origins(former)

    def _origins(self) -> Origins:
        """Return what proposes the origin of a line from who is chosen now."""
        db = self.office.db
        client_id = self.ui.client_id.currentData()
        funder_id = self.ui.payer_funder_id.currentData()
        if client_id is None:
            return lambda _kind: None
        client = parties.CLIENTS.get(db, client_id).kind
        funder = parties.FUNDERS.get(db, funder_id).kind if funder_id is not None else None
        return lambda kind: bpf.origin(kind, client, funder)

    def _add_course(self, course_id: int) -> None:
        version = catalogue.latest_version(self.office.db, course_id)
        self.ui.line_table.add_line(proposing.course_line(version, 1))
