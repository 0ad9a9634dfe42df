"""What the client wrote or stamped on a paper that came back."""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from trainingdesk.desktop.widgets.field import Field
from trainingdesk.desktop.widgets.shown import capital
from trainingdesk.domain.conditions.kinds import Mark
from trainingdesk.domain.labels import label

COLUMNS = 2


class MarksField(Field):
    """One box a mark; those that the terms ask for say so."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes = {mark: QCheckBox(capital(label(mark)), self) for mark in Mark}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        for box in self._boxes.values():
            box.toggled.connect(self.edited)
        self._place(tuple(Mark))
        self.setFocusProxy(self._boxes[Mark.INITIALS])

    def box(self, mark: Mark) -> QCheckBox:
        """Return the box of a mark."""
        return self._boxes[mark]

    def ask(self, marks: tuple[Mark, ...]) -> None:
        """Show these marks only, and those that are ticked."""
        self._place([m for m, box in self._boxes.items() if m in marks or box.isChecked()])

    def value(self) -> tuple[Mark, ...]:
        """Return the marks that are there, in order."""
        return tuple(mark for mark, box in self._boxes.items() if box.isChecked())

    def set_value(self, value: tuple[Mark, ...] | None) -> None:
        """Tick these."""
        for mark, box in self._boxes.items():
            blocked = box.blockSignals(True)
            box.setChecked(mark in (value or ()))
            box.blockSignals(blocked)

    def _place(self, marks: Sequence[Mark]) -> None:
        while self._grid.takeAt(0) is not None:
            pass
        for mark, box in self._boxes.items():
            box.setVisible(mark in marks)
        for place, mark in enumerate(marks):
            self._grid.addWidget(self._boxes[mark], place // COLUMNS, place % COLUMNS)
