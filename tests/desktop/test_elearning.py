"""The learning platform in the window: accounts, incidents, maintenance, register."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from decimal import Decimal as D

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from tests.support.desk_hands import fill, newest, plain, press, said
from tests.support.elearning_sample import ILMIS
from trainingdesk.desktop.details.elearning import CAPTIONS, FOLLOWED, elearning_view
from trainingdesk.desktop.elearning_window import CHOOSE, ELearningWindow
from trainingdesk.desktop.paper_window import PaperWindow
from trainingdesk.domain.elearning import Incident, IncidentKind
from trainingdesk.domain.sessions import Modality
from trainingdesk.services import agreeing, elearning, identity, platform_events
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import elearning as store
from trainingdesk.storage import office as terms
from trainingdesk.storage import sessions

DAY = timedelta(days=1)


@pytest.fixture
def online(filled):
    """The filled office, its session learnt on a platform under the terms of ILMIS."""
    former = terms.conditions_on(filled.office.db, filled.clock.day)
    rules = replace(former.rules, elearning=replace(ILMIS, open_days=90))
    identity.save_conditions(
        filled.office, replace(former, rules=rules, starts_on=filled.clock.day - DAY)
    )
    session = sessions.SESSIONS.get(filled.office.db, filled.session)
    changed = replace(session, modality=Modality.E_LEARNING, self_paced_hours=D(14))
    sessions.SESSIONS.update(filled.office.db, changed)
    return filled


def view_of(qtbot, window, filled):
    made = elearning_view(window, session_file(filled.office, filled.session))
    qtbot.addWidget(made)
    made.resize(900, 600)
    with qtbot.waitExposed(made):
        made.show()
    return made


def at(filled, hour, days=-1):
    return datetime.combine(filled.clock.day + days * DAY, time(hour))


def reported(filled, **changes):
    record = Incident(
        session_id=filled.session,
        enrolment_id=filled.enrolments[0],
        kind=IncidentKind.TECHNICAL,
        happened_at=at(filled, 9),
        reported_at=at(filled, 10),
        facts="La vidéo s’arrête.",
    )
    return platform_events.save_incident(filled.office, replace(record, **changes)).saved_id


def column(table, place):
    return [table.item(row, place).text() for row in range(table.rowCount())]


def texts(widget):
    return [b.text() for b in widget.findChildren(QAbstractButton) if b.isVisible() and b.text()]


def test_accounts_go_from_proposed_to_sent(qtbot, window, online):
    view = view_of(qtbot, window, online)
    assert column(view.accounts, 1) == [""] * 4
    press(view, "Proposer")
    view = view_of(qtbot, window, online)
    assert "amelie.oeuvrard" in column(view.accounts, 1)
    assert "Proposer les identifiants" not in texts(view)
    press(view, "Noter l’ouverture")
    view = view_of(qtbot, window, online)
    assert set(column(view.accounts, 3)) == {"Ouvert"}
    press(view, "Noter l’envoi")
    view = view_of(qtbot, window, online)
    assert set(column(view.accounts, 3)) == {"Envoyé"}


def test_the_clock_of_an_account_tells_what_is_left(qtbot, window, online):
    for client in (online.town_hall, online.individual):
        agreement = agreeing.draft_agreement(online.office, online.session, client).saved_id
        agreeing.send(online.office, agreement)
        agreeing.sign(online.office, agreement, online.clock.day, "Luc")
    view = view_of(qtbot, window, online)
    clocks = column(view.accounts, CAPTIONS.index("Ouverture"))
    assert sum("reste 4" in plain(words) for words in clocks) == 3
    assert sum(words.startswith("rétractation") for words in clocks) == 1
    assert any("demande expresse" in label.text() for label in view.findChildren(QLabel))
    online.clock.day += 6 * DAY
    view = view_of(qtbot, window, online)
    clocks = column(view.accounts, CAPTIONS.index("Ouverture"))
    assert sum("délai passé" in words for words in clocks) == 3


def test_hours_are_typed_into_the_list(qtbot, window, online):
    view = view_of(qtbot, window, online)
    view.accounts.item(0, FOLLOWED).setText("3,5")
    seats = sessions.enrolments_of(online.office.db, online.session)
    assert [seat.self_paced_hours for seat in seats] == [D("3.5"), 0, 0, 0]
    view = view_of(qtbot, window, online)
    view.accounts.item(0, FOLLOWED).setText("beaucoup")
    assert view.accounts.item(0, FOLLOWED).text() == "3,5"


def test_an_account_opens_by_its_row(qtbot, window, online):
    view = view_of(qtbot, window, online)
    view.accounts.opened.emit(0, FOLLOWED)
    view.accounts.opened.emit(0, 0)
    editor = newest(window)
    fill(editor, access_login="a b")
    assert not editor.save()
    assert "en un seul mot" in said(editor, "access_login")
    fill(editor, access_login="amelie", access_platform="Apprendre")
    fill(editor, access_opened_at="hier 9h30", access_signed_time="9h", self_paced_hours="2")
    fill(editor, sent_on="hier")
    assert editor.save()
    view = view_of(qtbot, window, online)
    assert column(view.accounts, 1)[0] == "amelie"
    kept = store.accesses_of(online.office.db, online.session)
    assert [access.signed_time for access in kept.values()] == [time(9)]
    view.accounts.opened.emit(0, 0)
    assert newest(window).ui.access_opened_at.text().endswith("9\xa0h\xa030")


def test_a_moment_without_its_hour_is_refused_beside_its_field(qtbot, window, online):
    window.edit("platform_access", None, enrolment_id=online.enrolments[0])
    editor = newest(window)
    fill(editor, access_opened_at="hier")
    assert not editor.save()
    assert "un jour et une heure" in said(editor, "access_opened_at")


def test_the_letter_and_the_closing_are_of_the_chosen_person(qtbot, window, online):
    elearning.propose(online.office, online.session)
    elearning.open_accounts(online.office, online.session, at(online, 9))
    view = view_of(qtbot, window, online)
    view.show_letter()
    assert not window.findChildren(PaperWindow)
    view.close_account()
    view.accounts.selectRow(0)
    press(view, "Lettre")
    assert newest(window, PaperWindow).isVisible()
    press(view, "Fermer")
    view = view_of(qtbot, window, online)
    assert column(view.accounts, 3).count("Fermé") == 1


def test_an_incident_is_reported_answered_and_mended(qtbot, window, online):
    view = view_of(qtbot, window, online)
    view.accounts.selectRow(0)
    press(view, "Nouvel incident")
    editor = newest(window)
    assert editor.ui.enrolment_id.currentText().endswith("Bellil")
    assert "À corriger avant" in editor.ui.clock.text()
    fill(editor, happened_at="-9 8h", reported_at="hier 9h", facts="La vidéo s’arrête.")
    assert "plus de 48" in editor.ui.clock.text()
    assert editor.save()
    view = view_of(qtbot, window, online)
    assert "avant le" in column(view.incidents, 2)[0]
    assert "(tardif)" in column(view.incidents, 3)[0]
    press(view, "Réponse")
    assert newest(window, PaperWindow).isVisible()
    press(view, "Corrigé")
    editor = newest(window)
    fill(editor, fixed_at="hier 18h")
    assert not editor.save()
    assert "ce qui a été fait" in said(editor, "outcome")
    fill(editor, outcome="Remplacée")
    assert editor.save()
    view = view_of(qtbot, window, online)
    assert "corrigé le" in column(view.incidents, 2)[0]


def test_an_incident_past_its_delay_says_so(qtbot, window, online):
    first = reported(online)
    reported(online, enrolment_id=None)
    online.clock.day += 10 * DAY
    view = view_of(qtbot, window, online)
    assert all("délai passé" in words for words in column(view.incidents, 2))
    assert column(view.incidents, 0)[0] == "tous"
    view.edit_incident()
    view.show_notice()
    view.incidents.opened.emit(1, 0)
    assert newest(window).row_id == first


def test_a_session_without_names_says_what_to_do(qtbot, window, online):
    online.office.db.execute("update enrolment set trainee_id = null")
    view = view_of(qtbot, window, online)
    assert any("onglet Stagiaires" in label.text() for label in view.findChildren(QLabel))


# Maintenance and register -------------------------------------------------------------------------


@pytest.fixture
def platform(qtbot, window, online):
    """The window of the whole platform."""
    made = ELearningWindow(window)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_a_maintenance_is_planned_announced_and_kept(qtbot, window, online, platform):
    elearning.propose(online.office, online.session)
    elearning.open_accounts(online.office, online.session, at(online, 9))
    press(platform, "Nouvelle maintenance")
    editor = newest(window)
    assert "À prévenir" in editor.ui.told.text()
    fill(editor, starts_at="+1 20h", ends_at="+1 22h", reason="Serveur")
    assert "Attention" in editor.ui.clock.text()
    assert editor.save()
    assert column(platform.table, 3) == ["4\xa0personnes"]
    assert "délai passé" in column(platform.table, 2)[0]
    press(platform, "Copier les adresses")
    assert QApplication.clipboard().text() == ""
    press(platform, "Note d’information")
    assert newest(window, PaperWindow).isVisible()
    press(platform, "Noter l’annonce")
    assert "(tardif)" in column(platform.table, 2)[0]


def test_a_maintenance_of_nobody_is_modified_and_taken_back(qtbot, window, platform):
    press(platform, "Retirer")
    assert platform.trouble.text() == CHOOSE
    press(platform, "Nouvelle maintenance")
    editor = newest(window)
    assert "personne n’est à prévenir" in editor.ui.told.text()
    fill(editor, reason="")
    assert not editor.save()
    fill(editor, reason="Serveur")
    assert editor.save()
    press(platform, "Modifier")
    assert newest(window).row_id is not None
    press(platform, "Retirer")
    assert not store.maintenances(window.office.db)


@pytest.mark.parametrize(("first", "last"), [("demain", "hier"), ("jamais", "hier")])
def test_a_period_that_is_none_is_told(platform, first, last):
    platform.first.setText(first)
    platform.last.setText(last)
    press(platform, "Voir le registre")
    assert "deux dates" in plain(platform.trouble.text())


def test_the_register_of_a_year_is_shown(window, platform):
    press(platform, "Voir le registre")
    assert newest(window, PaperWindow).isVisible()


def test_the_menu_opens_the_platform(window):
    (action,) = [a for a in window.findChildren(type(window._undo)) if a.text() == "E-learning…"]
    action.trigger()
    assert newest(window, ELearningWindow).isVisible()
