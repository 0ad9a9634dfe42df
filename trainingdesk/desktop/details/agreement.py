"""An agreement from its sending to its end: what it waits for, what came, what was decided."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.amendments import AmendmentsTab
from trainingdesk.desktop.details.decisions import decisions_tab
from trainingdesk.desktop.details.parts import day_of, lines_table
from trainingdesk.desktop.details.receipts import receipts_tab
from trainingdesk.desktop.details.schedule import schedule_tab
from trainingdesk.desktop.preview import LazyPreview
from trainingdesk.desktop.widgets.detail import Detail, Step, facts, scrolling
from trainingdesk.desktop.widgets.lazy import Lazy
from trainingdesk.domain.agreements import Agreement, AgreementState
from trainingdesk.domain.conditions import Rules
from trainingdesk.domain.conditions.kinds import Need
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.formation import Pieces, return_by
from trainingdesk.domain.labels import label
from trainingdesk.domain.parties import Client
from trainingdesk.french import short_date
from trainingdesk.services import agreeing, deciding, deposits, publishing, receiving, suspending
from trainingdesk.services.changes import Changes
from trainingdesk.services.paper_data import Subject
from trainingdesk.services.terms import conditions_of
from trainingdesk.storage import papers, parties, sales

ROOM = 2
"""How many buttons stand beside «Plus» in the narrowest window."""


class AgreementDetail:
    """Fills the card of a page with one agreement."""

    def __init__(self, desk: Desk, card: Detail) -> None:
        self._desk = desk
        self._card = card

    def show(self, agreement_id: int) -> None:
        """Show an agreement; the sub-tab that was in front stays there."""
        office = self._desk.office
        record = sales.agreement(office.db, agreement_id)
        client = parties.CLIENTS.get(office.db, record.client_id)
        rules = conditions_of(office, record).rules
        pieces = receiving.pieces_of(office, record)
        situation = self._situation(record, client, rules, pieces)
        self._card.head(record.name, situation, state_words(record))
        self._card.buttons(self._main(record, pieces), self._more(record, client))
        tabs = [
            ("Lignes", lines_table(record.lines)),
            ("Pièces", Lazy(partial(receipts_tab, self._desk, record, rules, pieces))),
            ("Décisions", Lazy(partial(decisions_tab, self._desk, record))),
            ("Échéancier", Lazy(partial(schedule_tab, self._desk, record))),
            ("Avenants", Lazy(partial(AmendmentsTab, self._desk, record))),
            ("Fiche", scrolling(self._about(record, client, rules))),
        ]
        if record.kind.is_printed:
            tabs.append(("Aperçu", self._preview(record)))
        self._card.fill(tabs)

    def _situation(self, record: Agreement, client: Client, rules: Rules, pieces: Pieces) -> str:
        """Return whose it is, and what it waits for."""
        words = [client.display_name]
        if record.state is AgreementState.SENT and pieces.missing:
            last = return_by(rules, record.sent_on) if record.sent_on else None
            until = f" (attendu au plus tard le {short_date(last)})" if last else ""
            words.append(f"il manque {pieces.missing_words}{until}")
        said = deciding.announced(self._desk.office, record.id or 0)
        if said is not None:
            announced = f"{label(said.kind)} par téléphone le {short_date(said.received_on)}"
            words.append(f"{announced}, écrit attendu")
        return " · ".join(words)

    def _about(self, record: Agreement, client: Client, rules: Rules) -> QWidget:
        withdrawal = record.withdrawal(rules)
        return facts(
            [
                ("Client", client.display_name),
                ("Envoyé le", day_of(record.sent_on)),
                ("Signé le", day_of(record.signed_on)),
                ("Signé par", record.signed_by),
                ("Formé le", day_of(record.formed_on)),
                ("Rétractation jusqu’au", day_of(withdrawal.last_day if withdrawal else None)),
                ("Acompte", self._deposit_words(record.id or 0)),
                ("Conditions particulières", record.special_conditions),
            ]
        )

    def _deposit_words(self, agreement_id: int) -> str:
        office = self._desk.office
        try:
            asked = deposits.deposit_due(office, agreement_id, office.today())
        except RuleBroken:
            return ""
        return asked.sentence if asked is not None else ""

    # What can be done -----------------------------------------------------------------------------

    def _main(self, record: Agreement, pieces: Pieces) -> list[Step]:
        """Return what is usually done next, the usual one first."""
        row_id = record.id or 0
        steps = []
        match record.state:
            case AgreementState.DRAFT:
                send = self._doing(partial(agreeing.send, self._desk.office, row_id))
                steps.append(Step("Noter l’envoi", "send", send, is_next=True))
            case AgreementState.SENT:
                came = partial(self._desk.edit, "signature", row_id)
                signed = set(pieces.missing) <= {Need.DEPOSIT}
                steps += self._deposit(row_id, is_next=signed)
                place = len(steps) if signed else 0
                steps.insert(place, Step("Revenu signé", "file-check", came, is_next=not signed))
            case AgreementState.FORMED:
                told = self._is_acknowledged(row_id)
                tell = self._letter("order_acknowledgement", row_id)
                fees = partial(self._desk.edit, "fees", None, agreement_id=row_id)
                steps.append(Step("Accuser réception", "mail", tell, is_next=not told))
                steps += self._deposit(row_id, is_next=told)
                steps.append(Step("Calculer les frais…", "receipt-euro", fees))
            case _:
                pass
        if record.kind.is_printed and len(steps) < ROOM:
            steps.append(Step("Voir le document", "eye", self._paper(record)))
        return steps

    def _more(self, record: Agreement, client: Client) -> list[Step]:
        """Return what is done now and then."""
        row_id = record.id or 0
        edit = self._desk.edit
        session = partial(self._desk.go_to, "sessions", record.session_id)
        steps = [Step("Ouvrir la session", "calendar-days", session)]
        if record.kind.is_printed:
            steps.append(Step("Voir le document", "eye", self._paper(record)))
        if record.state in {AgreementState.DRAFT, AgreementState.SENT}:
            fees = partial(edit, "fees", None, agreement_id=row_id)
            steps.append(Step("Calculer les frais…", "receipt-euro", fees))
        if record.state in {AgreementState.SENT, AgreementState.FORMED}:
            came = partial(edit, "receipt", None, agreement_id=row_id)
            steps.append(Step("Noter une réception…", "import", came))
            steps += self._suspension(record)
            notice = self._letter("formal_notice", row_id)
            steps.append(Step("Mettre en demeure…", "triangle-alert", notice))
        if record.signed_on is not None and not record.state.is_over:
            request = self._letter("modification_request", row_id)
            steps.append(Step("Demande de modification à remplir", "file-text", request))
        if not client.is_individual and not record.state.is_over:
            consents = self._letter("consents", row_id)
            steps.append(Step("Consentements (logo, références)", "file-text", consents))
        if record.state is AgreementState.FORMED:
            finish = self._doing(partial(agreeing.finish, self._desk.office, row_id))
            steps.append(Step("Marquer terminé", "check", finish))
        if record.state is AgreementState.DONE:
            again = self._doing(partial(agreeing.reopen_finished, self._desk.office, row_id))
            steps.append(Step("Reprendre", "undo-2", again))
        return steps

    def _suspension(self, record: Agreement) -> list[Step]:
        office, row_id = self._desk.office, record.id or 0
        if record.suspended_on is not None:
            resume = self._doing(partial(suspending.resume, office, row_id))
            letter = self._letter("suspension", row_id)
            return [
                Step("Reprendre la formation", "undo-2", resume),
                Step("Lettre de suspension", "file-text", letter),
            ]
        if not suspending.suspension_reasons(office, row_id):
            return []
        suspend = self._doing(partial(suspending.suspend, office, row_id))
        return [Step("Suspendre la formation", "ban", suspend)]

    def _deposit(self, agreement_id: int, *, is_next: bool) -> list[Step]:
        """Return the step that asks for the deposit, where one may be asked today."""
        today = self._desk.office.today()
        try:
            asked = deposits.deposit_due(self._desk.office, agreement_id, today)
        except RuleBroken:
            return []  # the session has no price or date yet: the button would only refuse
        if asked is None or (asked.due_on is not None and asked.due_on > today):
            return []
        ask = partial(self._ask_deposit, agreement_id)
        return [Step("Demander l’acompte", "hand-coins", ask, is_next=is_next)]

    def _ask_deposit(self, agreement_id: int) -> None:
        """Draft the invoice of the deposit, and show it before it takes its number."""
        draft = partial(deposits.draft_deposit, self._desk.office, agreement_id)
        done = self._desk.perform(draft)
        if done is not None:
            self._desk.show_paper("invoice", Subject(invoice_id=done.id))

    def _is_acknowledged(self, agreement_id: int) -> bool:
        condition = "kind = 'order_acknowledgement' and agreement_id = ?"
        return bool(papers.papers_where(self._desk.office.db, condition, [agreement_id]))

    def _letter(self, key: str, agreement_id: int) -> Callable[[], object]:
        return partial(self._desk.show_paper, key, Subject(agreement_id=agreement_id))

    def _doing(self, act: Callable[[], Changes]) -> Callable[[], object]:
        return partial(self._desk.perform, act)

    def _paper(self, record: Agreement) -> Callable[[], object]:
        subject = Subject(agreement_id=record.id)
        return partial(self._desk.show_paper, record.kind.value, subject)

    def _preview(self, record: Agreement) -> QWidget:
        """Return the paper itself, drawn when its tab is first seen."""
        subject = Subject(agreement_id=record.id)
        key = record.kind.value
        return LazyPreview(lambda: publishing.prepare(self._desk.office, key, subject).render()[0])


def state_words(record: Agreement) -> str:
    """Return the state of an agreement in words, with the day it began."""
    if record.suspended_on is not None:
        return f"suspendu le {short_date(record.suspended_on)}"
    day = {AgreementState.FORMED: record.formed_on}.get(record.state, record.ended_on)
    words = label(record.state)
    return f"{words} le {short_date(day)}" if day else words
