"""The client's written answer that makes an amendment bind."""

from dataclasses import dataclass
from datetime import date

from trainingdesk.desktop.editors.choosing import offer_records, required
from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.acceptance import Ui_AcceptanceForm
from trainingdesk.domain.amendments import AmendmentSubject
from trainingdesk.domain.receipts import Channel, Receipt, ReceiptKind
from trainingdesk.services import amending
from trainingdesk.services.amending import Swap
from trainingdesk.services.changes import Changes
from trainingdesk.storage import bargains, offers, sales
from trainingdesk.storage import office as identity


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """How the answer came, and who takes whose seat where people change."""

    received_on: date
    channel: Channel = Channel.EMAIL
    reference: str = ""
    content: bytes | None = None
    enrolment_id: int | None = None
    trainee_id: int | None = None
    same_profile: bool = False
    funder_agrees: bool = False
    anyway: bool = False


class AcceptanceEditor(Editor[Acceptance]):
    """Accepts one amendment; what it changes is changed with it."""

    form = Ui_AcceptanceForm
    record = Acceptance
    noun = "Avenant accepté"
    known = ""

    def prepare(self) -> None:
        """Offer the people, and lay out the lines."""
        db = self.office.db
        self._amendment = bargains.AMENDMENTS.get(db, self.row_id or 0)
        self._agreement = sales.agreement(db, self._amendment.agreement_id)
        self._swaps = self._amendment.subject is AmendmentSubject.TRAINEES
        offer_records(
            self, "trainee_id", lambda: offers.trainees(db), "trainee", "Nouveau stagiaire"
        )
        seats = offers.seats(db, self._agreement.session_id, self._agreement.client_id)
        self.binding.offer("enrolment_id", seats)
        self.ui.line_table.prepare(identity.organisation(db).vat_regime)
        self.ui.line_table.edited.connect(self.touch)

    def load(self, row_id: int | None) -> Acceptance:  # noqa: ARG002 - `prepare` has read it
        """Return an answer that came today."""
        self.ui.amendment_name.setText(
            f"{self._amendment.name} à {self._agreement.name} : {self._amendment.after}"
        )
        return Acceptance(received_on=self.office.today())

    def shown(self) -> None:
        """Ask for what this amendment changes, and for nothing else."""
        self.ui.line_table.show_lines(self._agreement.lines)
        self.ui.line_table.parentWidget().setVisible(self._amendment.subject.changes_price)
        self.ui.trainee_id.parentWidget().setVisible(self._swaps)

    def store(self, value: Acceptance) -> Changes:
        """Note the answer."""
        receipt = Receipt(
            kind=ReceiptKind.MODIFICATION,
            received_on=value.received_on,
            channel=value.channel,
            reference=value.reference,
            content=value.content,
            file_name=self.ui.content.file_name,
        )
        lines = self.ui.line_table.lines() if self._amendment.subject.changes_price else ()
        swap = self._swap(value) if self._swaps else None
        return amending.accept(
            self.office, self._amendment.id or 0, receipt, lines=lines, swap=swap
        )

    def _swap(self, value: Acceptance) -> Swap:
        seat = required(value.enrolment_id, "enrolment_id", "Choisissez qui est remplacé.")
        trainee = required(value.trainee_id, "trainee_id", "Choisissez le remplaçant.")
        return Swap(
            seats={seat: trainee},
            same_profile=value.same_profile or None,
            funder_agrees=value.funder_agrees or None,
            anyway=value.anyway,
        )
