"""E-mail drafts that carry a paper to whom it concerns."""

from trainingdesk.domain.paper_data import AbsencePaper, InvoicePaper
from trainingdesk.interchange import mail
from trainingdesk.services.office import Office
from trainingdesk.services.publishing import Prepared
from trainingdesk.storage import parties


def mail_draft(office: Office, prepared: Prepared, name: str, pdf: bytes) -> bytes:
    """Return a draft to the person or firm that the paper is for, the paper attached."""
    sender = prepared.data.organisation
    body = (
        "Bonjour,\n\n"
        f"Vous trouverez ci-joint le document « {name} ».\n\n"
        "Nous restons à votre disposition.\n\n"
        f"{sender.representative_name or sender.name}\n{sender.name}\n{sender.phone}\n"
    )
    return mail.draft(
        sender=sender.email,
        to=recipient(office, prepared),
        subject=f"{prepared.kind.name} – {sender.name}",
        body=body,
        attachments={f"{name}.pdf": pdf},
    )


def recipient(office: Office, prepared: Prepared) -> str:
    """Return the e-mail address of whom a paper is for, empty when the file has none."""
    data = prepared.data
    if isinstance(data, InvoicePaper):
        return _payer(office, data)
    if isinstance(data, AbsencePaper):
        return (data.contact.email if data.contact else "") or data.client.email
    person = getattr(data, "participant", None)
    if person is not None and person.trainee is not None and person.trainee.email:
        return str(person.trainee.email)
    contact = getattr(data, "contact", None)
    if contact is not None and contact.email:
        return str(contact.email)
    client = getattr(data, "client", None) or (person.client if person is not None else None)
    return str(client.email) if client is not None else ""


def _payer(office: Office, data: InvoicePaper) -> str:
    """Return the address of the fund that pays, else of who gets the client's invoices."""
    if data.invoice.payer_funder_id is not None:
        return parties.FUNDERS.get(office.db, data.invoice.payer_funder_id).email
    contacts = parties.contacts_of(office.db, data.invoice.client_id)
    billing = [one.email for one in contacts if one.is_billing and one.email]
    return billing[0] if billing else data.client.email
