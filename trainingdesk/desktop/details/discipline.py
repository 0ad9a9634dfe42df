"""The disciplinary cases of a session, each with its stage and its next day."""

from functools import partial
from textwrap import shorten

from PySide6.QtWidgets import QVBoxLayout, QWidget

from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.parts import button, row
from trainingdesk.desktop.widgets.detail import ShortTable, small_table
from trainingdesk.desktop.widgets.shown import capital
from trainingdesk.domain.deadlines.discipline import discipline_duties
from trainingdesk.domain.discipline import DisciplinaryCase
from trainingdesk.domain.labels import label
from trainingdesk.domain.session_file import SessionFile
from trainingdesk.french import short_date
from trainingdesk.services import discipline
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import discipline as store

NONE_YET = (
    "Aucune procédure disciplinaire. Une remarque faite de vive voix n’est pas une sanction et ne "
    "se note pas ici."
)
LONGEST = 60
"""Characters of the facts that a row shows."""
CHOOSE = "Choisissez d’abord une procédure de la liste."


def discipline_view(desk: Desk, file: SessionFile) -> QWidget:
    """Return the cases of a session with what can be done about the chosen one."""
    return DisciplineTab(desk, file)


class DisciplineTab(QWidget):
    """The list of cases, and their buttons."""

    def __init__(self, desk: Desk, file: SessionFile) -> None:
        super().__init__()
        self._desk = desk
        self._session_id = file.session.id or 0
        self._cases = store.cases_of(desk.office.db, self._session_id)
        names = {person.enrolment.id: person.name for person in file.participants}
        self._table = small_table(
            ("Stagiaire", "Faits du", "Étape", "Au plus tard", "Faits"),
            [
                (
                    names[case.enrolment_id],
                    short_date(case.happened_on),
                    *self._waits(case),
                    shorten(case.facts, LONGEST, placeholder="…"),
                )
                for case in self._cases
            ],
            long=(0, 4),
            empty=NONE_YET,
            opened=lambda place: desk.edit("disciplinary_case", self._cases[place].id),
        )
        new = partial(desk.edit, "disciplinary_case", None, session_id=self._session_id)
        start = button("Nouvelle procédure…", "plus", new)
        start.setEnabled(any(person.trainee for person in file.seated))
        record = button("Dérogation d’enregistrement", "file-text", self.show_waiver)
        record.setToolTip("L’autorisation écrite d’enregistrer cette session")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(
            row(start, button("Ouvrir", "pencil", self.open, enabled=bool(self._cases)), record)
        )
        layout.addWidget(self._table, 1)

    def open(self) -> None:
        """Open the chosen case; the only one needs no choosing."""
        place = self._table.currentRow() if isinstance(self._table, ShortTable) else -1
        if place < 0 and len(self._cases) == 1:
            place = 0
        if place < 0:
            self._desk.tell(CHOOSE)
        else:
            self._desk.edit("disciplinary_case", self._cases[place].id)

    def show_waiver(self) -> None:
        """Show the leave to record this session."""
        self._desk.show_paper("recording_waiver", Subject(session_id=self._session_id))

    def _waits(self, case: DisciplinaryCase) -> tuple[str, str]:
        """Return the stage of a case, and the last day of its next step: its first duty."""
        office = self._desk.office
        if case.closed_on is not None:
            return f"close le {short_date(case.closed_on)}", ""
        open_case = discipline.open_case(office, case)
        duty = next(discipline_duties(open_case, office.today()))
        return capital(label(case.stage(open_case.setting))), short_date(duty.due_on)
