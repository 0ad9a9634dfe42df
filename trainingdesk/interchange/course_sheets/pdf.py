"""The text of a PDF, paragraphs apart and margins aside."""

import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import groupby, pairwise

import pikepdf
from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import NBSP
from trainingdesk.interchange.course_sheets.pages import Pages

# The library's remarks on odd files, in English, are for no reader of ours.
logging.getLogger("pypdf").addHandler(logging.NullHandler())

_MARGIN = 62
"""Points from the edge of a page within which its running lines stand."""
_ENCRYPTED = (
    f"Ce PDF est protégé par un mot de passe{NBSP}: demandez une copie sans protection à son "
    "auteur, ou copiez son texte dans un fichier .txt."
)


@dataclass(frozen=True, slots=True)
class _Printed:
    """A line as it is printed; the origin is the lower left corner, lengths are points."""

    text: str
    x: float
    y: float
    size: float
    page: int
    height: float

    @property
    def in_margin(self) -> bool:
        """Whether it stands where running lines do."""
        return self.y < _MARGIN or self.y > self.height - _MARGIN

    @property
    def shape(self) -> tuple[str, int]:
        """What a running line has in common with itself on another page."""
        return re.sub(r"\d+", "0", self.text.strip()), round(self.y)


def read_pdf(content: bytes) -> Pages:
    """Return the text of a PDF.

    Raises:
        RuleBroken: it is encrypted, damaged, or the image of a paper.
    """
    try:
        reader = PdfReader(BytesIO(content))
        tagged = "/MarkInfo" in reader.root_object
        lines = _printed_lines(_drawn(content, furniture=False) if tagged else reader)
        furniture = _printed_lines(_drawn(content, furniture=True)) if tagged else []
    except (FileNotDecryptedError, DependencyError) as error:
        raise RuleBroken(_ENCRYPTED) from error
    except Exception as error:
        raise RuleBroken(
            f"Ce PDF est endommagé{NBSP}: ouvrez-le dans un lecteur de PDF, enregistrez-le sous un "
            "autre nom, puis importez cette copie."
        ) from error
    if not any(line.text.strip() for line in lines):
        raise RuleBroken(
            f"Ce PDF ne contient pas de texte, sans doute parce qu’il a été numérisé{NBSP}: "
            "passez-le à la reconnaissance de caractères, ou saisissez la fiche."
        )
    running = _running(lines)
    body = [line for line in lines if line not in running]
    margins = (line.text.strip() for line in [*furniture, *running])
    return Pages("".join(_spaced(body)), tuple(dict.fromkeys(margins)), _prominent(body))


def _drawn(content: bytes, *, furniture: bool) -> PdfReader:
    """Return a tagged PDF with only its text, or only what its tags call artifacts.

    A letterhead or a page number may be drawn anywhere in a page; the tags tell it from the text.
    """
    output = BytesIO()
    with pikepdf.open(BytesIO(content)) as document:
        for page in document.pages:
            kept: list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage] = []
            marks: list[bool] = []
            for instruction in pikepdf.parse_content_stream(page):
                operator = str(instruction.operator)
                if operator in {"BDC", "BMC"}:
                    marks.append(str(instruction.operands[0]) == "/Artifact")
                if any(marks) == furniture or operator not in _SHOWS_TEXT:
                    kept.append(instruction)
                if operator == "EMC" and marks:
                    marks.pop()
            page.Contents = document.make_stream(pikepdf.unparse_content_stream(kept))
        document.save(output)
    return PdfReader(output)


_SHOWS_TEXT = {"Tj", "TJ", "'", '"', "Do"}


def _printed_lines(reader: PdfReader) -> list[_Printed]:
    return [
        line for number, page in enumerate(reader.pages) for line in _lines_of_page(page, number)
    ]


def _lines_of_page(page: PageObject, number: int) -> list[_Printed]:
    """Return the lines of a page in the order its author wrote them, cells of a row apart."""
    height = float(page.mediabox.height)
    lines: list[_Printed] = []
    reached = 0.0
    ended = True

    def collect(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        nonlocal ended, reached
        words = text.strip("\r\n")
        if words.strip():
            x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            size = round(size * (abs(tm[3] * cm[3]) or 1.0), 1)
            goes_on = not (ended or text.startswith("\n")) and x < reached + _CELL_GAP * size
            if goes_on and abs(y - lines[-1].y) < size / 2:
                lines[-1] = replace(lines[-1], text=lines[-1].text + words)
            else:
                lines.append(_Printed(words, x, y, size, number, height))
            reached = x + size * sum(_WIDE if sign.isupper() else _NARROW for sign in words)
            ended = False
        ended = ended or text.endswith("\n")

    page.extract_text(visitor_text=collect)
    return lines


_WIDE, _NARROW = 0.8, 0.6
"""Letters are no wider than this, in heights of the print; a gap is seen where none can reach."""
_CELL_GAP = 1.0


def _running(lines: Sequence[_Printed]) -> set[_Printed]:
    """Return headers and footers: what comes again on another page, or is small at the foot."""
    shapes = Counter(
        shape
        for _, page in groupby(lines, lambda line: line.page)
        for shape in {line.shape for line in page}
    )
    usual = _usual_size(lines)
    return {
        line
        for line in lines
        if line.in_margin and (shapes[line.shape] > 1 or (line.y < _MARGIN and line.size < usual))
    }


def _usual_size(lines: Sequence[_Printed]) -> float:
    letters: Counter[float] = Counter()
    for line in lines:
        letters[line.size] += len(line.text)
    return letters.most_common(1)[0][0]


def _prominent(lines: Sequence[_Printed]) -> str | None:
    """Return what the first page prints largest, if it prints just one thing so large."""
    first = [
        line for line in lines if line.page == lines[0].page and re.search(r"[^\W\d]", line.text)
    ]
    largest = max((line.size for line in first), default=0.0)
    titles = [
        list(group) for size, group in groupby(first, lambda line: line.size) if size == largest
    ]
    if len(titles) != 1 or largest <= _usual_size(lines):
        return None
    return " ".join(line.text.strip() for line in titles[0])


def _spaced(lines: Sequence[_Printed]) -> Iterator[str]:
    """Yield the text with a blank line between paragraphs and a tab between the cells of a row."""
    steps = Counter(
        round((line.y - more.y) / line.size, 1)
        for line, more in pairwise(lines)
        if line.size == more.size and 0 < line.y - more.y < 3 * line.size
    )
    usual = min(steps.most_common(1)[0][0] if steps else 1.2, _WIDEST_STEP)
    edge = min((line.x for line in lines), default=0.0)
    letter = _usual_size(lines) * _LETTER if lines else 1.0
    column = 0
    for line, more in zip(lines, [*lines[1:], None], strict=True):
        # Lines are set in as on the page, so that their ends tell which of them were full.
        text = line.text.strip()
        place = max(round((line.x - edge) / letter), column)
        yield f"{' ' * (place - column)}{text}"
        if more is not None:
            between = _between(line, more, usual)
            column = place + len(text) if between == "\t" else 0
            yield between


_LETTER = 0.5
"""The width of a letter on average, in heights of the print."""
_NARROWEST_GAP = 1.5
_WIDEST_STEP = 1.6
"""Lines of one paragraph are no further apart, in heights of their letters."""


def _between(line: _Printed, more: _Printed, usual: float) -> str:
    if more.page != line.page:
        return "\n\f\n"
    if abs(line.y - more.y) < 1 and more.x > line.x and not _SIGN.fullmatch(line.text.strip()):
        return "\t"
    step = (line.y - more.y) / line.size
    near = 0 < step <= max(usual * 1.2, _NARROWEST_GAP) and line.size == more.size
    return "\n" if near else "\n\n"


_SIGN = re.compile(r"\W|\d{1,2}\s?[.)]?|o")
