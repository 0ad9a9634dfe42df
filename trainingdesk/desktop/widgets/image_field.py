"""A picture of the office: logo or stamp, as it prints on white paper."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from trainingdesk.desktop import theme
from trainingdesk.desktop.widgets.field import Field
from trainingdesk.services.mishaps import told

PICTURES = "Images (*.png *.jpg *.jpeg)"
FRAME = (240, 112)
LARGEST = 5_000_000
"""Bytes; every paper carries the picture."""


class ImageField(Field):
    """Shows the picture on white; «Choisir» takes another, «Retirer» none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data: bytes | None = None
        self._frame = QLabel(self)
        self._frame.setFixedSize(*FRAME)
        self._frame.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._trouble = QLabel(self)
        self._trouble.setProperty("role", "error")
        self._trouble.setWordWrap(True)
        self._trouble.hide()
        choose = QPushButton(theme.icon("import"), "Choisir…", self)
        self._remove = QPushButton(theme.icon("trash-2"), "Retirer", self)
        choose.clicked.connect(self._choose)
        self._remove.clicked.connect(self._drop)
        for button in (choose, self._remove):
            button.setAutoDefault(False)
        buttons = QVBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(choose)
        buttons.addWidget(self._remove)
        buttons.addWidget(self._trouble)
        buttons.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self._frame)
        layout.addLayout(buttons)
        layout.addStretch(1)
        self.setFocusProxy(choose)
        self._show()

    def value(self) -> bytes | None:
        """Return the bytes of the picture as they were read."""
        return self._data

    def set_value(self, value: bytes | None) -> None:
        """Show a picture."""
        self._data = value
        self._show()

    def take(self, path: Path) -> None:
        """Take the picture of a file; one that is no picture is refused beside the field."""
        try:
            data = path.read_bytes()
        except OSError as error:
            self._tell(told(error) or str(error))
            return
        if len(data) > LARGEST:
            self._tell("Cette image dépasse 5 Mo : enregistrez-la plus petite, puis recommencez.")
        elif QImage.fromData(data).isNull():
            self._tell("Ce fichier n’est pas une image PNG ou JPEG.")
        else:
            self._tell("")
            self.set_value(data)
            self.edited.emit()

    def _choose(self) -> None:
        chosen, _filter = QFileDialog.getOpenFileName(self, "Choisir une image", "", PICTURES)
        if chosen:
            self.take(Path(chosen))

    def _drop(self) -> None:
        self.set_value(None)
        self.edited.emit()

    def _show(self) -> None:
        colours = theme.current()
        # Paper is white whatever the look of the window.
        self._frame.setStyleSheet(
            f"background: white; color: #566570; border: 1px solid {colours.border};"
            " border-radius: 4px;"
        )
        if self._data is None:
            self._frame.setText("Aucune image")
        else:
            ratio = self.devicePixelRatioF()
            picture = QPixmap()
            picture.loadFromData(self._data)
            fitted = picture.scaled(
                self._frame.size() * ratio * 0.9,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            fitted.setDevicePixelRatio(ratio)
            self._frame.setPixmap(fitted)
        self._remove.setEnabled(self._data is not None)

    def _tell(self, words: str) -> None:
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))
