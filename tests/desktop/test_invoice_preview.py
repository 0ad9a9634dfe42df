"""An invoice before it is numbered: what the electronic one lacks is said."""

from dataclasses import replace

from tests.support.desk_hands import newest
from trainingdesk.desktop.paper_window import PaperWindow
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import parties


def preview(window, filled):
    filled.attend()
    (draft,) = filled.draft_invoices(filled.individual)
    window.show_paper("invoice", Subject(invoice_id=draft))
    return newest(window, PaperWindow)


def test_what_only_a_platform_asks_for_is_told_and_the_number_may_be_taken(window, filled):
    person = parties.CLIENTS.get(filled.office.db, filled.individual)
    parties.CLIENTS.update(filled.office.db, replace(person, email=""))
    shown = preview(window, filled)
    assert "adresse électronique manque" in shown._notice.text()
    assert "(facultatif)" in shown._notice.text()
    assert shown._issue.isEnabled()


def test_what_the_rules_turn_down_keeps_the_number_from_being_taken(window, filled):
    filled.office.db.execute("update organisation set bic = 'XX'")
    filled.office.db.commit()
    shown = preview(window, filled)
    assert "BIC" in shown._notice.text()
    assert not shown._issue.isEnabled()


def test_an_invoice_that_lacks_nothing_says_nothing(window, filled):
    assert preview(window, filled)._notice.text() == ""
