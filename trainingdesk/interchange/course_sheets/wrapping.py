"""Lines that the width of a page cut in two, made whole again."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from trainingdesk.interchange.course_sheets.facts import (
    find_reference,
    find_version,
    states_duration,
)
from trainingdesk.interchange.course_sheets.labels import find_heading, is_kicker, part_named
from trainingdesk.interchange.course_sheets.lines import Gap, Line
from trainingdesk.interchange.course_sheets.numbering import (
    find_half_day,
    find_number,
    is_sub_numbered,
)

_ENDS = (".", "!", "?", ";", ":", "…")
_HANGING = re.compile(
    r"[\s(«'’](?:à|a|au|aux|avec|ce|ces|cette|d|dans|de|des|du|en|entre|et|l|la|le|les|leur|leurs|ne|ou"
    r"|par|pour|que|qui|sa|sans|se|ses|son|sous|sur|un|une|vers|vos|votre)$|[,(/&’'-]$",
    re.IGNORECASE,
)
_PLACE = re.compile(r"[Dd]ans\s+(?:[^a-zß-ÿœ]{3,200}$|.{3,100}\bR[ée]f\b)")
_PROSE_WIDTH = 200
"""A text with longer lines was not cut to the width of a page."""
_NEARLY = 0.9
"""Letters are not equally wide: a line this full had no room for the next word."""


def join_wrapped(lines: Iterable[Line]) -> list[Line]:
    """Return the lines with each one that continues another joined to it."""
    lines = list(lines)
    page = _page_width(lines)
    joined: list[Line] = []
    for line in lines:
        if joined and _continues(joined[-1], line, page):
            joined[-1] = _join(joined[-1], line)
        else:
            joined.append(line)
    return joined


def _join(line: Line, more: Line) -> Line:
    # «après-» and «midi»: French cuts a compound at its hyphen.
    space = "" if re.search(r"\w[-’']$", line.text) else " "
    return replace(line, text=f"{line.text}{space}{more.text}", width=more.width)


def _page_width(lines: list[Line]) -> int:
    """Return how many characters a line holds, or 0 when no line was cut."""
    widest = max((line.width for line in lines), default=0)
    if widest > _PROSE_WIDTH:
        return 0
    for line, more in pairwise(lines):
        cut = more.gap is Gap.NONE and _is_low(more.text) and not line.text.endswith(_ENDS)
        if cut and not more.bullet and line.width >= widest * 2 // 3:
            return widest
    return 0


def _continues(line: Line, more: Line, page: int) -> bool:
    if more.bullet or more.gap is Gap.BLANK or "\t" in more.text:
        return False
    # What goes on after a row is the text of its last cell.
    is_row = "\t" in line.text
    line = replace(line, text=line.text.rsplit("\t", maxsplit=1)[-1])
    if _cut_reference(line.text, more.text):
        return True
    hanging = _hangs(line.text)
    low = _is_low(more.text)
    alone = stands_alone(line.text) and not (is_row and part_named(line.text))
    full = page > 0 and line.width + 1 + len(more.text.split(" ", 1)[0]) > page * _NEARLY
    # «méthode» may end a sentence: a heading begins with a capital.
    runs_on = low and (hanging or ((full or line.bullet) and part_named(more.text) is not None))
    if alone or runs_on or _opens(more.text):
        return runs_on and not alone
    if line.bullet and more.gap is Gap.NONE and more.indent > line.indent:
        return True
    if line.text.endswith(_ENDS):
        return low and full
    lowered = full or line.bullet or not _is_low(_value(line.text))
    return lowered if low else hanging or (full and more.gap is Gap.NONE)


def _opens(text: str) -> bool:
    if _PLACE.match(text) or is_sub_numbered(text):
        return True
    return stands_alone(text) or bool(find_number(text) or find_heading(text))


def _hangs(text: str) -> bool:
    """Tell whether the last word of *text* calls for another."""
    return _HANGING.search(text[-20:]) is not None or text.count("(") > text.count(")")


def stands_alone(text: str) -> bool:
    """Tell whether *text* is complete on its line: a heading, a half-day, a duration, a date."""
    heading = find_heading(text)
    if heading:
        return not heading.value
    if is_kicker(text) or find_version(text):
        return True
    if (half_day := find_half_day(text)) and not half_day.rest:
        return True
    return states_duration(text) or find_reference(text) is not None


def _cut_reference(line: str, more: str) -> bool:
    """Tell whether a line «dans CATÉGORIE … / Réf : CODE» was cut, wherever it was."""
    if not re.match(r"[Dd]ans\s", line) or re.search(r"\bR[ée]f\b.*\w$", line):
        return False
    whole = find_reference(f"{line} {more}")
    return whole is not None and whole.code is not None


def _value(text: str) -> str:
    heading = find_heading(text)
    return heading.value if heading else text


def _is_low(text: str) -> bool:
    return text[:1].islower() or text[:1] in ",;:!?)»%"
