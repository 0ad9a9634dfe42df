"""Typing the attendance sheet: a row a person, a column a half-day, one letter a cell."""

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from trainingdesk.desktop import theme
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.widgets import shown
from trainingdesk.domain.attendance import Attendance, Presence, Proof
from trainingdesk.domain.labels import label
from trainingdesk.domain.session_file import Participant, SessionFile
from trainingdesk.domain.sessions import Slot
from trainingdesk.french import clock, hours, typeset
from trainingdesk.services import attending
from trainingdesk.services.changes import Changes

LEGEND = (
    "P présent · A absent · J absence justifiée · R retard (suivi des minutes : R20) · "
    "Suppr efface. Sélectionnez une colonne ou une ligne pour tout saisir d’un coup."
)
_LETTERS = {presence.value for presence in Presence}


class AttendanceGrid(QWidget):
    """The sheet of one session; what is typed is saved at once, cell by cell."""

    def __init__(self, desk: Desk, file: SessionFile) -> None:
        super().__init__()
        self._desk = desk
        self._file = file
        self._people = [person for person in file.seated if person.trainee is not None]
        self.table = _Grid(len(self._people), len(file.slots) + 1, self)
        self.table.setHorizontalHeaderLabels([*map(_heading, file.slots), "Heures"])
        self.table.setVerticalHeaderLabels([person.name for person in self._people])
        self.table.typed.connect(self._type)
        for row, person in enumerate(self._people):
            for column, slot in enumerate(file.slots):
                self.table.setItem(row, column, _cell(person, slot))
            total = QTableWidgetItem(hours(file.hours_followed(person)))
            total.setFlags(Qt.ItemFlag.ItemIsEnabled)
            total.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            self.table.setItem(row, len(file.slots), total)
        self.table.resizeColumnsToContents()
        legend = QLabel(typeset(LEGEND), self)
        legend.setProperty("role", "muted")
        legend.setWordWrap(True)
        everyone = QPushButton(theme.icon("list-checks"), "Tous présents", self)
        everyone.clicked.connect(self._all_present)
        everyone.setEnabled(bool(self._people and file.slots))
        row_of_buttons = QHBoxLayout()
        signed = QPushButton(theme.icon("pencil"), "Signé par le formateur", self)
        signed.setToolTip("Note que le formateur a signé les créneaux passés.")
        signed.clicked.connect(self._trainer_signed)
        signed.setEnabled(any(not slot.trainer_signed for slot in self._past_slots()))
        row_of_buttons.addWidget(everyone)
        row_of_buttons.addWidget(signed)
        row_of_buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addLayout(row_of_buttons)
        layout.addWidget(self.table, 1)
        layout.addWidget(legend)

    def _type(self, typed: str) -> None:
        """Write a letter, or minutes after an R, into every selected cell."""
        chosen = [
            (index.row(), index.column())
            for index in self.table.selectedIndexes()
            if index.column() < len(self._file.slots)
        ]
        if not chosen:
            return
        session_id = self._file.session.id or 0

        def act() -> Changes:
            if not typed:
                for row, column in chosen:
                    done = attending.erase(
                        self._desk.office,
                        session_id,
                        self._people[row].enrolment.id or 0,
                        self._file.slots[column].id or 0,
                    )
                return done
            marks = [self._mark(row, column, typed) for row, column in chosen]
            return attending.record(self._desk.office, session_id, marks)

        self._desk.perform(act, self)

    def _mark(self, row: int, column: int, typed: str) -> Attendance:
        presence = Presence(typed[0])
        return Attendance(
            enrolment_id=self._people[row].enrolment.id or 0,
            slot_id=self._file.slots[column].id or 0,
            presence=presence,
            minutes_missed=int(typed[1:] or 0),
            proof=Proof.SIGNED if presence.was_there else None,
        )

    def _past_slots(self) -> list[Slot]:
        today = self._desk.office.today()
        return [slot for slot in self._file.slots if slot.day <= today]

    def _trainer_signed(self) -> None:
        slots = [slot.id or 0 for slot in self._past_slots()]
        session_id = self._file.session.id or 0
        self._desk.perform(
            lambda: attending.sign_as_trainer(self._desk.office, session_id, slots), self
        )

    def _all_present(self) -> None:
        self.table.selectAll()
        self._type(Presence.PRESENT.value)


class _Grid(QTableWidget):
    """Cells that take a letter at once; R waits for the minutes and Enter."""

    typed = Signal(str)

    def __init__(self, rows: int, columns: int, parent: QWidget) -> None:
        super().__init__(rows, columns, parent)
        self._late = ""
        self.setAccessibleName("Feuille d’émargement")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.verticalHeader().setDefaultSectionSize(30)

    def _tell(self, typed: str) -> None:
        place = self.currentRow(), self.currentColumn()
        self.typed.emit(typed)
        self.setCurrentCell(*place, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    # Qt's own interface -------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text().upper()
        if self._late and letter.isdecimal():
            self._late += letter
        elif self._late and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}:
            typed, self._late = self._late, ""
            self._tell(typed)
        elif letter == Presence.LATE.value:
            self._late = letter
        elif letter in _LETTERS:
            self._late = ""
            self._tell(letter)
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._late = ""
            self._tell("")
        else:
            self._late = ""
            super().keyPressEvent(event)


def _heading(slot: Slot) -> str:
    times = f"{clock(slot.starts_at)} – {clock(slot.ends_at)}"
    return f"{slot.day:%d/%m} {slot.day_part.value}\n{times}"


def _cell(person: Participant, slot: Slot) -> QTableWidgetItem:
    mark = person.marks.get(slot.id or 0)
    item = QTableWidgetItem(_written(mark))
    item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
    if mark is not None:
        item.setToolTip(shown.capital(label(mark.presence)))
        colours = theme.current()
        ink = colours.success if mark.presence.was_there else colours.danger
        item.setForeground(QColor(ink))
    return item


def _written(mark: Attendance | None) -> str:
    if mark is None:
        return ""
    return f"{mark.presence.value}{mark.minutes_missed or ''}"
