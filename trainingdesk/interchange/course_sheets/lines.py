"""The lines of a text, freed of marks and page noise."""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum

from trainingdesk.interchange.course_sheets.facts import is_unit
from trainingdesk.interchange.course_sheets.labels import part_named


class Gap(IntEnum):
    """What stands between a line and the one before it."""

    NONE = 0
    BLANK = 1
    PAGE = 2
    """A page ended there, perhaps in the middle of a sentence."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its marks; a row of a table keeps its cells apart by tabs.

    `place` is the number of the line in the text it came from; `indent` and `width` count
    characters.
    """

    text: str
    place: int
    gap: Gap = Gap.NONE
    bullet: bool = False
    indent: int = 0
    width: int = 0


_BREAKS = re.compile(r"\r\n?|[\x0b\x85\u2028\u2029]")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff\x00-\x08\x0e-\x1f]")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft"})
# The last ones are what the symbol fonts of office programs leave in a PDF.
_SIGNS = "•●○◦‣⁃∙·▪▫■□☐☑◆◇❖►▶▸➢➤➔→➜✓✔✗✘★\x7f\uf02d\uf06c\uf06e\uf071\uf076\uf0a7\uf0b7\uf0d8\uf0fc"
_BULLET = re.compile(
    rf"(?:(?:[{_SIGNS}]|[-–—−](?!\d)|\*|[+>»](?=\s|$)|o(?=\s+\S)|[a-h]\)(?=\s))\s*)+"
    r"(?:\[[ xX]\]\s+)?"
)
_HEADING_MARK = re.compile(r"#{1,6}(?=\s|$)\s*")
_CLOSING_MARK = re.compile(r"\s#+$")
_RULE_SIGNS = "-–—_=*~|:+ \t"
_PAGE_NUMBER = re.compile(
    r"(?:page\s*)?\d{1,3}\s*(?:/|sur|of)\s*\d{1,3}|(?:page|p\.)\s*\d{1,3}|[-–—]\s?\d{1,3}\s?[-–—]",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?|½|1/2")
_NUMBER_ALONE = re.compile(r"\d{1,2}\s?[.)]")
_MARKUP_SIGNS = re.compile(r"[\\<&\[*_~`|]")
_ENTITY = re.compile(r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,12}\d{0,2});")
_ITEM_TAG = re.compile(r"<li\b[^<>]{0,200}>", re.IGNORECASE)
_BREAK_TAG = re.compile(r"</?(?:br|p|div|ul|ol|li|tr|h[1-6])\b[^<>]{0,200}>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:b|strong|i|em|u|span|a|sup|sub|small|font|mark|table|tbody|thead|td|th)\b[^<>]{0,400}>"
    r"|<!--[^<>]{0,500}-->",
    re.IGNORECASE,
)
_IMAGE = re.compile(r"!\[[^\[\]]{0,300}\]\([^()]{0,600}\)")
_LINK = re.compile(r"\[([^\[\]]{1,300})\]\((?:mailto:|tel:)?([^()\s]{1,600})\)")
_AUTOLINK = re.compile(
    r"<(?:mailto:)?(https?://[^<>\s]{1,600}|[^<>\s@]{1,100}@[^<>\s@]{1,100})>", re.IGNORECASE
)
_EMPHASIS = re.compile(
    r"(?<![\w*])(\*{1,3})(?=[^\s*])([^*]{1,2000})(?<=[^\s*])\1(?![\w*])"
    r"|(?<![\w_])(_{1,3})(?=[^\s_])([^_]{1,2000})(?<=[^\s_])\3(?![\w_])"
    r"|~~([^~]{1,2000})~~|`([^`]{1,500})`"
)
# Bold that begins on one line and ends on another leaves half of its marks on each.
_HALF_EMPHASIS = re.compile(r"^\*\*(?=\S)|(?<=\S)\*\*$")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_HIDDEN = 0xE100
"""Where in the private area an escaped sign waits until the marks around it are gone."""
_SHOWN = {_HIDDEN + code: chr(code) for code in range(128)}
_SPACES = re.compile(r"[^\S\t]+")
_TABS = re.compile(r" ?\t[\t ]*")
_NUMBER_TAB = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*[.)]?)\t")


def split_lines(text: str) -> Iterator[Line]:
    """Yield the lines of *text* that say something, marks and page numbers left out."""
    return _without_page_numbers(_signs_joined(_marks_removed(physical_lines(text))))


def physical_lines(text: str) -> list[str]:
    """Return the lines of *text* as they stand, whichever system ended them."""
    return _BREAKS.sub("\n", text).split("\n")


def _marks_removed(lines: Iterable[str]) -> Iterator[Line]:
    gap = Gap.NONE
    for place, physical in enumerate(lines):
        if "\f" in physical:
            gap = Gap.PAGE
        pieces = physical.replace("\f", " ")
        if "<" in pieces:
            pieces = _BREAK_TAG.sub("\n", _ITEM_TAG.sub("\n- ", pieces))
        for piece in pieces.split("\n"):
            line = _line(piece, place)
            if line.text or line.bullet:
                yield replace(line, gap=gap)
                gap = Gap.NONE
            else:
                gap = max(gap, Gap.BLANK)


def _line(piece: str, place: int) -> Line:
    piece = unicodedata.normalize("NFC", _INVISIBLE.sub("", piece)).translate(_LIGATURES)
    unmarked = piece.expandtabs(4)
    indent = len(unmarked) - len(unmarked.lstrip())
    text = _TABS.sub("\t", _SPACES.sub(" ", piece)).strip()
    text = _NUMBER_TAB.sub(r"\1 ", text)
    if not text.strip(_RULE_SIGNS) and len(text) > 1:
        return Line("", place)
    if _MARKUP_SIGNS.search(text):
        text = _plain(text)
    if mark := _HEADING_MARK.match(text):
        text = _CLOSING_MARK.sub("", text[mark.end() :]).strip()
    bullet = _BULLET.match(text)
    if bullet:
        text = text[bullet.end() :].strip()
    return Line(text, place, bullet=bullet is not None, indent=indent, width=len(unmarked.rstrip()))


def _plain(text: str) -> str:
    """Return *text* as a reader sees it once its Markdown and HTML are shown."""
    text = _ESCAPE.sub(lambda escape: chr(_HIDDEN + ord(escape[1])), text)
    if len(text) > 1 and text[0] == text[-1] == "|":
        text = "\t".join(cell.strip() for cell in text.split("|") if cell.strip())
    text = _LINK.sub(_link, _IMAGE.sub("", text))
    text = _TAG.sub("", _AUTOLINK.sub(r"\1", text))
    text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    # Bold within italics: the marks come off one pair at a time.
    for _ in range(2):
        text = _EMPHASIS.sub(lambda match: match[2] or match[4] or match[5] or match[6], text)
    text = _HALF_EMPHASIS.sub("", text).translate(_SHOWN)
    return _TABS.sub("\t", _SPACES.sub(" ", text)).strip()


def _link(link: re.Match[str]) -> str:
    shown, address = link[1], link[2]
    return shown if shown.strip() in address else f"{shown} ({address})"


def _signs_joined(lines: Iterable[Line]) -> Iterator[Line]:
    """Give a bullet or a number that stands alone on its line to the line that follows."""
    sign: Line | None = None
    for line in lines:
        if sign is not None:
            text = f"{sign.text} {line.text}".strip()
            line = replace(sign, text=text, bullet=sign.bullet or line.bullet)  # noqa: PLW2901
        alone = not line.text or _NUMBER_ALONE.fullmatch(line.text)
        sign = line if alone else None
        if sign is None:
            yield line
    if sign is not None and sign.text:
        yield sign


def _without_page_numbers(lines: Iterable[Line]) -> Iterator[Line]:
    """Leave page numbers out, and give the number of a duration its unit from the next line."""
    lines = iter(lines)
    page_ended = False
    before: Line | None = None
    line = next(lines, None)
    while line is not None:
        after = next(lines, None)
        if page_ended:
            line, page_ended = replace(line, gap=Gap.PAGE), False
        if after is not None and _COUNT.fullmatch(line.text) and is_unit(after.text):
            line, after = replace(line, text=f"{line.text} {after.text}"), next(lines, None)
        if _is_page_number(line, before, after):
            page_ended = True
        else:
            yield line
            before = line
        line = after


def _is_page_number(line: Line, before: Line | None, after: Line | None) -> bool:
    if _PAGE_NUMBER.fullmatch(line.text):
        return True
    if line.bullet or not re.fullmatch(r"\d{1,3}", line.text):
        return False
    # A number right under a heading is its value, and one amid a paragraph is part of it.
    if before is not None and part_named(before.text):
        return False
    return (
        before is None
        or after is None
        or Gap.NONE not in {line.gap, after.gap}
        or after.gap is Gap.PAGE
    )
