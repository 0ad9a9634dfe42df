"""Every paper of a session with its state, what makes them, and the files they are gathered in."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QToolButton, QWidget

from trainingdesk.desktop import theme
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.parts import button, row
from trainingdesk.desktop.jobs import Cancelled, Ticket
from trainingdesk.desktop.widgets.detail import small_table, stacked
from trainingdesk.french import typeset
from trainingdesk.services import dossier, pack_files, packs
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.dossier import NeededPaper, PaperState
from trainingdesk.services.packs import FunderPack
from trainingdesk.services.session_files import session_file

PDF, ZIP = "Document PDF (*.pdf)", "Archive ZIP (*.zip)"
MOST_DOUBTS = 8
"""Sentences that a question holds before it is too long to be read."""
MAKEABLE = {PaperState.READY, PaperState.OUTDATED}


def papers_view(desk: Desk, session_id: int, opened: Callable[[NeededPaper], object]) -> QWidget:
    """Return the papers of a session; *opened* is told the one that is opened."""
    papers = dossier.needed_papers(desk.office, session_id)
    table = small_table(
        ("Document", "Pour", "État", "Remarque"),
        [(paper.name, paper.whom, paper.state.value, paper.why) for paper in papers],
        empty="Inscrivez des stagiaires : leurs documents apparaîtront ici.",
        opened=lambda place: opened(papers[place]),
    )
    # An invoice takes its number in its own preview, one by one.
    ready = sum(1 for p in papers if p.state in MAKEABLE and p.subject and p.key != packs.INVOICE)
    make = button(
        f"Éditer tout ce qui est prêt ({ready})",
        "file-check",
        partial(_make_ready, desk, session_id),
        enabled=ready > 0,
    )
    return stacked(row(make, _gathering_button(desk, session_id)), table, stretch=1)


def _make_ready(desk: Desk, session_id: int) -> None:
    """Issue every paper that is ready, beside the window."""

    def work(ticket: Ticket) -> Changes:
        try:
            made = packs.make_ready(ticket.office, session_id, ticket.progress, redo=True)
        except Cancelled:
            return _INTERRUPTED
        return made.changes

    desk.jobs.run("Documents", work, desk.broadcast, partial(_failed, desk))


_INTERRUPTED = changed(
    "Édition interrompue : les documents déjà faits sont gardés", Kind.PAPERS, Kind.SESSIONS
)


def _failed(desk: Desk, error: BaseException) -> None:
    """Tell a refusal; what was issued before it stands and is shown."""
    desk.broadcast(_INTERRUPTED)
    desk.report(error)


# Gathered in one file ---------------------------------------------------------------------------


def _gathering_button(desk: Desk, session_id: int) -> QToolButton:
    made = QToolButton()
    made.setText("Rassembler")
    made.setIcon(theme.icon("folder-open"))
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    made.setToolTip("Réunir les documents édités en un seul fichier")
    menu = QMenu(made)
    funders = packs.funders(session_file(desk.office, session_id))
    for funder_id, name in funders.items():
        words = f"Dossier financeur ({name})…" if len(funders) > 1 else "Dossier financeur…"
        act = partial(_gather_for_funder, desk, session_id, funder_id, made)
        menu.addAction(typeset(words)).triggered.connect(lambda _on=False, act=act: act())
    for words, act in (
        ("Fichier fusionné…", partial(_merge, desk, session_id, made, copies=False)),
        ("Fichier fusionné à imprimer…", partial(_merge, desk, session_id, made, copies=True)),
        ("Zip de la session…", partial(_archive, desk, session_id, made)),
    ):
        menu.addAction(words).triggered.connect(lambda _on=False, act=act: act())
    made.setMenu(menu)
    return made


def _merge(desk: Desk, session_id: int, near: QWidget, *, copies: bool) -> None:
    """Bind what left into one PDF; with *copies* each as often as it is printed."""
    parts = ("Documents à imprimer",) if copies else ("Documents",)
    path = _chosen_path(desk, session_id, near.window(), parts, PDF)
    if path is None:
        return

    def work(ticket: Ticket) -> Changes:
        pack = packs.issued(ticket.office, session_id)
        file = pack_files.write_merged(ticket.office, pack, path, copies=copies)
        return _saved(file)

    desk.jobs.run("Documents", work, lambda done: desk.tell(done.label), desk.report)


def _archive(desk: Desk, session_id: int, near: QWidget) -> None:
    """Put all that left, and the signed copies that came back, into a zip."""
    path = _chosen_path(desk, session_id, near.window(), ("Session",), ZIP)
    if path is None:
        return

    def work(ticket: Ticket) -> Changes:
        file = pack_files.write_archive(ticket.office, session_id, path, ticket.progress)
        return _saved(file)

    desk.jobs.run("Archive", work, lambda done: desk.tell(done.label), desk.report)


def _gather_for_funder(desk: Desk, session_id: int, funder_id: int, near: QWidget) -> None:
    """Make what one funder is sent; what contradicts itself or lacks is asked about once."""
    # The papers that are made take this view's place: dialogs stand over the window.
    owner = near.window()

    def work(ticket: Ticket) -> FunderPack | None:
        try:
            return packs.funder_pack(ticket.office, session_id, funder_id, ticket.progress)
        except Cancelled:
            return None

    def done(made: FunderPack | None) -> None:
        if made is None:
            desk.broadcast(_INTERRUPTED)
            return
        desk.broadcast(made.pack.changes)
        if made.doubts and not _agreed(owner, made.doubts):
            return
        path = _chosen_path(desk, session_id, owner, ("Dossier", made.funder), PDF)
        if path is not None:
            desk.perform(
                lambda: _saved(pack_files.write_funder_pack(desk.office, made, path)), owner
            )

    desk.jobs.run("Dossier financeur", work, done, partial(_failed, desk))


def _agreed(owner: QWidget, doubts: Sequence[str]) -> bool:
    """Show what a funder could object to, and return whether the file leaves all the same."""
    box = QMessageBox(owner)
    box.setWindowTitle("Dossier financeur")
    box.setIcon(QMessageBox.Icon.Warning)
    # A name may hold what would pass for a mark of HTML.
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(typeset("Le financeur pourrait refuser ce dossier :"))
    lines = [f"• {doubt}" for doubt in doubts[:MOST_DOUBTS]]
    if len(doubts) > MOST_DOUBTS:
        lines.append(f"… et {len(doubts) - MOST_DOUBTS} autres, dans « Vérification du dossier ».")
    box.setInformativeText(typeset("\n".join(lines)))
    anyway = box.addButton("Enregistrer quand même", QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton("Corriger d’abord", QMessageBox.ButtonRole.RejectRole))
    box.exec()
    is_agreed = box.clickedButton() is anyway
    box.deleteLater()
    return is_agreed


def _chosen_path(
    desk: Desk, session_id: int, owner: QWidget, parts: Sequence[str], kind: str
) -> Path | None:
    """Ask where a file goes; `None` when nobody says."""
    suffix = ".zip" if kind == ZIP else ".pdf"
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    name = pack_files.merged_name(desk.office, session_id, *parts)
    chosen, _filter = QFileDialog.getSaveFileName(
        owner, "Enregistrer", f"{folder}/{name}{suffix}", kind
    )
    if not chosen:
        return None
    path = Path(chosen)
    # A name with a dot in it is no suffix.
    return path if path.suffix.casefold() == suffix else path.with_name(f"{path.name}{suffix}")


def _saved(file: Path) -> Changes:
    return Changes(typeset(f"Fichier enregistré : {file.name}"), frozenset(), file=file)
