"""The words of a sentence about dates, each with its place."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import DAYS, MONTHS, sort_key

NOT_UNDERSTOOD = "n’est pas compris"
EXAMPLE = "3 mardis à partir du 12/01, 9h-12h30 et 13h30-17h"

WEEKDAYS = {name + ending: place for place, name in enumerate(DAYS) for ending in ("", "s")}
MONTH_NUMBERS = {sort_key(name): place for place, name in enumerate(MONTHS, 1)}
COUNTS = {
    name: value
    for value, names in enumerate(
        ["un une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"], 1
    )
    for name in names.split()
}
DAY_PARTS: dict[str, tuple[int, ...]] = {
    "matin": (0,),
    "matinee": (0,),
    "apres-midi": (1,),
    "journee": (0, 1),
    "soir": (),
    "soiree": (),
}
"""Which of the two usual half-days a word means; evenings have no usual hours."""

REMOTE = frozenset({"distance", "distanciel", "visio", "visioconference", "ligne"})
ON_SITE = frozenset({"presentiel", "place"})
LINKS = frozenset({",", ";", "&", "+", "et", "puis"})
DASH = "-"
SPAN = frozenset({"au", DASH})
DAYS_OF_ANY_KIND = frozenset({"jour", "jours"})
WEEKS = frozenset({"semaine", "semaines"})
IDLE = frozenset(
    [
        *["le", "la", "les", "l", "d", "s", "tous", "toutes", "chaque", "en"],
        *["sur", "pendant", "durant", "jusqu", "inclus", "compris", "consecutifs", "suivants"],
        *["ouvre", "ouvres", "ouvrable", "ouvrables", "jour", "jours"],
    ]
)
"""What may be said, or left out, without another meaning."""

_TOKEN = re.compile(
    r"""
      (?P<date> \d{4}-\d{1,2}-\d{1,2}(?!\d)
              | \d{1,2}[/.]\d{1,2}(?:[/.](?:\d{4}|\d{2}))?(?!\d) )
    | (?P<time> \d{1,2}\s*h(?:eures?)?(?![^\W\d_])(?:\s*\d{2}(?!\d|\s*[h/:]|\.\d))?
              | \d{1,2}:\d{2}(?!\d) | \bmidi\b | \bminuit\b )
    | (?P<number> \d+ (?:er\b)? )
    | (?P<word> apr[eèé]s[-\s]midis? | [^\W\d_]+ )
    | (?P<mark> [-–—,;&+] )
    | (?P<idle> [\s'’().:] )
    | (?P<other> . )
    """,
    re.VERBOSE | re.IGNORECASE,
)


class Sort(Enum):
    """What a word is at first sight."""

    DATE = auto()
    TIME = auto()
    NUMBER = auto()
    WORD = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A word without case and accents; `place` counts characters from 1, `said` is as typed."""

    sort: Sort
    text: str
    place: int
    said: str = ""

    @property
    def number(self) -> int | None:
        """The number it says, in figures or in letters."""
        if self.sort is Sort.NUMBER:
            return int(self.text.removesuffix("er"))
        return COUNTS.get(self.text)

    @property
    def part(self) -> tuple[int, ...] | None:
        """The half-days it says."""
        return DAY_PARTS.get(self.text.removesuffix("s"))


def tokens(phrase: str) -> tuple[Token, ...]:
    """Return the words that mean something, and an end.

    Raises:
        RuleBroken: a sign has no meaning here.
    """
    found = []
    for match in _TOKEN.finditer(phrase):
        token = _token(match)
        if match.lastgroup == "other":
            raise unclear(token)
        if match.lastgroup != "idle" and token.text not in IDLE - DAYS_OF_ANY_KIND:
            found.append(token)
    return (*found, Token(Sort.END, "", len(phrase) + 1))


def _token(match: re.Match[str]) -> Token:
    text = sort_key(match.group())
    match match.lastgroup:
        case "date":
            sort = Sort.DATE
        case "time":
            sort = Sort.TIME
        case "number":
            sort = Sort.NUMBER
        case _:
            sort = Sort.WORD
            text = re.sub(r"^[–—]$", DASH, re.sub(r"\s", "-", text))
    return Token(sort, text, match.start() + 1, match.group())


def unclear(token: Token, why: str = NOT_UNDERSTOOD) -> RuleBroken:
    """Return the refusal that quotes a word, says where it stands and shows how to write."""
    if token.sort is Sort.END:
        said = f"La phrase {'s’arrête trop tôt' if why == NOT_UNDERSTOOD else why}"
    else:
        said = f"« {token.said} » (caractère {token.place}) {why}"
    return RuleBroken(f"{said}. Écrivez par exemple « {EXAMPLE} ».", "slots")
