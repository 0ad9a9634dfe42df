"""One paper of a trainer's file, with its scan."""

from pathlib import Path

from trainingdesk.desktop.editors.scanned_document import ScannedDocumentEditor
from trainingdesk.desktop.forms.trainer_document import Ui_TrainerDocumentForm
from trainingdesk.domain.people import full_name
from trainingdesk.domain.teaching import TrainerDocument, TrainerDocumentKind
from trainingdesk.domain.trainer_files import kind_of
from trainingdesk.services import trainer_files
from trainingdesk.services.changes import Changes
from trainingdesk.storage import teaching


class TrainerDocumentEditor(ScannedDocumentEditor[TrainerDocument]):
    """A paper of `trainer_id`; `file` is the scan that was dropped, and tells its kind."""

    form = Ui_TrainerDocumentForm
    record = TrainerDocument
    noun = "Pièce du dossier"
    fresh = "nouvelle"

    def load(self, row_id: int | None) -> TrainerDocument:
        """Return the paper, or one that came today."""
        if row_id is not None:
            document = teaching.TRAINER_DOCUMENTS.get(self.office.db, row_id)
        else:
            trainer_id, file = self.context.get("trainer_id"), self.context.get("file")
            kind = kind_of(file.name) if isinstance(file, Path) else None
            document = TrainerDocument(
                trainer_id=trainer_id if isinstance(trainer_id, int) else 0,
                kind=kind or TrainerDocumentKind.CV,
                received_on=self.office.today(),
            )
        trainer = teaching.TRAINERS.get(self.office.db, document.trainer_id)
        self.ui.about.setText(full_name(trainer))
        self.ui.content.file_name = document.file_name
        return document

    def store(self, value: TrainerDocument) -> Changes:
        """Keep it."""
        return trainer_files.save_document(self.office, value)
