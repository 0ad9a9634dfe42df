"""References to the law that a text still makes, and that the law itself has left."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A reference that is out of date `since` a day, and what stands there `now`.

    `pattern` and `unless` are regular expressions; a text where `unless` is found anywhere already
    says what it should.
    """

    pattern: str
    since: date
    now: str
    sentence: str
    unless: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outdated:
    """An outdated reference where it stands; the first line of a text is 1."""

    line: int
    found: str
    since: date
    now: str
    sentence: str


def outdated(text: str, references: Iterable[Reference]) -> tuple[Outdated, ...]:
    """Return the outdated references that a text makes, in the order they are read.

    Only the references of the list are looked for: nothing found does not mean that all is well.
    """
    found = [each for reference in references for each in _places(text, reference)]
    return tuple(each for _start, each in sorted(found, key=lambda place: place[0]))


def _places(text: str, reference: Reference) -> Iterator[tuple[int, Outdated]]:
    if reference.unless is not None and re.search(reference.unless, text):
        return
    for match in re.finditer(reference.pattern, text):
        yield (
            match.start(),
            Outdated(
                line=text.count("\n", 0, match.start()) + 1,
                found=" ".join(match[0].split()),
                since=reference.since,
                now=reference.now,
                sentence=reference.sentence,
            ),
        )
