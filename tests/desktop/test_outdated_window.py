"""What a change made outdated: told in the status bar, listed, issued again."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidget

from tests.support.desk_hands import plain, press
from trainingdesk.desktop.outdated_window import OutdatedWindow
from trainingdesk.desktop.paper_window import PaperWindow
from trainingdesk.services import identity, packs, parties, publishing
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import papers as store
from trainingdesk.storage import parties as people


@pytest.fixture
def issued(filled):
    """A session whose convention and joining letters left."""
    filled.agree()
    packs.make_ready(
        filled.office,
        filled.session,
        lambda *_told: None,
        kinds=["convention", "joining_letter"],
    )
    return filled


def misspell(window, filled):
    trainee = people.TRAINEES.get(filled.office.db, filled.trainees[0])
    window.perform(
        lambda: parties.save_trainee(filled.office, replace(trainee, last_name="Durant"))
    )


def listed(qtbot, window):
    """Open the list from the status bar, once it is told there."""
    qtbot.waitUntil(window.outdated.isVisible, timeout=30000)
    qtbot.mouseClick(window.outdated, Qt.MouseButton.LeftButton)
    (dialog,) = window.findChildren(OutdatedWindow)
    return dialog


def rows(dialog):
    tree = dialog.findChild(QTreeWidget)
    return [
        (plain(head.child(row).text(0)), plain(head.child(row).text(1)))
        for head in (tree.topLevelItem(place) for place in range(tree.topLevelItemCount()))
        for row in range(head.childCount())
    ]


def test_a_name_mended_is_told_with_what_is_to_be_issued_again(qtbot, window, issued):
    misspell(window, issued)
    dialog = listed(qtbot, window)
    assert window.outdated.text() == "2\xa0documents à rééditer…"
    assert rows(dialog) == [
        ("Convention – Mairie d’Évian-la-Forêt", "nom (Amélie Durant) : « Œuvrard » → « Durant »"),
        ("Convocation – Mme Amélie Durant", "nom : « Œuvrard » → « Durant »"),
    ]
    assert len(dialog.ticked) == 2


def test_one_press_issues_them_again_and_keeps_the_former_editions(qtbot, window, issued):
    misspell(window, issued)
    dialog = listed(qtbot, window)
    press(dialog, "Rééditer les documents cochés (2)")
    qtbot.waitUntil(lambda: not window.outdated.papers, timeout=30000)
    assert rows(dialog) == []
    assert not window.outdated.isVisible()
    papers = store.papers_where(issued.office.db, "replaces_id is not null order by id", [])
    assert [paper.kind for paper in papers] == ["convention", "joining_letter"]


def test_only_what_is_ticked_is_issued_again(qtbot, window, issued):
    misspell(window, issued)
    dialog = listed(qtbot, window)
    press(dialog, "Tout décocher")
    assert dialog.ticked == []
    head = dialog.findChild(QTreeWidget).topLevelItem(0)
    head.child(1).setCheckState(0, Qt.CheckState.Checked)
    press(dialog, "Rééditer les documents cochés (1)")
    qtbot.waitUntil(lambda: len(window.outdated.papers) == 1, timeout=30000)
    assert [name for name, _why in rows(dialog)] == ["Convention – Mairie d’Évian-la-Forêt"]


def test_a_signed_paper_is_not_ticked_and_an_amendment_is_advised(qtbot, window, issued):
    (convention,) = store.papers_where(issued.office.db, "kind = 'convention'", [])
    copy = store.SignedCopy(paper_id=convention.id, received_on=date(2026, 4, 12))
    store.SIGNED_COPIES.insert(issued.office.db, copy)
    misspell(window, issued)
    dialog = listed(qtbot, window)
    assert [each.paper.key for each in dialog.ticked] == ["joining_letter"]
    assert "un avenant convient mieux" in dialog._notes.text()


def test_an_invoice_is_never_offered_and_a_credit_note_is_advised(qtbot, window, issued):
    (draft,) = issued.draft_invoices()
    publishing.issue_invoice(issued.office, draft)
    organisation = session_file(issued.office, issued.session).organisation
    moved = replace(organisation, phone="04 99 99 99 99")
    window.perform(lambda: identity.save_organisation(issued.office, moved))
    dialog = listed(qtbot, window)
    assert not any(name.startswith("Facture") for name, _why in rows(dialog))
    assert "un avoir l’annule" in dialog._notes.text()


def test_a_change_that_no_paper_prints_is_not_told(qtbot, window, issued):
    client = people.CLIENTS.get(issued.office.db, issued.town_hall)
    window.perform(lambda: parties.save_client(issued.office, replace(client, notes="rappeler")))
    with qtbot.waitSignal(window.outdated.found, timeout=30000):
        pass
    assert not window.outdated.isVisible()


def test_all_that_is_open_is_looked_through_from_the_menu(qtbot, window, issued):
    with qtbot.waitSignal(window.outdated.found, timeout=30000):
        window.outdated.look_everywhere()
    (dialog,) = window.findChildren(OutdatedWindow)
    assert rows(dialog) == []
    assert dialog._head.text() == "Tous les documents édités sont à jour."


def test_a_line_that_is_opened_shows_the_paper_and_what_changed(qtbot, window, issued):
    misspell(window, issued)
    dialog = listed(qtbot, window)
    tree = dialog.findChild(QTreeWidget)
    tree.itemActivated.emit(tree.topLevelItem(0).child(0), 0)
    (paper,) = window.findChildren(PaperWindow)
    assert "À rééditer – édité le 10/04/2026" in paper._notice.text()
    assert "« Œuvrard » → « Durant »" in plain(paper._notice.text())
    press(paper, "Rééditer")
