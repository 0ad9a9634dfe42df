"""Work done before there is a window: a small dialog with progress and a way out."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QProgressDialog

T = TypeVar("T")


class WaitTicket(QObject):
    """What the work is given: how to tell progress, whether to stop."""

    told = Signal(int, int, str)
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._stop = Event()

    def tell(self, done: int, total: int, what: str) -> None:
        """Tell how far the work is."""
        self.told.emit(done, total, what)

    def cancelled(self) -> bool:
        """Whether the user gave up."""
        return self._stop.is_set()

    @Slot()
    def cancel(self) -> None:
        """Ask the work to stop."""
        self._stop.set()


def wait_for(words: str, work: Callable[[WaitTicket], T]) -> T | None:
    """Do *work* beside a progress dialog; return its result, or `None` when the user gave up."""
    ticket = WaitTicket()
    dialog = QProgressDialog(words, "Annuler", 0, 0)
    dialog.setWindowTitle("Training Desk")
    dialog.setMinimumWidth(420)
    dialog.setAutoClose(False)
    dialog.canceled.connect(ticket.cancel)

    def show(done: int, total: int, what: str) -> None:
        dialog.setRange(0, total)
        dialog.setValue(done)
        dialog.setLabelText(f"{words}\n{what}" if what else words)

    ticket.told.connect(show)
    loop = QEventLoop()
    # Queued: work that ends before the loop runs must still end it.
    ticket.finished.connect(loop.quit, Qt.ConnectionType.QueuedConnection)
    dialog.show()
    with ThreadPoolExecutor(1) as pool:
        future: Future[T] = pool.submit(work, ticket)
        future.add_done_callback(lambda _future: ticket.finished.emit())
        loop.exec()
    # Asked before the dialog closes: Qt counts that as giving up.
    gave_up = ticket.cancelled()
    dialog.close()
    return None if gave_up else future.result()
