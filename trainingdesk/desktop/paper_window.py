"""A paper before it leaves: what it lacks, its pages, then issue, print, save or send it."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from shiboken6 import isValid

from trainingdesk.desktop import theme
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.jobs import Ticket
from trainingdesk.desktop.pdf_window import PdfWindow
from trainingdesk.domain.paper_data import InvoicePaper
from trainingdesk.french import short_date, typeset
from trainingdesk.services import dossier, drafts, issued, publishing, sealing
from trainingdesk.services.changes import Changes
from trainingdesk.services.publishing import Prepared
from trainingdesk.storage import papers, sales

SIGNED_BY_CLIENT = {"convention", "contract"}
INTACT = " : le cachet est intact, rien n’a changé depuis"
CHANGED = " : le cachet ne correspond plus au document, qui a été modifié"


class PaperWindow(PdfWindow):
    """Shows one paper; `issue` keeps it for ever, everything else leaves the file alone."""

    def __init__(self, desk: Desk, prepared: Prepared) -> None:
        pdf, _texts = prepared.render()
        super().__init__(desk, _title(prepared), prepared.name, pdf)
        self._prepared = prepared
        self._issue = self._button("stamp", self._issue_words(), self.issue, primary=True)
        self._mail = self._button("mail", "Préparer un courriel", self.prepare_mail)
        self._arrange((self._issue, self._print, self._save, self._folder, self._mail))
        self._show_state()

    def issue(self) -> None:
        """Keep the paper for ever; a draft invoice takes its number here."""
        prepared = self._prepared
        invoice_id = prepared.subject.invoice_id
        is_draft = invoice_id is not None and not prepared.data.invoice.is_issued

        if self._is_stale():
            self.tell("Les données ont changé entre-temps : relisez le document, puis éditez-le.")
            return

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
            self.setWindowTitle(_title(self._prepared))
        self._issue.hide()
        self.tell(done.label)

    def _is_stale(self) -> bool:
        """Whether the data changed since the pages were drawn; they are then drawn again."""
        office, shown = self._desk.office, self._prepared
        fresh = publishing.prepare(office, shown.kind.key, shown.subject)
        if publishing.frozen(fresh.data) == publishing.frozen(shown.data):
            return False
        self._prepared = fresh
        self._pdf, _texts = fresh.render()
        self._preview.show_pdf(self._pdf)
        self._show_state()
        return True

    def prepare_mail(self) -> None:
        """Open a draft with the paper attached, in the user's own mail program."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.TempLocation)
        path = Path(folder) / f"{self._name}.eml"

        def act() -> Changes:
            path.write_bytes(
                drafts.mail_draft(self._desk.office, self._prepared, self._name, self._pdf)
            )
            return Changes("Courriel préparé", frozenset(), file=path)

        if self._desk.perform(act, self) is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _issue_words(self) -> str:
        invoice = getattr(self._prepared.data, "invoice", None)
        if invoice is not None and not invoice.is_issued:
            return "Valider et numéroter"
        return "Éditer quand même" if self._prepared.missing else "Éditer"

    def _since_issued(self) -> list[str]:
        """Say what changed since the paper left, where it is to be issued again."""
        since = dossier.changes_since(self._desk.office, self._prepared)
        if since is None or isinstance(self._prepared.data, InvoicePaper):
            return []
        former, changes = since
        head = f"À rééditer – édité le {short_date(former.issued_on)}, a changé depuis : "
        return [typeset(f"{head}{' ; '.join(changes)}. L’édition précédente est gardée.")]

    def _show_state(self) -> None:
        """Say what keeps the paper from leaving, or what it lacks."""
        refusal = self._prepared.refusal
        missing = self._prepared.missing
        faults = self._prepared.faults
        blocked = (
            refusal is not None
            or any(mention.blocks for mention in missing)
            or any(blocks for _words, blocks in faults)
        )
        lines = [refusal] if refusal else []
        if since := self._since_issued():
            self._issue.setText("Rééditer")
            lines += since
        lines += [
            f"{'Bloqué' if mention.blocks else 'À compléter'} – {mention.sentence}"
            for mention in missing
        ]
        # What a mention tells already is not told twice by the rules of the electronic invoice.
        if not any(mention.blocks for mention in missing):
            lines += [
                typeset(f"Facture électronique – {words}{'' if blocks else ' (facultatif)'}")
                for words, blocks in faults
            ]
        colours = theme.current()
        self._notice.setStyleSheet(f"color: {colours.danger if blocked else colours.warning}")
        self._notice.setText("\n".join(lines))
        self._notice.setVisible(bool(lines))
        self._issue.setEnabled(not blocked)
        self._folder.setEnabled(False)


class IssuedPaperWindow(PdfWindow):
    """Shows a paper that left, byte for byte."""

    def __init__(self, desk: Desk, paper_id: int) -> None:
        office = desk.office
        paper = papers.PAPERS.get(office.db, paper_id)
        pdf = papers.pdf_of(office.db, paper_id)
        super().__init__(desk, f"{paper.title} – {paper.reference}", paper.reference, pdf)
        self._paper = paper
        signed = self._button("file-check", "Revenu signé…", self.note_signed)
        signed.setVisible(self._awaits_signature())
        self._arrange((self._print, self._save, self._folder, signed))
        self._notice.setProperty("role", "muted")
        self._say_seal("")
        self._notice.show()
        self._folder.setEnabled(office.documents is not None)
        if paper.sealed_by:
            self._check_seal(pdf)

    def note_signed(self) -> None:
        """Note that the client sent it back signed; what was signed before bears a date already."""
        agreement_id = self._paper.agreement_id or 0
        if sales.agreement(self._desk.office.db, agreement_id).signed_on is None:
            self._desk.edit("signature", agreement_id)
        else:
            self._desk.edit("receipt", None, agreement_id=agreement_id)
        self.close()

    def _check_seal(self, pdf: bytes) -> None:
        """Hold the seal against the bytes, beside the window."""

        def work(_ticket: Ticket) -> bool:
            return sealing.holds(pdf)

        def told(holds: bool) -> None:
            # The window may be closed by then.
            if isValid(self):
                self._say_seal(INTACT if holds else CHANGED)

        self._desk.jobs.run("Cachet vérifié", work, told, self._desk.report)

    def _say_seal(self, verdict: str) -> None:
        words = f"Édité le {short_date(self._paper.issued_on)}, tel qu’il est parti."
        if self._paper.sealed_by:
            words += f"\nDocument scellé par {self._paper.sealed_by}{verdict}."
        self._notice.setText(typeset(words))

    def _awaits_signature(self) -> bool:
        """Whether this is the last edition of an agreement that holds, and no copy came back."""
        db, paper = self._desk.office.db, self._paper
        if paper.kind not in SIGNED_BY_CLIENT or paper.agreement_id is None:
            return False
        later = papers.papers_where(db, "replaces_id = ? limit 1", [paper.id])
        is_signed = papers.signed_since(db, paper.id or 0) is not None
        return not (later or is_signed or sales.agreement(db, paper.agreement_id).state.is_over)

    def open_folder(self) -> None:
        """Show the folder of the paper; one that was taken away is put there again."""

        def act() -> Changes:
            file = issued.filed(self._desk.office, self._paper, self._pdf)
            return Changes(f"Document : {file.name}", frozenset(), file=file)

        if (done := self._desk.perform(act, self)) is not None:
            self._file = done.file
            super().open_folder()


def _title(prepared: Prepared) -> str:
    return f"{prepared.kind.name} – {prepared.name}"
