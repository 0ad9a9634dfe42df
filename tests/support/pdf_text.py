"""What a reader finds in a paper."""

from io import BytesIO

import pikepdf
from pypdf import PdfReader


def printed(pdf: bytes) -> str:
    """Return the words of all pages, one plain space between any two."""
    return plain(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages))


def plain(text: str) -> str:
    """Return *text* with every run of spaces, unbreakable ones too, made one plain space."""
    return " ".join(text.split())


def pages(pdf: bytes) -> list[str]:
    """Return the words of each page."""
    return [plain(page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages]


def without_furniture(pdf: bytes) -> bytes:
    """Return the paper without what its tags call artifacts: letterhead, page numbers, rules."""
    with pikepdf.open(BytesIO(pdf)) as paper:
        for page in paper.pages:
            page.Contents = paper.make_stream(pikepdf.unparse_content_stream(_content(page)))
        output = BytesIO()
        paper.save(output)
    return output.getvalue()


def _content(page: pikepdf.Page) -> list[pikepdf.ContentStreamInstruction]:
    kept = []
    marks: list[bool] = []
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator in {"BDC", "BMC"}:
            marks.append(str(instruction.operands[0]) == "/Artifact")
        if not any(marks):
            kept.append(instruction)
        if operator == "EMC":
            marks.pop()
    return kept
