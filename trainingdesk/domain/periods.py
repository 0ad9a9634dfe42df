"""Periods that reports and plannings are asked for, both days included."""

from datetime import date

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import short_date

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Beyond them a date is a slip of the hand, and the year before or after may not exist."""


def check_period(first: date, last: date) -> None:
    """Refuse a period that ends before it begins, or lies where no office ever worked.

    Raises:
        RuleBroken: it does.
    """
    for day, field in ((first, "first"), (last, "last")):
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise RuleBroken(
                f"L’année {day.year} ne peut pas être la bonne : choisissez une période entre "
                f"{FIRST_YEAR} et {LAST_YEAR}.",
                field,
            )
    if last < first:
        raise RuleBroken(
            f"La période finit le {short_date(last)}, avant de commencer le {short_date(first)} : "
            "inversez les deux dates.",
            "last",
        )
