"""All that the law says of the conditions, in one list."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from trainingdesk.desktop.widgets.clause_list import LEVEL_WORDS, level_icon
from trainingdesk.desktop.widgets.sentences import show_sentences
from trainingdesk.desktop.widgets.shown import capital
from trainingdesk.desktop.widgets.why_button import WhyButton
from trainingdesk.domain.conditions.clauses import TITLES
from trainingdesk.domain.conditions.conformity import Finding
from trainingdesk.french import plural, typeset

CAPTIONS = ("Avis", "Clause", "Ce que dit la loi", "Ce qu’il faut changer")
WIDTHS = (120, 200, 0, 0)


class FindingsTable(QWidget):
    """The findings, the gravest first; `opened` names the clause of one."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._findings: tuple[Finding, ...] = ()
        self._summary = QLabel(self)
        self._summary.setProperty("role", "muted")
        self._summary.setWordWrap(True)
        self.table = _Table(self)
        self.table.entered_row.connect(self._open)
        self.table.cellDoubleClicked.connect(lambda row, _column: self._open(row))
        self.why = WhyButton(self)
        self.table.itemSelectionChanged.connect(self._show_why)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._summary)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.why, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch()
        self.setFocusProxy(self.table)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show findings in place of those before."""
        if tuple(findings) == self._findings and self._summary.text():
            return
        self._findings = tuple(findings)
        self._summary.setText(typeset(_summary(len(findings))))
        self.table.setVisible(bool(findings))
        self.table.setRowCount(len(findings))
        for row, finding in enumerate(findings):
            texts = (
                capital(LEVEL_WORDS[finding.level]),
                TITLES[finding.clause],
                finding.sentence,
                finding.change,
            )
            cells = [_cell(typeset(text), typeset(finding.article)) for text in texts]
            cells[0].setIcon(level_icon(finding.level))
            for column, cell in enumerate(cells):
                self.table.setItem(row, column, cell)
        self.table.resizeRowsToContents()
        if findings and self.table.currentRow() < 0:
            self.table.setCurrentCell(0, 0)
        self._show_why()

    def _show_why(self) -> None:
        row = self.table.currentRow()
        self.why.explain(self._findings[row].article if 0 <= row < len(self._findings) else "")

    def _open(self, row: int) -> None:
        self.opened.emit(self._findings[row].clause)

    # Qt's own interface -------------------------------------------------------------------------

    def hasHeightForWidth(self) -> bool:
        # It takes the room that it is given: labels that wrap must not ask for more.
        return False


class _Table(QTableWidget):
    """Rows as high as their sentences; Enter opens one."""

    entered_row = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(0, len(CAPTIONS), parent)
        show_sentences(self, "Conformité des conditions", CAPTIONS)
        header = self.horizontalHeader()
        for column, width in enumerate(WIDTHS):
            if width:
                self.setColumnWidth(column, width)
            else:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.geometriesChanged.connect(self.resizeRowsToContents)
        header.sectionResized.connect(lambda *_sizes: self.resizeRowsToContents())

    # Qt's own interface -------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentRow() >= 0:
            self.entered_row.emit(self.currentRow())
            event.accept()
        else:
            super().keyPressEvent(event)


def _cell(text: str, why: str) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setToolTip(why)
    item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return item


def _summary(count: int) -> str:
    if not count:
        return (
            "Rien n’a été relevé. Cette vérification porte sur les valeurs de vos clauses et ne "
            "remplace pas l’avis d’un juriste."
        )
    return (
        f"{plural(count, 'point relevé', 'points relevés')} dans les valeurs de vos clauses. "
        "Double-cliquez pour aller à la clause. Cette liste n’est pas complète et ne remplace pas "
        "l’avis d’un juriste."
    )
