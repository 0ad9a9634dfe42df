"""Sessions, enrolments and fundings are typed, refused beside their field, and saved."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from tests.support.desk_hands import cells, fill, newest, plain, press, said, write_cell
from tests.support.office_sample import SHEET
from trainingdesk.domain.parties import Employment, TraineeStatus
from trainingdesk.domain.sessions import FundingState, Modality, SessionState
from trainingdesk.domain.teaching import Trainer
from trainingdesk.services import catalogue, parties
from trainingdesk.storage import catalogue as courses
from trainingdesk.storage import sales, sessions


def edit(window, kind, row_id=None, **context):
    window.edit(kind, row_id, **context)
    return newest(window)


# Sessions ---------------------------------------------------------------------------------------


def test_a_course_fills_what_its_sheet_says(window):
    editor = edit(window, "session")
    fill(editor, course_id="Accueillir")
    assert editor.ui.title.text() == SHEET.title
    assert plain(editor.ui.price_per_person.text()) == "690,00"
    assert editor.ui.course_version_id.currentText() == "version 1 du 05/01/2026"
    assert editor.ui.slot_table.count.text() == "2"


def test_the_latest_version_is_taken_and_an_earlier_one_may_be_chosen(window, office, filled):
    course = courses.COURSES.get(office.db, filled.course)
    catalogue.revise_course(office, course, replace(SHEET, price_ht=Decimal(710)))
    editor = edit(window, "session")
    fill(editor, course_id="Accueillir")
    box = editor.ui.course_version_id
    assert [box.itemText(n)[:9] for n in range(box.count())] == ["version 2", "version 1"]
    assert box.currentData() == courses.latest_version(office.db, filled.course).id
    fill(editor, course_version_id=filled.version)
    press(editor, "Enregistrer")
    (session,) = sessions.SESSIONS.where(office.db, "id > ?", [filled.session])
    assert session.course_version_id == filled.version


def test_what_was_typed_before_the_course_is_chosen_stays(window):
    editor = edit(window, "session")
    fill(editor, price_per_person="500", maximum="4")
    fill(editor, course_id="Accueillir")
    assert plain(editor.ui.price_per_person.text()) == "500,00"
    assert editor.ui.maximum.text() == "4"


def test_who_is_named_first_teaches_every_half_day(window, filled):
    other = parties.save_trainer(filled.office, Trainer(last_name="Roche")).saved_id
    table = edit(window, "session").ui.slot_table
    table.phrase.setText("2 mardis à partir du 12/05")
    press(table, "Ajouter ces dates")
    write_cell(table, 0, "Formateurs", (filled.trainer,))
    assert [slot.trainer_ids for slot in table.peek()] == [(filled.trainer,)] * 4
    write_cell(table, 1, "Formateurs", (other,))
    assert [slot.trainer_ids for slot in table.peek()] == [
        (filled.trainer,),
        (other,),
        (filled.trainer,),
        (filled.trainer,),
    ]


def test_a_session_without_half_days_says_when_it_is_open(window, office, filled):
    editor = edit(window, "session")
    fill(editor, course_id="Accueillir", modality=Modality.E_LEARNING, self_paced_hours="14")
    fill(editor, starts_on="20/04", ends_on="10/04")
    assert editor.ui.starts_on.isVisible()
    assert not editor.save()
    assert "finir avant" in said(editor, "ends_on")
    fill(editor, ends_on="29/05")
    assert editor.save()
    (session,) = sessions.SESSIONS.where(office.db, "id > ?", [filled.session])
    assert (session.starts_on, session.ends_on) == (date(2026, 4, 20), date(2026, 5, 29))


def test_half_days_tell_the_dates_themselves(window, filled):
    editor = edit(window, "session", filled.session)
    assert not editor.ui.starts_on.isVisible()


def test_a_session_without_course_is_refused_beside_the_field(window, office):
    editor = edit(window, "session")
    fill(editor, title="Sans formation")
    press(editor, "Enregistrer")
    assert said(editor, "course_version_id") == "Choisissez la formation."
    assert editor.isVisible()
    assert editor.ui.title.text() == "Sans formation"
    assert office.db["training_session"].count == 1


def test_days_are_added_without_weekends_and_holidays(window):
    editor = edit(window, "session")
    table = editor.ui.slot_table
    table.first.setText("22/05")
    table.count.setText("2")
    press(table, "Ajouter des jours")
    assert [cells(table, row)[:3] for row in range(4)] == [
        ["ven. 22/05/2026", "9\xa0h", "12\xa0h"],
        ["ven. 22/05/2026", "13\xa0h", "17\xa0h"],
        ["mar. 26/05/2026", "9\xa0h", "12\xa0h"],
        ["mar. 26/05/2026", "13\xa0h", "17\xa0h"],
    ]
    assert plain(table.foot.text()) == "2 jours · 14 h"


def test_three_tuesdays_at_other_hours(window):
    editor = edit(window, "session")
    table = editor.ui.slot_table
    table.rhythm.setCurrentText("mardis")
    table.count.setText("3")
    table.hours.setText("14h-18h")
    table.first.setText("2/6")
    QTest.keyClick(table.first, Qt.Key.Key_Return)
    assert [cells(table, row)[0] for row in range(3)] == [
        "mar. 02/06/2026",
        "mar. 09/06/2026",
        "mar. 16/06/2026",
    ]
    assert editor.isVisible()
    assert plain(table.foot.text()) == "3 jours · 12 h"


@pytest.mark.parametrize(
    ("first", "count", "hours", "words"),
    [
        pytest.param("bientôt", "1", "9h-12h", "premier jour", id="no day"),
        pytest.param("22/05", "1", "le matin", "horaires d’une journée", id="no hours"),
        pytest.param("22/05", "deux", "9h-12h", "de 1 à 200", id="no number"),
    ],
)
def test_days_that_cannot_be_read_are_told_below_the_table(window, first, count, hours, words):
    table = edit(window, "session").ui.slot_table
    table.count.setText(count)
    table.first.setText(first)
    table.hours.setText(hours)
    press(table, "Ajouter des jours")
    assert words in table.grid.accessibleDescription()
    assert table.peek() == ()


def test_slots_that_overlap_are_told_at_once_and_refused(window, office, filled):
    editor = edit(window, "session", filled.session)
    table = editor.ui.slot_table
    write_cell(table, 1, "Début", "12h")
    assert "se chevauchent" in table.grid.accessibleDescription()
    press(editor, "Enregistrer")
    assert editor.isVisible()
    assert "se chevauchent" in table.grid.accessibleDescription()
    assert sessions.slots_of(office.db, filled.session)[1].starts_at == time(13, 30)
    write_cell(table, 1, "Début", "13h30")
    assert table.grid.accessibleDescription() == ""
    press(editor, "Enregistrer")
    assert not editor.isVisible()


def test_a_time_that_cannot_be_read_keeps_what_was_typed(window, office, filled):
    editor = edit(window, "session", filled.session)
    table = editor.ui.slot_table
    write_cell(table, 0, "Fin", "midi")
    press(editor, "Enregistrer")
    assert editor.isVisible()
    assert cells(table, 0)[2] == "midi"
    assert "9h30" in table._trouble.text()
    assert sessions.slots_of(office.db, filled.session)[0].ends_at == time(12, 30)


def test_a_session_is_copied_without_people_and_dates(window, office, filled):
    editor = edit(window, "session", copied_id=filled.session)
    assert editor.windowTitle().startswith("Session – nouvelle")
    assert editor.ui.slot_table.peek() == ()
    assert editor.ui.slot_table.count.text() == "2"
    editor.ui.slot_table.first.setText("1/6")
    press(editor.ui.slot_table, "Ajouter des jours")
    press(editor, "Enregistrer")
    (copy,) = sessions.SESSIONS.where(office.db, "id > ?", [filled.session])
    assert (copy.number, copy.state) == ("S-2026-002", SessionState.PLANNED)
    assert copy.starts_on == date(2026, 6, 1)
    assert {slot.trainer_ids for slot in sessions.slots_of(office.db, copy.id)} == {
        (filled.trainer,)
    }
    assert sessions.enrolments_of(office.db, copy.id) == []


def test_the_rooms_are_those_of_the_venue(window, filled):
    editor = edit(window, "session", filled.session)
    room = editor.ui.room_id
    assert [room.itemText(n) for n in range(room.count())] == ["À fixer", "salle Cévennes"]
    fill(editor, venue_id="À fixer")
    assert room.count() == 1
    assert {slot.room_id for slot in editor.ui.slot_table.peek()} == {None}


def test_a_session_at_a_distance_asks_for_a_link_and_no_room(window, filled):
    editor = edit(window, "session", filled.session)
    assert not editor.ui.remote_link.isEnabled()
    fill(editor, modality=Modality.REMOTE)
    assert editor.ui.remote_link.isEnabled()
    assert not editor.ui.venue_id.isEnabled()


def test_hours_learnt_alone_count_in_the_total(window, filled):
    editor = edit(window, "session", filled.session)
    fill(editor, self_paced_hours="3,5")
    assert plain(editor.ui.slot_table.foot.text()).endswith("= 17 h 30")


# Enrolments -------------------------------------------------------------------------------------


def test_a_person_is_enrolled_by_the_firm_that_employs_her(window, office, filled):
    someone = filled.new_trainee("Nora", "Benali")
    parties.employ(office, Employment(trainee_id=someone, client_id=filled.town_hall))
    editor = edit(window, "enrolment", session_id=filled.session)
    fill(editor, trainee_id="Benali")
    assert editor.ui.client_id.currentData() == filled.town_hall
    assert editor.ui.employer_id.currentData() == filled.town_hall
    press(editor, "Enregistrer")
    (seat,) = sessions.ENROLMENTS.where(office.db, "trainee_id = ?", [someone])
    assert (seat.client_id, seat.employer_id) == (filled.town_hall, filled.town_hall)
    assert (seat.status, seat.enrolled_on) == (TraineeStatus.OTHER, filled.clock.day)


def test_a_seat_may_have_no_name_yet_and_the_next_follows(window, office, filled):
    editor = edit(window, "enrolment", session_id=filled.session)
    fill(editor, client_id="Mairie", price="500")
    press(editor, "Enregistrer et suivant")
    assert editor.isVisible()
    assert editor.ui.client_id.currentData() == filled.town_hall
    press(editor, "Enregistrer")
    seats = sessions.enrolments_of(office.db, filled.session)
    assert [seat.price for seat in seats if seat.trainee_id is None] == [Decimal(500)] * 2


def test_a_person_is_not_enrolled_twice(window, office, filled):
    editor = edit(window, "enrolment", session_id=filled.session)
    fill(editor, client_id="Mairie", trainee_id="Ndiaye")
    press(editor, "Enregistrer")
    assert "déjà inscrite" in said(editor, "trainee_id")
    assert len(sessions.enrolments_of(office.db, filled.session)) == 4


def test_a_seat_that_nobody_buys_is_refused(window, office, filled):
    editor = edit(window, "enrolment", session_id=filled.session)
    press(editor, "Enregistrer")
    assert said(editor, "client_id").startswith("Choisissez le client")
    assert len(sessions.enrolments_of(office.db, filled.session)) == 4


def test_an_enrolment_is_changed_and_the_page_shows_it(window, office, filled):
    window.go_to("sessions", filled.session)
    editor = edit(window, "enrolment", filled.enrolments[0])
    assert not editor._next.isVisible()
    fill(editor, notes="Arrive à 10 h", left_on="18/05")
    press(editor, "Enregistrer")
    seat = sessions.ENROLMENTS.get(office.db, filled.enrolments[0])
    assert (seat.notes, seat.left_on) == ("Arrive à 10 h", date(2026, 5, 18))
    assert window.statusBar().currentMessage().startswith("1\xa0inscription")


# Fundings ---------------------------------------------------------------------------------------


def test_a_fund_is_asked_and_then_grants(window, office, filled):
    editor = edit(window, "funding", session_id=filled.session)
    box = editor.ui.client_id
    assert {box.itemText(n) for n in range(box.count())} == {
        "Mairie d’Évian-la-Forêt",
        "Łukasiewicz Zoé",
    }
    fill(editor, client_id=filled.town_hall, funder_id="", file_number="2026-77")
    press(editor, "Enregistrer")
    assert said(editor, "funder_id") == "Choisissez le financeur."
    editor.ui.funder_id.setCurrentIndex(0)
    fill(editor, state=FundingState.GRANTED, amount="1 250,00", hours="14")
    press(editor, "Enregistrer")
    (funding,) = sessions.fundings_of(office.db, filled.session)
    assert (funding.funder_id, funding.amount, funding.hours) == (
        filled.funder,
        Decimal(1250),
        Decimal(14),
    )
    assert (funding.state, funding.subrogation) == (FundingState.GRANTED, True)
    again = edit(window, "funding", funding.id)
    assert plain(again.ui.amount.text()) == "1 250,00"
    fill(again, amount="-5")
    press(again, "Enregistrer")
    assert "Écrivez un montant" in said(again, "amount")


def test_a_fund_that_refused_lets_the_client_be_billed(window, office, filled):
    funding_id = filled.fund("690")
    filled.draft_invoices()
    editor = edit(window, "funding", funding_id)
    assert "690,00" in editor.ui.follow_up.text()
    (instead,) = (b for b in editor.findChildren(QPushButton) if b.text().startswith("Facturer"))
    assert not instead.isEnabled()
    assert "est attendu" in instead.toolTip()
    fill(editor, state=FundingState.REFUSED)
    press(editor, "Facturer le client à la place")
    billed = sales.invoices_where(office.db, "payer_funder_id is null")
    assert sum(invoice.totals.total_ttc for invoice in billed) == Decimal("2070.00")
    assert window.tabs.currentWidget() is window.pages["sales"]
