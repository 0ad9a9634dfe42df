"""Pictures and charts, each with its words for those who do not see it."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from decimal import Decimal

from reportlab.lib.colors import Color
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from trainingdesk.french import number
from trainingdesk.paper import colours
from trainingdesk.paper.flowables import absolute_box
from trainingdesk.paper.fonts import REGULAR
from trainingdesk.paper.images import fitted, readable
from trainingdesk.paper.lettering import ready
from trainingdesk.paper.one_line import Letters, write_line
from trainingdesk.paper.styles import MM
from trainingdesk.paper.tagging import Node, TaggedCanvas

_LABEL = Letters(REGULAR, 7, colours.MUTED)
_VALUE = Letters(REGULAR, 6.5, colours.INK)
_LEGEND = Letters(REGULAR, 7.5, colours.INK)


class Figure(Flowable, ABC):  # type: ignore[misc]
    """Something drawn that one sentence replaces."""

    def __init__(self, alt: str) -> None:
        super().__init__()
        self.node = Node(role="Figure", alt=ready(alt))
        self.spaceAfter = 8

    def draw(self) -> None:
        """Draw inside the figure's marked content."""
        canvas: TaggedCanvas = self.canv
        canvas.tags.boxes[self.node] = absolute_box(canvas, 0, 0, self.width, self.height)
        with canvas.marked(self.node):
            canvas.saveState()
            self.paint(canvas)
            canvas.restoreState()

    @abstractmethod
    def paint(self, canvas: TaggedCanvas) -> None:
        """Draw the thing itself."""
        ...


class Picture(Figure):
    """A PNG or JPEG, at most so wide and high in points."""

    def __init__(self, data: bytes, alt: str, width: float, height: float) -> None:
        super().__init__(alt)
        self._data = data
        self._largest = width, height

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Fill the frame."""
        self.width, self.height = fitted(self._data, *self._largest)
        # reportlab sets `_postponed` when it has already tried the page before.
        room = availHeight if getattr(self, "_postponed", False) else self.height
        smaller = min(1, availWidth / self.width, room / self.height)
        self.width, self.height = self.width * smaller, self.height * smaller
        return self.width, self.height

    def paint(self, canvas: TaggedCanvas) -> None:
        """Draw the picture."""
        canvas.drawImage(readable(self._data, *self._largest), 0, 0, self.width, self.height)


class BarChart(Figure):
    """One bar a label, with last year's behind it in a lighter tone."""

    LEGEND = 16.0
    BELOW = 14.0
    ABOVE = 10.0

    def __init__(
        self,
        bars: Sequence[tuple[str, Decimal]],
        alt: str,
        *,
        before: Sequence[Decimal] = (),
        legend: tuple[str, str] | None = None,
        height: float = 46 * MM,
    ) -> None:
        super().__init__(alt)
        self._bars = [(ready(label), value) for label, value in bars]
        self._before = list(before)
        self._legend = tuple(ready(text) for text in legend) if legend else ()
        self.height = height

    def wrap(self, availWidth: float, _: float) -> tuple[float, float]:  # noqa: N803
        """Take the whole width."""
        self.width = availWidth
        return self.width, self.height

    def paint(self, canvas: TaggedCanvas) -> None:
        """Draw the axis, the bars and their labels."""
        values = [value for _, value in self._bars]
        extremes = [*values, *self._before, Decimal(0)]
        top, bottom = max(extremes), min(extremes)
        room = self.height - self.BELOW - self.ABOVE - (self.LEGEND if self._legend else 0)
        self._scale = room / float(top - bottom) if top > bottom else 0.0
        self._zero = self.BELOW - float(bottom) * self._scale
        self._step = self.width / max(len(self._bars), 1)
        for position, (label, value) in enumerate(self._bars):
            before = self._before[position] if position < len(self._before) else None
            self._draw_bars(canvas, (position + 0.5) * self._step, label, value, before)
        canvas.setStrokeColor(colours.MUTED)
        canvas.setLineWidth(0.6)
        canvas.line(0, self._zero, self.width, self._zero)
        self._draw_legend(canvas)

    def _draw_bars(
        self,
        canvas: TaggedCanvas,
        middle: float,
        label: str,
        value: Decimal,
        before: Decimal | None,
    ) -> None:
        step = self._step
        left, wide = middle - step * 0.25, step * 0.5
        if before is not None:
            left, wide = middle - step * 0.02, step * 0.34
            self._bar(canvas, middle - step * 0.34, step * 0.3, before, colours.SOFT)
        self._bar(canvas, left, wide, value, colours.ACCENT)
        at = middle, self.BELOW - 10
        write_line(canvas, label, _LABEL, at, room=step - 2, align="center")
        if value:
            above = self._zero + float(max(value, before or 0, 0)) * self._scale + 2.5
            words = ready(number(Decimal(round(value))))
            at = left + wide / 2, above
            write_line(canvas, words, _VALUE, at, room=step - 2, align="center")

    def _bar(
        self, canvas: TaggedCanvas, x: float, width: float, value: Decimal, colour: Color
    ) -> None:
        canvas.setFillColor(colour)
        canvas.rect(x, self._zero, width, float(value) * self._scale, stroke=0, fill=1)

    def _draw_legend(self, canvas: TaggedCanvas) -> None:
        x = 0.0
        for text, colour in zip(self._legend, (colours.ACCENT, colours.SOFT), strict=False):
            canvas.setFillColor(colour)
            canvas.rect(x, self.height - 8, 7, 7, stroke=0, fill=1)
            write_line(canvas, text, _LEGEND, (x + 10, self.height - 7.2), room=self.width / 2)
            x += 26 + stringWidth(text, _LEGEND.font, _LEGEND.size)
