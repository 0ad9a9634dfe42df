"""Tables that other programs wrote, captions first: files of values and workbooks, as texts."""

import csv
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.interchange.meeting_lists.sheets import rows_of

_WORKBOOK = b"PK\x03\x04"
_ENCODINGS = ("utf-8-sig", "cp1252")
_DELIMITERS = ";,\t"


@dataclass(frozen=True, slots=True)
class ReadTable:
    """The captions of the columns, then the rows, each as long as the captions."""

    captions: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def read_table(path: Path) -> ReadTable:
    """Return the table of a CSV file in any usual form, or of a workbook's first sheet.

    Raises:
        RuleBroken: it is neither, or holds no line below its captions.
        OSError: it cannot be read.
    """
    content = path.read_bytes()
    lines = rows_of(content) if content.startswith(_WORKBOOK) else _of_values(content, path.name)
    found = [line for line in lines if any(line)]
    if len(found) < 2:  # noqa: PLR2004 - captions and a line
        raise RuleBroken(
            f"« {path.name} » ne contient pas de ligne sous ses titres de colonnes : exportez les "
            "réponses en CSV ou en classeur Excel."
        )
    width = max(len(line) for line in found)
    captions, *rows = [tuple(line + [""] * (width - len(line))) for line in found]
    return ReadTable(captions, tuple(rows))


def _of_values(content: bytes, name: str) -> list[list[str]]:
    if b"\0" in content:
        raise RuleBroken(f"« {name} » n’est ni un fichier CSV ni un classeur Excel (.xlsx).")
    text = _decoded(content)
    # The captions tell the separator: what people write below them may hold any.
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    # A remark may be as long as its writer liked.
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    return [[cell.strip() for cell in row] for row in rows]


def _decoded(content: bytes) -> str:
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")
