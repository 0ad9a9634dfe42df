"""Complaints and reserves are noted, answered, closed and printed."""

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel

from tests.support.desk_hands import fill, newest, press, said
from trainingdesk.domain.registers import EntryKind, RegisterEntry
from trainingdesk.services import registers
from trainingdesk.storage import bargains


@pytest.fixture
def page(window):
    """Return the page of clients, on the register."""
    window.tabs.setCurrentWidget(window.pages["clients"])
    window.pages["clients"].pane.show_view("register")
    return window.pages["clients"]


@pytest.fixture
def complaint(filled) -> int:
    """Return a complaint of the town hall."""
    entry = RegisterEntry(
        kind=EntryKind.COMPLAINT,
        received_on=date(2026, 4, 9),
        facts="Salle trop petite.",
        client_id=filled.town_hall,
    )
    return registers.save(filled.office, entry).saved_id


def words(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_an_entry_is_noted_and_listed(page, window, office):
    press(page, "Nouveau")
    editor = newest(window)
    press(editor, "Enregistrer")
    assert "faits" in said(editor, "facts").lower()
    fill(editor, client_id="Mairie", facts="Bruit dans la salle", received_on="hier")
    press(editor, "Enregistrer")
    assert page.pane.chosen_row["facts"] == "Bruit dans la salle"


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        pytest.param("PETITE", True, id="the facts"),
        pytest.param("evian salle", True, id="the client and the facts"),
        pytest.param("parking", False, id="what nobody said"),
    ],
)
def test_the_register_is_filtered_as_one_types(page, complaint, typed, is_found):
    page.show_record(complaint, "register")
    page.pane.set_text(typed)
    assert (page.pane.model.row_of(complaint) is not None) is is_found


def test_an_entry_is_answered_then_closed(page, window, office, complaint):
    page.show_record(complaint, "register")
    press(page.detail, "Répondre")
    editor = newest(window)
    fill(editor, answered_on="10/04/2026", answer="Une autre salle est retenue.")
    press(editor, "Enregistrer")
    press(page.detail, "Clore")
    assert bargains.REGISTER.get(office.db, complaint).closed_on == date(2026, 4, 10)
    assert "clos" in words(page.detail)
    press(page.detail, "Rouvrir")
    assert bargains.REGISTER.get(office.db, complaint).closed_on is None


def test_only_an_order_against_advice_is_countersigned(window, complaint):
    window.edit("register_entry", complaint)
    editor = newest(window)
    assert not editor.ui.countersigned_on.isVisible()
    fill(editor, kind=EntryKind.ADVERSE_ADVICE)
    assert editor.ui.countersigned_on.isVisible()


def test_a_closed_entry_is_only_shown(window, office, complaint):
    registers.answer(office, complaint, "Fait.")
    registers.close(office, complaint)
    window.edit("register_entry", complaint)
    assert not newest(window).ui.facts.isEnabled()


def test_the_register_is_printed_by_year(page, window, monkeypatch):
    printed = []
    monkeypatch.setattr(window, "show_paper", lambda key, subject: printed.append((key, subject)))
    (this_year, act), *_others = page._years()
    act()
    ((key, subject),) = printed
    assert (this_year, key) == ("2026", "complaints_register")
    assert subject.period == (date(2026, 1, 1), date(2026, 12, 31))
