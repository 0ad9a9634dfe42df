"""Says when the list of a window is painted, and the memory that the window holds at rest."""

from __future__ import annotations

from bench_figures import resident_megabytes
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QTableView

PAINTED, AT_REST = "painted", "at rest"
REST_MS = 3000


class Watch(QObject):
    """Waits for the first paint of a table that is shown, then for the window to come to rest."""

    def __init__(self) -> None:
        """Look at every table that is to be seen now."""
        super().__init__()
        self._surfaces = [
            table.viewport()
            for window in QApplication.topLevelWidgets()
            for table in window.findChildren(QTableView)
            if table.isVisible()
        ]
        for surface in self._surfaces:
            surface.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """See a paint coming; it is over when the next turn of the loop begins."""
        if event.type() == QEvent.Type.Paint and self._surfaces:
            for surface in self._surfaces:
                surface.removeEventFilter(self)
            self._surfaces.clear()
            QTimer.singleShot(0, self._painted)
        return False

    def _painted(self) -> None:
        print(PAINTED, flush=True)
        QTimer.singleShot(REST_MS, self._rest)

    def _rest(self) -> None:
        print(AT_REST, resident_megabytes() or 0, flush=True)
        QApplication.closeAllWindows()
