"""An issued invoice is an electronic one: its file travels inside the paper."""

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from lxml import etree

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.interchange.facturx import read_supplier_invoice
from trainingdesk.services import identity, invoicing, publishing, wording
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import office as store
from trainingdesk.storage import papers, parties, sales


@pytest.fixture
def draft(filled):
    filled.attend()
    return filled.draft_invoices(filled.individual)[0]


def issue(filled, draft):
    publishing.issue_invoice(filled.office, draft, anyway=True)
    (paper,) = papers.papers_where(filled.office.db, "invoice_id = ?", [draft])
    return papers.pdf_of(filled.office.db, paper.id)


def attached(pdf):
    with pikepdf.open(BytesIO(pdf)) as opened:
        return {name: file.get_file().read_bytes() for name, file in opened.attachments.items()}


def notes(pdf):
    tree = etree.fromstring(attached(pdf)["factur-x.xml"])
    found = tree.findall(".//{*}IncludedNote")
    return {note.findtext("{*}SubjectCode"): note.findtext("{*}Content") for note in found}


def test_an_issued_invoice_carries_its_file_and_stays_valid(judge, filled, draft):
    pdf = issue(filled, draft)
    judge(pdf)
    assert list(attached(pdf)) == ["factur-x.xml"]
    read = read_supplier_invoice(pdf)
    assert read.number == sales.invoice(filled.office.db, draft).number
    assert read.faults == ()


def test_the_same_invoice_has_the_same_bytes(filled, draft):
    pdf = issue(filled, draft)
    again = publishing.prepare(filled.office, "invoice", Subject(invoice_id=draft))
    assert again.render()[0] == pdf


def test_a_draft_is_previewed_without_a_file(filled, draft):
    shown = publishing.prepare(filled.office, "invoice", Subject(invoice_id=draft))
    assert attached(shown.render()[0]) == {}


def test_a_credit_note_is_one_too(filled, draft):
    issue(filled, draft)
    note = invoicing.credit(filled.office, draft, "prix convenu").saved_id
    pdf = issue(filled, note)
    assert b">381<" in attached(pdf)["factur-x.xml"]


def test_the_file_says_what_the_office_words_itself(filled, draft):
    wording.save(
        filled.office,
        {"invoice.reglement": "Merci de régler avant le {due}, sans escompte."},
    )
    pdf = issue(filled, draft)
    assert notes(pdf)["AAB"].startswith("Merci de régler avant le")
    assert notes(pdf)["AAB"].endswith("sans escompte.")


def test_what_the_rules_would_turn_down_takes_no_number(filled, draft):
    office = store.organisation(filled.office.db)
    identity.save_organisation(filled.office, replace(office, siret=""))
    with pytest.raises(RuleBroken, match="SIRET"):
        publishing.issue_invoice(filled.office, draft, anyway=True)
    assert sales.invoice(filled.office.db, draft).number is None


def test_a_fault_that_no_mention_tells_takes_no_number_either(filled, draft):
    filled.office.db.execute("update organisation set bic = 'XX'")
    filled.office.db.commit()
    with pytest.raises(RuleBroken, match=r"facture électronique serait refusée.*BIC") as refused:
        publishing.issue_invoice(filled.office, draft, anyway=True)
    assert refused.value.field == "organisation.bic"
    assert sales.invoice(filled.office.db, draft).number is None


def test_what_only_a_platform_asks_for_is_told_and_no_hindrance(filled, draft):
    person = parties.CLIENTS.get(filled.office.db, filled.individual)
    parties.CLIENTS.update(filled.office.db, replace(person, email=""))
    prepared = publishing.prepare(filled.office, "invoice", Subject(invoice_id=draft))
    ((words, blocks),) = prepared.faults
    assert "adresse électronique" in words
    assert not blocks
    assert attached(issue(filled, draft))
