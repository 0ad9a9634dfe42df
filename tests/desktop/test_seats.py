"""Someone waits for a seat, someone takes another's."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTableWidget

from tests.support.desk_hands import fill, newest, pick, plain, press, said
from tests.support.money_office import signed, under
from trainingdesk.domain.amendments import AmendmentSubject
from trainingdesk.domain.conditions import Conditions
from trainingdesk.domain.sessions import Enrolment, EnrolmentState, WaitingEntry
from trainingdesk.services import agreeing, identity, planning
from trainingdesk.services.profiles import load_profile
from trainingdesk.storage import bargains, sessions


@pytest.fixture
def page(window, filled):
    """Return the page of sessions, on the people of the session."""
    window.tabs.setCurrentWidget(window.pages["sessions"])
    page = window.pages["sessions"]
    page.show_record(filled.session)
    page.detail.tabs.setCurrentIndex(1)
    return page


def test_someone_is_put_on_the_waiting_list(page, window, office, filled):
    press(page.detail, "Mettre en attente")
    editor = newest(window)
    press(editor, "Enregistrer")
    assert "qui attend" in said(editor, "trainee_id")
    fill(editor, note="Madame Roux, 06 00 00 00 00")
    press(editor, "Enregistrer")
    (entry,) = sessions.waiting_for(office.db, filled.session)
    assert entry.since == filled.clock.day
    QApplication.processEvents()  # the list is made again when it is next seen
    titles = [label.text() for label in page.detail.findChildren(QLabel) if label.isVisible()]
    assert "Liste d’attente" in titles


def test_a_replacement_tells_the_terms_and_is_made(page, window, office, filled):
    rules = load_profile("digiactif").rules
    terms = Conditions(number=2, starts_on=date(2026, 4, 1), rules=rules)
    identity.save_conditions(office, terms)
    agreeing.send(office, filled.agree())
    filled.new_trainee("Ines", "Rocher")
    press(page.detail, "Remplacer")
    editor = newest(window)
    fill(editor, enrolment_id=filled.enrolments[0])
    assert "sous réserve" in plain(editor.ui.answer.sentence)
    editor.ui.same_profile.setChecked(True)
    assert "sans frais" in plain(editor.ui.answer.sentence)
    press(editor, "Enregistrer")
    assert "remplaçant" in said(editor, "trainee_id")
    fill(editor, trainee_id="Rocher")
    press(editor, "Enregistrer")
    left = sessions.ENROLMENTS.get(office.db, filled.enrolments[0])
    assert left.state is EnrolmentState.REPLACED


def test_terms_that_want_an_amendment_offer_it_first_and_block_nothing(
    page, window, office, filled
):
    under(filled, "lexom")
    agreement_id = signed(filled)
    new = filled.new_trainee("Ines", "Rocher")
    seat = filled.enrolments[0]
    window.edit("replacement", None, session_id=filled.session, enrolment_id=seat)
    editor = newest(window)
    fill(editor, trainee_id="Rocher")
    assert "Préparez d’abord l’avenant" in editor.ui.answer.sentence
    press(editor, "Préparer l’avenant")
    amendment = newest(window)
    assert "Rocher" in amendment.ui.after.toPlainText()
    press(amendment, "Enregistrer")
    (made,) = bargains.amendments_of(office.db, agreement_id)
    assert made.subject is AmendmentSubject.TRAINEES
    window.edit("replacement", None, session_id=filled.session, enrolment_id=seat)
    fill(newest(window), trainee_id="Rocher")
    press(newest(window), "Enregistrer")
    assert new in {one.trainee_id for one in sessions.enrolments_of(office.db, filled.session)}


def test_an_agreement_that_nobody_signed_needs_no_amendment(window, filled):
    under(filled, "lexom")
    filled.agree()
    window.edit("replacement", None, session_id=filled.session, enrolment_id=filled.enrolments[0])
    buttons = newest(window).findChildren(QPushButton)
    assert "Préparer l’avenant" not in [b.text() for b in buttons if b.isVisible()]


def test_what_a_person_is_handed_is_shown_for_the_chosen_one(page, window, filled, monkeypatch):
    drawn = []
    monkeypatch.setattr(window, "show_paper", lambda key, subject: drawn.append((key, subject)))
    pick(page.detail, "Autres", "Reçu de remise")
    assert drawn == []
    (table,) = (t for t in page.detail.findChildren(QTableWidget) if t.isVisible())
    table.selectRow(0)  # the first by name
    pick(page.detail, "Autres", "Reçu de remise")
    ((key, subject),) = drawn
    assert (key, subject.enrolment_id) == ("handed_over", filled.enrolments[1])


def test_a_replacement_without_an_agreement_is_free(page, window, filled):
    window.edit("replacement", None, session_id=filled.session, enrolment_id=filled.enrolments[0])
    assert "librement" in newest(window).ui.answer.sentence


@pytest.fixture
def busy(office, filled):
    """Return someone who follows another session at the time."""
    trainee = filled.new_trainee("Ines", "Rocher")
    session = sessions.SESSIONS.get(office.db, filled.session)
    slot = replace(sessions.slots_of(office.db, filled.session)[0], id=None)
    other = planning.plan_session(office, replace(session, id=None), [slot]).saved_id
    seat = Enrolment(session_id=other, client_id=filled.town_hall, trainee_id=trainee)
    planning.enrol(office, [seat])
    return trainee


ELSEWHERE = "Ines Rocher suit déjà la session S-2026-002"


def test_who_takes_a_seat_while_following_another_session_is_told_before(window, filled, busy):
    window.edit("replacement", None, session_id=filled.session, enrolment_id=filled.enrolments[0])
    editor = newest(window)
    fill(editor, trainee_id="Rocher")
    assert ELSEWHERE in plain(editor.ui.answer.sentence)


def test_who_waits_and_is_elsewhere_is_told_beside_the_free_seat(
    page, window, office, filled, busy
):
    entry = WaitingEntry(
        session_id=filled.session,
        since=filled.clock.day,
        trainee_id=busy,
        client_id=filled.town_hall,
    )
    planning.wait(office, entry)
    window.refresh()
    QApplication.processEvents()
    words = [plain(label.text()) for label in page.detail.findChildren(QLabel)]
    assert any("à proposer à" in each and ELSEWHERE in each for each in words)


def test_the_fees_are_asked_from_the_session(page, window, filled):
    agreement_id = filled.agree()
    press(page, "Calculer les frais")
    assert newest(window).ui.agreement_id.currentData() == agreement_id
