"""One window in a process of its own; says when its list is painted, and its memory at rest.

bench_child.py program FICHIER    Training Desk on an office file
bench_child.py bare               a window with an empty table, nothing else
"""

# What is loaded, and in which order, is a part of what is measured.
# ruff: noqa: PLC0415

from __future__ import annotations

import sys


def run_program(path: str) -> None:
    """Start the program as a person does, and watch it once its window is made."""
    from trainingdesk.__main__ import main  # isort: skip
    from bench_watch import Watch
    from PySide6.QtWidgets import QApplication

    enter = QApplication.exec
    watches: list[Watch] = []

    def watched_exec() -> int:
        watches.append(Watch())
        return enter()

    QApplication.exec = staticmethod(watched_exec)  # type: ignore[method-assign]
    main([path])


def run_bare() -> None:
    """Show a window that does nothing."""
    from bench_watch import Watch
    from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

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
