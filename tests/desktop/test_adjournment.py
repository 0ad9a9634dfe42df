"""A session is moved for too few people, a proposal prolonged, a part paid by the trainee."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton

from tests.support.desk_hands import fill, newest, pick, plain, press, said
from tests.support.money_office import signed, under
from tests.support.office_sample import AFTER
from trainingdesk.desktop.editors.client import ClientEditor
from trainingdesk.desktop.editors.own_part import OwnPartEditor
from trainingdesk.desktop.paper_window import PaperWindow
from trainingdesk.desktop.widgets.detail import ShortTable
from trainingdesk.domain.agreements import AgreementKind, AgreementState
from trainingdesk.domain.parties import Client, ClientKind
from trainingdesk.domain.proposals import ProposalState
from trainingdesk.domain.sessions import SessionState
from trainingdesk.services import closing, parties, proposing, publishing
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import bargains, sales, sessions

MOVE = "Reporter la session (effectif insuffisant)…"
PROLONG = "Prolonger la validité…"


def page_of(window, name, row_id, view=""):
    """Return a page with one row chosen on it."""
    window.go_to(name, row_id, view)
    QApplication.processEvents()
    return window.pages[name]


def more(page) -> dict[str, object]:
    """Return what «Plus» drops down, by its words."""
    QApplication.processEvents()
    found = [b for b in page.detail.findChildren(QToolButton) if b.text() == "Plus"]
    shown = [button for button in found if button.isVisible()]
    return {action.text(): action for button in shown for action in button.menu().actions()}


def letters(page) -> list[str]:
    """Return the letters that a postponed session offers."""
    QApplication.processEvents()
    return [
        button.text()
        for button in page.detail.findChildren(QPushButton)
        if button.isVisible() and button.text().startswith("Courrier :")
    ]


def state_of(office, session_id):
    return sessions.SESSIONS.get(office.db, session_id).state


# Sessions ---------------------------------------------------------------------------------------


@pytest.fixture
def moving(window, filled):
    """Return the editor that moves the session, which has two signed agreements."""
    under(filled, "digiactif")
    signed(filled)
    signed(filled, filled.individual)
    page = page_of(window, "sessions", filled.session)
    more(page)[MOVE].trigger()
    return newest(window)


def test_a_move_tells_its_last_day_and_its_agreements_first(moving):
    grids = plain(" ".join(label.text() for label in moving.ui.answer.findChildren(QLabel)))
    assert "11 mai 2026" in grids
    assert "2 accords" in grids
    assert "sans frais" in moving.ui.answer.sentence
    assert "reprocher" not in moving.ui.answer.sentence


def test_a_late_move_is_told_and_made(moving, office, filled):
    filled.clock.day = date(2026, 5, 13)
    fill(moving, on="13/05/2026")
    assert "reprocher" in moving.ui.answer.sentence
    press(moving, "Enregistrer")
    assert state_of(office, filled.session) is SessionState.POSTPONED


def test_a_session_is_moved_and_offers_the_letters_until_they_left(window, moving, office, filled):
    fill(moving, new_start="15/06/2026")
    press(moving, "Enregistrer")
    page = window.pages["sessions"]
    assert state_of(office, filled.session) is SessionState.POSTPONED
    agreements = sales.agreements_of(office.db, filled.session)
    assert {each.state for each in agreements} == {AgreementState.POSTPONED}
    first, second = letters(page)
    press(page.detail, first)
    assert newest(window, PaperWindow).isVisible()
    (decided,) = bargains.settlements_of(office.db, agreements[0].id)
    assert decided.new_start == date(2026, 6, 15)
    letter = publishing.prepare(office, "postponement", Subject(settlement_id=decided.id))
    window.broadcast(publishing.issue(office, letter, anyway=True))
    assert letters(page) == [second]


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        pytest.param({"new_start": "18/05/2026"}, "new_start", "plus tardive", id="no later day"),
        pytest.param({"on": "01/05/2026"}, "on", "futur", id="decided tomorrow"),
        pytest.param({"on": "jamais"}, "on", "", id="no day"),
    ],
)
def test_a_move_that_cannot_be_is_refused_beside_its_day(
    moving, office, filled, typed, field, words
):
    fill(moving, **typed)
    press(moving, "Enregistrer")
    assert moving.isVisible()
    assert words in said(moving, field) != ""
    assert state_of(office, filled.session) is SessionState.PLANNED


def test_a_session_without_agreements_moves_alone(window, office, filled):
    more(page_of(window, "sessions", filled.session))[MOVE].trigger()
    editor = newest(window)
    assert "se reporte seule" in editor.ui.answer.sentence
    press(editor, "Enregistrer")
    assert state_of(office, filled.session) is SessionState.POSTPONED
    assert letters(window.pages["sessions"]) == []


def test_a_closed_session_is_not_moved(window, office, filled):
    filled.clock.day = AFTER
    closing.close(office, filled.session, anyway=True)
    assert MOVE not in more(page_of(window, "sessions", filled.session))


# Proposals --------------------------------------------------------------------------------------


@pytest.mark.parametrize("late", [pytest.param(0, id="valid"), pytest.param(200, id="expired")])
def test_a_proposal_that_left_is_prolonged(window, office, filled, late):
    proposal = filled.propose()
    proposing.send(office, proposal)
    filled.clock.day += timedelta(days=late)
    more(page_of(window, "sales", proposal, "proposals"))[PROLONG].trigger()
    editor = newest(window)
    assert ("était valable" in editor.ui.proposal_name.text()) is bool(late)
    fill(editor, valid_until="31/12/2026")
    press(editor, "Enregistrer")
    kept = sales.proposal(office.db, proposal)
    assert (kept.valid_until, kept.state) == (date(2026, 12, 31), ProposalState.SENT)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        pytest.param("01/01/2026", "déjà passée", id="past"),
        pytest.param("", "jusqu’à quel jour", id="no day"),
    ],
)
def test_a_proposal_is_not_prolonged_to_no_day_ahead(window, office, filled, typed, words):
    proposal = filled.propose()
    proposing.send(office, proposal)
    former = sales.proposal(office.db, proposal).valid_until
    window.edit("validity", proposal)
    editor = newest(window)
    fill(editor, valid_until=typed)
    press(editor, "Enregistrer")
    assert words in said(editor, "valid_until")
    assert sales.proposal(office.db, proposal).valid_until == former


def test_a_draft_has_no_validity_to_prolong(window, filled):
    assert PROLONG not in more(page_of(window, "sales", filled.propose(), "proposals"))


# Parts ------------------------------------------------------------------------------------------


@pytest.fixture
def amelie(office) -> int:
    """Return a trainee of the town hall as a client of her own."""
    client = Client(name="Œuvrard", first_name="Amélie", kind=ClientKind.INDIVIDUAL)
    return parties.save_client(office, client).saved_id


@pytest.fixture
def people(window, filled, amelie):
    """Return the list of the session's people, on its page."""
    page = page_of(window, "sessions", filled.session)
    page.detail.tabs.setCurrentIndex(1)
    QApplication.processEvents()
    return page.detail


def choose(people, name):
    table = next(each for each in people.findChildren(ShortTable) if each.isVisible())
    names = [plain(table.item(row, 0).text()) for row in range(table.rowCount())]
    table.setCurrentCell(next(row for row, one in enumerate(names) if name in one), 0)


def test_a_trainee_who_pays_a_part_gets_a_contract(window, people, office, filled, amelie):
    choose(people, "Amélie")
    pick(people, "Autres", "Part du stagiaire…")
    editor = newest(window)
    assert "690,00 €" in plain(editor.ui.seat_name.text())
    assert editor.ui.client_id.currentData() == amelie
    fill(editor, amount="200")
    press(editor, "Enregistrer")
    (contract,) = sales.agreements_of(office.db, filled.session)
    assert (contract.kind, contract.client_id) == (AgreementKind.CONTRACT, amelie)
    assert contract.totals.total_ht == Decimal(200)
    assert sessions.ENROLMENTS.get(office.db, filled.enrolments[0]).price == Decimal(490)


def test_a_trainee_who_is_no_client_yet_is_made_one_meanwhile(window, office, filled):
    window.edit("own_part", filled.enrolments[0])
    editor = newest(window, OwnPartEditor)
    editor.ui.client_id.setEditText("Dupont")
    editor.ui.client_id.add_wished.emit("Dupont")
    client = newest(window, ClientEditor)
    assert client.ui.kind.currentData() == ClientKind.INDIVIDUAL
    fill(client, first_name="Nina")
    press(client, "Enregistrer")
    assert editor.ui.client_id.currentText() == "Dupont Nina"


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        pytest.param({"client_id": ""}, "client_id", "client particulier", id="nobody"),
        pytest.param({}, "amount", "Saisissez la part", id="no amount"),
        pytest.param({"amount": "690"}, "amount", "plus petite", id="the whole price"),
    ],
)
def test_a_part_that_cannot_be_is_refused_beside_its_field(
    window, office, filled, amelie, typed, field, words
):
    window.edit("own_part", filled.enrolments[0])
    editor = newest(window)
    fill(editor, **typed)
    press(editor, "Enregistrer")
    assert words in said(editor, field)
    assert sales.agreements_of(office.db, filled.session) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("", "Choisissez d’abord", id="nobody chosen"),
        pytest.param("Zoé", "paie déjà", id="one who pays for herself"),
    ],
)
def test_a_part_is_that_of_an_employee(window, people, name, words):
    if name:
        choose(people, name)
    pick(people, "Autres", "Part du stagiaire…")
    assert words in window.statusBar().currentMessage()
