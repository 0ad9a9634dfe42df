"""Papers bound into one file with a bookmark each.

A bound file is plain PDF 1.7: the tags, attachments, seals and archiving claims of its papers stay
with the papers, which are kept beside it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby

from pikepdf import (
    Array,
    Dictionary,
    Name,
    Object,
    ObjectStreamMode,
    OutlineItem,
    Page,
    PasswordError,
    Pdf,
    PdfError,
    String,
)

from trainingdesk.paper.metadata import PRODUCER


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A paper to be bound: parts of one `group` that follow each other share a bookmark."""

    group: str
    name: str
    pdf: bytes
    copies: int = 1


def bound(parts: Iterable[Part], title: str, author: str) -> bytes:
    """Return the papers one after the other; the same parts give the same bytes.

    Raises:
        pikepdf.PdfError: a part is no PDF, or asks for a password.
    """
    with Pdf.new() as pdf:
        places = [(part.group, part.name, _append(pdf, part)) for part in parts]
        with pdf.open_outline() as outline:
            outline.root.extend(_bookmarks(places))
        pdf.Root.PageMode = Name.UseOutlines
        pdf.Root.Lang = String("fr-FR")
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        pdf.docinfo.update({"/Title": title, "/Author": author, "/Producer": PRODUCER})
        output = BytesIO()
        pdf.save(
            output,
            deterministic_id=True,
            fix_metadata_version=False,
            force_version="1.7",
            object_stream_mode=ObjectStreamMode.generate,
        )
        return output.getvalue()


def is_readable(content: bytes) -> bool:
    """Whether a file that came from elsewhere is a PDF that can be bound."""
    try:
        with Pdf.open(BytesIO(content)) as pdf:
            return len(pdf.pages) > 0
    except (PdfError, PasswordError):
        return False


def _append(pdf: Pdf, part: Part) -> int:
    """Put a part at the end, and return the place of its first page."""
    first = len(pdf.pages)
    with Pdf.open(BytesIO(part.pdf)) as source:
        for page in source.pages:
            _leave_seal(page)
            _leave_structure(page)
        for _copy in range(part.copies):
            pdf.pages.extend(source.pages)
    return first


def _leave_seal(page: Page) -> None:
    """Drop fields that show nothing: a seal vouches for the bytes of its own paper alone."""
    annotations = page.obj.get(Name.Annots)
    if annotations is None:
        return
    page.obj.Annots = Array(
        [each for each in annotations if each.get(Name.Subtype) != Name.Widget or _shows(each)]
    )


def _shows(annotation: Object) -> bool:
    left, bottom, right, top = (float(side) for side in annotation.Rect)
    return left != right and bottom != top


def _leave_structure(page: Page) -> None:
    """Drop what points into a tree of tags that stays behind."""
    for name in (Name.StructParents, Name.Tabs):
        if name in page.obj:
            del page.obj[name]
    for annotation in page.obj.get(Name.Annots, ()):
        if Name.StructParent in annotation:
            del annotation[Name.StructParent]


def _bookmarks(places: Iterable[tuple[str, str, int]]) -> Iterator[OutlineItem]:
    for group, members in groupby(places, key=lambda place: place[0]):
        named = [(name, page) for _group, name, page in members]
        if len(named) == 1:
            ((name, page),) = named
            yield OutlineItem(" – ".join(filter(None, (group, name))), page)
        else:
            item = OutlineItem(group, named[0][1])
            item.children.extend(OutlineItem(name, page) for name, page in named)
            yield item
