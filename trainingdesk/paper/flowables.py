"""The pieces that blocks are built from and reportlab does not have."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TypeVar

from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, KeepTogether, Paragraph
from reportlab.platypus.doctemplate import FrameBreak, NullActionFlowable
from reportlab.platypus.paraparser import ParaFrag

from trainingdesk.paper import colours
from trainingdesk.paper.lettering import ready_markup
from trainingdesk.paper.styles import MM
from trainingdesk.paper.tagging import HeadingMark, Node, TaggedCanvas, TaggedParagraph, TaggedTable

P = TypeVar("P", bound=TaggedParagraph)


def paragraph(text: str, look: ParagraphStyle, node: Node) -> TaggedParagraph:
    """Return *text* as a paragraph that means *node*."""
    return paragraph_of(TaggedParagraph, text, look, node)


def paragraph_of(kind: type[P], text: str, look: ParagraphStyle, node: Node) -> P:
    """Return *text* as a paragraph of this *kind*."""
    words = ready_markup(text)
    if not words or "<" in words or "&" in words:
        made = kind(words, look)
        for piece in made.frags:
            if piece.link:
                piece.textColor = colours.ACCENT
    else:
        made = kind(None, look, frags=[_fragment(look).clone(text=words)])
    made.node = node
    return made


@cache
def _fragment(look: ParagraphStyle) -> ParaFrag:
    """Return what reportlab's parser, which takes its time, makes of any plain text."""
    return Paragraph("x", look).frags[0]


class Heading(TaggedParagraph):
    """A paragraph that the outline and the contents point to."""

    level = 1

    @classmethod
    def of(cls, text: str, level: int, look: ParagraphStyle) -> "Heading":
        """Return a heading of *level*."""
        made = paragraph_of(cls, text, look, Node(role=f"H{level}"))
        made.level = level
        return made

    def draw(self) -> None:
        """Draw, and note the place."""
        canvas: TaggedCanvas = self.canv
        _, top = canvas.absolutePosition(0, self.height)
        text = " ".join(self.getPlainText().split())
        key = f"heading-{len(canvas.tags.headings) + 1}"
        canvas.tags.headings.append(HeadingMark(self.node, text, canvas.page_index, top, key))
        super().draw()


class ListItem(TaggedParagraph):
    """The first paragraph of a list item, with its bullet or number before it."""

    label = ""
    label_node: Node
    label_indent = 0.0

    def split(self, availWidth: float, availHeight: float) -> list[TaggedParagraph]:  # noqa: N803
        """Split; the bullet stays with the first half."""
        parts = super().split(availWidth, availHeight)
        if len(parts) > 1:
            parts[0].label = self.label
            parts[0].label_node = self.label_node
            parts[0].label_indent = self.label_indent
        return parts

    def draw(self) -> None:
        """Draw the bullet, then the text."""
        if self.label:
            canvas: TaggedCanvas = self.canv
            with canvas.marked(self.label_node):
                canvas.setFont(self.style.fontName, self.style.fontSize)
                canvas.setFillColor(colours.ACCENT)
                canvas.drawString(self.label_indent, self.height - self.style.fontSize, self.label)
        super().draw()


class Together(KeepTogether):  # type: ignore[misc]
    """Keep headings with the first lines of what follows, not with the whole of it."""

    def wrap(self, aW: float, _: float) -> tuple[float, float]:  # noqa: N803
        """Never fit as it stands, so that `split` decides."""
        return aW, 0xFFFFFF

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        """Go on here when the last piece can begin here."""
        *first, last = self._content
        left = aH - _stacked(self.canv, first, aW) - last.getSpaceBefore()
        at_top = getattr(getattr(self, "_frame", None), "_atTop", False)
        stays = at_top or (left > 0 and self._begins(last, aW, left))
        return [*self._content] if stays else [FrameBreak(), *self._content]

    def _begins(self, last: Flowable, width: float, height: float) -> bool:
        if isinstance(last, Whole):
            return _stacked(self.canv, last.pieces, width) <= height
        fits = last.wrapOn(self.canv, width, height)[1] <= height
        return fits or len(last.splitOn(self.canv, width, height)) > 1


def _stacked(canvas: TaggedCanvas, pieces: Sequence[Flowable], width: float) -> float:
    """Return the height of *pieces* below each other, with the distances around them."""
    return sum(
        float(piece.getSpaceBefore() + piece.wrapOn(canvas, width, 1e6)[1] + piece.getSpaceAfter())
        for piece in pieces
    )


class Whole(KeepTogether):  # type: ignore[misc]
    """Keep all pieces on one page, if one page can hold them."""

    @property
    def pieces(self) -> list[Flowable]:
        """What it holds."""
        return list(self._content)


def adopt(pieces: Sequence[Flowable], parent: Node) -> list[Flowable]:
    """Let blocks made elsewhere mean something inside *parent*."""
    for piece in pieces:
        adopt(getattr(piece, "pieces", ()), parent)
        node: Node | None = getattr(piece, "node", None)
        while node is not None and node.parent is not None and node.parent is not parent:
            node = node.parent
        if node is not None and node is not parent:
            node.parent = parent
    return loose(pieces)


def loose(pieces: Iterable[Flowable]) -> list[Flowable]:
    """Return *pieces* for a place that is never parted, where keeping together says nothing."""
    return [
        inner
        for piece in pieces
        for inner in (loose(piece.pieces) if isinstance(piece, Whole) else [piece])
    ]


class Box(Flowable):  # type: ignore[misc]
    """Pieces one below the other, never parted, in the middle of at least *height* points."""

    def __init__(self, pieces: Sequence[Flowable], height: float) -> None:
        super().__init__()
        self.pieces = loose(pieces)
        self._least = height

    def wrap(self, availWidth: float, _: float) -> tuple[float, float]:  # noqa: N803
        """Measure the pieces."""
        self._heights = [piece.wrapOn(self.canv, availWidth, 1e6)[1] for piece in self.pieces]
        self.width = availWidth
        self.height = max(self._least, sum(self._heights))
        return self.width, self.height

    def draw(self) -> None:
        """Draw them from the top."""
        y = self.height - (self.height - sum(self._heights)) / 2
        for piece, height in zip(self.pieces, self._heights, strict=True):
            y -= height
            piece.drawOn(self.canv, 0, y)


class Panel(TaggedTable):
    """A framed or tinted text, which goes to the next page rather than leave a sliver here."""

    # In points: four lines with the distances around them.
    LEAST = 72

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803
        """Split the text where enough of it stays."""
        return list(super().split(availWidth, availHeight)) if availHeight > self.LEAST else []


class Columns(Flowable):  # type: ignore[misc]
    """Stacks of pieces side by side, never parted.

    Each has its share of the width, or the *first* of two so many points.
    """

    # The least that any page of ours leaves to the story, in points.
    WHOLE_PAGE = 340

    def __init__(
        self,
        stacks: Sequence[Sequence[Flowable]],
        gap: float,
        shares: Sequence[float],
        *,
        first: float | None = None,
    ) -> None:
        super().__init__()
        self._stacks = [loose(stack) for stack in stacks]
        self._gap = gap
        self._shares = shares
        self._first = first

    @property
    def pieces(self) -> list[Flowable]:
        """What it holds."""
        return [piece for stack in self._stacks for piece in stack]

    def wrap(self, availWidth: float, _: float) -> tuple[float, float]:  # noqa: N803
        """Measure the stacks."""
        room = availWidth - self._gap * (len(self._stacks) - 1)
        self._widths = (
            [room * share / sum(self._shares) for share in self._shares]
            if self._first is None
            else [self._first, room - self._first]
        )
        self._heights = [
            self._stack(stack, width)
            for stack, width in zip(self._stacks, self._widths, strict=True)
        ]
        self.width, self.height = availWidth, max(map(sum, self._heights), default=0)
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: ARG002, N803
        """Give up standing side by side only when a whole page is too low for it."""
        return [NullActionFlowable(), *self.pieces] if availHeight > self.WHOLE_PAGE else []

    def _stack(self, stack: Sequence[Flowable], width: float) -> list[float]:
        return [
            piece.wrapOn(self.canv, width, 1e6)[1]
            + (piece.getSpaceBefore() if number else 0)
            + piece.getSpaceAfter()
            for number, piece in enumerate(stack)
        ]

    def draw(self) -> None:
        """Draw each stack from the top."""
        x = 0.0
        for stack, width, heights in zip(self._stacks, self._widths, self._heights, strict=True):
            y = self.height
            for piece, height in zip(stack, heights, strict=True):
                y -= height
                piece.drawOn(self.canv, x, y + piece.getSpaceAfter())
            x += width + self._gap


class Rule(Flowable):  # type: ignore[misc]
    """A horizontal rule; it says nothing."""

    def __init__(
        self, width: float | None, thickness: float, colour: Color, before: float, after: float
    ) -> None:
        super().__init__()
        self._length, self._thickness, self._colour = width, thickness, colour
        self.spaceBefore, self.spaceAfter = before, after

    def wrap(self, availWidth: float, _: float) -> tuple[float, float]:  # noqa: N803
        """Take the whole width unless told."""
        self.width, self.height = min(self._length or availWidth, availWidth), self._thickness
        return self.width, self.height

    def draw(self) -> None:
        """Draw it."""
        with self.canv.artifact("Layout"):
            self.canv.setFillColor(self._colour)
            self.canv.rect(0, 0, self.width, self._thickness, stroke=0, fill=1)


def absolute_box(
    canvas: TaggedCanvas, x: float, y: float, width: float, height: float
) -> tuple[float, float, float, float]:
    """Return a rectangle in the page's own coordinates."""
    left, bottom = canvas.absolutePosition(x, y)
    return left, bottom, left + width, bottom + height


class TopOfPage(Flowable):  # type: ignore[misc]
    """Pieces at a fixed place of the paper, measured from its top left corner."""

    def __init__(
        self, left: Sequence[Flowable], right: Sequence[Flowable], *, window: "Window"
    ) -> None:
        super().__init__()
        self.spaceAfter = 10
        self._left, self._right = loose(left), loose(right)
        self._window = window

    @property
    def pieces(self) -> list[Flowable]:
        """What it holds."""
        return [*self._left, *self._right]

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Reach down to the lower edge of the window, or of what stands beside it."""
        from_top = self.canv.page_height - self.canv.frame_bottom - availHeight
        left_margin = (self.canv.page_width - availWidth) / 2
        self._x = self._window.left * MM - left_margin
        self._gap = max(self._window.top * MM - from_top, 0)
        left = _stacked(self.canv, self._left, self._x - 6 * MM)
        right = _stacked(self.canv, self._right, self._window.width * MM)
        self.width = availWidth
        self.height = max(self._gap + max(left, right), self._window.bottom * MM - from_top)
        return self.width, self.height

    def draw(self) -> None:
        """Draw both columns, the address inside the window."""
        y = self.height - self._gap
        _pile(self.canv, self._left, 0, y, self._x - 6 * MM)
        _pile(self.canv, self._right, self._x, y, self._window.width * MM)


class Window:
    """Where a French window envelope shows the address.

    In millimetres from the paper's top left corner, a little inside the window's edges.
    """

    left, width, top, bottom = 105.0, 82.0, 49.0, 87.0


def _pile(
    canvas: TaggedCanvas, pieces: Sequence[Flowable], x: float, y: float, width: float
) -> None:
    for piece in pieces:
        _, height = piece.wrapOn(canvas, width, 1e6)
        y -= height
        piece.drawOn(canvas, x, y)
        y -= piece.getSpaceAfter()
