"""What the words of a bank's line tell: invoice numbers, payers, how the money came."""

import re
from collections.abc import Hashable, Iterable, Mapping
from functools import lru_cache
from typing import Generic, TypeVar

from trainingdesk.domain.firm_names import LEGAL_FORMS
from trainingdesk.domain.payments import PaymentMeans
from trainingdesk.french import sort_key

K = TypeVar("K", bound=Hashable)

LEAST_MARK = 5
"""Letters and digits of the shortest number that cannot stand in a label by chance."""
LONGEST_RUN = 8
"""Parts that a number may be torn into."""
LEAST_WORD = 4
"""Letters of a name's only word that may stand for all of it."""

# fmt: off
_IDLE = LEGAL_FORMS | frozenset((
    "m", "mr", "mme", "mlle", "monsieur", "madame", "mademoiselle", "de", "du", "des", "d", "la",
    "le", "les", "l", "et", "a", "au", "aux", "en",
))
# fmt: on
"""Words of a name that tell nobody from anybody."""

_MEANS = (
    (PaymentMeans.CHEQUE, re.compile(r"\b(rem(ise)?s? (de )?ch|cheques?|chq)")),
    (PaymentMeans.CARD, re.compile(r"\b(cb|carte|tpe)\b")),
    (PaymentMeans.DIRECT_DEBIT, re.compile(r"\b(prlv|prelevements?|sdd)\b")),
    (PaymentMeans.CASH, re.compile(r"\b(especes?|numeraire)\b")),
)
_BOUNCED = re.compile(r"\b(impayes?|rejets?|rejetes?|retours?|represent|annul)")


# A statement is matched again after each line that is settled.
@lru_cache(maxsize=8192)
def _parts(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W\d_]+|\d+", sort_key(text)))


def means_of(label: str) -> PaymentMeans:
    """Return how the money of a line came; by transfer unless it says otherwise.

    >>> means_of("REMISE CHEQUES 0004512"), means_of("VIR SEPA DUPONT")
    (<PaymentMeans.CHEQUE: 'cheque'>, <PaymentMeans.TRANSFER: 'transfer'>)
    """
    plain = " ".join(_parts(label))
    return next((means for means, sign in _MEANS if sign.search(plain)), PaymentMeans.TRANSFER)


def is_bounce(label: str) -> bool:
    """Whether a bank tells of money that it takes back.

    >>> is_bounce("REJET VIR INST"), is_bounce("PRLV LOYER")
    (True, False)
    """
    return _BOUNCED.search(" ".join(_parts(label))) is not None


class Marks(Generic[K]):
    """Numbers that a label may quote, and whose they are."""

    def __init__(self, marks: Iterable[tuple[str, K]]) -> None:
        self._whole: dict[str, dict[K, None]] = {}
        self._bare: dict[str, dict[K, None]] = {}
        for mark, key in marks:
            parts = _parts(mark)
            for known, text in (
                (self._whole, "".join(parts)),
                (self._bare, "".join(part for part in parts if part.isdigit())),
            ):
                if len(text) >= LEAST_MARK and any(letter.isdigit() for letter in text):
                    known.setdefault(text, {})[key] = None

    def quoted(self, label: str) -> tuple[K, ...]:
        """Return whose numbers a label quotes, spaces and dashes lost or not.

        A number without its letters counts where none stands there whole.
        """
        runs = _runs(label)
        for known in (self._whole, self._bare):
            found: dict[K, None] = {}
            for run in runs:
                found |= known.get(run, {})
            if found:
                return tuple(found)
        return ()


@lru_cache(maxsize=8192)
def _runs(label: str) -> tuple[str, ...]:
    """Return the texts that neighbouring words and numbers of a label make together."""
    parts = _parts(label)
    return tuple(
        "".join(parts[start:end])
        for start in range(len(parts))
        for end in range(start + 1, min(start + LONGEST_RUN, len(parts)) + 1)
    )


class Names(Generic[K]):
    """Names that a label may tell, and whose they are."""

    def __init__(self, names: Mapping[K, Iterable[str]]) -> None:
        self._by_word: dict[str, list[tuple[frozenset[str], K]]] = {}
        for key, spelled in names.items():
            for name in spelled:
                words = frozenset(_parts(name)) - _IDLE
                if len(words) > 1 or any(len(word) >= LEAST_WORD for word in words):
                    # A name is looked up by the one of its words that is the least common.
                    rare = max(words, key=lambda word: (len(word), word))
                    self._by_word.setdefault(rare, []).append((words, key))

    def told(self, label: str) -> tuple[K, ...]:
        """Return who is named whole in a label; of a name within a longer one, the longer."""
        words = frozenset(_parts(label))
        near = [
            (name, key)
            for word in words
            for name, key in self._by_word.get(word, ())
            if name <= words
        ]
        longest = [key for name, key in near if not any(name < other for other, _key in near)]
        return tuple(dict.fromkeys(sorted(longest, key=repr)))
