"""The scanner's folder, watched: what lands there waits to be filed."""

from collections.abc import Mapping
from pathlib import Path
from threading import Thread

from PySide6.QtCore import QObject, QSettings, QTimer, Signal, Slot

from trainingdesk.services.session_documents import Stamp, waiting_scans

SETTING = "scans/folder"
POLL_MS = 1_500
"""A shared folder on another machine tells nothing of its changes: it is looked at."""


def chosen_folder() -> Path | None:
    """Return the folder that is watched, if one was chosen."""
    kept = QSettings().value(SETTING)
    return Path(str(kept)) if kept else None


def choose_folder(folder: Path | None) -> None:
    """Watch another folder from now on, or none."""
    QSettings().setValue(SETTING, str(folder) if folder else "")


class ScanFolder(QObject):
    """Tells the scans that wait in the folder, once each is written whole.

    The folder is read beside the window: one of another machine may take its time, or for ever.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.waiting: list[Path] = []
        self._stamps: Mapping[Path, Stamp] = {}
        self._look: _Look | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self.look)
        self.watch()

    @Slot()
    def watch(self) -> None:
        """Watch the folder that is chosen now, as if nothing of it were known."""
        self._look = None
        self._stamps = {}
        self._tell([])
        if chosen_folder() is None:
            self._timer.stop()
        else:
            self._timer.start()
            self.look()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    @Slot()
    def look(self) -> None:
        """Take what the last look found and begin the next; a slow one is waited for."""
        if self._look is not None:
            if self._look.is_alive():
                return
            self._take(self._look.stamps)
        folder = chosen_folder()
        self._look = _Look(folder) if folder is not None else None
        if self._look is not None:
            self._look.start()

    def _take(self, stamps: Mapping[Path, Stamp]) -> None:
        """Tell the files that did not change since the look before."""
        whole = [path for path, stamp in stamps.items() if self._stamps.get(path) == stamp]
        self._stamps = stamps
        self._tell(whole)

    def _tell(self, waiting: list[Path]) -> None:
        if waiting != self.waiting:
            self.waiting = waiting
            self.changed.emit()


class _Look(Thread):
    """One reading of the folder; nothing of Qt's is touched, and nobody waits for it to end."""

    def __init__(self, folder: Path) -> None:
        super().__init__(name="trainingdesk-scans", daemon=True)
        self._folder = folder
        self.stamps: Mapping[Path, Stamp] = {}

    def run(self) -> None:
        try:
            self.stamps = waiting_scans(self._folder)
        except OSError:
            self.stamps = {}  # taken away, or its disk is: the next look tells
