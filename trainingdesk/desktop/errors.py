"""What went wrong, told by whose fault it is: the trade's, the world's or ours."""

import sqlite3
import sys
import threading
import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType

import click
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import typeset


def sentence(error: BaseException) -> str:
    """Say what happened and what to do."""
    if isinstance(error, RuleBroken):
        return str(error)
    if isinstance(error, sqlite3.OperationalError):
        return typeset(
            f"Le fichier n’a pas pu être écrit ({error}). Rien n’est perdu : vérifiez qu’il reste "
            "de la place sur le disque et qu’aucun autre programme ne l’utilise, puis réessayez."
        )
    if isinstance(error, OSError):
        place = f"« {error.filename} » : " if error.filename else ""
        return typeset(
            f"{place}{error.strerror or error}. Vérifiez que le dossier existe et que vous avez le "
            "droit d’y écrire, puis réessayez."
        )
    return typeset(
        "Une erreur imprévue s’est produite. Ce qui était enregistré est intact ; "
        "le détail ci-dessous aide à la corriger."
    )


def tell(parent: QWidget | None, error: BaseException) -> None:
    """Show an error in a dialog; a fault of ours comes with its details to copy and a log."""
    box = QMessageBox(parent)
    box.setWindowTitle("Training Desk")
    box.setText(sentence(error))
    expected = isinstance(error, RuleBroken | OSError | sqlite3.OperationalError)
    box.setIcon(QMessageBox.Icon.Information if expected else QMessageBox.Icon.Warning)
    if not expected:
        details = "".join(traceback.format_exception(error))
        box.setDetailedText(details)
        box.setInformativeText(typeset(f"Journal : {write_log(details)}"))
    box.exec()


def write_log(details: str) -> Path:
    """Add the details of a fault to the log, and return where it is."""
    log = Path(click.get_app_dir("trainingdesk")) / "journal.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a", encoding="utf-8") as file:
        file.write(f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S}\n{details}\n")
    return log


class Net(QObject):
    """Catches what nobody caught; the hooks only emit, the window tells."""

    fell = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.fell.connect(self._tell)

    def spread(self) -> None:
        """Take the place of the interpreter's own hooks."""
        sys.excepthook = self._hook
        threading.excepthook = lambda args: self.fell.emit(args.exc_value)

    def _hook(
        self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        self.fell.emit(error)

    @Slot(object)
    def _tell(self, error: BaseException) -> None:
        tell(self._window, error)
