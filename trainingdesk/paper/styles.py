"""The sizes and distances of a paper, in points."""

from functools import cache
from typing import Literal

from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle

from trainingdesk.paper import colours
from trainingdesk.paper.fonts import BOLD, REGULAR, register

MM = 72 / 25.4
Align = Literal["left", "right", "center"]
Name = Literal[
    "title",
    "subtitle",
    "h2",
    "h3",
    "h4",
    "body",
    "small",
    "cell",
    "cell_small",
    "header",
    "header_small",
    "label",
    "value",
]

_ALIGNMENT = {"left": TA_LEFT, "right": TA_RIGHT, "center": TA_CENTER}
# font, size, leading, colour, space before, space after
_SPECIFICATIONS = {
    "title": (BOLD, 19, 23, colours.INK, 0, 3),
    "subtitle": (REGULAR, 10.5, 14.5, colours.MUTED, 0, 12),
    "h2": (BOLD, 11.5, 15, colours.ACCENT, 13, 4),
    "h3": (BOLD, 9.5, 13.5, colours.INK, 9, 2),
    "h4": (BOLD, 9.2, 13.2, colours.MUTED, 7, 2),
    "body": (REGULAR, 9.2, 13.4, colours.INK, 0, 5),
    "small": (REGULAR, 7.6, 10.6, colours.MUTED, 0, 4),
    "cell": (REGULAR, 8.8, 12, colours.INK, 0, 0),
    "cell_small": (REGULAR, 7.6, 10.2, colours.INK, 0, 0),
    "header": (BOLD, 8, 11, colours.ACCENT, 0, 0),
    "header_small": (BOLD, 7.2, 9.6, colours.ACCENT, 0, 0),
    "label": (REGULAR, 8, 12, colours.MUTED, 0, 0),
    "value": (REGULAR, 9.2, 12.4, colours.INK, 0, 0),
}
HEADINGS: tuple[Name, ...] = ("title", "h2", "h3", "h4")


@cache
def style(
    name: Name,
    *,
    align: Align = "left",
    bold: bool = False,
    muted: bool = False,
    indent: float = 0,
    hanging: float = 0,
    after: float | None = None,
) -> ParagraphStyle:
    """Return a paragraph style; *indent* moves the whole, *hanging* leaves room for a bullet."""
    register()
    font, size, leading, colour, space_before, space_after = _SPECIFICATIONS[name]
    return ParagraphStyle(
        name,
        fontName=BOLD if bold else font,
        fontSize=size,
        leading=leading,
        textColor=colours.MUTED if muted else colour,
        spaceBefore=space_before,
        spaceAfter=space_after if after is None else after,
        alignment=_ALIGNMENT[align],
        leftIndent=indent + hanging,
        keepWithNext=name in HEADINGS,
        allowWidows=0,
        allowOrphans=0,
        splitLongWords=1,
    )
