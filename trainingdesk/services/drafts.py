"""E-mail drafts that carry a paper to whom it concerns."""

from trainingdesk.interchange import mail
from trainingdesk.services.publishing import Prepared


def mail_draft(prepared: Prepared, name: str, pdf: bytes) -> bytes:
    """Return a draft to the person or firm that the paper is for, the paper attached."""
    office = prepared.data.organisation
    body = (
        "Bonjour,\n\n"
        f"Vous trouverez ci-joint le document « {name} ».\n\n"
        "Nous restons à votre disposition.\n\n"
        f"{office.representative_name or office.name}\n{office.name}\n{office.phone}\n"
    )
    return mail.draft(
        sender=office.email,
        to=recipient(prepared),
        subject=f"{prepared.kind.name} – {office.name}",
        body=body,
        attachments={f"{name}.pdf": pdf},
    )


def recipient(prepared: Prepared) -> str:
    """Return the e-mail address of whom a paper is for, empty when the file has none."""
    data = prepared.data
    person = getattr(data, "participant", None)
    if person is not None and person.trainee is not None and person.trainee.email:
        return str(person.trainee.email)
    contact = getattr(data, "contact", None)
    if contact is not None and contact.email:
        return str(contact.email)
    client = getattr(data, "client", None) or (person.client if person is not None else None)
    return str(client.email) if client is not None else ""
