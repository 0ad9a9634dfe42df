"""The list of a meeting tool, looked at before it becomes marks: who is who, what it proposes."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QColor, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from trainingdesk.desktop import theme
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.models.table import LEFT
from trainingdesk.domain.attendance import Attendance, Presence
from trainingdesk.domain.connections import AWAY, FORGIVEN
from trainingdesk.domain.labels import label
from trainingdesk.domain.modality import is_remote_slot
from trainingdesk.domain.session_file import SessionFile
from trainingdesk.domain.sessions import Slot as HalfDay
from trainingdesk.french import clock, plural, short_date, typeset
from trainingdesk.services import connection_lists, undoing
from trainingdesk.services.changes import Changes
from trainingdesk.services.connection_lists import Person, ReadList

IGNORED = "Ne pas compter (formateur, invité…)"
MOST_UNREAD = 3
SHIFTS = tuple(range(-12, 13))
"""Hours between the clock of the list and the office's: some tools tell Greenwich's time."""


def review_list(desk: Desk, file: SessionFile, path: Path) -> "ConnectionReview | None":
    """Read a list and show what it says; one that cannot be read is told."""
    try:
        read = connection_lists.read(file, path)
    except Exception as error:  # noqa: BLE001 - told by whose fault it is
        desk.report(error)
        return None
    review = ConnectionReview(desk, file, read)
    review.show()
    return review


class ConnectionReview(QDialog):
    """Each name of the list with its trainee, and the marks that follow, before they are saved."""

    def __init__(self, desk: Desk, file: SessionFile, read: ReadList) -> None:
        super().__init__(desk if isinstance(desk, QWidget) else None)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(typeset(f"Relevé de connexion – {read.file_name}"))
        self._desk = desk
        self._file = file
        self._read = read
        self._people = [person for person in file.seated if person.trainee is not None]
        self.boxes: dict[Person, QComboBox] = {}
        self.days: list[tuple[HalfDay, QCheckBox]] = []
        chosen = connection_lists.tolerance(desk.office)
        self.grace = self._number_box(connection_lists.TOLERANCES, chosen, "{} min", "Tolérance")
        self.grace.setToolTip(
            "Minutes manquées que l’on compte tout de même comme suivies. Sans tolérance, seules "
            "les minutes que la liste prouve sont comptées."
        )
        self.keeps_grace = QCheckBox("La garder pour les prochains relevés", self)
        self.shift = self._number_box(SHIFTS, 0, "{} h", "Décalage horaire")
        self.replaces = QCheckBox("Remplacer ce qui est déjà saisi", self)
        self.replaces.toggled.connect(self._propose)
        self.names = self._names()
        self.marks = QTableWidget(0, 0, self)
        self.marks.setAccessibleName("Présences proposées")
        self.marks.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._save = QPushButton(self)
        self._save.setIcon(theme.icon("check", theme.current().on_accent))
        self._save.setProperty("primary", "true")
        self._save.clicked.connect(self.save)
        QShortcut(QKeySequence.StandardKey.Save, self, self.save)
        self._proposed: list[Attendance] = []
        self._arrange()
        self._tick_days()
        self._propose()
        self.resize(980, 680)

    @property
    def proposed(self) -> list[Attendance]:
        """The marks that would be saved."""
        return self._proposed

    @Slot()
    def save(self) -> None:
        """Save the marks and keep the list with the session, in one step that Ctrl+Z takes back."""
        if not self._save.isEnabled():
            return
        office, session_id = self._desk.office, self._file.session.id or 0
        saved: list[Changes] = []

        def act() -> Changes:
            done = connection_lists.record(office, session_id, self._read, self._proposed)
            saved.append(done)
            return done

        self._desk.remove(partial(undoing.step, office, act))
        if saved:
            if self.keeps_grace.isChecked() and self.keeps_grace.isEnabled():
                minutes = int(self.grace.currentData())
                self._desk.perform(lambda: connection_lists.save_tolerance(office, minutes))
            self.accept()

    # What is read -------------------------------------------------------------------------------

    @property
    def _hours(self) -> int:
        return int(self.shift.currentData())

    def _assigned(self) -> Mapping[Person, int | None]:
        return {person: box.currentData() for person, box in self.boxes.items()}

    def _chosen_days(self) -> list[HalfDay]:
        return [slot for slot, box in self.days if box.isChecked()]

    @Slot()
    def _tick_days(self) -> None:
        """Tick the half-days that the list is about: at a distance first, others may be added."""
        touched = connection_lists.slots_of_list(self._file, self._read.connections, self._hours)
        remote = [slot for slot in touched if is_remote_slot(self._file, slot)]
        for slot, box in self.days:
            box.blockSignals(True)
            box.setChecked(slot in (remote or touched) and slot.day <= self._desk.office.today())
            box.blockSignals(False)

    @Slot()
    def _shifted(self) -> None:
        self._tick_days()
        self._propose()

    @Slot()
    def _propose(self) -> None:
        """Show what the list makes of each person and half-day."""
        days = self._chosen_days()
        minutes = int(self.grace.currentData())
        self.keeps_grace.setEnabled(minutes != connection_lists.tolerance(self._desk.office))
        found = connection_lists.proposals(
            self._file,
            self._read,
            self._assigned(),
            days,
            hours=self._hours,
            grace=minutes,
        )
        known = {
            (person.enrolment.id or 0, slot_id): mark
            for person in self._people
            for slot_id, mark in person.marks.items()
        }
        self._proposed = [
            mark
            for mark in found
            if self.replaces.isChecked() or (mark.enrolment_id, mark.slot_id) not in known
        ]
        new = {(mark.enrolment_id, mark.slot_id): mark for mark in self._proposed}
        self._show_marks(days, new, known)
        self._tell(len(found) - len(self._proposed))

    def _show_marks(
        self,
        days: list[HalfDay],
        new: Mapping[tuple[int, int], Attendance],
        known: Mapping[tuple[int, int], Attendance],
    ) -> None:
        self.marks.setRowCount(len(self._people))
        self.marks.setColumnCount(len(days))
        self.marks.setHorizontalHeaderLabels([_heading(slot) for slot in days])
        self.marks.setVerticalHeaderLabels([person.name for person in self._people])
        for row, person in enumerate(self._people):
            for column, slot in enumerate(days):
                key = person.enrolment.id or 0, slot.id or 0
                self.marks.setItem(row, column, _cell(new.get(key), known.get(key)))
        self.marks.resizeColumnsToContents()

    def _tell(self, kept: int) -> None:
        unread = self._read.unread
        away = sum(AWAY in mark.note for mark in self._proposed)
        forgiven = sum(FORGIVEN in mark.note for mark in self._proposed)
        named = [box.currentData() for box in self.boxes.values()]
        twice = {seat for seat in named if seat is not None and named.count(seat) > 1}
        nobody = [
            person[0] or person[1]
            for person, box in self.boxes.items()
            if box.currentData() is None
        ]
        words = [
            f"{', '.join(nobody)} : compté pour personne. Désignez le stagiaire, s’il y en a un."
            if nobody
            else "",
            ""
            if self._chosen_days()
            else "Cochez les demi-journées à relever ; si aucune ne "
            "correspond, réglez le décalage horaire.",
            f"{plural(kept, 'case déjà saisie', 'cases déjà saisies')} : laissées en l’état."
            if kept
            else "",
            f"{plural(away, 'case tient', 'cases tiennent')} compte d’interruptions que la liste "
            "ne situe pas : à vérifier."
            if away
            else "",
            f"{plural(forgiven, 'case compte', 'cases comptent')} comme suivies des minutes "
            "manquées : la liste ne les prouve pas."
            if forgiven
            else "",
            f"{plural(len(twice), 'stagiaire a', 'stagiaires ont')} plusieurs noms dans la liste : "
            "leurs connexions sont réunies."
            if twice
            else "",
            f"{plural(len(unread), 'ligne non comprise', 'lignes non comprises')} : "
            f"{' / '.join(unread[:MOST_UNREAD])}"
            if unread
            else "",
        ]
        self._words.setText(typeset("\n".join(filter(None, words))))
        self._words.setVisible(any(words))
        self._save.setText(f"Enregistrer {plural(len(self._proposed), 'case')}")
        self._save.setEnabled(bool(self._proposed))

    # Form ---------------------------------------------------------------------------------------

    def _names(self) -> QTableWidget:
        people = self._read.people
        table = QTableWidget(len(people), 4, self)
        table.setAccessibleName("Personnes de la liste")
        table.setHorizontalHeaderLabels(["Nom dans la liste", "Adresse", "Connexions", "Stagiaire"])
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.verticalHeader().hide()
        for row, (person, connections) in enumerate(people.items()):
            first = min(each.joined_at for each in connections)
            last = max(each.left_at for each in connections)
            day = "" if len({slot.day for slot in self._file.slots}) == 1 else short_date(first)
            told = f"{day} {clock(first.time())} – {clock(last.time())}".strip()
            for column, words in enumerate((person[0], person[1], told)):
                table.setItem(row, column, QTableWidgetItem(words))
            box = self._trainee_box(person)
            self.boxes[person] = box
            table.setCellWidget(row, 3, box)
        table.setShowGrid(False)
        table.setColumnHidden(1, not any(address for _name, address in people))
        header = table.horizontalHeader()
        header.setDefaultAlignment(LEFT)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        table.verticalHeader().setDefaultSectionSize(34)
        return table

    def _trainee_box(self, person: Person) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(f"Stagiaire pour {person[0] or person[1]}")
        box.addItem(IGNORED, None)
        for each in self._people:
            box.addItem(each.name, each.enrolment.id)
        box.setCurrentIndex(max(box.findData(self._read.matched.get(person)), 0))
        box.currentIndexChanged.connect(self._propose)
        return box

    def _number_box(self, numbers: Sequence[int], chosen: int, words: str, name: str) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        for number in numbers:
            box.addItem(typeset(words.format(number)), number)
        box.setCurrentIndex(box.findData(chosen))
        return box

    def _arrange(self) -> None:
        self.grace.currentIndexChanged.connect(self._propose)
        self.shift.currentIndexChanged.connect(self._shifted)
        settings = QHBoxLayout()
        settings.setSpacing(8)
        for caption, field in (("&Tolérance", self.grace), ("&Décalage horaire", self.shift)):
            words = QLabel(caption, self)
            words.setBuddy(field)
            settings.addWidget(words)
            settings.addWidget(field)
            if field is self.grace:
                settings.addWidget(self.keeps_grace)
        settings.addWidget(self.replaces)
        settings.addStretch(1)
        ticks = QHBoxLayout()
        ticks.setContentsMargins(0, 0, 0, 0)
        ticks.setSpacing(16)
        for slot in self._file.slots:
            box = QCheckBox(_heading(slot).replace("\n", " "), self)
            box.toggled.connect(self._propose)
            ticks.addWidget(box)
            self.days.append((slot, box))
        ticks.addStretch(1)
        holder = QWidget(self)
        holder.setLayout(ticks)
        unmatched = sum(seat is None for seat in self._read.matched.values())
        heading = f"{plural(len(self.boxes), 'personne')} dans la liste"
        if unmatched:
            heading += f", {plural(unmatched, 'à désigner', 'à désigner')}"
        give_up = QPushButton("Annuler", self)
        give_up.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._save)
        buttons.addWidget(give_up)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(_caption(heading))
        layout.addWidget(self.names, 3)
        layout.addWidget(_caption("Présences proposées"))
        layout.addLayout(settings)
        layout.addWidget(_across(holder))
        layout.addWidget(self.marks, 3)
        layout.addWidget(self._words)
        layout.addLayout(buttons)


def _caption(words: str) -> QLabel:
    made = QLabel(typeset(words))
    made.setProperty("role", "heading")
    return made


def _across(inside: QWidget) -> QWidget:
    """Return a row that scrolls across where a session has many half-days."""
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFixedHeight(48)
    return area


def _heading(slot: HalfDay) -> str:
    return (
        f"{slot.day:%d/%m} {label(slot.day_part)}\n{clock(slot.starts_at)} – {clock(slot.ends_at)}"
    )


def _cell(new: Attendance | None, known: Attendance | None) -> QTableWidgetItem:
    """Return what would be saved; what is kept as it was stands in grey."""
    colours = theme.current()
    if new is None:
        item = QTableWidgetItem(f"{_written(known)} (saisi)" if known else "")
        item.setForeground(QColor(colours.muted))
    else:
        before = f" (était {_written(known)})" if known else ""
        item = QTableWidgetItem(f"{_written(new)}{before}")
        item.setToolTip(typeset(new.note))
        late = colours.warning if new.presence is Presence.LATE else colours.success
        item.setForeground(QColor(late if new.presence.was_there else colours.danger))
    item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
    return item


def _written(mark: Attendance) -> str:
    return f"{mark.presence.value}{mark.minutes_missed or ''}"
