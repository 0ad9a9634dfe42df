"""A window over the pages of a PDF: print them, save them, open the folder they are in."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from trainingdesk.desktop import theme
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.preview import PreviewPane
from trainingdesk.services import writing
from trainingdesk.services.changes import Changes


class PdfWindow(QDialog):
    """Shows a PDF by its name; what is printed or saved are the very bytes that are seen."""

    def __init__(self, desk: Desk, title: str, name: str, pdf: bytes) -> None:
        super().__init__(desk if isinstance(desk, QWidget) else None)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._name = name
        self._pdf = pdf
        self._file: Path | None = None
        self.setWindowTitle(title)
        self._notice = QLabel(self)
        self._notice.setWordWrap(True)
        self._notice.setTextFormat(Qt.TextFormat.PlainText)
        self._notice.hide()
        self._preview = PreviewPane(self)
        self._preview.show_pdf(pdf)
        self._print = self._button("printer", "Imprimer", self.print)
        self._save = self._button("save", "Enregistrer sous…", self.save_as)
        self._folder = self._button("folder-open", "Ouvrir le dossier", self.open_folder)
        QShortcut(QKeySequence.StandardKey.Print, self, self.print)
        self.resize(900, 760)

    def print(self) -> None:
        """Print the pages as they are seen."""
        from trainingdesk.desktop.printing import print_document  # noqa: PLC0415

        if print_document(self._preview.document, self):
            self.tell("Document envoyé à l’imprimante.")

    def save_as(self) -> None:
        """Write the same bytes where the user wants them."""
        documents = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        chosen, _filter = QFileDialog.getSaveFileName(
            self, "Enregistrer le document", f"{documents}/{self._name}.pdf", "PDF (*.pdf)"
        )
        if chosen:
            self._written(Path(chosen))

    def open_folder(self) -> None:
        """Show the folder where the paper was filed."""
        if self._file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._file.parent)))

    def tell(self, done: str) -> None:
        """Say what was done."""
        self._notice.setStyleSheet(f"color: {theme.current().success}")
        self._notice.setText(done)
        self._notice.show()
        self._folder.setEnabled(self._file is not None)

    def _written(self, path: Path) -> None:
        def act() -> Changes:
            file = writing.write_whole(path, self._pdf)
            return Changes(f"Document enregistré : {file.name}", frozenset(), file=file)

        if (done := self._desk.perform(act, self)) is not None:
            self._file = path
            self.tell(done.label)

    def _button(
        self, icon: str, text: str, act: Callable[[], None], *, primary: bool = False
    ) -> QPushButton:
        colour = theme.current().on_accent if primary else None
        button = QPushButton(theme.icon(icon, colour), text, self)
        button.setProperty("primary", "true" if primary else "false")
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: act())
        return button

    def _arrange(self, buttons: Sequence[QPushButton]) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self._notice)
        layout.addWidget(self._preview, 1)


class ReportWindow(PdfWindow):
    """Shows a report as it prints."""

    def __init__(self, desk: Desk, title: str, name: str, pdf: bytes) -> None:
        super().__init__(desk, f"{title} – {name}", name, pdf)
        self._arrange((self._print, self._save, self._folder))
        self._folder.setEnabled(False)
        self.resize(1100, 760)
