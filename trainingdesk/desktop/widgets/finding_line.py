"""What the law says of a clause, with its article behind «Pourquoi ?»."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from trainingdesk.desktop.widgets.clause_list import LEVEL_WORDS, level_icon
from trainingdesk.desktop.widgets.shown import capital
from trainingdesk.desktop.widgets.why_button import WhyButton
from trainingdesk.domain.conditions.conformity import Finding
from trainingdesk.french import typeset

ICON = 20


class FindingLine(QFrame):
    """One finding: its mark, what is wrong, and what to change."""

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        mark = QLabel(self)
        mark.setPixmap(level_icon(finding.level).pixmap(ICON))
        mark.setAccessibleName(capital(LEVEL_WORDS[finding.level]))
        words = QLabel(typeset(finding.sentence), self)
        change = QLabel(typeset(finding.change), self)
        change.setProperty("role", "muted")
        for label in (words, change):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.why = WhyButton(self)
        self.why.explain(finding.article)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(words)
        column.addWidget(change)
        column.addWidget(self.why, 0, Qt.AlignmentFlag.AlignLeft)
        change.setVisible(bool(finding.change))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(column, 1)
