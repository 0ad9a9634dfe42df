"""The attendance sheet without a name, for people who write theirs themselves."""

from trainingdesk.documents.attendance import sheets
from trainingdesk.documents.attendance.sheets import Page, refusal, spreads, usual_layout
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.paper_data import SessionPaper

__all__ = ["compose", "file_name", "refusal"]


def compose(data: SessionPaper, wording: Wording) -> Composition:
    """Return the sheet with free lines alone."""
    days = data.file.days
    layout = usual_layout(days)
    pages = [Page(spread) for spread in spreads(days, layout)]
    return sheets.composed("attendance_blank", data.file, wording, pages, layout, is_blank=True)


def file_name(data: SessionPaper) -> str:
    """Return the name of the file, without suffix."""
    return file_stem(f"{sheets.TITLE} vierge", data.file.session.number)
