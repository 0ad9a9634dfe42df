"""One thing that a paper must say."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

D = TypeVar("D")
D_contra = TypeVar("D_contra", contravariant=True)


def _always(_data: object) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Mention(Generic[D_contra]):
    """A mention, the article that asks for it, and where its facts are entered.

    `words` returns what must be readable on the paper, as it is printed there; nothing, or an
    empty text among it, means that the fact is missing. `applies` says for which papers of the
    kind it holds. One that `blocks` keeps the paper from leaving: it would be void or fined
    without; the others warn.
    """

    name: str
    article: str
    enter_at: str
    words: Callable[[D_contra], Sequence[str]]
    applies: Callable[[D_contra], bool] = _always
    blocks: bool = False

    def is_missing(self, data: D_contra) -> bool:
        """Whether the paper would leave without it."""
        if not self.applies(data):
            return False
        words = self.words(data)
        return not words or not all(words)

    @property
    def sentence(self) -> str:
        """What is missing and where to enter it."""
        return f"{self.name} : à saisir dans {self.enter_at}."


def missing(mentions: Iterable[Mention[D]], data: D) -> tuple[Mention[D], ...]:
    """Return the mentions that a paper would lack, those that block it first."""
    lacking = [mention for mention in mentions if mention.is_missing(data)]
    return tuple(sorted(lacking, key=lambda mention: not mention.blocks))
