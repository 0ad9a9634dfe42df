"""How a bank writes its movements in a table: which column is what, days and amounts."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from trainingdesk.domain.money import round_to_cent
from trainingdesk.french import sort_key


class ColumnUse(StrEnum):
    """What a column holds; labels alone may be many, and are joined."""

    NOTHING = ""
    DAY = "day"
    LABEL = "label"
    AMOUNT = "amount"
    DEBIT = "debit"
    CREDIT = "credit"
    REFERENCE = "reference"


class DayOrder(StrEnum):
    """In which order a day is written."""

    DAY_FIRST = "dmy"
    YEAR_FIRST = "ymd"
    MONTH_FIRST = "mdy"


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvLayout:
    """What a person may correct of a table; an empty encoding or separator is guessed."""

    encoding: str = ""
    separator: str = ""
    decimal_mark: str = ","
    day_order: DayOrder = DayOrder.DAY_FIRST
    uses: tuple[ColumnUse, ...] = ()

    @property
    def trouble(self) -> str:
        """What keeps movements from being read, in a sentence; empty when nothing does."""
        counted = Counter(self.uses)
        if not counted[ColumnUse.DAY] or not counted[ColumnUse.LABEL]:
            return "Dites quelle colonne est la date et laquelle est le libellé."
        if not any(counted[each] for each in _MONEY):
            return "Dites quelle colonne est le montant, ou lesquelles sont le débit et le crédit."
        if counted[ColumnUse.AMOUNT] and (counted[ColumnUse.DEBIT] or counted[ColumnUse.CREDIT]):
            return "Choisissez : une colonne de montant, ou celles du débit et du crédit."
        twice = [each for each in counted if each in _SINGLE and counted[each] > 1]
        return "Deux colonnes deviennent la même chose : changez-en une." if twice else ""


_MONEY = (ColumnUse.AMOUNT, ColumnUse.DEBIT, ColumnUse.CREDIT)
_SINGLE = {ColumnUse.DAY, ColumnUse.REFERENCE, *_MONEY}

# Each caption is looked for from the most telling to the vaguest.
_CAPTIONS: dict[ColumnUse, tuple[str, ...]] = {
    ColumnUse.DAY: (
        r"date (de |d )?(l )?(operation|op\b|comptab)|dateop|booking ?date|operation date",
        r"^date$|^jour$",
        r"date",
    ),
    ColumnUse.DEBIT: (r"debit",),
    ColumnUse.CREDIT: (r"credit",),
    ColumnUse.AMOUNT: (r"montant|amount|^somme$", r"^valeur$|^mouvement$|^eur(os?)?$"),
    ColumnUse.REFERENCE: (r"reference|^ref\b|n(o|um|umero)? (de |du )?(cheque|piece)",),
}
_LABELS = re.compile(
    r"libelle|intitule|description|label|motif|communication|contrepartie|tiers|"
    r"informations? complementaires?|details?$|operation$|^nature|counterparty|payee|memo"
)
_NOT_OURS = re.compile(r"valeur$|value date|date (de )?val|solde|balance|devise|currency|categorie")


def guessed_uses(captions: Sequence[str]) -> tuple[ColumnUse, ...]:
    """Return what each column seems to be by its caption."""
    plain = [_bare(caption) for caption in captions]
    uses = [ColumnUse.NOTHING] * len(captions)
    free = [place for place, words in enumerate(plain) if not _NOT_OURS.search(words)]
    for use, patterns in _CAPTIONS.items():
        found = next(
            (
                place
                for pattern in patterns
                for place in free
                if not uses[place] and re.search(pattern, plain[place])
            ),
            None,
        )
        if found is not None:
            uses[found] = use
    if ColumnUse.DEBIT in uses and ColumnUse.CREDIT in uses and ColumnUse.AMOUNT in uses:
        uses[uses.index(ColumnUse.AMOUNT)] = ColumnUse.NOTHING
    for place in free:
        if not uses[place] and _LABELS.search(plain[place]) and "date" not in plain[place]:
            uses[place] = ColumnUse.LABEL
    return tuple(uses)


def _bare(caption: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", sort_key(caption)))


def heading_of(rows: Sequence[Sequence[str]], within: int = 40) -> int | None:
    """Return the place of the row of captions; banks write about the account above it."""
    best, place = 0, None
    for number, row in enumerate(rows[:within]):
        uses = guessed_uses(row)
        known = {use for use in uses if use}
        is_heading = ColumnUse.DAY in known and any(use in known for use in _MONEY)
        # A movement may speak of a credit, but never in a cell beside a day.
        if is_heading and len(known) > best and not any(map(_looks_like_day, row)):
            best, place = len(known), number
    return place


def uses_by_content(rows: Sequence[Sequence[str]]) -> tuple[ColumnUse, ...]:
    """Return what each column of a table without captions seems to be."""
    width = max(map(len, rows), default=0)
    columns = [[row[place] for row in rows if place < len(row)] for place in range(width)]
    days = [_share(column, _looks_like_day) for column in columns]
    sums = [_share(column, _looks_like_amount) for column in columns]
    uses = [ColumnUse.NOTHING] * width
    by_day = [place for place in range(width) if days[place] > _MOST]
    by_sum = [place for place in range(width) if sums[place] > _MOST and place not in by_day]
    texts = [place for place in range(width) if place not in by_day and not sums[place] > _MOST]
    if by_day:
        uses[by_day[0]] = ColumnUse.DAY
    if by_sum:
        uses[by_sum[0]] = ColumnUse.AMOUNT
    if texts:
        longest = max(texts, key=lambda place: sum(map(len, columns[place])))
        uses[longest] = ColumnUse.LABEL
    return tuple(uses)


_MOST = 0.8
"""Share of the filled cells of a column that tells what it holds."""


def _share(cells: Iterable[str], is_one: object) -> float:
    filled = [cell for cell in cells if cell]
    assert callable(is_one)  # noqa: S101 - given by this module alone
    return sum(map(is_one, filled)) / len(filled) if filled else 0.0


# Days -------------------------------------------------------------------------------------------

_DAY = re.compile(r"(\d{1,4})[/.\- ](\d{1,2})[/.\- ](\d{1,4})(?:[T ].*)?")
_TIGHT = re.compile(r"\d{8}")
_YEARS = range(1990, 2100)


def _looks_like_day(text: str) -> bool:
    return any(read_day(text, order) is not None for order in DayOrder)


def read_day(text: str, order: DayOrder) -> date | None:
    """Return a day as banks write it, or `None`; one that begins with its year is always read.

    >>> read_day("02/05/26", DayOrder.DAY_FIRST), read_day("2026-05-02", DayOrder.DAY_FIRST)
    (datetime.date(2026, 5, 2), datetime.date(2026, 5, 2))
    """
    text = text.strip()
    if _TIGHT.fullmatch(text):
        parts = (text[:4], text[4:6], text[6:])
        if order is not DayOrder.YEAR_FIRST and int(parts[0]) not in _YEARS:
            parts = (text[:2], text[2:4], text[4:])
    elif found := _DAY.fullmatch(text):
        parts = (found[1], found[2], found[3])
    else:
        return None
    first, second, third = parts
    if len(first) > 2 or (order is DayOrder.YEAR_FIRST and len(third) <= 2):  # noqa: PLR2004
        year, month, day = first, second, third
    elif order is DayOrder.MONTH_FIRST:
        month, day, year = parts
    else:
        day, month, year = parts
    number = int(year) + (2000 if len(year) <= 2 else 0)  # noqa: PLR2004
    try:
        return date(number, int(month), int(day)) if number in _YEARS else None
    except ValueError:
        return None


def guessed_order(cells: Iterable[str]) -> DayOrder:
    """Return the order that reads the most of some days; the French one where several do."""
    known = [cell for cell in cells if cell]
    return max(
        (DayOrder.DAY_FIRST, DayOrder.YEAR_FIRST, DayOrder.MONTH_FIRST),
        key=lambda order: sum(read_day(cell, order) is not None for cell in known),
    )


# Amounts ----------------------------------------------------------------------------------------

_SPACES = re.compile(r"[\s\u00a0\u202f'’]|€|EUR", re.IGNORECASE)
_MOST_DIGITS = 12
"""Before the cents: what has more is a number of something, and no file could keep it."""
_SIGNED = re.compile(r"(?P<sign>[+-]?)(?P<sum>\d[\d.,]*)(?P<after>[+-]?)")


def _looks_like_amount(text: str) -> bool:
    plain = _SPACES.sub("", text)
    return re.search(r"[.,]\d{2}\D?$", plain) is not None and _SIGNED.fullmatch(plain) is not None


def read_amount(text: str, decimal_mark: str) -> Decimal | None:
    """Return a signed amount as banks write it, or `None`.

    >>> read_amount("-1 234,5 €", ","), read_amount("(1,234.50)", "."), read_amount("12,00-", ",")
    (Decimal('-1234.50'), Decimal('-1234.50'), Decimal('-12.00'))
    """
    plain = _SPACES.sub("", text).replace("\N{MINUS SIGN}", "-")
    if plain.startswith("(") and plain.endswith(")"):
        plain = f"-{plain[1:-1]}"
    found = _SIGNED.fullmatch(plain)
    if found is None:
        return None
    thousands = "." if decimal_mark == "," else ","
    groups = found["sum"].split(decimal_mark)
    whole = groups[0].split(thousands)
    if len(groups) > 2 or any(len(group) != 3 for group in whole[1:]):  # noqa: PLR2004
        return None
    if sum(map(len, whole)) > _MOST_DIGITS:
        return None
    if len(groups) > 1 and not re.fullmatch(r"\d*", groups[1]):
        return None
    amount = Decimal(f"{''.join(whole)}.{groups[1] if len(groups) > 1 else ''}0")
    is_out = "-" in (found["sign"], found["after"])
    return round_to_cent(-amount if is_out else amount)


def guessed_mark(cells: Iterable[str]) -> str:
    """Return what parts the cents in most amounts; a comma where nothing tells."""
    found = Counter(
        end[1] for cell in cells if (end := re.search(r"([.,])\d{1,2}\D?$", _SPACES.sub("", cell)))
    )
    return "." if found["."] > found[","] else ","
