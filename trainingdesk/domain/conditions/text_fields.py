"""An office's own text of its general terms: the values of the rules are fields in it.

A field such as `{acompte.part}` is printed with the value that is computed with, so that text and
answers cannot differ.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches

from trainingdesk import french
from trainingdesk.domain.conditions.checking import bounds_of
from trainingdesk.domain.conditions.clauses import TITLES
from trainingdesk.domain.conditions.field_names import FIELDS
from trainingdesk.domain.conditions.labels import value_words
from trainingdesk.domain.conditions.rules import Rules
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.notice import notice_words

__all__ = [
    "FIELDS",
    "ReviewItem",
    "field_words",
    "fields_in",
    "filled",
    "for_review",
    "own_clause_heading",
]


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """A sentence that gives a number of its own beside the fields of a rule; *line* is from 1."""

    heading: str
    rule: str
    sentence: str
    line: int


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Section:
    """The text from a heading to the next one; *line* is that of its first line."""

    heading: str
    body: str
    line: int


def filled(text: str, rules: Rules) -> str:
    """Return the text with each field replaced by the value of its rule.

    Raises:
        RuleBroken: a field is unknown, belongs to a clause or value that the rules do not have, or
            its brace is not closed; the sentence says where.
    """
    made, after = [], 0
    for field in _fields(text):
        place = _place(text, field.start)
        made += [text[after : field.start], _words(field.name, rules, place)]
        after = field.end
    return "".join((*made, text[after:]))


def field_words(name: str, rules: Rules) -> str:
    """Return what a field prints: «30 %» for `acompte.part`.

    Raises:
        RuleBroken: the field is unknown, or the rules do not have its clause or value.
    """
    return _words(name, rules, "")


def fields_in(text: str) -> tuple[str, ...]:
    """Return the names of the fields of a text, each once, in the order they come.

    Raises:
        RuleBroken: a brace is not closed; the sentence says where.
    """
    return tuple(dict.fromkeys(field.name for field in _fields(text)))


def for_review(text: str, rules: Rules) -> tuple[ReviewItem, ...]:
    """Return the sentences that still hold numbers in clauses tied to a rule.

    Such a number may be right, or one that no longer follows the rule: people judge. Numbers of
    headings, articles and dates are none.
    """
    return tuple(
        ReviewItem(section.heading, rule, sentence, line)
        for section in _sections(text)
        if (rule := _rule_of(section.body, rules))
        for line, sentence in _sentences(section)
        if re.search(r"\d", re.sub(_NO_VALUES, " ", sentence, flags=_LOOSELY))
    )


def own_clause_heading(text: str, rule: str) -> str:
    """Return the heading of the first clause that holds a field of a rule, or nothing."""
    for section in _sections(text):
        if section.heading and rule in _rules_in(section.body):
            return section.heading
    return ""


# Fields -----------------------------------------------------------------------------------------


def _fields(text: str) -> Iterator[_Field]:
    start = text.find("{")
    while start >= 0:
        closed = re.compile(r"[^{}\n]*\}").match(text, start + 1)
        if closed is None:
            raise _refusal(_place(text, start), "cette accolade n’est pas refermée.")
        yield _Field(text[start + 1 : closed.end() - 1].strip(), start, closed.end())
        start = text.find("{", closed.end())


def _place(text: str, position: int) -> str:
    """Return where a position of the text is, as a sentence begins."""
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position)
    return f"Conditions générales, ligne {line}, colonne {column} : "


def _words(name: str, rules: Rules, place: str) -> str:
    if name not in FIELDS:
        nearest = get_close_matches(name, FIELDS, 1, 0)[0]
        raise _refusal(
            place, f"le champ {{{name}}} n’est pas connu. Le plus proche est {{{nearest}}}."
        )
    rule, _dot, path = FIELDS[name].partition(".")
    record = getattr(rules, rule)
    if record is None:
        raise _refusal(
            place,
            f"le champ {{{name}}} demande la clause « {TITLES[rule]} », que les conditions n’ont "
            "pas.",
        )
    if path.startswith("tiers."):
        number, _dot, path = path.removeprefix("tiers.").partition(".")
        if int(number) > len(record.tiers):
            raise _refusal(
                place,
                f"le champ {{{name}}} demande un palier que l’annulation n’a pas : elle en a "
                f"{len(record.tiers)}.",
            )
        record = record.tiers[int(number) - 1]
    value = getattr(record, path)
    if value is None:
        raise _refusal(place, f"le champ {{{name}}} n’a pas de valeur dans les conditions.")
    match rule, path, value:
        case "cancellation", "at_least", int():
            return notice_words(value, rules.cancellation.unit) if rules.cancellation else ""
        case "funder", "answer_notice", int():
            return notice_words(value, record.answer_unit)
        case "hours", _, Decimal():
            return french.hours(value)
        case _:
            return value_words(value, bounds_of(type(record)).get(path))


def _refusal(place: str, why: str) -> RuleBroken:
    sentence = f"{place}{why}"
    return RuleBroken(sentence[:1].upper() + sentence[1:], "terms")


# Clauses of the text ----------------------------------------------------------------------------

_HEADING = re.compile(r" {0,3}#{1,6}\s+(.*?)\s*#*\s*")
_MONTH = "|".join(french.MONTHS)
_NO_VALUES = rf"""
      \{{[^{{}}\n]*\}}                                       # a field
    | \b(?-i:[LRDA])\.?\s?\d+(?:-\d+)*                       # L441-10, L. 6353-5
    | \b(?:articles?|art\.|clauses?|paragraphes?|§|alinéas?|annexes?|n°|no|n\.)
      \s*\d+(?:[-.,/]\d+)*(?:\s*(?:,|et|à)\s*\d+(?:[-.]\d+)+)*
    | \b\d+(?:[-\s]?[A-Z0-9°-]+)*\s+du\s+CGI                 # 261-4-4° a, 293 B du CGI
    | \b(?:UE|CE)\)?\s*(?:n°\s*)?\d+/\d+                     # (UE) 2016/679
    | \b(?:\d{{1,2}}(?:er)?\s)?(?:{_MONTH})\s\d{{4}}         # 10 février 2016
    | \b\d{{1,2}}/\d{{1,2}}/\d{{4}}
    """
"""What holds digits and is no value of a rule; long to compile, so that only a review does it."""
_LOOSELY = re.VERBOSE | re.IGNORECASE


def _sections(text: str) -> Iterator[_Section]:
    heading, first, body = "", 1, list[str]()
    for number, line in enumerate(text.splitlines(), 1):
        found = _HEADING.fullmatch(line)
        if found is None:
            body.append(line)
            continue
        yield _Section(heading, "\n".join(body), first)
        heading, first, body = found[1], number + 1, []
    yield _Section(heading, "\n".join(body), first)


def _rules_in(body: str) -> tuple[str, ...]:
    """Return the rules whose fields a clause holds; braces that are wrong are told elsewhere."""
    names = re.findall(r"\{([^{}\n]*)\}", body)
    found = (FIELDS[name.strip()] for name in names if name.strip() in FIELDS)
    return tuple(dict.fromkeys(path.partition(".")[0] for path in found))


def _rule_of(body: str, rules: Rules) -> str:
    """Return the first rule, of those that are present, whose fields a clause holds."""
    return next((rule for rule in _rules_in(body) if getattr(rules, rule) is not None), "")


_ENTRY = re.compile(r"\s*(?:[-*+]\s+)?(?:(?:\d+[.)]|\d+(?:\.\d+)+[.)]?)\s+)?")
"""What an entry of a list or a numbered paragraph begins with."""


def _sentences(section: _Section) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(section.body.splitlines(), section.line):
        words = _ENTRY.sub("", line, count=1).strip()
        for sentence in re.split(r"(?<=[.!?;])\s+(?=[A-ZÀÉÈÊÎÔŒ«-])", words):
            yield number, sentence
