"""What papers are built from: each function returns the flowables of one block, for the story.

Texts are plain: «&», «<» and line ends print as they stand. Where a text is a `Markup` (see `bold`,
`italic`, `hyperlink`, `lines`) it may also hold bold words and links. Widths and heights are in
millimetres, distances between blocks in points.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reportlab.platypus import CondPageBreak, Flowable, PageBreak, Spacer

from trainingdesk.french import euros
from trainingdesk.paper import colours
from trainingdesk.paper.contents import Contents
from trainingdesk.paper.figures import BarChart, Picture
from trainingdesk.paper.flowables import (
    Columns,
    Heading,
    Panel,
    Rule,
    Whole,
    loose,
    paragraph,
)
from trainingdesk.paper.lettering import Markup, bold, hyperlink, italic, lines
from trainingdesk.paper.lists import Entry, bullets, numbered
from trainingdesk.paper.markdown import markdown
from trainingdesk.paper.people import (
    AttendanceDay,
    Party,
    SignatureBox,
    attendance_grid,
    parties,
    signatures,
)
from trainingdesk.paper.styles import HEADINGS, MM, Align, style
from trainingdesk.paper.tables import Cell, Column, Content, Lines, Row, Valign, build_table
from trainingdesk.paper.tagging import Node
from trainingdesk.paper.ticks import Ticks

__all__ = [
    "Amount",
    "AttendanceDay",
    "Cell",
    "Column",
    "Content",
    "Entry",
    "Markup",
    "Party",
    "Row",
    "SignatureBox",
    "amount_summary",
    "attendance_grid",
    "bar_chart",
    "bold",
    "bullets",
    "callout",
    "checkbox",
    "choices",
    "contents",
    "facts",
    "heading",
    "headline",
    "hyperlink",
    "image",
    "italic",
    "keep_together",
    "lines",
    "link",
    "markdown",
    "needs",
    "numbered",
    "page_break",
    "parties",
    "rule",
    "signatures",
    "small",
    "spacer",
    "table",
    "text",
    "title",
    "two_columns",
    "writing_lines",
]


def title(words: str, subtitle: str | None = None) -> list[Flowable]:
    """Return the paper's title, once, before any other heading."""
    made: list[Flowable] = [Heading.of(words, 1, style("title", after=2 if subtitle else 12))]
    if subtitle:
        made.append(paragraph(subtitle, style("subtitle"), Node(role="P")))
    return made


def heading(words: str, level: int = 2) -> list[Flowable]:
    """Return a heading of *level* 2 to 4; it stays with what follows."""
    return [Heading.of(words, level, style(HEADINGS[level - 1]))]


def headline(words: str, level: int) -> list[Flowable]:
    """Return a heading of *level* 2 to 4 in the letters of a title: a paper within a paper."""
    return [Heading.of(words, level, style("title", after=12))]


def text(
    words: str, *, align: Align = "left", after: float | None = None, keep_with_next: bool = False
) -> list[Flowable]:
    """Return a paragraph; *after* is the distance to the next block, in points.

    A sentence that announces a table or the signatures stays with them by *keep_with_next*.
    """
    made = paragraph(words, style("body", align=align, after=after), Node(role="P"))
    made.keepWithNext = keep_with_next
    return [made]


def small(words: str, *, align: Align = "left") -> list[Flowable]:
    """Return a paragraph in small grey letters, for mentions and notes."""
    return [paragraph(words, style("small", align=align), Node(role="P"))]


def link(label: str, url: str) -> list[Flowable]:
    """Return a paragraph that is a link."""
    return text(hyperlink(label, url))


def facts(items: Sequence[tuple[str, Content]], columns: Literal[1, 2] = 1) -> list[Flowable]:
    """Return labels with their values, in one or two columns; read across, then down."""
    layout = [Column(fit=True, row_header=True), Column()] * columns
    filled = [*items, *[("", "")] * (-len(items) % columns)]
    rows = [
        [
            cell
            for label, value in filled[start : start + columns]
            for cell in (Cell(label, muted=True), Cell(value))
        ]
        for start in range(0, len(filled), columns)
    ]
    return [build_table(layout, rows, lines="none", compact=True, space_after=9)] if rows else []


def table(
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    header_rows: Sequence[Row] = (),
    footer_rows: Sequence[Row] = (),
    totals: Sequence["Amount"] = (),
    lines: Lines = "rows",
    zebra: bool = False,
    small: bool = False,
    row_height: float | None = None,
    valign: Valign = "TOP",
    space_after: float = 10,
) -> list[Flowable]:
    """Return a table that repeats its header on each page.

    Args:
        columns: their titles make the header, unless *header_rows* are given.
        rows: a text, a `Cell` or blocks for each cell; what a span covers is left out, as in HTML.
        header_rows: a header of several rows, with spans.
        footer_rows: totals, in bold; they never stand alone on a page.
        totals: amounts below the last column, each with its label; they never stand alone either.
        lines: rules below the rows, a full grid, or none.
        zebra: a light tint on every other row.
        small: smaller letters, for many columns.
        row_height: least height of a row, in millimetres.
        valign: where the text of a cell stands.
        space_after: distance to the next block, in points.

    Raises:
        ValueError: the cells of a row do not fill the columns.
    """
    return [
        build_table(
            columns,
            rows,
            header_rows=header_rows,
            footer_rows=footer_rows,
            totals=[_amount_row(entry, len(columns)) for entry in totals],
            strong_totals=[number for number, entry in enumerate(totals) if entry.strong],
            lines=lines,
            zebra=zebra,
            small=small,
            row_height=row_height,
            valign=valign,
            space_after=space_after,
        )
    ]


def checkbox(label: str, checked: bool) -> list[Flowable]:
    """Return a box to tick with its label, as long as it likes."""
    node = Node(role="P")
    box = Ticks([("", checked)], node)
    return [Columns([[box], [paragraph(label, style("value", after=3), node)]], 0, (), first=13)]


def choices(options: Sequence[tuple[str, bool]]) -> list[Flowable]:
    """Return short answers to tick, on one line while they fit."""
    return [Ticks(options, Node(role="P"))]


def callout(words: str, *, heading: str | None = None) -> list[Flowable]:
    """Return words that must not be missed, on a light ground."""
    stack: list[Flowable] = []
    if heading:
        stack.append(paragraph(heading, style("value", bold=True, after=1), Node(role="P")))
    stack.append(paragraph(words, style("body", after=0), Node(role="P")))
    frame = Panel(
        [[stack]],
        colWidths=["100%"],
        hAlign="LEFT",
        splitInRow=1,
        spaceBefore=4,
        spaceAfter=10,
        style=[
            ("BACKGROUND", (0, 0), (-1, -1), colours.TINT),
            ("LINEBEFORE", (0, 0), (0, -1), 2.2, colours.ACCENT),
            ("LEFTPADDING", (0, 0), (-1, -1), 10),
            ("RIGHTPADDING", (0, 0), (-1, -1), 10),
            ("TOPPADDING", (0, 0), (-1, -1), 6),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
        ],
    )
    frame.pieces = stack
    return [frame]


@dataclass(frozen=True, slots=True)
class Amount:
    """A line of totals; *amount* in euros or already written."""

    label: str
    amount: Decimal | str
    strong: bool = False


def amount_summary(amounts: Sequence[Amount], *, width: float = 78) -> list[Flowable]:
    """Return totals, at the right edge; the strong ones on the accent's tint."""
    made = build_table(
        [Column(width=width * 0.62, row_header=True), Column(width=width * 0.38, align="right")],
        [],
        totals=[_amount_row(entry, 2) for entry in amounts],
        strong_totals=[number for number, entry in enumerate(amounts) if entry.strong],
        space_after=10,
    )
    made.hAlign = "RIGHT"
    return [Whole([made])]


def _amount_row(entry: Amount, width: int) -> list[Cell]:
    """Return an amount below the last column, its label before it, the first column left free."""
    written = entry.amount if isinstance(entry.amount, str) else euros(entry.amount)
    free = [Cell()] if width > 2 else []  # noqa: PLR2004
    label = Cell(
        entry.label, colspan=width - 1 - len(free), bold=entry.strong, align="left", header=True
    )
    return [*free, label, Cell(written, bold=entry.strong, align="right")]


def bar_chart(
    bars: Sequence[tuple[str, Decimal]],
    alt: str,
    *,
    before: Sequence[Decimal] = (),
    legend: tuple[str, str] | None = None,
    height: float = 46,
) -> list[Flowable]:
    """Return a bar for each label, such as the months.

    Args:
        bars: the labels and their values.
        alt: what the chart says, in words, for those who do not see it.
        before: the values one year earlier, drawn behind in a lighter tone.
        legend: what the bars and the lighter ones are.
        height: of the whole.
    """
    return [BarChart(bars, alt, before=before, legend=legend, height=height * MM)]


def image(data: bytes, alt: str, *, width: float = 170, height: float = 90) -> list[Flowable]:
    """Return a PNG or JPEG as large as the frame of *width* and *height* allows."""
    return [Picture(data, alt, width * MM, height * MM)]


def spacer(height: float) -> list[Flowable]:
    """Return empty room."""
    return [Spacer(0, height * MM)]


def rule() -> list[Flowable]:
    """Return a thin line across the page."""
    return [Rule(None, 0.5, colours.RULE, 4, 8)]


def writing_lines(count: int, *, step: float = 8) -> list[Flowable]:
    """Return lines to write on by hand, on one page."""
    return [Whole([Rule(None, 0.5, colours.RULE, step * MM, 0) for _ in range(count)])]


def page_break() -> list[Flowable]:
    """Go on at the top of the next page."""
    return [PageBreak()]


def needs(height: float) -> list[Flowable]:
    """Go on at the next page unless so much of this one is left."""
    return [CondPageBreak(height * MM)]


def keep_together(*blocks: Sequence[Flowable]) -> list[Flowable]:
    """Return blocks that share a page if one page can hold them."""
    return [Whole(loose(piece for block in blocks for piece in block))]


def contents(levels: Sequence[int] = (2,)) -> list[Flowable]:
    """Return the headings of these levels in the whole paper, with their pages."""
    return [Contents(levels)]


def two_columns(
    left: Sequence[Flowable],
    right: Sequence[Flowable],
    *,
    shares: tuple[float, float] = (1, 1),
    gap: float = 8,
) -> list[Flowable]:
    """Return two stacks of blocks side by side, the left one read first; at most a page tall."""
    return [Columns([left, right], gap * MM, shares)]
