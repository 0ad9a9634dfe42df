"""A field that holds the bytes of one file of this machine."""

from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget

from trainingdesk.desktop import theme
from trainingdesk.desktop.widgets.field import Field
from trainingdesk.services.mishaps import told


class FileField(Field):
    """«Choisir» takes a file, «Retirer» none; one that is refused is told beside, and changes none.

    A subclass arranges the buttons and shows what is held.
    """

    asks: ClassVar[str]
    """The title of the window that chooses."""
    files: ClassVar[str]
    """Which files are offered, as a file dialog says it."""
    icon: ClassVar[str]

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data: bytes | None = None
        self._trouble = QLabel(self)
        self._trouble.setProperty("role", "error")
        self._trouble.setWordWrap(True)
        self._trouble.hide()
        self._choose = QPushButton(theme.icon(self.icon), "Choisir…", self)
        self._remove = QPushButton(theme.icon("trash-2"), "Retirer", self)
        for button in (self._choose, self._remove):
            button.setAutoDefault(False)
        self._choose.clicked.connect(self._ask)
        self._remove.clicked.connect(self.drop)
        self.setFocusProxy(self._choose)

    def value(self) -> bytes | None:
        """Return the bytes of the file as they were read."""
        return self._data

    def set_value(self, value: bytes | None) -> None:
        """Show what is held, or that nothing is."""
        self._data = value
        self.show_held()

    def take(self, path: Path) -> None:
        """Take a file; one that cannot be kept is refused beside the field."""
        try:
            data = path.read_bytes()
        except OSError as error:
            self._tell(told(error) or str(error))
            return
        trouble = self.refusal(data)
        self._tell(trouble)
        if not trouble:
            self.taken(path)
            self.set_value(data)
            self.edited.emit()

    def drop(self) -> None:
        """Hold nothing any more."""
        self.set_value(None)
        self.edited.emit()

    def refusal(self, data: bytes) -> str:
        """Return why bytes cannot be kept, or nothing."""
        raise NotImplementedError

    def taken(self, path: Path) -> None:
        """Note where the bytes came from."""

    def show_held(self) -> None:
        """Show what is held."""
        raise NotImplementedError

    def _ask(self) -> None:
        chosen, _filter = QFileDialog.getOpenFileName(self, self.asks, "", self.files)
        if chosen:
            self.take(Path(chosen))

    def _tell(self, words: str) -> None:
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))
