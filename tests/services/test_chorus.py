"""Following the invoices of public clients on their portal."""

import sqlite3
from dataclasses import replace
from datetime import date

import pytest

from tests.support.filled_office import FilledOffice
from tests.support.pdf_text import plain
from trainingdesk.domain.chorus import ChorusEvent, ChorusStatus
from trainingdesk.domain.duty_kinds import DutyKind
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.services import chorus, duties, invoicing, publishing
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import chorus as store
from trainingdesk.storage import parties

DAY = date(2026, 5, 20)


@pytest.fixture
def filled():
    office = FilledOffice()
    office.clock.day = DAY
    yield office
    office.office.close()


@pytest.fixture
def bill(filled):
    (draft,) = filled.draft_invoices()
    invoicing.issue(filled.office, draft)
    return draft


def note(filled, bill, status, words=""):
    event = ChorusEvent(invoice_id=bill, status=status, day=filled.clock.day, words=words)
    return chorus.note(filled.office, event)


def told(filled):
    found = duties.duties(filled.office)
    return [plain(duty.sentence) for duty in found if duty.kind is DutyKind.CHORUS]


def test_a_status_is_noted_after_another(filled, bill):
    assert chorus.to_deposit(filled.office, bill)
    done = note(filled, bill, ChorusStatus.DEPOSITED, " dépôt 42 ")
    assert plain(done.label) == "Chorus Pro : F-2026-0001 déposée le 20 mai 2026"
    note(filled, bill, ChorusStatus.PAID)
    events = store.events_of(filled.office.db, bill)
    assert [(event.status, event.words) for event in events] == [
        (ChorusStatus.DEPOSITED, "dépôt 42"),
        (ChorusStatus.PAID, ""),
    ]
    assert not chorus.to_deposit(filled.office, bill)


@pytest.mark.parametrize(
    "attempt", ["update chorus_event set words = 'x'", "delete from chorus_event"]
)
def test_what_was_noted_never_changes(filled, bill, attempt):
    note(filled, bill, ChorusStatus.DEPOSITED)
    with pytest.raises(sqlite3.IntegrityError, match="un état de Chorus Pro ne change plus"):
        filled.office.db.execute(attempt)


def test_a_status_that_cannot_follow_is_refused_and_nothing_is_written(filled, bill):
    with pytest.raises(RuleBroken, match="dépôt"):
        note(filled, bill, ChorusStatus.PAID)
    assert store.events_of(filled.office.db, bill) == []


def test_the_invoice_of_an_individual_goes_through_no_portal(filled):
    (draft,) = filled.draft_invoices(filled.individual)
    with pytest.raises(RuleBroken, match="client public"):
        note(filled, draft, ChorusStatus.DEPOSITED)
    assert not chorus.to_deposit(filled.office, draft)


def test_an_issued_invoice_is_told_until_it_is_deposited_and_again_once_rejected(filled):
    (draft,) = filled.draft_invoices()
    assert told(filled) == []
    invoicing.issue(filled.office, draft)
    assert told(filled) == [
        "Déposer sur Chorus Pro la facture F-2026-0001 de Mairie d’Évian-la-Forêt"
    ]
    note(filled, draft, ChorusStatus.DEPOSITED)
    assert told(filled) == []
    note(filled, draft, ChorusStatus.REJECTED, "engagement inconnu")
    (sentence,) = told(filled)
    assert sentence.endswith("rejetée le 20/05/2026 : engagement inconnu")
    note(filled, draft, ChorusStatus.DEPOSITED)
    assert told(filled) == []


def test_the_numbers_that_a_client_demands_are_missed_before_issue(filled):
    client = parties.CLIENTS.get(filled.office.db, filled.town_hall)
    parties.CLIENTS.update(
        filled.office.db, replace(client, demands_order=True, demands_engagement=True)
    )
    (draft,) = filled.draft_invoices()
    assert "le numéro de bon de commande et le numéro d’engagement" in chorus.lacking(
        filled.office, draft
    )
    prepared = publishing.prepare(filled.office, "invoice", Subject(invoice_id=draft))
    named = {mention.name: mention.blocks for mention in prepared.missing}
    assert {name: named.get(name) for name in ("Bon de commande", "Numéro d’engagement")} == {
        "Bon de commande": False,
        "Numéro d’engagement": False,
    }
    assert "Code service" not in named
