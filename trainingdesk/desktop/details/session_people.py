"""The people of a session: who sits where, who waits, and what concerns one of them."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QMenu, QTabWidget, QToolButton, QWidget

from trainingdesk.desktop import theme
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.discipline import discipline_view
from trainingdesk.desktop.details.parts import button, menu_button, row
from trainingdesk.desktop.details.waiting import waiting_list
from trainingdesk.desktop.widgets.detail import ShortTable, small_table, stacked
from trainingdesk.domain.labels import label
from trainingdesk.domain.session_file import Participant, SessionFile
from trainingdesk.domain.sessions import EnrolmentStep, SessionState
from trainingdesk.french import hours, short_date
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import discipline, sessions

CHOOSE = "Choisissez d’abord un stagiaire de la liste."
CLOSED = "Cette session est clôturée : rouvrez-la d’abord en donnant un motif."


def people_view(desk: Desk, file: SessionFile) -> QWidget:
    """Return the people of a session; what concerns discipline stands apart, once there is any."""
    people = _People(desk, file)
    if not discipline.cases_of(desk.office.db, file.session.id or 0):
        return people.view()
    tabs = QTabWidget()
    tabs.setDocumentMode(True)
    tabs.addTab(people.view(), "Inscrits")
    tabs.addTab(discipline_view(desk, file), "Discipline")
    return tabs


class _People:
    """The table of seats and what is done with the one that is chosen."""

    def __init__(self, desk: Desk, file: SessionFile) -> None:
        self._desk = desk
        self._file = file
        self._session_id = file.session.id or 0
        self._ids = [person.enrolment.id for person in file.participants]
        steps = sessions.steps_of(desk.office.db, self._session_id)
        self._table = small_table(
            ("Stagiaire", "Client", "État", "Heures suivies"),
            [
                (
                    person.name,
                    person.client.display_name,
                    _state(person, steps),
                    hours(file.hours_followed(person)) if person.marks else "",
                )
                for person in file.participants
            ],
            right=(3,),
            long=(0, 1),
            empty="Personne n’est inscrit. « Inscrire » ajoute "
            "une personne, même sans connaître encore son nom.",
            opened=lambda place: desk.edit("enrolment", self._ids[place]),
        )

    def view(self) -> QWidget:
        """Return the buttons over the table, and the waiting list below."""
        is_seated = bool(self._file.seated)
        is_open = self._file.session.state is not SessionState.CLOSED
        enrol = button("Inscrire", "user-plus", self._edit("enrolment"), enabled=is_open)
        enrol_all = button(
            "Inscrire une liste…", "import", self._edit("name_list"), enabled=is_open
        )
        enrol_all.setToolTip("Coller les noms reçus par courriel, un par ligne")
        substitute = button("Remplacer", "users", self._replace, enabled=is_seated and is_open)
        wait = button("Mettre en attente", "clock", self._edit("waiting"), enabled=is_open)
        for each in () if is_open else (enrol, enrol_all, substitute, wait):
            each.setToolTip(CLOSED)
        buttons = row(enrol, enrol_all, substitute, wait, self._others())
        waiting = waiting_list(self._desk, self._session_id)
        return stacked(buttons, self._table, *waiting, stretch=1)

    def _others(self) -> QToolButton:
        """Return the button that drops down what is rarer."""
        menu = QMenu()
        made = menu_button("Autres", "", menu)
        made.setAccessibleName("Autres actions sur un stagiaire")
        menu.setToolTipsVisible(True)
        may_share = any(not person.client.is_individual for person in self._file.seated)
        for words, icon, act, enabled, hint in (
            (
                "Reçu de remise",
                "file-text",
                self._show_handed,
                bool(self._file.seated),
                "Ce que la personne choisie reçoit avant la formation, à signer",
            ),
            (
                "Part du stagiaire…",
                "hand-coins",
                self._edit_own_part,
                may_share,
                "Le contrat de la personne choisie, qui paie une part elle-même",
            ),
            (
                "Procédure disciplinaire…",
                "circle-alert",
                self._open_case,
                any(person.trainee for person in self._file.seated),
                "Faits, convocation, entretien et décision, dans les délais",
            ),
            (
                "Dérogation d’enregistrement",
                "stamp",
                self._show_waiver,
                True,
                "L’autorisation écrite d’enregistrer cette session",
            ),
        ):
            action = menu.addAction(theme.icon(icon), words)
            action.setEnabled(enabled)
            action.setToolTip(hint)
            action.triggered.connect(lambda _checked=False, act=act: act())
        return made

    def _edit(self, kind: str) -> Callable[[], None]:
        return lambda: self._desk.edit(kind, None, session_id=self._session_id)

    def _replace(self) -> None:
        seat = {"enrolment_id": self._chosen} if self._chosen is not None else {}
        self._desk.edit("replacement", None, session_id=self._session_id, **seat)

    def _show_handed(self) -> None:
        if self._chosen is None:
            self._desk.tell(CHOOSE)
        else:
            self._desk.show_paper("handed_over", Subject(enrolment_id=self._chosen))

    def _edit_own_part(self) -> None:
        chosen = [one for one in self._file.participants if one.enrolment.id == self._chosen]
        if not chosen:
            self._desk.tell(CHOOSE)
        elif chosen[0].client.is_individual:
            self._desk.tell(f"{chosen[0].name} paie déjà la formation : son contrat suffit.")
        else:
            self._desk.edit("own_part", self._chosen)

    def _open_case(self) -> None:
        seat = {"enrolment_id": self._chosen} if self._chosen is not None else {}
        self._desk.edit("disciplinary_case", None, session_id=self._session_id, **seat)

    def _show_waiver(self) -> None:
        self._desk.show_paper("recording_waiver", Subject(session_id=self._session_id))

    @property
    def _chosen(self) -> int | None:
        """The enrolment of the row that is chosen; the only one needs no choosing."""
        return chosen_id(self._table, self._ids)


def _state(person: Participant, steps: Mapping[int, Sequence[EnrolmentStep]]) -> str:
    """Return the state of a seat, and since when it is in it."""
    known = steps.get(person.enrolment.id or 0)
    words = label(person.enrolment.state)
    return f"{words} le {short_date(known[-1].since)}" if known else words


def chosen_id(table: QWidget, ids: Sequence[int | None]) -> int | None:
    """Return the id of the row that is chosen in a table; the only one needs no choosing."""
    place = table.currentRow() if isinstance(table, ShortTable) else -1
    if place < 0 and len(ids) == 1:
        place = 0
    return ids[place] if place >= 0 else None
