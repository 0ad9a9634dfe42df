"""The public sheet of a course (RNQ, indicator 1).

`interchange.course_sheets` must read the printed sheet back as it was: each part stands under a
heading or after a label that other programs know, and lines break where a reader can mend them.
"""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from itertools import pairwise
from typing import TypeVar

from reportlab.platypus import Flowable

from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.programme import half_day_blocks, introduction
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.courses import HOURS_A_DAY, CourseSheet, DayPart, HalfDay
from trainingdesk.domain.organisation import VatRegime
from trainingdesk.domain.paper_data import CourseSheetPaper
from trainingdesk.french import NBSP, euros, hours, long_date, plural
from trainingdesk.paper import blocks as b

PRICE_KEYS = {
    VatRegime.EXEMPT: "course_sheet.prix_exonere",
    VatRegime.FRANCHISE: "course_sheet.prix_franchise",
    VatRegime.NORMAL: "course_sheet.prix_hors_taxe",
}
DEEPEST = 4
"""The deepest level of headings."""
SHORT_FACT = 30
"""Characters of a fact that fits half the width of the page."""
SHORT_LIST = 500
"""Characters of a list that may stand beside another."""
SHORT_LINE, MOST_LINES = 60, 16
"""Characters of each line of half a day, and its lines, that may stand beside the other half."""


def compose(data: CourseSheetPaper, wording: Wording) -> Composition:
    """Return the sheet as it is handed out: what it does not say is left out, never made up."""
    code = data.version.sheet.code or data.course.code
    title = data.version.sheet.title
    story = [*b.title(_bound_text(title, _LONGEST_IN_TITLE)), *body(data, wording)]
    return Composition(
        title="Fiche programme", reference=code, subject=title, story=story, is_public=True
    )


def body(data: CourseSheetPaper, wording: Wording, *, level: int = 2) -> list[Flowable]:
    """Return all that stands below the title; its headings are of *level* 2 to 4."""
    sheet = bound(data.version.sheet)
    return [
        *_essentials(data, sheet, wording),
        *_list("Objectifs", sheet.objectives, level),
        *_pair(("Public", sheet.audience), ("Prérequis", sheet.prerequisites), level),
        *_programme(sheet, level),
        *_pair(
            ("Méthodes et moyens pédagogiques", sheet.methods),
            ("Modalités d’évaluation et de suivi", sheet.assessment),
            level,
        ),
        *_practice(sheet, level),
    ]


def file_name(data: CourseSheetPaper) -> str:
    """Return the name of the file: code and title."""
    sheet = data.version.sheet
    return file_stem("Fiche programme", sheet.code or data.course.code, sheet.title)


V = TypeVar("V")

_HELD = (":", ";", "!", "?", "»", "%", "€")
_STOPS = (".", "!", "?", ";", ":", "…", ",", ")")
_LONGEST_BOUND = 80
"""Characters that may hang together: a name of many words must still break somewhere."""
_LONGEST_IN_TITLE = _LONGEST_IN_COLUMN = 36


def bound(value: V) -> V:
    """Return a sheet whose lines break only where who reads the text back sees that they go on.

    A line that goes on with a name or a figure looks like a new one, a word alone like a heading.
    """
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return _bound_text(value)  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(bound(item) for item in value)  # type: ignore[return-value]
    if is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: bound(getattr(value, field.name)) for field in fields(value)}
        return replace(value, **parts)
    return value


def _bound_text(text: str, longest: int = _LONGEST_BOUND) -> str:
    words = text.split(" ")
    whole, run = words[0], len(words[0])
    for before, word in pairwise(words):
        hangs = before.endswith(_STOPS) or not word[:1].islower() or word is words[-1]
        # French punctuation never begins a line, however many words hang together.
        held = word.startswith(_HELD) or (hangs and run + len(word) < longest)
        whole += (NBSP if held else " ") + word
        run = (run if held else 0) + len(word) + 1
    return whole


def _essentials(data: CourseSheetPaper, sheet: CourseSheet, wording: Wording) -> list[Flowable]:
    """Return what is looked for first: reference, field, duration, price, date."""
    price = sheet.price_ht
    facts = [
        ("Domaine :", sheet.category or ""),
        ("Sous-domaine :", sheet.subcategory or ""),
        ("Référence :", sheet.code or ""),
        ("Durée :", duration(sheet)),
        ("Mise à jour :", long_date(sheet.version_date) if sheet.version_date else ""),
        ("Rythme :", _rhythm(sheet, wording)),
        (
            "Prix par personne :",
            wording(PRICE_KEYS[data.organisation.vat_regime], price=euros(price))
            if price is not None
            else "",
        ),
    ]
    known = [fact for fact in facts if fact[1]]
    short = all(len(text) <= SHORT_FACT for _, text in known)
    return b.facts(known, columns=2 if short else 1)


def duration(sheet: CourseSheet) -> str:
    """Return the duration as the sheet states it: «2 jours, soit 14 h»."""
    stated = [plural(sheet.days, "jour")] if sheet.days is not None else []
    if sheet.hours is not None and not sheet.hours_derived:
        stated.append(hours(sheet.hours))
    return ", soit ".join(stated)


def _rhythm(sheet: CourseSheet, wording: Wording) -> str:
    """Return the hours of a sheet that gives only days, and that they were counted from them."""
    if not sheet.hours_derived or sheet.hours is None:
        return ""
    return wording(
        "course_sheet.heures_deduites", a_day=hours(HOURS_A_DAY), hours=hours(sheet.hours)
    )


Part = tuple[str, Sequence[str]]


def _pair(left: Part, right: Part, level: int) -> list[Flowable]:
    """Return two lists, side by side where both are there and short."""
    stacks = _list(*left, level), _list(*right, level)
    if all(stacks) and all(_fits_column(items) for _, items in (left, right)):
        return _beside(*stacks)
    return [*stacks[0], *stacks[1]]


def _fits_column(items: Sequence[str]) -> bool:
    widest = max((len(word) for item in items for word in item.split(" ")), default=0)
    return sum(map(len, items)) <= SHORT_LIST and widest <= _LONGEST_IN_COLUMN


def _beside(left: list[Flowable], right: list[Flowable]) -> list[Flowable]:
    # Columns start without the distance that their headings keep from what is above.
    return [*b.spacer(1.5), *b.two_columns(left, right)]


def _list(heading: str, items: Sequence[str], level: int) -> list[Flowable]:
    return [*b.heading(heading, level), *b.bullets(items)] if items else []


def _programme(sheet: CourseSheet, level: int) -> list[Flowable]:
    """Return the half-days; a morning and an afternoon of short lines stand side by side."""
    if not (sheet.introduction or sheet.programme):
        return []
    story = [*b.heading("Programme", level), *introduction(sheet)]
    below = min(level + 1, DEEPEST)
    waiting = list(sheet.programme)
    while waiting:
        first, *waiting = waiting
        if waiting and _fits_beside(first, waiting[0]):
            second, *waiting = waiting
            parts = (half_day_blocks(first, level=below), half_day_blocks(second, level=below))
            story += _beside(*parts)
        else:
            story += half_day_blocks(first, level=below)
    return story


def _fits_beside(morning: HalfDay, afternoon: HalfDay) -> bool:
    parts = morning.day_part, afternoon.day_part
    if morning.day != afternoon.day or parts != (DayPart.MORNING, DayPart.AFTERNOON):
        return False
    return all(
        len(lines) <= MOST_LINES
        and _fits_column(lines)
        and max(map(len, lines), default=0) <= SHORT_LINE
        for lines in map(_lines, (morning, afternoon))
    )


def _lines(half_day: HalfDay) -> list[str]:
    return [line for module in half_day.modules for line in (module.title, *module.points)]


def _practice(sheet: CourseSheet, level: int) -> list[Flowable]:
    """Return what one must know to come: how, what for, under which conditions."""
    facts = (
        ("Modalité de déroulement", sheet.modality),
        ("Reconnaissance délivrée", sheet.recognition),
        ("Modalités et délais d’accès", sheet.access),
        ("Accessibilité aux personnes handicapées", sheet.accessibility),
        ("Financement", sheet.funding),
        ("Indicateurs de résultats", sheet.results),
        ("Contacts", sheet.contacts),
    )
    story: list[Flowable] = []
    for name, text in facts:
        lines = (text or "").splitlines()
        for number, line in enumerate(lines):
            told = line if number else b.bold(f"{name} : ") + line
            story += b.text(told, after=2 if len(lines) == 1 else None)
    return [*b.heading("En pratique", level), *story] if story else []
