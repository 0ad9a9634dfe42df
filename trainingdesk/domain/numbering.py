"""Numbers that follow each other without a gap."""

import re
from dataclasses import dataclass
from datetime import date

from trainingdesk.domain.errors import RuleBroken

MAX_LENGTH = 35
"""Characters of an invoice number that an electronic invoice can carry (BR-FR-01)."""

_FIELD = re.compile(r"\{(YYYY|YY|MM|SEQ)(?::0(\d))?\}")
_ALLOWED = re.compile(r"[A-Za-z0-9+\-_/]*")


@dataclass(frozen=True, slots=True)
class Pattern:
    """How a kind of paper is numbered: `F-{YYYY}-{SEQ:04}`.

    The sequence starts again with each period that the pattern names: year or month.
    """

    text: str

    def __post_init__(self) -> None:
        """Refuse a pattern that could give one number twice.

        Raises:
            RuleBroken: no sequence, a month without its year, or a sign no invoice may carry.
        """
        names = [match[1] for match in _FIELD.finditer(self.text)]
        if names.count("SEQ") != 1:
            raise RuleBroken("Le modèle de numéro doit contenir {SEQ} une fois.", "pattern")
        if "MM" in names and not {"YYYY", "YY"} & set(names):
            raise RuleBroken(
                "Un modèle avec le mois doit aussi contenir l’année, "
                "sinon un numéro reviendrait l’an prochain.",
                "pattern",
            )
        if not _ALLOWED.fullmatch(_FIELD.sub("", self.text)):
            raise RuleBroken(
                "Un numéro s’écrit avec des lettres sans accent, des chiffres et + - _ /, "
                "sans espace.",
                "pattern",
            )

    def period(self, day: date) -> str:
        """Return the name of the sequence that a day draws from.

        >>> Pattern("F-{YYYY}-{SEQ:04}").period(date(2026, 3, 1))
        '2026'
        """
        names = {match[1] for match in _FIELD.finditer(self.text)}
        if "MM" in names:
            return f"{day:%Y-%m}"
        return f"{day:%Y}" if names & {"YYYY", "YY"} else ""

    def format(self, sequence: int, day: date) -> str:
        """Return the number that the sequence gives on a day.

        Raises:
            RuleBroken: it is longer than an electronic invoice can carry.

        >>> Pattern("F-{YYYY}-{SEQ:04}").format(7, date(2026, 3, 1))
        'F-2026-0007'
        """
        values = {"YYYY": f"{day:%Y}", "YY": f"{day:%y}", "MM": f"{day:%m}"}

        def fill(match: re.Match[str]) -> str:
            name, width = match.groups()
            return f"{sequence:0{width or 1}d}" if name == "SEQ" else values[name]

        number = _FIELD.sub(fill, self.text)
        if len(number) > MAX_LENGTH:
            raise RuleBroken(f"Le numéro {number} dépasse {MAX_LENGTH} caractères.", "pattern")
        return number

    def may_meet(self, other: "Pattern") -> bool:
        """Whether another pattern could give one of the same numbers.

        Only what stands before the first field, or after the last, keeps two patterns apart for
        sure: what follows it is always a digit.

        >>> Pattern("F-{YYYY}-{SEQ}").may_meet(Pattern("A-{YYYY}-{SEQ}"))
        False
        >>> Pattern("{YYYY}-{SEQ:04}").may_meet(Pattern("{YYYY}-{SEQ:05}"))
        True
        """
        (first, *_rest, last), (head, *_more, tail) = (
            _FIELD.split(pattern.text)[:: _FIELD.groups + 1] for pattern in (self, other)
        )
        return _may_start_alike(first, head) and _may_start_alike(last[::-1], tail[::-1])

    def read(self, number: str) -> tuple[str, int] | None:
        """Return the period and the sequence that made a number, or `None` if another pattern did.

        >>> Pattern("F-{YYYY}-{SEQ:04}").read("F-2026-0007")
        ('2026', 7)
        """
        found = re.fullmatch(self._expression(), number)
        if found is None:
            return None
        parts = found.groupdict()
        year = parts.get("YYYY") or (f"20{parts['YY']}" if "YY" in parts else "")
        period = f"{year}-{parts['MM']}" if "MM" in parts else year
        return period, int(parts["SEQ"])

    def _expression(self) -> str:
        seen: set[str] = set()

        def group(match: re.Match[str]) -> str:
            name, width = match.groups()
            if name in seen:
                return f"(?P={name})"
            seen.add(name)
            length = f"{{{max(1, int(width or 1))},}}" if name == "SEQ" else f"{{{len(name)}}}"
            return f"(?P<{name}>[0-9]{length})"

        # What stands between the fields needs no escape but `+`: letters, digits, - _ /.
        return _FIELD.sub(group, self.text.replace("+", r"\+"))


def _may_start_alike(one: str, other: str) -> bool:
    """Whether two texts, each followed by a digit, may begin the same number."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and (len(long) == len(short) or long[len(short)].isdigit())


DEFAULT_PATTERNS = {
    "session": "S-{YYYY}-{SEQ:03}",
    "proposal": "D-{YYYY}-{SEQ:04}",
    "convention": "CV-{YYYY}-{SEQ:04}",
    "contract": "CT-{YYYY}-{SEQ:04}",
    "invoice": "F-{YYYY}-{SEQ:04}",
    "credit_note": "A-{YYYY}-{SEQ:04}",
    "cheque_slip": "RC-{YYYY}-{SEQ:03}",
}
"""How papers are numbered until the office chooses otherwise.

The office is not asked about cheque slips: nobody but the bank sees their numbers.
"""
