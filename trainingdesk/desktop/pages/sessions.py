"""Sessions: their calendar, people, attendance, papers and money."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from textwrap import shorten

from PySide6.QtWidgets import QWidget

from trainingdesk.desktop.details.attendance import attendance_view
from trainingdesk.desktop.details.elearning import elearning_view, learns_alone
from trainingdesk.desktop.details.evaluations import evaluations_view
from trainingdesk.desktop.details.papers import papers_view
from trainingdesk.desktop.details.session_calendar import calendar_view
from trainingdesk.desktop.details.session_money import money_view
from trainingdesk.desktop.details.session_people import people_view
from trainingdesk.desktop.models.table import Column
from trainingdesk.desktop.pages.calendar_page import CalendarPage
from trainingdesk.desktop.pages.page import Button
from trainingdesk.desktop.widgets import shown
from trainingdesk.desktop.widgets.coherence_list import CoherenceList
from trainingdesk.desktop.widgets.detail import Step
from trainingdesk.desktop.widgets.lazy import Lazy
from trainingdesk.desktop.widgets.letters import letter_of
from trainingdesk.desktop.widgets.list_pane import View, every
from trainingdesk.desktop.widgets.periods import periods
from trainingdesk.domain.labels import label
from trainingdesk.domain.session_file import SessionFile
from trainingdesk.domain.sessions import SessionKind, SessionState
from trainingdesk.domain.settlements import SettlementKind
from trainingdesk.french import hours, period
from trainingdesk.services import agreeing, capacity, dossier, invoicing, planning, removing
from trainingdesk.services.changes import Kind
from trainingdesk.services.dossier import NeededPaper
from trainingdesk.services.paper_data import Subject
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import bargains, lists, papers, parties, sales
from trainingdesk.storage import sessions as store


class SessionsPage(CalendarPage):
    """The sessions of the office."""

    name = "sessions"
    title = "Sessions"
    icon = "calendar-days"
    shows = frozenset(
        {
            Kind.SESSIONS,
            Kind.TRAINEES,
            Kind.CLIENTS,
            Kind.AGREEMENTS,
            Kind.INVOICES,
            Kind.PAYMENTS,
            Kind.PAPERS,
            Kind.TRAINERS,
            Kind.VENUES,
            Kind.OFFICE,
        }
    )
    shares = (480, 752)
    views = (
        View(
            key="sessions",
            caption="Sessions",
            listing=lists.SESSIONS,
            columns=(
                Column(field="number", caption="N°", width=95),
                Column(field="title", caption="Formation", width=180),
                Column(field="starts_on", caption="Début", show=shown.day, width=95),
                Column(field="state", caption="État", show=shown.choice(SessionState), width=95),
                Column(field="enrolled", caption="Inscrits", right=True, width=80),
                Column(field="ends_on", caption="Fin", show=shown.day, width=95),
                Column(field="kind", caption="Type", show=shown.choice(SessionKind), width=150),
                Column(field="place", caption="Lieu", width=180),
            ),
            one="session",
            many="sessions",
            empty="Aucune session encore. « Nouveau » planifie "
            "la première : choisissez une formation, des dates et un lieu.",
            choices=(every("Tous les états", SessionState, "state"), periods),
        ),
    )

    def buttons(self) -> Sequence[Button]:
        """Return the buttons of the bar; those that act on a row only beside the list."""
        if self.is_calendar:
            plan = partial(self.desk.edit, "session")
            return (Button("Nouveau", "plus", plan, shortcut="Ctrl+N"),)
        return (
            Button("Nouveau", "plus", partial(self.make, "session"), shortcut="Ctrl+N"),
            Button("Modifier", "pencil", self._edit),
            Button("Dupliquer", "copy", self._duplicate, shortcut="Ctrl+D"),
            Button("Documents", "file-text", menu=self._paper_menu),
            Button("Calculer les frais", "receipt-euro", self._fees),
            Button("Supprimer", "trash-2", self._delete),
        )

    def open_row(self, row_id: int) -> None:
        """Open the editor of a session."""
        self.desk.edit("session", row_id)

    def show_row(self, row_id: int) -> None:
        """Show a session with its sub-tabs; the one that was seen stays in front."""
        file = session_file(self.desk.office, row_id)
        session = file.session
        dates = (
            period(file.first_day, file.last_day)
            if file.first_day and file.last_day
            else "Dates à fixer"
        )
        self.detail.head(
            session.title,
            f"{session.number} · {dates} · {hours(file.hours)} · {_where(file)}",
            label(session.state),
        )
        self.detail.buttons(*self._steps(file))
        self.detail.fill([(caption, Lazy(make)) for caption, make in self._sub_tabs(file)])

    def _sub_tabs(self, file: SessionFile) -> Iterator[tuple[str, Callable[[], QWidget]]]:
        """Give the sub-tabs; the one of the learning platform only where there is one."""
        session_id = file.session.id or 0
        yield "Calendrier", partial(calendar_view, self.desk, file)
        yield "Stagiaires", partial(people_view, self.desk, file)
        yield "Émargement", partial(attendance_view, self.desk, file)
        if learns_alone(self.desk, file):
            yield "E-learning", partial(elearning_view, self.desk, file)
        yield "Évaluations", partial(evaluations_view, self.desk, file)
        yield "Documents", partial(self._papers, session_id)
        yield "Finances", partial(money_view, self.desk, file)
        checks = partial(CoherenceList, self.desk, session_id, self._show_tab)
        yield CHECKS, checks

    def _show_tab(self, caption: str) -> None:
        tabs = self.detail.tabs
        captions = [tabs.tabText(number) for number in range(tabs.count())]
        if caption in captions:
            tabs.setCurrentIndex(captions.index(caption))

    # Sub-tabs -------------------------------------------------------------------------------------

    def _papers(self, session_id: int) -> QWidget:
        return papers_view(self.desk, session_id, partial(self._open_paper, session_id))

    # Actions --------------------------------------------------------------------------------------

    def _steps(self, file: SessionFile) -> tuple[list[Step], list[Step]]:
        """Return the buttons, and what «Plus» drops down."""
        session_id, state = file.session.id or 0, file.session.state
        if state is SessionState.POSTPONED:
            letters = self._letters(session_id)
            return letters[:MOST_LETTERS], letters[MOST_LETTERS:]
        more = []
        if state in _OPEN and file.first_day is not None:
            move = partial(self.desk.edit, "adjournment", session_id)
            words = "Reporter la session (effectif insuffisant)…"
            more.append(Step(words, "calendar-days", move))
        if state is SessionState.CLOSED:
            reopen = partial(self.desk.edit, "reopening", session_id)
            more.append(Step("Rouvrir la session…", "undo-2", reopen))
        steps = self._next_steps(file)
        if state in _OPEN and len(file.seated) > 1:
            act = partial(self.desk.edit, "split", session_id)
            split = Step("Scinder la session…", "users", act)
            is_crowded = capacity.excess(self.desk.office, session_id) > 0
            (steps if is_crowded else more).append(split)
        return steps, more

    def _letters(self, session_id: int) -> list[Step]:
        """Return the letters that tell the clients of a postponement, those not issued yet."""
        db = self.desk.office.db
        steps: list[Step] = []
        for agreement in sales.agreements_of(db, session_id):
            client = parties.CLIENTS.get(db, agreement.client_id)
            words = f"Courrier : {shorten(client.display_name, LONGEST_NAME, placeholder='…')}"
            for decided in bargains.settlements_of(db, agreement.id or 0):
                key = letter_of(decided.kind)
                sent = papers.papers_where(db, "settlement_id = ? and kind = ?", [decided.id, key])
                if decided.kind is SettlementKind.POSTPONEMENT and decided.stands and not sent:
                    show = partial(self.desk.show_paper, key, Subject(settlement_id=decided.id))
                    steps.append(Step(words, "mail", show, is_next=not steps))
        return steps

    def _next_steps(self, file: SessionFile) -> list[Step]:
        """Return what is usually done next, the most pressing first."""
        session_id = file.session.id or 0
        state = file.session.state
        clients = {p.client.id for p in file.seated if p.client.id is not None}
        db = self.desk.office.db
        agreed = {a.client_id for a in sales.agreements_of(db, session_id)}
        billed = {i.client_id for i in sales.invoices_where(db, "session_id = ?", [session_id])}
        is_over = file.last_day is not None and file.last_day <= self.desk.office.today()
        steps: list[Step] = []
        if clients - agreed and state in _OPEN:
            agree = partial(self._agree, session_id, sorted(clients - agreed))
            steps.append(Step("Préparer conventions et contrats", "file-text", agree))
        if is_over and clients - billed and state is not SessionState.CANCELLED:
            bill = partial(self._invoice, session_id, sorted(clients - billed))
            steps.append(Step("Préparer les factures", "receipt-euro", bill))
        if is_over and state in _OPEN:
            close = partial(self.desk.edit, "closing", session_id, show_tab=self._show_tab)
            steps.append(Step("Clôturer…", "check", close))
        elif state is SessionState.PLANNED:
            confirm = partial(self._set, session_id, SessionState.CONFIRMED)
            steps.append(Step("Confirmer", "check", confirm))
        return [replace(step, is_next=number == 0) for number, step in enumerate(steps)]

    def _agree(self, session_id: int, clients: Sequence[int]) -> None:
        for client_id in clients:
            done = self.desk.perform(
                partial(agreeing.draft_agreement, self.desk.office, session_id, client_id)
            )
            if done is None:
                return

    def _invoice(self, session_id: int, clients: Sequence[int]) -> None:
        """Draft the invoices, after a look at who pays what where funders help."""
        db = self.desk.office.db
        if any(each.client_id in clients for each in store.fundings_of(db, session_id)):
            self.desk.edit("billing", session_id, clients=clients)
            return
        draft = partial(invoicing.draft_for_clients, self.desk.office, session_id, clients)
        self.desk.perform(draft)

    def _set(self, session_id: int, state: SessionState) -> None:
        self.desk.perform(partial(planning.set_state, self.desk.office, session_id, state))

    def _fees(self) -> None:
        if self.pane.chosen_id is not None:
            self.desk.edit("fees", None, session_id=self.pane.chosen_id)

    def _edit(self) -> None:
        if self.pane.chosen_id is not None:
            self.open_row(self.pane.chosen_id)

    def _duplicate(self) -> None:
        if self.pane.chosen_id is not None:
            self.make("session", copied_id=self.pane.chosen_id)

    def _delete(self) -> None:
        row_id = self.pane.chosen_id
        if row_id is not None:
            name = (
                f"Session {self.pane.model.record(self.pane.table.currentIndex().row())['number']}"
            )
            self.desk.remove(
                partial(removing.delete, self.desk.office, "training_session", row_id, name)
            )

    def _paper_menu(self) -> Sequence[tuple[str, Callable[[], object]]]:
        row_id = self.pane.chosen_id
        if row_id is None:
            return ()
        papers = dossier.needed_papers(self.desk.office, row_id, at_once=True)
        return [
            (
                f"{paper.name} – {paper.whom} ({paper.state.value})",
                partial(self._open_paper, row_id, paper),
            )
            for paper in papers
        ]

    def _open_paper(self, session_id: int, paper: NeededPaper) -> None:
        """Show a paper; one whose agreement or invoice is not made yet gets it first."""
        if paper.subject is not None:
            self.desk.show_paper(paper.key, paper.subject)
        elif paper.client_id is not None and paper.key == "invoice":
            self._invoice(session_id, [paper.client_id])
        elif paper.client_id is not None:
            self._agree(session_id, [paper.client_id])


def _where(file: SessionFile) -> str:
    """Say where a session is held; the address stands with its calendar."""
    address = f", {file.venue.address}" if file.venue else ""
    return file.place.replace(address, "") or "lieu à fixer"


CHECKS = "Vérification"
LONGEST_NAME = 32
MOST_LETTERS = 2
"""How many letters have a button of their own; the others drop down from «Plus»."""
_OPEN = {SessionState.PLANNED, SessionState.CONFIRMED}
