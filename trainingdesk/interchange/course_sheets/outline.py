"""A course sheet sorted into its parts, line by line."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from trainingdesk.interchange.course_sheets.facts import (
    Reference,
    find_duration,
    find_reference,
    find_version,
    states_duration,
)
from trainingdesk.interchange.course_sheets.labels import (
    TEXTS,
    Heading,
    Part,
    find_heading,
    is_kicker,
    is_sheet_kicker,
    may_title_a_module,
    part_named,
    titled_kicker,
)
from trainingdesk.interchange.course_sheets.lines import Gap, Line, split_lines
from trainingdesk.interchange.course_sheets.numbering import find_half_day, find_number
from trainingdesk.interchange.course_sheets.pages import names_the_office

_OF_THE_TITLE = (Part.TITLE, Part.CODE, Part.CATEGORY, Part.SUBCATEGORY)
_NEVER_IN_A_PROGRAMME = (*_OF_THE_TITLE, Part.PROGRAMME)
_FACTS = (*_OF_THE_TITLE, Part.DURATION, Part.PRICE, Part.VERSION, Part.ELSEWHERE)
_LABELLED_ROWS = (Part.PREAMBLE, Part.FACTS)


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a part; `printed` is the whole line where the heading stood beside the value."""

    line: Line
    printed: str

    @property
    def text(self) -> str:
        """The words of the line without its heading."""
        return self.line.text


@dataclass(slots=True)
class Outline:
    """The lines of a sheet by part, in their order.

    `references` are its lines «dans … / Réf : …»; `title_lines` are what stood right before the
    first of them, or right after the line that says what the page is. `unread` fit nowhere.
    """

    parts: dict[Part, list[Item]] = field(default_factory=lambda: defaultdict(list))
    references: list[Reference] = field(default_factory=list)
    title_lines: list[Line] = field(default_factory=list)
    unread: list[Line] = field(default_factory=list)
    signs: set[Part] = field(default_factory=set)
    """The parts whose headings were met."""

    @property
    def is_sheet(self) -> bool:
        """Whether this looks like a course sheet; one heading alone is found in many papers."""
        telling = self.signs & {Part.OBJECTIVES, Part.PROGRAMME, Part.CATEGORY}
        return bool(telling) or len(self.signs) > 1


def sort_into_parts(lines: Iterable[Line], margins: tuple[str, ...] = ()) -> Outline:
    """Sort *lines* into the parts of a sheet, and the margins of its pages after them."""
    sorter = _Sorter()
    for line in lines:
        sorter.add(line)
    sorter.add_margins(margins)
    return sorter.outline


class _Sorter:
    def __init__(self) -> None:
        self.outline = Outline()
        self._part = Part.PREAMBLE
        self._in_rows = False
        self._in_bullets = False
        self._after_kicker = False

    def add(self, line: Line) -> None:
        """Put one line where it belongs."""
        cells = line.text.split("\t")
        labelled = find_heading(cells[0]) is not None
        if len(cells) == 1:
            self._in_rows &= not labelled
            self._add(line)
        elif self._part is Part.PROGRAMME and not labelled:
            self._keep(line)
        elif self._in_rows and not labelled:
            # A row amid labelled rows whose own label nobody knows.
            self.outline.unread.append(replace(line, text=" : ".join(cells)))
        else:
            self._in_rows = labelled
            self._add_cells(line, cells)

    def _add_cells(self, line: Line, cells: list[str]) -> None:
        """Take the cells of a row; the one after a heading is its value, whatever it says."""
        waiting = list(cells)
        while waiting:
            text = waiting.pop(0)
            if waiting and part_named(text):
                text = f"{text.rstrip(' :')} : {waiting.pop(0)}"
            self._add(replace(line, text=text))

    def add_margins(self, margins: tuple[str, ...]) -> None:
        """Take what the margins tell of the course; who the office is, a sheet need not tell."""
        known = self.outline
        office_named = names_the_office(margins)
        for line in split_lines("\n\n".join(margins)):
            heading = find_heading(line.text)
            self._part = Part.PREAMBLE
            if self._is_fact(line):
                continue
            if heading and heading.value and not known.parts[heading.part]:
                self._add(replace(line, bullet=False))
            elif not (office_named or is_kicker(line.text)):
                known.unread.append(line)

    def _add(self, line: Line) -> None:
        if self._part is Part.PREAMBLE and not line.bullet and self._introduces_the_title(line):
            return
        if self._part is not Part.PROGRAMME and self._is_fact(line):
            return
        heading = self._heading(line)
        if heading is None:
            self._keep(line)
            return
        self.outline.signs.add(heading.part)
        self._in_bullets = line.bullet
        self._after_kicker = False
        # A fact with its value beside it says all it has to: the title may still follow.
        if not (heading.part in _FACTS and heading.value and self._part in _LABELLED_ROWS):
            self._part = heading.part
        if heading.part is Part.ELSEWHERE:
            self.outline.parts[heading.part].append(Item(line, line.text))
        elif heading.value:
            item = Item(replace(line, text=heading.value, bullet=False), line.text)
            self.outline.parts[heading.part].append(item)

    def _keep(self, line: Line) -> None:
        kept = self.outline.parts[self._part]
        if self._part is Part.DURATION and kept and find_duration(line.text) is None:
            self._part = Part.PREAMBLE
        if self._after_kicker:
            self._after_kicker = False
            self.outline.title_lines.append(line)
        else:
            self.outline.parts[self._part].append(Item(line, line.text))

    def _introduces_the_title(self, line: Line) -> bool:
        """Take a line such as «Fiche programme», alone or with the title beside it."""
        known = self.outline
        if known.title_lines or known.references or known.parts[Part.TITLE]:
            return False
        first = not known.parts[Part.PREAMBLE]
        if is_sheet_kicker(line.text) or (first and is_kicker(line.text)):
            self._after_kicker = True
            return True
        if first and (title := titled_kicker(line.text)):
            known.title_lines.append(replace(line, text=title))
            return True
        return False

    def _is_fact(self, line: Line) -> bool:
        """Take a line that dates or places the sheet, wherever it stands."""
        known = self.outline
        if find_version(line.text) and not known.parts[Part.VERSION]:
            known.parts[Part.VERSION].append(Item(line, line.text))
            return True
        reference = None if line.bullet else find_reference(line.text)
        if reference is None or (reference.category is None and self._part is not Part.PREAMBLE):
            return False
        if any(reference.contradicts(other) for other in known.references):
            known.unread.append(line)
            return True
        if reference.before:
            known.title_lines = [*self._title_before(), replace(line, text=reference.before)]
        elif reference.category and not known.references and not known.title_lines:
            known.title_lines = self._title_before()
        known.references.append(reference)
        if reference.category:
            known.signs.add(Part.CATEGORY)
        return True

    def _title_before(self) -> list[Line]:
        """Take the paragraph that ends just here, whatever it seemed to belong to."""
        kept = self.outline.parts[self._part]
        title: list[Line] = []
        while kept and _may_be_a_title(kept[-1]):
            line = kept.pop().line
            title.insert(0, line)
            if line.gap is not Gap.NONE:
                break
        self._part = Part.PREAMBLE
        return title

    def _heading(self, line: Line) -> Heading | None:
        """Return the heading that a line is, where it stands."""
        text, known = line.text, self.outline.parts
        if self._part is Part.PROGRAMME:
            return None if line.bullet else self._heading_in_a_programme(text)
        numbered = find_number(text)
        heading = find_heading(text)
        if heading is None and numbered and (part := part_named(numbered.title)):
            heading = Heading(part)
        if line.bullet and (
            heading is None
            or not heading.value
            or not (self._in_bullets or self._part in _LABELLED_ROWS)
        ):
            return None
        if heading is None:
            return self._first_day(text)
        if heading.part in TEXTS and heading == Heading(self._part) and not known[self._part]:
            # «Attestation» right under «Reconnaissance» is its value.
            return None
        names_it = heading.part in _OF_THE_TITLE and self._part not in _LABELLED_ROWS + _FACTS
        if names_it and (heading.part is Part.TITLE or not heading.value):
            # «Nom : …» under the contacts is no title of a course.
            return None
        return heading

    def _first_day(self, text: str) -> Heading | None:
        """Return the heading that a programme without one lacks over its first day."""
        half_day = find_half_day(text)
        opens = half_day and half_day.day and not half_day.rest
        return Heading(Part.PROGRAMME, text) if opens and not self._begun() else None

    def _begun(self) -> bool:
        return bool(self.outline.parts[Part.PROGRAMME])

    def _heading_in_a_programme(self, text: str) -> Heading | None:
        heading = find_heading(text)
        if heading is None or heading.part in _NEVER_IN_A_PROGRAMME:
            return self._renamed(heading)
        if may_title_a_module(text):
            return None
        if (
            heading.part is Part.OBJECTIVES
            and self._begun()
            and self.outline.parts[Part.OBJECTIVES]
        ):
            # The objectives of a module.
            return None
        return heading

    def _renamed(self, heading: Heading | None) -> Heading | None:
        """Return a second heading of the programme, «Contenu» right under «Programme»."""
        second = heading is not None and heading.part is Part.PROGRAMME
        return heading if second and not self._begun() else None


def _may_be_a_title(item: Item) -> bool:
    beside_a_heading = item.text != item.printed or find_heading(item.text) is not None
    opens = states_duration(item.text) or find_half_day(item.text) or find_number(item.text)
    return not (item.line.bullet or beside_a_heading or opens)
