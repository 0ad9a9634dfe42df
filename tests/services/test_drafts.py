"""E-mail drafts that the user's own program opens."""

from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from tests.support.office_sample import OFFICE
from trainingdesk.services import drafts, identity, parties, publishing
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import parties as store

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
    message = read(drafts.mail_draft(convention, "Convention – Évian-la-Forêt", PDF))
    assert message["X-Unsent"] == "1"
    assert message["From"] == "bonjour@atelier-savoirs.example"
    assert message["To"] == "luc@evian.example"
    assert message["Subject"] == "Convention – Atelier des Savoirs"
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "Convention – Évian-la-Forêt.pdf"
    assert attached.get_content_type() == "application/pdf"
    assert attached.get_content() == PDF


def test_the_words_are_those_of_the_office(letter):
    message = read(drafts.mail_draft(letter, "Convocation – Œuvrard Amélie", PDF))
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
    message = read(drafts.mail_draft(letter, "Convocation", PDF))
    assert message["From"] is None
    assert message["To"] == "zoe@exemple.example"
    assert message.get_body().get_content().count("Atelier des Savoirs") == 2


def test_a_letter_goes_to_the_person_then_to_who_sends_her(filled, letter):
    assert drafts.recipient(letter) == "mairie@evian.example"
    trainee = store.TRAINEES.get(filled.office.db, filled.trainees[0])
    parties.save_trainee(filled.office, replace(trainee, email="amelie@exemple.example"))
    again = publishing.prepare(
        filled.office, "joining_letter", Subject(enrolment_id=filled.enrolments[0])
    )
    assert drafts.recipient(again) == "amelie@exemple.example"


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
    assert drafts.recipient(prepared) == address


def test_a_contact_without_address_leaves_the_client_s(filled):
    contact = store.CONTACTS.get(filled.office.db, filled.contact)
    parties.save_contact(filled.office, replace(contact, email=""))
    convention = publishing.prepare(
        filled.office, "convention", Subject(agreement_id=filled.agree())
    )
    assert drafts.recipient(convention) == "mairie@evian.example"


def test_an_address_with_accents_is_written_so_that_it_is_read_again(filled):
    client = store.CLIENTS.get(filled.office.db, filled.individual)
    parties.save_client(filled.office, replace(client, email="zoé@exemple.example"))
    letter = publishing.prepare(
        filled.office, "joining_letter", Subject(enrolment_id=filled.enrolments[3])
    )
    assert read(drafts.mail_draft(letter, "Convocation", PDF))["To"] == "zoé@exemple.example"
