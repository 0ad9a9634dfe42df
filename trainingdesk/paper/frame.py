"""The frame of each page: letterhead, running header, legal lines, page number, initials."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.lib.utils import simpleSplit

from trainingdesk.paper import colours
from trainingdesk.paper.fonts import BOLD, REGULAR
from trainingdesk.paper.images import fitted, readable
from trainingdesk.paper.lettering import ready
from trainingdesk.paper.metadata import PaperInfo
from trainingdesk.paper.one_line import Letters, write_line
from trainingdesk.paper.styles import MM
from trainingdesk.paper.tagging import TaggedCanvas

Orientation = Literal["portrait", "landscape"]
FirstPage = Literal["letterhead", "plain", "bare"]
Sheet = Literal["A4", "A3"]

_NAME_FOR_LOGO = Letters(BOLD, 15, colours.ACCENT)
_NAME = Letters(BOLD, 8.4, colours.INK)
_SENDER = Letters(REGULAR, 7.6, colours.MUTED)
_RUNNING = Letters(REGULAR, 7.6, colours.MUTED)
_RUNNING_NAME = Letters(BOLD, 7.6, colours.ACCENT)
_LEGAL = Letters(REGULAR, 6.6, colours.MUTED)
_PAGE = Letters(REGULAR, 7.2, colours.MUTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Who prints.

    `legal` are the lines at the foot of every page: form, capital, SIRET, RCS, VAT number, the
    sentence of the activity number (Code du travail, L6352-12). The logo is a PNG or JPEG.
    """

    name: str
    address: Sequence[str] = ()
    contact: Sequence[str] = ()
    legal: Sequence[str] = ()
    logo: bytes | None = None
    accent: str = "#1f5a7a"


class PageFrame:
    """Everything around the story; lengths in points."""

    HEAD = 11 * MM
    LATER_TOP = 23 * MM
    FOOT = 9 * MM
    LOGO = (62 * MM, 19 * MM)
    SENDER_LEADING = 9.6
    LEGAL_LEADING = 8.6
    INITIALS = 11 * MM
    PAGE_NUMBER = 24 * MM

    def __init__(
        self,
        info: PaperInfo,
        letterhead: Letterhead,
        orientation: Orientation,
        first_page: FirstPage,
        *,
        initials: bool,
        sheet: Sheet = "A4",
    ) -> None:
        size = A3 if sheet == "A3" else A4
        self.width, self.height = landscape(size) if orientation == "landscape" else size
        self._is_bare = first_page == "bare"
        self.margin = 0 if self._is_bare else (20 if orientation == "portrait" else 16) * MM
        self._with_letterhead = first_page == "letterhead"
        self._initials = initials
        self._logo = letterhead.logo
        self._name = ready(letterhead.name)
        self._running = ready(" – ".join(part for part in (info.title, info.reference) if part))
        self._sender = [ready(line) for line in (*letterhead.address, *letterhead.contact)]
        self._legal = [
            piece
            for number, line in enumerate(letterhead.legal)
            # The page number stands at the end of the first line.
            for piece in simpleSplit(
                ready(line),
                _LEGAL.font,
                _LEGAL.size,
                self.inner_width - (0 if number else self.PAGE_NUMBER),
            )
        ]

    @property
    def inner_width(self) -> float:
        """What the margins leave."""
        return float(self.width - 2 * self.margin)

    @property
    def bottom(self) -> float:
        """The lower edge of the story."""
        if self._is_bare:
            return 0
        footer = self.FOOT + max(len(self._legal), 1) * self.LEGAL_LEADING + 5 * MM
        return footer + (self.INITIALS if self._initials else 0)

    @property
    def first_top(self) -> float:
        """Where the story begins on the first page, from the top of the paper."""
        if not self._with_letterhead:
            return self.later_top
        sender = 13 + len(self._sender) * self.SENDER_LEADING
        return self.HEAD + max(20 * MM, sender) + 8 * MM

    @property
    def later_top(self) -> float:
        """Where the story goes on upon the other pages, from the top of the paper."""
        return 0 if self._is_bare else self.LATER_TOP

    def draw(self, canvas: TaggedCanvas, page: int, pages: int) -> None:
        """Draw the frame of one page; a bare one has none."""
        if self._is_bare:
            return
        if page == 1 and self._with_letterhead:
            self._draw_letterhead(canvas)
        else:
            self._draw_running_header(canvas)
        if self._initials and page < pages:
            self._draw_initials(canvas)
        self._draw_footer(canvas, f"page {page} / {pages}")

    def _draw_letterhead(self, canvas: TaggedCanvas) -> None:
        top = self.height - self.HEAD
        right = self.width - self.margin
        room = self.inner_width / 2
        if self._logo is None:
            at = self.margin, top - _NAME_FOR_LOGO.size
            write_line(canvas, self._name, _NAME_FOR_LOGO, at, room=room)
        else:
            wide, tall = fitted(self._logo, *self.LOGO)
            canvas.drawImage(readable(self._logo, *self.LOGO), self.margin, top - tall, wide, tall)
            write_line(canvas, self._name, _NAME, (right, top - 8), room=room, align="right")
        for number, line in enumerate(self._sender, start=0 if self._logo is None else 1):
            at = right, top - 8 - number * self.SENDER_LEADING
            write_line(canvas, line, _SENDER, at, room=room, align="right")
        self._rule(canvas, self.height - self.first_top + 5 * MM, 1.1, colours.ACCENT)

    def _draw_running_header(self, canvas: TaggedCanvas) -> None:
        y = self.height - 13 * MM
        room = self.inner_width * 0.64
        write_line(canvas, self._running, _RUNNING, (self.margin, y), room=room)
        at = self.width - self.margin, y
        write_line(
            canvas, self._name, _RUNNING_NAME, at, room=self.inner_width * 0.33, align="right"
        )
        self._rule(canvas, y - 5, 0.5, colours.RULE)

    def _draw_footer(self, canvas: TaggedCanvas, number: str) -> None:
        y = self.FOOT + (max(len(self._legal), 1) - 1) * self.LEGAL_LEADING
        self._rule(canvas, y + 10, 0.5, colours.RULE)
        at = self.width - self.margin, y
        write_line(canvas, number, _PAGE, at, room=self.PAGE_NUMBER, align="right")
        for line in self._legal:
            write_line(canvas, line, _LEGAL, (self.margin, y), room=self.inner_width)
            y -= self.LEGAL_LEADING

    def _draw_initials(self, canvas: TaggedCanvas) -> None:
        wide, tall = 42 * MM, self.INITIALS - 2 * MM
        x, y = self.width - self.margin - wide, self.bottom - self.INITIALS - 1 * MM
        canvas.setStrokeColor(colours.RULE)
        canvas.setLineWidth(0.6)
        canvas.rect(x, y, wide, tall, stroke=1, fill=0)
        write_line(canvas, "Paraphes", _LEGAL, (x + 4, y + tall - 8), room=wide)

    def _rule(self, canvas: TaggedCanvas, y: float, thickness: float, colour: Color) -> None:
        canvas.setFillColor(colour)
        canvas.rect(self.margin, y, self.inner_width, thickness, stroke=0, fill=1)
