"""Every paper of a session with its state, what makes them, and the files they are gathered in."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QMenu,
    QMessageBox,
    QPushButton,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.parts import button, menu_button, row
from trainingdesk.desktop.jobs import Cancelled, Ticket
from trainingdesk.desktop.widgets.detail import stacked
from trainingdesk.desktop.widgets.papers_tree import PapersTree
from trainingdesk.french import typeset
from trainingdesk.services import dossier, pack_files, packs
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.dossier import NeededPaper, PaperState
from trainingdesk.services.packs import FunderPack
from trainingdesk.services.paper_data import Subject
from trainingdesk.services.session_files import session_file

PDF, ZIP = "Document PDF (*.pdf)", "Archive ZIP (*.zip)"
MOST_DOUBTS = 8
"""Sentences that a question holds before it is too long to be read."""
QUICKLY_JUDGED = 3
"""Papers that are composed again while the user waits: it is not felt."""
MAKEABLE = {PaperState.READY, PaperState.OUTDATED}


def papers_view(desk: Desk, session_id: int, opened: Callable[[NeededPaper], object]) -> QWidget:
    """Return the papers of a session; *opened* is told the one that is opened and did not leave."""
    papers = dossier.needed_papers(desk.office, session_id, at_once=True)
    doubtful = sum(paper.in_doubt for paper in papers)
    if 0 < doubtful <= QUICKLY_JUDGED:
        papers = dossier.needed_papers(desk.office, session_id)
    tree = PapersTree(partial(_open, desk, opened))
    tree.show_papers(papers)
    # An invoice takes its number in its own preview, one by one.
    make = button("", "file-check", partial(_make_ready, desk, session_id))
    _count_ready(make, papers)
    if doubtful > QUICKLY_JUDGED:
        _judge(desk, session_id, tree, make)
    tools = (
        button("Imprimer…", "printer", partial(_print_all, desk, session_id, tree)),
        button("Courriels…", "mail", partial(_prepare_mails, desk, session_id)),
        _gathering_button(desk, session_id),
        _others_button(desk, session_id),
    )
    tools[0].setToolTip("Imprimer tout ce qui est édité, dans l’ordre choisi")
    tools[1].setToolTip("Préparer un courriel par destinataire, avec les bons documents")
    return stacked(row(make, *tools), tree, stretch=1)


def _open(desk: Desk, opened: Callable[[NeededPaper], object], paper: NeededPaper) -> None:
    """Show what left as it left; the rest as it would leave."""
    if paper.paper_id is not None and paper.state in {PaperState.ISSUED, PaperState.SIGNED}:
        desk.show_issued(paper.paper_id)
    else:
        opened(paper)


def _count_ready(make: QPushButton, papers: Sequence[NeededPaper]) -> None:
    ready = sum(
        1
        for paper in papers
        if paper.state in MAKEABLE
        and paper.subject
        and paper.signed_on is None
        and paper.key != packs.INVOICE
    )
    make.setText(f"Éditer tout ce qui est prêt ({ready})")
    make.setEnabled(ready > 0)


def _judge(desk: Desk, session_id: int, tree: PapersTree, make: QPushButton) -> None:
    """Compose beside the window what may print otherwise today, then show what came of it."""

    def work(ticket: Ticket) -> list[NeededPaper]:
        if not isValid(tree):
            # Made anew since by another change, whose own look waits behind this one.
            raise Cancelled
        return dossier.needed_papers(ticket.office, session_id)

    def done(papers: list[NeededPaper]) -> None:
        # Another session may have been chosen meanwhile.
        if isValid(tree):
            tree.show_papers(papers)
            _count_ready(make, papers)

    desk.jobs.run("Documents vérifiés", work, done, desk.report)


# Others than the usual ones ---------------------------------------------------------------------


def _others_button(desk: Desk, session_id: int) -> QToolButton:
    menu = QMenu()
    menu.aboutToShow.connect(partial(_offer, desk, session_id, menu))
    made = menu_button("Autres", "", menu)
    made.setToolTip("Autres documents, à la demande")
    made.setAccessibleName("Autres documents")
    return made


def _offer(desk: Desk, session_id: int, menu: QMenu) -> None:
    """List what is made on request: at once where there is one, by name where there are more."""
    menu.clear()
    by_name: dict[str, list[NeededPaper]] = {}
    for paper in dossier.offered_papers(desk.office, session_id):
        by_name.setdefault(paper.name, []).append(paper)
    for name, papers in by_name.items():
        if len(papers) == 1:
            _add_offer(desk, menu, f"{name}…", papers[0])
            continue
        below = menu.addMenu(name)
        for paper in papers:
            _add_offer(desk, below, paper.whom, paper)


def _add_offer(desk: Desk, menu: QMenu, words: str, paper: NeededPaper) -> None:
    show = partial(desk.show_paper, paper.key, paper.subject or Subject())
    menu.addAction(typeset(words)).triggered.connect(lambda _on=False: show())


# All on paper, all by mail ----------------------------------------------------------------------


def _print_all(desk: Desk, session_id: int, near: QWidget) -> None:
    """Print what left, in the order and as often as the office chose."""
    owner = near.window()

    def work(ticket: Ticket) -> bytes:
        pack = packs.issued(ticket.office, session_id)
        return pack_files.merged(ticket.office, pack, copies=True)

    def done(pdf: bytes) -> None:
        from trainingdesk.desktop.printing import print_pdf  # noqa: PLC0415

        if print_pdf(pdf, owner):
            desk.tell("Documents envoyés à l’imprimante.")

    desk.jobs.run("Impression", work, done, desk.report)


def _prepare_mails(desk: Desk, session_id: int) -> None:
    from trainingdesk.desktop.mail_window import MailWindow  # noqa: PLC0415

    MailWindow(desk, session_id).show()


# All at once ------------------------------------------------------------------------------------


def _make_ready(desk: Desk, session_id: int) -> None:
    """Issue every paper that is ready, beside the window."""
    if not desk.may_seal(packs.UNNUMBERED):
        return

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
    menu = QMenu()
    made = menu_button("Rassembler", "folder-open", menu)
    made.setToolTip("Réunir les documents édités en un seul fichier")
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
    if not desk.may_seal(packs.UNNUMBERED, owner):
        return

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
        if made.doubts and not agreed(owner, made.doubts):
            return
        path = _chosen_path(desk, session_id, owner, ("Dossier", made.funder), PDF)
        if path is not None:
            desk.perform(
                lambda: _saved(pack_files.write_funder_pack(desk.office, made, path)), owner
            )

    desk.jobs.run("Dossier financeur", work, done, partial(_failed, desk))


def agreed(owner: QWidget, doubts: Sequence[str]) -> bool:
    """Show what a funder could object to, and return whether the file leaves all the same."""
    box = QMessageBox(owner)
    box.setWindowTitle("Dossier financeur")
    box.setIcon(QMessageBox.Icon.Warning)
    # A name may hold what would pass for a mark of HTML.
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(typeset("À savoir avant que ce dossier parte :"))
    lines = [f"• {doubt}" for doubt in doubts[:MOST_DOUBTS]]
    if len(doubts) > MOST_DOUBTS:
        lines.append(f"… et {len(doubts) - MOST_DOUBTS} autres, dans « Vérification ».")
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
