"""The papers of a session, by whom they are for, each with its state."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from trainingdesk.desktop import theme
from trainingdesk.desktop.widgets.tree_items import below, heads
from trainingdesk.french import plural, typeset
from trainingdesk.services.dossier import NeededPaper, PaperState
from trainingdesk.services.needs import Side

MOST_UNFOLDED = 4
"""Recipients of a side that are shown with all their papers; more are folded up."""
ROW = QSize(0, 26)
"""High enough for a sign of another font: rows are all alike, whatever changed."""
CHECKING = "vérification en cours…"
_PAPER = Qt.ItemDataRole.UserRole
_COUNTED = {
    PaperState.OUTDATED: ("à rééditer", "à rééditer"),
    PaperState.TO_DO: ("à faire", "à faire"),
    PaperState.BLOCKED: ("bloqué", "bloqués"),
    PaperState.READY: ("prêt", "prêts"),
    PaperState.ISSUED: ("édité", "édités"),
    PaperState.SIGNED: ("signé", "signés"),
}
"""The states in the order that one looks for them, for one paper and for several."""


class PapersTree(QTreeWidget):
    """Papers below their recipient, recipients below their side; Enter or a double click opens."""

    def __init__(
        self, opened: Callable[[NeededPaper], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._opened = opened
        self.setAccessibleName("Documents de la session")
        self.setHeaderLabels(["Document", "État", "Remarque"])
        self.setIndentation(14)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setColumnWidth(0, 290)
        self.setColumnWidth(1, 100)
        self.itemActivated.connect(self._activate)

    def show_papers(self, papers: Sequence[NeededPaper]) -> None:
        """Show these papers; what was folded up or unfolded by hand stays so."""
        kept = {self._path(item): item.isExpanded() for item in self._groups()}
        self.clear()
        for side in Side:
            own = [paper for paper in papers if paper.side is side]
            if own:
                self._add_side(side, own)
        for item in self._groups():
            if self._path(item) in kept:
                item.setExpanded(kept[self._path(item)])

    def _add_side(self, side: Side, papers: Sequence[NeededPaper]) -> None:
        head = QTreeWidgetItem(self, [side.value])
        head.setFont(0, self._bold())
        head.setForeground(0, QColor(theme.current().accent))
        head.setSizeHint(0, ROW)
        head.setExpanded(True)
        if side is Side.SESSION:
            for paper in papers:
                self._add_paper(head, paper)
            return
        named = sorted(papers, key=lambda paper: _rank(papers, paper))
        groups = [(whom, list(own)) for whom, own in groupby(named, key=lambda paper: paper.whom)]
        for whom, own in groups:
            item = QTreeWidgetItem(head, [whom, "", _summary(own)])
            item.setFont(0, self._bold())
            item.setToolTip(2, _summary(own))
            item.setSizeHint(0, ROW)
            for paper in own:
                self._add_paper(item, paper)
            item.setExpanded(len(groups) <= MOST_UNFOLDED)

    def _add_paper(self, head: QTreeWidgetItem, paper: NeededPaper) -> None:
        why = CHECKING if paper.in_doubt else paper.why
        line = QTreeWidgetItem(head, [paper.name, paper.state.value, typeset(why)])
        line.setData(0, _PAPER, paper)
        line.setSizeHint(0, ROW)
        line.setToolTip(0, " – ".join(filter(None, (paper.name, paper.whom))))
        line.setToolTip(2, typeset(why.replace(" ; ", "\n")))
        colours = theme.current()
        ink = {
            PaperState.OUTDATED: colours.warning,
            PaperState.BLOCKED: colours.danger,
            PaperState.SIGNED: colours.success,
            PaperState.READY: colours.accent,
        }.get(paper.state)
        if ink is not None:
            line.setForeground(1, QColor(ink))

    def _bold(self) -> QFont:
        bold = QFont(self.font())
        bold.setBold(True)
        return bold

    def _groups(self) -> Iterable[QTreeWidgetItem]:
        for head in heads(self):
            yield head
            yield from (item for item in below(head) if item.childCount())

    def _path(self, item: QTreeWidgetItem) -> tuple[str, str]:
        parent = item.parent()
        return (parent.text(0) if parent is not None else "", item.text(0))

    def _activate(self, item: QTreeWidgetItem, _column: int) -> None:
        paper = item.data(0, _PAPER)
        if paper is not None:
            self._opened(paper)


def _rank(papers: Sequence[NeededPaper], paper: NeededPaper) -> int:
    """Return the place of a recipient: that of the first paper for it."""
    return next(place for place, one in enumerate(papers) if one.whom == paper.whom)


def _summary(papers: Iterable[NeededPaper]) -> str:
    """Return how many papers are how far: «1 bloqué, 3 édités»."""
    counts = Counter(paper.state for paper in papers)
    return ", ".join(
        plural(counts[state], one, many) for state, (one, many) in _COUNTED.items() if counts[state]
    )
