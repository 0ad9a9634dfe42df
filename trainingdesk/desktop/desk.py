"""The main window as pages and editors see it."""

from collections.abc import Callable, Iterable
from typing import Protocol

from PySide6.QtWidgets import QWidget

from trainingdesk.desktop.jobs import Jobs
from trainingdesk.services.changes import Changes
from trainingdesk.services.office import Office
from trainingdesk.services.paper_data import Subject
from trainingdesk.services.removing import Step


class Desk(Protocol):
    """What a page asks of the main window; no page knows another."""

    @property
    def office(self) -> Office:
        """The open office."""

    @property
    def jobs(self) -> Jobs:
        """Where long work is done."""

    def perform(self, act: Callable[[], Changes], owner: QWidget | None = None) -> Changes | None:
        """Run a service, tell what it changed to every page; a refusal is told, and `None`."""

    def may_seal(self, kinds: Iterable[str], owner: QWidget | None = None) -> bool:
        """Ask for the password where papers of these kinds wait for the seal; whether they may go.

        Work beside the window asks before it begins: nobody can be asked from there.
        """

    def broadcast(self, changes: Changes) -> None:
        """Tell every page what a service changed."""

    def report(self, error: BaseException) -> None:
        """Tell an error by whose fault it is."""

    def remove(self, act: Callable[[], Step]) -> None:
        """Run a deletion or archiving that Ctrl+Z takes back."""

    def go_to(self, page: str, row_id: int, view: str = "") -> None:
        """Show a row on its page."""

    def edit(self, kind: str, row_id: int | None = None, /, **context: object) -> None:
        """Open the editor of a record, new when there is no id."""

    def show_paper(self, key: str, subject: Subject) -> None:
        """Show a paper before it leaves."""

    def show_issued(self, paper_id: int) -> None:
        """Show a paper that left, as it left."""

    def tell(self, words: str) -> None:
        """Say something in the status bar."""
