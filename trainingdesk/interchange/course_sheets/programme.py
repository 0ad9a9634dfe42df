"""The lines under a programme's heading, read into half-days and modules."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from itertools import pairwise, takewhile

from trainingdesk.domain.courses import DayPart, HalfDay, Module
from trainingdesk.french import sort_key
from trainingdesk.interchange.course_sheets.lines import Gap, Line
from trainingdesk.interchange.course_sheets.numbering import (
    HalfDayHeading,
    find_half_day,
    find_number,
    is_sub_numbered,
    without_sub_number,
)

_OPENING = re.compile(
    r"(?:a l'issue|au terme|a la fin|en fin|cette formation|la formation"
    r"|ce (?:stage|programme|module)"
    r"|l[es']{1,2} ?(?:participant|stagiaire|apprenant|beneficiaire)s?\b"
    r"|vous (?:serez|saurez|apprendrez)"
    r"|etre capable|a l'occasion|durant|pendant|au cours|le programme)"
)


_LONGEST = 160
"""A longer sentence says something of its own."""


class Kind(Enum):
    """What a line of a programme is before its neighbours are known."""

    HALF_DAY = auto()
    NUMBERED = auto()
    BULLET = auto()
    PLAIN = auto()


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a programme; a numbered one has lost its number from its text."""

    kind: Kind
    line: Line
    number: int = 0
    half_day: HalfDayHeading | None = None

    @property
    def text(self) -> str:
        """The words of the entry."""
        return self.line.text


@dataclass(slots=True)
class _ModuleDraft:
    title: str
    number: int | None = None
    points: list[str] = field(default_factory=list)
    has_bullets: bool = False
    has_subheadings: bool = False


@dataclass(slots=True)
class _HalfDayDraft:
    day: int | None = None
    part: DayPart | None = None
    modules: list[_ModuleDraft] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Programme:
    """What a programme says; `unread` are the lines with more in them than could be kept."""

    introduction: str | None
    half_days: tuple[HalfDay, ...]
    unread: tuple[Line, ...]


def is_introduction(text: str) -> bool:
    """Tell whether *text* leads up to a list, as «À l'issue du stage, vous saurez :» does."""
    return len(text) <= _LONGEST and _OPENING.match(sort_key(text)) is not None


def read_programme(lines: Sequence[Line]) -> Programme:
    """Read the lines of a programme, headings of the sheet left out."""
    entries = _numbers_weighed([entry for line in lines for entry in _entries(line)])
    start = _introduction_length(entries)
    introduction = "\n".join(entry.text for entry in entries[:start]) or None
    builder = _Builder(is_numbered=any(entry.kind is Kind.NUMBERED for entry in entries))
    for entry, following in zip(entries[start:], [*entries[start + 1 :], None], strict=False):
        builder.add(entry, following)
    unread = tuple(
        entry.line for entry in entries if entry.half_day is not None and entry.half_day.is_timed
    )
    return Programme(introduction, builder.half_days(), unread)


def _entries(line: Line) -> Iterable[Entry]:
    """Yield the entries of a line; a title beside a day, or a row of a table, makes several."""
    cells = line.text.split("\t")
    if len(cells) > 1:
        for cell in cells:
            yield from _entries(replace(line, text=cell.strip()))
        return
    half_day = find_half_day(line.text)
    if half_day and not (line.bullet and half_day.rest):
        yield Entry(Kind.HALF_DAY, line, half_day=half_day)
        if half_day.rest and not half_day.is_timed:
            yield from _entries(replace(line, text=half_day.rest, gap=Gap.NONE))
        return
    if is_sub_numbered(line.text):
        yield Entry(Kind.BULLET, replace(line, text=without_sub_number(line.text)))
    elif numbered := find_number(line.text):
        yield Entry(Kind.NUMBERED, replace(line, text=numbered.title), number=numbered.number)
    else:
        yield Entry(Kind.BULLET if line.bullet else Kind.PLAIN, line)


def _numbers_weighed(entries: list[Entry]) -> list[Entry]:
    """Return the entries with the numbers that count points, and not modules, made bullets."""
    weighed: list[Entry] = []
    segment: list[Entry] = []
    for entry in entries:
        if entry.kind is Kind.HALF_DAY:
            weighed += [*_weigh(segment), entry]
            segment = []
        else:
            segment.append(entry)
    return weighed + _weigh(segment)


def _weigh(segment: list[Entry]) -> list[Entry]:
    """Decide, within a half-day, which numbers are of modules and which of points."""
    under_titles = _numbers_start_under_titles(segment)
    later = Counter(entry.number for entry in segment if entry.kind is Kind.NUMBERED)
    weighed: list[Entry] = []
    module: Entry | None = None
    last_point = 0
    for entry in segment:
        if entry.kind is Kind.NUMBERED:
            later[entry.number] -= 1
            if under_titles or (module and _counts_a_point(entry, module, last_point, later)):
                last_point = entry.number
                weighed.append(replace(entry, kind=Kind.BULLET))
                continue
            module, last_point = entry, 0
        weighed.append(entry)
    return weighed


def _numbers_start_under_titles(segment: list[Entry]) -> bool:
    """Tell whether numbering starts again under every plain line: then those are the modules."""
    starts = [
        before.kind is Kind.PLAIN
        for before, entry in pairwise(segment)
        if entry.kind is Kind.NUMBERED and entry.number == 1
    ]
    return len(starts) > 1 and all(starts)


def _counts_a_point(entry: Entry, module: Entry, last_point: int, later: Mapping[int, int]) -> bool:
    if entry.line.indent > module.line.indent + 1:
        return True
    if entry.number == module.number + 1:
        # The second point of a module looks like the second module, which then is still to come.
        return entry.number == last_point + 1 and later[entry.number] > 0
    return entry.number <= module.number or entry.number == last_point + 1


def _introduction_length(entries: Sequence[Entry]) -> int:
    """Return how many entries stand before the first one of the programme proper."""
    plain = list(takewhile(lambda entry: entry.kind is Kind.PLAIN, entries))
    if not plain or len(plain) == len(entries):
        return sum(1 for _ in takewhile(lambda entry: is_introduction(entry.text), plain))
    following = entries[len(plain)].kind
    if following is Kind.HALF_DAY:
        return len(plain)
    ends = (":", ".") if following is Kind.NUMBERED else (".",)
    return sum(
        1
        for _ in takewhile(
            lambda entry: entry.text.endswith(ends) or is_introduction(entry.text), plain
        )
    )


class _Builder:
    """Adds entry after entry to the half-days of a programme."""

    def __init__(self, *, is_numbered: bool) -> None:
        self._is_numbered = is_numbered
        self._half_days: list[_HalfDayDraft] = []

    def add(self, entry: Entry, following: Entry | None) -> None:
        """Add one entry; a plain line needs to know what comes next."""
        if entry.half_day is not None:
            self._open(entry.half_day)
            return
        if not self._half_days:
            self._half_days.append(_HalfDayDraft())
        modules = self._half_days[-1].modules
        if entry.kind is Kind.NUMBERED:
            modules.append(_ModuleDraft(_title(entry.text), entry.number))
        elif entry.kind is Kind.PLAIN and self._is_title(entry, following):
            modules.append(_ModuleDraft(_title(entry.text)))
        else:
            if not modules:
                modules.append(_ModuleDraft(""))
            modules[-1].points.append(entry.text)
            modules[-1].has_bullets |= entry.kind is Kind.BULLET
            modules[-1].has_subheadings |= entry.kind is Kind.PLAIN

    def half_days(self) -> tuple[HalfDay, ...]:
        """Return what was built."""
        return tuple(
            HalfDay(
                tuple(
                    Module(draft.title, tuple(draft.points), draft.number) for draft in half.modules
                ),
                half.day,
                half.part,
            )
            for half in self._half_days
        )

    def _open(self, heading: HalfDayHeading) -> None:
        last = self._half_days[-1] if self._half_days else _HalfDayDraft()
        day = heading.day
        if day is None and heading.part is not None:
            day = last.day
        if self._half_days and (day, heading.part) == (last.day, last.part):
            return
        if self._half_days and not last.modules and last.part is None and day == last.day:
            last.part = heading.part
            return
        self._half_days.append(_HalfDayDraft(day, heading.part))

    def _is_title(self, entry: Entry, following: Entry | None) -> bool:
        """Tell a module without a number from a line of text within a numbered one."""
        modules = self._half_days[-1].modules
        if not modules or not self._is_numbered or modules[-1].number is None:
            return True
        if (
            entry.text.endswith((".", ";"))
            or following is None
            or following.kind is not Kind.BULLET
        ):
            return False
        return modules[-1].has_bullets and not modules[-1].has_subheadings


def _title(text: str) -> str:
    """Return the title of a module without the colon that leads to its points."""
    return text.removesuffix(":").rstrip() or text
