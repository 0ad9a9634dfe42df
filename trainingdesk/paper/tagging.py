"""What each mark on a page means, gathered while it is drawn.

A block makes `Node`s; its flowables draw inside `TaggedCanvas.marked(node)`, and whatever carries
no meaning (rules, fills, the page frame) inside `artifact()`. A node finds its place in the tree
when its first ink falls, so that the tree reads as the pages do.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from reportlab.lib.colors import Color
from reportlab.pdfbase.pdfdoc import PDFString
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject
from reportlab.platypus import Flowable, Paragraph, Table
from reportlab.platypus.tables import TableRenderCB

from trainingdesk.paper.colours import OfficeColour
from trainingdesk.paper.fonts import REGULAR


@dataclass(slots=True, eq=False, kw_only=True)
class Node:
    """A structure element: `children` come with it, others find it as their `parent`."""

    role: str
    parent: "Node | None" = None
    children: tuple["Node", ...] = ()
    alt: str | None = None
    scope: str | None = None
    colspan: int = 1
    rowspan: int = 1
    numbered: bool | None = None

    def __post_init__(self) -> None:
        """Let the children know their parent."""
        for child in self.children:
            child.parent = self


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of a page's content: the page counts from 0."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class LinkMark:
    """A clickable rectangle: the n-th annotation of a page, both counting from 0."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class HeadingMark:
    """Where a heading stands, for the outline."""

    node: Node
    text: str
    page: int
    top: float
    key: str


@dataclass(slots=True)
class Tags:
    """The tree of one rendering."""

    root: Node = field(default_factory=lambda: Node(role="Document"))
    kids: dict[Node, list[Node | Mark | LinkMark]] = field(default_factory=dict)
    marks: list[list[Node]] = field(default_factory=list)
    links: list[list[Node]] = field(default_factory=list)
    headings: list[HeadingMark] = field(default_factory=list)
    boxes: dict[Node, tuple[float, float, float, float]] = field(default_factory=dict)
    _drawn: dict[Node, int] = field(default_factory=dict)

    def mark(self, node: Node, page: int) -> int:
        """Note that the next marked content of *page* belongs to *node*; return its number."""
        self.place(node)
        numbers = _at(self.marks, page)
        self.kids[node].append(Mark(page, len(numbers)))
        numbers.append(node)
        return len(numbers) - 1

    def link(self, node: Node, page: int) -> None:
        """Note that the next annotation of *page* belongs to *node*."""
        self.place(node)
        annotations = _at(self.links, page)
        self.kids[node].append(LinkMark(page, len(annotations)))
        annotations.append(node)

    def first_drawn(self, node: Node, page: int) -> int:
        """Note that *node* is drawn on *page*; return the page on which it first was."""
        return self._drawn.setdefault(node, page)

    def first_page(self, node: Node) -> int | None:
        """Return the page of the first mark of *node*."""
        return next((kid.page for kid in self.kids.get(node, ()) if isinstance(kid, Mark)), None)

    def place(self, node: Node) -> None:
        """Give *node*, and those it comes with, their place in the reading order, once."""
        if node in self.kids:
            return
        if node is self.root:
            self.kids[node] = []
            return
        parent = node.parent or self.root
        self.place(parent)
        if node not in self.kids:
            self.kids[parent].append(node)
            self._place_with_children(node)

    def _place_with_children(self, node: Node) -> None:
        self.kids[node] = list(node.children)
        for child in node.children:
            self._place_with_children(child)


def _at(pages: list[list[Node]], page: int) -> list[Node]:
    pages.extend([] for _ in range(len(pages), page + 1))
    return pages[page]


class TaggedCanvas(Canvas):  # type: ignore[misc]
    """A canvas that notes what its marks mean, and draws the frame once the pages are counted."""

    def __init__(
        self,
        *args: object,
        accent: Color,
        furniture: Callable[["TaggedCanvas", int, int], None],
        **kwargs: object,
    ) -> None:
        self.tags = Tags()
        self._accent = accent
        self._furniture = furniture
        self._in_artifact = False
        self._link_nodes: dict[str, Node] = {}
        self._pages: list[dict[str, Any]] = []
        # The page being drawn, from 0.
        self.page_index = 0
        # What this page can only say once all pages are known.
        self._later: list[Callable[[], None]] = []
        super().__init__(*args, **kwargs | {"enforceColorSpace": self._office_colour})

    def when_paged(self, drawing: Callable[[], None]) -> None:
        """Draw something here, in the present coordinates, once every heading has its page."""
        a, b, c, d, e, f = self._currentMatrix

        def draw() -> None:
            self.saveState()
            self.transform(a, b, c, d, e, f)
            drawing()
            self.restoreState()

        self._later.append(draw)

    @contextmanager
    def marked(self, node: Node) -> Iterator[None]:
        """Let what is drawn inside mean *node*."""
        self._code.append(self.opening(node))
        yield
        self._code.append("EMC")

    def opening(self, node: Node) -> str:
        """Return the operator that opens marked content of *node*."""
        return f"/{node.role} <</MCID {self.tags.mark(node, self.page_index)}>> BDC"

    @contextmanager
    def artifact(self, kind: str = "") -> Iterator[None]:
        """Let what is drawn inside mean nothing; *kind* is `Pagination`, `Layout` or nothing."""
        self.begin_artifact(kind)
        yield
        self.end_artifact()

    def begin_artifact(self, kind: str = "") -> None:
        """Open an artifact."""
        self._in_artifact = True
        self._code.append(f"/Artifact <</Type /{kind}>> BDC" if kind else "/Artifact BMC")

    def end_artifact(self) -> None:
        """Close it."""
        self._in_artifact = False
        self._code.append("EMC")

    def text_of(self, node: Node, x: float, y: float) -> PDFTextObject:
        """Return a text object in which links become nodes below *node*."""
        if self._in_artifact:
            return super().beginText(x, y)
        return _TextWithLinks(self, x, y, node)

    def forget_links(self) -> None:
        """Begin a paragraph: its links are its own."""
        self._link_nodes.clear()

    def link_node(self, url: str, parent: Node) -> Node:
        """Return the node of a link in the paragraph being drawn."""
        if url not in self._link_nodes:
            self._link_nodes[url] = Node(role="Link", parent=parent)
        return self._link_nodes[url]

    def _office_colour(self, colour: object) -> object:
        return colour.resolve(self._accent) if isinstance(colour, OfficeColour) else colour

    # reportlab's own interface ---------------------------------------------------

    def linkURL(  # noqa: N802
        self, url: str, rect: tuple[float, ...], *args: object, **kwargs: object
    ) -> None:
        """Add a link that assistive technology announces; a repeated header carries none."""
        if self._in_artifact or url not in self._link_nodes:
            return
        self.tags.link(self._link_nodes[url], self.page_index)
        kwargs |= {"F": 4, "Contents": PDFString(url.removeprefix("mailto:"))}
        super().linkURL(url, rect, *args, **kwargs)

    def link_to_heading(self, heading: HeadingMark, rect: tuple[float, ...], node: Node) -> None:
        """Add a link into the paper itself."""
        self.tags.link(node, self.page_index)
        # Not reportlab's own count, which has gone back to what it was on this page.
        name = f"{heading.key}-from-{self.page_index}-{len(self.tags.links[self.page_index])}"
        self.linkRect(heading.text, heading.key, rect, name=name, F=4)

    def showPage(self) -> None:  # noqa: N802
        """Keep the page until all are counted."""
        self._pages.append(dict(self.__dict__))
        self.page_index += 1
        self._later = []
        self._startPage()

    def save(self) -> None:
        """Draw the frame of each page and close the file."""
        pages = self._pages
        for number, state in enumerate(pages, start=1):
            self.__dict__.update(state)
            for heading in self.tags.headings:
                if heading.page == self.page_index:
                    self.bookmarkPage(heading.key, fit="XYZ", left=0, top=heading.top)
            for drawing in self._later:
                drawing()
            with self.artifact("Pagination"):
                self._furniture(self, number, len(pages))
            super().showPage()
        self._doc.SaveToFile(self._filename, self)


class _TextWithLinks(PDFTextObject):  # type: ignore[misc]
    """Switch between a paragraph's marked content and that of its links.

    reportlab tells `_linkRecord` of a link's start after the first words are out, hence `_before`.
    """

    def __init__(self, canvas: TaggedCanvas, x: float, y: float, node: Node) -> None:
        super().__init__(canvas, x, y)
        self._node = node
        self._before = 0
        self._in_link = False
        self._left_link = False

    def _textOut(self, text: str, TStar: int = 0) -> None:  # noqa: N802, N803
        if self._left_link:
            self._switch(self._node, len(self._code))
            self._left_link = self._in_link = False
        self._before = len(self._code)
        super()._textOut(text, TStar)

    def _linkRecord(self, link: tuple[int, str], event: str) -> None:  # noqa: N802
        if event == "start":
            self._switch(self._canvas.link_node(link[1], self._node), self._before)
            self._in_link = True
        else:
            self._left_link = True

    def _switch(self, node: Node, position: int) -> None:
        self._code[position:position] = ["EMC", self._canvas.opening(node)]


class TaggedParagraph(Paragraph):  # type: ignore[misc]
    """A paragraph with a meaning, kept when it is split over two pages."""

    node: Node
    # The cell of a table's header: drawn again on the next page it is an artifact.
    repeats = False
    _broken_at: float | None = None

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Break the lines, once a width: tables and frames ask three times over."""
        if availWidth != self._broken_at or "blPara" not in self.__dict__:
            super().wrap(availWidth, availHeight)
            self._broken_at = availWidth
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Paragraph]:  # noqa: N803
        """Split, both halves meaning the same."""
        parts = super().split(availWidth, availHeight)
        for part in parts:
            part.node = self.node
        return list(parts)

    def beginText(self, x: float, y: float) -> PDFTextObject:  # noqa: N802
        """Begin the text in which links are told apart."""
        return self.canv.text_of(self.node, x, y)

    def draw(self) -> None:
        """Draw inside the node's marked content."""
        canvas: TaggedCanvas = self.canv
        if (
            self.repeats
            and canvas.tags.first_drawn(self.node, canvas.page_index) < canvas.page_index
        ):
            with canvas.artifact("Pagination"):
                super().draw()
            return
        canvas.forget_links()
        whole = self._whole_link()
        node = canvas.link_node(whole, self.node) if whole else self.node
        with canvas.marked(node):
            super().draw()

    def _whole_link(self) -> str | None:
        """Return the address when all is one link, which reportlab then draws in one go."""
        if self.blPara.kind != 0:
            return None
        links = getattr(self.blPara, "link", None)
        return links[0][1] if links else None


class TaggedTable(Table):  # type: ignore[misc]
    """A table whose fills and rules are artifacts; its cells' flowables know what they mean."""

    # What it holds, where it only arranges blocks and means nothing itself.
    pieces: Sequence[Flowable] = ()

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs["renderCB"] = _FILLS_AND_RULES
        super().__init__(*args, **kwargs)
        # reportlab selects a cell's own font before it draws what is in it: not Helvetica.
        self.setStyle([("FONTNAME", (0, 0), (-1, -1), REGULAR)])


class _FillsAndRules(TableRenderCB):  # type: ignore[misc]
    def __call__(self, table: TaggedTable, command: str, *_: object) -> None:
        if command in {"startBG", "startLines"}:
            table.canv.begin_artifact("Layout")
        elif command in {"endBG", "endLines"}:
            table.canv.end_artifact()


_FILLS_AND_RULES = _FillsAndRules()
