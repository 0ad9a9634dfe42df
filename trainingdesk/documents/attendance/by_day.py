"""The attendance sheet with a page for each day, laid on the table in the morning."""

from trainingdesk.documents.attendance import sheets
from trainingdesk.documents.attendance.sheets import PORTRAIT, Page, refusal
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.paper_data import SessionPaper
from trainingdesk.french import long_date

__all__ = ["compose", "file_name", "refusal"]


def compose(data: SessionPaper, wording: Wording) -> Composition:
    """Return the sheet, a page a day."""
    pages = [
        Page((day,), f"{sheets.TITLE} du {long_date(day.day, weekday=True)}" if number else "")
        for number, day in enumerate(data.file.days)
    ]
    return sheets.composed("attendance_day", data.file, wording, pages, PORTRAIT)


def file_name(data: SessionPaper) -> str:
    """Return the name of the file, without suffix."""
    return file_stem(f"{sheets.TITLE} par jour", data.file.session.number)
