"""A part of the window on which a file can be dropped."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget


class DropArea(QWidget):
    """Holds widgets one below the other, the last the largest; tells the file dropped on them."""

    dropped = Signal(object)

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        for number, widget in enumerate(widgets, 1):
            layout.addWidget(widget, 1 if number == len(widgets) else 0)

    # Qt's own interface -------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for path in dropped_files(event)[:1]:
            event.acceptProposedAction()
            self.dropped.emit(path)


def dropped_files(event: QDropEvent) -> list[Path]:
    """Return the files of this machine that are dropped."""
    urls = event.mimeData().urls()
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
