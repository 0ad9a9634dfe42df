"""Closing a session: its checklist, then the archive."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.editors.choosing import required
from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.closing import Ui_ClosingForm
from trainingdesk.desktop.jobs import Ticket
from trainingdesk.services import closing, pack_files
from trainingdesk.services.changes import Changes
from trainingdesk.services.filing import paper_folder
from trainingdesk.storage import papers
from trainingdesk.storage import sessions as store


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """What closing does beside."""

    archive: bool = True


class ClosingEditor(Editor[Closing]):
    """Closes one session; what lacks is shown and does not keep it from being closed.

    `show_tab` in the context brings a sub-tab of the session to the front.
    """

    form = Ui_ClosingForm
    record = Closing
    noun = "Clôturer la session"
    known = ""

    def prepare(self) -> None:
        """Lead from a point to the place where it is done."""
        self.ui.points.opened.connect(self._show_tab)

    def load(self, row_id: int | None) -> Closing:
        """Return a closing that keeps an archive, where the office keeps its papers as files."""
        self._session_id = required(row_id, "archive", "Choisissez la session à clôturer.")
        session = store.SESSIONS.get(self.office.db, self._session_id)
        self.ui.session_name.setText(f"{session.number} – {session.title}")
        left = papers.papers_where(self.office.db, "session_id = ? limit 1", [self._session_id])
        keeps = self.office.documents is not None and bool(left)
        self.ui.archive.setVisible(keeps)
        return Closing(archive=keeps)

    def shown(self) -> None:
        """Show what lacks, and say so on the button."""
        points = closing.points(self.office, self._session_id)
        self.ui.points.show_points(points)
        is_complete = all(point.is_done for point in points)
        self.name_saving("Clôturer" if is_complete else "Clôturer quand même", "archive")
        # What lacks is not passed over by pressing Enter.
        self.save_button.setAutoDefault(is_complete)
        (self.save_button if is_complete else self.cancel_button).setDefault(True)

    def store(self, value: Closing) -> Changes:
        """Close the session, and write its archive beside the window."""
        done = closing.close(self.office, self._session_id, anyway=True)
        if value.archive and self.office.documents is not None:
            keep_archive(self.desk, self._session_id, self.office.documents)
        return done

    def _show_tab(self, caption: str) -> None:
        show = cast("Callable[[str], None] | None", self.context.get("show_tab"))
        self.close()
        if show is not None:
            show(caption)


def keep_archive(desk: Desk, session_id: int, documents: Path) -> None:
    """Write all that left and came back for a session into a zip among its own papers."""

    def work(ticket: Ticket) -> Changes:
        session = store.SESSIONS.get(ticket.office.db, session_id)
        today = ticket.office.today()
        folder = documents / paper_folder(session, "", today, today)
        folder.mkdir(parents=True, exist_ok=True)
        name = pack_files.merged_name(ticket.office, session_id, "Session")
        path = folder / f"{name}.zip"
        pack_files.write_archive(ticket.office, session_id, path, ticket.progress)
        return Changes(f"Archive enregistrée : {path.name}", frozenset(), file=path)

    desk.jobs.run("Archive", work, lambda done: desk.tell(done.label), desk.report)
