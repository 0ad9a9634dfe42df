"""The contents of a long paper: its headings with their pages."""

from collections.abc import Sequence
from functools import partial

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from trainingdesk.paper import colours
from trainingdesk.paper.flowables import Heading
from trainingdesk.paper.fonts import REGULAR
from trainingdesk.paper.styles import style
from trainingdesk.paper.tagging import HeadingMark, Node, TaggedCanvas


class Contents(Flowable):  # type: ignore[misc]
    """The headings of the paper with their pages; the page numbers are drawn when all are known."""

    LEADING = 15.0

    def __init__(self, levels: Sequence[int]) -> None:
        super().__init__()
        self._levels = frozenset(levels)
        self._entries: list[Heading] = []
        self.node = Node(role="TOC")
        self.spaceAfter = 10

    def find(self, story: Sequence[Flowable]) -> None:
        """Take the headings of *story*, in their order."""
        for piece in story:
            if isinstance(piece, Heading) and piece.level in self._levels:
                self._entries.append(piece)
            self.find(getattr(piece, "pieces", ()))

    def wrap(self, availWidth: float, _: float) -> tuple[float, float]:  # noqa: N803
        """Take one line a heading."""
        self.width, self.height = availWidth, self.LEADING * len(self._entries)
        return self.width, self.height

    def split(self, _: float, availHeight: float) -> list[Flowable]:  # noqa: N803
        """Split between lines."""
        fitting = int(availHeight // self.LEADING)
        if fitting < 1:
            return []
        halves = []
        for entries in (self._entries[:fitting], self._entries[fitting:]):
            half = Contents(tuple(self._levels))
            half._entries, half.node = entries, self.node
            halves.append(half)
        return [half for half in halves if half._entries]  # noqa: SLF001

    def draw(self) -> None:
        """Take the place in the reading order; the lines are drawn when the pages are known."""
        self.canv.tags.place(self.node)
        self.canv.when_paged(partial(self._draw_lines, self.canv))

    def _draw_lines(self, canvas: TaggedCanvas) -> None:
        places = {heading.node: heading for heading in canvas.tags.headings}
        shallowest = min(self._levels)
        for line, entry in enumerate(self._entries, start=1):
            y = self.height - line * self.LEADING + 4
            self._draw_line(canvas, places[entry.node], 12.0 * (entry.level - shallowest), y)

    def _draw_line(
        self, canvas: TaggedCanvas, heading: HeadingMark, indent: float, y: float
    ) -> None:
        size = style("body").fontSize
        number = str(heading.page + 1)
        end = self.width - stringWidth(number, REGULAR, size)
        words = fitted_text(heading.text, REGULAR, size, end - indent - 20)
        start = indent + stringWidth(words, REGULAR, size)
        item = Node(role="TOCI", parent=self.node)
        link = Node(role="Link", parent=Node(role="Reference", parent=item))
        with canvas.artifact("Layout"):
            canvas.setStrokeColor(colours.RULE)
            canvas.setLineWidth(0.8)
            canvas.setDash([0.8, 2.4])
            canvas.line(start + 5, y + 1, end - 5, y + 1)
            canvas.setDash()
        with canvas.marked(link):
            canvas.setFont(REGULAR, size)
            canvas.setFillColor(colours.INK)
            canvas.drawString(indent, y, words)
            canvas.drawRightString(self.width, y, number)
        canvas.link_to_heading(heading, (0, y - 3, self.width, y + size), link)


def fitted_text(text: str, font: str, size: float, room: float) -> str:
    """Return as much of one line as fits, with an ellipsis where it is cut."""
    if stringWidth(text, font, size) <= room:
        return text
    while text and stringWidth(f"{text}…", font, size) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"
