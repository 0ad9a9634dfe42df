"""Boxes to tick, drawn, with words for those who do not see them."""

from collections.abc import Sequence

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from trainingdesk.paper import colours
from trainingdesk.paper.flowables import absolute_box
from trainingdesk.paper.fonts import REGULAR
from trainingdesk.paper.lettering import ready
from trainingdesk.paper.styles import style
from trainingdesk.paper.tagging import Node, TaggedCanvas


class Ticks(Flowable):  # type: ignore[misc]
    """Boxes to tick, each with its label; they flow over lines as words do."""

    SIDE = 7.6

    def __init__(self, choices: Sequence[tuple[str, bool]], node: Node, *, gap: float = 14) -> None:
        super().__init__()
        self._choices = [(ready(label), ticked) for label, ticked in choices]
        self.node = node
        self._gap = gap
        self._style = style("value")
        self.spaceAfter = 3

    def wrap(self, availWidth: float, _: float) -> tuple[float, float]:  # noqa: N803
        """Break the choices into lines."""
        self._places: list[tuple[float, int]] = []
        x, line = 0.0, 0
        for label, _ticked in self._choices:
            width = self.SIDE + 5 + stringWidth(label, REGULAR, self._style.fontSize)
            if x and x + width > availWidth:
                x, line = 0.0, line + 1
            self._places.append((x, line))
            x += width + self._gap
        self.width, self.height = availWidth, (line + 1) * (self._style.leading + 2)
        return self.width, self.height

    def draw(self) -> None:
        """Draw each box with what it means, then its label."""
        canvas: TaggedCanvas = self.canv
        for (label, ticked), (x, line) in zip(self._choices, self._places, strict=True):
            y = self.height - (line + 1) * (self._style.leading + 2) + 5
            draw_box(canvas, x, y, self.SIDE, ticked=ticked, parent=self.node)
            if label:
                with canvas.marked(self.node):
                    canvas.setFont(REGULAR, self._style.fontSize)
                    canvas.setFillColor(colours.INK)
                    canvas.drawString(x + self.SIDE + 5, y + 0.7, label)


def draw_box(
    canvas: TaggedCanvas, x: float, y: float, side: float, *, ticked: bool, parent: Node
) -> None:
    """Draw a box to tick, as a figure that says whether it is ticked."""
    figure = Node(role="Figure", parent=parent, alt="Case cochée" if ticked else "Case non cochée")
    canvas.tags.boxes[figure] = absolute_box(canvas, x, y, side, side)
    with canvas.marked(figure):
        canvas.saveState()
        canvas.setLineWidth(0.8)
        canvas.setStrokeColor(colours.ACCENT if ticked else colours.MUTED)
        canvas.roundRect(x, y, side, side, 1, stroke=1, fill=0)
        if ticked:
            canvas.setLineWidth(1.4)
            canvas.setLineCap(1)
            canvas.lines(
                [
                    (x + side * 0.22, y + side * 0.5, x + side * 0.43, y + side * 0.27),
                    (x + side * 0.43, y + side * 0.27, x + side * 0.79, y + side * 0.76),
                ]
            )
        canvas.restoreState()
