"""A disciplinary case is led from the window, the days of the law in sight."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QLabel

from tests.support.desk_hands import fill, newest, plain, press, said
from tests.support.discipline_sample import HEARD_CASE, NOTIFIED, SUMMONED
from trainingdesk.desktop.details.discipline import CHOOSE, NONE_YET, discipline_view
from trainingdesk.desktop.editors.fees import FeesEditor
from trainingdesk.desktop.paper_window import PaperWindow
from trainingdesk.domain.conditions.kinds import Sanction
from trainingdesk.domain.discipline import Delivery, Outcome
from trainingdesk.domain.parties import TraineeStatus
from trainingdesk.domain.sessions import EnrolmentState
from trainingdesk.french import typeset
from trainingdesk.services import discipline
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import discipline as store
from trainingdesk.storage import sessions

HER, SELF_PAYING = 0, 3


@pytest.fixture(autouse=True)
def _afterwards(filled):
    filled.clock.day = date(2026, 6, 10)


def saved(filled, case, whose=HER):
    own = replace(case, id=None, enrolment_id=filled.enrolments[whose])
    return discipline.save(filled.office, own).saved_id


def opened(window, case_id=None, **context):
    window.edit("disciplinary_case", case_id, **context)
    return newest(window)


def view_of(filled, window, qtbot):
    view = discipline_view(window, session_file(filled.office, filled.session))
    qtbot.addWidget(view)
    view.show()
    return view


def progress(editor):
    return plain(editor.ui.progress.text())


def test_a_case_is_begun_with_its_facts(window, filled):
    editor = opened(window, session_id=filled.session)
    press(editor, "Enregistrer")
    assert "stagiaire" in said(editor, "enrolment_id")
    fill(editor, enrolment_id="uvrard", happened_on="18/05/2026")
    press(editor, "Enregistrer")
    assert "faits" in said(editor, "facts")
    fill(editor, facts="Propos blessants")
    press(editor, "Enregistrer")
    (case,) = store.cases_of(filled.office.db, filled.session)
    assert (case.facts, case.enrolment_id) == ("Propos blessants", filled.enrolments[HER])
    assert case.heard_by == "Hélène Garance"


def test_the_days_of_a_decision_are_told_as_the_hearing_is_typed(window, filled):
    editor = opened(window, saved(filled, replace(SUMMONED, hearing_on=date(2026, 6, 12))))
    assert progress(editor) == "Entretien à tenir · décision possible du 14/06/2026 au 27/06/2026"
    fill(editor, hearing_on="20/06/2026")
    assert "du 22/06/2026 au 05/07/2026" in progress(editor)
    fill(editor, hearing_on="bientot")
    assert "du 22/06/2026 au 05/07/2026" in progress(editor)


def test_a_window_that_has_passed_is_told(window, filled):
    case_id = saved(filled, HEARD_CASE)
    filled.clock.day = date(2026, 6, 20)
    editor = opened(window, case_id)
    assert "plus de sanction possible depuis le 17/06/2026" in progress(editor)


def test_each_step_appears_when_it_may_be_taken(window, filled):
    editor = opened(window, saved(filled, SUMMONED))
    assert editor.ui.hearing_group.isVisible()
    assert not editor.ui.council_group.isVisible()
    assert not editor.ui.notice_group.isVisible()
    assert not editor.ui.exclusion_from.isVisible()
    fill(editor, decision=Outcome.EXCLUSION)
    assert editor.ui.notice_group.isVisible()
    assert editor.ui.exclusion_from.isVisible()
    assert not editor.ui.exclusion_until.isVisible()


def test_a_decision_outside_its_window_is_refused_beside_its_day(window, filled):
    case_id = saved(filled, HEARD_CASE)
    editor = opened(window, case_id)
    fill(
        editor,
        decision=Outcome.WARNING,
        decided_on="03/06/2026",
        reasons="Les propos sont avérés.",
    )
    press(editor, "Enregistrer")
    assert "du 04/06/2026 au 17/06/2026" in said(editor, "decided_on")
    fill(editor, decided_on="05/06/2026")
    press(editor, "Enregistrer")
    assert store.CASES.get(filled.office.db, case_id).decision is Outcome.WARNING


def test_what_is_refused_in_a_hidden_step_is_said_below(window, filled):
    case_id = saved(filled, replace(NOTIFIED, employer_told_on=date(2026, 6, 9)))
    seat = sessions.ENROLMENTS.get(filled.office.db, filled.enrolments[HER])
    sessions.ENROLMENTS.update(filled.office.db, replace(seat, employer_id=None))
    editor = opened(window, case_id)
    press(editor, "Enregistrer")
    seen = [label.text() for label in editor.findChildren(QLabel) if label.isVisible()]
    assert "Ce stagiaire n’a pas d’employeur à informer." in seen


def test_another_decision_drops_the_days_of_an_exclusion(window, filled):
    case_id = saved(filled, replace(NOTIFIED, notified_on=None))
    editor = opened(window, case_id)
    fill(editor, decision=Outcome.WARNING)
    press(editor, "Enregistrer")
    assert store.CASES.get(filled.office.db, case_id).exclusion_from is None


def test_a_letter_is_shown_once_what_is_typed_is_kept(window, filled):
    editor = opened(window, session_id=filled.session)
    fill(editor, enrolment_id="uvrard", happened_on="18/05/2026", facts="Propos blessants")
    fill(editor, intended=Sanction.WARNING, hearing_on="20/06/2026", hearing_time="14h30")
    fill(editor, summons_channel=Delivery.HAND)
    press(editor, "Convocation")
    (case,) = store.cases_of(filled.office.db, filled.session)
    assert case.intended is Sanction.WARNING
    assert newest(window, PaperWindow).isVisible()
    fill(editor, facts="Propos blessants, deux fois")
    press(editor, "Enregistrer")
    (case,) = store.cases_of(filled.office.db, filled.session)
    assert case.facts == "Propos blessants, deux fois"


def test_no_letter_is_shown_of_what_cannot_be_kept(window, filled):
    editor = opened(window, session_id=filled.session)
    press(editor, "Convocation")
    assert store.cases_of(filled.office.db, filled.session) == []
    assert not window.findChildren(PaperWindow)


def test_employer_and_funders_get_a_letter_each(window, filled):
    filled.fund("500")
    editor = opened(window, saved(filled, NOTIFIED))
    press(editor, "Lettre au financeur")
    press(editor, "Lettre à l’employeur")
    assert len(window.findChildren(PaperWindow)) == 2


def test_an_apprentice_s_employer_is_thought_of(window, filled):
    seat = sessions.ENROLMENTS.get(filled.office.db, filled.enrolments[HER])
    sessions.ENROLMENTS.update(filled.office.db, replace(seat, status=TraineeStatus.APPRENTICE))
    editor = opened(window, saved(filled, SUMMONED))
    assert editor.ui.employer_warned_on.isVisible()
    assert editor.ui.paper_procedure.isVisible()
    assert "apprenti" in editor.ui.advice.text()


def test_a_case_is_closed_shown_only_and_reopened(window, filled):
    case_id = saved(filled, replace(NOTIFIED, employer_told_on=date(2026, 6, 9)))
    press(opened(window, case_id), "Clore")
    assert store.CASES.get(filled.office.db, case_id).closed_on == date(2026, 6, 10)
    editor = opened(window, case_id)
    assert not editor.ui.facts.isEnabled()
    press(editor, "Notification")
    assert newest(window, PaperWindow).isVisible()
    press(editor, "Rouvrir")
    assert store.CASES.get(filled.office.db, case_id).closed_on is None
    assert newest(window).ui.facts.isEnabled()


def test_an_exclusion_leads_to_what_the_agreement_says(window, filled):
    filled.agree()
    editor = opened(window, saved(filled, NOTIFIED))
    press(editor, "Mettre fin")
    fees = newest(window, FeesEditor)
    assert fees.ui.enrolment_id.currentData() == filled.enrolments[HER]


def test_an_exclusion_frees_a_seat_that_no_agreement_binds(window, filled):
    editor = opened(window, saved(filled, NOTIFIED, SELF_PAYING))
    press(editor, "Mettre fin")
    seat = sessions.ENROLMENTS.get(filled.office.db, filled.enrolments[SELF_PAYING])
    assert seat.state is EnrolmentState.DROPPED_OUT


# The list -----------------------------------------------------------------------------------------


def test_a_session_without_case_says_what_is_none(window, filled, qtbot):
    view = view_of(filled, window, qtbot)
    assert typeset(NONE_YET) in [label.text() for label in view.findChildren(QLabel)]
    press(view, "Nouvelle procédure")
    assert newest(window).ui.enrolment_id.count() == len(filled.enrolments)


def test_cases_are_listed_with_their_stage_and_their_day(window, filled, qtbot):
    saved(filled, HEARD_CASE)
    done = saved(filled, replace(NOTIFIED, employer_told_on=date(2026, 6, 9)), 1)
    discipline.close(filled.office, done)
    view = view_of(filled, window, qtbot)
    table = view._table
    rows = [[table.item(row, column).text() for column in range(4)] for row in range(2)]
    assert [row[2:] for row in rows] == [
        ["Décision à prendre", "17/06/2026"],
        ["close le 10/06/2026", ""],
    ]
    press(view, "Ouvrir")
    assert window.statusBar().currentMessage() == CHOOSE
    table.setCurrentCell(0, 0)
    press(view, "Ouvrir")
    assert newest(window).row_id is not None


def test_the_only_case_needs_no_choosing_and_opens_by_double_click(window, filled, qtbot):
    case_id = saved(filled, HEARD_CASE)
    view = view_of(filled, window, qtbot)
    press(view, "Ouvrir")
    assert newest(window).row_id == case_id
    view._table.cellDoubleClicked.emit(0, 0)
    assert newest(window).row_id == case_id


def test_a_session_may_be_recorded_by_written_leave(window, filled, qtbot):
    press(view_of(filled, window, qtbot), "Dérogation")
    assert newest(window, PaperWindow).isVisible()


def test_nothing_further_is_done_with_what_cannot_be_kept(window, filled):
    filled.fund("500")
    for words in ("Lettre au financeur", "Mettre fin"):
        editor = opened(window, saved(filled, NOTIFIED))
        fill(editor, facts="")
        press(editor, words)
        assert "faits" in said(editor, "facts")
        editor.hide()
    assert not window.findChildren(PaperWindow)
    case_id = saved(filled, replace(NOTIFIED, employer_told_on=date(2026, 6, 9)), SELF_PAYING - 1)
    case = store.CASES.get(filled.office.db, case_id)
    discipline.save(filled.office, replace(case, funder_told_on=date(2026, 6, 9)))
    editor = opened(window, case_id)
    fill(editor, facts="")
    press(editor, "Clore")
    assert store.CASES.get(filled.office.db, case_id).closed_on is None
