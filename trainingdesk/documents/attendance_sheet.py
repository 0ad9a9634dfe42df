"""The attendance sheet: a signature each half-day, of the trainees and of the trainer (R6313-3)."""

from trainingdesk.documents.attendance import sheets
from trainingdesk.documents.attendance.sheets import Page, refusal, spreads, usual_layout
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.paper_data import SessionPaper

__all__ = ["compose", "file_name", "refusal"]


def compose(data: SessionPaper, wording: Wording) -> Composition:
    """Return the sheet; what was marked already is printed, the rest is left to sign."""
    days = data.file.days
    layout = usual_layout(days)
    pages = [Page(spread) for spread in spreads(days, layout)]
    return sheets.composed("attendance_sheet", data.file, wording, pages, layout)


def file_name(data: SessionPaper) -> str:
    """Return the name of the file, without suffix."""
    return file_stem(sheets.TITLE, data.file.session.number)
