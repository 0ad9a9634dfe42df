"""The learning platform in a session: accounts and incidents with their clocks."""

from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from trainingdesk import french
from trainingdesk.desktop import theme
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.parts import button, row
from trainingdesk.desktop.widgets.detail import ShortTable, heading, no_taller, small_table
from trainingdesk.desktop.widgets.shown import NOBODY, capital
from trainingdesk.domain.elearning import AccessState, Incident
from trainingdesk.domain.labels import label
from trainingdesk.domain.people import list_name
from trainingdesk.domain.session_file import Participant, SessionFile
from trainingdesk.domain.sessions import SessionState, is_learnt_alone
from trainingdesk.domain.working_hours import working_time_between
from trainingdesk.french import hours, number, plural, short_date, short_moment, typeset
from trainingdesk.services import elearning, platform_events
from trainingdesk.services.elearning import Account
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import elearning as store

NO_INCIDENT = "Aucun incident signalé."
CHOOSE = "Choisissez d’abord une personne de la liste."
CHOOSE_INCIDENT = "Choisissez d’abord un incident de la liste."
CAPTIONS = (
    "Stagiaire",
    "Identifiant",
    "Suivi (h)",
    "État",
    "Ouverture",
    "Jusqu’au",
)
FOLLOWED, DUE = 2, 4
SECONDS_OF_HOUR = 3600
HOURS_OF_DAY = 24
MOST_ROWS = 6


def learns_alone(desk: Desk, file: SessionFile) -> bool:
    """Whether a session is learnt on a platform, at least in part."""
    session = file.session
    return is_learnt_alone(session.modality, session.self_paced_hours) or bool(
        store.accesses_of(desk.office.db, session.id or 0)
    )


def elearning_view(desk: Desk, file: SessionFile) -> QWidget:
    """Return the sub-tab of a session that is learnt on a platform, at least in part."""
    return ELearningView(desk, file)


class ELearningView(QWidget):
    """Both lists, with what can be done about the chosen row of each."""

    def __init__(self, desk: Desk, file: SessionFile) -> None:
        super().__init__()
        self._desk = desk
        self._file = file
        self._now = elearning.now(desk.office)
        self._accounts = elearning.accounts(desk.office, file)
        self._incidents = store.incidents_of(desk.office.db, file.session.id or 0)
        self.accounts = self._accounts_table()
        self.incidents = self._incidents_table()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        for widget in (self._account_buttons(), self.accounts, *self._waiting_words()):
            layout.addWidget(widget)
        layout.addWidget(heading("Incidents"))
        for widget in (self._incident_buttons(), self.incidents):
            layout.addWidget(widget)
        layout.setStretchFactor(self.accounts, 1)

    # Accounts -------------------------------------------------------------------------------------

    def _accounts_table(self) -> QWidget:
        today = self._desk.office.today()
        table = small_table(
            CAPTIONS,
            [
                (
                    _name(each.person),
                    each.access.login if each.access else "",
                    number(each.person.enrolment.self_paced_hours),
                    capital(label(each.state(today))),
                    self._clock(each),
                    _validity(each),
                )
                for each in self._accounts
            ],
            right=(FOLLOWED,),
            long=(0, 1, DUE),
            empty=NOBODY,
        )
        if isinstance(table, ShortTable):
            self._prepare(table)
        return table

    def _prepare(self, table: ShortTable) -> None:
        """Let the hours be typed, and any other cell open the account."""
        is_open = self._file.session.state is not SessionState.CLOSED
        if is_open and self._file.session.self_paced_hours:
            table.setEditTriggers(
                QTableWidget.EditTrigger.DoubleClicked
                | QTableWidget.EditTrigger.EditKeyPressed
                | QTableWidget.EditTrigger.AnyKeyPressed
            )
        for place, each in enumerate(self._accounts):
            if (person := table.item(place, 0)) is not None:
                person.setToolTip(f"{person.text()}\n{each.person.client.display_name}")
            for column in range(len(CAPTIONS)):
                item = table.item(place, column)
                if item is not None and column != FOLLOWED:
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            if self._is_late(each) and (item := table.item(place, DUE)) is not None:
                item.setForeground(QColor(theme.current().danger))
        if (caption := table.horizontalHeaderItem(FOLLOWED)) is not None:
            planned = self._file.session.self_paced_hours
            caption.setText(f"Suivi (sur {hours(planned)})" if planned else CAPTIONS[FOLLOWED])
            table.resizeColumnToContents(FOLLOWED)
            caption.setToolTip("Heures que prouve le relevé de la plateforme : à saisir ici")
        table.opened.connect(self._open_account)
        table.itemChanged.connect(self._type_hours)

    def _clock(self, each: Account) -> str:
        """Return until when an account is due and what is left, or when it was opened."""
        access = each.access
        if access is not None and access.opened_at is not None:
            late = " (tardif)" if each.due and access.opened_at > each.due.at else ""
            return f"{short_moment(access.opened_at)}{late}"
        if each.due is None:
            return "à la signature" if each.bargain.rule.access_hours is not None else ""
        if each.due.waits_until is not None and self._now.date() < each.due.waits_until:
            return f"rétractation : pas avant le {short_date(each.due.waits_until)}"
        left = int((each.due.at - self._now).total_seconds() // SECONDS_OF_HOUR)
        words = f"délai passé depuis le {each.due.words}" if left < 0 else each.due.words
        return words if left < 0 else f"{_left(left)}, avant le {words}"

    def _is_late(self, each: Account) -> bool:
        opened = each.access.opened_at if each.access else None
        return each.due is not None and (opened or self._now) > each.due.at

    def _open_account(self, place: int, column: int) -> None:
        if column == FOLLOWED:
            return
        each = self._accounts[place]
        if each.access is not None:
            self._desk.edit("platform_access", each.access.id)
        else:
            self._desk.edit("platform_access", None, enrolment_id=each.person.enrolment.id)

    def _type_hours(self, item: QTableWidgetItem) -> None:
        """Keep the hours that were typed; what cannot be read gives way to what was there."""
        if item.column() != FOLLOWED:
            return
        seat = self._accounts[item.row()].person.enrolment
        try:
            typed = french.parse_amount(item.text() or "0")
        except ValueError:
            self._desk.tell("Écrivez un nombre d’heures, par exemple 3,5.")
        else:
            act = partial(elearning.note_hours, self._desk.office, seat.id or 0, typed)
            if typed == seat.self_paced_hours or self._desk.perform(act, self) is not None:
                return
        with QSignalBlocker(item.tableWidget()):
            item.setText(number(seat.self_paced_hours))

    def _account_buttons(self) -> QWidget:
        """Return what can be done: for all at once where it waits, then for the chosen one."""
        office, session_id = self._desk.office, self._file.session.id or 0
        given = [each.access for each in self._accounts if each.access is not None]
        states = {each.state(office.today()) for each in self._accounts}
        buttons = [
            button(words, icon, partial(self._desk.perform, partial(act, office, session_id), self))
            for words, icon, act, waits in (
                (
                    "Proposer les identifiants",
                    "user-plus",
                    elearning.propose,
                    len(given) < len(self._accounts),
                ),
                (
                    "Noter l’ouverture",
                    "check",
                    elearning.open_accounts,
                    any(access.opened_at is None for access in given),
                ),
                ("Noter l’envoi", "send", elearning.note_sent, AccessState.OPEN in states),
            )
            if waits
        ]
        close = button("Fermer", "ban", self.close_account, enabled=bool(given))
        close.setToolTip("Ferme l’accès de la personne choisie ; retire celui qui n’est pas ouvert")
        return row(
            *buttons,
            button("Lettre d’accès", "file-text", self.show_letter, enabled=bool(given)),
            button("Modifier…", "pencil", self.edit_account, enabled=bool(self._accounts)),
            close,
        )

    def show_letter(self) -> None:
        """Show the letter that gives the chosen person her access."""
        if (each := self._chosen()) is not None:
            subject = Subject(enrolment_id=each.person.enrolment.id)
            self._desk.show_paper("platform_access", subject)

    def edit_account(self) -> None:
        """Open the account of the chosen person."""
        if (each := self._chosen()) is not None:
            self._open_account(self._accounts.index(each), 0)

    def close_account(self) -> None:
        """Close the account of the chosen person."""
        each = self._chosen()
        if each is None or each.access is None:
            return
        self._desk.perform(
            partial(elearning.close_access, self._desk.office, each.access.id or 0), self
        )

    def _chosen(self) -> Account | None:
        """Return the chosen account; the only one needs no choosing."""
        place = _place(self.accounts, len(self._accounts))
        if place < 0:
            self._desk.tell(CHOOSE)
            return None
        return self._accounts[place]

    def _waiting_words(self) -> list[QWidget]:
        """Return a mild word on those who may still withdraw and did not ask to start."""
        names = [
            each.person.name
            for each in self._accounts
            if each.due is not None
            and each.due.waits_until is not None
            and (each.access is None or each.access.opened_at is None)
            and self._now.date() < each.due.waits_until
        ]
        if not names:
            return []
        words = QLabel(
            typeset(
                f"{french.listed(names)} : l’accès attend la fin du délai de rétractation, sauf "
                "demande expresse de commencer, à noter dans les réceptions du contrat."
            )
        )
        words.setWordWrap(True)
        words.setProperty("role", "muted")
        return [words]

    # Incidents ------------------------------------------------------------------------------------

    def _incidents_table(self) -> QWidget:
        names = {
            each.enrolment.id: list_name(each.trainee)
            for each in self._file.participants
            if each.trainee is not None
        }
        table = small_table(
            ("Stagiaire", "Nature", "Correction", "Signalé"),
            [
                (
                    names.get(each.enrolment_id, "tous"),
                    capital(label(each.kind)),
                    self._incident_clock(each),
                    short_moment(each.reported_at) + self._reported(each),
                )
                for each in self._incidents
            ],
            long=(0, 1, 2),
            empty=NO_INCIDENT,
            opened=lambda place: self._desk.edit("incident", self._incidents[place].id),
        )
        return no_taller(table, len(self._incidents), MOST_ROWS)

    def _reported(self, incident: Incident) -> str:
        rule = platform_events.rule_of_incident(self._desk.office, incident)
        return " (tardif)" if incident.is_reported_late(rule) else ""

    def _incident_clock(self, incident: Incident) -> str:
        """Return until when it is to be mended and what is left, or when it was."""
        rule = platform_events.rule_of_incident(self._desk.office, incident)
        due = incident.fix_by(rule)
        late = incident.is_fixed_late(rule, self._now)
        if incident.fixed_at is not None:
            return f"corrigé le {short_moment(incident.fixed_at)}{' (hors délai)' if late else ''}"
        if due is None:
            return "à corriger"
        until = short_moment(due, is_end=True)
        if late:
            return f"délai passé depuis le {until}"
        left = int(working_time_between(self._now, due).total_seconds() // SECONDS_OF_HOUR)
        return f"avant le {until} (reste {plural(left, 'heure ouvrée', 'heures ouvrées')})"

    def _incident_buttons(self) -> QWidget:
        session_id, some = self._file.session.id, bool(self._incidents)
        waits = any(each.fixed_at is None for each in self._incidents)
        return row(
            button(
                "Nouvel incident…",
                "plus",
                lambda: self._desk.edit("incident", None, session_id=session_id, **self._seat()),
            ),
            button("Corrigé…", "check", self.edit_incident, enabled=waits),
            button("Réponse", "mail", self.show_notice, enabled=some),
        )

    def _seat(self) -> dict[str, int | None]:
        place = self.accounts.currentRow() if isinstance(self.accounts, ShortTable) else -1
        if place < 0:
            return {}
        return {"enrolment_id": self._accounts[place].person.enrolment.id}

    def edit_incident(self) -> None:
        """Open the chosen incident, to note what was done."""
        if (each := self._chosen_incident()) is not None:
            self._desk.edit("incident", each.id)

    def show_notice(self) -> None:
        """Show what is answered about the chosen incident."""
        if (each := self._chosen_incident()) is not None:
            self._desk.show_paper("incident_notice", Subject(incident_id=each.id))

    def _chosen_incident(self) -> Incident | None:
        place = _place(self.incidents, len(self._incidents))
        if place < 0:
            self._desk.tell(CHOOSE_INCIDENT)
            return None
        return self._incidents[place]


def _place(table: QWidget, count: int) -> int:
    """Return the chosen row; the only one needs no choosing."""
    place = table.currentRow() if isinstance(table, ShortTable) else -1
    return 0 if place < 0 and count == 1 else place


def _left(left: int) -> str:
    """Return hours that are left, as days once they are many."""
    days, rest = divmod(left, HOURS_OF_DAY)
    parts = [plural(days, "jour") if days else "", hours(french.parse_amount(str(rest)))]
    return f"reste {' '.join(filter(None, parts))}"


def _name(person: Participant) -> str:
    """Return a person as lists do, with what became of a seat that she left."""
    name = list_name(person.trainee) if person.trainee else person.name
    state = person.enrolment.state
    return name if state.takes_a_seat else f"{name} ({label(state)})"


def _validity(each: Account) -> str:
    access = each.access
    if access is None or access.opened_at is None:
        return ""
    if access.closed_on is not None:
        return f"fermé le {short_date(access.closed_on)}"
    return short_date(access.valid_until) if access.valid_until else "sans fin fixée"
