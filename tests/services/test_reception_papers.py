"""What the catalogue, the booklet and the attestation of payment are made from."""

from dataclasses import replace
from decimal import Decimal as D

from tests.support.money_office import pay
from tests.support.office_sample import SHEET
from trainingdesk.domain.payments import PaymentMeans
from trainingdesk.services import catalogue, invoicing, publishing, removing
from trainingdesk.services.paper_data import Subject


def data(filled, key, **subject):
    return publishing.prepare(filled.office, key, Subject(**subject)).data


def test_the_catalogue_holds_the_latest_version_of_what_is_not_archived(filled):
    add = catalogue.add_course
    second = replace(SHEET, code="Z-1", title="Zoologie", category="ZOO", subcategory="A")
    gone = replace(SHEET, code="OLD", title="Ancienne")
    bare = replace(SHEET, code="B-1", title="Sans domaine", category=None, subcategory=None)
    add(filled.office, second)
    add(filled.office, bare)
    removing.archive(filled.office, "course", add(filled.office, gone).saved_id, "Ancienne")
    paper = data(filled, "catalogue")
    codes = [entry.course.code for entry in paper.entries]
    assert codes == [SHEET.code, "Z-1", "B-1"]


def test_the_booklet_names_nobody(filled):
    paper = data(filled, "welcome_booklet", session_id=filled.session)
    assert paper.file.participants == ()
    assert paper.organisation.name == "Atelier des Savoirs"


def test_the_papers_before_a_session_know_nothing_of_attendance(filled):
    filled.attend()
    paper = data(filled, "software_guide", enrolment_id=filled.enrolments[0])
    assert paper.participant.marks == {}
    assert data(filled, "success_attestation", enrolment_id=filled.enrolments[0]).participant.marks


def test_what_was_paid_is_told_invoice_by_invoice(filled):
    filled.attend()
    (invoice,) = filled.draft_invoices(filled.individual)
    invoicing.issue(filled.office, invoice)
    unpaid = data(filled, "payment_attestation", enrolment_id=filled.enrolments[3])
    assert (unpaid.paid, unpaid.total, unpaid.remaining) == ((), D(690), D(690))
    pay(filled, invoice, "400.00", PaymentMeans.CHEQUE)
    pay(filled, invoice)
    paper = data(filled, "payment_attestation", enrolment_id=filled.enrolments[3])
    assert [(line.amount, line.means) for line in paper.paid] == [
        (D("400.00"), PaymentMeans.CHEQUE),
        (D("290.00"), PaymentMeans.TRANSFER),
    ]
    assert (paper.total, paper.remaining) == (D(690), D(0))
    assert (
        publishing.prepare(
            filled.office, "payment_attestation", Subject(enrolment_id=filled.enrolments[3])
        ).refusal
        is None
    )


def test_the_catalogue_is_issued_and_issued_again_without_being_doubled(filled):
    prepared = publishing.prepare(filled.office, "catalogue", Subject())
    first = publishing.issue(filled.office, prepared, anyway=True)
    again = publishing.issue(filled.office, prepared, anyway=True)
    assert first.id == again.id
