"""A course sheet read from its text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from trainingdesk.domain.courses import CourseSheet
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.money import Money
from trainingdesk.french import NBSP
from trainingdesk.interchange.course_sheets.facts import (
    Duration,
    find_date,
    find_duration,
    find_price,
    hours_of,
    says_hours_are_derived,
    states_duration,
)
from trainingdesk.interchange.course_sheets.labels import Part
from trainingdesk.interchange.course_sheets.lines import Gap, Line, physical_lines, split_lines
from trainingdesk.interchange.course_sheets.numbering import find_number
from trainingdesk.interchange.course_sheets.outline import Item, Outline, sort_into_parts
from trainingdesk.interchange.course_sheets.pages import Pages
from trainingdesk.interchange.course_sheets.programme import is_introduction, read_programme
from trainingdesk.interchange.course_sheets.terms import as_markdown, is_terms_heading
from trainingdesk.interchange.course_sheets.wrapping import join_wrapped


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A sheet as it was understood, the terms printed after it, and the lines not understood."""

    sheet: CourseSheet
    terms: str | None = None
    unread: tuple[str, ...] = ()


def parse_course_sheet(text: str) -> ReadSheet:
    """Read a course sheet from its text, plain or Markdown.

    Raises:
        RuleBroken: the text is empty, or no course sheet.
    """
    return read_pages(Pages(text))


def read_pages(pages: Pages) -> ReadSheet:
    """Read a course sheet from what its file gives.

    Raises:
        RuleBroken: there is no text, or no course sheet in it.
    """
    lines, terms = _without_terms(pages.text)
    if not lines:
        raise RuleBroken(
            f"Ce fichier ne contient que des conditions générales{NBSP}: choisissez le fichier "
            "d’une fiche de formation."
            if terms
            else f"Ce fichier est vide{NBSP}: choisissez le fichier d’une fiche de formation."
        )
    parts = sort_into_parts(join_wrapped(lines), pages.margins)
    if not parts.is_sheet:
        raise RuleBroken(
            "Aucune rubrique de fiche de formation (objectifs, programme, public, durée…) n’a été "
            f"reconnue dans ce fichier{NBSP}: vérifiez que c’est bien une fiche de formation."
        )
    return _Assembly(parts, pages.prominent).read(terms)


def _without_terms(text: str) -> tuple[list[Line], str | None]:
    lines: list[Line] = []
    found = split_lines(text)
    for line in found:
        if not line.bullet and is_terms_heading(line.text) and next(found, None) is not None:
            return lines, as_markdown("\n".join(physical_lines(text)[line.place :]))
        lines.append(line)
    return lines, None


class _Assembly:
    """Makes the sheet from its parts, keeping count of what could not be used."""

    def __init__(self, parts: Outline, prominent: str | None) -> None:
        self._outline = parts
        self._prominent = prominent
        self._unread = [
            *parts.unread,
            *(
                item.line
                for part in (Part.ELSEWHERE, Part.FACTS)
                for item in parts.parts[part]
                if not says_hours_are_derived(item.text)
            ),
        ]

    def read(self, terms: str | None) -> ReadSheet:
        """Return the sheet with its terms."""
        parts = self._outline.parts
        # The durations of the preamble, and of the title, count like those under their heading.
        title = self._title()
        days, hours, derived = self._duration()
        programme = read_programme([item.line for item in parts[Part.PROGRAMME]])
        self._unread += programme.unread
        references = self._outline.references
        sheet = CourseSheet(
            title=title,
            code=self._one(Part.CODE) or _first(reference.code for reference in references),
            category=self._one(Part.CATEGORY)
            or _first(reference.category for reference in references),
            subcategory=self._one(Part.SUBCATEGORY)
            or _first(reference.subcategory for reference in references),
            days=days,
            hours=hours,
            hours_derived=derived,
            introduction=programme.introduction,
            programme=programme.half_days,
            price_ht=self._price(),
            version_date=self._version_date(),
            objectives=self._items(Part.OBJECTIVES),
            prerequisites=self._items(Part.PREREQUISITES),
            audience=self._items(Part.AUDIENCE),
            methods=self._items(Part.METHODS),
            assessment=self._items(Part.ASSESSMENT),
            modality=self._text(Part.MODALITY),
            recognition=self._text(Part.RECOGNITION),
            access=self._text(Part.ACCESS),
            accessibility=self._text(Part.ACCESSIBILITY),
            funding=self._text(Part.FUNDING),
            results=self._text(Part.RESULTS),
            contacts=self._text(Part.CONTACTS),
        )
        unread = tuple(line.text for line in sorted(self._unread, key=lambda line: line.place))
        return ReadSheet(sheet, terms, unread)

    def _title(self) -> str:
        """Return the title, and leave the rest of the preamble as unread or as durations."""
        parts = self._outline.parts
        preamble = parts[Part.PREAMBLE]
        durations = [item for item in preamble if states_duration(item.text)]
        free = [item.line for item in preamble if not states_duration(item.text)]
        parts[Part.DURATION][:0] = durations
        named = self._one(Part.TITLE)
        lines = self._outline.title_lines
        if not (named or lines):
            lines, free = _first_title(free, self._prominent)
        if named:
            free = [*lines, *free]
        elif lines:
            lines, free = _whole_title(lines, free)
        self._unread += free
        title = named or self._without_duration(lines)
        if not title:
            raise RuleBroken(
                f"Cette fiche n’a pas d’intitulé{NBSP}: écrivez-le sur sa première ligne, puis "
                "importez-la à nouveau."
            )
        return title

    def _without_duration(self, lines: Sequence[Line]) -> str:
        """Return the title freed of the duration printed beside it, which joins the others."""
        title = " ".join(line.text for line in lines)
        match = _DURATION_FIRST.fullmatch(title) or _DURATION_LAST.fullmatch(title)
        if match and states_duration(match["duration"]):
            item = Item(replace(lines[0], text=match["duration"]), title)
            self._outline.parts[Part.DURATION].insert(0, item)
            return match["title"]
        return title

    def _duration(self) -> tuple[Decimal | None, Decimal | None, bool]:
        days = hours = None
        for item in self._outline.parts[Part.DURATION]:
            found = find_duration(item.text)
            clashes = found is not None and (
                (days is not None and found.days not in {None, days})
                or (hours is not None and found.hours not in {None, hours})
            )
            if found is None or clashes or not found.whole:
                self._leave(item)
            if found is not None and not clashes:
                days, hours = days or found.days, hours or found.hours
        return days, *hours_of(Duration(days, hours, whole=True))

    def _price(self) -> Money | None:
        price = None
        for item in self._outline.parts[Part.PRICE]:
            found = find_price(item.text)
            if found is None or price not in {None, found}:
                self._leave(item)
            price = price or found
        return price

    def _version_date(self) -> date | None:
        day = None
        for item in self._outline.parts[Part.VERSION]:
            found = find_date(item.text)
            if found is None or not found.whole or day not in {None, found.day}:
                self._leave(item)
            day = day or (found.day if found else None)
        return day

    def _one(self, part: Part) -> str | None:
        """Return the first line of a part that has one."""
        items = self._outline.parts[part]
        for item in items[1:]:
            self._leave(item)
        return items[0].text if items else None

    def _text(self, part: Part) -> str | None:
        return "\n".join(item.text for item in self._outline.parts[part]) or None

    def _items(self, part: Part) -> tuple[str, ...]:
        """Return the lines of a list without their numbers and the sentence that leads to them."""
        texts = [item.text for item in self._outline.parts[part]]
        if len(texts) > 1 and texts[0].endswith(":") and is_introduction(texts[0]):
            del texts[0]
        return tuple(_without_numbers(texts))

    def _leave(self, item: Item) -> None:
        self._unread.append(replace(item.line, text=item.printed))


_DURATION_FIRST = re.compile(
    r"(?P<duration>\S{1,5}\s?(?i:jours?|heures?|h|j)\b)\s*[-–—:|]?\s*(?P<title>[A-ZÀ-ÞŒ«].*)"
)
_DURATION_LAST = re.compile(
    r"(?P<title>.*\S)\s*(?:[-–—|:]\s|\()\s*(?P<duration>[^-–—|()]*(?:\([^()]*\))?)\)?"
)


_UNFINISHED = (",", ";", "–", "(")


def _first_title(lines: list[Line], prominent: str | None) -> tuple[list[Line], list[Line]]:
    """Part the lines of the title, the most prominent ones or the first, from the others."""
    title = [line for line in lines if prominent and not line.bullet and line.text in prominent]
    if not title:
        title = [line for line in lines if not line.bullet][:1]
    return title, [line for line in lines if line not in title]


def _whole_title(title: list[Line], lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Add to a title the lines right under it that go on with it, a break notwithstanding."""
    whole = list(title)
    for line in lines:
        follows = line.place == whole[-1].place + 1 and line.gap is Gap.NONE and not line.bullet
        if follows and (whole[-1].text.endswith(_UNFINISHED) or line.text[:1].islower()):
            whole.append(line)
    return whole, [line for line in lines if line not in whole]


def _without_numbers(texts: Sequence[str]) -> Iterable[str]:
    """Yield the lines of a list; numbers are left out where they count from one."""
    expected = 1
    for text in texts:
        numbered = find_number(text)
        if numbered and numbered.number == expected:
            expected += 1
            yield numbered.title
        else:
            yield text


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)
