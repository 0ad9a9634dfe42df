"""The papers that a change made outdated: which, why, and issued again at one press."""

from collections.abc import Sequence
from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from trainingdesk.desktop import theme
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.parts import button
from trainingdesk.desktop.jobs import Cancelled, Ticket
from trainingdesk.desktop.widgets.tree_items import below, heads
from trainingdesk.french import plural, short_date, typeset
from trainingdesk.services import outdated
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.outdated import OutdatedPaper
from trainingdesk.services.paper_data import Subject

PAUSE_MS = 400
"""How long after a change papers are looked at: one action may change several times."""
_PAPER = Qt.ItemDataRole.UserRole
_TICKED, _UNTICKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_INTERRUPTED = changed(
    "Réédition interrompue : les documents déjà faits sont gardés", Kind.PAPERS, Kind.SESSIONS
)


class OutdatedHint(QToolButton):
    """Says in the status bar that a change made papers outdated; pressed, it lists them."""

    found = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._mark = outdated.last_change(desk.office)
        self._sessions: list[int] = []
        self._papers: tuple[OutdatedPaper, ...] = ()
        self._window: OutdatedWindow | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self.setIcon(theme.icon("triangle-alert", theme.current().warning))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setToolTip("Voir ce qui a changé et rééditer les documents")
        self.clicked.connect(lambda _checked=False: self.list_papers())
        self.hide()

    @property
    def papers(self) -> tuple[OutdatedPaper, ...]:
        """The papers that are told."""
        return self._papers

    def heed(self, _changes: Changes) -> None:
        """Look, once all is quiet, whether what was done made papers outdated."""
        self._pause.start()

    def stop(self) -> None:
        """Look no more: the office is about to be let go of."""
        self._pause.stop()

    def list_papers(self) -> None:
        """Show what was found, in a window beside this one."""
        self._open().show_papers(self._papers)

    def look_everywhere(self) -> None:
        """Look through every session that is open, and show what is found."""
        window = self._open()
        window.wait()

        def work(ticket: Ticket) -> tuple[OutdatedPaper, ...]:
            return outdated.outdated(ticket.office, progress=ticket.progress)

        def done(papers: tuple[OutdatedPaper, ...]) -> None:
            self._sessions = sorted({each.session_id for each in papers if each.session_id})
            self._told(papers)
            self._open().show_papers(papers)

        self._desk.jobs.run("Documents vérifiés", work, done, self._desk.report)

    def _look(self) -> None:
        office = self._desk.office
        if office.path is None:
            # An office in memory has no second door for the work beside the window.
            return
        touched = outdated.touched_since(office, self._mark)
        self._mark = outdated.last_change(office)
        sessions = list(dict.fromkeys((*touched, *self._sessions)))
        if not sessions:
            return

        def work(ticket: Ticket) -> tuple[OutdatedPaper, ...]:
            return outdated.of_sessions(ticket.office, sessions, ticket.progress)

        self._sessions = sessions
        self._desk.jobs.run("Documents vérifiés", work, self._told, self._desk.report)

    def _told(self, papers: tuple[OutdatedPaper, ...]) -> None:
        self._papers = papers
        self._sessions = sorted({each.session_id for each in papers if each.session_id})
        count = sum(not each.is_invoice for each in papers)
        words = plural(count, "document à rééditer…", "documents à rééditer…")
        self.setText(words)
        self.setVisible(count > 0)
        if self._window is not None:
            self._window.show_papers(papers)
        self.found.emit()

    def _open(self) -> "OutdatedWindow":
        if self._window is None:
            self._window = OutdatedWindow(self._desk)
            self._window.destroyed.connect(self._closed)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()
        return self._window

    def _closed(self) -> None:
        self._window = None


class OutdatedWindow(QDialog):
    """Lists papers with what changed; those that are ticked are issued again."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk if isinstance(desk, QWidget) else None)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Documents à rééditer")
        self._desk = desk
        self._head = QLabel(self)
        self._head.setWordWrap(True)
        self._tree = _tree(self)
        self._tree.itemChanged.connect(self._count)
        self._tree.itemActivated.connect(self._preview)
        self._notes = QLabel(self)
        self._notes.setWordWrap(True)
        self._notes.setProperty("role", "muted")
        self._redo = QPushButton(theme.icon("stamp", theme.current().on_accent), "", self)
        self._redo.setProperty("primary", "true")
        self._redo.clicked.connect(lambda _checked=False: self.reissue())
        self._close = button("Fermer", "x", self.close)
        self._all = button("Tout cocher", "check", partial(self._tick_all, _TICKED))
        self._none = button("Tout décocher", "x", partial(self._tick_all, _UNTICKED))
        for one in (self._redo, self._close, self._all, self._none):
            one.setAutoDefault(False)
        bottom = QHBoxLayout()
        bottom.setSpacing(8)
        for one in (self._all, self._none):
            bottom.addWidget(one)
        bottom.addStretch(1)
        for one in (self._redo, self._close):
            bottom.addWidget(one)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(self._head)
        layout.addWidget(self._tree, 1)
        layout.addWidget(self._notes)
        layout.addLayout(bottom)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.reissue)
        self.resize(920, 520)

    @property
    def ticked(self) -> list[OutdatedPaper]:
        """The papers that are to be issued again."""
        return [item.data(0, _PAPER) for item in self._lines() if item.checkState(0) == _TICKED]

    def wait(self) -> None:
        """Say that papers are being looked at."""
        self._head.setText("Vérification des documents des sessions ouvertes…")
        self._tree.clear()
        self._notes.hide()
        self._count()

    def show_papers(self, papers: Sequence[OutdatedPaper]) -> None:
        """List papers by session, all ticked but those that were signed."""
        told = [each for each in papers if not each.is_invoice]
        self._head.setText(
            typeset(
                "Ces documents ne disent plus ce qui est vrai aujourd’hui. Cochez ceux à "
                "rééditer : l’édition précédente est gardée."
            )
            if told
            else "Tous les documents édités sont à jour."
        )
        self._tree.clear()
        for name, own in groupby(told, key=lambda each: each.session):
            head = QTreeWidgetItem(self._tree, [typeset(name or "Propositions")])
            bold = QFont(self._tree.font())
            bold.setBold(True)
            head.setFont(0, bold)
            for each in own:
                _add_line(head, each)
            head.setExpanded(True)
        notes = _notes(papers)
        self._notes.setText(typeset("\n".join(notes)))
        self._notes.setVisible(bool(notes))
        self._count()

    def reissue(self) -> None:
        """Issue the ticked papers again, beside the window."""
        papers = self.ticked
        if not papers or not self._redo.isEnabled():
            return
        if not self._desk.may_seal([each.paper.key for each in papers], self):
            return
        self._redo.setEnabled(False)

        def work(ticket: Ticket) -> Changes:
            try:
                return outdated.reissue(ticket.office, papers, ticket.progress).changes
            except Cancelled:
                return _INTERRUPTED

        self._desk.jobs.run("Documents réédités", work, self._desk.broadcast, self._failed)

    def _failed(self, error: BaseException) -> None:
        self._desk.broadcast(_INTERRUPTED)
        self._desk.report(error)

    def _lines(self) -> list[QTreeWidgetItem]:
        return [line for head in heads(self._tree) for line in below(head)]

    def _tick_all(self, state: Qt.CheckState) -> None:
        for item in self._lines():
            item.setCheckState(0, state)

    def _count(self) -> None:
        count = len(self.ticked)
        self._redo.setText(f"Rééditer les documents cochés ({count})")
        self._redo.setEnabled(count > 0)
        for one in (self._all, self._none):
            one.setEnabled(bool(self._lines()))

    def _preview(self, item: QTreeWidgetItem) -> None:
        each = item.data(0, _PAPER)
        if each is not None:
            self._desk.show_paper(each.paper.key, each.paper.subject or Subject())


def _tree(parent: QWidget) -> QTreeWidget:
    tree = QTreeWidget(parent)
    tree.setAccessibleName("Documents à rééditer")
    tree.setHeaderLabels(["Document", "Ce qui a changé"])
    tree.setColumnWidth(0, 450)
    tree.setIndentation(14)
    tree.setAlternatingRowColors(True)
    tree.setWordWrap(True)
    tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    return tree


def _add_line(head: QTreeWidgetItem, each: OutdatedPaper) -> None:
    paper = each.paper
    name = " – ".join(filter(None, (paper.name, paper.whom)))
    line = QTreeWidgetItem(head, [name, typeset(paper.why.replace(" ; ", "\n"))])
    line.setToolTip(0, name)
    line.setToolTip(1, line.text(1))
    line.setData(0, _PAPER, each)
    line.setFlags(line.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    line.setCheckState(0, _UNTICKED if each.is_signed else _TICKED)


def _notes(papers: Sequence[OutdatedPaper]) -> list[str]:
    """Say of signed papers and of invoices what is done instead."""
    notes = []
    signed = [each.paper for each in papers if each.is_signed and not each.is_invoice]
    if signed:
        last = max(paper.signed_on for paper in signed if paper.signed_on is not None)
        words = plural(len(signed), "document signé", "documents signés")
        notes.append(
            f"{words} (dernière signature le {short_date(last)}) : un avenant convient mieux "
            "qu’une réédition. Cochez pour rééditer quand même."
        )
    invoices = sum(each.is_invoice for each in papers)
    if invoices:
        words = plural(invoices, "facture émise change", "factures émises changent")
        notes.append(
            f"{words} aussi : une facture ne se réédite jamais, un avoir l’annule et une nouvelle "
            "la remplace (onglet Devis et factures)."
        )
    return notes
