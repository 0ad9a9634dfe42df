"""A session's dates are written as a sentence, and its clashes told before it is saved."""

from dataclasses import replace
from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from tests.support.desk_hands import cells, fill, newest, plain, press, write_cell
from trainingdesk.domain.closed_days import ClosedPeriod
from trainingdesk.domain.conditions.rules import DayHours
from trainingdesk.domain.sessions import Slot, TrainingSession
from trainingdesk.services import conditions, planning
from trainingdesk.services.closed_days import save_closed_periods
from trainingdesk.storage import sessions


def edit(window, row_id=None, **context):
    window.edit("session", row_id, **context)
    return newest(window)


def days(table):
    return [cells(table, row)[0] for row in range(len(table.peek()))]


def test_a_sentence_makes_slots(window):
    table = edit(window).ui.slot_table
    table.phrase.setText("3 mardis à partir du 2/6, 9h-12h30 et 13h30-17h")
    press(table, "Ajouter ces dates")
    assert days(table)[::2] == ["mar. 02/06/2026", "mar. 09/06/2026", "mar. 16/06/2026"]
    assert plain(table.foot.text()) == "3 jours · 21 h"
    assert table.phrase.text() == ""


def test_enter_adds_what_is_written_and_keeps_the_window_open(window):
    editor = edit(window)
    table = editor.ui.slot_table
    table.phrase.setText("2/6 matin")
    QTest.keyClick(table.phrase, Qt.Key.Key_Return)
    assert days(table) == ["mar. 02/06/2026"]
    assert editor.isVisible()


def test_the_days_that_are_lost_are_told(window, office):
    save_closed_periods(office, [ClosedPeriod(date(2026, 6, 2), None, "inventaire")])
    table = edit(window).ui.slot_table
    table.phrase.setText("du 1 au 3/6")
    press(table, "Ajouter ces dates")
    assert set(days(table)) == {"lun. 01/06/2026", "mer. 03/06/2026"}
    assert table.remark.text() == "Sans 02/06/2026 (inventaire)."
    assert table.remark.isVisible()
    table.first.setText("2/6")
    press(table, "Ajouter des jours")
    assert "mar. 02/06/2026" not in days(table)


def test_the_usual_hours_are_those_of_the_conditions_of_sale(window, office):
    usual = DayHours(morning_from=time(8, 30))
    now = conditions.in_force(office)
    changed = replace(now, rules=replace(now.rules, hours=usual))
    conditions.save_new_version(office, changed)
    table = edit(window).ui.slot_table
    table.phrase.setText("2/6 matin")
    press(table, "Ajouter ces dates")
    assert plain(cells(table, 0)[1]) == "8 h 30"
    assert plain(table.hours.text()) == "8 h 30 – 12 h, 13 h – 17 h"


def test_a_sentence_that_is_not_understood_stays_and_is_told(window, office):
    editor = edit(window)
    table = editor.ui.slot_table
    table.phrase.setText("3 mardis bientôt")
    press(table, "Ajouter ces dates")
    assert "« bientôt » (caractère 10)" in plain(table.phrase.accessibleDescription())
    assert table._unclear.isVisible()
    assert (table.phrase.text(), table.peek()) == ("3 mardis bientôt", ())
    fill(editor, course_id="Accueillir")
    press(editor, "Enregistrer")
    assert "attendent" in table.grid.accessibleDescription()
    assert office.db["training_session"].count == 1


@pytest.fixture
def rival(office, filled):
    """Return a session that wants the room and trainer of the first on its first morning."""
    slot = Slot(
        day=date(2026, 5, 18),
        starts_at=time(10),
        ends_at=time(12),
        room_id=filled.room,
        trainer_ids=(filled.trainer,),
    )
    rival = TrainingSession(
        number="",
        course_version_id=filled.version,
        title="Rivale",
        venue_id=filled.venue,
        notes="Café à prévoir",
    )
    return lambda: planning.plan_session(office, rival, [slot]).saved_id


def clashing(window, filled):
    """Open a new session, a copy of the first, at the same time as the first."""
    editor = edit(window, copied_id=filled.session)
    editor.ui.slot_table.phrase.setText("18/5, 10h-12h")
    press(editor, "Ajouter ces dates")
    return editor


def test_clashes_are_told_while_typing_with_who_and_when(window, filled):
    editor = clashing(window, filled)
    words = plain(editor.ui.clash_box.words.text())
    assert "2 conflits de planning :" in words
    assert "18/05/2026 de 9 h à 12 h 30 : salle Cévennes accueille déjà la session" in words
    assert "anime déjà la session S-2026-001" in words
    write_cell(editor.ui.slot_table, 0, "Début", "7h")
    write_cell(editor.ui.slot_table, 0, "Fin", "9h")
    assert not editor.ui.clash_box.isVisible()


def test_a_session_with_clashes_is_saved_only_when_they_are_kept(window, office, filled):
    editor = clashing(window, filled)
    press(editor, "Enregistrer")
    assert editor.isVisible()
    assert "conflits de planning" in editor.ui.slot_table.grid.accessibleDescription()
    assert office.db["training_session"].count == 1
    editor.ui.clash_box.reason.setText("co-animation")
    press(editor, "Garder quand même")
    assert not editor.isVisible()
    (kept,) = sessions.SESSIONS.where(office.db, "id > ?", [filled.session])
    notes = plain(kept.notes)
    assert "Conflit gardé le 10/04/2026 – 18/05/2026 de 9 h à 12 h 30 : salle Cévennes" in notes
    assert notes.endswith("Motif : co-animation")


def test_enter_in_the_reason_keeps_the_clashes(window, office, filled):
    editor = clashing(window, filled)
    QTest.keyClick(editor.ui.clash_box.reason, Qt.Key.Key_Return)
    assert not editor.isVisible()
    assert office.db["training_session"].count == 2


def test_clashes_of_before_are_shown_and_do_not_ask_again(window, office, filled, rival):
    rival_id = rival()
    editor = edit(window, rival_id)
    box = editor.ui.clash_box
    assert "Déjà enregistré" in box.words.text()
    assert box.isVisible()
    assert not box.keep.isVisible()
    fill(editor, maximum="6")
    press(editor, "Enregistrer")
    assert not editor.isVisible()
    assert sessions.SESSIONS.get(office.db, rival_id).maximum == 6


def test_many_clashes_leave_room_for_the_buttons(window):
    box = edit(window).ui.clash_box
    box.show_clashes([], [f"conflit {number}" for number in range(12)])
    assert plain(box.words.text()).endswith("– conflit 7\n– et 4 autres.")


def test_all_dates_are_shifted_by_weeks_past_a_holiday(window, office, filled):
    editor = edit(window, filled.session)
    table = editor.ui.slot_table
    press(table, "Décaler")
    assert set(days(table)) == {"mar. 26/05/2026", "lun. 01/06/2026"}
    press(editor, "Enregistrer")
    kept = sessions.slots_of(office.db, filled.session)
    assert {slot.day for slot in kept} == {date(2026, 5, 26), date(2026, 6, 1)}
    assert sorted(slot.id for slot in kept) == sorted(filled.slots)


def test_all_dates_are_shifted_back_by_days(window, filled):
    table = edit(window, filled.session).ui.slot_table
    table.by.setText("-3")
    table.by_unit.setCurrentText("jours")
    QTest.keyClick(table.by, Qt.Key.Key_Return)
    assert set(days(table)) == {"ven. 15/05/2026", "lun. 18/05/2026"}


@pytest.mark.parametrize(
    ("by", "words"),
    [("beaucoup", "de combien décaler"), ("0", "d’au moins un jour")],
    ids=["no number", "nothing"],
)
def test_a_shift_that_cannot_be_read_is_told(window, filled, by, words):
    table = edit(window, filled.session).ui.slot_table
    before = table.peek()
    table.by.setText(by)
    press(table, "Décaler")
    assert words in table.grid.accessibleDescription()
    assert table.peek() == before


def test_without_dates_there_is_nothing_to_shift(window):
    table = edit(window).ui.slot_table
    press(table, "Décaler")
    assert "Ajoutez d’abord" in table.grid.accessibleDescription()
    assert table.peek() == ()


@pytest.mark.parametrize("name", ["Accueil.ics", "Accueil"], ids=["named whole", "without ending"])
def test_the_slots_go_into_a_calendar_file(window, filled, tmp_path, monkeypatch, name):
    chosen = str(tmp_path / name)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (chosen, ""))
    press(edit(window, filled.session), "Exporter .ics")
    written = (tmp_path / "Accueil.ics").read_bytes()
    assert written.count(b"BEGIN:VEVENT") == 4
    assert plain(window.statusBar().currentMessage()) == "Créneaux exportés : Accueil.ics"


def test_a_calendar_that_nobody_placed_is_not_written(window, filled, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: ("", ""))
    press(edit(window, filled.session), "Exporter .ics")
    assert list(tmp_path.glob("*.ics")) == []


def test_a_session_without_dates_says_so_instead_of_a_calendar(window, office, filled):
    empty = TrainingSession(number="", course_version_id=filled.version, title="Plus tard")
    editor = edit(window, planning.plan_session(office, empty).saved_id)
    press(editor, "Exporter .ics")
    assert "pas encore de dates" in editor._trouble.text()
