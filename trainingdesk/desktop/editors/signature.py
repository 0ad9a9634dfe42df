"""The papers that the client sent back signed."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.signature import Ui_SignatureForm
from trainingdesk.desktop.widgets.binding import show_row
from trainingdesk.domain.agreements import Agreement
from trainingdesk.domain.conditions.kinds import Mark, Need
from trainingdesk.domain.conditions.rules import Formation
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.people import full_name
from trainingdesk.domain.receipts import Channel, Receipt, ReceiptKind
from trainingdesk.domain.withdrawal import SignedWhere
from trainingdesk.services import receiving
from trainingdesk.services.changes import Changes
from trainingdesk.services.terms import conditions_of
from trainingdesk.storage import parties, sales

PAPERS = {
    "has_agreement": (Need.SIGNED_AGREEMENT, ReceiptKind.SIGNED_AGREEMENT),
    "has_proposal": (Need.SIGNED_PROPOSAL, ReceiptKind.SIGNED_PROPOSAL),
    "has_terms": (Need.SIGNED_TERMS, ReceiptKind.SIGNED_TERMS),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """Which papers came back together, how, and who signed them when and where."""

    received_on: date
    signed_on: date
    signed_by: str
    signed_where: SignedWhere
    has_agreement: bool = False
    has_proposal: bool = False
    has_terms: bool = False
    marks: tuple[Mark, ...] = ()
    content: bytes | None = None
    channel: Channel = Channel.EMAIL
    reference: str = ""


class SignatureEditor(Editor[Returned]):
    """What came back for an agreement; `file` is a scan that was dropped."""

    form = Ui_SignatureForm
    record = Returned
    noun = "Retour signé"
    known = ""

    def load(self, row_id: int | None) -> Returned:
        """Return what is missing, as if it had come back today signed by whom it is sent to."""
        db = self.office.db
        agreement = sales.agreement(db, row_id or 0)
        client = parties.CLIENTS.get(db, agreement.client_id)
        self.ui.agreement_name.setText(f"{agreement.name} – {client.display_name}")
        formation = conditions_of(self.office, agreement).rules.formation or Formation()
        self.ui.marks.ask(formation.marks)
        pieces = receiving.pieces_of(self.office, agreement)
        unsigned = agreement.signed_on is None
        for name, (need, _kind) in PAPERS.items():
            awaited = need in pieces.missing or (name == "has_agreement" and unsigned)
            show_row(self.binding.widget(name), wanted=awaited)
        show_row(self.ui.marks, wanted=bool(formation.marks) and agreement.kind.is_printed)
        today = self.office.today()
        return Returned(
            received_on=today,
            signed_on=agreement.signed_on or today,
            signed_by=agreement.signed_by or self._usual(agreement),
            signed_where=agreement.signed_where,
            has_agreement=Need.SIGNED_AGREEMENT in pieces.missing,
            has_proposal=Need.SIGNED_PROPOSAL in pieces.missing,
            has_terms=Need.SIGNED_TERMS in pieces.missing,
        )

    def shown(self) -> None:
        """Take the scan that was dropped."""
        dropped = self.context.get("file")
        if isinstance(dropped, Path):
            self.ui.content.take(dropped)

    def store(self, value: Returned) -> Changes:
        """Note the papers; the scan is the proof of all of them."""
        kinds = [kind for name, (_need, kind) in PAPERS.items() if getattr(value, name)]
        if not kinds:
            raise RuleBroken("Cochez au moins un document revenu.", "has_agreement")
        receipts = [
            Receipt(
                kind=kind,
                received_on=value.received_on,
                channel=value.channel,
                reference=value.reference,
                marks=value.marks,
                content=value.content,
                file_name=self.ui.content.file_name,
            )
            for kind in kinds
        ]
        return receiving.receive_signed(
            self.office,
            self.row_id or 0,
            signed_on=value.signed_on,
            by=value.signed_by,
            where=value.signed_where,
            receipts=receipts,
        )

    def _usual(self, agreement: Agreement) -> str:
        db = self.office.db
        client = parties.CLIENTS.get(db, agreement.client_id)
        if client.is_individual:
            return client.display_name
        contact = (
            parties.CONTACTS.get(db, agreement.contact_id)
            if agreement.contact_id
            else parties.signatory_of(db, agreement.client_id)
        )
        return full_name(contact) if contact else ""
