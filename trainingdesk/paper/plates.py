"""Name plates: a sheet across, folded in two, that says the same on both of its faces."""

from collections.abc import Sequence

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from trainingdesk.paper import colours
from trainingdesk.paper.fonts import BOLD, REGULAR
from trainingdesk.paper.lettering import ready
from trainingdesk.paper.one_line import Letters, write_line
from trainingdesk.paper.styles import MM
from trainingdesk.paper.tagging import Node, TaggedCanvas

SIDE = 16 * MM
"""Left and right of the letters: no printer reaches the edge, and no hand hides them."""
LARGEST = 104.0
"""Points; capitals of 26 mm, read from the back of any room."""
READABLE = 60.0
"""Points below which a name on one line is parted in two: read at 5 m with ease."""
SMALL = 17.0
LEADING = 1.08
FOOT = 13 * MM
WRITING_WIDTH = 190 * MM


class NamePlate(Flowable):  # type: ignore[misc]
    """One sheet; without a name it holds a line to write one on."""

    def __init__(self, first_name: str, last_name: str, below: Sequence[str] = ()) -> None:
        super().__init__()
        self._names = tuple(ready(part) for part in (first_name, last_name) if part)
        self._below = tuple(ready(line) for line in below if line)
        self.node = Node(role="P")
        self._nodes = tuple(Node(role="P") for _ in self._below)

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Fill the page."""
        self.width, self.height = availWidth, availHeight
        return self.width, self.height

    def draw(self) -> None:
        """Draw the face that stands upright, then the fold and the face on its head."""
        canvas: TaggedCanvas = self.canv
        self._write(canvas, is_read=True)
        with canvas.artifact():
            canvas.saveState()
            canvas.setStrokeColor(colours.RULE)
            canvas.setDash(2, 4)
            canvas.line(0, self.height / 2, self.width, self.height / 2)
            canvas.setDash()
            canvas.translate(self.width, self.height)
            canvas.rotate(180)
            self._write(canvas, is_read=False)
            canvas.restoreState()

    def _write(self, canvas: TaggedCanvas, *, is_read: bool) -> None:
        """Write the lower face; only what *is_read* belongs to the text of the paper."""
        rows, size = self._fitted()
        foot = FOOT + len(self._below) * SMALL * 1.3
        face = self.height / 2
        if rows:
            block = size * LEADING * (len(rows) - 1) + size * 0.72
            base = foot + (face - foot + block) / 2 - size * 0.72
            look = Letters(BOLD, size, colours.INK)
            placed = [(row, base - number * size * LEADING) for number, row in enumerate(rows)]
            if is_read:
                with canvas.marked(self.node):
                    self._lines(canvas, placed, look)
            else:
                self._lines(canvas, placed, look)
        else:
            self._rule(canvas, foot + (face - foot) * 0.35, is_read=is_read)
        small = Letters(REGULAR, SMALL, colours.MUTED)
        for number, line in enumerate(self._below):
            placed = [(line, foot - SMALL - number * SMALL * 1.3)]
            if is_read:
                with canvas.marked(self._nodes[number]):
                    self._lines(canvas, placed, small)
            else:
                self._lines(canvas, placed, small)

    def _lines(
        self, canvas: TaggedCanvas, placed: Sequence[tuple[str, float]], look: Letters
    ) -> None:
        for text, y in placed:
            at = self.width / 2, y
            write_line(canvas, text, look, at, room=self.width - 2 * SIDE, align="center")

    def _rule(self, canvas: TaggedCanvas, y: float, *, is_read: bool) -> None:
        start = (self.width - WRITING_WIDTH) / 2
        canvas.saveState()
        canvas.setStrokeColor(colours.RULE)
        if is_read:
            with canvas.artifact():
                canvas.line(start, y, start + WRITING_WIDTH, y)
        else:
            canvas.line(start, y, start + WRITING_WIDTH, y)
        canvas.restoreState()

    def _fitted(self) -> tuple[tuple[str, ...], float]:
        """Return the name on one line, or on two where one would be hard to read, and its size."""
        if not self._names:
            return (), 0.0
        whole = (" ".join(self._names),)
        one = self._size(whole)
        two = self._size(self._names)
        return (whole, one) if one >= READABLE or one >= two else (self._names, two)

    def _size(self, rows: Sequence[str]) -> float:
        widest = max(stringWidth(row, BOLD, 1.0) for row in rows)
        room = self.height / 2 - FOOT - len(self._below) * SMALL * 1.3 - 12 * MM
        return float(min(LARGEST, (self.width - 2 * SIDE) / widest, room / LEADING / len(rows)))
