"""A trainer and the papers of his file."""

from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.trainer import Ui_TrainerForm
from trainingdesk.desktop.widgets import cells
from trainingdesk.domain.teaching import (
    Trainer,
    TrainerDocument,
    TrainerDocumentKind,
    TrainerKind,
)
from trainingdesk.services import party_files
from trainingdesk.services.changes import Changes
from trainingdesk.storage import teaching as store


class TrainerEditor(Editor[Trainer]):
    """Who teaches; a subcontractor is asked for his firm and its numbers."""

    form = Ui_TrainerForm
    record = Trainer
    noun = "Formateur"

    def prepare(self) -> None:
        """Lay out the table of papers."""
        self.ui.documents.arrange(
            (
                cells.choice("kind", "Pièce", TrainerDocumentKind, width=176),
                cells.text("label", "Précision", stretches=True),
                cells.day("received_on", "Reçue le", self.office.today),
                cells.day("valid_until", "Valable jusqu’au", self.office.today, width=144),
            ),
            lambda: TrainerDocument(trainer_id=0, kind=TrainerDocumentKind.CV),
            ordered=False,
        )
        self.ui.documents.edited.connect(self.touch)
        self.ui.kind.currentIndexChanged.connect(self._show_fields)

    def load(self, row_id: int | None) -> Trainer:
        """Return the trainer; a new one bears the name that was typed elsewhere."""
        if row_id is None:
            return Trainer(last_name=str(self.context.get("name") or ""))
        return store.TRAINERS.get(self.office.db, row_id)

    def shown(self) -> None:
        """Show the papers and the fields of the kind."""
        papers = store.documents_of(self.office.db, self.value.id) if self.value.id else []
        self.ui.documents.show_records(papers)
        self._show_fields()

    def complete(self, value: Trainer) -> Trainer:
        """Return the trainer once the papers can be read."""
        self._documents = self.ui.documents.records()
        return value

    def store(self, value: Trainer) -> Changes:
        """Write the trainer and the papers."""
        return party_files.save_trainer(self.office, value, self._documents)

    def _show_fields(self) -> None:
        is_bought = self.ui.kind.currentData() == TrainerKind.SUBCONTRACTOR
        self.ui.subcontracting.setVisible(is_bought)
