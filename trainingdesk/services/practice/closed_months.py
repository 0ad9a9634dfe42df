"""The months that the practice office had closed by today, each early in the next one."""

from dataclasses import replace
from datetime import date, timedelta

from trainingdesk.domain.calendar import month_end
from trainingdesk.services import closings
from trainingdesk.services.office import Office
from trainingdesk.storage.database import unit_of_work

LEFT_OPEN = timedelta(days=120)
"""The months of so many days are open still: there is something to close, and to try out."""
_WITHIN = timedelta(days=5)


def close_past_months(office: Office) -> None:
    """Close the months of the past and their whole years, but the latest months."""
    with unit_of_work(office.db):
        while (month := closings.next_month(office)) is not None:
            day = month_end(month) + _WITHIN
            if day > office.today() - LEFT_OPEN:
                return
            that_day = _on(office, day)
            closings.close_month(that_day, month)
            year = closings.next_year(office)
            if year is not None:
                closings.close_year(that_day, year)


def _on(office: Office, day: date) -> Office:
    return replace(office, today=lambda: day)
