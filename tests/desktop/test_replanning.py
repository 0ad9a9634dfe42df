"""Half-days are moved, given to others and cancelled, and sessions split, from their calendar."""

from dataclasses import replace
from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from tests.support.desk_hands import fill, newest, plain, press, said
from trainingdesk.desktop.details.unavailabilities import unavailabilities_view
from trainingdesk.desktop.widgets.detail import ShortTable
from trainingdesk.domain.clashes import Shared
from trainingdesk.domain.parties import Client
from trainingdesk.domain.sessions import SessionKind, SessionState
from trainingdesk.domain.teaching import Trainer, Venue
from trainingdesk.domain.unavailabilities import Unavailability
from trainingdesk.services import agreeing, parties, planning, proposing, unavailabilities
from trainingdesk.services.clashes import clashes
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import sales, sessions
from trainingdesk.storage import unavailabilities as store

AWAY = date(2026, 6, 2)


@pytest.fixture
def page(window, filled):
    """Show the session of the office."""
    window.go_to("sessions", filled.session)
    return window.pages["sessions"]


@pytest.fixture
def away(office, filled):
    """Let the trainer be away for a day."""
    one = Unavailability(trainer_id=filled.trainer, first_day=AWAY, last_day=AWAY, reason="congés")
    return unavailabilities.save(office, one).saved_id


def choose(page, row=0):
    """Choose a half-day of the calendar that is shown."""
    QApplication.processEvents()  # a sub-tab that was just made is seen at the next turn
    (table,) = [
        each
        for each in page.detail.findChildren(ShortTable)
        if each.isVisible() and each.horizontalHeaderItem(1).text() == "Horaires"
    ]
    table.selectRow(row)
    return table


def slot(office, filled, place=0):
    return sessions.slots_of(office.db, filled.session)[place]


def test_a_half_day_is_moved(page, window, office, filled):
    moved = slot(office, filled)
    choose(page)
    press(page, "Déplacer…")
    editor = newest(window)
    fill(editor, day="3/6", starts_at="8h30")
    press(editor, "Enregistrer")
    assert not editor.isVisible()
    (found,) = [
        each for each in sessions.slots_of(office.db, filled.session) if each.id == moved.id
    ]
    assert (found.day, found.starts_at) == (date(2026, 6, 3), time(8, 30))


def test_a_double_click_moves_a_half_day(page, window):
    choose(page).opened.emit(1, 0)
    assert newest(window).windowTitle().startswith("Déplacer")


def test_a_clash_is_shown_before_the_move_and_kept_with_a_reason(
    page, window, office, filled, away
):
    choose(page)
    press(page, "Déplacer…")
    editor = newest(window)
    fill(editor, day="2/6")
    box = editor.ui.clash_box
    assert "n’est pas disponible le 02/06/2026 (congés)" in plain(box.words.text())
    press(editor, "Enregistrer")
    assert editor.isVisible()
    assert slot(office, filled).day == date(2026, 5, 18)
    box.reason.setText("il revient exprès")
    press(editor, "Garder quand même")
    assert not editor.isVisible()
    assert AWAY in {each.day for each in sessions.slots_of(office.db, filled.session)}
    notes = plain(sessions.SESSIONS.get(office.db, filled.session).notes)
    assert notes.startswith("Conflit gardé le 10/04/2026")
    assert notes.endswith("Motif : il revient exprès")


@pytest.mark.parametrize(
    ("day", "words"),
    [("14/5", "jour férié"), ("16/5", "samedi"), ("20/5", "")],
    ids=["a holiday", "a Saturday", "a working day"],
)
def test_a_day_that_is_usually_not_worked_is_remarked_on(page, window, day, words):
    choose(page)
    press(page, "Déplacer…")
    editor = newest(window)
    fill(editor, day=day)
    assert words in editor.ui.remark.text()
    assert editor.ui.remark.isVisible() is bool(words)


def test_a_move_onto_another_half_day_is_refused(page, window):
    choose(page)
    press(page, "Déplacer…")
    editor = newest(window)
    fill(editor, day="19/5")
    press(editor, "Enregistrer")
    assert "se chevauchent" in editor._trouble.text()


def test_a_move_that_cannot_be_read_is_not_kept(page, window, office, filled):
    choose(page)
    press(page, "Déplacer…")
    editor = newest(window)
    fill(editor, day="bientôt")
    assert not editor.ui.remark.isVisible()
    editor._keep()
    assert editor.isVisible()
    assert slot(office, filled).day == date(2026, 5, 18)


def test_a_half_day_is_given_to_another(page, window, office, filled):
    other = parties.save_trainer(office, Trainer(last_name="Lefranc")).saved_id
    choose(page)
    press(page, "Formateur…")
    editor = newest(window)
    names = editor.ui.trainers
    for row in range(names.count()):
        is_new = names.item(row).data(Qt.ItemDataRole.UserRole) == other
        names.item(row).setCheckState(Qt.CheckState.Checked if is_new else Qt.CheckState.Unchecked)
    press(editor, "Enregistrer")
    assert slot(office, filled).trainer_ids == (other,)
    assert slot(office, filled, 1).trainer_ids == (filled.trainer,)


def test_a_half_day_is_cancelled_and_brought_back(page, window, office, filled):
    before = sessions.slots_of(office.db, filled.session)
    choose(page, 3)
    press(page, "Retirer")
    assert len(filled.slots) == 3
    window.undo()
    assert sessions.slots_of(office.db, filled.session) == before


def test_what_is_signed_is_not_moved_here(window, office, filled):
    filled.attend()
    window.go_to("sessions", filled.session)
    page = window.pages["sessions"]
    table = choose(page)
    changing = [
        each
        for each in page.detail.findChildren(QPushButton)
        if each.text() in {"Déplacer…", "Formateur…", "Retirer", "Décaler tout…"}
    ]
    assert [each.isEnabled() for each in changing] == [False] * 4
    table.opened.emit(0, 0)
    assert "émargée" in window.statusBar().currentMessage()


def test_all_dates_begin_on_a_day(page, window, office, filled):
    press(page, "Décaler tout…")
    editor = newest(window)
    assert "mardi 26/05/2026" in plain(editor.ui.preview.text())
    fill(editor, first_day="8/6")
    assert "lundi 08/06/2026 et mardi 09/06/2026" in plain(editor.ui.preview.text())
    press(editor, "Enregistrer")
    days = {each.day for each in sessions.slots_of(office.db, filled.session)}
    assert days == {date(2026, 6, 8), date(2026, 6, 9)}


def test_all_dates_are_shifted_back_by_days(page, window, office, filled):
    press(page, "Décaler tout…")
    editor = newest(window)
    fill(editor, by="-4")
    editor.ui.unit.setCurrentText("jours")
    press(editor, "Enregistrer")
    days = {each.day for each in sessions.slots_of(office.db, filled.session)}
    assert min(days) == date(2026, 5, 15)


@pytest.mark.parametrize(
    ("by", "words"),
    [("0", "d’au moins un jour"), ("", "Dites de combien"), ("x", "Dites de combien")],
    ids=["nothing", "not said", "no number"],
)
def test_a_shift_that_moves_nothing_is_told(page, window, by, words):
    press(page, "Décaler tout…")
    editor = newest(window)
    fill(editor, by=by)
    assert words in editor.ui.preview.text()
    press(editor, "Enregistrer")
    assert editor.isVisible()


def crowd(office, filled):
    session = sessions.SESSIONS.get(office.db, filled.session)
    slots = sessions.slots_of(office.db, filled.session)
    planning.plan_session(office, replace(session, maximum=3), slots)


def test_a_crowded_session_offers_to_be_split(window, office, filled):
    crowd(office, filled)
    window.go_to("sessions", filled.session)
    press(window.pages["sessions"], "Scinder la session…")
    editor = newest(window)
    assert plain(editor.ui.count.text()).startswith("1 personne dans la seconde session, 3 dans")
    press(editor, "Enregistrer")
    (second,) = sessions.SESSIONS.where(office.db, "id > ?", [filled.session])
    assert len(sessions.enrolments_of(office.db, second.id)) == 1


def test_a_session_with_room_is_split_from_the_other_actions(window, filled):
    page = window.pages["sessions"]
    window.go_to("sessions", filled.session)
    steps, more = page._steps(session_file(window.office, filled.session))
    assert "Scinder la session…" not in [step.text for step in steps]
    assert "Scinder la session…" in [step.text for step in more]


def test_a_split_at_the_same_dates_tells_that_the_trainer_is_taken(window, office, filled):
    crowd(office, filled)
    window.edit("split", filled.session)
    editor = newest(window)
    assert not editor.ui.with_trainers.isEnabled()
    editor.ui.dates.setCurrentIndex(1)
    editor.ui.with_trainers.setChecked(True)
    assert "anime déjà la session S-2026-001" in plain(editor.ui.clash_box.words.text())
    press(editor, "Garder quand même")
    (second,) = sessions.SESSIONS.where(office.db, "id > ?", [filled.session])
    slots = sessions.slots_of(office.db, second.id)
    found = clashes(office, second, slots)
    assert {clash.taken.shared for clash in found} == {Shared.TRAINER}
    assert "Conflit gardé" in second.notes


def test_who_is_tied_cannot_be_ticked(window, office, filled):
    agreement = filled.agree()
    agreeing.send(office, agreement)
    window.edit("split", filled.session)
    people = newest(window).ui.people
    told = {people.topLevelItem(row).text(3) for row in range(people.topLevelItemCount())}
    tied = [people.topLevelItem(row).isDisabled() for row in range(people.topLevelItemCount())]
    assert sorted(tied) == [False, True, True, True]
    assert any("accord envoyé" in words for words in told)


def test_an_unavailability_is_typed_with_what_it_meets(window, office, filled):
    window.edit("unavailability", None, trainer_id=filled.trainer)
    editor = newest(window)
    assert not editor.ui.room_id.isVisible()
    fill(editor, first_day="18/5", reason="congés")
    assert plain(editor.ui.met.text()).startswith("2 créneaux déjà à ce moment :")
    press(editor, "Enregistrer")
    (kept,) = store.of_trainer(office.db, filled.trainer)
    assert (kept.first_day, kept.last_day) == (date(2026, 5, 18), date(2026, 5, 18))


def test_a_room_is_out_for_some_hours_and_changed_later(window, office, filled):
    window.edit("unavailability", None, venue_id=filled.venue)
    editor = newest(window)
    assert not editor.ui.trainer_id.isVisible()
    fill(editor, first_day="8/6", starts_at="9h")
    press(editor, "Enregistrer")
    assert "heure de fin" in said(editor, "ends_at")
    fill(editor, ends_at="12h")
    press(editor, "Enregistrer")
    (kept,) = store.of_venue(office.db, filled.venue)
    window.edit("unavailability", kept.id)
    again = newest(window)
    assert again.ui.starts_at.text() == "09:00"
    fill(again, last_day="9/6", reason="travaux")
    press(again, "Enregistrer")
    (changed,) = store.of_venue(office.db, filled.venue)
    assert (changed.last_day, changed.reason) == (date(2026, 6, 9), "travaux")


def test_unavailabilities_are_listed_and_deleted(qtbot, window, office, filled, away):
    view = unavailabilities_view(window, trainer_id=filled.trainer)
    qtbot.addWidget(view)
    view.show()
    (table,) = view.findChildren(ShortTable)
    assert [table.item(0, column).text() for column in (2, 3)] == ["toute la journée", "congés"]
    table.selectRow(0)
    press(view, "Modifier…")
    assert newest(window).row_id == away
    press(view, "Supprimer")
    assert store.of_trainer(office.db, filled.trainer) == []
    window.undo()
    assert len(store.of_trainer(office.db, filled.trainer)) == 1


def test_a_venue_without_rooms_has_nothing_to_be_out(qtbot, window, office, filled):
    bare = parties.save_venue(office, Venue(name="Halle")).saved_id
    view = unavailabilities_view(window, venue_id=bare)
    qtbot.addWidget(view)
    other = unavailabilities_view(window, venue_id=filled.venue)
    qtbot.addWidget(other)
    adding = [
        each.isEnabled()
        for whole in (view, other)
        for each in whole.findChildren(QPushButton)
        if each.text() == "Ajouter…"
    ]
    assert adding == [False, True]


def test_everyone_is_ticked_as_told_of_a_postponement(window, office, filled):
    planning.set_state(office, filled.session, SessionState.POSTPONED)
    window.go_to("sessions", filled.session)
    page = window.pages["sessions"]
    titles = {each.text() for each in page.detail.findChildren(QLabel)}
    assert any("À prévenir : 6 sur 6" in plain(words) for words in titles)
    press(page, "Tous prévenus")
    QApplication.processEvents()
    titles = {each.text() for each in page.detail.findChildren(QLabel) if each.isVisible()}
    assert "Tous sont prévenus" in titles
    assert office.db["session_notice"].count == 6


def test_one_is_ticked_and_unticked(qtbot, window, office, filled):
    planning.set_state(office, filled.session, SessionState.CANCELLED)
    window.go_to("sessions", filled.session)
    page = window.pages["sessions"]
    for state, count in ((Qt.CheckState.Checked, 1), (Qt.CheckState.Unchecked, 0)):
        QApplication.processEvents()
        (table,) = [
            each
            for each in page.detail.findChildren(ShortTable)
            if each.isVisible() and each.horizontalHeaderItem(0).text() == "Prévenu"
        ]
        table.item(0, 0).setCheckState(state)
        qtbot.waitUntil(lambda count=count: office.db["session_notice"].count == count)


def test_the_kind_is_proposed_until_somebody_chooses(window, office, filled):
    window.edit("session", None, copied_id=filled.session)
    editor = newest(window)
    assert SessionKind(editor.ui.kind.currentData()) is SessionKind.INTER
    fill(editor, price_for_group="1 800,00")
    assert SessionKind(editor.ui.kind.currentData()) is SessionKind.INTRA
    fill(editor, kind=SessionKind.INTER)
    fill(editor, price_for_group="1 900,00")
    assert SessionKind(editor.ui.kind.currentData()) is SessionKind.INTER
    assert plain(editor.ui.kind_hint.text()) == "Habituellement : intra-entreprise"


def test_the_kind_of_a_signed_session_is_fixed_and_says_why(window, office, filled):
    agreement = filled.agree()
    agreeing.send(office, agreement)
    agreeing.sign(office, agreement, filled.clock.day, "Luc Besson")
    window.edit("session", filled.session)
    editor = newest(window)
    assert not editor.ui.kind.isEnabled()
    assert "accord déjà signé" in editor.ui.kind_hint.text()
    fill(editor, maximum="9")
    press(editor, "Enregistrer")
    assert sessions.SESSIONS.get(office.db, filled.session).maximum == 9


def test_the_kind_that_a_proposal_sold_is_carried_and_fixed(window, office, filled):
    proposal = filled.propose()
    proposing.send(office, proposal)
    proposing.accept(office, proposal)
    window.edit("session", None, proposal_id=proposal)
    editor = newest(window)
    kind = sales.proposal(office.db, proposal).kind
    assert SessionKind(editor.ui.kind.currentData()) is kind
    assert not editor.ui.kind.isEnabled()


def test_a_proposal_proposes_its_kind_from_client_and_seats(window, office):
    firm = parties.save_client(office, Client(name="Scierie")).saved_id
    window.edit("proposal", None, client_id=firm)
    editor = newest(window)
    assert SessionKind(editor.ui.kind.currentData()) is SessionKind.INTRA
    editor.ui.line_table.course.setEditText("Accueillir")
    press(editor.ui.line_table, "Ajouter la formation")
    assert SessionKind(editor.ui.kind.currentData()) is SessionKind.INTER


@pytest.mark.parametrize("with_people", [True, False], ids=["with people", "without"])
@pytest.mark.parametrize("with_trainers", [True, False], ids=["with trainers", "without"])
def test_a_copy_takes_people_and_trainers_as_wished(
    window, office, filled, with_people, with_trainers
):
    window.edit("session", None, copied_id=filled.session)
    editor = newest(window)
    assert editor.ui.copy_box.isVisible()
    editor.ui.copy_people.setChecked(with_people)
    editor.ui.copy_trainers.setChecked(with_trainers)
    editor.ui.slot_table.phrase.setText("8/6 matin")
    press(editor, "Ajouter ces dates")
    press(editor, "Enregistrer")
    (copy,) = sessions.SESSIONS.where(office.db, "id > ?", [filled.session])
    assert len(sessions.enrolments_of(office.db, copy.id)) == (4 if with_people else 0)
    (made,) = sessions.slots_of(office.db, copy.id)
    assert made.trainer_ids == ((filled.trainer,) if with_trainers else ())


def test_the_people_of_a_copy_are_told_to_be_elsewhere(window, filled):
    window.edit("session", None, copied_id=filled.session)
    editor = newest(window)
    editor.ui.copy_trainers.setChecked(False)
    editor.ui.room_id.setCurrentIndex(0)
    editor.ui.slot_table.phrase.setText("18/5, 10h-12h")
    press(editor, "Ajouter ces dates")
    assert not editor.ui.clash_box.isVisible()
    editor.ui.copy_people.setChecked(True)
    assert "suivent déjà la session S-2026-001" in plain(editor.ui.clash_box.words.text())


def test_too_many_people_are_told_and_saved_all_the_same(window, office, filled):
    window.edit("session", filled.session)
    editor = newest(window)
    assert not editor.ui.capacity.isVisible()
    fill(editor, maximum="3")
    assert plain(editor.ui.capacity.text()).startswith("4 personnes pour un maximum de 3")
    press(editor, "Enregistrer")
    assert sessions.SESSIONS.get(office.db, filled.session).maximum == 3


def test_a_slot_at_a_distance_lets_its_link_be_typed(window, office, filled):
    window.edit("session", filled.session)
    editor = newest(window)
    assert not editor.ui.remote_link.isEnabled()
    editor.ui.slot_table.phrase.setText("8/6 matin à distance")
    press(editor, "Ajouter ces dates")
    assert editor.ui.remote_link.isEnabled()
