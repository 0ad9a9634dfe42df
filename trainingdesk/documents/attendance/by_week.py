"""The attendance sheet with a page across for each week."""

from itertools import groupby

from trainingdesk.documents.attendance import sheets
from trainingdesk.documents.attendance.sheets import LANDSCAPE, Page, refusal, spreads
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.paper_data import SessionPaper

__all__ = ["compose", "file_name", "refusal"]


def compose(data: SessionPaper, wording: Wording) -> Composition:
    """Return the sheet, a page a week; two where a week has more half-days than a page holds."""
    weeks = groupby(data.file.days, key=lambda day: day.day.isocalendar()[:2])
    pages = [Page(spread) for _week, days in weeks for spread in spreads(tuple(days), LANDSCAPE)]
    return sheets.composed("attendance_week", data.file, wording, pages, LANDSCAPE)


def file_name(data: SessionPaper) -> str:
    """Return the name of the file, without suffix."""
    return file_stem(f"{sheets.TITLE} par semaine", data.file.session.number)
