"""Blocks about who takes part: the parties, their signatures, the attendance sheet."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable, Spacer

from trainingdesk.paper import colours
from trainingdesk.paper.figures import Picture
from trainingdesk.paper.flowables import Box, TopOfPage, Window, loose, paragraph
from trainingdesk.paper.lettering import lines
from trainingdesk.paper.styles import MM, style
from trainingdesk.paper.tables import Cell, Column, Content, Row, build_table
from trainingdesk.paper.tagging import Node, TaggedTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Someone named on a paper: what he is there, his name, the lines below it."""

    role: str = ""
    name: str
    lines: Sequence[str] = ()


def parties(
    left: Party | Sequence[Flowable], right: Party, *, address_window: bool = False
) -> list[Flowable]:
    """Return two parties side by side.

    With *address_window* the right one stands where a French window envelope shows it, and the
    block must be the first of the story. *left* may also be blocks, such as an invoice's title
    and facts.
    """
    if address_window:
        beside = _party(left) if isinstance(left, Party) else list(left)
        return [TopOfPage(beside, _party(right), window=Window())]
    first = _party(left) if isinstance(left, Party) else list(left)
    return [_framed([first, _party(right)])]


def _party(party: Party) -> list[Flowable]:
    made: list[Flowable] = []
    if party.role:
        made.append(paragraph(party.role, style("header", after=1.5), Node(role="P")))
    made.append(paragraph(party.name, style("value", bold=True), Node(role="P")))
    if party.lines:
        made.append(paragraph(lines(*party.lines), style("value"), Node(role="P")))
    return made


def _framed(stacks: Sequence[Sequence[Flowable]]) -> Flowable:
    gap = 5 * MM
    cells: list[object] = []
    widths: list[object] = []
    frames = []
    for number, stack in enumerate(stacks):
        if number:
            cells.append(())
            widths.append(gap)
        place = (len(cells), 0)
        frames += [
            ("BOX", place, place, 0.5, colours.RULE),
            ("LINEABOVE", place, place, 1.4, colours.ACCENT),
        ]
        cells.append(loose(stack))
        widths.append(f"{100 / len(stacks)}%")
    frame = TaggedTable(
        [cells],
        colWidths=widths,
        hAlign="LEFT",
        spaceBefore=6,
        spaceAfter=6,
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 8),
            ("RIGHTPADDING", (0, 0), (-1, -1), 8),
            ("TOPPADDING", (0, 0), (-1, -1), 6),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
            *frames,
        ],
    )
    frame.pieces = [piece for stack in stacks for piece in stack]
    return frame


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureBox:
    """Room for one signature, stamp or «Bon pour accord».

    *image* is a signature as PNG or JPEG, *height* the room to sign in millimetres.
    """

    title: str
    lines: Sequence[str] = ()
    image: bytes | None = None
    height: float = 28


def signatures(boxes: Sequence[SignatureBox]) -> list[Flowable]:
    """Return frames to sign in, side by side, never parted."""
    height = max(box.height for box in boxes)
    stacks: list[list[Flowable]] = []
    for box in boxes:
        stack: list[Flowable] = [paragraph(box.title, style("value", bold=True), Node(role="P"))]
        if box.lines:
            stack.append(paragraph(lines(*box.lines), style("small", after=0), Node(role="P")))
        if box.image:
            stack.append(Picture(box.image, f"Signature : {box.title}", 55 * MM, (height - 4) * MM))
            stacks.append([Box(stack, 0)])
        else:
            stacks.append([*stack, Spacer(0, height * MM)])
    return [_framed(stacks)]


@dataclass(frozen=True, slots=True)
class AttendanceDay:
    """A day of an attendance sheet: its heading, then one for each half-day («Matin» and hours)."""

    heading: str
    halves: Sequence[str]


USUAL_HALVES = 10
"""Half-days of a full page across; more of them leave names the room they need."""
INITIALS_WIDTH = 13.5
"""Millimetres of a half-day among many: room for initials."""


def attendance_grid(
    days: Sequence[AttendanceDay],
    people: Sequence[tuple[str, str]],
    *,
    person: str = "Stagiaire",
    firm: str | None = "Entreprise",
    marks: Sequence[Sequence[Content]] = (),
    row_height: float = 11.5,
) -> list[Flowable]:
    """Return a sheet to sign: a row a person, a column a half-day under its day.

    Args:
        days: as many as fit the width: two on a portrait page, five on a landscape one.
        people: name and firm of each; blank rows are pairs of empty texts.
        person: heading of the first column.
        firm: heading of the second column; `None` leaves it out.
        marks: what stands in the half-days of each person already («Absent», a signature); the
            others are empty, to be signed.
        row_height: in millimetres; ten names fill a page at the default.
    """
    halves = [half for day in days for half in day.halves]
    naming = [Column(weight=2.0 if firm is None else 1.6, row_header=True)]
    top: list[Cell] = [Cell(person, rowspan=2, align="left")]
    if firm is not None:
        naming.append(Column(weight=1.3))
        top.append(Cell(firm, rowspan=2, align="left"))
    top += [Cell(day.heading, colspan=len(day.halves), align="center") for day in days]
    rows: list[Row] = []
    for number, (name, company) in enumerate(people):
        given = marks[number] if number < len(marks) else [""] * len(halves)
        who = (
            [Cell(name, bold=True)]
            if firm is None
            else [Cell(name, bold=True), Cell(company, muted=True)]
        )
        rows.append([*who, *given])
    width = INITIALS_WIDTH if len(halves) > USUAL_HALVES else None
    grid = build_table(
        [*naming, *[Column(weight=1.0, align="left", width=width) for _ in halves]],
        rows,
        header_rows=[top, [Cell(half, align="center") for half in halves]],
        lines="grid",
        small=True,
        row_height=row_height,
        valign="MIDDLE",
        space_after=10,
    )
    return [grid]
