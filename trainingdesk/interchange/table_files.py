"""Tables that other programs wrote: files of values and workbooks, as rows of texts."""

import csv
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from io import BytesIO, StringIO
from itertools import islice
from pathlib import Path
from xml.etree.ElementTree import ParseError

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import plural

Rows = list[list[str]]

LARGEST = 20_000_000
"""Bytes of a file; answers and lists of connections have a few thousand."""
MOST_UNPACKED = 200_000_000
"""Bytes of a workbook once unpacked; a small file may be made to grow without end."""
MOST_ROWS, MOST_COLUMNS = 5_000, 400
_WORKBOOK = b"PK\x03\x04"
SEPARATORS = ("\t", ";", ",")
_SAMPLE = 100_000
"""Letters that tell what parts the cells."""


@dataclass(frozen=True, slots=True)
class ReadTable:
    """The captions of the columns, then the rows, each as long as the captions."""

    captions: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def read_table(path: Path) -> ReadTable:
    """Return the table of a CSV file in any usual form, or of a workbook's first sheet.

    Raises:
        RuleBroken: it is neither, is too large, or holds no line below its captions.
        OSError: it cannot be read.
    """
    found = [line for line in rows_of(content_of(path), path.name) if any(line)]
    if len(found) < 2:  # noqa: PLR2004 - captions and a line
        raise RuleBroken(
            f"« {path.name} » ne contient pas de ligne sous ses titres de colonnes : exportez les "
            "réponses en CSV ou en classeur Excel."
        )
    width = max(len(line) for line in found)
    captions, *rows = [tuple(line + [""] * (width - len(line))) for line in found]
    return ReadTable(captions, tuple(rows))


def content_of(path: Path) -> bytes:
    """Return the bytes of a file that is no larger than a table can be.

    Raises:
        RuleBroken: it is larger.
        OSError: it cannot be read.
    """
    if path.stat().st_size > LARGEST:
        raise RuleBroken(
            f"« {path.name} » dépasse 20 Mo : ce n’est pas une liste, ou elle est trop longue."
        )
    return path.read_bytes()


def rows_of(content: bytes, name: str) -> Rows:
    """Return the rows of a CSV or XLSX file; an empty row stays, for it parts tables.

    Raises:
        RuleBroken: the file is a damaged workbook, no table at all, or has too many rows; the
            sentence says its *name*.
    """
    if content.startswith(_WORKBOOK):
        return _of_workbook(content, name)
    text = decoded(content)
    if "\0" in text:
        raise RuleBroken(
            f"« {name} » n’est ni un fichier CSV ni un classeur Excel (.xlsx) : exportez la liste "
            "dans l’un de ces formats."
        )
    return whole(parsed(text, separator_of(text)), name)


def whole(rows: Iterable[list[str]], name: str, most: int = MOST_ROWS) -> Rows:
    """Return all the rows; empty ones are not counted.

    Raises:
        RuleBroken: there are more than anybody can look at.
    """
    found: Rows = []
    filled = 0
    for row in rows:
        is_filled = any(row)
        filled += is_filled
        if filled > most:
            raise _too_long(name, most)
        # A workbook may be empty down to its millionth row.
        if is_filled or len(found) < most:
            found.append(row[:MOST_COLUMNS])
    return found


def _too_long(name: str, most: int = MOST_ROWS) -> RuleBroken:
    return RuleBroken(
        f"« {name} » a plus de {plural(most, 'ligne')} : n’en gardez que la partie utile, puis "
        "recommencez."
    )


# Files of values --------------------------------------------------------------------------------


def decoded(content: bytes, encoding: str = "") -> str:
    """Return the text of a file, in the encoding that is said.

    Where none is, a mark at the head tells it; else UTF-8 is tried before Windows' own letters.
    """
    if encoding:
        return content.decode(encoding, errors="replace").removeprefix("\ufeff")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if content[1:2] == b"\0":
        return content.decode("utf-16-le", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def parsed(text: str, separator: str) -> Iterator[list[str]]:
    """Return the cells of a text row by row, without the spaces around them."""
    # A remark may be as long as its writer liked.
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    for row in csv.reader(StringIO(text, newline=""), delimiter=separator):
        yield [cell.strip() for cell in row]


def separator_of(text: str) -> str:
    """Return the sign that parts most rows into the same number of cells.

    What people write may hold any of them, and lines about the meeting stand above some lists.
    """
    return max(SEPARATORS, key=lambda each: _agreement(text[:_SAMPLE], each))


def _agreement(text: str, separator: str) -> tuple[int, int]:
    widths = Counter(len(row) for row in parsed(text, separator) if len(row) > 1)
    return max(((rows, width) for width, rows in widths.items()), default=(0, 0))


# Workbooks --------------------------------------------------------------------------------------

_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)
"""What the reader stumbles over in a workbook that was cut, locked or written by hand."""


def _of_workbook(content: bytes, name: str) -> Rows:
    """Return the rows of the first sheet that has any, formulas by the value kept with them."""
    from openpyxl import load_workbook  # noqa: PLC0415 - most starts read no workbook

    try:
        if _unpacked(content) > MOST_UNPACKED:
            raise _too_long(name)
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        for sheet in book.worksheets:
            # Some programs write a size that is not the sheet's.
            sheet.reset_dimensions()
            rows = whole(
                (
                    [_text(cell) for cell in islice(row, MOST_COLUMNS)]
                    for row in sheet.iter_rows(values_only=True)
                ),
                name,
            )
            if any(map(any, rows)):
                return rows
    except RuleBroken:
        raise
    except _DAMAGED as error:
        raise RuleBroken(
            f"« {name} » est abîmé ou protégé par un mot de passe : exportez-le de nouveau."
        ) from error
    return []


def _unpacked(content: bytes) -> int:
    with zipfile.ZipFile(BytesIO(content)) as parts:
        return sum(part.file_size for part in parts.infolist())


def _text(cell: object) -> str:
    match cell:
        case None:
            return ""
        case datetime():
            return cell.isoformat(sep=" ", timespec="seconds")
        case time():
            return cell.isoformat(timespec="seconds")
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell).strip()
