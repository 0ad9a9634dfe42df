"""Gathering what the papers of `documents.reception` are made from."""

from collections.abc import Mapping
from datetime import date

from trainingdesk.domain.invoices import Invoice, InvoiceKind
from trainingdesk.domain.money import ZERO
from trainingdesk.domain.reception_data import (
    BookletPaper,
    CatalogueEntry,
    CataloguePaper,
    PaidBill,
    PaymentAttestationPaper,
)
from trainingdesk.french import sort_key
from trainingdesk.services.office import Office
from trainingdesk.services.paper_data import Files, Gatherer, Subject, participant
from trainingdesk.storage import catalogue as courses
from trainingdesk.storage import office as identity
from trainingdesk.storage import sales


def catalogue(office: Office, _subject: Subject, day: date, _files: Files) -> CataloguePaper:
    """Return the courses that are not archived, each in its latest version."""
    found = courses.COURSES.where(office.db, "archived_on is null")
    entries = [
        CatalogueEntry(course, courses.latest_version(office.db, course.id or 0))
        for course in found
    ]
    return CataloguePaper(
        organisation=identity.organisation(office.db),
        entries=tuple(sorted(entries, key=_place)),
        on=day,
    )


def _place(entry: CatalogueEntry) -> tuple[str, str, str]:
    sheet = entry.version.sheet
    # What has no field comes last.
    field = sort_key(sheet.category or "") or "\uffff"
    return field, sort_key(sheet.subcategory or ""), sort_key(sheet.title or entry.course.title)


def booklet(_office: Office, subject: Subject, day: date, files: Files) -> BookletPaper:
    """Return what the people of a session are told on arriving."""
    file = files(subject.session_id or 0)
    return BookletPaper(file=file.narrowed((), attended=False), on=day)


def before(office: Office, subject: Subject, day: date, files: Files) -> object:
    """Return what a person is told before a session."""
    return participant(office, subject.enrolment_id or 0, day, files, attended=False)


def after(office: Office, subject: Subject, day: date, files: Files) -> object:
    """Return what a person followed."""
    return participant(office, subject.enrolment_id or 0, day, files, attended=True)


def paid(office: Office, subject: Subject, day: date, files: Files) -> PaymentAttestationPaper:
    """Return what a person followed, and what was paid for her client by a day.

    Money for what was not given is no price of the training, and an invoice that was credited
    whole asks nothing.
    """
    person = participant(office, subject.enrolment_id or 0, day, files, attended=True)
    client, session_id = person.participant.client, person.file.session.id or 0
    seats = [seat for seat in files(session_id).seated if seat.client.id == client.id]
    bills = [
        (bill, balance)
        for bill in sales.invoices_of_session(office.db, session_id)
        if bill.client_id == client.id and bill.issued_on and bill.issued_on <= day
        if bill.kind in _PRICED
        for balance in (sales.balance(office.db, bill.id or 0),)
        if balance.credited < balance.total_ttc
    ]
    return PaymentAttestationPaper(
        file=person.file,
        participant=person.participant,
        on=day,
        client=client,
        paid=tuple(line for bill, _ in bills for line in _paid(office, bill, day)),
        total=sum(
            (balance.total_ttc - balance.credited - balance.deducted for _, balance in bills), ZERO
        ),
        people=max(len(seats), 1),
        is_billed=any(bill.kind is not InvoiceKind.DEPOSIT for bill, _ in bills),
        is_shared=any(len(bill.lines_of(session_id)) < len(bill.lines) for bill, _ in bills),
    )


_PRICED = {InvoiceKind.DEPOSIT, InvoiceKind.INVOICE, InvoiceKind.BALANCE}


def _paid(office: Office, invoice: Invoice, day: date) -> list[PaidBill]:
    return [
        PaidBill(
            number=invoice.number or "",
            issued_on=invoice.issued_on or day,
            paid_on=payment.paid_on,
            means=payment.means,
            amount=allocation.amount,
            payer=invoice.recipient.name,
        )
        for payment in sales.payments_of(office.db, invoice.id or 0)
        if payment.paid_on <= day
        for allocation in payment.allocations
        if allocation.invoice_id == invoice.id
    ]


GATHERERS: Mapping[str, Gatherer] = {
    "catalogue": catalogue,
    "welcome_booklet": booklet,
    "software_guide": before,
    "remote_link": before,
    "success_attestation": after,
    "payment_attestation": paid,
}
