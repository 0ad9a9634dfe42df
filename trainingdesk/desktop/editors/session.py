"""A session: its course, place, prices and slots."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import cast

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QFormLayout, QPushButton

from trainingdesk.desktop import theme
from trainingdesk.desktop.editors.choosing import offer_records, required
from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.editors.session_kind import KindChoice
from trainingdesk.desktop.errors import sentence
from trainingdesk.desktop.forms.session import Ui_SessionForm
from trainingdesk.desktop.widgets.binding import reveal
from trainingdesk.domain.clashes import Clash, kept_note, sentences
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.sessions import Modality, SessionState, Slot, TrainingSession
from trainingdesk.french import parse_amount, short_date, typeset
from trainingdesk.services import (
    calendars,
    capacity,
    conditions,
    planning,
    session_kinds,
    session_starts,
)
from trainingdesk.services.changes import Changes
from trainingdesk.services.clashes import clashes
from trainingdesk.services.closed_days import closed_days
from trainingdesk.services.session_starts import Start
from trainingdesk.services.writing import write_whole
from trainingdesk.storage import catalogue, offers
from trainingdesk.storage import sessions as store

_FROM_COURSE = ("price_per_person", "minimum", "maximum")


class SessionEditor(Editor[TrainingSession]):
    """One running of a course, new, copied (`copied_id`) or sold (`proposal_id`)."""

    form = Ui_SessionForm
    record = TrainingSession
    noun = "Session"
    fresh = "nouvelle"

    def load(self, row_id: int | None) -> TrainingSession:
        """Return the session, or what the context says a new one starts from."""
        self._slots: tuple[Slot, ...] = ()
        self._kept: tuple[Slot, ...] = ()
        self._settled: set[tuple[object, ...]] = set()
        db = self.office.db
        if row_id is not None:
            session = store.SESSIONS.get(db, row_id)
            self._kept = store.slots_of(db, row_id)
            start = Start(session=session)
        else:
            start = self._start()
        self._start_from = start
        self._offer(start.session)
        if start.session.state is not SessionState.CLOSED:
            # Closing has its checklist, and opening again its reason: neither is a choice here.
            self.ui.state.removeItem(self.ui.state.findData(SessionState.CLOSED.value))
        return start.session

    def shown(self) -> None:
        """Show the slots and what depends on the course and the venue."""
        self.ui.slot_table.prepare(self.office.today, offers.trainers(self.office.db), self._rooms)
        self.ui.slot_table.suppose(self._start_from.trainer_ids, self._start_from.days)
        usual = conditions.in_force(self.office).rules.hours
        self.ui.slot_table.suppose_days(usual, closed_days(self.office))
        self.ui.slot_table.show_records(self._kept)
        self._count_alone()
        self._show_place()
        self.ui.course_id.currentIndexChanged.connect(self._course_chosen)
        self.ui.venue_id.currentIndexChanged.connect(self._venue_chosen)
        self.ui.modality.currentIndexChanged.connect(self._show_place)
        self.ui.self_paced_hours.textChanged.connect(self._count_alone)
        self.ui.slot_table.edited.connect(self.touch)
        self.ui.slot_table.first.textEdited.connect(self.touch)
        self.ui.slot_table.phrase.textEdited.connect(self.touch)
        self._settled = {clash.key for clash in self._clashes_shown()}
        self._tell_clashes()
        self.ui.slot_table.edited.connect(self._tell_clashes)
        for box in (self.ui.room_id, self.ui.modality, self.ui.state):
            box.currentIndexChanged.connect(self._tell_clashes)
        self.ui.clash_box.kept.connect(self._keep_clashes)
        self._choose_kind()
        self._tell_capacity()
        self.ui.maximum.textChanged.connect(self._tell_capacity)
        self.ui.slot_table.edited.connect(self._tell_capacity)
        self.ui.slot_table.edited.connect(self._show_place)
        for box in (self.ui.room_id, self.ui.modality):
            box.currentIndexChanged.connect(self._tell_capacity)
        if self._copied_id is not None:
            self._offer_copy(self._copied_id)
        if self.row_id is not None:
            self._offer_calendar()
        if not self.value.course_version_id:
            self.ui.course_id.setFocus()
        if self.value.state is SessionState.CLOSED:
            self.only_show()
            for group in (self.ui.group_3, self.ui.group_17, self.ui.group_25):
                group.setEnabled(False)
            self._tell("Session clôturée : rouvrez-la (bouton « Plus ») pour la modifier.")

    def complete(self, value: TrainingSession) -> TrainingSession:
        """Take the slots along.

        Raises:
            RuleBroken: the course is missing, or dates were written that make no slots yet.
        """
        required(value.course_version_id, "course_version_id", "Choisissez la formation.")
        if self.ui.slot_table.phrase.text().strip():
            raise RuleBroken(
                "Des dates écrites en clair attendent : choisissez « Ajouter ces dates », ou "
                "effacez-les.",
                "slots",
            )
        self._slots = self.ui.slot_table.records()
        return value

    def store(self, value: TrainingSession) -> Changes:
        """Write the session; one that a proposal sold is linked to it.

        Raises:
            RuleBroken: it has clashes that nobody kept yet, or cannot be planned.
        """
        people = self._people_coming
        self._refuse_new_clashes(clashes(self.office, value, self._slots, trainee_ids=people))
        sold = self.context.get("proposal_id")
        if isinstance(sold, int) and value.id is None:
            return session_starts.plan_sold(self.office, sold, value, self._slots)
        if self._copied_id is not None and self.ui.copy_people.isChecked():
            return session_starts.plan_like(self.office, self._copied_id, value, self._slots)
        return planning.plan_session(self.office, value, self._slots)

    def mark(self, field: str, words: str) -> bool:
        """Say of slots that are refused why, below them."""
        if field == "slots":
            self.ui.slot_table.tell(words)
            return True
        if field == "clashes":
            self.ui.slot_table.warn(words)
            reveal(self.ui.clash_box)
            self.ui.clash_box.keep.setFocus()
            return True
        return super().mark(field, words)

    def _clashes_shown(self) -> tuple[Clash, ...]:
        """Return the clashes of what the form shows, as far as it can be read."""
        session = replace(
            self.value,
            room_id=self.ui.room_id.currentData(),
            modality=Modality(self.ui.modality.currentData()),
            state=SessionState(self.ui.state.currentData()),
        )
        slots = self.ui.slot_table.peek()
        return clashes(self.office, session, slots, trainee_ids=self._people_coming)

    def _tell_clashes(self) -> None:
        self._show_clashes(self._clashes_shown())

    def _show_clashes(self, found: Sequence[Clash]) -> list[Clash]:
        new = [clash for clash in found if clash.key not in self._settled]
        known = [clash for clash in found if clash.key in self._settled]
        self.ui.clash_box.show_clashes(sentences(known), sentences(new))
        return new

    def _refuse_new_clashes(self, found: Sequence[Clash]) -> None:
        if self._show_clashes(found):
            raise RuleBroken(
                "Cette session a des conflits de planning : changez les créneaux, ou choisissez "
                "« Garder quand même ».",
                "clashes",
            )

    def _keep_clashes(self) -> None:
        """Note in the session what is wanted twice and why, and save."""
        found = self._clashes_shown()
        new = [clash for clash in found if clash.key not in self._settled]
        noted = kept_note(new, self.ui.clash_box.reason.text(), self.office.today())
        notes = [self.ui.notes.toPlainText(), noted if new else ""]
        self.ui.notes.setPlainText("\n".join(filter(None, notes)))
        self._settled |= {clash.key for clash in new}
        self.ui.clash_box.reason.clear()
        self.save()

    @property
    def _copied_id(self) -> int | None:
        copied = self.context.get("copied_id")
        return copied if isinstance(copied, int) and self.row_id is None else None

    @property
    def _people_coming(self) -> tuple[int, ...]:
        """The people that a copy takes along."""
        if self._copied_id is None or not self.ui.copy_people.isChecked():
            return ()
        seats = session_starts.people_of(self.office, self._copied_id)
        return tuple(seat.trainee_id for seat in seats if seat.trainee_id is not None)

    def _offer_copy(self, copied_id: int) -> None:
        """Let choose whether the people and the trainers of the former session come along."""
        count = len(session_starts.people_of(self.office, copied_id))
        self.ui.copy_people.setText(f"les {count} inscrits" if count > 1 else "l’inscrit")
        self.ui.copy_people.setVisible(count > 0)
        self.ui.copy_trainers.setVisible(bool(self._start_from.trainer_ids))
        self.ui.copy_box.setVisible(count > 0 or bool(self._start_from.trainer_ids))
        self.ui.copy_trainers.toggled.connect(self._copy_trainers)
        for tell in (self._tell_clashes, self._tell_capacity, self._propose_kind):
            self.ui.copy_people.toggled.connect(tell)

    def _copy_trainers(self) -> None:
        trainers = self._start_from.trainer_ids if self.ui.copy_trainers.isChecked() else ()
        self.ui.slot_table.teach_by(trainers)
        self._tell_clashes()

    def _choose_kind(self) -> None:
        self._kind = KindChoice(self.ui.kind, self.ui.kind_hint, is_chosen=self.row_id is not None)
        settled = session_kinds.settled_by(self.office, self.row_id) if self.row_id else ""
        if isinstance(self.context.get("proposal_id"), int):
            settled = "Fixé par la proposition acceptée"
        if settled:
            self._kind.settle(settled)
        self._propose_kind()
        self.ui.price_for_group.textChanged.connect(self._propose_kind)

    def _propose_kind(self) -> None:
        """Propose what the people and the price make of the session."""
        copied = self._copied_id if self.ui.copy_people.isChecked() else None
        try:
            price = parse_amount(self.ui.price_for_group.text())
        except ValueError:
            price = None
        session = replace(self.value, price_for_group=price)
        self._kind.propose(session_kinds.proposed_kind(self.office, session, self.row_id or copied))

    def _tell_capacity(self) -> None:
        """Tell when more people come than the session admits or its rooms have chairs for."""
        typed = self.ui.maximum.text().strip()
        session = replace(
            self.value,
            maximum=int(typed) if typed.isdecimal() else None,
            room_id=self.ui.room_id.currentData(),
            modality=Modality(self.ui.modality.currentData()),
        )
        people = capacity.seated(self.office, self.row_id) if self.row_id else 0
        if self._copied_id is not None and self.ui.copy_people.isChecked():
            people = len(session_starts.people_of(self.office, self._copied_id))
        told = capacity.too_many(self.office, session, self.ui.slot_table.peek(), people)
        self.ui.capacity.setText(typeset("\n".join(told)))
        self.ui.capacity.setVisible(bool(told))

    def _offer_calendar(self) -> None:
        export = QPushButton(theme.icon("calendar-days"), "Exporter .ics", self)
        export.setAutoDefault(False)
        export.setToolTip("Écrire les créneaux enregistrés dans un fichier pour un autre agenda")
        export.clicked.connect(self._export_calendar)
        self.buttons.addButton(export, QDialogButtonBox.ButtonRole.ActionRole)

    def _export_calendar(self) -> None:
        """Ask where, then write the slots as they were saved."""
        try:
            content = calendars.session_calendar(self.office, self.row_id or 0)
            folder = QStandardPaths.writableLocation(
                QStandardPaths.StandardLocation.DocumentsLocation
            )
            chosen, _filter = QFileDialog.getSaveFileName(
                self,
                "Exporter les créneaux",
                f"{folder}/{self.value.number}.ics",
                "Fichier d’agenda (*.ics)",
            )
            if chosen:
                path = Path(chosen)
                file = write_whole(path if path.suffix else path.with_suffix(".ics"), content)
                self.desk.tell(typeset(f"Créneaux exportés : {file.name}"))
        except (RuleBroken, OSError) as error:
            self._tell(sentence(error))

    def _start(self) -> Start:
        copied, sold = self.context.get("copied_id"), self.context.get("proposal_id")
        course = self.context.get("course_id")
        if isinstance(copied, int):
            return session_starts.like(self.office, copied)
        if isinstance(sold, int):
            return session_starts.from_proposal(self.office, sold)
        if isinstance(course, int):
            latest = catalogue.latest_version(self.office.db, course)
            return session_starts.from_course(self.office, latest.id or 0)
        return Start(session=TrainingSession(number="", course_version_id=0, title=""))

    def _offer(self, session: TrainingSession) -> None:
        db = self.office.db
        course = None
        if session.course_version_id:
            course = catalogue.version(db, session.course_version_id).course_id
        self.ui.course_id.fill(offers.courses(db, course))
        self.ui.course_id.choose(course)
        self._offer_versions(course)
        offer_records(
            self,
            "venue_id",
            lambda: offers.venues(db, session.venue_id),
            "venue",
            "Nouveau lieu",
            empty="À fixer",
        )
        self._offer_rooms(session.venue_id)
        self.binding.offer("entrusted_by_id", offers.training_offices(db), empty="Personne")

    def _offer_versions(self, course: int | None) -> None:
        known = catalogue.versions(self.office.db, course) if course else []
        choices = []
        for version_id, number in known:
            day = catalogue.version(self.office.db, version_id).sheet.version_date
            dated = f" du {short_date(day)}" if day else ""
            choices.append((version_id, f"version {number}{dated}"))
        self.binding.offer("course_version_id", choices)

    def _offer_rooms(self, venue: int | None) -> None:
        rooms = offers.rooms(self.office.db, venue) if venue else []
        self.binding.offer("room_id", rooms, empty="À fixer" if venue else "—")

    def _course_chosen(self) -> None:
        """Propose what a course says; what was typed meanwhile stays."""
        course = self.ui.course_id.currentData()
        self._offer_versions(course)
        self.touch()
        if course is None:
            return
        self.ui.course_version_id.setCurrentIndex(0)
        version_id = self.ui.course_version_id.currentData()
        start = session_starts.from_course(self.office, version_id)
        self.binding.put("title", start.session.title)
        for name in _FROM_COURSE:
            if not getattr(self.ui, name).text():
                self.binding.put(name, getattr(start.session, name))
        self.ui.slot_table.suppose(start.trainer_ids, start.days)

    def _venue_chosen(self) -> None:
        self._offer_rooms(self.ui.venue_id.currentData())
        self.ui.slot_table.leave_rooms()
        self.touch()

    def _rooms(self) -> list[tuple[int, str]]:
        venue = self.ui.venue_id.currentData()
        return offers.rooms(self.office.db, venue) if venue else []

    def _show_place(self) -> None:
        """A session at a distance has no venue, one in a room no link; half-days tell its dates."""
        modality = Modality(self.ui.modality.currentData())
        at_place = modality in {Modality.ON_SITE, Modality.MIXED}
        for box in (self.ui.venue_id, self.ui.room_id):
            box.setEnabled(at_place)
        slots = self.ui.slot_table.peek()
        form = cast("QFormLayout", self.ui.starts_on.parentWidget().layout())
        form.setRowVisible(self.ui.period_row, not slots)
        is_far = any(slot.is_remote for slot in slots)
        self.ui.remote_link.setEnabled(modality is not Modality.ON_SITE or is_far)

    def _count_alone(self) -> None:
        try:
            hours = parse_amount(self.ui.self_paced_hours.text())
        except ValueError:
            hours = Decimal(0)
        self.ui.slot_table.count_alone(hours)
