"""One complaint, reserve or order against advice: the facts, the answer, and closing it."""

from functools import partial

from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.parts import day_of
from trainingdesk.desktop.widgets.detail import Detail, Step, facts, scrolling
from trainingdesk.desktop.widgets.shown import capital
from trainingdesk.domain.labels import label
from trainingdesk.domain.registers import EntryKind, RegisterEntry
from trainingdesk.french import short_date
from trainingdesk.services import registers
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import bargains, parties
from trainingdesk.storage import sessions as store

PAPERS = {
    EntryKind.RESERVE: ("Accusé de réception", "reserve_received"),
    EntryKind.ADVERSE_ADVICE: ("Avis à contresigner", "adverse_advice"),
}


class RegisterDetail:
    """Fills the card of a page with one entry."""

    def __init__(self, desk: Desk, card: Detail) -> None:
        self._desk = desk
        self._card = card

    def show(self, entry_id: int) -> None:
        """Show an entry."""
        db = self._desk.office.db
        entry = bargains.REGISTER.get(db, entry_id)
        client = parties.CLIENTS.get(db, entry.client_id) if entry.client_id else None
        session = store.SESSIONS.get(db, entry.session_id) if entry.session_id else None
        whose = " · ".join(filter(None, (client.display_name if client else "", entry.said_by)))
        self._card.head(capital(label(entry.kind)), whose, state_words(entry))
        self._card.buttons(self._steps(entry))
        about = facts(
            [
                ("Reçu le", f"{short_date(entry.received_on)}, {label(entry.channel)}"),
                ("Session", f"{session.number} – {session.title}" if session else ""),
                ("Faits", entry.facts),
                ("Répondu le", day_of(entry.answered_on)),
                ("Réponse", entry.answer),
                ("Action menée", entry.action),
                ("Contresigné le", day_of(entry.countersigned_on)),
                ("Clos le", day_of(entry.closed_on)),
            ]
        )
        self._card.fill([("Fiche", scrolling(about))])

    def _steps(self, entry: RegisterEntry) -> list[Step]:
        row_id = entry.id or 0
        office, perform = self._desk.office, self._desk.perform
        answer = partial(self._desk.edit, "register_entry", row_id)
        steps: list[Step] = []
        if entry.closed_on is not None:
            reopen = partial(perform, partial(registers.reopen, office, row_id))
            steps.append(Step("Rouvrir", "undo-2", reopen))
        elif entry.answered_on is None:
            steps.append(Step("Répondre…", "pencil", answer, is_next=True))
        else:
            close = partial(perform, partial(registers.close, office, row_id))
            steps.append(Step("Clore", "check", close, is_next=True))
        if entry.kind in PAPERS:
            words, key = PAPERS[entry.kind]
            subject = Subject(register_entry_id=row_id)
            steps.append(Step(words, "file-text", partial(self._desk.show_paper, key, subject)))
        return steps


def state_words(entry: RegisterEntry) -> str:
    """Return how far an entry is."""
    if entry.closed_on is not None:
        return "clos"
    return "répondu" if entry.answered_on is not None else "à répondre"
