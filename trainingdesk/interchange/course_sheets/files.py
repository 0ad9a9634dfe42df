"""The text of a course sheet's file, whichever program wrote it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import NBSP
from trainingdesk.interchange.course_sheets.pages import Pages
from trainingdesk.interchange.course_sheets.pdf import read_pdf
from trainingdesk.interchange.course_sheets.sheet import ReadSheet, read_pages
from trainingdesk.interchange.course_sheets.word import read_docx


def read_course_sheet(path: Path) -> ReadSheet:
    """Read the course sheet in a text, Markdown, PDF or Word file.

    Raises:
        RuleBroken: the file is no course sheet, or cannot be read as one; the sentence says why.
        OSError: the system does not give the file.
    """
    reader = _READERS.get(path.suffix.casefold())
    if reader is None:
        raise RuleBroken(
            f"Le format du fichier «{NBSP}{path.name}{NBSP}» n’est pas reconnu{NBSP}: "
            "enregistrez la fiche en PDF, en DOCX, en texte (.txt) ou en Markdown (.md)."
        )
    content = path.read_bytes()
    if not content:
        raise RuleBroken(
            f"Ce fichier est vide{NBSP}: choisissez le fichier d’une fiche de formation."
        )
    return read_pages(reader(content))


def read_text(content: bytes) -> Pages:
    """Decode a text file: UTF-16 or UTF-8 by its mark, else UTF-8, else Windows-1252.

    Raises:
        RuleBroken: the bytes are no text in any of them.
    """
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = content.decode("utf-16")
        else:
            text = _utf_8_or_windows(content)
    except UnicodeDecodeError:
        text = "\0"
    # Windows-1252 makes letters of nearly any bytes; text holds no NUL, other files do.
    if "\0" in text:
        raise RuleBroken(
            f"Ce fichier n’est pas un texte lisible{NBSP}: ouvrez-le dans le logiciel qui l’a "
            "créé et enregistrez-le en PDF, en DOCX ou en texte."
        )
    return Pages(text)


def _utf_8_or_windows(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252")


_READERS: Mapping[str, Callable[[bytes], Pages]] = MappingProxyType(
    {
        ".pdf": read_pdf,
        ".docx": read_docx,
        ".txt": read_text,
        ".text": read_text,
        ".md": read_text,
        ".markdown": read_text,
    }
)
