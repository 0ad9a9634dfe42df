"""The code of a country, from its French name."""

from functools import cache

from babel import Locale

from trainingdesk.french import sort_key


def country_code(name: str) -> str:
    """Return the two letters of ISO 3166 that name a country, or an empty text.

    Accents and case do not matter, and the code itself is understood.

    >>> country_code("France"), country_code("belgique"), country_code("LU"), country_code("Lune")
    ('FR', 'BE', 'LU', '')
    """
    return _codes().get(sort_key(name.strip()), "")


_NO_COUNTRIES = frozenset(
    {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
)
"""Unions, parts of countries and stand-ins that CLDR names as well; continents have numbers."""


@cache
def _codes() -> dict[str, str]:
    """Return codes by sorting key of the name and of the code."""
    territories = {
        code: name
        for code, name in Locale("fr").territories.items()
        if code.isalpha() and code not in _NO_COUNTRIES
    }
    names = {sort_key(name): code for code, name in territories.items()}
    return names | {sort_key(code): code for code in territories}
