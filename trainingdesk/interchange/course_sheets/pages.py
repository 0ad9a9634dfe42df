"""What a file with pages gives to read."""

import re
from dataclasses import dataclass

from trainingdesk.french import sort_key

_IDENTITY = re.compile(
    r"\b(?:siret|siren|rcs|nda|naf|ape|tva|capital|qualiopi|prefet|prefecture|sarl|sasu?"
    r"|declaration d'activite)\b|©"
)


@dataclass(frozen=True, slots=True)
class Pages:
    """The text of a file, and the lines in the margins of its pages, once each.

    `prominent` is what the first page prints largest, for want of another sign of a title.
    """

    text: str
    margins: tuple[str, ...] = ()
    prominent: str | None = None


def names_the_office(margins: tuple[str, ...]) -> bool:
    """Tell whether the margins hold what the law makes a firm print on its papers."""
    return any(_IDENTITY.search(sort_key(line)) for line in margins)
