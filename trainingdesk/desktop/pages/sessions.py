"""Sessions: their calendar, people, attendance, papers and money."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from textwrap import shorten

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from trainingdesk.desktop import theme
from trainingdesk.desktop.details.papers import papers_view
from trainingdesk.desktop.details.waiting import waiting_list
from trainingdesk.desktop.models.table import Column
from trainingdesk.desktop.pages.page import Button, ListPage
from trainingdesk.desktop.widgets import shown
from trainingdesk.desktop.widgets.attendance_grid import AttendanceGrid
from trainingdesk.desktop.widgets.coherence_list import CoherenceList
from trainingdesk.desktop.widgets.detail import ShortTable, Step, facts, small_table, stacked
from trainingdesk.desktop.widgets.lazy import Lazy
from trainingdesk.desktop.widgets.letters import letter_of
from trainingdesk.desktop.widgets.list_pane import View, every
from trainingdesk.desktop.widgets.periods import periods
from trainingdesk.domain.labels import label
from trainingdesk.domain.people import full_name
from trainingdesk.domain.session_file import SessionFile
from trainingdesk.domain.sessions import SessionKind, SessionState
from trainingdesk.domain.settlements import SettlementKind
from trainingdesk.french import clock, euros, hours, long_date, period, plural
from trainingdesk.services import agreeing, dossier, invoicing, planning, removing
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.dossier import NeededPaper
from trainingdesk.services.paper_data import Subject
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import bargains, lists, papers, parties, sales


class SessionsPage(ListPage):
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
        }
    )
    views = (
        View(
            key="sessions",
            caption="Sessions",
            listing=lists.SESSIONS,
            columns=(
                Column(field="number", caption="N°", width=100),
                Column(field="title", caption="Formation", width=215),
                Column(field="starts_on", caption="Début", show=shown.day, width=95),
                Column(field="state", caption="État", show=shown.choice(SessionState), width=100),
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
        """Return the buttons of the bar."""
        return (
            Button("Nouveau", "plus", partial(self.desk.edit, "session"), shortcut="Ctrl+N"),
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
            f"{session.number} · {dates} · {hours(file.hours)} · {file.place or 'lieu à fixer'}",
            label(session.state),
        )
        self.detail.buttons(*self._steps(file))
        front = self.detail.tabs.currentIndex()
        self.detail.clear_tabs()
        for caption, make in (
            ("Calendrier", partial(self._calendar, file)),
            ("Stagiaires", partial(self._people, file)),
            ("Émargement", partial(AttendanceGrid, self.desk, file)),
            ("Documents", partial(self._papers, row_id)),
            ("Finances", partial(self._money, file)),
            ("Vérification du dossier", partial(CoherenceList, self.desk, row_id, self._show_tab)),
        ):
            self.detail.tabs.addTab(Lazy(make), caption)
        self.detail.tabs.setCurrentIndex(max(front, 0))

    def _show_tab(self, caption: str) -> None:
        tabs = self.detail.tabs
        captions = [tabs.tabText(number) for number in range(tabs.count())]
        tabs.setCurrentIndex(captions.index(caption))

    # Sub-tabs -------------------------------------------------------------------------------------

    def _calendar(self, file: SessionFile) -> QWidget:
        names = {trainer.id: full_name(trainer) for trainer in file.trainers}
        rows = [
            (
                long_date(slot.day, weekday=True),
                f"{clock(slot.starts_at)} – {clock(slot.ends_at)}",
                hours(slot.hours),
                ", ".join(names[trainer] for trainer in slot.trainer_ids),
                "à distance" if slot.is_remote else "",
            )
            for slot in file.slots
        ]
        table = small_table(
            ("Jour", "Horaires", "Durée", "Formateur", ""),
            rows,
            right=(2,),
            empty="Aucun créneau. « Modifier » permet d’en ajouter : jours et horaires.",
        )
        about = facts(
            [
                ("Formation", f"{file.course.code} – {file.version.sheet.title}"),
                ("Déroulement", label(file.session.modality)),
                ("Lieu", file.place),
                ("Lien", file.session.remote_link),
                ("Effectif", _head_count(file)),
                ("E-learning", _self_paced(file)),
                ("Notes", file.session.notes),
            ]
        )
        return stacked(about, table, stretch=1)

    def _people(self, file: SessionFile) -> QWidget:
        rows = [
            (
                person.name,
                person.client.display_name,
                label(person.enrolment.state),
                hours(file.hours_followed(person)) if person.marks else "",
            )
            for person in file.participants
        ]
        ids = [person.enrolment.id for person in file.participants]
        table = small_table(
            ("Stagiaire", "Client", "État", "Heures suivies"),
            rows,
            right=(3,),
            empty="Personne n’est inscrit. « Inscrire » ajoute "
            "une personne, même sans connaître encore son nom.",
            opened=lambda row: self.desk.edit("enrolment", ids[row]),
        )
        enrol = self._button(
            "Inscrire",
            "user-plus",
            lambda: self.desk.edit("enrolment", None, session_id=file.session.id),
        )
        replace_one = self._button(
            "Remplacer",
            "users",
            lambda: self.desk.edit("replacement", None, **_chosen_seat(table, ids, file)),
        )
        replace_one.setEnabled(bool(file.seated))
        wait = self._button(
            "Mettre en attente",
            "clock",
            lambda: self.desk.edit("waiting", None, session_id=file.session.id),
        )
        handed = self._button(
            "Reçu de remise", "file-text", lambda: self._show_handed(_chosen_id(table, ids))
        )
        handed.setEnabled(bool(file.seated))
        handed.setToolTip("Ce que la personne choisie reçoit avant la formation, à signer")
        part = self._button(
            "Part du stagiaire…",
            "hand-coins",
            lambda: self._edit_own_part(_chosen_id(table, ids), file),
        )
        part.setEnabled(any(not person.client.is_individual for person in file.seated))
        part.setToolTip("Le contrat de la personne choisie, qui paie une part elle-même")
        buttons = _row(enrol, replace_one, wait, handed, part)
        waiting = waiting_list(self.desk, file.session.id or 0)
        return stacked(buttons, table, *waiting, stretch=1)

    def _show_handed(self, enrolment_id: int | None) -> None:
        if enrolment_id is None:
            self.desk.tell("Choisissez d’abord un stagiaire de la liste.")
        else:
            self.desk.show_paper("handed_over", Subject(enrolment_id=enrolment_id))

    def _edit_own_part(self, enrolment_id: int | None, file: SessionFile) -> None:
        chosen = [each for each in file.participants if each.enrolment.id == enrolment_id]
        if not chosen:
            self.desk.tell("Choisissez d’abord un stagiaire de la liste.")
        elif chosen[0].client.is_individual:
            self.desk.tell(f"{chosen[0].name} paie déjà la formation : son contrat suffit.")
        else:
            self.desk.edit("own_part", enrolment_id)

    def _papers(self, session_id: int) -> QWidget:
        return papers_view(self.desk, session_id, partial(self._open_paper, session_id))

    def _money(self, file: SessionFile) -> QWidget:
        session = file.session
        db = self.desk.office.db
        made = sales.invoices_where(db, "session_id = ? order by id", [session.id])
        invoices = small_table(
            ("Facture", "Pour", "Total", "Reste dû"),
            [
                (
                    invoice.number or "brouillon",
                    invoice.recipient.name or _client_name(file, invoice.client_id),
                    euros(invoice.sign * invoice.totals.total_ttc),
                    euros(sales.balance(db, invoice.id or 0).remaining)
                    if invoice.is_issued and invoice.sign > 0
                    else "",
                )
                for invoice in made
            ],
            right=(2, 3),
            empty="Aucune facture. Le bouton du haut prépare celles de la session.",
            opened=lambda row: self.desk.go_to("sales", made[row].id or 0, "invoices"),
        )
        fundings = small_table(
            ("Financeur", "Client", "Dossier", "État", "Accordé"),
            [
                (
                    item.funder.name,
                    _client_name(file, item.funding.client_id),
                    item.funding.file_number,
                    label(item.funding.state),
                    euros(item.funding.amount) if item.funding.amount is not None else "",
                )
                for item in file.fundings
            ],
            right=(4,),
            empty="Aucune prise en charge.",
            opened=lambda row: self.desk.edit("funding", file.fundings[row].funding.id),
        )
        add = self._button(
            "Ajouter une prise en charge",
            "hand-coins",
            lambda: self.desk.edit("funding", None, session_id=session.id),
        )
        prices = facts(
            [
                ("Prix par personne", _price(session.price_per_person)),
                ("Prix du groupe", _price(session.price_for_group)),
            ]
        )
        return stacked(prices, _row(add), fundings, invoices, stretch=3)

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
        return self._next_steps(file), more

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
            close = partial(self._set, session_id, SessionState.CLOSED)
            steps.append(Step("Clôturer", "check", close))
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
        def act() -> Changes:
            made = [
                invoice_id
                for client_id in clients
                for invoice_id in invoicing.draft_for_session(
                    self.desk.office, session_id, client_id
                )
            ]
            words = plural(len(made), "facture préparée", "factures préparées")
            return changed(words, Kind.INVOICES, Kind.SESSIONS)

        self.desk.perform(act)

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
            self.desk.edit("session", None, copied_id=self.pane.chosen_id)

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
        papers = dossier.needed_papers(self.desk.office, row_id)
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

    def _button(self, text: str, icon: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(theme.icon(icon), text)
        button.clicked.connect(lambda _checked=False: act())
        return button


LONGEST_NAME = 32
MOST_LETTERS = 2
"""How many letters have a button of their own; the others drop down from «Plus»."""
_OPEN = {SessionState.PLANNED, SessionState.CONFIRMED}


def _row(*widgets: QWidget) -> QWidget:
    whole = QWidget()
    layout = QHBoxLayout(whole)
    layout.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        layout.addWidget(widget)
    layout.addStretch(1)
    return whole


def _chosen_seat(table: QWidget, ids: Sequence[int | None], file: SessionFile) -> dict[str, object]:
    """Return what the editor of a replacement is told: the session, and the row that is chosen."""
    chosen = _chosen_id(table, ids)
    seat = {} if chosen is None else {"enrolment_id": chosen}
    return {"session_id": file.session.id, **seat}


def _chosen_id(table: QWidget, ids: Sequence[int | None]) -> int | None:
    """Return the enrolment of the row that is chosen; the only one needs no choosing."""
    place = table.currentRow() if isinstance(table, ShortTable) else -1
    if place < 0 and len(ids) == 1:
        place = 0
    return ids[place] if place >= 0 else None


def _head_count(file: SessionFile) -> str:
    words = plural(len(file.seated), "inscrit")
    session = file.session
    if session.minimum or session.maximum:
        words += f" (de {session.minimum or 1} à {session.maximum or '…'})"
    return words


def _self_paced(file: SessionFile) -> str:
    alone = file.session.self_paced_hours
    return hours(alone) if alone else ""


def _price(amount: Decimal | None) -> str:
    return euros(amount) if amount is not None else ""


def _client_name(file: SessionFile, client_id: int) -> str:
    return next((p.client.display_name for p in file.participants if p.client.id == client_id), "")
