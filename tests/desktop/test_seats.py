"""Someone waits for a seat, someone takes another's."""

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from tests.support.desk_hands import fill, newest, plain, press, said
from trainingdesk.domain.conditions import Conditions
from trainingdesk.domain.sessions import EnrolmentState
from trainingdesk.services import agreeing, identity
from trainingdesk.services.profiles import load_profile
from trainingdesk.storage import sessions


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


def test_a_replacement_without_an_agreement_is_free(page, window, filled):
    window.edit("replacement", None, session_id=filled.session, enrolment_id=filled.enrolments[0])
    assert "librement" in newest(window).ui.answer.sentence


def test_the_fees_are_asked_from_the_session(page, window, filled):
    agreement_id = filled.agree()
    press(page, "Calculer les frais")
    assert newest(window).ui.agreement_id.currentData() == agreement_id
