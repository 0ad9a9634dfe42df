"""Says in the status bar that scans wait in the scanner's folder; pressed, it has them filed."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QToolButton, QWidget

from trainingdesk.desktop import theme
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.scan_folder import ScanFolder, choose_folder, chosen_folder
from trainingdesk.desktop.scan_review import review_scans
from trainingdesk.french import plural, typeset


class ScanHint(QToolButton):
    """Watches the folder as long as the window is open, if the office chose one."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.folder = ScanFolder(self)
        self.folder.changed.connect(self._show_waiting)
        self.setIcon(theme.icon("paperclip", theme.current().accent))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.clicked.connect(lambda _checked=False: self.review())
        self._show_waiting()

    @property
    def is_watching(self) -> bool:
        """Whether a folder was chosen."""
        return chosen_folder() is not None

    def choose(self) -> None:
        """Ask for the folder to watch."""
        kept = chosen_folder()
        chosen = QFileDialog.getExistingDirectory(
            self.window(), "Dossier de numérisation à surveiller", str(kept or "")
        )
        if chosen:
            self._watch(Path(chosen))

    def forget(self) -> None:
        """Watch no folder any more."""
        self._watch(None)

    def stop(self) -> None:
        """Look no more: the window closes."""
        self.folder.stop()

    def review(self) -> None:
        """File what waits, in a window of which there is never a second one."""
        review = review_scans(self._desk, self.folder.waiting, moves=True)
        if review is not None:
            review.finished.connect(lambda _result: self.folder.watch())

    def _watch(self, folder: Path | None) -> None:
        choose_folder(folder)
        self.folder.watch()
        told = f"Le dossier « {folder} » est surveillé" if folder else "Aucun dossier surveillé"
        self._desk.tell(typeset(told))

    def _show_waiting(self) -> None:
        count = len(self.folder.waiting)
        folder = chosen_folder()
        self.setText(plural(count, "scan à classer…", "scans à classer…"))
        self.setToolTip(typeset(f"Dans « {folder} »") if folder else "")
        self.setVisible(count > 0)
