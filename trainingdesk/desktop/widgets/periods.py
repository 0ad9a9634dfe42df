"""The periods that lists are filtered by."""

from datetime import date, timedelta

from trainingdesk.desktop.widgets.list_pane import Choice


def _between(first: date, last: date) -> dict[str, list[object]]:
    return {"between": [first.isoformat(), last.isoformat()]}


def periods(today: date) -> tuple[Choice, ...]:
    """Return the periods around a day: the choice of most lists."""
    year = today.year
    month = today.replace(day=1)
    before = (month - timedelta(days=1)).replace(day=1)
    week = today - timedelta(days=today.weekday())
    return (
        Choice(caption="Toutes les dates"),
        Choice(caption="Cette semaine", filters=_between(week, week + timedelta(days=6))),
        Choice(caption="Ce mois-ci", filters=_between(month, _month_end(month))),
        Choice(caption="Le mois dernier", filters=_between(before, _month_end(before))),
        Choice(caption="À venir", filters=_between(today, date(year + 10, 12, 31))),
        Choice(caption=f"Année {year}", filters=_between(date(year, 1, 1), date(year, 12, 31))),
        Choice(
            caption=f"Année {year - 1}",
            filters=_between(date(year - 1, 1, 1), date(year - 1, 12, 31)),
        ),
    )


def _month_end(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
