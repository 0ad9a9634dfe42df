"""The days on which the office is closed, which it sets itself."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from trainingdesk.domain.closed_days import ClosedDay, ClosedPeriod, periods
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.storage import office as store
from trainingdesk.storage.database import unit_of_work

SETTING = "closed_days"


def closed_days(office: Office) -> tuple[ClosedDay, ...]:
    """Return the days on which the office is closed, in order."""
    kept = cast("list[dict[str, Any]]", store.setting(office.db, SETTING, []))
    return tuple(ClosedDay(date.fromisoformat(each["day"]), each["label"]) for each in kept)


def closed_periods(office: Office) -> tuple[ClosedPeriod, ...]:
    """Return the same days as periods, in order."""
    return periods(closed_days(office))


def save_closed_periods(office: Office, closed: Sequence[ClosedPeriod]) -> Changes:
    """Make these the days on which the office is closed; of a day given twice the first holds.

    Raises:
        RuleBroken: a period is no span of days.
    """
    labels: dict[date, str] = {}
    for period in closed:
        for each in period.checked().days:
            labels.setdefault(each.day, each.label.strip())
    days = [{"day": day.isoformat(), "label": labels[day]} for day in sorted(labels)]
    with unit_of_work(office.db):
        store.save_setting(office.db, SETTING, days)
    return changed("Jours de fermeture enregistrés", Kind.OFFICE)
