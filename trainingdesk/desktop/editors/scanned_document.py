"""What the editors of papers with a scan have in common."""

from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.domain.office_documents import OfficeDocument
from trainingdesk.domain.teaching import TrainerDocument

D = TypeVar("D", OfficeDocument, TrainerDocument)


class ScannedDocumentEditor(Editor[D]):
    """Takes the scan that was dropped as `file`, and keeps its name beside it."""

    def shown(self) -> None:
        """Take the file that was dropped."""
        dropped = self.context.get("file")
        if isinstance(dropped, Path):
            self.ui.content.take(dropped)

    def complete(self, value: D) -> D:
        """Take the name of the file along."""
        return replace(value, file_name=self.ui.content.file_name)
