"""A file that proves what was received: a scan, a message, a form."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from trainingdesk.desktop.widgets.drop_area import dropped_files
from trainingdesk.desktop.widgets.file_field import FileField
from trainingdesk.french import typeset

PROOFS = "Documents (*.pdf *.png *.jpg *.jpeg *.eml *.msg *.odt *.docx *.txt);;Tous (*)"
LARGEST = 20_000_000
"""Bytes; every backup carries the proofs."""
HINT = "Déposez un fichier ici, ou"
NONE = "Aucun fichier"


class ProofField(FileField):
    """Holds the bytes and the name of one file, chosen or dropped on it."""

    asks = "Choisir la preuve"
    files = PROOFS
    icon = "folder-open"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.file_name = ""
        self._name = QLabel(HINT, self)
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._name, 1)
        row.addWidget(self._choose)
        row.addWidget(self._remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self._trouble)
        self.show_held()

    def refusal(self, data: bytes) -> str:
        """Return that a file is too large, or nothing."""
        if len(data) > LARGEST:
            return typeset("Ce fichier dépasse 20 Mo : enregistrez-en un plus petit.")
        return ""

    def taken(self, path: Path) -> None:
        """Keep the name of the file."""
        self.file_name = path.name

    def drop(self) -> None:
        """Forget the file and its name."""
        self.file_name = ""
        super().drop()

    def show_held(self) -> None:
        """Show the name of the file, or where to drop one."""
        held = self._data is not None
        hint = HINT if self.isEnabled() else NONE
        self._name.setText((self.file_name or "Fichier joint") if held else hint)
        self._name.setProperty("role", "" if held else "muted")
        self._name.style().unpolish(self._name)
        self._name.style().polish(self._name)
        self._remove.setVisible(held)

    # Qt's own interface -------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.EnabledChange:
            self.show_held()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for path in dropped_files(event)[:1]:
            self.take(path)
            event.acceptProposedAction()
