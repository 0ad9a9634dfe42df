"""Periods that reports and plannings are asked for, both days included."""

from datetime import date

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import short_date


def refuse_reversed(first: date, last: date) -> None:
    """Refuse a period that ends before it begins.

    Raises:
        RuleBroken: it does.
    """
    if last < first:
        raise RuleBroken(
            f"La période finit le {short_date(last)}, avant de commencer le {short_date(first)} : "
            "inversez les deux dates.",
            "last",
        )
