"""Gathering what the papers of `documents.reception` are made from."""

from collections.abc import Mapping
from datetime import date

from trainingdesk.domain.invoices import Invoice
from trainingdesk.domain.money import ZERO
from trainingdesk.domain.payments import Payment
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
    """Return what a person followed, and what her client paid for the session by a day."""
    person = participant(office, subject.enrolment_id or 0, day, files, attended=True)
    client = person.participant.client
    bills = [
        invoice
        for invoice in sales.invoices_where(
            office.db,
            "session_id = ? and client_id = ? and number is not null and issued_on <= ?"
            " order by issued_on, id",
            [person.file.session.id, client.id, day.isoformat()],
        )
        if invoice.sign > 0
    ]
    balances = [sales.balance(office.db, invoice.id or 0) for invoice in bills]
    return PaymentAttestationPaper(
        file=person.file,
        participant=person.participant,
        on=day,
        client=client,
        paid=tuple(line for invoice in bills for line in _paid(office, invoice, day)),
        total=sum(
            (balance.total_ttc - balance.credited - balance.deducted for balance in balances), ZERO
        ),
        remaining=sum((balance.remaining for balance in balances), ZERO),
    )


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
        for payment in _settling(office, invoice)
        if payment.paid_on <= day
        for allocation in payment.allocations
        if allocation.invoice_id == invoice.id
    ]


def _settling(office: Office, invoice: Invoice) -> list[Payment]:
    ids = sales.payments_settling(office.db, invoice.id or 0)
    return [sales.payment(office.db, payment_id) for payment_id in reversed(ids)]


GATHERERS: Mapping[str, Gatherer] = {
    "catalogue": catalogue,
    "welcome_booklet": booklet,
    "software_guide": before,
    "remote_link": before,
    "success_attestation": after,
    "payment_attestation": paid,
}
