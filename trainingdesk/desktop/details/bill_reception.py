"""Files of suppliers that come in: read beside the window, then shown one after the other."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.jobs import Ticket
from trainingdesk.desktop.widgets.bill_file_field import BILL_FILES
from trainingdesk.french import plural, typeset
from trainingdesk.services import supplier_invoices
from trainingdesk.services.changes import Changes
from trainingdesk.services.supplier_invoices import Opened


class BillReception:
    """Opens each file in the editor of a bill; once it is filed the next one comes."""

    def __init__(self, desk: Desk, owner: QWidget, filed: Callable[[int], object]) -> None:
        self._desk = desk
        self._owner = owner
        self._show_filed = filed
        self._waiting: list[Path] = []

    def choose(self) -> None:
        """Ask for files, then open them."""
        chosen, _filter = QFileDialog.getOpenFileNames(
            self._owner.window(), "Ouvrir une facture reçue", "", BILL_FILES
        )
        self.take([Path(each) for each in chosen])

    def take(self, paths: Sequence[Path]) -> None:
        """Open files, the first at once, each other once the one before is filed."""
        self._waiting = list(paths)
        self._next()

    def _next(self) -> None:
        if not self._waiting:
            return
        path = self._waiting.pop(0)

        def work(ticket: Ticket) -> Opened:
            return supplier_invoices.opened(ticket.office, path)

        self._desk.jobs.run("Lecture de la facture", work, self._show, self._refuse)

    def _show(self, opened: Opened) -> None:
        self._desk.edit("supplier_bill", None, opened=opened, after=self._filed)
        if self._waiting:
            left = plural(len(self._waiting), "autre facture attend", "autres factures attendent")
            self._desk.tell(f"{left} que celle-ci soit enregistrée.")

    def _refuse(self, error: BaseException) -> None:
        self._desk.report(error)
        self._next()

    def _filed(self, changes: Changes) -> None:
        if changes.id is not None:
            self._show_filed(changes.id)
        self._next()


def confirmed(owner: QWidget, question: str, why: str) -> bool:
    """Ask whether something is to be lost for good."""
    box = QMessageBox(owner.window())
    box.setIcon(QMessageBox.Icon.Question)
    box.setText(typeset(question))
    box.setInformativeText(typeset(why))
    gone = box.addButton("Supprimer", QMessageBox.ButtonRole.DestructiveRole)
    keep = box.addButton("Garder", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.exec()
    return box.clickedButton() is gone
