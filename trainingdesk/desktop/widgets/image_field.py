"""A picture of the office: logo or stamp, as it prints on white paper."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from trainingdesk.desktop import theme
from trainingdesk.desktop.widgets.file_field import FileField

PICTURES = "Images (*.png *.jpg *.jpeg)"
FRAME = (240, 112)
LARGEST = 5_000_000
"""Bytes; every paper carries the picture."""


class ImageField(FileField):
    """Shows the picture on white."""

    asks = "Choisir une image"
    files = PICTURES
    icon = "import"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = QLabel(self)
        self._frame.setFixedSize(*FRAME)
        self._frame.setAlignment(Qt.AlignmentFlag.AlignCenter)
        buttons = QVBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._choose)
        buttons.addWidget(self._remove)
        buttons.addWidget(self._trouble)
        buttons.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self._frame)
        layout.addLayout(buttons)
        layout.addStretch(1)
        self.show_held()

    def refusal(self, data: bytes) -> str:
        """Return why bytes cannot print as a picture, or nothing."""
        if len(data) > LARGEST:
            return "Cette image dépasse 5 Mo : enregistrez-la plus petite, puis recommencez."
        if QImage.fromData(data).isNull():
            return "Ce fichier n’est pas une image PNG ou JPEG."
        return ""

    def show_held(self) -> None:
        """Show the picture, or that there is none."""
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
