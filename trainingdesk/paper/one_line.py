"""Single lines at a fixed place, which grow smaller rather than run into their neighbours."""

from dataclasses import dataclass

from reportlab.lib.colors import Color
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from trainingdesk.paper.styles import Align


@dataclass(frozen=True, slots=True)
class Letters:
    """The look of a line: a face, its size in points, its colour."""

    font: str
    size: float
    colour: Color


def write_line(
    canvas: Canvas,
    text: str,
    letters: Letters,
    at: tuple[float, float],
    *,
    room: float,
    align: Align = "left",
) -> None:
    """Write *text* from, to or around the point *at*, in smaller letters where *room* is short."""
    natural = stringWidth(text, letters.font, letters.size)
    canvas.setFont(letters.font, letters.size * min(1, room / max(natural, 1)))
    canvas.setFillColor(letters.colour)
    draw = {
        "left": canvas.drawString,
        "right": canvas.drawRightString,
        "center": canvas.drawCentredString,
    }[align]
    draw(*at, text)
