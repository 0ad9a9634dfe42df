"""A list of names pasted into a session."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from tests.support.desk_hands import fill, newest, press, said
from trainingdesk.domain.sessions import Enrolment
from trainingdesk.services import planning
from trainingdesk.storage import sessions

LIST = "Mme Anne KERVELLA <anne@ex.example>\nBELLIL Karim\nROY, Ali\n06 12 34 56 78"


@pytest.fixture
def editor(window, filled):
    """Return the open window, the town hall chosen."""
    window.edit("name_list", None, session_id=filled.session)
    opened = newest(window)
    fill(opened, client_id="Mairie d’Évian-la-Forêt")
    return opened


def rows(editor):
    table = editor.ui.names
    return [
        (table.topLevelItem(row).text(0), table.topLevelItem(row).text(3))
        for row in range(table.topLevelItemCount())
    ]


def seats(filled):
    return sessions.enrolments_of(filled.office.db, filled.session)


def test_a_pasted_list_is_read_and_everybody_enrolled(editor, filled, qtbot):
    before = len(seats(filled))
    editor.ui.text.setPlainText(LIST)
    qtbot.waitUntil(lambda: len(rows(editor)) == 3)
    assert rows(editor) == [
        ("Anne Kervella", "nouvelle fiche"),
        ("Karim Bellil", "a déjà une place dans la session"),
        ("Ali Roy", "nouvelle fiche"),
    ]
    assert "06 12 34 56 78" in editor.ui.summary.text()
    press(editor, "Enregistrer")
    assert len(seats(filled)) == before + 2


def test_one_who_is_not_ticked_stays_out(editor, filled, qtbot):
    before = len(seats(filled))
    editor.ui.text.setPlainText(LIST)
    qtbot.waitUntil(lambda: len(rows(editor)) == 3)
    editor.ui.names.topLevelItem(0).setCheckState(0, Qt.CheckState.Unchecked)
    press(editor, "Enregistrer")
    assert len(seats(filled)) == before + 1


def test_what_was_typed_a_moment_ago_counts(editor, filled):
    before = len(seats(filled))
    editor.ui.text.setPlainText("Anne KERVELLA")
    press(editor, "Enregistrer")
    assert len(seats(filled)) == before + 1


def test_a_person_who_is_known_is_proposed_first(editor, filled, qtbot):
    known = filled.new_trainee("Jeanne", "Morel")
    editor.ui.text.setPlainText("MOREL Jeanne")
    qtbot.waitUntil(lambda: len(rows(editor)) == 1)
    box = editor.ui.names.itemWidget(editor.ui.names.topLevelItem(0), 3)
    assert isinstance(box, QComboBox)
    assert box.currentData() == known
    press(editor, "Enregistrer")
    assert known in {seat.trainee_id for seat in seats(filled)}


def test_who_follows_another_session_at_the_time_is_told_before(editor, filled, qtbot):
    known = filled.new_trainee("Jeanne", "Morel")
    session = sessions.SESSIONS.get(filled.office.db, filled.session)
    slot = replace(sessions.slots_of(filled.office.db, filled.session)[0], id=None)
    other = planning.plan_session(filled.office, replace(session, id=None), [slot]).saved_id
    seat = Enrolment(session_id=other, client_id=filled.town_hall, trainee_id=known)
    planning.enrol(filled.office, [seat])
    editor.ui.text.setPlainText("MOREL Jeanne")
    qtbot.waitUntil(lambda: len(rows(editor)) == 1)
    assert "Jeanne Morel suit déjà la session S-2026-002" in editor.ui.summary.text()


def test_a_list_that_nobody_sends_is_refused_and_kept(window, filled):
    window.edit("name_list", None, session_id=filled.session)
    editor = newest(window)
    editor.ui.text.setPlainText("Anne KERVELLA")
    press(editor, "Enregistrer")
    assert "Choisissez le client" in said(editor, "client_id")
    assert editor.ui.text.toPlainText() == "Anne KERVELLA"


def test_an_empty_list_is_refused(editor):
    press(editor, "Enregistrer")
    assert "Cochez" in editor._trouble.text()
    editor._is_edited = False
