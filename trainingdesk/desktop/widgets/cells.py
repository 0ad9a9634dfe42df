"""The columns that small tables of people, jobs, papers and rooms are made of."""

import dataclasses
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar, cast

from trainingdesk import french
from trainingdesk.desktop.widgets.binding import Typed, choices_of, typed_kinds
from trainingdesk.desktop.widgets.cell_table import Cell, Choices
from trainingdesk.domain.money import Money
from trainingdesk.domain.reference_rates import half_year_text, parse_half_year, rate_text

R = TypeVar("R")
DATE_WIDTH = 110


def text(field: str, caption: str, *, width: int = 120, stretches: bool = False) -> Cell[Any]:
    """Return a column of text."""
    plain = typed_kinds(date.today)[str]
    return _cell(field, caption, typed=plain, width=width, stretches=stretches)


def number(field: str, caption: str, *, width: int = 80) -> Cell[Any]:
    """Return a column of whole numbers; an empty cell is unknown."""
    whole = Typed(_or_none(int), str, "Écrivez un nombre entier.")
    return _cell(field, caption, typed=whole, width=width, right=True)


def decimal(field: str, caption: str, *, width: int = 84) -> Cell[Any]:
    """Return a column of numbers that may have decimals."""
    return _cell(field, caption, typed=typed_kinds(date.today)[Decimal], width=width, right=True)


def percent(field: str, caption: str, *, width: int = 100) -> Cell[Any]:
    """Return a column of rates in percent, published with two decimals."""
    rate = Typed(french.parse_amount, _rate, "Écrivez un taux, par exemple 2,15.")
    return _cell(field, caption, typed=rate, width=width, right=True)


def money(field: str, caption: str, *, width: int = 120) -> Cell[Any]:
    """Return a column of amounts in euros."""
    amount = typed_kinds(date.today)[Money]
    typed = dataclasses.replace(amount, read=lambda given: amount.read(given or "0"))
    return _cell(field, caption, typed=typed, width=width, right=True)


def day(
    field: str, caption: str, today: Callable[[], date], *, width: int = DATE_WIDTH
) -> Cell[Any]:
    """Return a column of days; an empty cell is unknown."""
    known = typed_kinds(today)[date]
    typed = dataclasses.replace(known, read=_or_none(known.read))
    return _cell(field, caption, typed=typed, width=width)


def dated(
    field: str, caption: str, today: Callable[[], date], *, width: int = DATE_WIDTH
) -> Cell[Any]:
    """Return a column of days, none of them unknown."""
    return _cell(field, caption, typed=typed_kinds(today)[date], width=width)


def half_year(
    field: str, caption: str, today: Callable[[], date], *, width: int = 150
) -> Cell[Any]:
    """Return a column of half-years, known by their first day."""
    typed = Typed(
        lambda text: parse_half_year(text, today()),
        half_year_text,
        "Écrivez un semestre, par exemple 2e semestre 2026 ou S2 2026.",
    )
    return _cell(field, caption, typed=typed, width=width)


def choice(field: str, caption: str, kind: type[StrEnum], *, width: int = 110) -> Cell[Any]:
    """Return a column of choices that have French words."""
    return _cell(field, caption, choices=lambda: choices_of(kind), width=width)


def record(field: str, caption: str, choices: Callable[[], Choices]) -> Cell[Any]:
    """Return a column of records of a long list, found by a part of their name."""
    return _cell(field, caption, choices=choices, searched=True, width=200, stretches=True)


def tick(field: str, caption: str, *, width: int = 96) -> Cell[Any]:
    """Return a column of ticks."""
    return _cell(field, caption, width=width)


def _cell(field: str, caption: str, **rest: Any) -> Cell[Any]:  # noqa: ANN401 - as `Cell` has it
    return Cell(
        field=field,
        caption=caption,
        get=lambda row: getattr(row, field),
        put=lambda row, value: _replaced(row, field, value),
        **rest,
    )


def _replaced(row: R, field: str, value: object) -> R:
    return cast("R", dataclasses.replace(cast("Any", row), **{field: value}))


def _rate(rate: Decimal) -> str:
    return rate_text(rate).replace(".", ",")


def _or_none(read: Callable[[str], Any]) -> Callable[[str], Any]:
    return lambda typed: read(typed) if typed else None
