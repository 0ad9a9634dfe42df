"""The cells of a list, whatever program wrote it: a workbook, or text in any usual form."""

import csv
import zipfile
from datetime import datetime, time
from io import BytesIO, StringIO

from trainingdesk.domain.errors import RuleBroken

Rows = list[list[str]]

_WORKBOOK = b"PK\x03\x04"
_SEPARATORS = ("\t", ";", ",")


def rows_of(content: bytes) -> Rows:
    """Return the rows of a CSV or XLSX file; an empty row stays, for it parts tables.

    Raises:
        RuleBroken: the file is empty, a damaged workbook, or no table at all.
    """
    if not content.strip():
        raise RuleBroken("Cette liste est vide.")
    if content.startswith(_WORKBOOK):
        return _of_workbook(content)
    text = _decoded(content)
    if "\0" in text:
        raise RuleBroken("Ce fichier n’est pas une liste : exportez-la en CSV ou en XLSX.")
    separator = max(_SEPARATORS, key=text.count)
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    read = csv.reader(StringIO(text, newline=""), delimiter=separator)
    return [[cell.strip() for cell in row] for row in read]


def _decoded(content: bytes) -> str:
    """Return the text; without a mark at its head UTF-8 is tried before Windows' own letters."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if content[1:2] == b"\0":
        return content.decode("utf-16-le", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _of_workbook(content: bytes) -> Rows:
    from openpyxl import load_workbook  # noqa: PLC0415 - most starts read no workbook

    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        rows = [[_text(cell) for cell in row] for row in book.worksheets[0].values]
        book.close()
    except (zipfile.BadZipFile, KeyError, ValueError, IndexError) as error:
        raise RuleBroken("Ce classeur est abîmé : exportez-le de nouveau.") from error
    return rows


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
