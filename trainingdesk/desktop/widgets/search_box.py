"""The search over everything: one field, hits as one types."""

from PySide6.QtCore import QModelIndex, QPoint, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListView, QWidget
from sqlite_utils import Database

from trainingdesk.desktop import theme
from trainingdesk.storage import search
from trainingdesk.storage.search import Hit

SHOWN = 12
PAUSE_MS = 60


class SearchBox(QLineEdit):
    """Finds people, firms, sessions, papers by the beginnings of words; Enter opens the hit."""

    found = Signal(object)

    def __init__(self, db: Database, parent: QWidget) -> None:
        super().__init__(parent)
        self._db = db
        self._hits: list[Hit] = []
        self.setPlaceholderText("Rechercher partout (Ctrl+F)")
        self.setAccessibleName("Rechercher partout")
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(280)
        self.addAction(theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._model = QStringListModel(self)
        self._list = QListView(parent)
        self._list.setModel(self._model)
        self._list.setWindowFlags(Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName("Résultats de la recherche")
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.clicked.connect(self._open)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.look)
        self.textEdited.connect(self._pause.start)

    @property
    def hits(self) -> list[Hit]:
        """What was found last."""
        return self._hits

    def take_focus(self) -> None:
        """Put the caret here."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def look(self) -> None:
        """Search for what is typed and drop the hits down."""
        self._hits = search.find(self._db, self.text(), SHOWN)
        self._model.setStringList([f"{hit.label}  –  {hit.detail}" for hit in self._hits])
        if not self._hits:
            self._list.hide()
            return
        self._list.setCurrentIndex(self._model.index(0))
        row = self._list.sizeHintForRow(0)
        width = max(self.width(), 480)
        corner = self.mapToGlobal(QPoint(self.width() - width, self.height()))
        self._list.setGeometry(corner.x(), corner.y(), width, row * len(self._hits) + 8)
        self._list.show()

    def _open(self, index: QModelIndex) -> None:
        self._list.hide()
        if index.isValid():
            self.found.emit(self._hits[index.row()])

    # Qt's own interface -------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self._list.currentIndex().row()
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up if self._hits:
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self._list.setCurrentIndex(self._model.index((row + step) % len(self._hits)))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._pause.stop()
                if not self._list.isVisible():
                    self.look()
                self._open(self._list.currentIndex())
            case Qt.Key.Key_Escape:
                self._list.hide()
                self.clear()
            case _:
                super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._list.hide()
        super().focusOutEvent(event)
