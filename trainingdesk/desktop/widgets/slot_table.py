"""The slots of a session, typed one by one or laid out day after day."""

import dataclasses
from collections.abc import Callable, Collection, Sequence
from datetime import date, time
from decimal import Decimal
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from trainingdesk import french
from trainingdesk.desktop import theme
from trainingdesk.desktop.widgets.binding import typed_kinds
from trainingdesk.desktop.widgets.cell_table import Cell, CellTable, Choices
from trainingdesk.domain.closed_days import ClosedDay
from trainingdesk.domain.conditions.rules import DayHours
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.scheduling import (
    half_days,
    read_hours,
    slot_after,
    slots_on,
    teaching_days,
    written_hours,
)
from trainingdesk.domain.sessions import Slot, checked_slots, in_hours
from trainingdesk.domain.shifts import ONE_WEEK, shifted
from trainingdesk.domain.slot_phrases import EXAMPLE, read_slots

_SHORT_DAYS = tuple(day[:3] for day in french.DAYS)


class SlotTable(CellTable):
    """Slots with who teaches where; two that overlap are told at once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today: Callable[[], date] = date.today
        self._alone = Decimal(0)
        self._trainers: tuple[int, ...] = ()
        self._usual: DayHours | None = None
        self._closed: Collection[ClosedDay] = ()
        self._is_untaught = True
        self._make_phrase()
        self.count = QLineEdit("1", self)
        self.count.setMaximumWidth(56)
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.count.setAccessibleName("Nombre de jours à ajouter")
        self.rhythm = QComboBox(self)
        self.rhythm.setAccessibleName("Rythme des jours")
        self.rhythm.addItem("jours ouvrés", None)
        for number, day in enumerate(french.DAYS[:6]):
            self.rhythm.addItem(f"{day}s", number)
        self.first = QLineEdit(self)
        self.first.setAccessibleName("Premier jour")
        self.first.setPlaceholderText("18/05, lundi, +7…")
        self.first.setMaximumWidth(130)
        self.hours = QLineEdit(written_hours(half_days()), self)
        self.hours.setAccessibleName("Horaires d’une journée")
        self.hours.setMinimumWidth(210)
        self.more = QPushButton(theme.icon("calendar-days"), "Ajouter des jours", self)
        self.more.setAutoDefault(False)
        self.more.setToolTip(
            "Ajouter ces jours sans les week-ends, les jours fériés ni les jours de fermeture"
        )
        self.more.clicked.connect(self.add_days)
        self.first.returnPressed.connect(self.add_days)
        self._make_shift()
        self._lay_out_helper()

    def prepare(
        self, today: Callable[[], date], trainers: Choices, rooms: Callable[[], Choices]
    ) -> None:
        """Set the columns; *rooms* are those of the venue that is chosen when a list opens."""
        self._today = today
        kinds = typed_kinds(today)
        self.arrange(
            (
                Cell(
                    field="day",
                    caption="Jour",
                    get=lambda slot: slot.day,
                    put=lambda slot, day: dataclasses.replace(slot, day=day),
                    typed=kinds[date],
                    show=lambda day: f"{_SHORT_DAYS[day.weekday()]}. {french.short_date(day)}",
                    width=130,
                ),
                _time("starts_at", "Début", kinds[time]),
                _time("ends_at", "Fin", kinds[time]),
                Cell(
                    field="hours",
                    caption="Durée",
                    get=lambda slot: slot.hours,
                    show=french.hours,
                    right=True,
                    width=80,
                ),
                Cell(
                    field="room_id",
                    caption="Salle",
                    get=lambda slot: slot.room_id,
                    put=lambda slot, room: dataclasses.replace(slot, room_id=room),
                    choices=lambda: [(None, "celle de la session"), *rooms()],
                    width=150,
                ),
                Cell(
                    field="is_remote",
                    caption="À distance",
                    get=lambda slot: slot.is_remote,
                    put=lambda slot, remote: dataclasses.replace(slot, is_remote=remote),
                    width=104,
                ),
                Cell(
                    field="trainer_ids",
                    caption="Formateurs",
                    get=lambda slot: slot.trainer_ids,
                    put=lambda slot, chosen: dataclasses.replace(slot, trainer_ids=chosen),
                    choices=lambda: trainers,
                    several=True,
                    width=160,
                    stretches=True,
                ),
            ),
            self._next,
            ordered=False,
            keeps_blank=True,
        )

    def suppose_days(self, usual: DayHours | None, closed: Collection[ClosedDay]) -> None:
        """Set the office's usual hours, where it has some, and the days on which it is closed."""
        self._usual, self._closed = usual, closed
        self.hours.setText(written_hours(half_days(usual)))

    def count_alone(self, hours: Decimal) -> None:
        """Add these hours of learning alone to the total."""
        self._alone = hours
        self.recount()

    def suppose(self, trainer_ids: tuple[int, ...], days: int) -> None:
        """Propose who teaches and how many days, for slots that are still to be added."""
        self._trainers = trainer_ids
        self.count.setText(str(max(days, 1)))

    def teach_by(self, trainer_ids: tuple[int, ...]) -> None:
        """Give all slots, and those still to be added, to these trainers."""
        self._trainers = trainer_ids
        self.show_records(
            [dataclasses.replace(slot, trainer_ids=trainer_ids) for slot in self.peek()]
        )

    def leave_rooms(self) -> None:
        """Send every slot back to the session's own room: the venue has changed."""
        self.show_records([dataclasses.replace(slot, room_id=None) for slot in self.peek()])

    def add_phrase(self) -> None:
        """Add the slots that the sentence asks for, and say which days it lost."""
        try:
            outline = read_slots(
                self.phrase.text(), self._today(), usual=self._usual, closed=self._closed
            )
        except RuleBroken as error:
            self._tell_of_phrase("", str(error))
            self.phrase.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._add_slots(outline.slots)
        self._tell_of_phrase(outline.remark, "")
        self.phrase.clear()

    def add_days(self) -> None:
        """Add the half-days of the days that are asked for, after those there are."""
        try:
            first = french.parse_day(self.first.text(), self._today())
        except ValueError:
            self.tell("Écrivez le premier jour à ajouter, par exemple 18/05/2026 ou lundi.")
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        try:
            hours = read_hours(self.hours.text())
            count = int(self.count.text()) if self.count.text().strip().isdecimal() else 0
            closed = {each.day for each in self._closed}
            days = teaching_days(first, count, self.rhythm.currentData(), closed)
        except RuleBroken as error:
            self.tell(str(error))
            return
        self._add_slots(slots_on(days, hours))
        self.first.clear()

    def shift_all(self) -> None:
        """Move all dates by the number that is typed."""
        slots: Sequence[Slot] = self.peek()
        if not slots:
            self.warn("Ajoutez d’abord des dates à décaler.")
            return
        try:
            by = int(self.by.text()) * self.by_unit.currentData()
            moved = shifted([slot.day for slot in slots], by, {each.day for each in self._closed})
        except ValueError:
            self.warn("Écrivez de combien décaler, par exemple 1, ou -1 pour reculer.")
            return
        except RuleBroken as error:
            self.warn(str(error))
            return
        new = [dataclasses.replace(slot, day=moved[slot.day]) for slot in slots]
        self.show_records(sorted(new, key=lambda slot: slot.start))
        self._changed()

    def recount(self) -> None:
        """Write the days and hours below."""
        slots = self.peek()
        total = in_hours(sum(slot.minutes for slot in slots))
        days = french.plural(len({slot.day for slot in slots}), "jour")
        words = f"{days} · {french.hours(total)}" if slots else "Dates à fixer"
        if self._alone:
            words += f" + {french.hours(self._alone)} seul = {french.hours(total + self._alone)}"
        self.foot.setText(words)

    def show_records(self, records: Sequence[Slot]) -> None:
        """Show slots in place of those before."""
        super().show_records(records)
        self._is_untaught = not any(slot.trainer_ids for slot in records)

    def objection(self) -> str:
        """Return which slots overlap, if any do."""
        try:
            checked_slots(self.peek())
        except RuleBroken as error:
            return str(error)
        return ""

    def _changed(self) -> None:
        if self._is_untaught:
            self._teach_all()
        super()._changed()

    def _teach_all(self) -> None:
        """Give every slot to who is named first: most sessions keep their trainers throughout."""
        slots: Sequence[Slot] = self.peek()
        named = next((slot.trainer_ids for slot in slots if slot.trainer_ids), ())
        if not named:
            return
        self._is_untaught = False
        column = [cell.field for cell in self._rows.cells].index("trainer_ids")
        for row, slot in enumerate(slots):
            if not slot.trainer_ids:
                self._rows.setData(self._rows.index(row, column), named)

    def _tell_of_phrase(self, remark: str, unclear: str) -> None:
        for label, words in ((self.remark, remark), (self._unclear, unclear)):
            label.setText(words)
            label.setVisible(bool(words))
        self.phrase.setAccessibleDescription(unclear or remark)

    def _add_slots(self, slots: Sequence[Slot]) -> None:
        """Add slots among those there are, taught by who teaches the last of them."""
        known: Sequence[Slot] = self.peek()
        trainers = known[-1].trainer_ids if known else self._trainers
        new = [dataclasses.replace(slot, trainer_ids=trainers) for slot in slots]
        self.show_records(sorted([*known, *new], key=lambda slot: slot.start))
        self._changed()

    def _next(self) -> Slot:
        slots = self.peek()
        last = max(slots, key=lambda slot: slot.start) if slots else None
        closed = {each.day for each in self._closed}
        made = slot_after(last, self._today(), self._usual, closed)
        return made if slots else dataclasses.replace(made, trainer_ids=self._trainers)

    def _make_phrase(self) -> None:
        self.phrase = QLineEdit(self)
        self.phrase.setAccessibleName("Dates et horaires en clair")
        self.phrase.setPlaceholderText(EXAMPLE)
        self.phrase.setToolTip(
            f"Par exemple{french.NBSP}: {EXAMPLE}\n"
            "ou lundi et mardi pendant 4 semaines à partir du 11/01\n"
            "ou du 12 au 14/01, ou 12/01 et 14/01 matin à distance"
        )
        self.lay_out = QPushButton(theme.icon("plus"), "Ajouter ces dates", self)
        self.lay_out.setAutoDefault(False)
        self.lay_out.clicked.connect(self.add_phrase)
        self.phrase.returnPressed.connect(self.add_phrase)
        self.remark = QLabel(self)
        self.remark.setWordWrap(True)
        self.remark.setProperty("role", "muted")
        self.remark.hide()
        self._unclear = QLabel(self)
        self._unclear.setWordWrap(True)
        self._unclear.setProperty("role", "error")
        self._unclear.hide()

    def _make_shift(self) -> None:
        self.by = QLineEdit("1", self)
        self.by.setMaximumWidth(56)
        self.by.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.by.setAccessibleName("Décaler de combien, en arrière avec un signe moins")
        self.by_unit = QComboBox(self)
        self.by_unit.setAccessibleName("Unité du décalage")
        self.by_unit.addItem("semaines", ONE_WEEK)
        self.by_unit.addItem("jours", 1)
        self.shift = QPushButton(theme.icon("calendar-days"), "Décaler", self)
        self.shift.setAutoDefault(False)
        self.shift.setToolTip(
            "Décaler toutes les dates, -1 pour une semaine plus tôt, sans tomber sur un jour férié "
            "ni un jour de fermeture"
        )
        self.shift.clicked.connect(self.shift_all)
        self.by.returnPressed.connect(self.shift_all)

    def _lay_out_helper(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for part in (self.count, self.rhythm, "à partir du", self.first, self.hours, self.more):
            row.addWidget(QLabel(part, self) if isinstance(part, str) else part)
        row.addStretch(1)
        said = QHBoxLayout()
        said.setSpacing(8)
        said.addWidget(QLabel("Dates en clair", self))
        said.addWidget(self.phrase, 1)
        said.addWidget(self.lay_out)
        words = QLabel("Décaler tout de", self)
        for place, each in enumerate((words, self.by, self.by_unit, self.shift), 2):
            self._bar.insertWidget(place, each)
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertLayout(0, said)
            layout.insertWidget(1, self.remark)
            layout.insertWidget(2, self._unclear)
            layout.insertLayout(3, row)
        parts = [
            self.phrase,
            self.lay_out,
            self.count,
            self.rhythm,
            self.first,
            self.hours,
            self.more,
            self.grid,
        ]
        for before, after in pairwise(parts):
            QWidget.setTabOrder(before, after)

    # Qt's own interface -------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter adds the days: it must not reach the window's «Enregistrer».
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()
        else:
            super().keyPressEvent(event)


def _time(field: str, caption: str, typed: Any) -> Cell[Slot]:  # noqa: ANN401
    return Cell(
        field=field,
        caption=caption,
        get=lambda slot: getattr(slot, field),
        put=lambda slot, at: dataclasses.replace(slot, **{field: at}),
        typed=typed,
        show=french.clock,
        width=80,
    )
