"""An address as a square that a telephone reads."""

from itertools import groupby

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

from trainingdesk.paper import colours
from trainingdesk.paper.figures import Figure
from trainingdesk.paper.styles import MM
from trainingdesk.paper.tagging import TaggedCanvas

QUIET = 4
"""Modules left white around the code, without which readers do not find it."""


class QrCode(Figure):
    """A QR code of a text, as wide as high, in millimetres."""

    def __init__(self, text: str, alt: str, side: float) -> None:
        super().__init__(alt)
        # A printed form gets creased and stained: a quarter of the code may be lost.
        code = QRCode(None, QRErrorCorrectLevel.M)
        code.addData(text)
        code.make()
        self._rows: list[list[bool]] = [[bool(cell) for cell in row] for row in code.modules]
        self.width = self.height = side * MM

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Take the room of the square."""
        return self.width, self.height

    def paint(self, canvas: TaggedCanvas) -> None:
        """Draw the dark modules, those in a row as one."""
        step = self.width / (len(self._rows) + 2 * QUIET)
        canvas.setFillColor(colours.INK)
        for place, row in enumerate(self._rows):
            y = self.height - (place + 1 + QUIET) * step
            x = QUIET * step
            for is_dark, run in groupby(row):
                wide = len(list(run)) * step
                if is_dark:
                    canvas.rect(x, y, wide, step, stroke=0, fill=1)
                x += wide
