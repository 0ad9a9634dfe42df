"""Enrolling someone: what is told before the seat is saved, and who comes from the waiting list."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from tests.support.desk_hands import fill, newest, press
from trainingdesk.domain.parties import ClientKind
from trainingdesk.domain.sessions import Enrolment, WaitingEntry
from trainingdesk.services import planning
from trainingdesk.storage import parties, sessions


@pytest.fixture
def elsewhere(filled):
    """Return a person who follows another session at the very same hours."""
    db = filled.office.db
    session = sessions.SESSIONS.get(db, filled.session)
    slots = [
        replace(slot, id=None, room_id=None, trainer_ids=())
        for slot in sessions.slots_of(db, filled.session)
    ]
    other = planning.plan_session(
        filled.office, replace(session, id=None, number="", room_id=None), slots
    ).saved_id
    person = filled.new_trainee("Jeanne", "Morel")
    seat = Enrolment(session_id=other, client_id=filled.town_hall, trainee_id=person)
    planning.enrol(filled.office, [seat])
    return person


@pytest.fixture
def editor(window, filled):
    window.edit("enrolment", None, session_id=filled.session)
    opened = newest(window)
    fill(opened, client_id="Mairie d’Évian-la-Forêt")
    return opened


def seats(filled, person):
    found = sessions.enrolments_of(filled.office.db, filled.session)
    return [seat for seat in found if seat.trainee_id == person]


def test_a_person_who_is_elsewhere_at_the_time_is_told_before_saving(editor, filled, elsewhere):
    editor.ui.trainee_id.fill([(elsewhere, "Morel Jeanne")])
    editor.ui.trainee_id.choose(elsewhere)
    assert "Jeanne Morel suit déjà la session" in editor.ui.clash_box.words.text()
    press(editor, "Enregistrer")
    assert "suit une autre session" in editor._trouble.text()
    assert seats(filled, elsewhere) == []


def test_the_clash_may_be_kept_with_a_reason(editor, filled, elsewhere):
    editor.ui.trainee_id.fill([(elsewhere, "Morel Jeanne")])
    editor.ui.trainee_id.choose(elsewhere)
    editor.ui.clash_box.reason.setText("Vient le matin seulement")
    press(editor, "Garder quand même")
    (seat,) = seats(filled, elsewhere)
    assert "Vient le matin seulement" in seat.notes


def test_a_clash_that_was_kept_is_not_asked_about_again(editor, window, filled, elsewhere):
    editor.ui.trainee_id.fill([(elsewhere, "Morel Jeanne")])
    editor.ui.trainee_id.choose(elsewhere)
    press(editor, "Garder quand même")
    (seat,) = seats(filled, elsewhere)
    window.edit("enrolment", seat.id)
    again = newest(window)
    assert "Déjà enregistré" in again.ui.clash_box.words.text()
    fill(again, notes="Prévenue")
    press(again, "Enregistrer")
    assert seats(filled, elsewhere)[0].notes == "Prévenue"


def test_one_person_too_many_is_told_and_not_refused(window, filled):
    db = filled.office.db
    session = sessions.SESSIONS.get(db, filled.session)
    full = replace(session, minimum=None, maximum=4)
    planning.plan_session(filled.office, full, sessions.slots_of(db, filled.session))
    window.edit("enrolment", None, session_id=filled.session)
    editor = newest(window)
    assert editor.ui.capacity.isVisible()
    assert "4" in editor.ui.capacity.text()
    fill(editor, client_id="Mairie d’Évian-la-Forêt")
    press(editor, "Enregistrer")
    assert len(sessions.enrolments_of(db, filled.session)) == 5


def test_an_individual_is_enrolled_without_being_typed_twice(window, filled):
    window.edit("enrolment", None, session_id=filled.session)
    editor = newest(window)
    editor.ui.client_id.setEditText("Arnaud")
    editor.ui.client_id.add_wished.emit("Arnaud")
    client = newest(window)
    fill(client, kind=ClientKind.INDIVIDUAL, first_name="Iris", email="iris@exemple.example")
    press(client, "Enregistrer")
    assert editor.ui.trainee_id.currentText() == "Le client lui-même"
    press(editor, "Enregistrer")
    (person,) = parties.TRAINEES.where(filled.office.db, "last_name = 'Arnaud'")
    assert (person.first_name, person.email) == ("Iris", "iris@exemple.example")
    assert len(seats(filled, person.id)) == 1


def test_a_firm_may_name_its_people_later(window, filled):
    window.edit("enrolment", None, session_id=filled.session)
    editor = newest(window)
    fill(editor, client_id="Łukasiewicz")
    assert "Łukasiewicz" in editor.ui.trainee_id.currentText()
    editor.ui.trainee_id.choose(None)
    fill(editor, client_id="Mairie")
    assert editor.ui.trainee_id.currentText() == "À désigner"


def test_the_next_of_the_waiting_list_gets_the_free_seat(window, filled):
    person = filled.new_trainee("Jeanne", "Morel")
    entry = WaitingEntry(
        session_id=filled.session,
        trainee_id=person,
        client_id=filled.town_hall,
        since=filled.clock.day,
    )
    planning.wait(filled.office, entry)
    window.go_to("sessions", filled.session)
    page = window.pages["sessions"]
    captions = [page.detail.tabs.tabText(n) for n in range(page.detail.tabs.count())]
    page.detail.tabs.setCurrentIndex(captions.index("Stagiaires"))
    QApplication.processEvents()
    here = page.detail.tabs.currentWidget()
    before = len(sessions.enrolments_of(filled.office.db, filled.session))
    (give,) = [
        button
        for button in here.findChildren(QPushButton)
        if button.toolTip().startswith("Donner la place libre")
    ]
    give.click()
    assert len(sessions.enrolments_of(filled.office.db, filled.session)) == before + 1
    assert sessions.waiting_for(filled.office.db, filled.session) == []
