"""«J’annule, je dois combien ?»: the answer as one types, and the decision when it is made."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QApplication, QDialogButtonBox, QPushButton

from trainingdesk.desktop import theme
from trainingdesk.desktop.editors import fee_events
from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.editors.fee_events import (
    ANNOUNCED,
    ASKED,
    GESTURE,
    WRITTEN,
    Event,
    Topic,
    UnsaidError,
)
from trainingdesk.desktop.forms.fees import Ui_FeesForm
from trainingdesk.desktop.widgets.binding import FormInvalidError, show_row
from trainingdesk.desktop.widgets.letters import letter_of
from trainingdesk.desktop.widgets.shown import VAT_WORDS
from trainingdesk.domain.agreements import Agreement, AgreementKind
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.prices import FeeVat
from trainingdesk.domain.receipts import Channel
from trainingdesk.services import fees
from trainingdesk.services.changes import Changes
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import bargains, offers, sales

TOPICS = {
    Topic.CANCELLATION: "Le client annule",
    Topic.POSTPONEMENT: "Le client demande un report",
    Topic.WITHDRAWAL: "Un particulier se rétracte",
    Topic.ABSENCE: "Un stagiaire est absent",
    Topic.INTERRUPTION: "Un stagiaire abandonne ou s’interrompt",
    Topic.OFFICE: "L’organisme annule",
    Topic.TERMINATION: "Une mise en demeure reste sans réponse",
    Topic.LATE: "Une facture est payée en retard",
}
SAVE = {
    Topic.CANCELLATION: "Enregistrer l’annulation",
    Topic.POSTPONEMENT: "Enregistrer le report",
    Topic.WITHDRAWAL: "Enregistrer la rétractation",
    Topic.INTERRUPTION: "Enregistrer l’abandon",
    Topic.OFFICE: "Enregistrer l’annulation",
    Topic.TERMINATION: "Enregistrer la résiliation",
}
"""What the button says; the other topics only inform."""


class FeesEditor(Editor[Event]):
    """Asked of `agreement_id`, `invoice_id`, or of one of the agreements of `session_id`."""

    form = Ui_FeesForm
    record = Event
    noun = "Calculer les frais"
    fresh = known = ""

    def prepare(self) -> None:
        """Offer what can happen, and compute at each change."""
        self._agreement: Agreement | None = None
        self._decided: int | None = None
        self.binding.offer("topic", TOPICS.items())
        self.binding.offer("fee_vat", VAT_WORDS.items(), empty="À choisir : voir votre comptable")
        self._letter = self._action("printer", "Enregistrer et imprimer", self.write_letter)
        self._letter.setToolTip("Enregistrer, puis faire le courrier qui le dit au client")
        self._action("copy", "Copier la phrase", self.copy_sentence)
        self._save = next(
            button
            for button in self.buttons.buttons()
            if self.buttons.buttonRole(button) == QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.ui.topic.currentIndexChanged.connect(self._show_fields)
        self.ui.agreement_id.currentIndexChanged.connect(self._agreement_chosen)
        self.ui.channel.currentIndexChanged.connect(self._name_buttons)
        self.ui.fee_vat.currentIndexChanged.connect(self._choose_vat)
        self.binding.edited.connect(self.compute)

    def load(self, row_id: int | None) -> Event:  # noqa: ARG002 - an event is never kept as one
        """Return the question, as if it had been asked today."""
        db = self.office.db
        invoice, agreement = self._given("invoice_id"), self._given("agreement_id")
        session = self._given("session_id")
        if invoice is not None and agreement is None:
            agreement = sales.invoice(db, invoice).agreement_id
        known = offers.agreements(db, session, agreement)
        self.ui.agreement_id.fill(known)
        self.ui.invoice_id.fill(offers.owed_invoices(db, invoice))
        if agreement is None and session is not None and len(known) == 1:
            agreement = int(str(known[0][0]))
        topic = self.context.get("topic")
        if not isinstance(topic, Topic):
            topic = Topic.CANCELLATION if invoice is None else Topic.LATE
        self._take_agreement(agreement)
        today = self.office.today()
        return Event(
            topic=topic,
            received_on=today,
            paid_on=self._paid_on(invoice) or today,
            agreement_id=agreement,
            invoice_id=invoice,
            enrolment_id=self._given("enrolment_id"),
            fee_vat=fees.fee_vat(self.office),
        )

    def shown(self) -> None:
        """Show what the topic asks, and the first answer."""
        self._show_fields()
        first = self.ui.invoice_id if self._topic is Topic.LATE else self.ui.agreement_id
        (self.ui.received_on if first.currentData() is not None else first).setFocus()

    def compute(self) -> None:
        """Show the answer to what is typed, or what it still wants."""
        try:
            event = self.binding.peek(self.value)
            self.ui.answer.tell(fee_events.answer_of(self.office, event))
        except FormInvalidError:
            self.ui.answer.want("Complétez les champs marqués pour connaître la réponse.")
        except UnsaidError as unsaid:
            self.ui.answer.want(str(unsaid))
        except RuleBroken as error:
            self.ui.answer.want(str(error), wrong=True)

    def copy_sentence(self) -> None:
        """Put the sentence where it can be pasted into a message."""
        if self.ui.answer.sentence:
            QApplication.clipboard().setText(self.ui.answer.sentence)
            self.desk.tell("Phrase copiée")

    def write_letter(self) -> None:
        """Write the decision, then show the letter that tells it to the client."""
        if self.save() and self._decided is not None:
            kind = bargains.settlement(self.office.db, self._decided).kind
            self.desk.show_paper(letter_of(kind), Subject(settlement_id=self._decided))

    def store(self, value: Event) -> Changes:
        """Write the decision; a call only announces it."""
        if value.is_spoken:
            return fee_events.announce(self.office, value)
        done = fee_events.decide(self.office, value, self.ui.content.file_name)
        self._decided = done.id
        return done

    def mark(self, field: str, words: str) -> bool:
        """Say what is refused beside a field that is seen, else below all."""
        if field in self.binding.names and not self.binding.widget(field).isVisible():
            return False
        return super().mark(field, words)

    # The form -------------------------------------------------------------------------------------

    @property
    def _topic(self) -> Topic:
        return Topic(self.ui.topic.currentData())

    def _given(self, name: str) -> int | None:
        given = self.context.get(name)
        return given if isinstance(given, int) else None

    def _paid_on(self, invoice_id: int | None) -> date | None:
        """Return the day of the payment that settled an invoice, if it is settled."""
        db = self.office.db
        if invoice_id is None or sales.balance(db, invoice_id).remaining > 0:
            return None
        return max((day for day, _amount in bargains.payments_of(db, invoice_id)), default=None)

    def _show_fields(self) -> None:
        """Show the fields of the topic; what one topic does not ask is kept for another."""
        asked = ASKED[self._topic]
        for name in frozenset().union(*ASKED.values()):
            show_row(self.binding.widget(name), wanted=name in asked and self._concerns(name))
        self.ui.channel.parentWidget().setVisible(bool(asked & (WRITTEN | GESTURE)))
        self._name_buttons()
        self.compute()

    def _concerns(self, name: str) -> bool:
        """Whether a field matters to this agreement or invoice."""
        if name == "fee_vat":
            return fees.fee_vat(self.office) is None and self._is_taxed()
        if name == "notice_on" and self._topic is Topic.LATE:
            return self._is_consumer()
        return True

    def _is_taxed(self) -> bool:
        return self._agreement is not None and any(
            line.tva_rate for line in self._agreement.lines if line.exemption is None
        )

    def _is_consumer(self) -> bool:
        invoice_id = self.ui.invoice_id.currentData()
        if not isinstance(invoice_id, int):
            return False
        agreement_id = sales.invoice(self.office.db, invoice_id).agreement_id
        return agreement_id is not None and (
            sales.agreement(self.office.db, agreement_id).kind is AgreementKind.CONTRACT
        )

    def _agreement_chosen(self) -> None:
        chosen = self.ui.agreement_id.currentData()
        self._take_agreement(chosen if isinstance(chosen, int) else None)
        self._show_fields()

    def _take_agreement(self, agreement_id: int | None) -> None:
        """Offer the people of an agreement, who may stop or be absent."""
        db = self.office.db
        self._agreement = agreement = sales.agreement(db, agreement_id) if agreement_id else None
        people = offers.seats(db, agreement.session_id, agreement.client_id) if agreement else []
        self.binding.offer("enrolment_id", people, empty="Tous ceux du client")

    def _name_buttons(self) -> None:
        words = SAVE.get(self._topic, "")
        is_spoken = not Channel(self.ui.channel.currentData()).is_written
        only_announced = is_spoken and self._topic in ANNOUNCED
        self._save.setText("Noter l’annonce, écrit attendu" if only_announced else words)
        self._save.setVisible(bool(words))
        self._letter.setVisible(bool(words) and not only_announced)

    def _choose_vat(self) -> None:
        chosen = self.ui.fee_vat.currentData()
        if chosen is not None:
            keep = partial(fees.choose_fee_vat, self.office, FeeVat(chosen))
            self.desk.perform(keep, self)
            self.compute()

    def _action(self, icon: str, words: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(theme.icon(icon), words, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: act())
        self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        return button
