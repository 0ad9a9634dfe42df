"""The general terms that some offices print after a course sheet."""

import re

from trainingdesk.french import sort_key
from trainingdesk.interchange.course_sheets.lines import physical_lines

_LONGEST = 120
_HEADING = re.compile(
    r"(?:nos |les |annexe(?: \d)? ?[:-] ?)?"
    r"(?:conditions (?:generales|particulieres|d'utilisation|d'acces|de vente)|cgv|cgu)\b"
)
_MOST_WORDS = 14
_POINTER = re.compile(
    r"\b(?:disponibles?|voir|consult\w*|site|demande|www|http|remises?|annexees?|jointes?|ci-joint\w*|applicables?"
    r"|sont|est|peuvent|accepte\w*|s'appliquent)\b"
)
_ARTICLE = re.compile(
    r"(?:[IVX]{1,5}\s?[.)–-]\s|ARTICLE\s+\d{1,2}\b|Article\s+\d{1,2}\b)\s*\S?.{0,120}"
)
_CLAUSE = re.compile(r"\d{1,2}\.\d{1,2}\.?\s+\S.{0,120}")
_MARK = re.compile(r"^#{1,6}\s", re.MULTILINE)


def is_terms_heading(text: str) -> bool:
    """Tell whether general terms begin at *text*; a line saying where to find them does not.

    >>> is_terms_heading("CONDITIONS GÉNÉRALES DE VENTE : Martin Formation")
    True
    >>> is_terms_heading("Conditions générales de vente : voir notre site")
    False
    """
    if len(text) > _LONGEST or "\t" in text:
        return False
    plain = sort_key(text)
    if plain.endswith((".", ";", ",")) or len(plain.split()) > _MOST_WORDS:
        return False
    return _HEADING.match(plain) is not None and not _POINTER.search(plain)


def as_markdown(text: str) -> str:
    """Return general terms whole, with heading marks where the text has none of its own."""
    lines = physical_lines(text.replace("\f", ""))
    text = "\n".join(lines).strip()
    if _MARK.search(text):
        return text
    # Text cut out of a page is set in from its edge, which Markdown would take for code.
    plain = [line.strip() for line in text.split("\n")]
    return "\n".join(_marked(line, first=place == 0) for place, line in enumerate(plain))


def _marked(line: str, *, first: bool) -> str:
    if first:
        return f"# {line}"
    if line.endswith((".", ";", ",", ":")):
        return line
    if _ARTICLE.fullmatch(line):
        return f"## {line}"
    return f"### {line}" if _CLAUSE.fullmatch(line) else line
