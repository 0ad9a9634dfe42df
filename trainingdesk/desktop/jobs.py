"""Long work beside the window: one worker thread, progress, cancel, results brought back."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from trainingdesk.services.office import Office, second_connection

T = TypeVar("T")


class Cancelled(Exception):
    """The user gave up; what was begun is rolled back by whoever began it."""


class Ticket:
    """What running work is given: its own connection, how to tell progress, whether to stop."""

    def __init__(self, office: Office, tell: Callable[[int, int, str], None]) -> None:
        self.office = office
        self._tell = tell
        self._stop = threading.Event()

    def progress(self, done: int, total: int, what: str = "") -> None:
        """Tell how far the work is.

        Raises:
            Cancelled: the user gave up meanwhile.
        """
        if self._stop.is_set():
            raise Cancelled
        self._tell(done, total, what)

    def cancelled(self) -> bool:
        """Whether the user gave up."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()


class Jobs(QObject):
    """Runs one piece of work after another; it lives as long as the window.

    A runnable that owned its signals would be freed by the pool while Qt delivers them: this one
    long-lived object brings every callback to the window's thread instead.
    """

    started = Signal(str)
    progressed = Signal(int, int, str)
    ended = Signal()
    _callback = Signal(object)

    def __init__(self, office: Office, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="trainingdesk")
        self._ticket: Ticket | None = None
        self._waiting = 0
        self._callback.connect(self._run_callback)

    @property
    def is_busy(self) -> bool:
        """Whether work runs or waits."""
        return self._waiting > 0

    def run(
        self,
        label: str,
        work: Callable[[Ticket], T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Do *work* on the worker's own connection, then call *done* or *failed* in the window."""
        self._waiting += 1

        def whole() -> T:
            with second_connection(self._office) as office:
                ticket = Ticket(office, self.progressed.emit)
                self._ticket = ticket
                self._callback.emit(lambda: self.started.emit(label))
                return work(ticket)

        def finish(future: Future[T]) -> None:
            self._callback.emit(lambda: self._finish(future, done, failed))

        self._pool.submit(whole).add_done_callback(finish)

    def _finish(
        self,
        future: Future[T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        self._waiting -= 1
        self._ticket = None
        self.ended.emit()
        if future.cancelled():
            return
        error = future.exception()
        if error is None:
            done(future.result())
        elif not isinstance(error, Cancelled):
            failed(error)

    @Slot()
    def cancel(self) -> None:
        """Ask the running work to stop."""
        if self._ticket is not None:
            self._ticket.cancel()

    def stop(self) -> None:
        """Cancel what runs and wait for it to let go of the file."""
        self.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)

    @Slot(object)
    def _run_callback(self, callback: Callable[[], Any]) -> None:
        callback()
