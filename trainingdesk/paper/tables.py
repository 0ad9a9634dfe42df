"""Tables: columns that find their width, merged cells, headers that come again on the next page."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Literal, TypeAlias

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from trainingdesk.paper import colours
from trainingdesk.paper.flowables import Box, adopt, paragraph
from trainingdesk.paper.fonts import BOLD
from trainingdesk.paper.lettering import plain
from trainingdesk.paper.styles import MM, Align, Name, style
from trainingdesk.paper.tagging import Node, TaggedTable

Content: TypeAlias = str | Flowable | Sequence[Flowable]
Lines = Literal["rows", "grid", "none"]
Valign = Literal["TOP", "MIDDLE", "BOTTOM"]
Zone = Literal["head", "body", "foot"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column.

    Its width is given in millimetres, or found: a column to the right or centred takes what its
    widest cell needs (any column, as *fit* says), the others share what is left by *weight*. The
    cells of a *row_header* name their rows.
    """

    title: str = ""
    width: float | None = None
    weight: float = 1.0
    align: Align = "left"
    row_header: bool = False
    fit: bool | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that differs from its neighbours; plain texts stand for the others.

    The cells that it covers to the right and below are left out of their rows, as in HTML.
    """

    content: Content = ""
    colspan: int = 1
    rowspan: int = 1
    align: Align | None = None
    bold: bool = False
    muted: bool = False
    header: bool = False


Row: TypeAlias = Sequence[Content | Cell]


_LOOKS: dict[tuple[bool, bool], Name] = {
    (True, False): "header",
    (True, True): "header_small",
    (False, False): "cell",
    (False, True): "cell_small",
}


@dataclass(frozen=True, slots=True)
class _Placed:
    cell: Cell
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class _Wish:
    """The width a column asks for in points, or its share of what the others leave."""

    points: float | None
    weight: float


# In points: a column to be shared is never narrower, a fitted one to the left never wider.
_LEAST = 48.0
_LONGEST_FIT = 150.0
_ROOM_BESIDE = 11.0


class PaperTable(TaggedTable):
    """A table that splits where a reader would: between rows, small ones not at all."""

    node: Node
    wishes: Sequence[_Wish] = ()
    # Heights in points. What is lower goes to the next page in one piece.
    SMALL = 170
    # Less of a page than this is left empty rather than filled with one lonely row or half of one.
    WORTH_FILLING = 340

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Measure, the columns first; remember the height for `split`."""
        if self.wishes:
            self._argW = self._colWidths = _shared(self.wishes, availWidth)
        width, self._whole_height = super().wrap(availWidth, availHeight)
        return width, self._whole_height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803
        """Split between rows; cut a row in two only when it is taller than a page."""
        if availHeight >= self.WORTH_FILLING:
            self.splitInRow = 1
            return list(super().split(availWidth, availHeight))
        if self._whole_height <= self.SMALL:
            return []
        self.splitInRow = 0
        parts = list(super().split(availWidth, availHeight))
        lonely = parts and parts[0]._nrows - self.repeatRows < 2  # noqa: PLR2004, SLF001
        return [] if lonely else parts


def build_table(
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    header_rows: Sequence[Row] = (),
    footer_rows: Sequence[Row] = (),
    totals: Sequence[Row] = (),
    strong_totals: Sequence[int] = (),
    lines: Lines = "rows",
    zebra: bool = False,
    small: bool = False,
    compact: bool = False,
    row_height: float | None = None,
    valign: Valign = "TOP",
    space_after: float = 8,
) -> PaperTable:
    """Return the table, see `blocks.table`.

    A *compact* one has no room around its texts; the *strong_totals*, by number, are tinted.
    """
    if not header_rows and any(column.title for column in columns):
        header_rows = [[column.title for column in columns]]
    first_body, first_foot = len(header_rows), len(header_rows) + len(rows)
    first_total = first_foot + len(footer_rows)
    count = first_total + len(totals)
    placed = _place(list(chain(header_rows, rows, footer_rows, totals)), len(columns))
    grid: list[list[Any]] = [[() for _ in columns] for _ in range(count)]
    row_nodes: list[list[Node]] = [[] for _ in range(count)]
    for spot in placed:
        zone: Zone = (
            "head"
            if spot.row < first_body
            else "foot"
            if first_foot <= spot.row < first_total
            else "body"
        )
        node = _cell_node(spot, columns, zone)
        row_nodes[spot.row].append(node)
        content = _cell_content(spot, columns[spot.column], node, zone, small=small)
        if row_height and zone == "body" and spot.column == 0:
            content = [
                Box(content, row_height * MM - 2 * _padding(small=small, compact=compact) - 1)
            ]
        grid[spot.row][spot.column] = content
    node = Node(
        role="Table", children=tuple(Node(role="TR", children=tuple(kids)) for kids in row_nodes)
    )
    padding = _padding(small=small, compact=compact)
    table = PaperTable(
        grid,
        repeatRows=first_body,
        hAlign="LEFT",
        spaceAfter=space_after,
        spaceBefore=2,
        style=[
            ("VALIGN", (0, 0), (-1, -1), valign),
            ("LEFTPADDING", (0, 0), (-1, -1), 0 if compact else 5),
            ("RIGHTPADDING", (0, 0), (-1, -1), 10 if compact else 5),
            ("TOPPADDING", (0, 0), (-1, -1), padding),
            ("BOTTOMPADDING", (0, 0), (-1, -1), padding + 1),
            *_spans(placed),
            *_decoration(lines, first_body, first_foot, first_total, zebra=zebra),
            # A total never stands alone on a page.
            *([("NOSPLIT", (0, max(first_foot - 1, 0)), (-1, -1))] if count > first_foot else []),
            *_total_rules(first_total, count, strong_totals, left=min(len(columns) - 2, 1)),
        ],
    )
    table.node = node
    table.wishes = _wishes(columns, placed, first_body, small=small)
    return table


def _place(rows: Sequence[Row], width: int) -> list[_Placed]:
    """Give each cell its place, as a browser does."""
    taken: set[tuple[int, int]] = set()
    placed = []
    for row, cells in enumerate(rows):
        column = 0
        for given in cells:
            cell = given if isinstance(given, Cell) else Cell(given)
            while (row, column) in taken:
                column += 1
            if column + cell.colspan > width or row + cell.rowspan > len(rows):
                raise ValueError(f"row {row} does not fit {width} columns")
            placed.append(_Placed(cell, row, column))
            taken.update(
                (row + down, column + right)
                for down in range(cell.rowspan)
                for right in range(cell.colspan)
            )
        if any((row, column) not in taken for column in range(width)):
            raise ValueError(f"row {row} does not fill {width} columns")
    return placed


def _cell_node(spot: _Placed, columns: Sequence[Column], zone: Zone) -> Node:
    cell = spot.cell
    scope = (
        "Column"
        if zone == "head"
        else "Row"
        if cell.header or columns[spot.column].row_header
        else None
    )
    return Node(
        role="TH" if scope else "TD", scope=scope, colspan=cell.colspan, rowspan=cell.rowspan
    )


def _cell_content(
    spot: _Placed, column: Column, node: Node, zone: Zone, *, small: bool
) -> list[Flowable]:
    cell = spot.cell
    if not isinstance(cell.content, str):
        return adopt([cell.content] if isinstance(cell.content, Flowable) else cell.content, node)
    if not cell.content:
        return []
    name: Name = _LOOKS[zone == "head", small]
    align = cell.align or ("center" if cell.colspan > 1 and zone == "head" else column.align)
    look = style(name, align=align, bold=cell.bold or zone != "body", muted=cell.muted)
    made = paragraph(cell.content, look, node)
    made.repeats = zone == "head"
    return [made]


def _wishes(
    columns: Sequence[Column], placed: Sequence[_Placed], first_body: int, *, small: bool
) -> list[_Wish]:
    widest: dict[int, float] = {}
    for spot in placed:
        column = columns[spot.column]
        fitting = column.fit if column.fit is not None else column.align != "left"
        if column.width is None and fitting and spot.cell.colspan == 1:
            needed = _needed(spot.cell.content, heading=spot.row < first_body, small=small)
            room = (
                needed + _ROOM_BESIDE
                if column.align != "left"
                else min(needed + _ROOM_BESIDE, _LONGEST_FIT)
            )
            widest[spot.column] = max(widest.get(spot.column, 0), room)
    return [
        _Wish(column.width * MM if column.width is not None else widest.get(number), column.weight)
        for number, column in enumerate(columns)
    ]


def _shared(wishes: Sequence[_Wish], room: float) -> list[float]:
    """Return widths that fill *room*; where there is too little, all columns give way alike."""
    least = [_LEAST if wish.points is None else wish.points for wish in wishes]
    if sum(least) > room:
        return [width * room / sum(least) for width in least]
    rest = room - sum(wish.points or 0 for wish in wishes)
    weights = sum(wish.weight for wish in wishes if wish.points is None)
    return [rest * wish.weight / weights if wish.points is None else wish.points for wish in wishes]


def _needed(content: Content, *, heading: bool, small: bool) -> float:
    if not isinstance(content, str):
        pieces: Sequence[Any] = [content] if isinstance(content, Flowable) else content
        return max((piece.minWidth() for piece in pieces), default=0)
    look = style("cell_small" if small else "cell")
    # A heading may break between its words, on two lines; an amount may not.
    words = plain(content)
    pieces_of_text = _two_lines(words) if heading else words.split("\n")
    return max(float(stringWidth(piece, BOLD, look.fontSize)) for piece in pieces_of_text)


def _two_lines(heading: str) -> list[str]:
    """Break a heading where the longer half is shortest."""
    words = heading.split()
    halves = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
    return list(min(halves, key=lambda pair: max(map(len, pair)), default=(heading,)))


def _padding(*, small: bool, compact: bool) -> float:
    if compact:
        return 0.8
    return 2.4 if small else 3.6


def _spans(placed: Sequence[_Placed]) -> list[tuple[Any, ...]]:
    return [
        (
            "SPAN",
            (spot.column, spot.row),
            (spot.column + spot.cell.colspan - 1, spot.row + spot.cell.rowspan - 1),
        )
        for spot in placed
        if spot.cell.colspan > 1 or spot.cell.rowspan > 1
    ]


def _total_rules(
    first: int, count: int, strong: Sequence[int], *, left: int
) -> list[tuple[Any, ...]]:
    """Rule the totals and tint the strong ones, from the column *left* on."""
    return [
        *(("LINEBELOW", (left, row), (-1, row), 0.4, colours.RULE) for row in range(first, count)),
        *(("BACKGROUND", (left, first + row), (-1, first + row), colours.TINT) for row in strong),
    ]


def _decoration(
    lines: Lines, first_body: int, first_foot: int, end: int, *, zebra: bool
) -> list[tuple[Any, ...]]:
    commands: list[tuple[Any, ...]] = []
    if first_body:
        commands.append(("BACKGROUND", (0, 0), (-1, first_body - 1), colours.TINT))
    if lines == "rows":
        commands += [
            ("LINEBELOW", (0, row), (-1, row), 0.4, colours.RULE) for row in range(first_body, end)
        ]
    elif lines == "grid":
        commands.append(("GRID", (0, 0), (-1, end - 1), 0.4, colours.RULE))
    if first_body and lines != "none":
        commands.append(
            ("LINEBELOW", (0, first_body - 1), (-1, first_body - 1), 0.9, colours.ACCENT)
        )
    if zebra:
        commands += [
            ("BACKGROUND", (0, row), (-1, row), colours.TINT)
            for row in range(first_body + 1, first_foot, 2)
        ]
    if end > first_foot:
        commands.append(("LINEABOVE", (0, first_foot), (-1, first_foot), 0.9, colours.ACCENT))
    return commands
