"""The files that the practice office is made from."""

import csv
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from io import StringIO
from typing import Any

from trainingdesk.assets import resource
from trainingdesk.domain.courses import CourseSheet
from trainingdesk.french import typeset
from trainingdesk.interchange.course_sheets import parse_course_sheet

Entry = dict[str, Any]
"""One entry of a file, its values as TOML gives them."""


def text(name: str) -> str:
    """Return a file's text, French punctuation given its unbreakable spaces."""
    return typeset(resource("sample", name).read_text("utf-8"))


def image(name: str) -> bytes:
    """Return the bytes of an image."""
    return resource("sample", name).read_bytes()


def entries(name: str) -> dict[str, Entry]:
    """Return the entries of a file by their keys, in its order."""
    return tomllib.loads(text(name), parse_float=Decimal)


def listed(name: str, key: str) -> list[Entry]:
    """Return the entries of a file that have no key of their own, in its order."""
    found: list[Entry] = tomllib.loads(text(name))[key]
    return found


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a list."""
    yield from csv.DictReader(StringIO(text(name)), delimiter=";")


def course_sheets() -> tuple[CourseSheet, ...]:
    """Return the course sheets in the order of their references."""
    files = sorted(resource("sample", "courses").glob("*.md"))
    return tuple(parse_course_sheet(text(f"courses/{file.name}")).sheet for file in files)
