"""The attendance sheet with a page across for each month, for days scattered over a year."""

from itertools import groupby

from trainingdesk.documents.attendance import sheets
from trainingdesk.documents.attendance.sheets import NARROW, Page, refusal, spreads
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.paper_data import SessionPaper
from trainingdesk.french import month

__all__ = ["compose", "file_name", "refusal"]


def compose(data: SessionPaper, wording: Wording) -> Composition:
    """Return the sheet, a page a month; more where a month has more half-days than a page holds."""
    months = groupby(data.file.days, key=lambda day: (day.day.year, day.day.month))
    pages = [
        Page(spread, f"{sheets.TITLE}, {month(spread[0].day)}" if number else "")
        for number, spread in enumerate(
            spread for _month, days in months for spread in spreads(tuple(days), NARROW)
        )
    ]
    return sheets.composed("attendance_month", data.file, wording, pages, NARROW)


def file_name(data: SessionPaper) -> str:
    """Return the name of the file, without suffix."""
    return file_stem(f"{sheets.TITLE} par mois", data.file.session.number)
