"""One paper of the office, with its scan."""

from trainingdesk.desktop.editors.scanned_document import ScannedDocumentEditor
from trainingdesk.desktop.forms.office_document import Ui_OfficeDocumentForm
from trainingdesk.domain.office_documents import OfficeDocument
from trainingdesk.services import office_documents
from trainingdesk.services.changes import Changes
from trainingdesk.storage import office_documents as store


class OfficeDocumentEditor(ScannedDocumentEditor[OfficeDocument]):
    """A certificate or an attestation; `file` is the scan that was dropped."""

    form = Ui_OfficeDocumentForm
    record = OfficeDocument
    noun = "Pièce de l’organisme"
    fresh = "nouvelle"

    def load(self, row_id: int | None) -> OfficeDocument:
        """Return the paper, or one that came today."""
        if row_id is None:
            return OfficeDocument(received_on=self.office.today())
        document = store.OFFICE_DOCUMENTS.get(self.office.db, row_id)
        self.ui.content.file_name = document.file_name
        return document

    def store(self, value: OfficeDocument) -> Changes:
        """Keep it."""
        return office_documents.save(self.office, value)
