"""The office's own certificates: kept with their scans, and replaced before they end."""

from trainingdesk.domain.labels import label
from trainingdesk.domain.office_documents import OfficeDocument
from trainingdesk.services import scans
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.storage import office_documents as store
from trainingdesk.storage import usage
from trainingdesk.storage.database import unit_of_work


def save(office: Office, document: OfficeDocument) -> Changes:
    """Write a paper with its scan, where there is one.

    Raises:
        RuleBroken: it says nothing, ends before it came, or its scan cannot be shown again.
    """
    checked = scans.with_hash(document.checked())
    with unit_of_work(office.db):
        saved = store.OFFICE_DOCUMENTS.save(office.db, checked)
    return changed(f"Pièce enregistrée : {label(document.kind)}", Kind.OFFICE, saved=saved)


def remove(office: Office, document_id: int) -> Changes:
    """Take a paper and its scan out of the file."""
    document = store.OFFICE_DOCUMENTS.get(office.db, document_id)
    name = document.label or label(document.kind)
    with unit_of_work(office.db):
        usage.delete(office.db, "office_document", document_id, name)
    return changed(f"Pièce retirée : {name}", Kind.OFFICE)
