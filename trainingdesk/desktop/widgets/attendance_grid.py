"""Typing the attendance sheet: a row a person, a column a half-day, one letter a cell."""

from collections.abc import Callable, Collection, Sequence
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QMenu,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from trainingdesk.desktop import theme
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.widgets import shown
from trainingdesk.desktop.widgets.mark_table import MarkTable, Place
from trainingdesk.domain.attendance import Attendance, Presence, Proof
from trainingdesk.domain.labels import label
from trainingdesk.domain.modality import is_remote_slot
from trainingdesk.domain.session_file import Participant, SessionFile
from trainingdesk.domain.sessions import Slot
from trainingdesk.french import clock, hours, typeset
from trainingdesk.services import attending, undoing
from trainingdesk.services.changes import Changes
from trainingdesk.services.paper_data import Subject
from trainingdesk.services.removing import Step

LEGEND = "P présent · A absent · J absence justifiée · R15 : 15 min manquées · Suppr efface"
KEYS = (
    "R compte ensemble le retard et le départ anticipé ; Entrée valide les minutes.\n"
    "Ctrl+Espace choisit la demi-journée, Maj+Espace la ligne.\n"
    "Ctrl+Maj+P, A ou J remplit toute la demi-journée.\nCtrl+Z annule la dernière saisie."
)
LATE_MINUTES = (5, 10, 15, 30, 60, 90)
_PLACE = "attendance_place"
"""The property of the window that remembers the cell: each change makes the grid anew."""
_MARKS = {Proof.CONNECTION: "\N{SUPERSCRIPT ONE}", Proof.OTHER: "\N{SUPERSCRIPT TWO}"}
UNPROVEN = "?"


class AttendanceGrid(QWidget):
    """The sheet of one session; what is typed is saved at once, and Ctrl+Z takes it back.

    Below the people stand the number of those present and whether the trainer signed. *scanned*
    are the half-days whose signed sheet is kept: a paper clip heads their columns.
    """

    def __init__(self, desk: Desk, file: SessionFile, scanned: Collection[int] = ()) -> None:
        super().__init__()
        self._desk = desk
        self._file = file
        self._people = [person for person in file.seated if person.trainee is not None]
        self.table = MarkTable(len(self._people) + 2, len(file.slots), self)
        self.table.typed.connect(self._type)
        self.table.customContextMenuRequested.connect(self._show_menu)
        self._fill(scanned)
        self._fit()
        told = typeset(f"{LEGEND}{self._proofs_told()}") if self._people else shown.NOBODY
        legend = QLabel(told, self)
        legend.setProperty("role", "muted")
        legend.setToolTip(typeset(KEYS))
        self.table.setWhatsThis(typeset(f"{LEGEND}\n{KEYS}"))
        legend.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table, 1)
        layout.addWidget(legend)

    @property
    def people(self) -> Sequence[Participant]:
        """Who has a row, in order."""
        return self._people

    def all_present(self) -> None:
        """Mark everyone present wherever nothing is typed yet, up to today."""
        today = self._desk.office.today()
        cells = [
            (row, column)
            for column, slot in enumerate(self._file.slots)
            if slot.day <= today
            for row, person in enumerate(self._people)
            if slot.id not in person.marks and not _had_left(person, slot)
        ]
        if cells:
            self._type(cells, Presence.PRESENT.value, (0, 0))
        else:
            self._desk.tell("Toutes les cases des demi-journées passées sont déjà remplies.")

    def sign(self) -> None:
        """Note that the trainer signed every half-day up to today."""
        today = self._desk.office.today()
        self._sign([slot for slot in self._file.slots if slot.day <= today], signed=True)

    def prove(self, proof: Proof | None) -> None:
        """Note what proves the presences that are selected."""
        cells = [self._ids(place) for place in self._mine(self.table.chosen)]
        self._do(
            lambda: attending.prove(self._desk.office, self._session_id, cells, proof),
            (self.table.currentRow(), self.table.currentColumn()),
        )

    # What is written ----------------------------------------------------------------------------

    @property
    def _session_id(self) -> int:
        return self._file.session.id or 0

    def _type(self, cells: list[Place], typed: str, then: Place) -> None:
        """Write a letter, or minutes after an R, into cells; nothing erases them."""
        mine = self._mine(cells)
        if mine and typed == Presence.LATE.value:
            self._desk.tell("Tapez les minutes manquées après R : R15.")
            self._show_cells()
            return
        if not mine:
            self._type_for_trainer(cells, typed, then)
            return
        office, session_id = self._desk.office, self._session_id
        if typed:
            marks = [self._mark(place, typed) for place in mine]
            self._do(lambda: attending.record(office, session_id, marks), then)
        else:
            ids = [self._ids(place) for place in mine]
            self._do(lambda: attending.erase_cells(office, session_id, ids), then)

    def _type_for_trainer(self, cells: list[Place], typed: str, then: Place) -> None:
        """Sign, or not, where the row of the trainer is chosen."""
        slots = [
            self._file.slots[column]
            for row, column in cells
            if row == len(self._people) + 1 and column < len(self._file.slots)
        ]
        if slots and typed in {"", Presence.PRESENT.value}:
            self._sign(slots, signed=bool(typed), then=then)
        else:
            self._show_cells()

    def _sign(self, slots: Sequence[Slot], *, signed: bool, then: Place = (0, 0)) -> None:
        ids = [slot.id or 0 for slot in slots]
        office, session_id = self._desk.office, self._session_id
        self._do(lambda: attending.sign_as_trainer(office, session_id, ids, signed=signed), then)

    def _do(self, act: Callable[[], Changes], then: Place) -> None:
        """Run a service that Ctrl+Z takes back; the cell to go to survives the grid."""
        self.table.go_to(self._within(then))
        done = []

        def step() -> Step:
            done.append(undoing.step(self._desk.office, act))
            return done[0]

        self._desk.remove(step)
        if not done:
            # Refused: the grid is still here, and what was typed is not.
            self._show_cells()

    def _mark(self, place: Place, typed: str) -> Attendance:
        presence = Presence(typed[0])
        enrolment_id, slot_id = self._ids(place)
        slot = self._file.slots[place[1]]
        before = self._people[place[0]].marks.get(slot_id)
        proof = Proof.CONNECTION if is_remote_slot(self._file, slot) else Proof.SIGNED
        if before is not None and before.presence.was_there:
            proof = before.proof or proof
        return Attendance(
            enrolment_id=enrolment_id,
            slot_id=slot_id,
            presence=presence,
            minutes_missed=int(typed[1:] or 0),
            proof=proof if presence.was_there else None,
            note=before.note if before else "",
        )

    def _ids(self, place: Place) -> tuple[int, int]:
        row, column = place
        return self._people[row].enrolment.id or 0, self._file.slots[column].id or 0

    def _mine(self, cells: Sequence[Place]) -> list[Place]:
        """Return the cells that hold a mark: no total, no trainer."""
        return [
            (row, column)
            for row, column in cells
            if row < len(self._people) and column < len(self._file.slots)
        ]

    # What is seen -------------------------------------------------------------------------------

    def _fill(self, scanned: Collection[int]) -> None:
        people, slots = self._people, self._file.slots
        for column, slot in enumerate(slots):
            heading = QTableWidgetItem(_heading(slot, is_remote=is_remote_slot(self._file, slot)))
            if slot.id in scanned:
                heading.setIcon(theme.icon("paperclip", theme.current().accent))
                heading.setToolTip("La feuille signée de cette demi-journée est classée.")
            self.table.setHorizontalHeaderItem(column, heading)
            self.table.setItem(len(people), column, _fixed(_count(people, slot)))
            self.table.setItem(len(people) + 1, column, _signed(slot))
        # The hours stand beside the names, where they are seen however many half-days there are.
        followed = [self._file.hours_followed(person) for person in people]
        total = hours(sum(followed, start=Decimal(0)))
        names = [
            f"{person.name} · {hours(each)}" for person, each in zip(people, followed, strict=True)
        ]
        self.table.setVerticalHeaderLabels([*names, f"Présents · {total}", "Formateur"])
        self._show_cells()

    def _show_cells(self) -> None:
        """Show what is saved, in place of a letter that waited for its minutes."""
        for row, person in enumerate(self._people):
            for column, slot in enumerate(self._file.slots):
                self.table.setItem(row, column, _cell(person, slot))

    def _fit(self) -> None:
        self.table.resizeColumnsToContents()
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        side = self.table.verticalHeader()
        side.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def _proofs_told(self) -> str:
        proofs = {mark.proof for person in self._people for mark in person.marks.values()}
        told = [f" {sign} {label(proof)}" for proof, sign in _MARKS.items() if proof in proofs]
        return "".join(told)

    # Menus --------------------------------------------------------------------------------------

    def _show_menu(self, at: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.table.viewport().mapToGlobal(at))

    def menu(self) -> QMenu:
        """Return what can be done with the cells that are selected."""
        menu = QMenu(self)
        cells = self._mine(self.table.chosen)
        here = self.table.currentRow(), self.table.currentColumn()
        for presence in (Presence.PRESENT, Presence.ABSENT, Presence.EXCUSED):
            words = f"{shown.capital(label(presence))}\t{presence.value}"
            _add(menu, words, partial(self._type, cells, presence.value, here))
        late = menu.addMenu("Retard ou départ anticipé")
        for minutes in LATE_MINUTES:
            typed = f"{Presence.LATE.value}{minutes}"
            _add(late, typeset(f"{minutes} min"), partial(self._type, cells, typed, here))
        _add(menu, "Effacer\tSuppr", partial(self._type, cells, "", here))
        menu.addMenu(self.proof_menu(menu))
        menu.addSeparator()
        column, row = self.table.currentColumn(), self.table.currentRow()
        _add(
            menu, "Choisir toute la demi-journée\tCtrl+Espace", partial(self._choose, column=column)
        )
        _add(menu, "Choisir toute la ligne\tMaj+Espace", partial(self._choose, row=row))
        if 0 <= column < len(self._file.slots):
            slot = self._file.slots[column]
            words = "Le formateur n’a pas signé" if slot.trainer_signed else "Le formateur a signé"
            sign = partial(self._sign, [slot], signed=not slot.trainer_signed, then=here)
            _add(menu, words, sign)
        if 0 <= row < len(self._people):
            menu.addSeparator()
            subject = Subject(enrolment_id=self._people[row].enrolment.id)
            _add(menu, "Chevalet", partial(self._desk.show_paper, "name_plates", subject))
            words = "Feuille d’émargement individuelle"
            _add(menu, words, partial(self._desk.show_paper, "attendance_person", subject))
        return menu

    def proof_menu(self, parent: QWidget) -> QMenu:
        """Return the proofs that the presences selected can be given."""
        menu = QMenu("Preuve de la présence", parent)
        for proof in Proof:
            _add(menu, shown.capital(label(proof)), partial(self.prove, proof))
        _add(menu, "Pas encore prouvée", partial(self.prove, None))
        return menu

    def _choose(self, *, row: int = -1, column: int = -1) -> None:
        if row >= 0:
            self.table.selectRow(row)
        elif column >= 0:
            self.table.selectColumn(column)

    # The cell that is kept ----------------------------------------------------------------------

    def _within(self, place: Place) -> Place:
        """Return the cell itself; below the last person comes the next half-day."""
        row, column = place
        if row >= len(self._people) and self.table.currentRow() == len(self._people) - 1:
            row, column = 0, column + 1
        last = self.table.rowCount() - 1, max(self.table.columnCount() - 1, 0)
        return min(max(row, 0), last[0]), min(max(column, 0), last[1])

    # Qt's own interface -------------------------------------------------------------------------

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if isinstance(self._desk, QWidget):
            place = self.table.currentRow(), self.table.currentColumn()
            kept = [self._session_id, *place, self.table.hasFocus()]
            self._desk.setProperty(_PLACE, kept)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not isinstance(self._desk, QWidget):
            return
        kept = self._desk.property(_PLACE)
        if not kept or kept[0] != self._session_id:
            return
        self._desk.setProperty(_PLACE, None)
        _session_id, row, column, had_focus = kept
        if row >= 0:
            self.table.go_to((row, column))
        if had_focus:
            self.table.setFocus()


def _add(menu: QMenu, words: str, act: Callable[[], object]) -> None:
    menu.addAction(words).triggered.connect(lambda _on=False: act())


def _had_left(person: Participant, slot: Slot) -> bool:
    left = person.enrolment.left_on
    return left is not None and left < slot.day


def _heading(slot: Slot, *, is_remote: bool) -> str:
    where = " (distance)" if is_remote else ""
    times = f"{clock(slot.starts_at)} – {clock(slot.ends_at)}"
    return f"{slot.day:%d/%m} {label(slot.day_part)}{where}\n{times}"


def _count(people: Sequence[Participant], slot: Slot) -> str:
    slot_id = slot.id or 0
    marks = [person.marks[slot_id] for person in people if slot_id in person.marks]
    there = sum(mark.presence.was_there for mark in marks)
    return f"{there} / {len(people)}" if marks else ""


def _fixed(words: str) -> QTableWidgetItem:
    item = QTableWidgetItem(words)
    item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
    item.setForeground(QColor(theme.current().muted))
    return item


def _signed(slot: Slot) -> QTableWidgetItem:
    item = _fixed("signé" if slot.trainer_signed else "")
    item.setToolTip("P note la signature du formateur, Suppr la retire.")
    if slot.trainer_signed:
        item.setForeground(QColor(theme.current().success))
    return item


def _cell(person: Participant, slot: Slot) -> QTableWidgetItem:
    mark = person.marks.get(slot.id or 0)
    item = QTableWidgetItem(_written(mark))
    item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
    colours = theme.current()
    if mark is None:
        if _had_left(person, slot):
            item.setText("–")
            item.setToolTip("La personne était déjà partie.")
        return item
    item.setToolTip(_told(mark))
    late = mark.presence is Presence.LATE
    ink = colours.success if mark.presence.was_there else colours.danger
    item.setForeground(QColor(colours.warning if late else ink))
    return item


def _told(mark: Attendance) -> str:
    """Return what a mark says, and what proves it."""
    proof = label(mark.proof) if mark.proof else "sans preuve"
    words = [
        shown.capital(label(mark.presence)),
        f"{mark.minutes_missed} min manquées" if mark.minutes_missed else "",
        proof if mark.presence.was_there else "",
        mark.note,
    ]
    return typeset(" · ".join(filter(None, words)))


def _written(mark: Attendance | None) -> str:
    if mark is None:
        return ""
    sign = ""
    if mark.presence.was_there:
        sign = UNPROVEN if mark.proof is None else _MARKS.get(mark.proof, "")
    return f"{mark.presence.value}{mark.minutes_missed or ''}{sign}"
