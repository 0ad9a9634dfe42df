"""The office's own certificates and attestations, as a list."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout
from shiboken6 import isValid

from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.office_documents import Ui_OfficeDocumentsForm
from trainingdesk.desktop.widgets.kept_papers import Acts, KeptPaper, KeptPapers
from trainingdesk.domain.labels import label
from trainingdesk.services import office_documents
from trainingdesk.services.changes import Changes
from trainingdesk.storage import office_documents as store

EMPTY = (
    "Aucune pièce. Déposez ici un PDF ou une image : certificat Qualiopi, récépissé de "
    "déclaration, assurance, attestation de vigilance, Kbis, RIB."
)


@dataclass(frozen=True, slots=True)
class Papers:
    """The list has no field of its own: each paper is edited in its window."""


class OfficeDocumentsEditor(Editor[Papers]):
    """The list of papers; nothing in it waits to be saved."""

    form = Ui_OfficeDocumentsForm
    record = Papers
    noun = "Pièces de l’organisme"
    fresh = known = ""

    def prepare(self) -> None:
        """Make room for the list."""
        self._room = QVBoxLayout(self.ui.papers)
        self._room.setContentsMargins(0, 0, 0, 0)
        self._list: KeptPapers | None = None
        self.only_show()

    def load(self, row_id: int | None) -> Papers:  # noqa: ARG002 - there is one list
        """Return nothing but the list."""
        return Papers()

    def shown(self) -> None:
        """Show the papers."""
        self._show()

    def store(self, value: Papers) -> Changes:  # noqa: ARG002 - nothing to write
        """Write nothing: each paper was written by its own window."""
        return Changes("", frozenset())

    def _show(self, _changes: Changes | None = None) -> None:
        """Show the papers as they are now; the window may be gone by then."""
        if not isValid(self):
            return
        if self._list is not None:
            self._list.hide()
            self._list.deleteLater()
        papers = [
            KeptPaper(
                id=item.id or 0,
                name=label(item.kind),
                label=" – ".join(filter(None, (item.label, item.reference))),
                received_on=item.received_on,
                valid_until=item.valid_until,
                file_name=item.file_name,
            )
            for item in store.listed(self.office.db)
        ]
        acts = Acts(add=self._add, change=self._change, scan=self._scan, remove=self._remove)
        self._list = KeptPapers(self.desk, papers, acts, empty=EMPTY)
        self._room.addWidget(self._list)

    def _add(self, file: Path | None) -> None:
        given = {} if file is None else {"file": file}
        self.desk.edit("office_document", None, after=self._show, **given)

    def _change(self, document_id: int) -> None:
        self.desk.edit("office_document", document_id, after=self._show)

    def _scan(self, document_id: int) -> tuple[str, bytes | None]:
        document = store.OFFICE_DOCUMENTS.get(self.office.db, document_id)
        return document.file_name, document.content

    def _remove(self, document_id: int) -> Changes:
        done = office_documents.remove(self.office, document_id)
        self._show()
        return done
