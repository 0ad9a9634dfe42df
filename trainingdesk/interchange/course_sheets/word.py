"""The text of a Word document, headings and lists marked as in Markdown."""

import re
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import NBSP
from trainingdesk.interchange.course_sheets.pages import Pages

Element = Any
"""A node of a document; python-docx publishes no types for them."""

_HEADING_STYLE = re.compile(r"(?:heading|titre)\s*([1-6])", re.IGNORECASE)
_TITLE_STYLE = re.compile(r"title|titre", re.IGNORECASE)
_BULLET_STYLE = re.compile(r"bullet|puce", re.IGNORECASE)
_COUNTED = {"decimal", "decimalZero", "upperRoman", "lowerRoman"}
_TEXT, _PARAGRAPH, _ROW, _CELL = qn("w:t"), qn("w:p"), qn("w:tr"), qn("w:tc")
_SPOKEN = {qn("w:tab"): "\t", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_BREAK, _ABSTRACT = qn("w:br"), qn("w:abstractNumId")
# A text box is written twice, the second time for programs of another age.
_SILENT = {
    qn("w:pPr"),
    qn("w:del"),
    qn("w:moveFrom"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}


def read_docx(content: bytes) -> Pages:
    """Return the text of a DOCX file, a blank line after each paragraph.

    Raises:
        RuleBroken: the file is damaged or holds no text.
    """
    try:
        document = Document(BytesIO(content))
    except Exception as error:  # python-docx lets zip, XML and key errors through
        raise RuleBroken(
            f"Ce document Word est endommagé ou protégé{NBSP}: ouvrez-le dans Word ou LibreOffice, "
            "enregistrez-le à nouveau en DOCX, puis importez-le."
        ) from error
    word = _WordText(document)
    pages = Pages(word.body(), word.margins())
    if not pages.text.strip():
        raise RuleBroken(
            f"Ce document Word ne contient aucun texte{NBSP}: choisissez le fichier d’une fiche de "
            "formation."
        )
    return pages


class _WordText:
    """Walks the XML itself: the library passes over text boxes and tracked insertions."""

    def __init__(self, document: Element) -> None:
        self._document = document
        self._formats = _list_formats(document)
        self._counts: defaultdict[str, list[int]] = defaultdict(lambda: [0] * 9)

    def body(self) -> str:
        """Return the text in the order it is written."""
        return "\n\n".join(self._blocks(self._document.element.body))

    def margins(self) -> tuple[str, ...]:
        """Return the lines of the headers and footers, once each."""
        lines: dict[str, None] = {}
        for section in self._document.sections:
            for margin in (
                section.first_page_header, section.header, section.first_page_footer, section.footer
            ):  # fmt: skip
                if not margin.is_linked_to_previous:
                    for block in self._blocks(margin._element):  # noqa: SLF001 - no public way to its text boxes
                        lines |= dict.fromkeys(
                            filter(None, map(str.strip, re.split(r"[\n\t]", block)))
                        )
        return tuple(lines)

    def _blocks(self, element: Element) -> Iterator[str]:
        for child in element:
            if child.tag == _PARAGRAPH:
                yield self._paragraph(child)
                yield from self._inner_blocks(child)
            elif child.tag == _ROW:
                yield from self._row(child)
            elif child.tag not in _SILENT:
                yield from self._blocks(child)

    def _inner_blocks(self, paragraph: Element) -> Iterator[str]:
        """Yield the paragraphs of the text boxes that hang on a paragraph."""
        for child in paragraph:
            if child.tag == _PARAGRAPH:
                yield self._paragraph(child)
            elif child.tag not in _SILENT:
                yield from self._inner_blocks(child)

    def _row(self, row: Element) -> Iterator[str]:
        cells = [
            [block for block in self._blocks(cell) if block.strip()] for cell in row.iter(_CELL)
        ]
        cells = [blocks for blocks in cells if blocks]
        if len(cells) > 1 and all(len(blocks) == 1 and "\n" not in blocks[0] for blocks in cells):
            yield "\t".join(blocks[0] for blocks in cells)
        else:
            for blocks in cells:
                yield from blocks

    def _paragraph(self, paragraph: Element) -> str:
        text = "".join(_spoken(paragraph)).strip()
        return f"{self._mark(paragraph)}{text}" if text else ""

    def _mark(self, paragraph: Element) -> str:
        style = self._document.part.get_style(paragraph.style, 1)
        heading = ""
        if level := _HEADING_STYLE.fullmatch(style.name):
            heading = f"{'#' * int(level[1])} "
        elif _TITLE_STYLE.fullmatch(style.name):
            heading = "# "
        return heading + self._list_mark(paragraph, style, in_heading=bool(heading))

    def _list_mark(self, paragraph: Element, style: Element, *, in_heading: bool) -> str:
        number, level = _numbering(paragraph, style)
        list_format = self._formats.get((number, level), "")
        if list_format in _COUNTED and level == 0:
            counts = self._counts[number]
            counts[0] += 1
            return f"{counts[0]}. "
        listed = list_format not in {"", "none"} or _BULLET_STYLE.search(style.name)
        return f"{'  ' * level}- " if listed and not in_heading else ""


def _spoken(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _SPOKEN:
            yield _SPOKEN[child.tag]
        elif child.tag == _BREAK:
            yield "\n\f\n" if child.get(qn("w:type")) == "page" else "\n"
        elif child.tag != _PARAGRAPH and child.tag not in _SILENT:
            yield from _spoken(child)


def _numbering(paragraph: Element, style: Element) -> tuple[str, int]:
    """Return the list of a paragraph and the level in it, its own or that of its style."""
    for element in (paragraph, style.element):
        if (found := element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")) is not None:
            level = _value(found.find(qn("w:ilvl")))
            return _value(found.find(qn("w:numId"))), int(level or 0)
    return "", 0


def _list_formats(document: Element) -> dict[tuple[str, int], str]:
    """Return how each level of each list is marked: «bullet» or «decimal»."""
    formats: dict[tuple[str, int], str] = {}
    for part in document.part.package.iter_parts():
        if not part.partname.endswith("/numbering.xml"):
            continue
        kinds = {kind.get(_ABSTRACT): kind for kind in part.element.iter(qn("w:abstractNum"))}
        for number in part.element.iter(qn("w:num")):
            kind = kinds.get(_value(number.find(_ABSTRACT)))
            for level in kind.iter(qn("w:lvl")) if kind is not None else ():
                place = (number.get(qn("w:numId")), int(level.get(qn("w:ilvl"))))
                formats[place] = _value(level.find(qn("w:numFmt")))
    return formats


def _value(element: Element) -> str:
    return element.get(qn("w:val"), "") if element is not None else ""
