"""Durations, prices, dates and references, read as course sheets print them."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from trainingdesk.domain.courses import HOURS_A_DAY
from trainingdesk.domain.money import CENT, Money, round_to_cent
from trainingdesk.french import MONTHS, sort_key
from trainingdesk.interchange.course_sheets.labels import key

_LONGEST = 200
"""No fact is longer; a longer line is prose."""

_WORDS = ("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")
_COUNTS = {word: Decimal(count) for count, word in enumerate(_WORDS, start=1)} | {
    "une": Decimal(1),
    "½": Decimal("0.5"),
    "1/2": Decimal("0.5"),
}
_COUNT = rf"(?:(?<![\d/,.])(?:1/2|\d{{1,3}}(?:[.,]\d{{1,2}})?)|½|\b(?:une|{'|'.join(_WORDS)})\b)"
_HALF = r"(?P<half>\s*(?:et\s+demie?\b|½|1/2))?"
_DAYS = re.compile(
    rf"(?P<count>{_COUNT}){_HALF}\s*(?:jour(?:née)?s?|j)\b{_HALF.replace('half', 'more')}"
)
_HALF_DAYS = re.compile(
    rf"(?:(?P<count>{_COUNT})\s*)?(?:demie?[\s-]+journ[ée]es?|demi[\s-]jours?)\b"
)
_HOURS = re.compile(
    r"(?<![\d,.])(?P<hours>\d{1,4}(?:[.,]\d{1,2})?)\s*(?:heures?|hrs?|h)(?![a-zà-ÿ])"
    r"(?:\s*(?:et\s+)?(?P<minutes>[0-5]\d)(?![\d,.])(?:\s*(?:minutes?|min|mn)\b)?)?"
)
_A_DAY = re.compile(r"\s*(?:/|par)\s*(?:jour(?:née)?|j)\b")
_DERIVED = re.compile(r"\(?heures (?:déduites|comptées) (?:du nombre de|sur les) jours\)?")
_FILLER = re.compile(
    r"\b(?:soit|ou|et|de|d|en|sur|la|durée|totale?|au|formation|consécutifs?|réparties?|répartis"
    r"|à|raison|stage)\b|\W"
)


@dataclass(frozen=True, slots=True)
class Duration:
    """Days and hours that a text states; `whole` when it states nothing else."""

    days: Decimal | None
    hours: Decimal | None
    whole: bool


def find_duration(text: str) -> Duration | None:
    """Return the duration stated in *text*, or None; two different counts of days state none.

    >>> find_duration("3,5 jours – 24 h 30")
    Duration(days=Decimal('3.5'), hours=Decimal('24.50'), whole=True)
    >>> find_duration("2 jours de 7 heures").hours, find_duration("½ journée").days
    (Decimal('14'), Decimal('0.5'))
    """
    if len(text) > _LONGEST:
        return None
    text, derived = _DERIVED.subn(" ", text.casefold())
    halves = list(_HALF_DAYS.finditer(text))
    rest = _HALF_DAYS.sub(" ", text)
    days = [_days(match) for match in _DAYS.finditer(rest)] + [_half_days(half) for half in halves]
    # «2 jours de 7 heures» and «7 h par jour» both give the hours of one day.
    each_day = re.search(r"(?:journée|jour)s?\s+(?:de|x)\s+(?=\d)", rest) is not None
    stated = []
    for match in _HOURS.finditer(rest):
        per_day = each_day or _A_DAY.match(rest, match.end()) is not None
        stated.append(_hours(match) * (days[0] if per_day and len(days) == 1 else 1))
    if len(days) > 1 or not (days or stated):
        return None
    rest = _DAYS.sub(" ", _A_DAY.sub(" ", _HOURS.sub(" ", rest)))
    return Duration(
        days[0] if days else None,
        max(stated) if stated and not derived else None,
        whole=not _FILLER.sub("", rest),
    )


def says_hours_are_derived(text: str) -> bool:
    """Tell whether *text* gives hours that were only counted from the days.

    >>> says_hours_are_derived("Rythme : 7 h par jour (heures déduites du nombre de jours)")
    True
    """
    return len(text) <= _LONGEST and _DERIVED.search(text.casefold()) is not None


def states_duration(text: str) -> bool:
    """Tell whether *text* states a duration and nothing else."""
    duration = find_duration(text)
    return duration is not None and duration.whole


def _days(match: re.Match[str]) -> Decimal:
    return _count(match["count"]) + (Decimal("0.5") if match["half"] or match["more"] else 0)


def _half_days(match: re.Match[str]) -> Decimal:
    return _count(match["count"] or "1") / 2


def _count(text: str) -> Decimal:
    return _COUNTS.get(text) or Decimal(text.replace(",", "."))


def _hours(match: re.Match[str]) -> Decimal:
    whole = Decimal(match["hours"].replace(",", "."))
    hours = whole + Decimal(match["minutes"] or 0) / 60
    return hours.quantize(CENT) if hours != hours.to_integral_value() else hours


def hours_of(duration: Duration) -> tuple[Decimal | None, bool]:
    """Return the hours, and whether they had to be counted from the days.

    >>> hours_of(Duration(Decimal(2), None, whole=True))
    (Decimal('14'), True)
    """
    if duration.hours is None and duration.days is not None:
        return duration.days * HOURS_A_DAY, True
    return duration.hours, False


_AMOUNT = re.compile(
    r"(?<![\d,.])(?P<euros>\d{1,3}(?:[ .]\d{3})+|\d{1,7})"
    r"(?:,(?P<cents>\d{1,2})|\.(?P<dotted>\d{2}))?"
    r"(?![\d,])\s*(?P<unit>€|euros?\b|eur\b)?(?P<after>\s*h\.?t\b\.?)?",
    re.IGNORECASE,
)
_NOT_A_PERSON = re.compile(
    r"\bttc\b|\bt\.t\.c|\bintra\b|\bgroupe\b|/\s*(?:jour|j|heure|h)\b"
    r"|\bpar (?:jour|heure|demi)|\bjournalier"
    r"|\bà partir de\b|\bdevis\b|%",
    re.IGNORECASE,
)


def find_price(text: str) -> Money | None:
    """Return the price for one person before tax, if *text* states just one.

    A price a day, for a group, with tax or «à partir de» is another price.

    >>> find_price("1 250 € HT par personne"), find_price("690 € HT / jour")
    (Decimal('1250.00'), None)
    """
    if len(text) > _LONGEST or _NOT_A_PERSON.search(text):
        return None
    amounts = list(_AMOUNT.finditer(text))
    if len(amounts) != 1:
        return None
    amount = amounts[0]
    alone = not re.search(r"\w", text[: amount.start()] + text[amount.end() :])
    if not (amount["unit"] or amount["after"] or alone):
        return None
    euros = re.sub(r"[ .]", "", amount["euros"])
    return round_to_cent(Decimal(f"{euros}.{amount['cents'] or amount['dotted'] or '0'}"))


_PLAIN_MONTHS = tuple(sort_key(month) for month in MONTHS)
_DATE = re.compile(
    r"(?<!\d)(?:(?P<iso>\d{4}-\d{2}-\d{2})"
    r"|(?P<day>\d{1,2})(?:\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*"
    rf"|(?:er)?\s+(?P<name>{'|'.join(_PLAIN_MONTHS)})\s+)(?P<year>\d{{4}}|\d{{2}}))(?!\d)"
)
_VERSION_WORDS = re.compile(
    r"\b(?:mise?s? a jour|maj|version|actualisee?|revisee?|revision|modifiee?|mise en ligne)\b"
)
_VERSION_FILLER = re.compile(
    r"\b(?:derniere|date|de|la|du|le|au|en|fiche|programme|document|formation|cette|ce|effectuee?)\b|\W"
)
_CENTURY = 2000


@dataclass(frozen=True, slots=True)
class Dating:
    """The day of a sheet's version; `whole` when the text says nothing else."""

    day: date
    whole: bool


def find_date(text: str) -> Dating | None:
    """Return the one date in *text*, a word such as «mise à jour le» before it or none.

    >>> find_date("Dernière mise à jour : 1er mars 2026")
    Dating(day=datetime.date(2026, 3, 1), whole=True)
    """
    plain = sort_key(text) if len(text) <= _LONGEST else ""
    dates = list(_DATE.finditer(plain))
    if len(dates) != 1:
        return None
    try:
        day = _day(dates[0])
    except ValueError:
        return None
    rest = _DATE.sub(" ", plain)
    return Dating(day, whole=not _VERSION_FILLER.sub("", _VERSION_WORDS.sub(" ", rest)))


def find_version(line: str) -> Dating | None:
    """Return the date of a line that is there to date the sheet, whatever heading it is under.

    >>> find_version("Version du 12/03/26").day, find_version("Le 12/03/2026, à Lyon")
    (datetime.date(2026, 3, 12), None)
    """
    dating = find_date(line)
    words = _VERSION_WORDS.search(sort_key(line)) if dating else None
    if not (dating and words):
        return None
    rest = _VERSION_FILLER.sub("", _VERSION_WORDS.sub(" ", _DATE.sub(" ", sort_key(line))))
    # The number of a version may stand beside its date; any other word makes the line prose.
    return dating if re.fullmatch(r"(?:[nv°o]?\d*)", rest) else None


def _day(match: re.Match[str]) -> date:
    if match["iso"]:
        return date.fromisoformat(match["iso"])
    month = int(match["month"]) if match["month"] else _PLAIN_MONTHS.index(match["name"]) + 1
    year = int(match["year"])
    return date(year if year >= 100 else year + _CENTURY, month, int(match["day"]))  # noqa: PLR2004


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a course stands in the catalogue, as its line under the title says."""

    code: str | None
    category: str | None
    subcategory: str | None
    before: str = ""
    """What stood on the same line before «dans»."""

    def contradicts(self, other: "Reference") -> bool:
        """Tell whether the two give one thing two names."""
        pairs = (
            (self.code, other.code),
            (self.category, other.category),
            (self.subcategory, other.subcategory),
        )
        return any(mine and theirs and mine != theirs for mine, theirs in pairs)


_DASH = re.compile(r"\s+[-–—]\s*|\s*[-–—]\s+")
_CODE = r"(?i:r[ée]f(?:[ée]rence)?s?|code)\b\s*\.?\s*:?\s*(?P<code>[^\s:].*)"
_PLACED = re.compile(rf"(?:(?P<before>\S.*)\s+)?[Dd]ans\s+(?P<names>.+?)\s*[/|–—,-]\s*{_CODE}")
_PLACE = re.compile(r"[Dd]ans\s+(?P<names>[^a-zß-ÿœ]*[A-ZÀ-ÞŒ]{2}[^a-zß-ÿœ]*)")
_CODE_ALONE = re.compile(_CODE)


def find_reference(text: str) -> Reference | None:
    """Return what a line «dans CATÉGORIE - SOUS-CATÉGORIE / Réf : CODE» or a part of it says.

    >>> find_reference("dans VENTE - VENDRE MIEUX / Réf : V-1")
    Reference(code='V-1', category='VENTE', subcategory='VENDRE MIEUX', before='')
    """
    if len(text) > _LONGEST:
        return None
    if match := _PLACED.fullmatch(text):
        before = match["before"] or ""
        return Reference(match["code"].strip(), *_names(match["names"]), before)
    if match := _PLACE.fullmatch(text):
        return Reference(None, *_names(match["names"]))
    if (match := _CODE_ALONE.fullmatch(text)) and re.fullmatch(r"\S*\d\S*", match["code"]):
        return Reference(match["code"], None, None)
    return None


def _names(names: str) -> tuple[str, str | None]:
    category, *rest = _DASH.split(names.strip(" /|-–—"), maxsplit=1)
    return category.strip(), rest[0].strip() if rest else None


def is_unit(text: str) -> bool:
    """Tell whether *text* is the unit of a duration whose number stands on the line before."""
    return key(text) in {"jour", "jours", "journee", "journees", "heure", "heures", "h"}
