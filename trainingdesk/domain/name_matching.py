"""Who a name or an address on another program's list stands for."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from trainingdesk.french import sort_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Somebody of ours, by the names and addresses that a list may give."""

    id: int
    names: tuple[str, ...]
    email: str = ""


# A long file names the same people at every line, and each is held against all of ours.
@lru_cache(maxsize=1024)
def name_words(name: str) -> frozenset[str]:
    """Return the words of a name without accents or case, in no order.

    >>> sorted(name_words("DURAND-PETIT Zoé (invitée)"))
    ['durand', 'petit', 'zoe']
    """
    plain = re.sub(r"\([^)]*\)|\[[^]]*\]", " ", name)
    return frozenset(re.findall(r"[^\W_]+", sort_key(plain)))


def match(name: str, email: str, people: Sequence[Known]) -> int | None:
    """Return the id of the one person meant, by address first, then by name; `None` in doubt."""
    address = email.strip().casefold()
    if address:
        by_address = _only(each.id for each in people if each.email.casefold() == address)
        if by_address is not None:
            return by_address
    candidates = [name, *re.findall(r"\(([^)]*)\)", name)]
    for candidate in candidates:
        words = name_words(candidate)
        same = _only(each.id for each in people if words in map(name_words, each.names))
        if words and same is not None:
            return same
    words = name_words(name)
    if not words:
        return None
    # «Zoé Durand – Mairie d’Évian» is Zoé Durand, if nobody else is in it.
    return _only(each.id for each in people if any(_holds(words, own) for own in each.names))


def _holds(words: frozenset[str], name: str) -> bool:
    own = name_words(name)
    return len(own) > 1 and own <= words


def _only(ids: Iterable[int]) -> int | None:
    found = set(ids)
    return found.pop() if len(found) == 1 else None
