"""How the entries of a programme begin: with a half-day or with a number."""

import re
from dataclasses import dataclass

from trainingdesk.domain.courses import DayPart

_LONGEST = 300
_ORDINALS = (
    "premi",
    "deuxi",
    "troisi",
    "quatri",
    "cinqui",
    "sixi",
    "septi",
    "huiti",
    "neuvi",
    "dixi",
)
_WORDS = ("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")
_DAY = (
    r"(?:(?:(?:jour|journée)\s*(?:n\s*[°ºo]\s*)?|j\s?)(?P<day{0}>\d{{1,2}})(?!\d)"
    rf"|(?:jour|journée)\s+(?P<word{{0}}>{'|'.join(_WORDS)})\b"
    r"|(?P<nth{0}>\d{{1,2}})\s*(?:ers?|[èeé]res?|[èeé]?mes?|nde?s?|es?|è)\s+(?:jour|journée)\b"
    rf"|(?P<ordinal{{0}}>{'|'.join(_ORDINALS)}|second)(?:er|[èeé]re|[èeé]me|e|)\s+(?:jour|journée)\b)"
)
_PART = (
    r"(?:l[ea]\s+|l['’]\s*)?(?:(?P<morning{0}>matin(?:[ée]e)?)"
    r"|(?P<afternoon{0}>apr[èeéêÈ]s[\s'’‘`´‐‑–-]{{0,3}}midi))\b"
)
_BETWEEN = r"\s*(?:[-–—:/|,]|\(|\bdu\b|\bde la\b|\bau\b)?\s*"
_HALF_DAY = re.compile(
    rf"(?:{_DAY.format(1)}(?:{_BETWEEN}{_PART.format(1)})?"
    rf"|{_PART.format(2)}(?:{_BETWEEN}{_DAY.format(2)})?)"
    r"\s*\)?\s*(?:$|(?P<mark>[-–—:/|,(\t.]|(?=\d{1,2}\s?h))\s*(?P<rest>.*)$)",
    re.IGNORECASE,
)
_TIMES = re.compile(
    r"[\d\s:hH()à\-–—/.,+]*(?:\b(?:heures?|min|de|à)\b[\d\s:hH()à\-–—/.,+]*)*", re.IGNORECASE
)
_NUMBER = re.compile(
    r"(?:(?P<kind>module|s[ée]quence|partie|chapitre|[ée]tape|th[èe]me|unit[ée])\s*(?:n\s*[°ºo]\s*)?)?"
    r"(?P<number>\d{1,2})(?P<mark>\s*[.)°:/](?!\d)|\s+[-–—](?=\s)|[-–—](?=\s)|(?=\s|$))\s*(?P<title>.*)",
    re.IGNORECASE,
)
_SUB_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}\s?[.)]?\s*[-–—]?\s+(?=\S)")
_ROMAN = re.compile(r"(?P<number>[IVX]{1,5})(?:\s?[.)]|\s+[-–—])\s+(?P<title>\S.*)")
_ROMANS = {
    "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10,
    "XI": 11, "XII": 12,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class HalfDayHeading:
    """A day, a part of it or both; `rest` is what else its line says."""

    day: int | None
    part: DayPart | None
    rest: str = ""

    @property
    def is_timed(self) -> bool:
        """Whether the rest of the line only gives hours."""
        return bool(self.rest) and _TIMES.fullmatch(self.rest) is not None


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line that begins with a number, and what follows it."""

    number: int
    title: str


def find_half_day(text: str) -> HalfDayHeading | None:
    """Return the half-day that *text* announces.

    >>> find_half_day("Jour 1 - Matin").part, find_half_day("2ème jour : Convaincre").rest
    (<DayPart.MORNING: 'matin'>, 'Convaincre')
    """
    match = _HALF_DAY.match(text) if len(text) <= _LONGEST else None
    if match is None:
        return None
    afternoon = match["afternoon1"] or match["afternoon2"]
    morning = match["morning1"] or match["morning2"]
    part = DayPart.AFTERNOON if afternoon else DayPart.MORNING if morning else None
    rest = (match["rest"] or "").strip()
    if rest.endswith(")") and "(" not in rest:
        rest = rest[:-1].rstrip()
    return HalfDayHeading(_day(match), part, "" if rest.casefold() == "suite" else rest)


def _day(match: re.Match[str]) -> int | None:
    if figures := match["day1"] or match["day2"] or match["nth1"] or match["nth2"]:
        return int(figures)
    if word := match["word1"] or match["word2"]:
        return _WORDS.index(word.casefold()) + 1
    if ordinal := match["ordinal1"] or match["ordinal2"]:
        return 2 if ordinal.casefold() == "second" else _ORDINALS.index(ordinal.casefold()) + 1
    return None


def find_number(text: str) -> Numbered | None:
    """Return the number that *text* begins with, «Module 3 :» and «III.» included.

    >>> find_number("3. Créer"), find_number("Module 2 – Vendre"), find_number("3 outils")
    (Numbered(number=3, title='Créer'), Numbered(number=2, title='Vendre'), None)
    """
    if len(text) > _LONGEST:
        return None
    if match := _NUMBER.fullmatch(text):
        title = match["title"].strip()
        if match["kind"]:
            return Numbered(int(match["number"]), title.lstrip("-–—: ") or text)
        spaced = match["mark"].strip() in {"-", "–", "—"}
        if match["mark"].strip() and title and not (spaced and title[0].isdigit()):
            return Numbered(int(match["number"]), title)
    if (match := _ROMAN.fullmatch(text)) and match["number"] in _ROMANS:
        return Numbered(_ROMANS[match["number"]], match["title"])
    return None


def without_sub_number(text: str) -> str:
    """Return a line of a nested list, «2.1 Écouter», without its number.

    >>> without_sub_number("2.1. Écouter"), without_sub_number("2.0 ou mieux")
    ('Écouter', 'ou mieux')
    """
    return _SUB_NUMBER.sub("", text, count=1) if _SUB_NUMBER.match(text) else text


def is_sub_numbered(text: str) -> bool:
    """Tell whether *text* begins with a number in two parts or more."""
    return _SUB_NUMBER.match(text) is not None
