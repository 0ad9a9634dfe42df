"""A paper composed: its story, its name and its frame, ready to be rendered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable

from trainingdesk.domain.organisation import Organisation
from trainingdesk.paper.invoice_file import InvoiceFile
from trainingdesk.paper.letterhead import letterhead
from trainingdesk.paper.page import Orientation, PaperInfo, render


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """What a document module returns; `reference` is printed at the head of each page.

    A paper that `is_public` counts as advertising; one that `is_bare` has the whole page, without
    letterhead or page numbers.
    """

    title: str
    reference: str
    story: Sequence[Flowable]
    subject: str = ""
    orientation: Orientation = "portrait"
    initials: bool = False
    is_public: bool = False
    is_bare: bool = False


def rendered(
    composition: Composition,
    organisation: Organisation,
    on: date,
    file: InvoiceFile | None = None,
) -> bytes:
    """Return the paper as PDF; the same data give the same bytes.

    With the *file* of an electronic invoice inside it is a Factur-X.
    """
    info = PaperInfo(
        title=composition.title,
        subject=composition.subject or composition.title,
        author=organisation.name,
        dated=on,
        reference=composition.reference,
    )
    return render(
        info,
        letterhead(organisation, is_public=composition.is_public),
        composition.story,
        orientation=composition.orientation,
        first_page="bare" if composition.is_bare else "letterhead",
        initials=composition.initials,
        attachments=(file.attachment,) if file else (),
        facturx=file.facturx if file else None,
    )
