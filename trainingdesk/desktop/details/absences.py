"""Whom to tell of an absence, at the end of the day it was typed."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.parts import button
from trainingdesk.domain.sendings import Awaited, SendingItem
from trainingdesk.french import plural, short_date, typeset
from trainingdesk.services import sendings, undoing
from trainingdesk.services.absences import Untold
from trainingdesk.services.paper_data import Subject

MOST = 3
"""People with a line of their own; the others are counted."""


class AbsenceBar(QFrame):
    """A line for each employer to tell, with the notice to make and «déjà prévenu»."""

    def __init__(self, desk: Desk, untold: Sequence[Untold]) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("role", "notice")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for each in untold[:MOST]:
            layout.addLayout(self._line(each))
        if len(untold) > MOST:
            others = plural(len(untold) - MOST, "autre absence", "autres absences")
            layout.addWidget(QLabel(typeset(f"Et {others} à signaler."), self))
        if not untold:
            self.hide()

    def _line(self, untold: Untold) -> QHBoxLayout:
        person = untold.participant
        today = untold.day == self._desk.office.today()
        when = "aujourd’hui" if today else short_date(untold.day)
        words = QLabel(typeset(f"Prévenir l’employeur de {person.name} ({when})"), self)
        words.setToolTip(untold.employer)
        words.setWordWrap(True)
        seat_id = person.enrolment.id or 0
        show = partial(self._desk.show_paper, "absence_notice", Subject(enrolment_id=seat_id))
        awaited = Awaited(item=SendingItem.EMPLOYER_TOLD, enrolment_id=seat_id)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(words, 1)
        line.addWidget(button("Préparer l’avis", "mail", show))
        line.addWidget(button("Déjà prévenu", "check", partial(self._note, awaited)))
        return line

    def _note(self, awaited: Awaited) -> None:
        office = self._desk.office
        note = partial(sendings.note_sent, office, awaited)
        self._desk.remove(partial(undoing.step, office, note))
