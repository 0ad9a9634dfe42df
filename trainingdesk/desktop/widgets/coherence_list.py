"""What contradicts itself in the file of a session, each line leading to the places to mend."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from trainingdesk.desktop import theme
from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.widgets.detail import ShortTable
from trainingdesk.desktop.widgets.sentences import show_sentences
from trainingdesk.domain.coherence import Finding, Level, Side
from trainingdesk.french import plural, typeset
from trainingdesk.services import coherence

CAPTIONS = ("Ce qui ne concorde pas", "D’un côté", "De l’autre")
SHARES = (2, 1, 1)
"""How the columns divide the width."""
ICON = 20
MARKS = {Level.RED: "circle-alert", Level.AMBER: "triangle-alert"}
WORDS = {Level.RED: "À corriger", Level.AMBER: "À vérifier"}


class CoherenceList(QWidget):
    """The findings of one session, the gravest first; `open_tab` shows another of its sub-tabs."""

    def __init__(self, desk: Desk, session_id: int, open_tab: Callable[[str], None]) -> None:
        super().__init__()
        self._desk = desk
        self._open_tab = open_tab
        self.findings = coherence.findings(desk.office, session_id)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(_verdict(self.findings))
        if not self.findings:
            layout.addStretch(1)
            return
        self.table = _Table(self.findings)
        self.table.opened.connect(self._open)
        self.table.itemSelectionChanged.connect(self._name_places)
        layout.addWidget(self.table, 1)
        self.buttons = tuple(QPushButton(theme.icon("search"), "") for _side in ("left", "right"))
        row = QHBoxLayout()
        for number, button in enumerate(self.buttons):
            button.clicked.connect(lambda _checked=False, at=number: self._open_side(at))
            row.addWidget(button)
        row.addStretch(1)
        layout.addLayout(row)
        self.table.setCurrentCell(0, 0)

    def _sides(self) -> tuple[Side, Side]:
        finding = self.findings[self.table.currentRow()]
        return finding.left, finding.right

    def _name_places(self) -> None:
        for button, side in zip(self.buttons, self._sides(), strict=True):
            button.setText(typeset(f"Voir : {_short(side.tab or side.what)}"))
            button.setToolTip(typeset(f"{side.what} : {side.value}"))

    def _open(self, _row: int, column: int) -> None:
        """Go to the place that was opened; the sentence leads to the first of the two."""
        self._open_side(1 if column == len(CAPTIONS) - 1 else 0)

    def _open_side(self, number: int) -> None:
        side = self._sides()[number]
        if side.tab:
            self._open_tab(side.tab)
        else:
            self._desk.go_to(side.place.page, side.place.row_id, side.place.view)


class _Table(ShortTable):
    """A line a finding, as high as its sentences."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(len(findings), len(CAPTIONS))
        show_sentences(self, "Vérification du dossier", CAPTIONS)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIconSize(QSize(ICON, ICON))
        self.horizontalHeader().setStretchLastSection(True)
        for row, finding in enumerate(findings):
            for column, text in enumerate(_texts(finding)):
                item = QTableWidgetItem(typeset(text))
                item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
                item.setToolTip(WORDS[finding.level])
                self.setItem(row, column, item)
                if column == 0:
                    item.setIcon(_mark(finding.level))

    # Qt's own interface -------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.viewport().width()
        for column, share in enumerate(SHARES):
            self.setColumnWidth(column, width * share // sum(SHARES))
        self.resizeRowsToContents()


def _texts(finding: Finding) -> tuple[str, str, str]:
    left, right = finding.left, finding.right
    return (
        finding.sentence,
        f"{left.what}\n{left.value}",
        f"{right.what}\n{right.value}",
    )


def _verdict(findings: Sequence[Finding]) -> QHBoxLayout:
    """Return the line above the list, green where everything agrees."""
    look = theme.current()
    mark, words = QLabel(), QLabel()
    words.setWordWrap(True)
    if findings:
        mark.setPixmap(_mark(findings[0].level).pixmap(ICON))
        red = sum(1 for finding in findings if finding.level is Level.RED)
        parts = (
            plural(red, "point à corriger", "points à corriger") if red else "",
            plural(len(findings) - red, "point à vérifier", "points à vérifier")
            if len(findings) > red
            else "",
        )
        words.setText(
            typeset(f"{', '.join(filter(None, parts))}. Double-cliquez pour aller à l’endroit.")
        )
        words.setProperty("role", "muted")
    else:
        mark.setPixmap(theme.icon("circle-check", look.success).pixmap(ICON))
        words.setText(
            typeset(
                "Tout concorde : heures, noms, numéros, dates, émargement, prix et listes de "
                "stagiaires disent la même chose partout."
            )
        )
        words.setStyleSheet(f"color: {look.success}")
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(words, 1)
    return line


def _mark(level: Level) -> QIcon:
    look = theme.current()
    return theme.icon(MARKS[level], look.danger if level is Level.RED else look.warning)


def _short(words: str) -> str:
    """Return the words for a button: what is told after a comma stands in its tip."""
    return words.partition(",")[0]
