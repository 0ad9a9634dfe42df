"""The papers that a funder asks for before it pays."""

from collections.abc import Collection

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from trainingdesk.desktop.widgets.field import Field
from trainingdesk.desktop.widgets.shown import capital
from trainingdesk.domain.funder_habits import ClaimPaper
from trainingdesk.domain.labels import label

COLUMNS = 2


class ClaimPapersField(Field):
    """One box a paper."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes = {paper: QCheckBox(capital(label(paper)), self) for paper in ClaimPaper}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for place, box in enumerate(self._boxes.values()):
            grid.addWidget(box, place // COLUMNS, place % COLUMNS)
            box.toggled.connect(self.edited)
        self.setFocusProxy(self._boxes[ClaimPaper.COURSE_SHEET])

    def box(self, paper: ClaimPaper) -> QCheckBox:
        """Return the box of a paper."""
        return self._boxes[paper]

    def value(self) -> tuple[ClaimPaper, ...]:
        """Return the papers that are ticked, in order."""
        return tuple(paper for paper, box in self._boxes.items() if box.isChecked())

    def set_value(self, value: Collection[ClaimPaper] | None) -> None:
        """Tick these."""
        for paper, box in self._boxes.items():
            blocked = box.blockSignals(True)
            box.setChecked(paper in (value or ()))
            box.blockSignals(blocked)
