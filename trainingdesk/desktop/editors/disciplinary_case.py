"""A disciplinary case, step by step: the days that the law leaves are told as one types."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial
from typing import cast

from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QPushButton

from trainingdesk.desktop import theme
from trainingdesk.desktop.editors.choosing import required
from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.editors.fee_events import Topic
from trainingdesk.desktop.forms.disciplinary_case import Ui_DisciplinaryCaseForm
from trainingdesk.desktop.widgets.binding import FormInvalidError, choices_of, show_row
from trainingdesk.desktop.widgets.shown import capital
from trainingdesk.domain.conditions.kinds import Sanction
from trainingdesk.domain.discipline import Delivery, DisciplinaryCase, Outcome, Setting, Stage
from trainingdesk.domain.labels import label
from trainingdesk.domain.session_file import SessionFile
from trainingdesk.french import typeset
from trainingdesk.services import discipline
from trainingdesk.services.changes import Changes
from trainingdesk.services.paper_data import Subject
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import discipline as store
from trainingdesk.storage import sessions

CAME = ((True, "s’est présenté"), (False, "ne s’est pas présenté"))
NOTHING = "—"


class DisciplinaryCaseEditor(Editor[DisciplinaryCase]):
    """One case; a new one is of `session_id`, and of `enrolment_id` where it is known."""

    form = Ui_DisciplinaryCaseForm
    record = DisciplinaryCase
    noun = "Procédure disciplinaire"
    fresh = "nouvelle"

    def prepare(self) -> None:
        """Offer what may be chosen, and lead each button to its letter."""
        self._setting = Setting()
        self._offer_scale()
        self.binding.offer("attended", CAME, empty=NOTHING)
        for name in ("summons_channel", "notice_channel"):
            self.binding.offer(name, choices_of(Delivery), empty=NOTHING)
        letters = {
            self.ui.paper_precaution: "precautionary_exclusion",
            self.ui.paper_summons: "hearing_summons",
            self.ui.paper_procedure: "procedure_information",
            self.ui.paper_notice: "sanction_notice",
            self.ui.paper_employer: "sanction_information",
        }
        for button, key in letters.items():
            button.setIcon(theme.icon("file-text"))
            button.clicked.connect(partial(self._write_letter, key))
        self.ui.paper_funder.setIcon(theme.icon("file-text"))
        self.ui.paper_funder.clicked.connect(self.write_to_funders)
        self._end = self._action("ban", "Mettre fin à l’inscription…", self.end_enrolment)
        self._end.setToolTip("L’exclusion définitive laisse la place libre et arrête les heures")
        self._close = self._action("check", "Clore", self.close_case)
        self._reopen = self._action("undo-2", "Rouvrir", self.reopen_case)

    def load(self, row_id: int | None) -> DisciplinaryCase:
        """Return the case, or one of today's facts, heard where the session is held."""
        db = self.office.db
        if row_id is not None:
            case = store.CASES.get(db, row_id)
            self._offer_people(sessions.ENROLMENTS.get(db, case.enrolment_id).session_id)
            self._judge(case)
            return case
        file = self._offer_people(self._given("session_id") or 0)
        return DisciplinaryCase(
            enrolment_id=self._given("enrolment_id") or 0,
            happened_on=self.office.today(),
            facts="",
            hearing_place=file.place,
            heard_by=file.organisation.representative_name,
        )

    def shown(self) -> None:
        """Show the steps that the case has come to; nothing of a closed one is typed over."""
        self.ui.enrolment_id.setEnabled(self.row_id is None)
        if self.row_id is None:
            self.ui.enrolment_id.currentIndexChanged.connect(self._person_chosen)
            self._person_chosen()
        if self.value.closed_on is not None:
            for name in self.binding.names:
                self.binding.widget(name).setEnabled(False)
            self.only_show()
        self._show_steps()
        self.binding.edited.connect(self._show_steps)

    def complete(self, value: DisciplinaryCase) -> DisciplinaryCase:
        """Leave out the days of an exclusion that another decision left behind."""
        decision = value.decision
        excludes = decision is not None and decision.excludes
        for_a_time = decision is Outcome.TEMPORARY_EXCLUSION
        return replace(
            value,
            exclusion_from=value.exclusion_from if excludes else None,
            exclusion_until=value.exclusion_until if for_a_time else None,
        )

    def store(self, value: DisciplinaryCase) -> Changes:
        """Write the case as far as it is."""
        required(value.enrolment_id, "enrolment_id", "Choisissez le stagiaire.")
        return discipline.save(self.office, value)

    def mark(self, field: str, words: str) -> bool:
        """Say what is refused beside a field that is seen, else below all."""
        if field in self.binding.names and not self.binding.widget(field).isVisible():
            return False
        return super().mark(field, words)

    # What the buttons do ------------------------------------------------------------------------

    def write_to_funders(self) -> None:
        """Show the letter to each funder of the seat."""
        if (case := self._kept()) is None:
            return
        seat = sessions.ENROLMENTS.get(self.office.db, case.enrolment_id)
        for funder_id in discipline.funders_of(self.office, seat):
            subject = Subject(disciplinary_case_id=case.id, funder_id=funder_id)
            self.desk.show_paper("sanction_information", subject)

    def end_enrolment(self) -> None:
        """Lead to what an exclusion for good costs, or free the seat that no agreement binds."""
        if (case := self._kept()) is None:
            return
        seat = sessions.ENROLMENTS.get(self.office.db, case.enrolment_id)
        agreement_id = discipline.agreement_of(self.office, seat)
        if agreement_id is None:
            self.desk.perform(partial(discipline.end_enrolment, self.office, case.id or 0), self)
            self._show_steps()
            return
        self.desk.edit(
            "fees",
            None,
            agreement_id=agreement_id,
            topic=Topic.INTERRUPTION,
            enrolment_id=case.enrolment_id,
        )

    def close_case(self) -> None:
        """Close the case and the window."""
        if (case := self._kept()) is None:
            return
        if self.desk.perform(partial(discipline.close, self.office, case.id or 0), self):
            self.accept()

    def reopen_case(self) -> None:
        """Open a closed case again: the next window lets it be corrected."""
        row_id = self.row_id
        if self.desk.perform(partial(discipline.reopen, self.office, row_id or 0), self):
            self.accept()
            self.desk.edit("disciplinary_case", row_id)

    def _write_letter(self, key: str, _checked: bool = False) -> None:
        if (case := self._kept()) is not None:
            self.desk.show_paper(key, Subject(disciplinary_case_id=case.id))

    def _kept(self) -> DisciplinaryCase | None:
        """Return the case as it is kept once what was typed is written; `None` if it cannot be."""
        if self.value.closed_on is not None:
            return self.value
        done: list[int] = []
        former = self.context.get("after")
        self.context["after"] = lambda changes: done.append(changes.saved_id)
        written = self.write()
        self.context["after"] = former
        if not written:
            return None
        self.row_id = done[0]
        self.value = store.CASES.get(self.office.db, self.row_id)
        self.ui.enrolment_id.setEnabled(False)
        self.binding.show(self.value)
        self._show_steps()
        self.setWindowTitle(self.title())
        return self.value

    # What is shown ------------------------------------------------------------------------------

    def _offer_people(self, session_id: int) -> SessionFile:
        file = session_file(self.office, session_id)
        self.ui.enrolment_id.fill(
            (person.enrolment.id, f"{person.name} – {person.client.display_name}")
            for person in file.participants
            if person.trainee is not None
        )
        return file

    def _person_chosen(self) -> None:
        with suppress(FormInvalidError):
            case = self.binding.peek(self.value)
            if case.enrolment_id:
                self._judge(case)
                self._show_steps()

    def _judge(self, case: DisciplinaryCase) -> None:
        """Take the terms of the seat: its scale of sanctions, its employer, its funders."""
        self._setting = discipline.setting_of(self.office, case.enrolment_id, case.happened_on)
        self._offer_scale(case.intended, case.decision)

    def _offer_scale(self, *kept: Sanction | Outcome | None) -> None:
        """Offer the sanctions of the house rules, and those that the case holds already."""
        scale = {str(each) for each in (*self._setting.scale, *filter(None, kept)) if each}
        for name, choices in (
            ("intended", [each for each in Sanction if each in scale]),
            ("decision", [each for each in Outcome if each in {*scale, Outcome.NONE}]),
        ):
            chosen = cast("QComboBox", self.binding.widget(name)).currentData()
            offered = [(each, capital(label(each))) for each in choices]
            self.binding.offer(name, offered, empty=NOTHING)
            if chosen is not None:
                self.binding.put(name, chosen)

    def _show_steps(self) -> None:
        """Show the steps that may be filled in, and the days that the law leaves."""
        with suppress(FormInvalidError):
            self._show(self.binding.peek(self.value))

    def _show(self, case: DisciplinaryCase) -> None:
        ui, setting = self.ui, self._setting
        stage = case.stage(setting)
        excludes = case.decision is not None and case.decision.excludes
        ui.progress.setText(typeset(" · ".join(_told(case, setting, self.office.today()))))
        ui.hearing_group.setVisible(case.summoned_on is not None)
        ui.council_group.setVisible(case.needs_opinion(setting) and case.heard_on is not None)
        ui.notice_group.setVisible(case.decision not in {None, Outcome.NONE})
        show_row(ui.employer_warned_on, wanted=setting.is_apprentice)
        show_row(ui.exclusion_from, wanted=excludes)
        show_row(ui.exclusion_until, wanted=case.decision is Outcome.TEMPORARY_EXCLUSION)
        show_row(ui.employer_told_on, wanted=bool(setting.employer))
        show_row(ui.funder_told_on, wanted=bool(setting.funders))
        ui.paper_precaution.setVisible(case.excluded_from is not None)
        ui.paper_procedure.setVisible(setting.is_apprentice)
        ui.paper_employer.setVisible(bool(setting.employer))
        ui.paper_funder.setVisible(bool(setting.funders))
        advice = case.advice(setting)
        ui.advice.setText(typeset("\n".join(advice)))
        ui.advice.setVisible(bool(advice))
        is_closed = case.closed_on is not None
        self._close.setVisible(not is_closed and stage is Stage.CLOSING)
        self._reopen.setVisible(is_closed)
        self._end.setVisible(self.row_id is not None and discipline.leaves_seat(self.office, case))

    def _given(self, name: str) -> int | None:
        given = self.context.get(name)
        return given if isinstance(given, int) else None

    def _action(self, icon: str, words: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(theme.icon(icon), words, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: act())
        self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        return button


def _told(case: DisciplinaryCase, setting: Setting, today: date) -> Iterator[str]:
    """Yield the step that waits, and the days that a sanction may be decided on."""
    yield capital(label(case.stage(setting)))
    window = case.expected_window(setting) if case.hearing_on else None
    if window is None or case.decision is not None:
        return
    if today > window.last:
        yield f"délai passé : plus de sanction possible depuis le {window.words.split()[-1]}"
    else:
        yield f"décision possible {window.words}"
