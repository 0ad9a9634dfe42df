"""How a clause reads as its values are typed, and what the law says of it."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QTextBrowser, QVBoxLayout, QWidget

from trainingdesk.desktop.widgets.finding_line import FindingLine
from trainingdesk.domain.conditions.clauses import ITEM
from trainingdesk.domain.conditions.conformity import Finding
from trainingdesk.french import typeset

ABSENT = typeset("Rien : vos conditions n’en parlent pas.")


class ClauseView(QFrame):
    """The clause as it prints, and its findings below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        title = QLabel("Ce que liront vos clients", self)
        title.setProperty("role", "heading")
        self.text = QTextBrowser(self)
        self.text.setAccessibleName("Texte de la clause")
        self.text.setOpenLinks(False)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self._verdict = QLabel("Ce que dit la loi", self)
        self._verdict.setProperty("role", "heading")
        self._findings: tuple[Finding, ...] = ()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self._lines.setContentsMargins(0, 0, 8, 0)
        held = QWidget()
        held.setLayout(self._lines)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setWidget(held)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 8, 12)
        layout.setSpacing(8)
        layout.addWidget(title)
        layout.addWidget(self.text, 1)
        layout.addWidget(self._verdict)
        layout.addWidget(self._area, 1)
        for widget in (self._verdict, self._area):
            widget.hide()

    def show_clause(self, heading: str, paragraphs: Sequence[str]) -> None:
        """Show the clause as it is printed; nothing where the terms have none."""
        self.text.setHtml(_as_html(heading, paragraphs) if paragraphs else escape(ABSENT))

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show what was found of this clause."""
        if tuple(findings) == self._findings:
            return
        self._findings = tuple(findings)
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for finding in findings:
            self._lines.addWidget(FindingLine(finding))
        self._lines.addStretch(1)
        for widget in (self._verdict, self._area):
            widget.setVisible(bool(findings))

    # Qt's own interface -------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(400, 400)


def _as_html(heading: str, paragraphs: Sequence[str]) -> str:
    """Return a clause as a text browser shows it, its lists as lists."""
    parts = [f"<h3>{escape(heading)}</h3>"]
    for paragraph in paragraphs:
        words = escape(paragraph.removeprefix(ITEM))
        is_item = paragraph.startswith(ITEM)
        parts.append(f"<ul><li>{words}</li></ul>" if is_item else f"<p>{words}</p>")
    return "".join(parts).replace("</ul><ul>", "")
