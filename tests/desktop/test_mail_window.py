"""The mails of a session in the window."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from tests.support.desk_hands import press
from trainingdesk.desktop.editors.trainee import TraineeEditor
from trainingdesk.desktop.mail_window import MISSING, MailWindow
from trainingdesk.domain.sessions import SessionState
from trainingdesk.services import packs, parties, planning
from trainingdesk.storage import parties as people


@pytest.fixture
def mails(window, filled):
    """The window of the mails of a session whose papers left."""
    filled.agree()
    packs.make_ready(filled.office, filled.session, lambda *_told: None)
    dialog = MailWindow(window, filled.session)
    dialog.show()
    return dialog


def rows(dialog):
    items = [dialog.tree.topLevelItem(row) for row in range(dialog.tree.topLevelItemCount())]
    return {item.text(0): item.text(1) for item in items}


def test_each_recipient_has_a_line_and_those_with_an_address_are_ticked(mails):
    assert rows(mails) == {
        "Mairie d’Évian-la-Forêt": "luc@evian.example",
        "Mme Zoé Łukasiewicz": "zoe@exemple.example",
        "Mme Karim Bellil": MISSING,
        "Mme Fatou Ndiaye": MISSING,
        "Mme Amélie Œuvrard": MISSING,
        "M. Marc Tellier": MISSING,
    }
    assert {draft.whom for draft in mails.ticked} >= {
        "Mairie d’Évian-la-Forêt",
        "Mme Zoé Łukasiewicz",
    }


def test_the_mail_that_is_chosen_is_seen_with_what_lacks(mails):
    assert "Accueillir un public" in mails._subject.text()
    assert "– Convention" in mails._body.toPlainText()
    mails.tree.setCurrentItem(mails.tree.topLevelItem(2))
    assert mails._trouble.text().startswith("Adresse de courriel manquante")
    assert mails._address.isVisible()


def test_an_address_is_entered_from_here(qtbot, window, filled, mails):
    mails.tree.setCurrentItem(mails.tree.topLevelItem(2))
    press(mails, "Saisir l’adresse…")
    (editor,) = window.findChildren(TraineeEditor)
    trainee = people.TRAINEES.get(filled.office.db, editor.row_id)
    parties.save_trainee(filled.office, replace(trainee, email="karim@exemple.example"))
    mails.read()
    assert rows(mails)["Mme Karim Bellil"] == "karim@exemple.example"


def test_the_mails_of_after_the_session_are_others(mails):
    mails.occasion.setCurrentIndex(1)
    assert "Documents de fin de formation" in mails._subject.text()
    assert "Certificat de réalisation (3)" in mails._lacking.text()


def test_the_ticked_mails_are_written_into_a_folder(qtbot, window, mails, tmp_path, monkeypatch):
    folder = tmp_path / "courriels"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(folder))
    count = len(mails.ticked)
    press(mails, "Enregistrer dans un dossier…")
    qtbot.waitUntil(lambda: not window.jobs.is_busy, timeout=30000)
    assert len(list(folder.glob("*.eml"))) == count
    assert "préparés dans « courriels »" in window.statusBar().currentMessage()


def test_where_nobody_says_where_nothing_is_written(window, mails, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: "")
    press(mails, "Enregistrer dans un dossier…")
    assert not window.jobs.is_busy


def test_the_ticked_mails_are_opened_in_the_mail_program(qtbot, window, mails, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    count = len(mails.ticked)
    press(mails, "Ouvrir dans la messagerie")
    qtbot.waitUntil(lambda: len(opened) == count, timeout=30000)
    assert all(url.toLocalFile().endswith(".eml") for url in opened)


def test_a_session_that_was_given_up_calls_nobody(window, filled):
    planning.set_state(filled.office, filled.session, SessionState.CANCELLED)
    dialog = MailWindow(window, filled.session)
    dialog.show()
    assert rows(dialog) == {}
    assert dialog._body.toPlainText().startswith("Cette session est annulée ou reportée")
