"""How values of the file are written in lists and details."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum

from trainingdesk.domain.labels import label
from trainingdesk.domain.money import from_cents
from trainingdesk.domain.prices import FeeVat
from trainingdesk.french import euros, hours, number, short_date, typeset

NOBODY = typeset(
    "Personne n’est inscrit nommément : ajoutez les stagiaires dans l’onglet Stagiaires."
)
"""What stands where the people of a session would."""
VAT_WORDS = {FeeVat.UNTAXED: "Hors TVA", FeeVat.TAXED: "Soumis à la TVA"}
"""What an office may make of the tax on fees of cancellation."""


def cents(value: int) -> str:
    """Write an amount kept in cents."""
    return euros(from_cents(value))


def day(value: str) -> str:
    """Write a day kept as text."""
    return short_date(date.fromisoformat(value))


def days(first: date, last: date) -> str:
    """Write a first and a last day; of one year, the year once."""
    if first == last:
        return short_date(first)
    start = f"{first:%d/%m}" if first.year == last.year else short_date(first)
    return f"{start} – {short_date(last)}"


def decimal(value: str) -> str:
    """Write a number kept as text."""
    return number(Decimal(value))


def duration(value: str) -> str:
    """Write a duration in hours kept as text."""
    return hours(Decimal(value))


def one_line(text: str) -> str:
    """Write a text of several lines in one."""
    return " ".join(text.split())


def choice(kind: type[StrEnum]) -> Callable[[str], str]:
    """Return how a choice kept as its value is written."""
    return lambda value: capital(label(kind(value)))


def capital(text: str) -> str:
    """Begin with a capital; OPCO and CV keep theirs."""
    return text[:1].upper() + text[1:]
