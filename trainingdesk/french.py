"""How France writes amounts, dates, hours and names."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

NBSP = "\N{NO-BREAK SPACE}"
NNBSP = "\N{NARROW NO-BREAK SPACE}"

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def euros(amount: Decimal) -> str:
    r"""Write an amount, with spaces that never break.

    >>> euros(Decimal("1234.5"))
    '1\u202f234,50\xa0€'
    """
    # babel's numbers take 40 ms to import, and most commands write no amount.
    from babel.numbers import format_currency  # noqa: PLC0415

    return format_currency(amount, "EUR", locale="fr_FR")


def number(value: Decimal, places: int | None = None) -> str:
    r"""Write a number with a comma, without zeros that say nothing, or with just *places* decimals.

    >>> number(Decimal("12.50")), number(Decimal("1234")), number(Decimal("5.5"), 2)
    ('12,5', '1\u202f234', '5,50')
    """
    text = f"{value:,.{places}f}" if places is not None else f"{value:,f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(",", NNBSP).replace(".", ",")


def percent(rate: Decimal) -> str:
    r"""Write a rate given in percent.

    >>> percent(Decimal("5.50"))
    '5,5\xa0%'
    """
    return f"{number(rate)}{NBSP}%"


def hours(duration: Decimal) -> str:
    r"""Write a duration in hours as hours and minutes, never as a decimal.

    >>> hours(Decimal("14")), hours(Decimal("13.5")), hours(Decimal("0.25"))
    ('14\xa0h', '13\xa0h\xa030', '0\xa0h\xa015')
    """
    whole, minutes = divmod(round(duration * 60), 60)
    tail = f"{NBSP}{minutes:02d}" if minutes else ""
    return f"{whole}{NBSP}h{tail}"


def clock(moment: time) -> str:
    r"""Write a time of day.

    >>> clock(time(9)), clock(time(13, 30))
    ('9\xa0h', '13\xa0h\xa030')
    """
    return f"{moment.hour}{NBSP}h" + (f"{NBSP}{moment.minute:02d}" if moment.minute else "")


def short_date(day: date) -> str:
    """Write a date as lists show it.

    >>> short_date(date(2026, 11, 1))
    '01/11/2026'
    """
    return day.strftime("%d/%m/%Y")


def short_moment(moment: datetime, *, is_end: bool = False) -> str:
    r"""Write a day and hour as lists show them; the midnight that is an end closes its day.

    >>> short_moment(datetime(2026, 11, 2, 9, 30)), short_moment(datetime(2026, 11, 2), is_end=True)
    ('02/11/2026 à 9\xa0h\xa030', '01/11/2026 à 24\xa0h')
    """
    day, hour = _day_and_hour(moment, is_end=is_end)
    return f"{short_date(day)} à {hour}"


def long_moment(moment: datetime, *, is_end: bool = False) -> str:
    r"""Write a day and hour as in a letter; the midnight that is an end closes its day.

    >>> long_moment(datetime(2026, 11, 20, 9))
    'vendredi\xa020\xa0novembre\xa02026 à 9\xa0h'
    """
    day, hour = _day_and_hour(moment, is_end=is_end)
    return f"{long_date(day, weekday=True)} à {hour}"


def _day_and_hour(moment: datetime, *, is_end: bool) -> tuple[date, str]:
    if is_end and moment.time() == time.min:
        return moment.date() - timedelta(days=1), f"24{NBSP}h"
    return moment.date(), clock(moment.time())


def long_date(day: date, *, weekday: bool = False) -> str:
    r"""Write a date as in a letter; the day and its month stay together.

    >>> long_date(date(2026, 11, 1)), long_date(date(2026, 11, 20), weekday=True)
    ('1er\xa0novembre\xa02026', 'vendredi\xa020\xa0novembre\xa02026')
    """
    ordinal = "1er" if day.day == 1 else str(day.day)
    text = NBSP.join((ordinal, MONTHS[day.month - 1], str(day.year)))
    return f"{DAYS[day.weekday()]}{NBSP}{text}" if weekday else text


def period(first: date, last: date) -> str:
    r"""Write a span of days in full.

    >>> period(date(2026, 5, 18), date(2026, 5, 18))
    'le 18\xa0mai\xa02026'
    >>> period(date(2026, 5, 18), date(2026, 6, 1))
    'du 18\xa0mai\xa02026 au 1er\xa0juin\xa02026'
    """
    if first == last:
        return f"le {long_date(first)}"
    return f"du {long_date(first)} au {long_date(last)}"


def month(day: date) -> str:
    r"""Write the month of a day.

    >>> month(date(2026, 2, 3))
    'février\xa02026'
    """
    return f"{MONTHS[day.month - 1]}{NBSP}{day.year}"


def listed(words: Sequence[str]) -> str:
    """Join words as a sentence lists them.

    >>> listed(["Zoé"]), listed(["Zoé", "Ali", "Éric"])
    ('Zoé', 'Zoé, Ali et Éric')
    """
    if len(words) < 2:  # noqa: PLR2004
        return "".join(words)
    return f"{', '.join(words[:-1])} et {words[-1]}"


def plural(count: int | Decimal, one: str, many: str | None = None) -> str:
    r"""Write a count with its noun; French is singular below two.

    >>> plural(0, "stagiaire"), plural(1, "jour"), plural(3, "journal", "journaux")
    ('0\xa0stagiaire', '1\xa0jour', '3\xa0journaux')
    """
    exact = Decimal(count)
    noun = one if abs(exact) < 2 else many or f"{one}s"  # noqa: PLR2004
    return f"{number(exact)}{NBSP}{noun}"


def typeset(text: str) -> str:
    r"""Give French punctuation the spaces that never break.

    >>> typeset('Prêt ? « Oui » : 12 h, 50 % ; 40 €')
    'Prêt\xa0? «\xa0Oui\xa0»\xa0: 12\xa0h, 50\xa0%\xa0; 40\xa0€'
    """
    text = re.sub(r"[ \u202f]([:;!?»%€])", NBSP + r"\1", text)
    text = re.sub(r"«[ \u202f]", f"«{NBSP}", text)
    return re.sub(r"(\d) (h|min|km|jours?|ans?|°)\b", rf"\1{NBSP}\2", text)


def sort_key(name: str) -> str:
    """Return what a list is sorted and searched by: no case, no accent, œ as oe.

    >>> sorted(["Zoé", "eric", "Éloi", "Œuvre", "Abel"], key=sort_key)
    ['Abel', 'Éloi', 'eric', 'Œuvre', 'Zoé']
    """
    plain = name.translate(_LIGATURES)
    plain = unicodedata.normalize("NFKD", plain)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()


_LIGATURES = str.maketrans(
    {
        "œ": "oe",
        "Œ": "OE",
        "æ": "ae",
        "Æ": "AE",
        "’": "'",
        "ł": "l",
        "Ł": "L",
        "ø": "o",
        "Ø": "O",
        "đ": "d",
        "Đ": "D",
    }
)


_BREAKS = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def typed_text(text: str) -> str:
    r"""Return what was typed or pasted as a file can hold it.

    Other programs end lines within a paragraph with signs of their own, and leave some that XML has
    no place for.

    >>> typed_text(" Accueil\x0bdu public\x00 ")
    'Accueil\ndu public'
    """
    return _UNWRITABLE.sub("", _BREAKS.sub("\n", text)).strip()


def parse_amount(text: str) -> Decimal:
    """Read an amount typed with a comma or a dot, spaces and the euro sign allowed.

    Raises:
        ValueError: the text is no amount, or has more digits than anybody counts.

    >>> parse_amount("1 234,50 €"), parse_amount("0.5")
    (Decimal('1234.50'), Decimal('0.5'))
    """
    plain = re.sub(r"[\s\u00a0\u202f€]", "", text).replace(",", ".")
    if not re.fullmatch(r"-?\d{1,15}(\.\d+)?", plain):
        raise ValueError(text)
    return Decimal(plain)


def parse_day(text: str, today: date) -> date:
    """Read a day as people type it: «3/4», «03/04/26», «lundi», «+15», «demain», or ISO.

    A day and month without year are taken in the year that brings them nearest to today; a
    weekday is the next one.

    Raises:
        ValueError: the text is no day.

    >>> today = date(2026, 11, 20)
    >>> str(parse_day("3/4", today)), str(parse_day("lundi", today)), str(parse_day("+15", today))
    ('2027-04-03', '2026-11-23', '2026-12-05')
    """
    plain = sort_key(text).strip()
    if match := re.fullmatch(r"([+-])\s*(\d{1,4})", plain):
        return today + timedelta(days=int(match[1] + match[2]))
    if plain in _NEAR_DAYS:
        return today + timedelta(days=_NEAR_DAYS[plain])
    if plain in DAYS:
        return today + timedelta(days=(DAYS.index(plain) - today.weekday() - 1) % 7 + 1)
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", plain):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := re.fullmatch(r"(\d{1,2})[/. -](\d{1,2})(?:[/. -](\d{2}|\d{4}))?", plain):
        day, month, year = int(match[1]), int(match[2]), match[3]
        if year:
            return date(int(year) + (2000 if len(year) == 2 else 0), month, day)  # noqa: PLR2004
        nearby = [date(today.year + shift, month, day) for shift in (-1, 0, 1)]
        return min(nearby, key=lambda found: abs((found - today).days))
    raise ValueError(text)


_NEAR_DAYS = {"hier": -1, "aujourd'hui": 0, "auj": 0, "demain": 1, "apres-demain": 2}


def parse_moment(text: str, today: date) -> datetime:
    """Read a day and an hour as people type them: «lundi 9h30», «18/05/2026 à 14 h».

    Raises:
        ValueError: the text is no day with its hour.

    >>> str(parse_moment("3/4/2026 à 13h30", date(2026, 11, 20)))
    '2026-04-03 13:30:00'
    >>> str(parse_moment("hier 24 h", date(2026, 11, 20)))
    '2026-11-20 00:00:00'
    """
    match = re.fullmatch(r"(.*\S)\s+(?:à\s+)?(\d{1,2}\s*[h:]\s*\d{0,2})", text.strip().lower())
    if match is None:
        raise ValueError(text)
    day = parse_day(match[1].removesuffix(" à"), today)
    if re.fullmatch(r"24\s*[h:]\s*(00)?", match[2]):
        return datetime.combine(day + timedelta(days=1), time.min)
    return datetime.combine(day, parse_time(match[2]))


def parse_time(text: str) -> time:
    """Read a time of day: «9», «9h30», «13:30», «9 h».

    Raises:
        ValueError: the text is no time.

    >>> str(parse_time("9")), str(parse_time("13h30")), str(parse_time("9 h"))
    ('09:00:00', '13:30:00', '09:00:00')
    """
    match = re.fullmatch(r"(\d{1,2})\s*(?:[h:]\s*(\d{2})?)?", text.strip().lower())
    if match is None:
        raise ValueError(text)
    return time(int(match[1]), int(match[2] or 0))
