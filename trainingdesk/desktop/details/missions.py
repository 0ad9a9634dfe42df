"""Missions: of a trainer in all sessions, and of all trainers in one session."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPushButton, QTableWidget, QVBoxLayout, QWidget

from trainingdesk.desktop import theme
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.parts import button, day_of, row
from trainingdesk.desktop.widgets.detail import ShortTable, small_table
from trainingdesk.desktop.widgets.shown import capital, days
from trainingdesk.domain.labels import label
from trainingdesk.domain.missions import PAPERS, Mission, MissionState, hours_taught, slots_of
from trainingdesk.domain.session_file import SessionFile
from trainingdesk.domain.sessions import SessionState
from trainingdesk.domain.teaching import TrainerKind
from trainingdesk.french import euros, hours
from trainingdesk.services import missions
from trainingdesk.services.changes import Changes
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import missions as store
from trainingdesk.storage import sessions
from trainingdesk.storage.missions import Assignment

_INKS = {
    MissionState.TO_PREPARE: "warning",
    MissionState.TO_SEND: "warning",
    MissionState.SENT: "",
    MissionState.SIGNED: "success",
}
_OVER = {SessionState.CLOSED, SessionState.CANCELLED, SessionState.POSTPONED}


def trainer_missions(desk: Desk, trainer_id: int) -> QWidget:
    """Return what a trainer was given to teach, and how far each contract or letter is."""
    found = store.of_trainer(desk.office.db, trainer_id)
    return _Missions(
        desk,
        found,
        ("Session", "État", "Depuis le", "Dates", "Durée", "Prix HT", "Formation"),
        lambda each: (each.number, each.title),
        "Aucune session confiée à ce formateur : désignez-le dans les créneaux d’une session.",
        to_session=True,
    )


def missions_view(desk: Desk, file: SessionFile) -> QWidget:
    """Return the trainers of a session, and how far each contract or letter is."""
    found = store.of_session(desk.office.db, file.session.id or 0)
    return _Missions(
        desk,
        found,
        ("Formateur", "État", "Depuis le", "Dates", "Durée", "Prix HT", "Statut"),
        lambda each: (each.trainer, label(each.kind)),
        "Aucun formateur n’est désigné dans les créneaux de cette session.",
    )


class _Missions(QWidget):
    """The list and what is done with the mission that is chosen."""

    def __init__(
        self,
        desk: Desk,
        found: Sequence[Assignment],
        captions: Sequence[str],
        ends: Callable[[Assignment], tuple[str, str]],
        empty: str,
        *,
        to_session: bool = False,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._found = found
        records = [
            missions.mission(desk.office, each.session_id, each.trainer_id) for each in found
        ]
        self.table = small_table(
            captions,
            [
                (first, *self._figures(each, record), last)
                for each, record in zip(found, records, strict=True)
                for first, last in (ends(each),)
            ],
            right=(4, 5),
            long=(0, 6),
            empty=empty,
            opened=lambda place: self._edit(found[place]),
        )
        self._colour(records)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(row(*self._buttons(to_session=to_session)))
        layout.addWidget(self.table, 1)

    def _buttons(self, *, to_session: bool) -> list[QPushButton]:
        held = bool(self._found)
        made = [
            button("Modifier…", "pencil", lambda: self._with(self._edit), enabled=held),
            button("Voir le document", "eye", lambda: self._with(self._show), enabled=held),
            button("Envoyée", "send", lambda: self._do(missions.note_sent), enabled=held),
            button("Signée", "stamp", lambda: self._do(missions.note_signed), enabled=held),
        ]
        made[2].setToolTip("Noter que le contrat ou la lettre part aujourd’hui")
        made[3].setToolTip("Noter que le contrat ou la lettre revient signé aujourd’hui")
        if to_session:
            made.append(button("Session", "calendar-days", lambda: self._with(self._go)))
            made[-1].setEnabled(held)
            made[-1].setToolTip("Ouvrir la session choisie")
        return made

    def _figures(self, each: Assignment, record: Mission) -> tuple[str, str, str, str, str]:
        slots = slots_of(each.trainer_id, sessions.slots_of(self._desk.office.db, each.session_id))
        price = record.price(slots) if each.kind is TrainerKind.SUBCONTRACTOR else None
        return (
            capital(label(record.state)),
            day_of(record.signed_on or record.sent_on),
            days(each.first_day, each.last_day),
            hours(hours_taught(slots)),
            euros(price) if price is not None else "–",
        )

    def _colour(self, records: Sequence[Mission]) -> None:
        if not isinstance(self.table, QTableWidget):
            return
        for place, (each, record) in enumerate(zip(self._found, records, strict=True)):
            ink = _INKS[record.state]
            cell = self.table.item(place, 1)
            is_late = record.state is not MissionState.SIGNED and each.state in _OVER
            if cell is not None and ink and not is_late:
                cell.setForeground(QColor(getattr(theme.current(), ink)))

    def _with(self, act: Callable[[Assignment], object]) -> None:
        place = self.table.currentRow() if isinstance(self.table, ShortTable) else -1
        if place < 0 and len(self._found) == 1:
            place = 0
        if place < 0:
            self._desk.tell("Choisissez d’abord une mission de la liste.")
        else:
            act(self._found[place])

    def _edit(self, each: Assignment) -> None:
        self._desk.edit("mission", None, session_id=each.session_id, trainer_id=each.trainer_id)

    def _go(self, each: Assignment) -> None:
        self._desk.go_to("sessions", each.session_id)

    def _show(self, each: Assignment) -> None:
        subject = Subject(session_id=each.session_id, trainer_id=each.trainer_id)
        self._desk.show_paper(PAPERS[each.kind], subject)

    def _do(self, act: Callable[..., Changes]) -> None:
        def done(each: Assignment) -> None:
            self._desk.perform(
                partial(act, self._desk.office, each.session_id, each.trainer_id), self.window()
            )

        self._with(done)
