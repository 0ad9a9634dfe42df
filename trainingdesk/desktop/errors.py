"""What went wrong, told by whose fault it is: the trade's, the world's or ours."""

import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import typeset
from trainingdesk.services import mishaps


def sentence(error: BaseException) -> str:
    """Say what happened and what to do."""
    if isinstance(error, RuleBroken):
        return str(error)
    return mishaps.told(error) or typeset(
        "Une erreur imprévue s’est produite. Ce qui était enregistré est intact ; "
        "le détail ci-dessous aide à la corriger."
    )


def tell(parent: QWidget | None, error: BaseException) -> None:
    """Show an error in a dialog; a fault of ours comes with its details to copy and a log."""
    box = QMessageBox(parent)
    box.setWindowTitle("Training Desk")
    box.setText(sentence(error))
    box.setIcon(QMessageBox.Icon.Information)
    if not isinstance(error, RuleBroken) and mishaps.told(error) is None:
        box.setIcon(QMessageBox.Icon.Warning)
        box.setDetailedText("".join(traceback.format_exception(error)))
        log = mishaps.write_log(error)
        box.setInformativeText(typeset(f"Journal : {log}") if log else "")
    box.exec()


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
