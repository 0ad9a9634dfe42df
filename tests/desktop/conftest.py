"""A window over a small office on disk, and a guard against windows that nobody answers."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox

from tests.support.filled_office import FilledOffice
from trainingdesk.desktop import theme
from trainingdesk.desktop.main_window import MainWindow
from trainingdesk.services.office import Office

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_MS = 250

# The forms are compiled from ui/ and kept out of git: no editor can be imported without them.
subprocess.run([sys.executable, str(ROOT / "packaging" / "build_forms.py")], check=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let pass what the platform without a screen says of each window."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture(autouse=True)
def settings(tmp_path) -> Iterator[Path]:
    """Keep what the window remembers in a folder of this test."""
    kept = QSettings.defaultFormat()
    folder = tmp_path / "settings"
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    for scope in QSettings.Scope:
        QSettings.setPath(QSettings.Format.IniFormat, scope, str(folder))
    yield folder
    QSettings.setDefaultFormat(kept)


@pytest.fixture(autouse=True)
def nobody_is_asked(qapp) -> Iterator[list[str]]:
    """Close a window that waits for an answer no test gives, and fail.

    A test that expects a question answers it in a timer of its own, sooner than this one.
    """
    if not qapp.property("theme"):
        theme.dress(qapp, theme.LIGHT)
    asked: list[str] = []
    waiting: list[object] = []

    def look() -> None:
        window = QApplication.activeModalWidget()
        if window is not None and window in waiting:
            words = window.text() if isinstance(window, QMessageBox) else window.windowTitle()
            asked.append(words or type(window).__name__)
            if isinstance(window, QDialog):
                window.done(0)
        waiting[:] = [window] if window is not None else []

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(PATIENCE_MS)
    yield asked
    timer.stop()
    if asked:
        pytest.fail(f"a window waited for an answer: {asked}")


@pytest.fixture
def filled(tmp_path) -> Iterator[FilledOffice]:
    """Return a small office in a file of this test, with the ids of what it holds."""
    folder = tmp_path / "office"
    folder.mkdir()
    made = FilledOffice(documents=folder / "Documents", path=folder / "Atelier.trainingdesk")
    yield made
    made.office.close()


@pytest.fixture
def office(filled) -> Office:
    """Return the office itself."""
    return filled.office


@pytest.fixture
def window(qtbot, office) -> Iterator[MainWindow]:
    """Return the main window over the office; what a test left open is closed unsaved."""
    made = MainWindow(office)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    for dialog in made.findChildren(QDialog):
        dialog.hide()
        dialog.deleteLater()
    made.close()
    # Windows that stay would be dressed again by each later test that changes the look.
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
