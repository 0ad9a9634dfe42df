"""One window in a process of its own; says when its list is painted, and its memory at rest.

bench_child.py program FICHIER    Training Desk on an office file
bench_child.py bare               a window with an empty table, nothing else
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from bench_figures import resident_megabytes
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

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


def run_program(path: str) -> None:
    """Start the program as a person does, and watch it once its window is made."""
    enter: Callable[[], int] = QApplication.exec
    watches: list[Watch] = []

    def watched_exec() -> int:
        watches.append(Watch())
        return enter()

    QApplication.exec = staticmethod(watched_exec)  # type: ignore[method-assign]
    from trainingdesk.__main__ import main  # noqa: PLC0415 - a part of what is measured

    main([path])


def run_bare() -> None:
    """Show a window that does nothing."""
    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.setCentralWidget(QTableView(window))
    window.resize(1280, 720)
    window.show()
    watch = Watch()
    app.exec()
    del watch


if __name__ == "__main__":
    if sys.argv[1] == "program":
        run_program(sys.argv[2])
    else:
        run_bare()
