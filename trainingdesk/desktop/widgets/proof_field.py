"""A file that proves what was received: a scan, a message, a form."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from trainingdesk.desktop import theme
from trainingdesk.desktop.widgets.drop_area import dropped_files
from trainingdesk.desktop.widgets.field import Field
from trainingdesk.french import typeset
from trainingdesk.services.mishaps import told

PROOFS = "Documents (*.pdf *.png *.jpg *.jpeg *.eml *.msg *.odt *.docx *.txt);;Tous (*)"
LARGEST = 20_000_000
"""Bytes; every backup carries the proofs."""
HINT = "Déposez un fichier ici, ou"
NONE = "Aucun fichier"


class ProofField(Field):
    """Holds the bytes and the name of one file, chosen or dropped on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.file_name = ""
        self._data: bytes | None = None
        self._name = QLabel(HINT, self)
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setWordWrap(True)
        self._trouble = QLabel(self)
        self._trouble.setProperty("role", "error")
        self._trouble.setWordWrap(True)
        self._trouble.hide()
        choose = QPushButton(theme.icon("folder-open"), "Choisir…", self)
        self._remove = QPushButton(theme.icon("trash-2"), "Retirer", self)
        for button in (choose, self._remove):
            button.setAutoDefault(False)
        choose.clicked.connect(self._choose)
        self._remove.clicked.connect(self._drop)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._name, 1)
        row.addWidget(choose)
        row.addWidget(self._remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self._trouble)
        self.setFocusProxy(choose)
        self._show()

    def value(self) -> bytes | None:
        """Return the bytes of the file."""
        return self._data

    def set_value(self, value: bytes | None) -> None:
        """Show that a file is held, or that none is."""
        self._data = value
        self._show()

    def take(self, path: Path) -> None:
        """Take a file; one that cannot be kept is refused beside the field."""
        try:
            data = path.read_bytes()
        except OSError as error:
            self._tell(told(error) or str(error))
            return
        if len(data) > LARGEST:
            self._tell(typeset("Ce fichier dépasse 20 Mo : enregistrez-en un plus petit."))
            return
        self._tell("")
        self.file_name = path.name
        self.set_value(data)
        self.edited.emit()

    def _choose(self) -> None:
        chosen, _filter = QFileDialog.getOpenFileName(self, "Choisir la preuve", "", PROOFS)
        if chosen:
            self.take(Path(chosen))

    def _drop(self) -> None:
        self.file_name = ""
        self.set_value(None)
        self.edited.emit()

    def _show(self) -> None:
        held = self._data is not None
        hint = HINT if self.isEnabled() else NONE
        self._name.setText((self.file_name or "Fichier joint") if held else hint)
        self._name.setProperty("role", "" if held else "muted")
        self._name.style().unpolish(self._name)
        self._name.style().polish(self._name)
        self._remove.setVisible(held)

    def _tell(self, words: str) -> None:
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))

    # Qt's own interface -------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.EnabledChange:
            self._show()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for path in dropped_files(event)[:1]:
            self.take(path)
            event.acceptProposedAction()
