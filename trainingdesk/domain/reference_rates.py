"""Rates that the State and the central bank publish, half-year by half-year."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from trainingdesk.french import parse_day

JULY = 7


class RateKind(StrEnum):
    """Which published rate it is."""

    ECB_REFI = "ecb_refi"
    """The central bank's main refinancing operations (C. com. L441-10, II)."""
    LEGAL_PROFESSIONAL = "legal_professional"
    """Legal interest owed to anyone but the individuals below (C. mon. fin. L313-2)."""
    LEGAL_INDIVIDUAL = "legal_individual"
    """Legal interest owed to an individual who does not act for a trade."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceRate:
    """A rate in percent that holds for the half-year starting on a day, and where it was read."""

    kind: RateKind
    starts_on: date
    rate: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class ReferenceRates:
    """The rates that are known; a missing one is said, never guessed."""

    rates: tuple[ReferenceRate, ...] = ()

    def at(self, kind: RateKind, half_year_start: date) -> Decimal | None:
        """Return the rate in percent of the half-year that starts on a day."""
        return next(
            (
                known.rate
                for known in self.rates
                if known.kind is kind and known.starts_on == half_year_start
            ),
            None,
        )

    def missing(self, day: date) -> tuple[RateKind, ...]:
        """Return the kinds whose rate of the day's half-year nobody entered."""
        start = half_year(day)
        return tuple(kind for kind in RateKind if self.at(kind, start) is None)


_HALF_YEAR = re.compile(
    r"s?([12])(?:(?:er|nd|e|[eè]me)?\s*semestre\s*|\s*[/. -]\s*|\s+)(\d{4})", re.IGNORECASE
)


def half_year(day: date) -> date:
    """Return the first day of the half-year that a day lies in.

    >>> half_year(date(2026, 6, 30)), half_year(date(2026, 7, 1))
    (datetime.date(2026, 1, 1), datetime.date(2026, 7, 1))
    """
    return date(day.year, JULY if day.month >= JULY else 1, 1)


def next_half_year(day: date) -> date:
    """Return the first day of the half-year that follows the day's own.

    >>> next_half_year(date(2026, 3, 4)), next_half_year(date(2026, 7, 1))
    (datetime.date(2026, 7, 1), datetime.date(2027, 1, 1))
    """
    return date(day.year, JULY, 1) if day.month < JULY else date(day.year + 1, 1, 1)


def half_year_text(day: date) -> str:
    """Write the half-year that a day lies in.

    >>> half_year_text(date(2026, 1, 1)), half_year_text(date(2026, 11, 20))
    ('1er semestre 2026', '2e semestre 2026')
    """
    return f"{'2e' if day.month >= JULY else '1er'} semestre {day.year}"


def parse_half_year(text: str, today: date) -> date:
    """Read a half-year as people type it: «2e semestre 2026», «S2 2026», «2/2026», or its day.

    Raises:
        ValueError: the text is no half-year.

    >>> today = date(2026, 11, 20)
    >>> str(parse_half_year("S2 2026", today)), str(parse_half_year("01/01/2027", today))
    ('2026-07-01', '2027-01-01')
    """
    if match := _HALF_YEAR.fullmatch(text.strip()):
        return date(int(match[2]), 1 if match[1] == "1" else JULY, 1)
    return parse_day(text, today)


def rate_text(rate: Decimal) -> str:
    """Write a rate in percent with two decimals, more only where they count.

    >>> rate_text(Decimal("12.4")), rate_text(Decimal("5.565")), rate_text(Decimal("4.1400"))
    ('12.40', '5.565', '4.14')
    """
    exponent = rate.normalize().as_tuple().exponent
    places = -exponent if isinstance(exponent, int) else 0
    return f"{rate:.{max(places, 2)}f}"
