"""What the calendar shows of a stretch of days."""

from datetime import date

from trainingdesk.domain.bookings import ONE_DAY, Timetable
from trainingdesk.domain.holiday_names import holiday_name
from trainingdesk.services.closed_days import closed_days
from trainingdesk.services.office import Office
from trainingdesk.storage import agenda as store
from trainingdesk.storage.agenda import ALL, Wanted

CLOSED = "Fermé"


def timetable(office: Office, first: date, last: date, wanted: Wanted = ALL) -> Timetable:
    """Return what is planned between two days, both included, for those who are wanted."""
    return Timetable(
        first=first,
        last=last,
        bookings=store.bookings(office.db, first - ONE_DAY, last, wanted),
        absences=store.absences(office.db, first, last, wanted),
        closed=closed_names(office, first, last),
    )


def closed_names(office: Office, first: date, last: date) -> dict[date, str]:
    """Return the public holidays and the days on which the office is closed, with their names."""
    own = {
        each.day: f"{CLOSED} : {each.label}" if each.label else CLOSED
        for each in closed_days(office)
        if first <= each.day <= last
    }
    days = (first + ONE_DAY * n for n in range((last - first).days + 1))
    holidays = {day: name for day in days if (name := holiday_name(day))}
    return own | holidays
