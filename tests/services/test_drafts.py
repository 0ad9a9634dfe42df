"""E-mail drafts that the user's own program opens."""

from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from tests.support.office_sample import OFFICE
from trainingdesk.domain.parties import Funder, FunderKind
from trainingdesk.services import drafts, identity, invoicing, parties, publishing
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import parties as store
from trainingdesk.storage import sales

PDF = b"%PDF-1.7 un document"


def read(eml: bytes) -> EmailMessage:
    """Return a draft as a mail program reads it."""
    return message_from_bytes(eml, policy=default)


@pytest.fixture
def letter(filled):
    return publishing.prepare(
        filled.office, "joining_letter", Subject(enrolment_id=filled.enrolments[0])
    )


def test_a_draft_is_opened_for_writing_with_the_paper_attached(filled):
    convention = publishing.prepare(
        filled.office, "convention", Subject(agreement_id=filled.agree())
    )
    message = read(drafts.mail_draft(filled.office, convention, "Convention – Évian-la-Forêt", PDF))
    assert message["X-Unsent"] == "1"
    assert message["From"] == "bonjour@atelier-savoirs.example"
    assert message["To"] == "luc@evian.example"
    assert message["Subject"] == "Convention – Atelier des Savoirs"
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "Convention – Évian-la-Forêt.pdf"
    assert attached.get_content_type() == "application/pdf"
    assert attached.get_content() == PDF


def test_the_words_are_those_of_the_office(filled, letter):
    message = read(drafts.mail_draft(filled.office, letter, "Convocation – Œuvrard Amélie", PDF))
    assert message.get_body().get_content().splitlines() == [
        "Bonjour,",
        "",
        "Vous trouverez ci-joint le document « Convocation – Œuvrard Amélie ».",
        "",
        "Nous restons à votre disposition.",
        "",
        "Hélène Garance",
        "Atelier des Savoirs",
        "04 00 00 00 01",
    ]


def test_an_office_without_representative_or_address_still_writes(filled):
    identity.save_organisation(filled.office, replace(OFFICE, representative_name="", email=""))
    letter = publishing.prepare(
        filled.office, "joining_letter", Subject(enrolment_id=filled.enrolments[3])
    )
    message = read(drafts.mail_draft(filled.office, letter, "Convocation", PDF))
    assert message["From"] is None
    assert message["To"] == "zoe@exemple.example"
    assert message.get_body().get_content().count("Atelier des Savoirs") == 2


def test_a_letter_goes_to_the_person_then_to_who_sends_her(filled, letter):
    assert drafts.recipient(filled.office, letter) == "mairie@evian.example"
    trainee = store.TRAINEES.get(filled.office.db, filled.trainees[0])
    parties.save_trainee(filled.office, replace(trainee, email="amelie@exemple.example"))
    again = publishing.prepare(
        filled.office, "joining_letter", Subject(enrolment_id=filled.enrolments[0])
    )
    assert drafts.recipient(filled.office, again) == "amelie@exemple.example"


@pytest.mark.parametrize(
    ("key", "subject", "address"),
    [
        pytest.param("invoice", "invoice_id", "mairie@evian.example", id="an invoice, the client"),
        pytest.param("attendance_sheet", "session_id", "", id="a sheet, nobody"),
        pytest.param("course_sheet", "course_version_id", "", id="a course sheet, nobody"),
    ],
)
def test_each_paper_knows_whom_it_is_for(filled, key, subject, address):
    (invoice,) = filled.draft_invoices()
    ids = {
        "invoice_id": invoice,
        "session_id": filled.session,
        "course_version_id": filled.version,
    }
    prepared = publishing.prepare(filled.office, key, Subject(**{subject: ids[subject]}))
    assert drafts.recipient(filled.office, prepared) == address


def test_a_contact_without_address_leaves_the_client_s(filled):
    contact = store.CONTACTS.get(filled.office.db, filled.contact)
    parties.save_contact(filled.office, replace(contact, email=""))
    convention = publishing.prepare(
        filled.office, "convention", Subject(agreement_id=filled.agree())
    )
    assert drafts.recipient(filled.office, convention) == "mairie@evian.example"


def test_an_address_with_accents_is_written_so_that_it_is_read_again(filled):
    client = store.CLIENTS.get(filled.office.db, filled.individual)
    parties.save_client(filled.office, replace(client, email="zoé@exemple.example"))
    letter = publishing.prepare(
        filled.office, "joining_letter", Subject(enrolment_id=filled.enrolments[3])
    )
    assert (
        read(drafts.mail_draft(filled.office, letter, "Convocation", PDF))["To"]
        == "zoé@exemple.example"
    )


def test_an_invoice_goes_to_who_receives_the_invoices_of_the_client(filled):
    contact = store.CONTACTS.get(filled.office.db, filled.contact)
    billing = replace(contact, id=None, email="compta@evian.example", is_billing=True)
    parties.save_contact(filled.office, replace(billing, is_signatory=False))
    (invoice,) = filled.draft_invoices()
    prepared = publishing.prepare(filled.office, "invoice", Subject(invoice_id=invoice))
    assert drafts.recipient(filled.office, prepared) == "compta@evian.example"


def test_an_invoice_goes_to_the_fund_that_pays_it(filled):
    fund = Funder(name="OPCO du Lac", kind=FunderKind.OPCO, email="factures@opco.example")
    fund_id = parties.save_funder(filled.office, fund).saved_id
    (invoice,) = filled.draft_invoices()
    draft = sales.invoice(filled.office.db, invoice)
    invoicing.save_draft(filled.office, replace(draft, payer_funder_id=fund_id))
    prepared = publishing.prepare(filled.office, "invoice", Subject(invoice_id=invoice))
    assert drafts.recipient(filled.office, prepared) == "factures@opco.example"
