"""What the catalogue, the booklet and the attestation of payment are made from."""

from dataclasses import replace
from decimal import Decimal as D

from tests.support.money_office import pay
from tests.support.office_sample import SESSION, SHEET
from trainingdesk.domain.invoices import InvoiceKind
from trainingdesk.domain.payments import Allocation, Payment, PaymentKind, PaymentMeans
from trainingdesk.services import catalogue, invoicing, planning, publishing, removing
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import sales


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


def attested(filled, seat=3):
    return data(filled, "payment_attestation", enrolment_id=filled.enrolments[seat])


def test_several_people_of_one_client_share_a_price(filled):
    filled.fund("500")
    filled.agree()
    filled.attend()
    for draft in filled.draft_invoices():
        invoicing.issue(filled.office, draft)
        if sales.invoice(filled.office.db, draft).payer_funder_id is None:
            pay(filled, draft)
    part = attested(filled, 0)
    assert (part.people, part.total, part.paid_total) == (3, D(2070), D(1570))
    (fund,) = sales.invoices_where(filled.office.db, "payer_funder_id is not null")
    pay(filled, fund.id)
    whole = attested(filled, 0)
    assert whole.remaining == D(0)
    assert {line.payer for line in whole.paid} == {
        "Mairie d’Évian-la-Forêt",
        "OPCO Exemple Territoires",
    }
    assert attested(filled).paid == ()


def test_a_deposit_alone_is_not_the_price(filled):
    filled.attend()
    (draft,) = filled.draft_invoices(filled.individual)
    bill = sales.invoice(filled.office.db, draft)
    invoicing.save_draft(filled.office, replace(bill, kind=InvoiceKind.DEPOSIT))
    invoicing.issue(filled.office, draft)
    pay(filled, draft)
    paper = attested(filled)
    assert (paper.remaining, paper.is_billed) == (D(0), False)


def test_money_that_went_back_is_no_payment(filled):
    filled.attend()
    (draft,) = filled.draft_invoices(filled.individual)
    invoicing.issue(filled.office, draft)
    pay(filled, draft)
    back = Payment(
        kind=PaymentKind.REFUND,
        paid_on=filled.clock.day,
        amount=D("-90.00"),
        client_id=filled.individual,
        allocations=(Allocation(invoice_id=draft, amount=D("-90.00")),),
    )
    sales.save_payment(filled.office.db, back)
    paper = attested(filled)
    assert [line.amount for line in paper.paid] == [D("690.00"), D("-90.00")]
    assert paper.remaining == D("90.00")


def test_an_invoice_that_was_credited_whole_and_made_again_is_told_once(filled):
    filled.attend()
    (draft,) = filled.draft_invoices(filled.individual)
    invoicing.issue(filled.office, draft)
    lines = sales.invoice(filled.office.db, draft).lines
    note = invoicing.credit(filled.office, draft, "Adresse", lines).saved_id
    invoicing.issue(filled.office, note)
    (again,) = filled.draft_invoices(filled.individual)
    invoicing.issue(filled.office, again)
    pay(filled, again)
    paper = attested(filled)
    assert (len(paper.paid), paper.total, paper.remaining) == (1, D(690), D(0))


def test_a_line_of_another_session_makes_the_invoice_a_shared_one(filled):
    other = planning.plan_session(
        filled.office, replace(SESSION, id=None, number="", course_version_id=filled.version), []
    ).saved_id
    filled.attend()
    (draft,) = filled.draft_invoices(filled.individual)
    bill = sales.invoice(filled.office.db, draft)
    (item,) = bill.lines
    elsewhere = replace(item, line=replace(item.line, session_id=other))
    invoicing.save_draft(filled.office, replace(bill, lines=(item, elsewhere)))
    invoicing.issue(filled.office, draft)
    assert attested(filled).is_shared
