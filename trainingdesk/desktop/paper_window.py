"""A paper before it leaves: what it lacks, its pages, then issue, print, save or send it."""

from collections.abc import Callable
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
from trainingdesk.services import drafts, publishing
from trainingdesk.services.changes import Changes
from trainingdesk.services.publishing import Prepared


class PaperWindow(QDialog):
    """Shows one paper; `issue` keeps it for ever, everything else leaves the file alone."""

    def __init__(self, desk: Desk, prepared: Prepared) -> None:
        super().__init__(desk if isinstance(desk, QWidget) else None)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._prepared = prepared
        self._pdf, _texts = prepared.render()
        self._file: Path | None = None
        self._name = prepared.name
        self.setWindowTitle(f"{prepared.kind.name} – {self._name}")
        self._notice = QLabel(self)
        self._notice.setWordWrap(True)
        self._notice.setTextFormat(Qt.TextFormat.PlainText)
        self._preview = PreviewPane(self)
        self._preview.show_pdf(self._pdf)
        self._issue = self._button("stamp", self._issue_words(), self.issue, primary=True)
        self._print = self._button("printer", "Imprimer", self.print)
        self._save = self._button("save", "Enregistrer sous…", self.save_as)
        self._folder = self._button("folder-open", "Ouvrir le dossier", self.open_folder)
        self._mail = self._button("mail", "Préparer un courriel", self.prepare_mail)
        QShortcut(QKeySequence.StandardKey.Print, self, self.print)
        self._arrange()
        self._show_state()
        self.resize(900, 760)

    def issue(self) -> None:
        """Keep the paper for ever; a draft invoice takes its number here."""
        prepared = self._prepared
        invoice_id = prepared.subject.invoice_id
        is_draft = invoice_id is not None and not prepared.data.invoice.is_issued

        def act() -> Changes:
            if is_draft and invoice_id is not None:
                return publishing.issue_invoice(self._desk.office, invoice_id, anyway=True)
            return publishing.issue(self._desk.office, prepared, anyway=True)

        done = self._desk.perform(act, self)
        if done is None:
            return
        self._file = done.file
        if is_draft:
            self._prepared = publishing.prepare(
                self._desk.office, prepared.kind.key, prepared.subject
            )
            self._name = self._prepared.name
            self._pdf, _texts = self._prepared.render()
            self._preview.show_pdf(self._pdf)
            self.setWindowTitle(f"{self._prepared.kind.name} – {self._name}")
        self._issue.hide()
        self._show_state(done.label)

    def print(self) -> None:
        """Print the pages as they are seen."""
        from trainingdesk.desktop.printing import print_document  # noqa: PLC0415

        if print_document(self._preview.document, self):
            self._show_state("Document envoyé à l’imprimante.")

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

    def _written(self, path: Path) -> None:
        def act() -> Changes:
            path.write_bytes(self._pdf)
            return Changes(f"Document enregistré : {path.name}", frozenset(), file=path)

        if (done := self._desk.perform(act, self)) is not None:
            self._file = path
            self._show_state(done.label)

    def open_folder(self) -> None:
        """Show the folder where the paper was filed."""
        if self._file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._file.parent)))

    def prepare_mail(self) -> None:
        """Open a draft with the paper attached, in the user's own mail program."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.TempLocation)
        path = Path(folder) / f"{self._name}.eml"

        def act() -> Changes:
            path.write_bytes(drafts.mail_draft(self._prepared, self._name, self._pdf))
            return Changes("Courriel préparé", frozenset(), file=path)

        if self._desk.perform(act, self) is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _issue_words(self) -> str:
        invoice = getattr(self._prepared.data, "invoice", None)
        if invoice is not None and not invoice.is_issued:
            return "Valider et numéroter"
        return "Éditer quand même" if self._prepared.missing else "Éditer"

    def _show_state(self, done: str = "") -> None:
        """Say what keeps the paper from leaving, what it lacks, or that it is done."""
        refusal = self._prepared.refusal
        missing = self._prepared.missing
        blocked = refusal is not None or any(mention.blocks for mention in missing)
        lines = [done] if done else []
        if refusal and not done:
            lines.append(refusal)
        if not done:
            lines += [
                f"{'Bloqué' if mention.blocks else 'À compléter'} – {mention.sentence}"
                for mention in missing
            ]
        colour = theme.current().success if done else theme.current().warning
        self._notice.setStyleSheet(f"color: {theme.current().danger if blocked else colour}")
        self._notice.setText("\n".join(lines))
        self._notice.setVisible(bool(lines))
        self._issue.setEnabled(not blocked)
        self._folder.setEnabled(self._file is not None)

    def _button(
        self, icon: str, text: str, act: Callable[[], None], *, primary: bool = False
    ) -> QPushButton:
        colour = theme.current().on_accent if primary else None
        button = QPushButton(theme.icon(icon, colour), text, self)
        button.setProperty("primary", "true" if primary else "false")
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: act())
        return button

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._issue, self._print, self._save, self._folder, self._mail):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addLayout(buttons)
        layout.addWidget(self._notice)
        layout.addWidget(self._preview, 1)
