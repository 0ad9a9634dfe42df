"""A whole paper: the story inside the frame of each page, finished as PDF/A-3a and PDF/UA-1."""

from collections.abc import Sequence
from functools import partial
from io import BytesIO

from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from trainingdesk.paper.colours import readable_accent
from trainingdesk.paper.contents import Contents
from trainingdesk.paper.finish import Attachment, finish
from trainingdesk.paper.flowables import Together
from trainingdesk.paper.fonts import REGULAR, register
from trainingdesk.paper.frame import FirstPage, Letterhead, Orientation, PageFrame, Sheet
from trainingdesk.paper.metadata import FacturX, PaperInfo
from trainingdesk.paper.tagging import TaggedCanvas

__all__ = [
    "Attachment",
    "FacturX",
    "FirstPage",
    "Letterhead",
    "Orientation",
    "PaperInfo",
    "Sheet",
    "render",
]


def render(
    info: PaperInfo,
    letterhead: Letterhead,
    story: Sequence[Flowable],
    *,
    orientation: Orientation = "portrait",
    first_page: FirstPage = "letterhead",
    initials: bool = False,
    sheet: Sheet = "A4",
    attachments: Sequence[Attachment] = (),
    facturx: FacturX | None = None,
) -> bytes:
    """Return the paper as PDF/A-3a and PDF/UA-1; the same input gives the same bytes.

    Args:
        info: what the paper says of itself.
        letterhead: who prints.
        story: the blocks; a story is rendered once.
        orientation: of every page.
        first_page: with the letterhead, like the pages that follow, or bare as all of them then.
        initials: a «Paraphes» box at the foot of every page but the last.
        sheet: the size of every page.
        attachments: files that travel inside the paper.
        facturx: what the attached invoice file is, if the paper is an electronic invoice.

    Raises:
        ValueError: the accent colour is not written as «#1f5a7a».
        OSError: the logo is no picture.
    """
    register()
    frame = PageFrame(info, letterhead, orientation, first_page, initials=initials, sheet=sheet)
    for piece in story:
        if isinstance(piece, Contents):
            piece.find(story)
    output = BytesIO()
    document = _Document(output, frame)
    accent = readable_accent(letterhead.accent)
    document.build(
        list(story), canvasmaker=partial(TaggedCanvas, accent=accent, furniture=frame.draw)
    )
    return finish(output.getvalue(), document.canv.tags, info, attachments, facturx)


class _Document(BaseDocTemplate):  # type: ignore[misc]
    """A document whose first page leaves room for the letterhead."""

    def __init__(self, output: BytesIO, frame: PageFrame) -> None:
        super().__init__(
            output,
            pagesize=(frame.width, frame.height),
            invariant=1,
            # pikepdf compresses once, at the end.
            pageCompression=0,
            initialFontName=REGULAR,
        )
        self._frame = frame
        self.addPageTemplates(
            [
                _template("first", frame, frame.first_top),
                _template("later", frame, frame.later_top),
            ]
        )

    def handle_keepWithNext(self, flowables: list[Flowable]) -> None:  # noqa: N802
        """Keep headings with what follows, even where that is kept together itself."""
        count = 0
        while count < len(flowables) and flowables[count].getKeepWithNext():
            count += 1
        if not count:
            return
        if count < len(flowables) and not getattr(flowables[count], "locChanger", False):
            count += 1
        kept = flowables[:count]
        for piece in kept:
            piece.keepWithNext = False
        flowables[:count] = [Together(kept)]

    def beforeDocument(self) -> None:  # noqa: N802
        """Tell the blocks that stand at a fixed place where the frame ends."""
        self.canv.frame_bottom = self._frame.bottom
        self.canv.page_width, self.canv.page_height = self._frame.width, self._frame.height


def _template(name: str, frame: PageFrame, top: float) -> PageTemplate:
    box = Frame(
        frame.margin,
        frame.bottom,
        frame.inner_width,
        frame.height - top - frame.bottom,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    return PageTemplate(id=name, frames=[box], autoNextPageTemplate="later")
