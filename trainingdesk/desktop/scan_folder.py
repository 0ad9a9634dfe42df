"""The scanner's folder, watched: what lands there waits to be filed."""

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QSettings, QTimer, Signal, Slot

from trainingdesk.services.session_documents import waiting_scans

SETTING = "scans/folder"
POLL_MS = 3_000
"""A shared folder on another machine tells nothing of its changes: it is looked at as well."""


def chosen_folder() -> Path | None:
    """Return the folder that is watched, if one was chosen."""
    kept = QSettings().value(SETTING)
    return Path(str(kept)) if kept else None


def choose_folder(folder: Path | None) -> None:
    """Watch another folder from now on, or none."""
    QSettings().setValue(SETTING, str(folder) if folder else "")


class ScanFolder(QObject):
    """Tells the scans that wait in the folder, once each is written whole."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.waiting: list[Path] = []
        self._sizes: dict[Path, int] = {}
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._look_soon)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self.watch()

    @property
    def folder(self) -> Path | None:
        """The folder that is watched."""
        return chosen_folder()

    @Slot()
    def watch(self) -> None:
        """Watch the folder that is chosen now."""
        if known := self._watcher.directories():
            self._watcher.removePaths(known)
        folder = chosen_folder()
        if folder is None:
            self._timer.stop()
        else:
            self._watcher.addPath(str(folder))
            self._timer.start(POLL_MS)
        self._sizes = {}
        self.look()

    @Slot()
    def look(self) -> None:
        """Read the folder; a file that still grows waits for the next look."""
        folder = chosen_folder()
        sizes: dict[Path, int] = {}
        if folder is not None:
            try:
                sizes = {path: path.stat().st_size for path in waiting_scans(folder)}
            except OSError:
                sizes = {}  # taken away, or its disk is: the next look tells
        whole = [path for path, size in sizes.items() if size and self._sizes.get(path) == size]
        self._sizes = sizes
        if whole != self.waiting:
            self.waiting = whole
            self.changed.emit()

    @Slot(str)
    def _look_soon(self, _folder: str) -> None:
        self.look()
