"""Following the invoices of public clients on Chorus Pro: what the portal said, day by day."""

from dataclasses import replace

from trainingdesk.domain.chorus import (
    ChorusEvent,
    awaits_deposit,
    check_event,
    goes_through_chorus,
    lacking_words,
)
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.labels import label
from trainingdesk.french import long_date
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.storage import chorus as store
from trainingdesk.storage import parties, sales
from trainingdesk.storage.database import unit_of_work


def is_followed(office: Office, invoice_id: int) -> bool:
    """Whether an invoice goes through the portal: a public body buys."""
    invoice = sales.invoice(office.db, invoice_id)
    return goes_through_chorus(parties.CLIENTS.get(office.db, invoice.client_id), invoice)


def note(office: Office, event: ChorusEvent) -> Changes:
    """Note a status that the portal gave; it stays for ever, a later one follows it.

    Raises:
        RuleBroken: the client is no public body, or the status cannot follow what is known.
    """
    with unit_of_work(office.db):
        invoice = sales.invoice(office.db, event.invoice_id)
        if not is_followed(office, event.invoice_id):
            raise RuleBroken("Seule la facture d’un client public passe par Chorus Pro.")
        former = store.events_of(office.db, event.invoice_id)
        check_event(event, invoice, former, office.today())
        saved = store.EVENTS.insert(office.db, replace(event, words=event.words.strip()))
    words = f"Chorus Pro : {invoice.number} {label(event.status)} le {long_date(event.day)}"
    return changed(words, Kind.INVOICES, saved=saved)


def to_deposit(office: Office, invoice_id: int) -> bool:
    """Whether an issued invoice is still to be deposited, or again after it was rejected."""
    invoice = sales.invoice(office.db, invoice_id)
    return (
        invoice.is_issued
        and is_followed(office, invoice_id)
        and awaits_deposit(store.events_of(office.db, invoice_id))
    )


def lacking(office: Office, invoice_id: int) -> str:
    """Return which numbers a draft lacks that its public client demands; empty for none."""
    invoice = sales.invoice(office.db, invoice_id)
    return lacking_words(parties.CLIENTS.get(office.db, invoice.client_id), invoice)
