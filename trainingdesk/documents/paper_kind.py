"""What a kind of paper is made of: its composer, its mentions, its file name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from trainingdesk.documents.composition import Composition
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.mentions.mention import Mention


def _never(_data: object) -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperKind:
    """One kind of paper.

    `compose` is given the paper's data (see `domain.paper_data`), as are `file_name`, which
    returns the name without suffix, and `refusal`, a sentence why the paper may not exist yet.
    `folder` holds the papers that belong to no session.
    """

    key: str
    name: str
    compose: Callable[[Any, Wording], Composition]
    mentions: tuple[Mention[Any], ...]
    file_name: Callable[[Any], str]
    refusal: Callable[[Any], str | None] = _never
    folder: str = ""
